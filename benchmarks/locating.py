"""How fast and how well short texts are understood: places, themes, languages, duplicates.

    .venv/bin/python benchmarks/locating.py

CPU time of one core, best of three. The texts are the hand-labelled ones of the tests; each round gives every text a
number and an unknown word, so that no text and not every word has been seen before.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/reading"))

from located_texts import Labelled, Score, labelled, level
from shanyraq.reading.duplicates import Index, signature
from shanyraq.reading.locating import locate
from shanyraq.reading.tongues import language_of

HALVES = ("dev", "heldout", "second", "third")
COPIES = 40


def main() -> None:
    begun = time.process_time()
    locate("")
    print(f"loading the gazetteer and the lexicon: {time.process_time() - begun:.3f} s CPU")
    rows = [row for half in HALVES for row in labelled(half)]
    texts = [f"{row.text} {_unknown(number)} {number}" for number in range(COPIES) for row in rows]
    print(f"{len(texts):,} texts, {sum(map(len, texts)) / len(texts):.0f} letters each on average")
    rate("locate", locate, texts)
    rate("language_of", language_of, texts)
    rate("signature", signature, texts)
    index = Index(remember=20_000)
    rate("signature + index", lambda text: index.add(signature(text)), texts)
    for half in HALVES:
        quality(half)


def rate(name: str, work: Callable[[str], object], texts: Sequence[str]) -> None:
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - begun)
    print(f"{name:18} {len(texts) / best:10,.0f} texts/s")


def quality(half: str) -> None:
    rows = labelled(half)
    print(f"\n{half}: {len(rows)} texts")
    for language in ("kk", "ru", "en", "mixed", "all"):
        chosen = tuple(row for row in rows if language in ("all", row.language))
        places, themes, routes, tongues = Score(), Score(), 0, 0
        for row in chosen:
            found = locate(row.text)
            places.add(frozenset(level(each.code) for each in found.places), row.codes)
            themes.add(frozenset(each.code for each in found.issues), row.issues)
            routes += found.route == row.route
            tongues += language_of(row.text) == row.language
        print(f"  {language:6} places {places}")
        print(f"         themes {themes}; route {routes} of {len(chosen)}; language {tongues} of {len(chosen)}")
    asked(rows)


def asked(rows: Sequence[Labelled]) -> None:
    wanted = right = extra = 0
    for row in rows:
        words = [row.text[each.start : each.end] for each in locate(row.text).ambiguous]
        wanted += bool(row.asked)
        right += bool(row.asked) and row.asked in " ".join(words)
        extra += bool(words) and not row.asked
    print(f"  asked back: {right} of {wanted}, and {extra} that need not be")


def _unknown(number: int) -> str:
    return "".join(chr(ord("а") + (number * step) % 32) for step in (3, 5, 7, 11, 13, 17))


if __name__ == "__main__":
    main()
