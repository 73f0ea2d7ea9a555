"""The grid: windows as bars with letters, counts for many, the same number of questions for few and many."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.accounts import user
from factories.directives import akimat, rule
from factories.registry import body
from shanyraq.directives import duty_grid, duty_queries
from shanyraq.directives.duty_grid_page import FEW
from shanyraq.directives.models import Standing
from shanyraq.places.models import Area

pytestmark = pytest.mark.django_db
GRID = "/duties/"


@pytest.fixture(autouse=True)
def today(at):
    at(2026, 3, 10)


@pytest.fixture
def analyst():
    return user("hq_analyst")


def bars_of(client, host, address=GRID):
    rows = client.get(address).context["timeline"].rows
    (row,) = [row for row in rows if row.organization == host]
    return [(bar.span, bar.mark.state if bar.mark else None, bar.more, bar.is_foreseen) for bar in row.bars]


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_windows_are_bars_over_the_months_whose_ends_they_cover(told, enter, analyst):
    host = akimat()
    rule(since=date(2025, 9, 1), accept_late="P14D")
    told.meeting(host, date(2025, 10, 20), side=None)
    told.meeting(host, date(2025, 12, 15), side=None, chair="deputy")

    bars = bars_of(enter(analyst), host)

    assert bars == [
        (2, None, 0, False),  # July, August 2025: not bound yet
        (1, "met", 0, False),  # 1 Sep – 1 Nov, met on 20 Oct, when the next begins
        (2, "partly_met", 0, False),  # 20 Oct – 20 Dec, a deputy chaired
        (2, "not_met", 0, False),  # 20 Dec – 20 Feb
        (3, "open", 0, False),  # 20 Feb – 20 Apr
        (2, "upcoming", 0, True),  # foreseen
    ]


def test_months_reach_into_the_future_so_that_what_is_due_is_seen():
    months = duty_grid.months_around(date(2026, 3, 10), 12)

    assert (months[0].first, months[-1].first, len(months)) == (date(2025, 7, 1), date(2026, 6, 1), 12)
    assert [month.first for month in months if month.is_now] == [date(2026, 3, 1)]


@pytest.mark.parametrize("span", [12, 18, 36])
def test_every_row_fills_every_month(told, enter, analyst, span):
    host = akimat()
    rule(since=date(2024, 4, 25))
    for month in range(1, 13):
        told.meeting(host, date(2025, month, 25), side=None)

    bars = bars_of(enter(analyst), host, f"{GRID}?span={span}")

    assert sum(bar[0] for bar in bars) == span


def test_a_window_hidden_inside_a_month_is_counted_on_its_neighbour(told, enter, analyst):
    host = akimat()
    rule(since=date(2025, 10, 1))
    for day in (3, 12, 24):
        told.meeting(host, date(2025, 11, day), side=None)

    bars = bars_of(enter(analyst), host)

    assert sum(more for _span, _state, more, _foreseen in bars) == 2


def test_key_events_stand_in_the_month_of_their_day(told, enter, analyst):
    from shanyraq.compliance import Fact

    host = akimat()
    rule(cadence={"mode": "per_event"}, checks=[{"check": "present_in_person"}], accept_late="", since=date(2025, 1, 1))
    for number, (day, presence) in enumerate([(date(2025, 12, 5), "in_person"), (date(2026, 2, 5), "by_deputy")]):
        told.tell(
            host,
            Fact(
                f"tested:key-{number}",
                "event",
                day,
                {"is_key": True, "flagged": date(2025, 11, 1), "bearer_presence": presence},
            ),
            side=None,
        )

    bars = bars_of(enter(analyst), host)

    assert [bar[1] for bar in bars] == [*[None] * 5, "met", None, "partly_met", *[None] * 4]


def test_a_letter_stands_beside_every_colour(told, enter, analyst):
    akimat()
    rule(since=date(2026, 1, 1))

    page = enter(analyst).get(GRID).content.decode()

    (bar,) = re.findall(r'<a class="duty-bar state-overdue"[^>]*>(.*?)</a>', page)
    assert re.sub(r"<[^>]+>", " ", bar).split() == ["!", "01.01.2026–01.03.2026:", "overdue"]


def test_a_cell_leads_to_the_window_it_shows(told, enter, analyst):
    host = akimat()
    two = rule(since=date(2026, 1, 1))

    page = enter(analyst).get(GRID).content.decode()

    assert f"/duties/{two.code}/{host.pk}/?window=2026-01-01" in page


def test_obligations_come_first_and_forces_stand_apart(told, enter, analyst):
    for force in ("proposed", "should", "must"):
        rule(f"a-{force}", force=force)
    akimat()

    sheets = enter(analyst).get(f"{GRID}?rule=all").context["sheets"]

    assert [(sheet.force, [one.code for one in sheet.rules]) for sheet in sheets] == [
        ("must", ["a-must"]),
        ("should", ["a-should"]),
        ("proposed", ["a-proposed"]),
    ]


def test_a_recommendation_is_never_overdue(told, enter, analyst):
    akimat()
    rule("soft", force="should", since=date(2025, 1, 1))

    page = enter(analyst).get(f"{GRID}?rule=soft").content.decode()

    assert "state-overdue" not in page
    assert "state-not_met" not in page
    assert "state-not_yet" in page


def test_the_first_rule_shown_is_an_obligation(told, enter, analyst):
    rule("a-soft", force="proposed")
    rule("z-hard", force="must")
    akimat()

    assert enter(analyst).get(GRID).context["timeline"].rule.code == "z-hard"


def test_a_secretary_sees_the_bearers_of_his_region_only(told, enter):
    mine, other = akimat("KZ-19"), akimat("KZ-31")
    rule()

    rows = enter(user("regional_secretary", "KZ-19")).get(GRID).context["timeline"].rows

    assert [row.organization for row in rows] == [mine]
    assert other not in [row.organization for row in rows]


@pytest.mark.parametrize("address", [GRID, f"{GRID}?rule=all", f"{GRID}export.csv", f"{GRID}?region=KZ-31"])
def test_no_door_of_the_grid_shows_another_region(told, enter, address):
    other = akimat("KZ-31", name_en="Akimat of elsewhere", name_kk="Басқа әкімдік", name_ru="Чужой акимат")
    akimat("KZ-19")
    two = rule()
    told.meeting(other, date(2026, 2, 1), title="Meeting elsewhere")

    answer = enter(user("regional_secretary", "KZ-19")).get(address)

    assert answer.status_code == 200
    for word in ("Akimat of elsewhere", str(other.pk), "Meeting elsewhere", Area.objects.get(pk="KZ-31").name_en):
        assert word not in answer.content.decode()
    assert two.code in answer.content.decode()


def test_a_user_without_a_region_sees_an_empty_page_that_explains(told, enter):
    akimat()

    answer = enter(user("administrator")).get(GRID)

    assert "No duty binds anybody you may see" in text(answer)


def test_filters_narrow_by_region_and_state(told, enter, analyst):
    hosts = {code: akimat(code) for code in ("KZ-19", "KZ-31", "KZ-61")}
    rule(since=date(2026, 1, 1), code="two-monthly")
    told.meeting(hosts["KZ-31"], date(2026, 3, 1), side=None)
    client = enter(analyst)

    def shown(**asked):
        answer = client.get(GRID, {"rule": "two-monthly", **asked})
        return {row.organization.area_id for row in answer.context["timeline"].rows}

    assert shown() == {"KZ-19", "KZ-31", "KZ-61"}
    assert shown(region="KZ-61") == {"KZ-61"}
    assert shown(state="overdue") == {"KZ-19", "KZ-61"}
    assert shown(state="open") == {"KZ-31"}
    assert shown(state="overdue", region="KZ-31") == set()


def test_the_filter_by_state_is_right_when_the_tick_is_late(told, enter, analyst, at):
    at(2026, 2, 25)
    akimat()
    rule(since=date(2026, 1, 1), code="two-monthly")
    at(2026, 3, 10)

    rows = enter(analyst).get(GRID, {"state": "overdue"}).context["timeline"].rows

    assert [row.now.state for row in rows] == ["overdue"]
    assert Standing.objects.get().state == "due_soon"


def test_an_earlier_day_is_computed_as_it_was(told, enter, analyst):
    akimat()
    rule(since=date(2026, 1, 1))

    states = {
        on: [row.now.state for row in enter(analyst).get(GRID, {"on": on}).context["timeline"].rows]
        for on in ("2026-01-15", "2026-02-20", "2026-03-10", "2026-04-20", "2025-12-15")
    }

    assert states == {
        "2026-01-15": ["open"],
        "2026-02-20": ["due_soon"],
        "2026-03-10": ["overdue"],
        "2026-04-20": ["due_soon"],
        "2025-12-15": ["upcoming"],
    }


@pytest.mark.parametrize("asked", [{"on": "soon"}, {"span": "7"}, {"rule": "nobody"}, {"state": "x"}, {"page": "z"}])
def test_a_wrong_filter_is_no_error_of_the_house(told, enter, analyst, asked):
    akimat()
    rule()

    assert enter(analyst).get(GRID, asked).status_code == 200


def test_many_bearers_are_counted_by_region_and_each_count_leads_to_its_list(told, enter, analyst):
    for number in range(FEW + 2):
        body("association.ethnocultural", "KZ-19" if number % 2 else "KZ-31")
    rule("many", force="proposed", selector={"bearer": "organization", "classifications": ["association.*"]})
    client = enter(analyst)

    timeline = client.get(GRID, {"rule": "many"}).context["timeline"]

    half = FEW // 2 + 1
    assert [
        (area.code, [(count.mark.state, count.number) for count in counts]) for area, counts in timeline.regions
    ] == [
        ("KZ-19", [("not_yet", half)]),
        ("KZ-31", [("not_yet", half)]),
    ]
    listed = client.get(timeline.regions[0][1][0].href).context["timeline"]
    assert (len(listed.rows), {row.organization.area_id for row in listed.rows}) == (half, {"KZ-19"})


def test_a_long_list_has_pages(told, enter):
    for _ in range(53):
        body("association.ethnocultural", "KZ-19")
    rule("many", force="proposed", selector={"bearer": "organization", "classifications": ["association.*"]})
    client = enter(user("regional_secretary", "KZ-19"))

    pages = [client.get(GRID, {"rule": "many", "page": page}).context["timeline"].rows for page in (1, 2)]

    assert [len(page) for page in pages] == [50, 3]
    assert not {row.organization for row in pages[0]} & {row.organization for row in pages[1]}


@pytest.mark.parametrize("address", [GRID, f"{GRID}?rule=all", f"{GRID}?span=36"])
def test_the_grid_asks_at_most_15_questions_for_3_regions_and_for_20(told, enter, analyst, address):
    client = enter(analyst)
    rule(since=date(2025, 1, 1))
    rule(force="should", since=date(2025, 1, 1))
    codes = list(Area.objects.filter(level=1).order_by("code").values_list("code", flat=True))

    def questions():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    for code in codes[:3]:
        akimat(code)
    client.get(address)
    few = questions()
    for code in codes[3:]:
        akimat(code)

    assert few == questions() <= 15


def test_the_file_holds_every_window_with_its_tags(told, enter, analyst):
    host = akimat("KZ-19", name_en="=cmd()", name_kk="=cmd()", name_ru="=cmd()")
    rule("two-monthly", since=date(2025, 12, 1))
    fact = told.meeting(host, date(2026, 1, 20), side=None)

    answer = enter(analyst).get(f"{GRID}export.csv", {"rule": "two-monthly"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == 'attachment; filename="duties-two-monthly-2026-03-10.csv"'
    assert rows[0][:3] == ["rule", "version", "force"]
    assert rows[1][3] == "#adm1+code"
    assert [(row[3], row[5], row[7], row[8], row[10], row[13]) for row in rows[2:]] == [
        ("KZ-19", "'=cmd()", "2025-12-01", "2026-02-01", "met", fact),
        ("KZ-19", "'=cmd()", "2026-01-20", "2026-03-20", "due_soon", ""),
    ]


def test_the_summary_counts_forces_apart(told):
    hosts = [akimat("KZ-19"), akimat("KZ-31")]
    rule("hard", since=date(2026, 1, 1))
    rule("soft", force="should", since=date(2026, 1, 1))
    told.meeting(hosts[0], date(2026, 3, 1), side=None)

    summed = duty_queries.summary(date(2026, 3, 10), user("hq_analyst"))

    assert summed.by_region("must") == {"KZ-19": {"open": 1}, "KZ-31": {"overdue": 1}}
    assert summed.by_state("should") == {"not_yet": 2}
    assert summed.by_state("must", "KZ-31") == {"overdue": 1}


def test_the_summary_of_a_region_knows_only_that_region(told):
    akimat("KZ-19"), akimat("KZ-31")
    rule("hard", since=date(2026, 1, 1))

    summed = duty_queries.summary(date(2026, 3, 10), user("regional_secretary", "KZ-19"))

    assert summed.by_region("must") == {"KZ-19": {"overdue": 1}}


@pytest.mark.parametrize("on", [date(2026, 3, 10), date(2026, 2, 10), date(2026, 5, 10)])
def test_the_summary_counts_what_the_grid_shows(told, enter, analyst, on):
    for code in ("KZ-19", "KZ-31"):
        told.meeting(akimat(code), date(2026, 1, 20))
    rule("hard", since=date(2025, 12, 1))

    rows = enter(analyst).get(GRID, {"on": on.isoformat()}).context["timeline"].rows

    shown = {}
    for row in rows:
        shown[row.now.state] = shown.get(row.now.state, 0) + 1
    assert duty_queries.summary(on, analyst).by_state("must") == shown


def test_one_off_duties_are_counted_and_owed_but_make_no_column(told, enter, analyst):
    host = akimat()
    named = rule(
        "decision-1",
        cadence={"mode": "once", "due": "2026-03-20"},
        checks=[{"check": "measure_done"}],
        selector={"organizations": [str(host.pk)]},
        accept_late="",
    )
    rule("hard", since=date(2026, 1, 1))

    lines = duty_queries.owed_by([host], date(2026, 3, 10))

    assert [(line.rule.code, line.due, line.state) for line in lines] == [
        ("hard", date(2026, 3, 1), "overdue"),
        ("decision-1", date(2026, 3, 20), "due_soon"),
    ]
    assert duty_queries.summary(date(2026, 3, 10), analyst).by_state("must") == {"overdue": 1, "due_soon": 1}
    assert named not in duty_queries.rules_on(date(2026, 3, 10))
    assert enter(analyst).get(reverse("duties:duty", args=["decision-1", host.pk])).status_code == 200


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01", "yesterday"])
def test_a_wrong_day_is_said_beside_its_field_and_today_is_shown(enter, analyst, on):
    akimat()
    rule(since=date(2026, 1, 1))

    answer = enter(analyst).get(GRID, {"on": on, "rule": "all"})

    assert (answer.status_code, answer.context["on"]) == (200, date(2026, 3, 10))
    assert list(answer.context["filter"].errors) == ["on"]


def test_the_grid_opens_at_the_present_month(enter, analyst):
    akimat()
    rule(since=date(2026, 1, 1))

    shown = enter(analyst).get(GRID).content.decode()

    assert len(re.findall('<th scope="col" class="now"', shown)) == 1
    assert re.search(r'<script src="/static/directives/duties[^"]*\.js" defer></script>', shown)
