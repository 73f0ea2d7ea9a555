"""The attention list and its lines: who finds them, what they say, how they are decided."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import accounts, hotspots, radar
from factories.places import district
from shanyraq.accounts.roles import RoleName
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions
from shanyraq.radar.models import Hotspot, Line, Silence
from shanyraq.radar.weeks import WEEK

pytestmark = pytest.mark.usefixtures("places")
LIST = "/radar/list/"
CENTRAL = ("hq_analyst", "hq_controller", "support_officer", "administrator")


@pytest.fixture
def home(places):
    return hotspots.Home()


def page(client, path):
    return client.get(path).content.decode()


def districts(region, number):
    return list(Area.objects.districts().filter(parent=region).order_by("pk")[:number])


@pytest.mark.parametrize("role", list(RoleName))
def test_the_list_and_its_lines_are_for_those_who_watch(enter, role):
    line = hotspots.line(district(hotspots.REGION))
    client = enter(accounts.user(role, None if role in CENTRAL else hotspots.REGION))
    watches = role in ("hq_analyst", "hq_controller", "regional_secretary")

    assert client.get(LIST).status_code == (200 if watches else 403)
    for part in ("", "confirm/", "dismiss/"):
        assert client.get(f"{line.get_absolute_url()}{part}").status_code == (200 if watches else 404)
    assert client.post(f"{line.get_absolute_url()}check/").status_code == (302 if watches else 404)


def test_a_line_of_another_region_does_not_exist(enter):
    line = hotspots.line(district("KZ-31"))
    client = enter(radar.secretary())

    assert client.get(line.get_absolute_url()).status_code == 404
    assert client.post(f"{line.get_absolute_url()}check/").status_code == 404
    assert line.area.name not in page(client, LIST)


def test_the_centre_sees_seven_lines_and_a_region_three(enter):
    for number, area in enumerate(districts(hotspots.REGION, 9), start=1):
        hotspots.line(area, rank=number, region_rank=number)

    centre = enter(radar.analyst()).get(LIST).context["week"].lines
    narrowed = enter(radar.analyst()).get(LIST, {"region": hotspots.REGION}).context["week"].lines
    region = enter(radar.secretary()).get(LIST).context["week"].lines

    assert [line.rank for line in centre] == [1, 2, 3, 4, 5, 6, 7]
    assert [line.region_rank for line in narrowed] == [line.region_rank for line in region] == [1, 2, 3]


def test_a_line_says_what_was_seen_and_why(enter):
    hotspots.line(district(hotspots.REGION))

    shown = page(enter(radar.analyst()), LIST)

    assert "Observed <strong>16</strong>" in shown
    assert "usually 1 to 8" in shown
    assert "For 3 weeks running above the expectation: reports 31, expected 12.4." in shown
    assert 'aria-label="Weeks: 23; at most 16 reports in one, 16 in the last."' in shown


def test_silence_stands_beside_the_lines(enter):
    area = district(hotspots.REGION)
    Silence.objects.create(
        scan=hotspots.scan(), area=area, weeks=8, observed=0, expected=11.4, p=0.001,
        last_heard=hotspots.week_ago() - 8 * WEEK,
    )  # fmt: skip

    shown = page(enter(radar.secretary()), LIST)

    assert "Silence is not calm" in shown
    assert area.name in shown
    assert "In the last 8 weeks: reports 0, expected 11.4." in shown


def test_an_empty_week_says_how_many_districts_were_heard(enter):
    hotspots.scan()
    radar.signal(occurred_on=hotspots.week_ago())
    number = Area.objects.districts().on(today()).filter(parent=hotspots.REGION).count()

    shown = page(enter(radar.secretary()), LIST)

    assert f"1 of {number} districts were heard" in shown


def test_before_the_first_scan_the_page_says_when_the_list_begins(enter):
    assert "twelve weeks of reports" in page(enter(radar.analyst()), LIST)


def test_another_week_is_chosen_and_nonsense_shows_the_newest(enter):
    old, new = hotspots.week_ago() - WEEK, hotspots.week_ago()
    hotspots.scan(old)
    hotspots.scan(new)
    client = enter(radar.analyst())

    assert client.get(LIST, {"week": old.isoformat()}).context["week"].scan.week == old
    assert client.get(LIST, {"week": "nonsense", "region": "nowhere"}).context["week"].scan.week == new
    assert f"?week={old.isoformat()}" in page(client, LIST)


def test_false_alarms_are_counted_by_who_decided(enter, home):
    first, second, third = districts(hotspots.REGION, 3)
    Line.objects.filter(pk=hotspots.line(first).pk).update(state="dismissed", decided_by=home.secretary)
    Line.objects.filter(pk=hotspots.line(second).pk).update(state="confirmed", decided_by=home.secretary)
    Line.objects.filter(pk=hotspots.line(third, week=today() - timedelta(days=200)).pk).update(
        state="dismissed", decided_by=home.secretary
    )

    verdicts = enter(home.analyst).get(LIST).context["verdicts"]

    assert (verdicts.confirmed, verdicts.dismissed, verdicts.by) == (1, 1, [(home.secretary.name, 1, 1)])


def test_the_line_shows_the_picture_the_table_and_every_reason(enter):
    area = district(hotspots.REGION)
    signal = radar.signal(area, text="Арықта су жоқ", occurred_on=hotspots.week_ago())
    line = hotspots.line(area)

    shown = page(enter(radar.secretary()), line.get_absolute_url())

    assert '<svg xmlns="http://www.w3.org/2000/svg"' in shown
    assert shown.count('<tr><th scope="row">') == len(hotspots.COUNTS)
    for words in (
        "16 reports this week, 4.1 expected",
        "Sources heard: 6, usually 5",
        "Probability of a true rise this week: 93 %",
        "With 95 per cent certainty it is at least 2.6 times",
        "With 9 reports this week or fewer",
        "Without a decision it expires after",
        signal.get_absolute_url(),
    ):
        assert words in shown


def test_a_line_becomes_a_hotspot_by_its_page(enter, home):
    line = hotspots.line(home.district)
    client = enter(home.secretary)

    form = client.get(f"{line.get_absolute_url()}confirm/").context["form"]
    assert form["owner"].initial == home.owner.pk
    refused = client.post(f"{line.get_absolute_url()}confirm/", {"level": 3, "summary": "", "owner": home.owner.pk})
    answer = client.post(
        f"{line.get_absolute_url()}confirm/", {"level": 3, "summary": "Су дауы", "owner": home.owner.pk}
    )

    hotspot = Hotspot.objects.get()
    assert refused.status_code == 422
    assert answer["Location"] == hotspot.get_absolute_url()
    assert (hotspot.line, hotspot.level, hotspot.owner) == (line, 3, home.owner)


def test_a_line_is_checked_and_dismissed_by_its_page(enter, home):
    line = hotspots.line(home.district)
    client = enter(home.secretary)

    client.post(f"{line.get_absolute_url()}check/")
    assert "being checked" in page(client, line.get_absolute_url())
    assert client.post(f"{line.get_absolute_url()}dismiss/", {"reason": ""}).status_code == 422
    client.post(f"{line.get_absolute_url()}dismiss/", {"reason": "ауыл жәрмеңкесі"})

    shown = page(client, line.get_absolute_url())
    line.refresh_from_db()
    assert line.state == "dismissed"
    assert "ауыл жәрмеңкесі" in shown
    assert "Confirm as a hotspot" not in shown


def test_a_check_that_took_too_long_is_said(enter, home):
    line = actions.check_line(line=hotspots.line(home.district), by=home.secretary)
    client = enter(home.secretary)

    assert "72 hours of the check are over" not in page(client, line.get_absolute_url())
    with time_machine.travel(line.check_until + timedelta(minutes=1)):
        client = enter(home.secretary)
        assert "72 hours of the check are over" in page(client, line.get_absolute_url())


def test_the_list_asks_as_much_for_three_lines_as_for_one(enter):
    areas = districts(hotspots.REGION, 3)
    hotspots.line(areas[0])
    client = enter(radar.analyst())
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number, area in enumerate(areas[1:], start=2):
        hotspots.line(area, rank=number, region_rank=number)

    with CaptureQueriesContext(connection) as three:
        client.get(LIST)

    assert len(three) == len(one) <= 15
