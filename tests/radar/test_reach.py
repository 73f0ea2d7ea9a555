"""Which channels brought reports from where, and which went quiet."""

from datetime import timedelta

import pytest

from factories import accounts, places
from factories import radar as make
from shanyraq.accounts.roles import RoleName
from shanyraq.notices import schedule
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import reach
from shanyraq.radar.models import Reach, Signal
from shanyraq.radar.reach import ChannelReach, Heard
from shanyraq.radar.scales import Channel, Status
from shanyraq.radar.weeks import WEEK, monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def last_week():
    return monday(today()) - WEEK


def heard(channel, *, weeks_ago=0, area=None, **fields) -> Signal:
    """A report that came by a channel in the week that is over, or some weeks before it."""
    signal = make.signal(area, channel=channel, **fields)
    week = last_week() - weeks_ago * WEEK
    Signal.objects.filter(pk=signal.pk).update(week=week, occurred_on=week)
    return signal


def channels(user, regions=None, on=None) -> dict[str, ChannelReach]:
    found = reach.coverage(user, regions, on or today())
    return {one.channel: one for one in found.channels}


def test_four_weeks_and_a_year_are_told_apart():
    for weeks_ago in (0, 3, 4, 51, 52):
        heard(Channel.FORM, weeks_ago=weeks_ago)

    reach.recount(last_week())

    form = channels(make.analyst())["form"]
    assert (form.recent, form.year) == (Heard(2, 0, 1), Heard(4, 0, 1))


def test_sources_are_bodies_and_programs_and_a_form_names_nobody():
    mothers, aksakals = make.council("council.mothers"), make.council()
    for body in (mothers, mothers, aksakals):
        heard(Channel.REPORTER, reporter=body, source=str(body.pk))
    for source in ("feed-1", "feed-2", "feed-2"):
        heard(Channel.FEED, source=source)
    heard(Channel.FORM, source="a form of its own")

    reach.recount(last_week())

    told = channels(make.analyst())
    assert [told[name].recent.sources for name in ("reporter", "feed", "form")] == [2, 2, 0]


def test_drills_are_not_counted():
    heard(Channel.DESK, status=Status.EXERCISE)

    assert reach.recount(last_week()) == 0


def test_districts_are_counted_once_and_a_region_is_no_district():
    first, second = Area.objects.filter(parent="KZ-19", level=2)[:2]
    for area in (first, first, second, places.region("KZ-19")):
        heard(Channel.DESK, area=area)

    reach.recount(last_week())

    assert channels(make.analyst())["desk"].recent == Heard(4, 0, 2)


def test_a_channel_that_never_spoke_stands_there_with_nothing():
    heard(Channel.DESK)
    reach.recount(last_week())

    told = channels(make.analyst())

    assert set(told) == set(Channel.values)
    assert told["api"] == ChannelReach("api", Heard(), Heard())
    assert not told["api"].went_quiet


@pytest.mark.parametrize(
    ("recent", "year", "quiet"),
    [(0, 0, False), (0, 1, True), (1, 1, False), (1, 48, False), (1, 49, False), (1, 50, True), (12, 588, False)],
)
def test_a_channel_went_quiet_when_it_says_nothing_or_a_quarter_of_the_usual(recent, year, quiet):
    """Usual: what the forty-eight weeks before brought in four; a quarter is asked from four reports on."""
    assert ChannelReach("form", Heard(recent), Heard(year)).went_quiet is quiet


def test_a_secretary_reads_the_coverage_of_the_own_region_alone():
    heard(Channel.DESK, area=places.district("KZ-19"))
    heard(Channel.DESK, area=places.district("KZ-61"))
    reach.recount(last_week())
    here, there = places.region("KZ-19"), places.region("KZ-61")

    secretary = make.secretary("KZ-19")

    assert channels(secretary, [here, there])["desk"].recent.signals == 1
    assert reach.coverage(secretary, None, today()) is None
    assert reach.coverage(accounts.user(RoleName.POST_ASSISTANT, "KZ-19"), [here], today()) is None


def test_a_past_day_shows_the_count_that_was_known_then():
    heard(Channel.DESK)
    reach.recount(last_week() - WEEK)
    reach.recount(last_week())
    analyst = make.analyst()

    assert reach.coverage(analyst, None, today()).week == last_week()
    assert reach.coverage(analyst, None, today() - WEEK) is None


def test_counting_twice_changes_nothing():
    heard(Channel.DESK)

    assert reach.recount(last_week()) == reach.recount(last_week()) == 2
    assert Reach.objects.count() == 2


def test_the_coverage_is_counted_by_the_schedule():
    heard(Channel.DESK)

    assert "radar.reach" in schedule.registered()
    assert reach.count_due(today(), None) == 2
    assert Reach.objects.filter(week=last_week(), area="KZ", year_signals=1).exists()
    assert reach.coverage(make.analyst(), None, today() - timedelta(days=21)) is None
