"""How much does the screener find, hold and take too many, how well are places and themes read, and how fast?

    python benchmarks/screening.py [--write]

Recall: every invented person of tests/reading/screening in every sentence of its set, in every case. A name is
*masked* when all its letters are; *held* when what is left of it waits for a human glance; else *missed*.
False removals: masked words of texts that name nobody. Held harmless: such texts with a question. Speed: CPU time of
one core, words seen before, then every word new. Patterns: one text of 100,000 characters of the hardest kinds known.

`--write` puts the figures of the fresh sets (never used for tuning), of all harmless texts and of the pace into
src/shanyraq/radar/measured/redaction.json and locating.json, which the pages read, and renews the tables of the
documentation (`scripts/write_figures.py`).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.reading.located_texts import Labelled, Score, labelled, level
from tests.reading.screening.people import lines, texts, told

from shanyraq.reading.locating import locate
from shanyraq.reading.screening import screen
from shanyraq.reading.screening.patterns import shapes

ROOT = Path(__file__).resolve().parents[1]
MEASURED = ROOT / "src/shanyraq/radar/measured"
SETS = ("tuning", "second", "heldout", "fresh")
# style: (sentences, names, in small letters)
STYLES = {"capitals": ("carriers_{}", "{}", False), "chat": ("chat_{}", "{}", True)}
NICKNAMES = ("nickchat_fresh.txt", "nicks")
FRESH_PLACES, FRESH_THEMES = "tenth", "ninth"
BARS = {"recall": 0.99, "chat": 0.97, "false": 0.03, "texts a second": 500, "milliseconds": 100}
HARD = (
    "1 ", "1", "а", "a@", "1-", "а.", "http://", "ул. ", "дом 1 ", "собака ", "kz", "+7 ", "(", "родился ",
    "12.05.1987 ", "@a", "инста a", "А123 ",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LANGUAGES = {"kl": "latin", "rl": "latin"}
Figures = dict[str, float]


@dataclass
class Caught:
    """Names in sentences: how many, how many masked whole, how many masked or held for a glance."""

    names: int = 0
    masked: int = 0
    asked: int = 0

    def add(self, text: str, start: int, end: int) -> None:
        screened = screen(text)
        left = {place for place in range(start, end) if text[place].isalnum()}
        left -= {place for each in screened.found for place in range(each.start, each.end)}
        self.names += 1
        self.masked += not left
        left -= {place for first, last in screened.unsure for place in range(first, last)}
        self.asked += not left

    def __add__(self, other: Caught) -> Caught:
        return Caught(self.names + other.names, self.masked + other.masked, self.asked + other.asked)

    @property
    def recall(self) -> float:
        return self.masked / (self.names or 1)

    @property
    def kept(self) -> float:
        """Masked or held: what the promise counts."""
        return self.asked / (self.names or 1)

    def __str__(self) -> str:
        missed = self.names - self.asked
        return f"{self.names:7,} {self.recall:7.4f} {self.kept - self.recall:7.4f} {missed / (self.names or 1):7.4f}"


def caught(carriers: str, names: str, *, lower: bool, by: str = "language") -> dict[str, Caught]:
    """By language of the sentence («latin» is Kazakh and Russian typed in Latin letters), or by what names are made of.

    The file of names tells what they are made of: an Uzbek name must be as safe as a Russian one.
    """
    found: dict[str, Caught] = {}
    for each in told(carriers, names, lower=lower):
        part = _LANGUAGES.get(each.language, each.language) if by == "language" else each.material
        found.setdefault(part, Caught()).add(each.text, *each.span)
    return found


def whole(parts: Iterable[Caught]) -> Caught:
    return sum(parts, Caught())


@dataclass
class Harmless:
    """Texts that name nobody: words, words masked, texts, texts with a question."""

    words: int = 0
    masked: int = 0
    texts: int = 0
    held: int = 0

    def add(self, text: str) -> None:
        screened = screen(text)
        taken = {place for each in screened.found for place in range(each.start, each.end)}
        spans = [each.span() for each in _WORD.finditer(text)]
        self.words += len(spans)
        self.masked += sum(not taken.isdisjoint(range(*span)) for span in spans)
        self.texts += 1
        self.held += bool(screened.unsure)

    def __str__(self) -> str:
        shares = f"{self.masked:7} {self.masked / self.words:7.4f} {self.texts:6,} {self.held:6}"
        return f"{self.words:6,} {shares} {self.held / self.texts:7.4f}"


def harmless(*files: str) -> Harmless:
    counted = Harmless()
    for file in files:
        for text in lines(file):
            counted.add(text)
    return counted


def pace(sample: list[str]) -> float:
    started = time.process_time()
    for text in sample:
        screen(text)
    return len(sample) / (time.process_time() - started)


def forget() -> None:
    """Empty the word memories, so that a text costs what its first reading costs."""
    from shanyraq.reading.screening import evidence, folding, signs

    for memory in (evidence.evidence, folding.key, signs._lemma_keys):
        memory.cache_clear()


def slowest_pattern(length: int = 100_000) -> tuple[float, str]:
    """Milliseconds of the slowest hard text, patterns alone, best of three."""
    taken = []
    for unit in HARD:
        text = (unit * (length // len(unit) + 1))[:length]
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            shapes(text)
            best = min(best, time.process_time() - started)
        taken.append((best * 1000, unit))
    return max(taken)


def growth() -> tuple[float, str]:
    """How much more four times the text costs, at worst: 4 is in line with the text."""
    ratios = []
    for unit in HARD:
        costs = []
        for length in (20_000, 80_000):
            text = (unit * (length // len(unit) + 1))[:length]
            started = time.process_time()
            screen(text)
            costs.append(time.process_time() - started)
        ratios.append((costs[1] / costs[0], unit))
    return max(ratios)


# ------------------------------------------------------------------ what is printed, and kept


def names_found() -> Figures:
    figures: Figures = {}
    print(f"{'set':8} {'style':9} {'names':>7} {'masked':>7} {'held':>7} {'missed':>7}   masked or held by language")
    for which in SETS:
        for style, (carriers, names, lower) in STYLES.items():
            parts = caught(f"{carriers.format(which)}.txt", names.format(which), lower=lower)
            print(f"{which:8} {style:9} {whole(parts.values())}   {_by_language(parts)}")
            if which == "fresh":
                figures |= dict(_recall_figures(style, parts))
    made_of = caught("chat_fresh.txt", "fresh", lower=True, by="material")
    print(f"{'fresh':8} {'chat, by what names are made of':33} {_by_language(made_of)}")
    short = caught(*NICKNAMES, lower=True)
    print(f"{'fresh':8} {'nicknames':9} {whole(short.values())}   {_by_language(short)}")
    print(f"bars: masked or held >= {BARS['recall']} with capitals, >= {BARS['chat']} in chat\n")
    figures |= {f"recall_names_{name}": part.kept for name, part in sorted(made_of.items())}
    return figures | dict(_recall_figures("nicknames", short))


def _by_language(parts: dict[str, Caught]) -> str:
    return "  ".join(f"{name} {part.kept:.4f}" for name, part in sorted(parts.items()))


def _recall_figures(style: str, parts: dict[str, Caught]) -> Iterator[tuple[str, float]]:
    """`recall_*` is masked or held, `masked_*` masked alone, `held_*` what waits for a glance."""
    all_of_it = whole(parts.values())
    yield f"names_{style}", all_of_it.names
    yield f"recall_{style}", all_of_it.kept
    yield f"masked_{style}", all_of_it.recall
    yield f"held_{style}", all_of_it.kept - all_of_it.recall
    if style == "chat":
        for name, part in parts.items():
            yield f"recall_{name}", part.kept


def too_many() -> Figures:
    print(f"{'set':8} {'words':>6} {'masked':>7} {'share':>7} {'texts':>6} {'held':>6} {'share':>7}")
    for which in SETS:
        print(f"{which:8} {harmless(f'plain_{which}.txt')}")
    everything = harmless(*(f"plain_{which}.txt" for which in SETS))
    unseen = harmless("plain_heldout.txt", "plain_fresh.txt")
    print(f"{'all':8} {everything}\nbar: share of masked words <= {BARS['false']}\n")
    return {
        "harmless_texts": everything.texts,
        "false_removals": unseen.masked / unseen.words,
        "false_removals_all": everything.masked / everything.words,
        "held_harmless": unseen.held / unseen.texts,
        "held_harmless_all": everything.held / everything.texts,
    }


def speed() -> Figures:
    sample = [text for text, _ in texts("carriers_second.txt", "second")]
    pace(sample[:500])
    seen = pace(sample[::3])
    forget()
    new = pace(sample[1::7])
    milliseconds, unit = slowest_pattern()
    ratio, worst = growth()
    print(f"{seen:8,.0f} short texts/s, words seen before (bar {BARS['texts a second']})")
    print(f"{new:8,.0f} short texts/s, every word new")
    print(f"{milliseconds:8.1f} ms: patterns, 100,000 characters, slowest {unit!r} (bar {BARS['milliseconds']} ms)")
    print(f"{ratio:8.1f} times the work for four times the text, worst {worst!r} (whole screener)\n")
    return {"texts_per_second": seen, "texts_per_second_new_words": new, "patterns_milliseconds": milliseconds}


def places() -> Figures:
    """Places of the set that the reader was never mended for, at the level of districts and regions."""
    found = Score()
    for row in labelled(FRESH_PLACES):
        found.add(frozenset(level(each.code) for each in locate(row.text).places), row.codes)
    print(f"places, fresh set: {found}")
    return {"places_precision": found.precision, "places_recall": found.recall}


def themes() -> Figures:
    figures: Figures = {}
    rows = labelled(FRESH_THEMES)
    for language in ("kk", "ru", "en"):
        score = _themes_of(row for row in rows if row.language == language and row.issues)
        print(f"themes, fresh set, {language}: {score}")
        figures |= {f"issues_precision_{language}": score.precision, f"issues_recall_{language}": score.recall}
    silent = [row for row in rows if not row.issues]
    quiet = sum(not locate(row.text).issues for row in silent)
    print(f"texts without a theme: {quiet} of {len(silent)} are given none")
    everything = _themes_of(row for row in rows)
    return figures | {
        "issues_texts": len(rows),
        "issues_precision": everything.precision,
        "issues_recall": everything.recall,
        "issues_none_where_none": quiet / len(silent),
    }


def _themes_of(rows: Iterable[Labelled]) -> Score:
    score = Score()
    for row in rows:
        score.add(frozenset(each.code for each in locate(row.text).issues), row.issues)
    return score


def write(name: str, figures: Figures) -> None:
    MEASURED.mkdir(exist_ok=True)
    kept = {
        "measured_on": date.today().isoformat(),
        "by": "benchmarks/screening.py",
        "figures": {key: _short(value) for key, value in figures.items()},
    }
    (MEASURED / f"{name}.json").write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def _short(value: float) -> float:
    """Shares with four digits, the rest as whole numbers."""
    return round(value, 4) if 0 <= value <= 1 and not isinstance(value, int) else round(value)


def main() -> None:
    redaction = names_found() | too_many() | speed()
    located = places() | themes()
    if "--write" in sys.argv[1:]:
        write("redaction", redaction)
        write("locating", located)
        subprocess.run([sys.executable, ROOT / "scripts/write_figures.py"], check=True)


if __name__ == "__main__":
    main()
