"""Silence is not calm: places heard less than expected, regions whose reports fell, questions that fewer reports do not
answer.

Who holds reports back must gain nothing by it: the region is told to be without enough data, both desks hear of it, and
a line that waited for a decision stays where it stood.
"""

from datetime import date, timedelta
from functools import partial

import numpy as np
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shanyraq.audit import journal
from shanyraq.detection.attention import Silence as Quiet
from shanyraq.detection.attention import silent
from shanyraq.notices.actions import notify

from .alarms import watchers_of
from .history import History
from .models import Line, Scan, Silence, WeekCount
from .weeks import WEEK

LINE_LIVES = timedelta(days=21)


def keep(done: Scan, past: History) -> list[Silence]:
    """Districts that are too quiet, and whole regions, where each district by itself says too little to tell.

    Returns the regions among them: there fewer reports came in than before (``fallen``).
    """
    done.silences.all().delete()
    for areas in ([area for area, _issue in past.series], list(past.regions)):
        names, columns = np.unique(areas, return_inverse=True)
        totals = _together(past.heard, columns)
        arrived = past.arrived_table(len(names))
        quiet = silent(totals, at=[len(past.weeks) - 1], hierarchy={"place": list(names)}, arrived=arrived)[0]
        places = [str(names[one.series]) for one in quiet]
        heard = _last_heard(done.week, places)
        Silence.objects.bulk_create(map(partial(_silence, done, heard), places, quiet))
    return list(fallen(done))


def _together(heard: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Reports [T, S] added up by the number of each series' place, as [T, places]; whole counts, so in any order."""
    order = np.argsort(columns, kind="stable")
    begins = np.flatnonzero(np.diff(columns[order], prepend=-1))
    return np.add.reduceat(heard[:, order], begins, axis=1)


def fallen(done: Scan):
    """Regions whose reports fell, those that fell most first."""
    return done.silences.filter(area__level=1).select_related("area").order_by("p")


def tell_of(silences: list[Silence], done: Scan) -> None:
    """The desks hear of a region whose reports fell, once for each time they begin to."""
    before = set(Silence.objects.filter(scan__week=done.week - WEEK).values_list("area_id", flat=True))
    for silence in silences:
        if silence.area_id not in before:
            journal.record(
                "radar.reports_fell", silence, by=journal.SYSTEM, area=silence.area, week=done.week,
                observed=silence.observed, expected=round(silence.expected, 1),
            )  # fmt: skip
            for user in watchers_of(silence.area_id):
                notify(
                    user=user,
                    key=f"radar.fell:{silence.area_id}:{done.week}",
                    kind="radar.fell",
                    title=format_lazy(_("Too few reports: {place}"), place=silence.area),
                    body=_("Fewer reports than expected are no calm. Ask the sources why, before anything else."),
                    url=reverse("radar:list"),
                )


def carry_on(done: Scan, silences: list[Silence]) -> None:
    """Questions of the week before, from regions whose reports fell: fewer reports do not answer them.

    They stay as high as they stood; the lines of this week move down. Inside the caller's transaction.
    """
    waiting = _unanswered(done, silences)
    if not waiting:
        return
    rows = list(done.lines.select_related("area").order_by("rank"))
    for line in waiting:
        rows.insert(min(line.rank - 1, len(rows)), _again(line, done))
    in_region: dict[str, int] = {}
    for rank, line in enumerate(rows, 1):
        region = line.area.region_code
        in_region[region] = in_region.get(region, 0) + 1
        line.rank, line.region_rank = rank, in_region[region]
        line.save()
    Line.objects.filter(pk__in=[line.pk for line in waiting]).update(state=Line.State.EXPIRED)


def _unanswered(done: Scan, silences: list[Silence]) -> list[Line]:
    """Undecided lines of the week before, none of them being checked on the spot or asked anew this week."""
    before = Line.objects.filter(scan__week=done.week - WEEK, decided_at=None, expires_on__gte=done.week)
    regions = [silence.area_id for silence in silences]
    in_them = before.filter(Q(area__in=regions) | Q(area__level=2, area__parent__in=regions))
    asked = set(done.lines.values_list("area_id", "issue"))
    kept = in_them.exclude(check_until__gt=timezone.now()).select_related("area", "scan").order_by("rank")
    return [line for line in kept if (line.area_id, line.issue) not in asked]


def _again(line: Line, done: Scan) -> Line:
    since = next((one["values"]["week"] for one in line.because if one["code"] == "too_few_reports"), None)
    because = [one for one in line.because if one["code"] != "too_few_reports"]
    told = {"code": "too_few_reports", "values": {"week": since or line.scan.week.isoformat()}}
    fields = ("area", "issue", "members", "observed", "expected", "low", "high", "lower", "p_mid", "series")
    return Line(
        scan=done, because=[told, *because], expires_on=done.week + WEEK + LINE_LIVES,
        **{name: getattr(line, name) for name in fields},
    )  # fmt: skip


def _silence(done: Scan, heard: dict[str, date], area: str, quiet: Quiet) -> Silence:
    return Silence(
        scan=done, area_id=area, weeks=quiet.weeks, observed=quiet.observed, expected=quiet.expected, p=quiet.p,
        last_heard=heard.get(area),
    )  # fmt: skip


def _last_heard(week: date, places: list[str]) -> dict[str, date]:
    """For each of some districts or regions the last week in which anything was counted there."""
    if not places:
        return {}
    counted = WeekCount.objects.filter(week__lte=week).order_by()
    districts = counted.filter(area__in=places).values_list("area_id").annotate(last=Max("week"))
    regions = counted.filter(area__parent__in=places).values_list("area__parent_id").annotate(last=Max("week"))
    return {**dict(regions), **dict(districts)}
