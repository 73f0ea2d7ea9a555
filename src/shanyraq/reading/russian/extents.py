"""Where a directive begins and ends in its sentence, and which part of it is the action."""

from dataclasses import dataclass

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.scene import Scene

_LEADING = frozenset([",", ";", ":", "–", "—", "-", "и", "а", "но", "однако", "же", "что", ")", "(", "»"])
_TRAILING = frozenset([",", ";", ":", ".", "!", "…", "–", "—", "-", "и", "а", "но", "("])


@dataclass(frozen=True, slots=True)
class Extent:
    """Token ranges `[start, end)` of the whole directive and of its action."""

    start: int
    end: int
    action_start: int
    action_end: int

    @property
    def has_words(self) -> bool:
        return self.start < self.end and self.action_start < self.action_end


def extents(scene: Scene, drafts: list[Draft]) -> list[Extent]:
    """The extents of the drafts of one sentence; they do not overlap."""
    ordered = sorted(drafts, key=lambda each: each.at)
    ranges = [_clause_range(scene, draft) for draft in ordered]
    for number in range(1, len(ordered)):
        (start, end), (next_start, next_end) = ranges[number - 1], ranges[number]
        if end > next_start:
            cut = _cut_before(scene, ordered[number - 1], ordered[number])
            ranges[number - 1], ranges[number] = (
                (start, min(end, cut)),
                (max(next_start, cut), max(next_end, cut + 1)),
            )
    found = {id(draft): _extent(scene, draft, *own) for draft, own in zip(ordered, ranges, strict=True)}
    return [found[id(draft)] for draft in drafts]


def _clause_range(scene: Scene, draft: Draft) -> tuple[int, int]:
    """First and last token of the directive's clauses and of all that hangs on them."""
    inside = set(draft.clauses)
    for clause in scene.clauses:
        if clause.parent in inside and clause.kind not in ("report",):
            inside.add(clause.number)
    members = [index for index, token in enumerate(scene.tokens) if token.clause in inside]
    return min(members), max(members) + 1


def _cut_before(scene: Scene, previous: Draft, draft: Draft) -> int:
    """The token where the second of two directives begins: at its bearer or its trigger, behind «и», «а»."""
    cut = min(draft.first, draft.verb)
    if cut <= max(previous.verb, previous.at):
        cut = min(draft.at, draft.verb)
    return max(cut, 1)


def _extent(scene: Scene, draft: Draft, start: int, end: int) -> Extent:
    start, end = _trimmed(scene, _behind_speaker(scene, draft, start), end)
    end = max(end, min(draft.verb, len(scene.tokens) - 1) + 1 if draft.verb < end + 1 else end)
    action_start, action_end = _action(scene, draft, start, end)
    return Extent(start, end, action_start, action_end)


def _behind_speaker(scene: Scene, draft: Draft, start: int) -> int:
    """«Министр: «Необходимо …»: the name of the speaker is no part of what he says."""
    for index in range(start, min(draft.first, draft.verb)):
        if scene.tokens[index].text == ":" and not draft.rule_id.endswith("poruchenie"):
            before = scene.tokens[start:index]
            if not any(token.word.finite or token.word.infinitive or token.word.short for token in before):
                return index + 1
    return start


def _trimmed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    tokens = scene.tokens
    while start < end - 1 and (tokens[start].low in _LEADING or _is_loose_quote(scene, start, end)):
        if start == 0 and tokens[start].is_word:
            break
        start += 1
    while end > start + 1 and (_is_left_over(scene, end - 1) or _is_loose_quote(scene, end - 1, end, start)):
        if tokens[end - 1].text == "." and _is_initial(scene, end - 1):
            break
        end -= 1
    return (start + 1, end - 1) if _is_wrapped(scene, start, end) else (start, end)


def _is_left_over(scene: Scene, index: int) -> bool:
    """A mark, a conjunction, or «подчеркнув, что» before the next directive."""
    token = scene.tokens[index]
    if token.low in _TRAILING or token.low == "что":
        return True
    return token.word.gerund and token.word.lemma in tables.words("report")


def _is_loose_quote(scene: Scene, index: int, end: int, start: int | None = None) -> bool:
    """A quotation mark whose pair lies outside the directive, or that wraps the whole of it."""
    token = scene.tokens[index]
    if token.kind != "quote":
        return False
    first = index if start is None else start
    inside = scene.tokens[first:end]
    opened = sum(each.text in "«“„" for each in inside)
    closed = sum(each.text in "»”" for each in inside)
    if token.text == '"':
        return sum(each.text == '"' for each in inside) % 2 == 1
    if start is None:
        return token.text in "»”" or opened > closed or inside[-1].text in "»”."
    return token.text in "«“„" or closed > opened


def _is_wrapped(scene: Scene, start: int, end: int) -> bool:
    """Does one pair of quotation marks hold the whole stretch?"""
    first, last = scene.tokens[start], scene.tokens[end - 1]
    if end - start < 3 or first.kind != "quote" or last.kind != "quote":
        return False
    return not any(token.kind == "quote" for token in scene.tokens[start + 1 : end - 1])


def _is_initial(scene: Scene, index: int) -> bool:
    """The dot of «А.Б.» belongs to the name."""
    before = scene.tokens[index - 1] if index else None
    return before is not None and len(before.text) <= 2 and before.capital and before.is_word


def _action(scene: Scene, draft: Draft, start: int, end: int) -> tuple[int, int]:
    action = draft.action if start <= draft.action < end else start
    if action + 1 < end and _says_something(scene, action, end):
        return action, end
    return _with_object(scene, draft, start, end, action)


def _says_something(scene: Scene, action: int, end: int) -> bool:
    """Does more than a rhythm or a term follow the infinitive?"""
    times = [each.span for each in scene.frequencies] + [each.span for each in scene.deadlines]
    rest = [token for token in scene.tokens[action + 1 : end] if token.is_word]
    return any(not any(a <= token.start < b for a, b in times) for token in rest)


def _with_object(scene: Scene, draft: Draft, start: int, end: int, action: int) -> tuple[int, int]:
    """«Этот вопрос необходимо решить»: the object before the trigger belongs to the action."""
    for group in reversed(scene.groups):
        if group.end <= action and group.start >= start and not group.preposition and not group.agent:
            return group.start, max(end, action + 1)
    return action, max(end, action + 1)
