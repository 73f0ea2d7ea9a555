"""Who answered for which window: a duty stays with the post, each holder answers for his own days."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from shanyraq.compliance import Window
from shanyraq.registry.models import Membership

from .duty_bearers import Selector
from .duty_evaluation import Case
from .duty_words import Mark
from .models import Rule


class Answered(Protocol):
    """A window with its state and the one who answers for it."""

    mark: Mark
    holder: Membership | None
    is_inherited: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's days in the post and the windows that were settled or fell due in them."""

    membership: Membership
    counts: tuple[tuple[Mark, int], ...]
    inherited: int


def decisive_day(window: Window, on: date) -> date:
    """The day whose holder answers for a window: when it was settled or fell due, today while it runs."""
    return min(day for day in (window.closed_on, window.due, on) if day)


def members_of(rule: Rule, case: Case) -> list[Membership]:
    """Everybody who has held the post that answers, in this body and in those whose duty it took over."""
    rows = Membership.objects.filter(
        organization__in=[pk for pk, _last in case.bearer.line], post__role=Selector.of(rule).role
    )
    return list(rows.select_related("person", "post").order_by("start_date", "acting", "pk"))


def holder_among(members: Sequence[Membership], day: date) -> Membership | None:
    """Who answers on a day; an acting holder while he is in charge."""
    serving = [one for one in members if one.serves_on(day)]
    return next((one for one in serving if one.acting), serving[0] if serving else None)


def holders(lines: Sequence[Answered], members: Sequence[Membership]) -> tuple[Holder, ...]:
    by_holder: dict = defaultdict(Counter)
    inherited: Counter = Counter()
    for line in lines:
        if line.holder:
            by_holder[line.holder.pk][line.mark] += 1
            inherited[line.holder.pk] += line.is_inherited
    return tuple(
        Holder(one, tuple(by_holder[one.pk].items()), inherited[one.pk])
        for one in sorted(members, key=_begun, reverse=True)
    )


def _begun(membership: Membership) -> date:
    return membership.start_date
