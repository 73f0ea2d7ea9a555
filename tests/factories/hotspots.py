"""Lines of the attention list, hotspots and plans by the real deeds; every place of an event is invented."""

from datetime import date, timedelta

from factories import accounts, places, registry
from factories import radar as make
from shanyraq.accounts.roles import RoleName
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions
from shanyraq.radar.models import Hotspot, Line, Plan, Scan
from shanyraq.radar.weeks import WEEK, monday

REGION = make.HERE
BECAUSE = [
    {"code": "expected", "values": {"observed": 16, "expected": 4.1, "low": 1.0, "high": 8.0}},
    {"code": "short_history", "values": {"years": 1, "weeks": 80}},
    {"code": "weeks_above", "values": {"weeks": 3, "observed": 31, "expected": 12.4}},
    {"code": "neighbours", "values": {"neighbours": 4, "rising": [], "observed": 9, "expected": 8.2}},
    {"code": "sources", "values": {"now": 6.0, "usual": 5.0}},
    {"code": "probability", "values": {"rise": 0.93, "bayes_factor": 412.0, "rises_in_1000": 1.2}},
    {"code": "would_stay_off_at", "values": {"count": 9}},
]
COUNTS = [4, 3, 5, 4, 6, 2, 4, 5, 3, 4, 4, 5, 3, 2, 4, 5, 4, 3, 5, 4, 7, 8, 16]


class Home:
    """A region's first district, the akimat with its head's post, and people who speak for the sides."""

    def __init__(self, region: str = REGION):
        places.load_places()
        self.district = Area.objects.get(pk=places.district(region).pk)
        self.akimat = registry.body("akimat", region)
        self.owner = registry.post(self.akimat, role="head")
        self.voice = accounts.user(RoleName.POST_ASSISTANT, region)
        self.secretary = make.secretary(region)
        self.analyst = make.analyst()
        registry.assisting(self.voice, self.owner)


def week_ago() -> date:
    """The Monday of the week that is over."""
    return monday(today()) - WEEK


def scan(week: date | None = None) -> Scan:
    return Scan.objects.get_or_create(
        week=week or week_ago(), defaults={"series": 2912, "weeks": 80, "capacity": 40, "engine_version": "1"}
    )[0]


def line(area, *, week: date | None = None, **fields) -> Line:
    """A line of last week's list, sixteen reports about water where four were expected."""
    given = {
        "issue": "T2", "members": [area.pk], "observed": 16, "expected": 4.1, "low": 1.0, "high": 8.0, "lower": 2.6,
        "p_mid": 0.0001, "rank": 1, "region_rank": 1, "because": BECAUSE, "series": {"counts": COUNTS},
        "expires_on": today() + timedelta(days=14),
    } | fields  # fmt: skip
    return Line.objects.create(scan=scan(week), area=area, **given)


def confirmed(home: Home, **fields) -> Hotspot:
    given = {"level": 3, "summary": "Шарушылықтар арасында су дауы", "owner": home.owner, "by": home.analyst}
    given |= fields
    shown = given.pop("line", None) or line(home.district)
    return actions.confirm_line(line=shown, **given)


def planned(home: Home, hotspot: Hotspot, by=None, measures: int = 1) -> Plan:
    plan = actions.draft_plan(hotspot=hotspot, goal="Суды кестемен бөлу", by=by or home.voice)
    for number in range(measures):
        actions.add_measure(
            plan=plan, kind="visit", what=f"Ауылға барып, екі көшемен сөйлесу {number + 1}", bearer=home.akimat,
            due=today() + timedelta(days=5 + number), by=by or home.voice,
        )  # fmt: skip
    return plan


def answered(home: Home, measures: int = 1) -> Hotspot:
    """A hotspot with an approved plan."""
    plan = planned(home, confirmed(home), measures=measures)
    return actions.approve_plan(plan=plan, by=home.secretary).hotspot
