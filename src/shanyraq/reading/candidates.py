"""From a draft (trigger, bearers, action in one sentence) to a candidate with its frequency, deadline, conditions.

Language-neutral: the phrases come from the language's own phrase book and its own sense of how far they go.
"""

from dataclasses import dataclass, field, replace

from shanyraq.reading.model import Action, Bearer, Candidate, Condition, Deadline, Force, Frequency, Span

_TRIM = ' \t\n\r\u00a0,;:.!–—-«»"“”()'


_OPENING = {"«": "»", "“": "”", '"': '"', "(": ")"}


@dataclass(slots=True)
class Draft:
    """A directive being read. Spans are offsets of the whole text; `clause` is where its conditions may stand."""

    rule_id: str
    force: Force
    negated: bool
    bearers: list[Bearer]
    action: Span
    trigger: Span
    clause: Span
    blocked: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the phrase book found in one clause, with offsets of the whole text."""

    frequencies: tuple[Frequency, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def spans(self) -> list[Span]:
        return sorted(
            [each.span for each in self.frequencies]
            + [each.span for each in self.deadlines]
            + [each.span for each in self.conditions]
        )

    def within(self, clause: Span, blocked: list[Span]) -> "Phrases":
        """Only what stands inside `clause` and touches nothing blocked."""

        def fits(span: Span) -> bool:
            return clause[0] <= span[0] and span[1] <= clause[1] and not any(overlap(span, no) for no in blocked)

        return Phrases(
            tuple(each for each in self.frequencies if fits(each.span)),
            tuple(each for each in self.deadlines if fits(each.span)),
            tuple(each for each in self.conditions if fits(each.span)),
        )


def with_terms_of(candidate: Candidate, head: Phrases) -> Candidate:
    """`candidate` with the frequency and the deadline of its list head where it has none of its own."""
    frequency = candidate.frequency or next(iter(head.frequencies), None)
    deadline = candidate.deadline or next(iter(head.deadlines), None)
    return replace(candidate, frequency=frequency, deadline=deadline)


def complete(draft: Draft, text: str, phrases: Phrases) -> Candidate:
    """The candidate of `draft`: its action without the phrases at its edges, its clause as the quote."""
    found = phrases.within(draft.clause, [*draft.blocked, *(each.span for each in draft.bearers)])
    tails = [span for span in found.spans() if not overlap(span, draft.trigger)]
    start, end = trimmed_action(text, draft.action, tails)
    quoted = trim(text, draft.clause)
    deadlines = [each for each in found.deadlines if not _inside_condition(each.span, found.conditions)]
    frequencies = [each for each in found.frequencies if not _inside_condition(each.span, found.conditions)]
    return Candidate(
        span=quoted,
        quote=text[quoted[0] : quoted[1]],
        force=draft.force,
        negated=draft.negated,
        bearers=tuple(draft.bearers),
        action=Action((start, end), text[start:end]),
        frequency=frequencies[0] if frequencies else None,
        deadline=deadlines[0] if deadlines else None,
        conditions=found.conditions,
        rule_id=draft.rule_id,
    )


def moved(phrases: Phrases, base: int) -> Phrases:
    """The same phrases with offsets of the whole text."""

    def move(span: Span) -> Span:
        return span[0] + base, span[1] + base

    return Phrases(
        tuple(replace(each, span=move(each.span)) for each in phrases.frequencies),
        tuple(replace(each, span=move(each.span)) for each in phrases.deadlines),
        tuple(replace(each, span=move(each.span)) for each in phrases.conditions),
    )


def trimmed_action(text: str, action: Span, phrases: list[Span]) -> Span:
    """`action` without the frequencies, deadlines and conditions at either edge."""
    start, end = trim(text, action)
    going = True
    while going:
        going = False
        for span in phrases:
            if span[0] <= start < span[1] < end:
                start, going = span[1], True
            elif start < span[0] < end <= span[1]:
                end, going = span[0], True
        start, end = trim(text, (start, end))
    return (start, end) if start < end else trim(text, action)


def trim(text: str, span: Span) -> Span:
    """`span` without spaces and marks at its edges, unless nothing else is left."""
    start, end = span
    while start < end and text[start] in _TRIM:
        if text[start] in _OPENING and _closes_inside(text, start, end):
            break
        start += 1
    while end > start and text[end - 1] in _TRIM:
        if text[end - 1] == ")" and "(" in text[start : end - 1]:
            break
        if text[end - 1] in '»”"' and any(mark in text[start : end - 1] for mark in '«“"'):
            break
        end -= 1
    return (start, end) if start < end else span


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Does the quotation or bracket opened at `start` close before more words follow?"""
    closing = text.find(_OPENING[text[start]], start + 1, end)
    return closing > 0 and any(letter.isalnum() for letter in text[closing:end])


def overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _inside_condition(span: Span, conditions: tuple[Condition, ...]) -> bool:
    return any(each.kind == "condition" and overlap(each.span, span) for each in conditions)
