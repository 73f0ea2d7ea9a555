"""Silence is not safety: who holds reports back gains nothing by it, and both desks hear of it."""

import numpy as np
import pytest

from factories import radar
from factories.weekly import LAST, TODAY, reports
from shanyraq.audit.models import Entry
from shanyraq.notices.models import Notice
from shanyraq.places.models import Area
from shanyraq.radar import actions, scanning, weeks
from shanyraq.radar.models import Line, Signal
from shanyraq.radar.weeks import WEEK

REGION = "KZ-19"
LONG = 80


@pytest.fixture
def country(places):
    """Eighty weeks; in the last but one a district of the region rises, and its line waits for a decision."""
    inside = list(Area.objects.districts().filter(parent=REGION).order_by("pk")[:8])
    outside = list(Area.objects.districts().exclude(parent=REGION).order_by("pk")[:12])
    chance = np.random.default_rng(11)
    rows = []
    for number in range(LONG - 1):
        week = LAST - (LONG - 1 - number) * WEEK
        for area in (*inside, *outside):
            rows += reports(area, "T2", week, int(chance.poisson(4)))
    rows += reports(inside[2], "T2", LAST - WEEK, 30)
    rows += [report for area in outside for report in reports(area, "T2", LAST, int(chance.poisson(4)))]
    Signal.objects.bulk_create(rows)
    weeks.recount_all()
    scanning.scan(LAST - WEEK, today=LAST)
    return inside


def last_week(districts, mean: float):
    """The last week of the region, and the list after it."""
    chance = np.random.default_rng(12)
    Signal.objects.bulk_create(
        [report for area in districts for report in reports(area, "T2", LAST, int(chance.poisson(mean)))]
    )
    weeks.recount([LAST])
    return scanning.scan(LAST, today=TODAY)


def test_nine_tenths_of_the_reports_held_back_make_insufficient_data_and_no_better_rank(country):
    analyst, secretary, other = radar.analyst(), radar.secretary(REGION), radar.secretary("KZ-31")
    before = Line.objects.get(area=country[2])

    done = last_week(country, 0.4)

    line = done.lines.get(area=country[2])
    assert done.silences.filter(area=REGION).exists()
    assert (line.state, line.rank <= before.rank, line.region_rank <= before.region_rank) == ("new", True, True)
    assert (line.observed, line.expected) == (before.observed, before.expected)
    assert line.because[0] == {"code": "too_few_reports", "values": {"week": (LAST - WEEK).isoformat()}}
    before.refresh_from_db()
    assert before.state == Line.State.EXPIRED
    assert Entry.objects.filter(verb="radar.reports_fell", area_code=REGION).count() == 1
    told = Notice.objects.filter(kind="radar.fell")
    assert {notice.user for notice in told} == {analyst, secretary}
    assert not told.filter(user=other).exists()


def test_a_calm_week_answers_the_question_and_raises_no_flag(country):
    done = last_week(country, 4)

    assert not done.silences.filter(area=REGION).exists()
    assert not done.lines.filter(area=country[2]).exists()
    assert not Notice.objects.filter(kind="radar.fell").exists()


def test_the_question_stays_week_after_week_and_a_second_scan_changes_nothing(country):
    last_week(country, 0.4)
    first = scanning.scan(LAST, today=TODAY)

    after = scanning.scan(LAST + WEEK, today=TODAY + WEEK)

    assert first.lines.filter(area=country[2]).count() == 1
    kept = after.lines.get(area=country[2])
    assert kept.because[0]["values"]["week"] == (LAST - WEEK).isoformat()
    assert kept.expires_on > LAST + 3 * WEEK
    assert Entry.objects.filter(verb="radar.reports_fell", area_code=REGION).count() == 1


def test_a_person_may_still_decide_and_then_it_is_gone(country):
    line = last_week(country, 0.4).lines.get(area=country[2])
    actions.dismiss_line(line=line, reason="Тексерілді, тыныш", by=radar.analyst())

    after = scanning.scan(LAST + WEEK, today=TODAY + WEEK)

    assert not after.lines.filter(area=country[2]).exists()


def test_the_list_and_the_desk_of_the_region_say_insufficient_data(country, enter):
    last_week(country, 0.4)
    client = enter(radar.secretary(REGION))

    on_list = client.get("/radar/list/").content.decode()
    on_desk = client.get("/desk/").content.decode()
    elsewhere = enter(radar.secretary("KZ-31")).get("/desk/").content.decode()

    assert "Insufficient data: reports fell" in on_list
    assert "Too few reports come in" in on_desk
    assert "insufficient data" in on_desk
    assert "Too few reports come in" not in elsewhere
