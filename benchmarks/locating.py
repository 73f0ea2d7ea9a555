"""How fast and how well short texts are understood: places, themes, languages, duplicates.

    .venv/bin/python benchmarks/locating.py

CPU time of one core, best of three. The texts are the hand-labelled ones of the tests; every round gives each text two
words that were never seen before, so that no memory of earlier words helps with them.
"""

import hashlib
import random
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/reading"))

from located_texts import Labelled, Score, labelled, level

from shanyraq.reading.duplicates import Index, signature, similar
from shanyraq.reading.locating import locate
from shanyraq.reading.tongues import language_of

HALVES = ("dev", "heldout", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COPIES = 40


def main() -> None:
    begun = time.process_time()
    locate("")
    print(f"loading the gazetteer and the lexicon: {time.process_time() - begun:.3f} s CPU")
    rows = [row for half in HALVES for row in labelled(half)]
    texts = [row.text for row in rows] * COPIES
    print(f"{len(texts):,} texts, {sum(map(len, texts)) / len(texts) + 14:.0f} letters each on average")
    rate("locate", locate, texts)
    rate("language_of", language_of, texts)
    rate("signature", signature, texts)
    index = Index(remember=20_000)
    rate("signature + index", lambda text: index.add(signature(text)), texts)
    duplicates([text for text in dict.fromkeys(texts) if len(text) >= 30])
    for half in HALVES:
        quality(half)


def rate(name: str, work: Callable[[str], object], texts: Sequence[str]) -> None:
    best = float("inf")
    for turn in range(3):
        fresh = [f"{text} {_unknown(turn, number)} {_unknown(number, turn)}" for number, text in enumerate(texts)]
        begun = time.process_time()
        for text in fresh:
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


def duplicates(texts: Sequence[str]) -> None:
    """One edit found again, and other texts joined by mistake."""
    chance = random.Random(11)
    signed = [signature(text) for text in texts]
    again = [
        similar(one, signature(edited(text, chance))) for text, one in zip(texts, signed, strict=True) for _ in range(5)
    ]
    joined = sum(similar(a, b) for a, b in combinations(signed, 2))
    pairs = len(signed) * (len(signed) - 1) // 2
    print(
        f"one edit: {sum(again) / len(again):.4f} of {len(again)} found again; {joined} of {pairs:,} other pairs joined"
    )


def edited(text: str, chance: random.Random) -> str:
    """One letter dropped, added or changed, or one word dropped."""
    at, words = chance.randrange(len(text)), text.split(" ")
    lost, letter = chance.randrange(len(words)), chance.choice("абвгдежз")
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            " ".join(words[:lost] + words[lost + 1 :]),
        ]
    )


def _unknown(*numbers: int) -> str:
    """Six letters that no other pair of numbers gives."""
    digits = hashlib.sha256(repr(numbers).encode()).digest()[:6]
    return "".join(chr(ord("а") + digit % 32) for digit in digits)


if __name__ == "__main__":
    main()
