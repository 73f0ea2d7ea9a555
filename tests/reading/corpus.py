"""Annotated texts of `cases/` and the measure of a reading against them.

One line of a case file is one line of a document, a blank line ends the document:

    ANNOTATION | text

ANNOTATION is `-` (nothing, a word after it names the error class) or directives parted by `&`, each a letter
(O obligation, D duty, N necessity, R recommendation, P proposal; `!` = negated) and fields after semicolons:
`b=` bearer (repeatable), `f=` frequency (`1/P2M`), `d=` deadline (a date, `~` for a relative one, or the relative
value itself), `c=` condition kind (repeatable).
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from shanyraq.reading import Candidate, read

CASES = Path(__file__).parent / "cases"
_FORCES = {"O": "obligation", "D": "duty", "N": "necessity", "R": "recommendation", "P": "proposal"}


@dataclass(frozen=True)
class Expected:
    """One directive as the annotator read it."""

    force: str
    negated: bool
    bearers: tuple[str, ...] = ()
    frequency: str = ""
    deadline: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a document: where it stands in the document's text, and what it holds."""

    span: tuple[int, int]
    text: str
    expected: tuple[Expected, ...]
    label: str


@dataclass
class Score:
    """Counts over a file; `misses` tells each difference for a person."""

    true: int = 0
    missed: int = 0
    spurious: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    extra_bearers: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.true / max(1, self.true + self.spurious)

    @property
    def recall(self) -> float:
        return self.true / max(1, self.true + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def share(self, name: str) -> float:
        return self.right[name] / max(1, self.asked[name])

    def __str__(self) -> str:
        parts = [f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.true}/{self.true + self.missed})"]
        parts += [f"{name} {self.right[name]}/{self.asked[name]}" for name in sorted(self.asked)]
        return " · ".join([*parts, f"extra bearers {self.extra_bearers}"])


def documents(name: str) -> list[tuple[str, list[Line]]]:
    """(text, lines) of every document in `cases/<name>.txt`."""
    found, lines = [], []
    for raw in [*(CASES / f"{name}.txt").read_text("utf-8").splitlines(), ""]:
        if raw.startswith("#"):
            continue
        if raw.strip():
            annotation, _, text = raw.partition(" | ")
            lines.append((annotation.strip(), text.strip()))
        elif lines:
            found.append(_document(lines))
            lines = []
    return found


def measure(name: str, *, language: str) -> Score:
    """The score of our reader on `cases/<name>.txt`."""
    score = Score()
    for text, lines in documents(name):
        candidates = list(read(text, language=language).directives)
        for line in lines:
            own = [each for each in candidates if line.span[0] <= each.action.span[0] < line.span[1]]
            _compare(score, line, own)
    return score


def _document(lines: list[tuple[str, str]]) -> tuple[str, list[Line]]:
    text, placed = "", []
    for annotation, piece in lines:
        start = len(text)
        text += piece + "\n"
        placed.append(Line((start, start + len(piece)), piece, *_annotation(annotation)))
    return text, placed


def _annotation(annotation: str) -> tuple[tuple[Expected, ...], str]:
    if annotation.startswith("-"):
        return (), annotation[1:].strip()
    return tuple(_expected(part.strip()) for part in annotation.split("&")), ""


def _expected(part: str) -> Expected:
    head, *fields = [piece.strip() for piece in part.split(";") if piece.strip()]
    values: dict[str, list[str]] = {"b": [], "f": [], "d": [], "c": []}
    for piece in fields:
        key, _, value = piece.partition("=")
        values[key.strip()].append(value.strip())
    return Expected(
        force=_FORCES[head[0]],
        negated=head.endswith("!"),
        bearers=tuple(values["b"]),
        frequency="".join(values["f"]),
        deadline="".join(values["d"]),
        conditions=tuple(values["c"]),
    )


def _compare(score: Score, line: Line, own: list[Candidate]) -> None:
    both = min(len(line.expected), len(own))
    score.true += both
    score.missed += len(line.expected) - both
    score.spurious += len(own) - both
    for _ in line.expected[both:]:
        score.misses.append(f"MISSED    {line.text}")
    for each in own[both:]:
        score.misses.append(f"SPURIOUS  [{line.label}] {each.rule_id}: {line.text}")
    for expected, candidate in zip(line.expected, own, strict=False):
        _compare_fields(score, line, expected, candidate)


def _compare_fields(score: Score, line: Line, expected: Expected, found: Candidate) -> None:
    _field(score, "force", expected.force, found.force, line)
    _field(score, "negated", expected.negated, found.negated, line)
    if expected.frequency or found.frequency:
        value = f"{found.frequency.at_least}/{found.frequency.per}" if found.frequency else ""
        _field(score, "frequency", expected.frequency, value, line)
    if expected.deadline:
        _field(score, "deadline", True, _deadline_fits(expected.deadline, found), line)
    _compare_bearers(score, line, expected, found)
    kinds = {each.kind for each in found.conditions}
    for kind in expected.conditions:
        _field(score, "conditions", kind, kind if kind in kinds else "-", line)


def _compare_bearers(score: Score, line: Line, expected: Expected, found: Candidate) -> None:
    texts = [each.text for each in found.bearers]
    unmatched = list(texts)
    for bearer in expected.bearers:
        match = next((text for text in unmatched if _same_bearer(bearer, text)), None)
        if match is not None:
            unmatched.remove(match)
        _field(score, "bearers", bearer, bearer if match is not None else str(texts), line)
    if unmatched:
        score.extra_bearers += len(unmatched)
        score.misses.append(f"EXTRA     bearers {unmatched}: {line.text}")


def _same_bearer(expected: str, found: str) -> bool:
    """Half of the words in common, and the same first content word unless one contains the other."""
    left, right = expected.lower().split(), found.lower().split()
    shared = len(set(left) & set(right))
    return shared > 0 and shared >= 0.5 * min(len(left), len(right)) and (left[0] in right or right[0] in left)


def _deadline_fits(expected: str, found: Candidate) -> bool:
    deadline = found.deadline
    if deadline is None:
        return False
    if expected == "~":
        return True
    return expected.lstrip("~") in (deadline.date, deadline.relative)


def _field(score: Score, name: str, expected: object, found: object, line: Line) -> None:
    score.asked[name] += 1
    if expected == found:
        score.right[name] += 1
    else:
        score.misses.append(f"{name.upper():9} {expected!r} is read {found!r}: {line.text}")
