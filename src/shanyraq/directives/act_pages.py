"""What the reader page shows: the text beside its directives, paragraph by paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.audit.verbs import label
from shanyraq.places.calendar import today
from shanyraq.reading import PROPOSER, VERSION

from .act_permissions import can_decide, can_read_drafts
from .act_queries import (
    DECIDED,
    Outlined,
    directives_in,
    links_of,
    living_rules_of,
    outline_of,
    progress,
    state_on,
    suggested_bearers,
    unclaimed_of,
)
from .act_reader import Mark, Paragraph, Sheet, paragraphs, sheet_at, sheets_of
from .act_words import condition_label, deadline_words, frequency_words
from .models import Directive, SourceAct

State = Directive.State


@dataclass(frozen=True, slots=True)
class Card:
    """One directive as its card shows it."""

    directive: Directive
    number: int
    frequency: str
    deadline: str
    conditions: list[tuple[str, str]]
    suggestions: list[str]
    rules: list
    merged_place: str = ""
    error: str = ""

    @property
    def is_decided(self) -> bool:
        return self.directive.state in DECIDED

    @property
    def lacks_bearer(self) -> bool:
        return not self.directive.bearer and not self.directive.bearer_is_open

    @property
    def by_hand(self) -> bool:
        return not self.directive.proposer_version

    @property
    def is_edited(self) -> bool:
        """Did a person change what was proposed?"""
        said = self.directive.proposed
        return bool(said) and (
            said.get("quote") != self.directive.quote
            or said.get("force") != self.directive.force
            or (said.get("action") or {}).get("text") != self.directive.action
            or said.get("frequency") != self.directive.frequency
            or said.get("deadline") != self.directive.deadline
            or said.get("conditions") != self.directive.conditions
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence worth a second look."""

    start: int
    end: int
    text: str


@dataclass
class Row:
    """A paragraph and what stands beside it."""

    paragraph: Paragraph
    cards: list[Card] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def reader_page(user, act: SourceAct, *, sheet: int | None, errors: Mapping[Any, str] | None = None) -> dict:
    """Everything the template needs; a long text costs no more than one of its sheets."""
    outline = outline_of(act, user)
    sheets = sheets_of(act.text)
    shown = _shown(sheets, sheet, outline, errors or {})
    unclaimed = unclaimed_of(act, outline) if can_read_drafts(user) else []
    cards = _cards(act, shown, outline, sheets, errors or {})
    decided, total = progress(outline)
    waiting = [known for known in outline if known.state not in DECIDED]
    return {
        "act": act,
        "state": state_on(act, today()),
        "rows": _rows(act, shown, cards, [span for span in unclaimed if span[0] < shown.end and shown.start < span[1]]),
        "sheet": shown,
        "sheets": sheets,
        "cards": cards,
        "decided": decided,
        "total": total,
        "unclaimed": unclaimed,
        "unclaimed_sheet": sheet_at(sheets, unclaimed[0][0]).number if unclaimed else None,
        "next_card": next((known.pk for known in waiting if shown.holds(known.start)), None),
        "next_sheet": sheet_at(sheets, waiting[0].start).number if waiting else None,
        "links": links_of(act),
        "has_living_rules": living_rules_of(act).exists(),
        "may_decide": can_decide(user),
        "reads_drafts": can_read_drafts(user),
        "may_reread": can_decide(user) and (act.read_by, act.read_version) != (PROPOSER, VERSION),
        "history": [(entry, label(entry.verb)) for entry in journal.history(act)[:20]],
    }


def _shown(sheets: Sequence[Sheet], asked: int | None, outline: Sequence[Outlined], errors: Mapping) -> Sheet:
    """The sheet asked for; after a refusal the one on which it happened."""
    for known in outline if errors else ():
        if known.pk in errors:
            return sheet_at(sheets, known.start)
    return sheets[min(max(asked or 1, 1), len(sheets)) - 1]


def _cards(act: SourceAct, shown: Sheet, outline: Sequence[Outlined], sheets, errors: Mapping) -> list[Card]:
    """Cards of the directives whose words stand on a sheet, wholly or in part."""
    numbers = {
        known.pk: number
        for number, known in enumerate(outline, 1)
        if known.start < shown.end and shown.start < known.end
    }
    return [_card(directive, numbers, outline, sheets, errors) for directive in directives_in(act, numbers)]


def _card(directive: Directive, numbers: Mapping, outline: Sequence[Outlined], sheets, errors: Mapping) -> Card:
    into = directive.merged_into
    return Card(
        directive=directive,
        number=numbers[directive.pk],
        frequency=frequency_words(directive.frequency),
        deadline=deadline_words(directive.deadline),
        conditions=[(condition_label(each["kind"]), each["text"]) for each in directive.conditions],
        suggestions=[] if directive.bearer else suggested_bearers(directive.start, outline),
        rules=list(directive.rules.all()),
        merged_place=f"?sheet={sheet_at(sheets, into.start).number}#card-{into.pk}" if into else "",
        error=errors.get(directive.pk, ""),
    )


def _rows(act: SourceAct, sheet: Sheet, cards: Sequence[Card], unclaimed) -> list[Row]:
    """A card stands beside the paragraph in which its words begin."""
    marks = [_mark(card) for card in cards] + [Mark(start, end, f"look-{start}", "look") for start, end in unclaimed]
    rows, before = [], sheet.start
    for paragraph in paragraphs(act.text, sheet, marks):
        rows.append(
            Row(
                paragraph,
                [card for card in cards if before <= card.directive.start < paragraph.end],
                [Sentence(a, b, act.text[a:b]) for a, b in unclaimed if before <= a < paragraph.end],
            )
        )
        before = paragraph.end
    return rows


def _mark(card: Card) -> Mark:
    directive = card.directive
    css = f"mark-{directive.state} force-{directive.force}"
    return Mark(directive.start, directive.end, str(directive.pk), css, card.number)


def compared(directive: Directive) -> list[tuple[str, str]]:
    """The parts of a directive in words, for two versions side by side."""
    owner = _("open: the text names no one") if directive.bearer_is_open else directive.bearer
    conditions = [f"{condition_label(each['kind'])}: {each['text']}" for each in directive.conditions]
    return [
        (_("State"), str(directive.get_state_display())),
        (_("Exact words"), directive.quote),
        (_("How strongly it is said"), str(directive.get_force_display())),
        (_("Who owes it"), owner),
        (_("What is to be done"), directive.action),
        (_("How often"), frequency_words(directive.frequency)),
        (_("By when"), deadline_words(directive.deadline)),
        (_("Conditions"), "; ".join(conditions)),
    ]
