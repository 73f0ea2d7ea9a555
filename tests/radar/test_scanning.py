"""A week is scanned: rises of a place and issue become questions, silence too, and people's words are kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories.weekly import LAST, TODAY, country_with, reports
from shanyraq.places.borders import neighbours
from shanyraq.places.models import Area
from shanyraq.radar import history, scanning, weeks
from shanyraq.radar.models import Line, Signal, WeekCount
from shanyraq.radar.scales import Route, Status


@pytest.mark.usefixtures("places")
class TestScan:
    def test_a_sudden_rise_is_on_the_list_in_its_own_week_and_nothing_else_is(self):
        districts = country_with(rises=[(3, 16)])

        done = scanning.scan(LAST, today=TODAY)

        line = done.lines.get()
        assert (line.area, line.issue, line.rank, line.region_rank) == (districts[3], "T2", 1, 1)
        assert line.observed >= 16
        assert line.low <= line.expected <= line.high < line.observed
        assert line.series["counts"][-1] == line.observed
        assert {reason["code"] for reason in line.because} >= {"expected", "short_history", "probability"}

    def test_a_quiet_country_gets_an_empty_list(self):
        country_with()

        assert not scanning.scan(LAST, today=TODAY).lines.exists()

    def test_a_district_that_falls_silent_is_listed_as_silent(self):
        districts = country_with(silent=[5])

        done = scanning.scan(LAST, today=TODAY)

        silence = done.silences.get(area=districts[5])
        assert (silence.observed, silence.last_heard) == (0, LAST - 8 * weeks.WEEK)

    def test_a_second_scan_keeps_what_people_have_decided(self):
        country_with(rises=[(3, 16)])
        Line.objects.filter(scan=scanning.scan(LAST, today=TODAY)).update(state=Line.State.DISMISSED, reason="a fair")

        again = scanning.scan(LAST, today=TODAY)

        assert again.lines.get().reason == "a fair"

    def test_this_weeks_question_takes_the_place_of_last_weeks(self):
        districts = country_with(rises=[(3, 16)])
        Signal.objects.bulk_create(reports(districts[3], "T2", LAST - weeks.WEEK, 16))
        weeks.recount([LAST - weeks.WEEK])
        scanning.scan(LAST - weeks.WEEK, today=LAST)

        scanning.scan(LAST, today=TODAY)

        states = Line.objects.filter(area=districts[3]).order_by("scan__week").values_list("state", flat=True)
        assert list(states) == [Line.State.EXPIRED, Line.State.NEW]

    def test_too_short_a_history_is_not_scanned(self):
        Signal.objects.bulk_create(reports(Area.objects.districts().first(), "T2", LAST, 9))
        weeks.recount_all()

        assert scanning.scan(LAST, today=TODAY) is None

    def test_old_questions_expire(self):
        country_with(rises=[(3, 16)])
        line = scanning.scan(LAST, today=TODAY).lines.get()

        assert scanning.expire(line.expires_on) == 0
        assert scanning.expire(line.expires_on + timedelta(days=1)) == 1


@pytest.mark.usefixtures("places")
class TestCounts:
    def test_drills_services_good_news_refuted_and_repeated_reports_are_not_counted(self):
        area = Area.objects.districts().first()
        Signal.objects.bulk_create(
            [
                *reports(area, "T2", LAST, 2),
                *reports(area, "T2", LAST, 1, status=Status.EXERCISE),
                *reports(area, "T2", LAST, 1, route=Route.SERVICE),
                *reports(area, "T14", LAST, 1, route=Route.POSITIVE),
                *reports(area, "T2", LAST, 1, state=Signal.State.REFUTED),
                *reports(area, "T2", LAST, 1, counted=False),
            ]
        )

        weeks.recount([LAST])

        assert list(WeekCount.objects.values_list("area", "issue", "count")) == [(area.pk, "T2", 2)]

    def test_reports_brought_by_a_response_weigh_less(self):
        area = Area.objects.districts().first()
        Signal.objects.bulk_create([*reports(area, "T2", LAST, 2), *reports(area, "T2", LAST, 4, weight=0.25)])

        weeks.recount([LAST])

        past = history.read(LAST, TODAY)
        assert past.counts[-1, past.series.index((area.pk, "T2"))] == 3

    def test_a_week_that_is_still_arriving_is_expected_to_be_smaller(self):
        country_with()
        late = Signal.objects.filter(week__lt=LAST - 10 * weeks.WEEK, week__gt=LAST - 40 * weeks.WEEK)
        half = list(late.order_by("pk").values_list("pk", flat=True)[::2])
        Signal.objects.filter(pk__in=half).update(received_at=timezone.now())

        shares = history.shares_arrived((LAST - 30 * weeks.WEEK, LAST), TODAY)

        assert shares[0] == 1
        assert 0.3 < shares[1] < 0.9

    def test_neighbours_are_of_the_same_issue(self):
        country_with()

        past = history.read(LAST, TODAY)

        area, issue = past.series[0]
        assert {past.series[column] for column in past.neighbours[0]} == {(near, issue) for near in neighbours()[area]}


@pytest.mark.usefixtures("places")
class TestReading:
    def test_the_history_is_what_the_counts_say_one_by_one(self):
        districts = country_with(rises=[(3, 16)])
        WeekCount.objects.filter(area=districts[3], week=LAST).update(weighted=7.3)
        Area.objects.filter(pk=districts[5].pk).update(valid_to=LAST - weeks.WEEK)

        past = history.read(LAST, TODAY)

        told = {
            (week, *key): (past.heard[row, column], past.weighted[row, column])
            for row, week in enumerate(past.weeks)
            for column, key in enumerate(past.series)
            if past.heard[row, column]
        }
        kept = WeekCount.objects.filter(week__lte=LAST).exclude(area=districts[5])
        assert told == {(one.week, one.area_id, one.issue): (one.count, one.weighted) for one in kept}

    def test_many_counts_are_read_in_as_many_questions_as_few(self):
        districts = country_with()
        with CaptureQueriesContext(connection) as few:
            history.read(LAST, TODAY)
        Signal.objects.bulk_create(one for area in districts for one in reports(area, "T5", LAST - weeks.WEEK, 3))
        weeks.recount([LAST - weeks.WEEK])

        with CaptureQueriesContext(connection) as many:
            history.read(LAST, TODAY)

        assert len(many) == len(few)
        assert max(len(query["sql"]) for query in many) < 4_000
