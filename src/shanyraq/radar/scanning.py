"""The weekly scan: the engine reads the counts of places and issues and asks people a few questions."""

from datetime import date, datetime
from importlib.metadata import version

from django.db import transaction
from django.utils import timezone

from shanyraq.audit import journal
from shanyraq.detection import FarringtonSettings
from shanyraq.detection.attention import attention

from . import history, silences, weeks
from .history import History
from .models import Line, Scan
from .silences import LINE_LIVES
from .weeks import WEEK, monday

COUNTRY_LINES = 7
REGION_LINES = 3
CAPACITY = 40
SHOWN_WEEKS = 104
SHORTEST = 12
LIKELY = 0.2
PROBABLE = 0.7
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
    fallen = silences.keep(done, past)
    silences.carry_on(done, fallen)
    if is_new:
        silences.tell_of(fallen, done)
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

    A likely rise that at least doubles the reports (95 % certain) always is. So is, once there is a year to compare
    with, one that is probable and surely above the usual, or beyond chance among all series: before, a season looks
    like a rise of every district at once. The engine shows whatever might be a rise; districts with one report in a
    month would fill the list alone.
    """
    reasons = {reason.code: reason.values for reason in line.because}
    rise = reasons["probability"]["rise"]
    if rise >= LIKELY and line.lower >= TWICE:
        return True
    has_seasons = "years" in reasons or reasons["short_history"]["years"] > 0
    return has_seasons and ("beyond_chance" in reasons or (rise >= PROBABLE and line.lower >= 1))


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
