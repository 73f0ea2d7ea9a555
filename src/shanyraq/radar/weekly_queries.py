"""What we ask about the weekly list: lines, silences, how often the list was right, the signals behind a line."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from .line_words import codes_of
from .models import Line, Scan, Signal, Silence
from .scanning import COUNTRY_LINES, REGION_LINES
from .scoping import watched_regions, watches_country
from .weeks import WEEK

OFFERED_WEEKS = 53
LOOKED_BACK = timedelta(days=182)
SIGNAL_WEEKS = 5
SHOWN_SIGNALS = 10
SHOWN_SILENCES = 20


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the list as a reader sees it; ``before`` and ``after`` are the scanned weeks beside it."""

    scan: Scan
    lines: list[Line]
    silences: list[Silence]
    more_silences: int
    before: date | None
    after: date | None
    heard: int
    districts: int
    fallen: list[Silence]


@dataclass(slots=True)
class Verdicts:
    """What became of the lines of the last half year, and who decided: ``by`` (name, confirmed, dismissed)."""

    confirmed: int = 0
    dismissed: int = 0
    expired: int = 0
    by: list[tuple[str, int, int]] = field(default_factory=list)


def scanned_weeks() -> list[date]:
    """Mondays of the scanned weeks, the newest first."""
    return list(Scan.objects.order_by("-week").values_list("week", flat=True)[:OFFERED_WEEKS])


def lines(user):
    return Line.objects.visible_to(user).select_related("area", "scan", "decided_by")


def week_of(user, weeks: list[date], week: date, region: Area | None = None) -> Week:
    """The list of one of the scanned weeks: seven lines for the country, three for a region."""
    scan = Scan.objects.get(week=week)
    place = weeks.index(week)
    silences = _near(Silence.objects.visible_to(user).filter(scan=scan), region).select_related("area")
    shown = list(silences[: SHOWN_SILENCES + 1])
    districts = _districts(user, region)
    heard = _near(Signal.objects.visible_to(user).real().filter(week=week, area__level=2), region).order_by()
    return Week(
        scan=scan,
        lines=list(listed(user, scan, region)),
        silences=shown[:SHOWN_SILENCES],
        more_silences=silences.count() - SHOWN_SILENCES if len(shown) > SHOWN_SILENCES else 0,
        before=weeks[place + 1] if place + 1 < len(weeks) else None,
        after=weeks[place - 1] if place else None,
        heard=heard.values("area").distinct().count(),
        districts=districts.count(),
        fallen=list(silences.filter(area__level=1)),
    )


def fallen_for(user):
    """Regions of a reader whose reports fell, in the last week that was scanned."""
    last = Scan.objects.order_by("-week").values("pk")[:1]
    found = Silence.objects.visible_to(user).filter(scan__in=last, area__level=1)
    return found.select_related("area", "scan").order_by("p")


def verdicts(user, on: date) -> Verdicts:
    """How the lines of the last half year were decided; one query."""
    decided = Line.objects.visible_to(user).filter(scan__week__gte=on - LOOKED_BACK).order_by()
    rows = decided.values_list("state", "decided_by__name").annotate(many=Count("pk"))
    found, people = Verdicts(), {}
    for state, name, many in rows:
        if state == Line.State.EXPIRED:
            found.expired += many
        elif state in (Line.State.CONFIRMED, Line.State.DISMISSED):
            setattr(found, state, getattr(found, state) + many)
            people.setdefault(name or "", dict.fromkeys((Line.State.CONFIRMED, Line.State.DISMISSED), 0))[state] += many
    found.by = [(name, *counts.values()) for name, counts in sorted(people.items())]
    return found


def names_for(shown: list[Line]) -> dict[str, str]:
    """Names of the areas that lines and their reasons speak of; one query."""
    codes = {code for line in shown for code in (*line.members, *codes_of(line.because))}
    return {code: area.name for code, area in Area.objects.in_bulk(codes).items()}


def signals_behind(user, line: Line) -> list[Signal]:
    """Signals of the line's places and issue, of its week and the four before, the newest first."""
    found = Signal.objects.visible_to(user).real().filter(
        week__gt=line.scan.week - SIGNAL_WEEKS * WEEK, week__lte=line.scan.week,
        area__in={line.area_id, *line.members}, issue=line.issue,
    )  # fmt: skip
    return list(found.select_related("area").order_by("-received_at")[: SHOWN_SIGNALS + 1])


def to_decide(user, on: date):
    """Lines of the list that wait for a decision of this user, the highest first."""
    shown = Q(rank__lte=COUNTRY_LINES) if watches_country(user) else Q(region_rank__lte=REGION_LINES)
    waiting = lines(user).filter(shown, state__in=Line.WAITING, expires_on__gte=on)
    return waiting.order_by("-scan__week", "rank")


def listed(user, scan: Scan, region: Area | None = None):
    """The lines of a scan that a reader's list shows: seven for the country, three for each region."""
    shown = lines(user).filter(scan=scan)
    if region is None and watches_country(user):
        return shown.filter(rank__lte=COUNTRY_LINES).order_by("rank")
    return _near(shown, region).filter(region_rank__lte=REGION_LINES).order_by("region_rank", "rank")


def _districts(user, region: Area | None):
    districts = Area.objects.districts().on(today())
    if region is not None:
        return districts.filter(parent=region)
    return districts if watches_country(user) else districts.filter(parent__in=watched_regions(user))


def _near(rows, region: Area | None):
    return rows if region is None else rows.in_region(region)
