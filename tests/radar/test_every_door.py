"""Every door of the radar, as the addresses name them, tried by every role of another region and by every role that
only lies in the region. A new address without a place in this table fails."""

from functools import cached_property
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factories import accounts, hotspots, radar
from shanyraq.accounts.roles import CENTRAL_ROLES, RoleName
from shanyraq.places.calendar import today
from shanyraq.radar import actions
from shanyraq.radar.models import ApiKey, Feed, ImportBatch, SecondReview
from shanyraq.radar.scales import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

ELSEWHERE = "KZ-31"
GOAL, WHAT, SUMMARY, SAID = "Суды кестемен бөлісу", "Екі көшемен сөйлесіп шығу", "Арық басындағы дау", "Кезекке таласты"
FEED, KEY, FILE = "Жетісу күні", "Мектеп бағдарламасы", "habarlar.csv"
WORDS = (GOAL, WHAT, SUMMARY, SAID, FEED, KEY, FILE)
OPEN = {"report", "worker", "report_in", "waiting_in", "receipt", "receipt_in", "api"}
"""Doors for anybody; behind them lies nothing of a region without a receipt's code or a program's key."""
CENTRE = {RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER}


class Place:
    """A region with one of everything that a door of the radar may name."""

    def __init__(self):
        self.home = hotspots.Home()
        self.region = self.home.akimat.area
        self.signal = radar.signal(self.home.district, text=SAID, stage=Stage.DISPUTE)
        self.held = radar.signal(self.home.district, text=radar.DOUBTFUL, stage=Stage.INCIDENT)
        self.council = radar.council("council.aksakals", self.home.district)
        alarm = radar.signal(self.home.district, stage=Stage.MOBILISATION)
        self.call = alarm.call_outs.get()
        self.finding = actions.record_finding(
            signal=alarm,
            outcome="refuted",
            how="Барып көрдік",
            certainty="Likely",
            reliability="B",
            by=self.home.analyst,
        )
        self.look = SecondReview.objects.create(
            signal=self.signal, change={"deed": "corrected", "level": [2, 1]}, changed_by=self.home.secretary
        )
        self.line = hotspots.line(self.home.district, issue="T1")
        self.hotspot = hotspots.confirmed(self.home, summary=SUMMARY)
        self.plan = actions.draft_plan(hotspot=self.hotspot, goal=GOAL, by=self.home.voice)
        self.measure = actions.add_measure(
            plan=self.plan, kind="visit", what=WHAT, bearer=self.home.akimat, due=today(), by=self.home.voice
        )
        self.plan = actions.approve_plan(plan=self.plan, by=self.home.secretary)
        self.review = self._closed().reviews.first()
        self.batch = ImportBatch.objects.create(area=self.region, file_name=FILE, sha256="0" * 64)
        self.feed = Feed.objects.create(name=FEED, url="https://kun.example.kz/rss", area=self.region)
        self.key = ApiKey.objects.create(name=KEY, digest="1" * 64, area=self.region)

    def _closed(self):
        """Another hotspot of the region, answered and closed."""
        home, line = self.home, hotspots.line(self.home.district, issue="T3", rank=2)
        plan = hotspots.planned(home, hotspots.confirmed(home, line=line))
        hotspot = actions.approve_plan(plan=plan, by=home.secretary).hotspot
        return actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Басылды", by=home.analyst)

    @cached_property
    def named(self) -> dict[str, object]:
        """The thing each door with an id names."""
        signals = ("signal", "finding", "correct", "answer", "note", "close", "reopen", "open_hotspot", "independent")
        of_hotspot = (
            "hotspot",
            "calm_hotspot",
            "close_hotspot",
            "reopen_hotspot",
            "join_signals",
            "draft_plan",
            "message",
        )
        return (
            dict.fromkeys(signals, self.signal)
            | dict.fromkeys(of_hotspot, self.hotspot)
            | dict.fromkeys(("add_measure", "approve_plan", "end_plan"), self.plan)
            | dict.fromkeys(("drop_measure", "report_measure"), self.measure)
            | dict.fromkeys(("line", "confirm_line", "dismiss_line", "check_line"), self.line)
            | {
                "second": self.finding, "glance": self.held.quarantine, "second_look": self.look, "call": self.call,
                "review": self.review, "import_batch": self.batch, "key_close": self.key, "feed_turn": self.feed,
            }
        )  # fmt: skip


def doors(patterns=None):
    """(name, the parts of the address that vary) of every address of the radar."""
    found = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "radar")
    for each in patterns or found.url_patterns:
        if isinstance(each, URLResolver):
            yield from doors(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield each.name, set(each.pattern.converters)


def with_id() -> list[str]:
    return [name for name, parts in doors() if "pk" in parts and name not in OPEN]


def without_id() -> list[str]:
    return [name for name, parts in doors() if not parts and name not in OPEN]


def somebody(role, region):
    return accounts.user(role, None if role in CENTRAL_ROLES else region)


def tried(client, path) -> set[int]:
    """Answers to a reader and to a doer; a door only for deeds does not open to a reader at all."""
    return {client.get(path).status_code, client.post(path, {}).status_code} - {405}


def leaks(client, path) -> list[str]:
    answer = client.get(path)
    said = b"".join(answer) if answer.streaming else answer.content
    return [word for word in WORDS if word.encode() in said]


@pytest.fixture
def place(places):
    return Place()


def test_every_door_with_an_id_has_its_place_in_the_table(place):
    assert set(with_id()) == set(place.named)


@pytest.mark.parametrize("role", [role for role in RoleName if role not in CENTRE])
def test_a_thing_of_another_region_does_not_exist(enter, place, role):
    client = enter(somebody(role, ELSEWHERE))

    answers = {name: tried(client, reverse(f"radar:{name}", args=[thing.pk])) for name, thing in place.named.items()}

    # A page for the centre alone may say so before it looks for the thing.
    assert {name: codes for name, codes in answers.items() if not codes <= {403, 404}} == {}


@pytest.mark.parametrize("role", [RoleName.REGIONAL_SECRETARY, RoleName.ASSOCIATION_HEAD])
def test_a_thing_of_another_region_answers_like_one_that_never_was(enter, place, role):
    client = enter(somebody(role, ELSEWHERE))

    for name, thing in place.named.items():
        is_deed = client.get(reverse(f"radar:{name}", args=[thing.pk])).status_code == 405
        ask = client.post if is_deed else client.get
        there = ask(reverse(f"radar:{name}", args=[thing.pk]))
        never = ask(reverse(f"radar:{name}", args=[uuid4()]))

        assert (there.status_code, _plain(there, thing.pk)) == (never.status_code, _plain(never, None)), name


@pytest.mark.parametrize("role", [role for role in RoleName if role not in CENTRE])
def test_no_list_no_form_and_no_file_tells_of_another_region(enter, place, role):
    client = enter(somebody(role, ELSEWHERE))
    lists = [reverse(f"radar:{name}") for name in without_id()]

    codes = {path: client.get(path).status_code for path in lists}

    assert {path: code for path, code in codes.items() if code not in (200, 302, 403, 405, 422)} == {}
    assert {path: found for path in lists if codes[path] == 200 and (found := leaks(client, path))} == {}


NOT_WATCHING = [RoleName.POST_ASSISTANT, RoleName.ASSOCIATION_HEAD, RoleName.MEDIATOR, RoleName.EXPERT, RoleName.DEPUTY]


@pytest.mark.parametrize("role", [*NOT_WATCHING, RoleName.SUPPORT_OFFICER, RoleName.ADMINISTRATOR])
def test_lying_in_the_region_opens_nothing_but_a_confirmed_hotspot_to_a_deputy(enter, place, role):
    client = enter(somebody(role, hotspots.REGION))
    opens = {"hotspot": {200, 405}} if role == RoleName.DEPUTY else {}

    answers = {name: tried(client, reverse(f"radar:{name}", args=[thing.pk])) for name, thing in place.named.items()}

    seen = {name: codes for name, codes in answers.items() if not codes <= {404, 403}}
    assert set(seen) == set(opens)


def test_a_deputy_sees_that_a_plan_exists_and_how_many_measures_and_no_word_of_them(enter, place):
    deputy = enter(accounts.user(RoleName.DEPUTY, hotspots.REGION))
    rule = place.measure.__class__.objects.get(pk=place.measure.pk).rule

    shown = deputy.get(place.hotspot.get_absolute_url()).content.decode()
    act = deputy.get(f"/acts/{place.plan.act_id}/")
    duty = deputy.get(f"/duties/{rule.code}/{place.measure.bearer_id}/")

    assert "1 measure, 0 reported as done." in shown
    assert [word for word in WORDS if word in shown] == []
    assert (act.status_code, duty.status_code) == (404, 404)


@pytest.mark.parametrize("role", NOT_WATCHING)
def test_no_room_of_the_house_tells_of_a_plan_to_who_only_lies_in_the_region(enter, place, role):
    client = enter(accounts.user(role, hotspots.REGION))
    code = place.measure.__class__.objects.get(pk=place.measure.pk).rule.code
    rooms = [
        "/", "/desk/", f"/regions/{hotspots.REGION}/", "/duties/", f"/duties/?rule={code}", "/duties/to-confirm/",
        f"/duties/export.csv?rule={code}", "/duties/calendar.ics", "/acts/", "/acts/?kind=response_plan", "/rules/",
        "/meetings/", "/notices/", f"/registry/{place.home.akimat.pk}/",
    ]  # fmt: skip

    assert {path: found for path in rooms if (found := leaks(client, path))} == {}


def test_those_of_the_region_who_act_on_it_read_the_plan(enter, place):
    act, measure = f"/acts/{place.plan.act_id}/", place.measure
    council = radar.council("council.mothers", place.home.district)

    readers = {who: enter(user).get(act).status_code for who, user in {
        "secretary": place.home.secretary, "analyst": place.home.analyst, "bearer": place.home.voice,
        "council": council.voice, "elsewhere": radar.secretary(ELSEWHERE),
    }.items()}  # fmt: skip

    assert measure.bearer == place.home.akimat
    assert readers == {"secretary": 200, "analyst": 200, "bearer": 200, "council": 404, "elsewhere": 404}


def _plain(answer, pk) -> str:
    """A refusal without what differs by itself: the address asked for and the form's token."""
    said = answer.content.decode()
    for changing in (str(pk), answer.wsgi_request.path):
        said = said.replace(changing, "")
    return said if "csrfmiddlewaretoken" not in said else answer.reason_phrase
