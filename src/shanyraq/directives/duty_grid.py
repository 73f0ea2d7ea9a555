"""The duty grid: one rule over months and bearers. Windows become bars, bars carry letters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shanyraq.compliance import State, Window, add_months
from shanyraq.registry.models import Organization

from .duty_queries import ATTENTION
from .duty_windows import covering, foreseen
from .duty_words import Mark, mark
from .models import Rule, Standing

MONTHS_AHEAD = 3
SPANS = (12, 18, 36)
ONE_DAY = timedelta(days=1)
SETTLED_LAST = len(ATTENTION)


@dataclass(frozen=True, slots=True)
class Month:
    """A column: a month and its last day."""

    first: date
    is_now: bool

    @property
    def last(self) -> date:
        return add_months(self.first, 1) - ONE_DAY

    @property
    def short(self) -> str:
        return str(MONTHS_3[self.first.month]).capitalize()

    @property
    def name(self) -> str:
        return f"{MONTHS[self.first.month]} {self.first.year}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A cell over one or more months: the window that covers their ends, or nothing. ``more`` are windows it hides."""

    span: int
    mark: Mark | None = None
    href: str = ""
    label: str = ""
    more: int = 0
    is_foreseen: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One bearer over the months, and where it stands on the day asked about."""

    organization: Organization
    standing: Standing
    now: Mark
    href: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """So many duties of a region in one state, with the way to them."""

    mark: Mark
    number: int
    href: str


def months_around(on: date, span: int) -> list[Month]:
    """``span`` months of which the last few are ahead: what is coming is seen as well as what has passed."""
    this = on.replace(day=1)
    first = add_months(this, MONTHS_AHEAD - span + 1)
    return [Month(day := add_months(first, step), day == this) for step in range(span)]


def years_of(months: Sequence[Month]) -> list[tuple[int, int]]:
    """(year, how many columns) for the upper heading."""
    return [(year, len(list(group))) for year, group in groupby(months, key=lambda month: month.first.year)]


def rows(
    standings: Iterable[Standing],
    organizations: dict[UUID, Organization],
    rule: Rule,
    months: Sequence[Month],
    on: date,
) -> dict[UUID, Row]:
    """A row for each body; ``standings`` hold all versions of the rule, the oldest first."""
    found: dict[UUID, list[Standing]] = {}
    for standing in standings:
        found.setdefault(standing.organization_id, []).append(standing)
    return {
        pk: _row(versions, organizations[pk], rule, months, on) for pk, versions in found.items() if pk in organizations
    }


def _row(versions: list[Standing], organization: Organization, rule: Rule, months: Sequence[Month], on: date) -> Row:
    current = next((one for one in versions if one.rule_id == rule.pk), versions[-1])
    windows = [window for one in versions for window in one.window_list]
    href = reverse("duties:duty", args=[rule.code, organization.pk])
    draw = _by_event if rule.cadence["mode"] == "per_event" else _by_window
    return Row(
        organization=organization,
        standing=current,
        now=mark(current.state),
        href=href,
        bars=tuple(draw(windows, rule, months, on, href)),
    )


def _by_window(windows: list[Window], rule: Rule, months: Sequence[Month], on: date, href: str) -> Iterator[Bar]:
    """Months whose ends lie in one window become one bar."""
    coming = foreseen(rule, windows, on)
    seen = [(month, _shown(windows, coming, month, on)) for month in months]
    started = [window.start for window in windows]
    for window, group in groupby(seen, key=lambda pair: pair[1]):
        covered = [month for month, _window in group]
        if window is None:
            yield Bar(span=len(covered))
            continue
        first, last = covered[0].first, covered[-1].last
        hidden = sum(first <= day <= last for day in started if day != window.start)
        yield _bar([window] * (1 + hidden), len(covered), href, is_foreseen=window is coming)


def _shown(windows: list[Window], coming: Window | None, month: Month, on: date) -> Window | None:
    """The window that covers a month's end; a running one ends with its due month, what is foreseen comes after it."""
    window = covering(windows, month.last)
    if window is None:
        return None
    end = max(window.due or on, on) if window.closed_on is None else window.due or date.max
    if window is not windows[-1] or month.first <= end:
        return window
    return coming if coming and coming.start <= month.last and month.first <= (coming.due or coming.start) else None


def _by_event(windows: list[Window], rule: Rule, months: Sequence[Month], on: date, href: str) -> Iterator[Bar]:
    """Each key event stands in the month of its day; of several the one that asks for attention first."""
    for month in months:
        here = [window for window in windows if window.due and month.first <= window.due <= month.last]
        yield _bar(sorted(here, key=_urgency), 1, href) if here else Bar(span=1)


def _urgency(window: Window) -> int:
    return ATTENTION.get(window.state, SETTLED_LAST)


def _bar(windows: list[Window], span: int, href: str, *, is_foreseen: bool = False) -> Bar:
    window, more = windows[0], len(windows) - 1
    shown = mark(window.state)
    return Bar(
        span=span,
        mark=shown,
        href=href if is_foreseen else f"{href}?window={window.start.isoformat()}",
        label=_said(window, shown, more, is_foreseen),
        more=more,
        is_foreseen=is_foreseen,
    )


def _said(window: Window, shown: Mark, more: int, is_foreseen: bool) -> str:
    start, due = _day(window.start), _day(window.due)
    if is_foreseen:
        return _("%(start)s–%(due)s: the next window, if this one is met on its last day") % {
            "start": start,
            "due": due,
        }
    words = (
        f"{start}–{due}: {shown.name}"
        if window.due
        else _("since %(start)s: %(state)s")
        % {
            "start": start,
            "state": shown.name,
        }
    )
    return f"{words} (+{more})" if more else words


def _day(day: date | None) -> str:
    return date_format(day, "d.m.Y") if day else ""


def counted_regions(counts: Iterable[tuple[UUID, str, str, int]], address: str) -> dict[str, list[Count]]:
    """Region code -> how many bearers stand in which state, the most urgent first; each count leads to its list."""
    found: dict[str, list[Count]] = {}
    ordered = sorted(counts, key=lambda count: ATTENTION.get(State(count[1]), SETTLED_LAST))
    for _rule, state, region, number in ordered:
        href = f"{address}&region={region}&state={state}"
        found.setdefault(region, []).append(Count(mark(state), number, href))
    return found
