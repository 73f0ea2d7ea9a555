"""The cache of verdicts: rebuilt when a fact changes and when a day passes on which a state changes; never edited.

What a page reads for today comes from here and equals what the engine says live; a row whose day has passed is
computed anew in memory by the reader, and written down again by ``bring_up_to_date`` (the tick).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from shanyraq.compliance import changes_on
from shanyraq.places import calendar
from shanyraq.registry.models import Organization

from .duty_bearers import bound_bodies
from .duty_evaluation import Case, cases
from .duty_windows import leading, to_json
from .models import Rule, Standing

CHUNK = 500
KEPT = ["computed_on", "holds_until", "state", "start", "due", "flags", "windows", "waiting", "earlier"]
REMEMBERED = 7
"""Days before today whose states a row remembers: what a weekly reader asks about."""
NOTHING_YET = "upcoming"


_postponed: ContextVar[bool] = ContextVar("postponed", default=False)


@contextmanager
def postponed() -> Iterator[None]:
    """Within the block nothing is rebuilt; whoever brings in many facts at once calls ``rebuild_all`` afterwards."""
    token = _postponed.set(True)
    try:
        yield
    finally:
        _postponed.reset(token)


@transaction.atomic
def refresh(organizations: Iterable, on: date | None = None) -> None:
    """Rebuild every row of the given bodies (ids or bodies) and of those that took their duties over.

    Called inside the transaction of whatever changed a fact, a post, a waiver or a rule; afterwards the cache holds
    exactly the duties that bind these bodies on the day (today by default).
    """
    if _postponed.get():
        return
    ids = _with_successors({getattr(body, "pk", body) for body in organizations})
    if ids:
        _rebuild(_rules_for(ids), ids, on or calendar.today())


@transaction.atomic
def refresh_rule(rule: Rule, on: date | None = None) -> None:
    """Rebuild every row of one rule: it was made, replaced or closed."""
    if _postponed.get():
        return
    day = on or calendar.today()
    bodies = set(bound_bodies(rule, day).order_by().values_list("pk", flat=True))
    Standing.objects.filter(rule=rule).exclude(organization__in=bodies).delete()
    for chunk in _chunks(sorted(bodies)):
        _rebuild([rule], chunk, day)


def rebuild_all(progress: Callable[[int, int], None] | None = None, on: date | None = None) -> int:
    """Rebuild the whole cache, some hundred bodies at a time; ``progress(done, all)`` after each. Returns the rows."""
    day = on or calendar.today()
    rules = list(Rule.objects.all())
    bodies = list(Organization.objects.order_by("pk").values_list("pk", flat=True))
    Standing.objects.exclude(rule__in=rules).delete()
    done = 0
    for chunk in _chunks(bodies):
        with transaction.atomic():
            _rebuild(rules, chunk, day)
        done += len(chunk)
        if progress:
            progress(done, len(bodies))
    return Standing.objects.count()


def bring_up_to_date(on: date | None = None) -> int:
    """Write down what time alone has changed: rows past their day, duties begun since. Returns how many bodies."""
    day = on or calendar.today()
    late = set(Standing.objects.filter(~fresh(day)).values_list("organization", flat=True))
    bodies = sorted(late | _newly_bound(day))
    for chunk in _chunks(bodies):
        refresh(chunk, day)
    return len(bodies)


def fresh(day: date) -> Q:
    """Rows that are right on a day."""
    return Q(computed_on__lte=day) & (Q(holds_until=None) | Q(holds_until__gte=day))


def row_of(case: Case, on: date) -> Standing:
    """What the cache says of one case: the engine's answer and how long it holds."""
    windows = case.windows(on)
    first = leading(windows, on)
    return Standing(
        rule_id=case.rule_id,
        organization_id=case.bearer.organization,
        computed_on=on,
        holds_until=_holds_until(case, windows, on),
        state=first.state.value if first else NOTHING_YET,
        start=first.start if first else None,
        due=first.due if first else None,
        flags=list(first.flags) if first else [],
        windows=[to_json(window) for window in windows],
        waiting=case.waiting(),
        earlier=[_state(case, on - timedelta(days=days)) for days in range(1, REMEMBERED + 1)],
    )


def _state(case: Case, on: date) -> str:
    first = leading(case.windows(on), on)
    return first.state if first else NOTHING_YET


def _rebuild(rules: list[Rule], organizations: Collection[UUID], on: date) -> None:
    rows = [row_of(case, on) for case in cases(rules, on, organizations)]
    kept = {(row.rule_id, row.organization_id) for row in rows}
    here = Standing.objects.filter(organization__in=organizations, rule__in=rules).order_by()
    gone = [pk for pk, *duty in here.values_list("pk", "rule_id", "organization_id") if tuple(duty) not in kept]
    if gone:
        Standing.objects.filter(pk__in=gone).delete()
    Standing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["rule", "organization"], update_fields=KEPT, batch_size=CHUNK
    )


def _rules_for(organizations: Collection[UUID]) -> list[Rule]:
    """Rules for everybody and the one-off rules that name these bodies."""
    own = Standing.objects.filter(organization__in=organizations, rule__named=True).order_by().values("rule")
    return list(Rule.objects.filter(Q(named=False) | Q(pk__in=own)))


def _holds_until(case: Case, windows, on: date) -> date | None:
    turn = changes_on(case.rule, windows, on)
    ends = [turn - timedelta(days=1) if turn else None, case.bearer.known_until]
    return min((end for end in ends if end), default=None)


def _with_successors(ids: set[UUID]) -> set[UUID]:
    found, wanted = set(ids), set(ids)
    while wanted:
        heirs = Organization.objects.filter(pk__in=wanted, successor__isnull=False).order_by()
        wanted = set(heirs.values_list("successor_id", flat=True)) - found
        found |= wanted
    return found


def _newly_bound(day: date) -> set[UUID]:
    """Bodies that a rule binds today and the cache does not know with it yet."""
    known = set(Standing.objects.order_by().values_list("rule_id", "organization_id"))
    return {
        pk
        for rule in Rule.objects.all()
        for pk in bound_bodies(rule, day).order_by().values_list("pk", flat=True)
        if (rule.pk, pk) not in known
    }


def _chunks(items: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
