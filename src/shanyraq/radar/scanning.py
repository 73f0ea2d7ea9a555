"""The weekly scan: the engine reads the counts of places and issues and asks people a few questions."""

from datetime import date, datetime, timedelta
from importlib.metadata import version

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shanyraq.audit import journal
from shanyraq.detection import FarringtonSettings
from shanyraq.detection.attention import Silence as Quiet
from shanyraq.detection.attention import attention, silent

from . import history, weeks
from .history import History
from .models import Line, Scan, Silence, WeekCount
from .weeks import WEEK, monday

COUNTRY_LINES = 7
REGION_LINES = 3
CAPACITY = 40
LINE_LIVES = timedelta(days=21)
SHOWN_WEEKS = 104
SHORTEST = 12
LIKELY = 0.2
TWICE = 2.0
LATE_WEEKS = 8


def scan_due(today: date, now: datetime) -> int:
    """The job: count the last weeks anew, scan the week that is over, end old questions; returns the lines drawn."""
    week = monday(today) - WEEK
    weeks.recount(week - number * WEEK for number in range(-1, LATE_WEEKS))
    expire(today)
    found = scan(week, today=today)
    return found.lines.count() if found else 0


@transaction.atomic
def scan(week: date, *, today: date) -> Scan | None:
    """Scan one week (its Monday); a second scan of it keeps every line that people have spoken on.

    None while there are fewer than twelve weeks of reports.
    """
    past = history.read(week, today)
    if len(past.weeks) < SHORTEST:
        return None
    drawn, settings = draw(past), FarringtonSettings.calibrated()
    done, is_new = Scan.objects.update_or_create(
        week=week,
        defaults={
            "series": len(past.series),
            "weeks": len(past.weeks),
            "capacity": CAPACITY,
            "settings": {"mode": "calibrated", "years": settings.years, "arrived": round(float(past.arrived[-1]), 3)},
            "engine_version": version("shanyraq"),
        },
    )
    _keep_lines(done, past, drawn)
    _keep_silences(done, past)
    if is_new:
        journal.record("radar.week_scanned", done, by=journal.SYSTEM, week=week, lines=len(drawn))
    return done


def draw(past: History):
    """What the engine says of the last week of a history: its lines, the most urgent first."""
    return attention(
        past.counts, at=[len(past.weeks) - 1], hierarchy=past.hierarchy, exposure=past.exposure,
        neighbours=past.neighbours, capacity=CAPACITY, settings=FarringtonSettings.calibrated(),
        arrived=past.arrived_table(len(past.series)),
    )[0]  # fmt: skip


def listed(past: History, drawn):
    """(line, rank, rank in its region) of the lines people are asked about: the country's first and each region's."""
    in_region: dict[str, int] = {}
    for rank, line in enumerate(filter(stands_out, drawn), 1):
        region = past.regions[line.series]
        in_region[region] = in_region.get(region, 0) + 1
        if rank <= COUNTRY_LINES or in_region[region] <= REGION_LINES:
            yield line, rank, in_region[region]


def expire(today: date) -> int:
    """Lines nobody has spoken on in three weeks expire: an old question is no answer."""
    return Line.objects.filter(state__in=Line.WAITING, expires_on__lt=today).update(state=Line.State.EXPIRED)


def _replace_older(line: Line) -> None:
    """The same question of an earlier week gives way to today's, unless somebody is on the spot to check it."""
    older = Line.objects.filter(
        area=line.area_id, issue=line.issue, state__in=Line.WAITING, scan__week__lt=line.scan.week
    )
    older.exclude(check_until__gt=timezone.now()).update(state=Line.State.EXPIRED)


def _keep_lines(done: Scan, past: History, drawn) -> None:
    spoken = {(line.area_id, line.issue): line for line in done.lines.exclude(state=Line.State.NEW)}
    done.lines.filter(state=Line.State.NEW).delete()
    for line, rank, region_rank in listed(past, drawn):
        area, issue = past.series[line.series]
        if (area, issue) not in spoken:
            _replace_older(_kept(done, past, line, area, issue, (rank, region_rank)))


def stands_out(line) -> bool:
    """Is a line of the engine worth somebody's morning?

    Either it is beyond chance among all series, or a rise is likely and at least doubles the reports (95 % certain).
    The engine shows whatever might be a rise; districts with one report in a month would fill the list alone.
    """
    reasons = {reason.code: reason.values for reason in line.because}
    return "beyond_chance" in reasons or (reasons["probability"]["rise"] >= LIKELY and line.lower >= TWICE)


def _kept(done: Scan, past: History, line, area: str, issue: str, ranks: tuple[int, int]) -> Line:
    reasons = {reason.code: reason.values for reason in line.because}
    band = reasons.get("expected", {})
    return Line.objects.create(
        scan=done, area_id=area, issue=issue, rank=ranks[0], region_rank=ranks[1],
        members=[past.series[column][0] for column in line.members],
        observed=line.observed, expected=line.expected, low=band.get("low"), high=band.get("high"),
        lower=line.lower, p_mid=line.p_mid,
        because=[
            *({"code": reason.code, "values": _plain(reason.values, past)} for reason in line.because),
            *_echoes(past, line.members),
        ],
        series=_picture(past, line.members), expires_on=done.week + WEEK + LINE_LIVES,
    )  # fmt: skip


def _plain(values, past: History) -> dict:
    """Values of a reason as they are kept: columns become the codes of their areas."""
    return {
        name: [past.series[column][0] for column in value] if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _echoes(past: History, members) -> list[dict]:
    """What the week's reports count together, when some came after an answer that is still fresh."""
    heard, weighted = (float(table[-1, list(members)].sum()) for table in (past.heard, past.weighted))
    return [{"code": "echoes", "values": {"reports": int(heard), "weighted": weighted}}] if weighted < heard else []


def _picture(past: History, members) -> dict:
    """The last two years of the joined series: what the page draws and lists."""
    shown = past.counts[-SHOWN_WEEKS:, list(members)].sum(axis=1)
    return {"first": past.weeks[-len(shown)].isoformat(), "counts": [int(count) for count in shown]}


def _keep_silences(done: Scan, past: History) -> None:
    """Districts that are too quiet, and whole regions, where each district by itself says too little to tell."""
    done.silences.all().delete()
    heard = _last_heard(done.week)
    for areas in ([area for area, _issue in past.series], list(past.regions)):
        names, columns = np.unique(areas, return_inverse=True)
        totals = np.zeros((len(past.weeks), len(names)))
        np.add.at(totals.T, columns, past.heard.T)
        arrived = past.arrived_table(len(names))
        quiet = silent(totals, at=[len(past.weeks) - 1], hierarchy={"place": list(names)}, arrived=arrived)[0]
        Silence.objects.bulk_create(_silence(done, str(names[one.series]), one, heard) for one in quiet)


def _silence(done: Scan, area: str, quiet: Quiet, heard: dict[str, date]) -> Silence:
    return Silence(
        scan=done, area_id=area, weeks=quiet.weeks, observed=quiet.observed, expected=quiet.expected, p=quiet.p,
        last_heard=heard.get(area),
    )  # fmt: skip


def _last_heard(week: date) -> dict[str, date]:
    """For each district and region the last week in which anything was counted there."""
    counted = WeekCount.objects.filter(week__lte=week).order_by()
    districts = counted.values_list("area_id").annotate(last=Max("week"))
    regions = counted.values_list("area__parent_id").annotate(last=Max("week"))
    return {**dict(regions), **dict(districts)}
