"""Annotated corpora of `cases/`: how they are read, and how a reading is compared with them.

The format is explained at the top of `cases/en_development.txt`.
"""

from dataclasses import dataclass, field
from pathlib import Path

from shanyraq.reading import Candidate, read

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Expected:
    """One marked directive; `action` is a span of its text."""

    force: str
    negated: bool
    bearers: tuple[str, ...]
    action: tuple[int, int]
    frequency: str
    deadline: str
    conditions: tuple[tuple[str, str], ...]


@dataclass
class MarkedText:
    name: str
    text: str
    expected: list[Expected]
    decoys: list[tuple[str, str]]


@dataclass
class Score:
    """Counts of one corpus; every share is of the directives found."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)

    def note(self, what: str, is_right: bool, words: str) -> None:
        self.right.setdefault(what, 0)
        self.wrong.setdefault(what, [])
        if is_right:
            self.right[what] += 1
        else:
            self.wrong[what].append(words)

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + len(self.spurious))

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + len(self.missed))

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def share(self, what: str) -> float:
        right, wrong = self.right.get(what, 0), len(self.wrong.get(what, []))
        return right / max(1, right + wrong)


def load(name: str) -> list[MarkedText]:
    """The marked texts of `cases/<name>.txt`; ValueError names a line that cannot be read."""
    texts: list[MarkedText] = []
    title, lines, marks = "", [], []
    for line in [*(CASES / f"{name}.txt").read_text("utf-8").splitlines(), "=== "]:
        if line.startswith("=== "):
            if title:
                texts.append(_marked(title, "\n".join(lines).strip("\n"), marks))
            title, lines, marks = line[4:], [], []
        elif line.startswith(("-> ", "xx ")):
            marks.append(line)
        elif title:
            lines.append(line)
    return texts


def score(texts: list[MarkedText], language: str) -> Score:
    """Compare what is read with what is marked; found means that the actions share half of the shorter one."""
    total = Score()
    for marked in texts:
        _compare(marked, list(read(marked.text, language=language).directives), total)
    return total


def plain_sentences(text: MarkedText) -> int:
    """How many sentences or lines carry no directive."""
    pieces = [piece for piece in text.text.replace("? ", "?\n").replace(". ", ".\n").splitlines() if piece.strip()]
    offset, plain = 0, 0
    for piece in pieces:
        start = text.text.find(piece, offset)
        offset = start + len(piece)
        plain += not any(start <= each.action[0] < offset for each in text.expected)
    return plain


def _compare(marked: MarkedText, found: list[Candidate], total: Score) -> None:
    free = list(found)
    for expected in marked.expected:
        best = max(free, key=lambda each: _iou(each.action.span, expected.action), default=None)
        words = marked.text[slice(*expected.action)]
        if best is None or _shared(best.action.span, expected.action) < 0.5:
            total.missed.append(f"{marked.name}: {words}")
            continue
        free.remove(best)
        total.found += 1
        _compare_fields(expected, best, total, words)
    total.spurious += [f"{marked.name}: {each.rule_id}: {each.action.text}" for each in free]


def _compare_fields(expected: Expected, found: Candidate, total: Score, words: str) -> None:
    frequency = f"{found.frequency.at_least}/{found.frequency.per}" if found.frequency else ""
    deadline = found.deadline.text if found.deadline else ""
    bearers = tuple(each.text for each in found.bearers)
    conditions = {(each.kind, each.text) for each in found.conditions}
    total.note("force", (found.force, found.negated) == (expected.force, expected.negated), f"{words}: {found.force}")
    total.note("bearers", bearers == expected.bearers, f"{words}: {bearers}")
    if expected.frequency or frequency:
        total.note("frequency", frequency == expected.frequency, f"{words}: {frequency}")
    if expected.deadline or deadline:
        total.note("deadline", deadline == expected.deadline, f"{words}: {deadline}")
    for kind, text in expected.conditions:
        total.note("condition", (kind, text) in conditions, f"{words}: {kind}: {text} / {conditions}")
    kinds = {kind for kind, _ in expected.conditions}
    for kind, text in conditions:
        if kind not in kinds:
            total.note("condition", False, f"{words}: unexpected {kind}: {text}")
    total.note("action", _iou(found.action.span, expected.action) >= 0.6, f"{words}: {found.action.text}")


def _iou(left: tuple[int, int], right: tuple[int, int]) -> float:
    common = min(left[1], right[1]) - max(left[0], right[0])
    return common / (max(left[1], right[1]) - min(left[0], right[0])) if common > 0 else 0.0


def _shared(left: tuple[int, int], right: tuple[int, int]) -> float:
    """How much of the shorter span both hold."""
    common = min(left[1], right[1]) - max(left[0], right[0])
    return common / max(1, min(left[1] - left[0], right[1] - right[0]))


def _marked(title: str, text: str, marks: list[str]) -> MarkedText:
    marked = MarkedText(title, text, [], [])
    taken: list[tuple[int, int]] = []
    for line in marks:
        if line.startswith("xx "):
            kind, words = (part.strip() for part in line[3:].split("|"))
            if words not in text:
                raise ValueError(f"{title}: {words!r} is not in the text")
            marked.decoys.append((kind, words))
            continue
        fields = [part.strip() for part in line[3:].split("|")] + ["-"] * 6
        force, bearers, action, frequency, deadline, conditions = fields[:6]
        span = _find(title, text, action, taken)
        taken.append(span)
        marked.expected.append(
            Expected(
                force.removesuffix(" not"),
                force.endswith(" not"),
                () if bearers == "-" else tuple(each.strip() for each in bearers.split(" + ")),
                span,
                "" if frequency == "-" else frequency,
                "" if deadline == "-" else deadline,
                _conditions(title, text, conditions),
            )
        )
        for piece in (*marked.expected[-1].bearers, marked.expected[-1].deadline):
            if piece not in text:
                raise ValueError(f"{title}: {piece!r} is not in the text")
    return marked


def _find(title: str, text: str, action: str, taken: list[tuple[int, int]]) -> tuple[int, int]:
    first, _, last = action.partition(" ... ")
    start = text.find(first)
    while start >= 0 and any(span[0] <= start < span[1] for span in taken):
        start = text.find(first, start + 1)
    end = text.find(last, start) + len(last) if last else start + len(first)
    if start < 0 or end < start + len(first):
        raise ValueError(f"{title}: {action!r} is not in the text")
    return start, end


def _conditions(title: str, text: str, field_text: str) -> tuple[tuple[str, str], ...]:
    if field_text == "-":
        return ()
    pairs = []
    for part in field_text.split(";"):
        kind, _, words = part.strip().partition(": ")
        if words not in text:
            raise ValueError(f"{title}: {words!r} is not in the text")
        pairs.append((kind, words))
    return tuple(pairs)
