"""How many texts a second the reader reads on one core. Run: python benchmarks/reading.py [FILE ...]

Without files it reads the annotated texts of tests/reading/cases, cut into pieces as long as a published address
(about 4,500 characters). Prints texts per second of CPU time, dictionary loading told apart.
"""

import sys
import time
from pathlib import Path

from shanyraq.reading import read

LENGTH = 4_500
SECONDS = 5.0
CASES = Path(__file__).resolve().parent.parent / "tests" / "reading" / "cases"


def main(names: list[str]) -> None:
    texts = [Path(name).read_text("utf-8-sig") for name in names]
    for label, sample in [("given files", texts)] if texts else [("Russian cases", _pieces("ru_*.txt"))]:
        measure(label, sample)


def measure(label: str, texts: list[str]) -> None:
    """Read the texts over and over for some seconds and print the pace."""
    started = time.process_time()
    for text in texts:
        read(text)
    first = time.process_time() - started
    characters = sum(len(text) for text in texts)
    rounds, started = 0, time.process_time()
    while time.process_time() - started < SECONDS:
        for text in texts:
            read(text)
        rounds += 1
    spent = time.process_time() - started
    pace = rounds * len(texts) / spent
    print(f"{label}: {len(texts)} texts, {characters / len(texts):,.0f} characters each")
    print(f"  first pass, dictionary and new words included: {first:.2f} s")
    print(f"  then {pace:,.0f} texts/s of CPU time, {pace * characters / len(texts) / 1000:,.0f} thousand characters/s")


def _pieces(pattern: str) -> list[str]:
    """The texts of the case files joined and cut into pieces of `LENGTH` characters at line ends."""
    lines = []
    for path in sorted(CASES.glob(pattern)):
        lines += [line.partition(" | ")[2] for line in path.read_text("utf-8").splitlines() if " | " in line]
    pieces, piece = [], ""
    for line in lines:
        piece += line + "\n\n"
        if len(piece) >= LENGTH:
            pieces.append(piece)
            piece = ""
    return pieces or [piece]


if __name__ == "__main__":
    main(sys.argv[1:])
