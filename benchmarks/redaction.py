"""How much does the screener find, how much does it take too many, and how fast is it?

    python benchmarks/redaction.py

Recall: every invented person of tests/reading/screening in every sentence of its set, in every case; a name counts
when all its letters are masked. "asked" also counts names that the screener gives to a person to look at. False
removals: masked words of texts that name nobody. Speed: CPU time of one core, words seen before, then every word new.
Patterns: one text of 100,000 characters of the hardest kinds known.
"""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.reading.screening.people import lines, texts

from shanyraq.reading.screening import screen
from shanyraq.reading.screening.patterns import shapes

SETS = ("tuning", "second", "heldout")
BARS = {"recall": 0.99, "chat": 0.97, "false": 0.03, "texts a second": 500, "milliseconds": 100}
HARD = (
    "1 ",
    "1",
    "а",
    "a@",
    "1-",
    "а.",
    "http://",
    "ул. ",
    "дом 1 ",
    "собака ",
    "kz",
    "+7 ",
    "(",
    "родился ",
    "12.05.1987 ",
    "@a",
    "инста a",
    "А123 ",
)
_WORD = re.compile(r"[^\W_]+")


def recall(carriers: str, names: str, *, lower: bool) -> tuple[int, int, int]:
    """Names, names masked whole, names masked or asked about."""
    total = found = asked = 0
    for text, (start, end) in texts(carriers, names, lower=lower):
        screened = screen(text)
        left = {place for place in range(start, end) if text[place].isalnum()}
        left -= {place for each in screened.found for place in range(each.start, each.end)}
        total += 1
        found += not left
        left -= {place for first, last in screened.unsure for place in range(first, last)}
        asked += not left
    return total, found, asked


def by_language(carriers: str, names: str, *, lower: bool) -> dict[str, tuple[int, int]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    languages = [line.split(" ", 1)[0] for line in lines(carriers)]
    sentences = [line.split(" ", 3)[3].split("{}") for line in lines(carriers)]
    for text, (start, end) in texts(carriers, names, lower=lower):
        language = next(
            name
            for name, (before, after) in zip(languages, sentences, strict=True)
            if text[:start] == before and text[end:] == after
        )
        masked = {place for each in screen(text).found for place in range(each.start, each.end)}
        counts[language][0] += 1
        counts[language][1] += all(place in masked for place in range(start, end) if text[place].isalnum())
    return {name: (total, found) for name, (total, found) in counts.items()}


def false_removals(file: str) -> tuple[int, int, int]:
    """Words, masked words, texts with a question."""
    words = masked = questions = 0
    for text in lines(file):
        screened = screen(text)
        taken = {place for each in screened.found for place in range(each.start, each.end)}
        spans = [each.span() for each in _WORD.finditer(text)]
        words += len(spans)
        masked += sum(not taken.isdisjoint(range(*span)) for span in spans)
        questions += bool(screened.unsure)
    return words, masked, questions


def pace(sample: list[str]) -> float:
    started = time.process_time()
    for text in sample:
        screen(text)
    return len(sample) / (time.process_time() - started)


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


def main() -> None:
    print(f"{'set':8} {'style':9} {'names':>7} {'found':>7} {'asked':>7}   by language")
    for which in SETS:
        for style, carriers, lower in (("capitals", "carriers", False), ("chat", "chat", True)):
            total, found, asked = recall(f"{carriers}_{which}.txt", which, lower=lower)
            shares = by_language(f"{carriers}_{which}.txt", which, lower=lower)
            shown = "  ".join(f"{name} {hit / count:.4f}" for name, (count, hit) in sorted(shares.items()))
            print(f"{which:8} {style:9} {total:7,} {found / total:7.4f} {asked / total:7.4f}   {shown}")
    print(f"bars: found >= {BARS['recall']} with capitals, >= {BARS['chat']} in chat\n")

    print(f"{'set':8} {'words':>6} {'masked':>7} {'share':>7} {'texts asked about':>18}")
    for which in SETS:
        words, masked, questions = false_removals(f"plain_{which}.txt")
        print(f"{which:8} {words:6,} {masked:7} {masked / words:7.4f} {questions:18}")
    print(f"bar: share <= {BARS['false']}\n")

    sample = [text for text, _ in texts("carriers_second.txt", "second")]
    print(f"{pace(sample[::3]):8,.0f} short texts/s, words seen before (bar {BARS['texts a second']})")
    forget()
    print(f"{pace(sample[1::7]):8,.0f} short texts/s, every word new")
    milliseconds, unit = slowest_pattern()
    print(f"{milliseconds:8.1f} ms: patterns, 100,000 characters, slowest {unit!r} (bar {BARS['milliseconds']} ms)")
    ratio, unit = growth()
    print(f"{ratio:8.1f} times the work for four times the text, worst {unit!r} (whole screener)")


def forget() -> None:
    """Empty the word memories, so that a text costs what its first reading costs."""
    from shanyraq.reading.screening import evidence, folding, signs

    for memory in (evidence.evidence, folding.key, signs._lemma_keys):
        memory.cache_clear()


if __name__ == "__main__":
    main()
