"""The situation layer of the room and of the region card: what is shown, to whom, as of which day."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import translation
from pypdf import PdfReader

from factories import hotspots as hot
from factories import places
from factories import radar as make
from factories.accounts import user
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions, reach
from shanyraq.radar.models import Hotspot, Signal, Silence
from shanyraq.radar.weeks import WEEK, monday
from shanyraq.situation import queries, situation_map
from shanyraq.situation.brief import brief_pdf
from shanyraq.situation.layer import layer

pytestmark = pytest.mark.django_db

ROOM, CARD = "/?layer=situation", "/regions/KZ-19/?layer=situation"


@pytest.fixture
def home(places):
    return hot.Home()


def hear(*areas) -> None:
    """One report from each place, today."""
    for area in areas:
        make.signal(area, issue="T9")


def hear_everywhere() -> None:
    """A report from every district: nothing is hatched."""
    pattern = make.signal()
    rows = []
    for number, area in enumerate(Area.objects.districts().exclude(pk=pattern.area_id)):
        copy = Signal.objects.get(pk=pattern.pk)
        copy.pk, copy.area, copy.region_id, copy.cluster = None, area, area.region_code, None
        copy.submission = copy.request_digest = copy.receipt = f"everywhere-{number}"
        rows.append(copy)
    Signal.objects.bulk_create(rows)


def kinds(shown):
    return {place.area.pk: place.kinds for place in shown.places}


def words(shown):
    return {place.area.pk: situation_map.said(place) for place in shown.places}


def test_a_region_nobody_reports_from_is_hatched_and_never_calm(home):
    hear_everywhere()
    Signal.objects.filter(region="KZ-61").delete()

    shown = layer(home.analyst, today())

    assert kinds(shown)["KZ-61"] == ("quiet",)
    assert words(shown)["KZ-61"] == "districts not heard for eight weeks: 16 of 16"
    assert kinds(shown)["KZ-19"] == ("heard",)
    assert words(shown)["KZ-19"] == "heard, nothing stands out"


def test_a_silent_district_hatches_its_region_and_is_named(home):
    hear_everywhere()
    Silence.objects.create(scan=hot.scan(), area=home.district, weeks=4, observed=0, expected=12, p=0.001)

    shown = layer(home.analyst, today())

    assert kinds(shown)["KZ-19"] == ("quiet",)
    assert words(shown)["KZ-19"] == "silent districts: 1 of 11"
    assert [place.area.pk for place in shown.quiet_places] == ["KZ-19"]


def test_a_place_may_burn_and_be_silent_at_once(home):
    hear_everywhere()
    hot.confirmed(home)
    Silence.objects.create(scan=hot.scan(), area_id="KZ-19", weeks=6, observed=0, expected=12, p=0.001)

    shown = layer(home.analyst, today())

    assert kinds(shown)["KZ-19"] == ("hotspot", "quiet")
    cell = situation_map.cell(next(p for p in shown.places if p.area.pk == "KZ-19"), shown)
    assert (cell.css, cell.letter) == ("sit-hotspot sit-quiet", "▲∅")
    assert cell.title == "1 open hotspot, silent as a whole"


def test_a_hotspot_hides_no_question_of_the_same_place(home):
    hear_everywhere()
    hot.confirmed(home)
    hot.line(home.district, issue="T3")

    shown = layer(home.secretary, today())

    place = next(place for place in shown.places if place.area == home.district)
    assert situation_map.cell(place, shown).letter == "▲?"
    assert situation_map.said(place) == "1 open hotspot, 1 question of the list"


def test_what_concerns_a_whole_region_is_told_above_its_districts(home, enter):
    hear_everywhere()
    signal = make.signal(places.region())
    actions.open_hotspot(signal=signal, level=3, summary="Су дауы", owner=home.owner, by=home.analyst)
    Silence.objects.create(scan=hot.scan(), area_id="KZ-19", weeks=6, observed=0, expected=12, p=0.001)

    shown = layer(home.secretary, today(), places.region())

    assert [(place.area.pk, place.kinds) for place in shown.above] == [("KZ-19", ("hotspot", "quiet"))]
    page = " ".join(enter(home.secretary).get(CARD).content.decode().split())
    assert "1 open hotspot, silent as a whole. In the last 6 weeks: reports 0, expected 12." in page
    assert {place.kinds for place in shown.places} == {("heard",)}


def test_a_question_of_the_list_marks_every_place_it_speaks_of_until_it_is_decided(home):
    hear_everywhere()
    near = Area.objects.filter(parent="KZ-61", level=2).first()
    line = hot.line(home.district, members=[home.district.pk, near.pk])

    asked = kinds(layer(home.analyst, today()))
    actions.dismiss_line(line=line, reason="Мереке күні", by=home.analyst)
    decided = kinds(layer(home.analyst, today()))

    assert (asked["KZ-19"], asked["KZ-61"]) == (("line",), ("line",))
    assert (decided["KZ-19"], decided["KZ-61"]) == (("heard",), ("heard",))


def test_the_card_draws_the_districts_of_the_region(home):
    hear_everywhere()
    hot.confirmed(home)

    shown = layer(home.secretary, today(), places.region())

    assert {place.area.parent_id for place in shown.places} == {"KZ-19"}
    assert kinds(shown)[home.district.pk] == ("hotspot",)
    assert set(kinds(shown).values()) == {("hotspot",), ("heard",)}


def test_the_room_of_a_secretary_draws_the_districts_too(home, enter):
    shown = layer(home.secretary, today())

    assert {place.area.parent_id for place in shown.places} == {"KZ-19"}
    page = enter(home.secretary).get(ROOM).content.decode()
    assert f"district={home.district.pk}" in page


def test_the_map_has_a_table_and_a_link_for_every_region(home, enter):
    page = enter(home.analyst).get(ROOM).content.decode()

    below = re.search(r'<ul class="room-regions">.*?</ul>', page, re.DOTALL).group()
    led = re.findall(r'href="/regions/([^/]+)/\?layer=situation', below)
    assert led == list(Area.objects.regions().order_by("pk").values_list("pk", flat=True))
    assert "The map as a table" in page
    assert 'id="hatch-dark"' in page


def test_the_layers_are_links_and_the_chosen_day_stays(home, enter):
    day = (today() - timedelta(days=3)).isoformat()
    page = enter(home.analyst).get(f"{ROOM}&on={day}").content.decode()

    assert f'href="?on={day}"' in page
    assert f'href="?layer=situation&amp;on={day}" aria-current="page"' in page
    assert '<input type="hidden" name="layer" value="situation">' in page
    assert "shown as it was known on" in page


def test_the_list_says_what_was_seen_and_why(home, enter):
    line = hot.line(home.district)

    page = enter(home.analyst).get(ROOM).content.decode()

    assert line.get_absolute_url() in page
    assert "For 3 weeks running above the expectation: reports 31, expected 12.4." in page
    assert "With 95 per cent certainty it is at least 2.6 times what was expected." in page


def test_seven_lines_for_the_country_and_three_for_a_region(home):
    districts = Area.objects.districts()[:9]
    for rank, area in enumerate(districts, 1):
        hot.line(area, rank=rank, region_rank=rank)

    assert len(layer(home.analyst, today()).weekly.lines) == 7
    assert len(layer(home.analyst, today(), districts[0].parent).weekly.lines) == 3


def test_an_open_hotspot_is_shown_with_its_plan_and_leaves_when_it_ends(home, enter):
    hotspot = hot.answered(home, measures=2)
    client = enter(home.analyst)
    page = client.get(ROOM).content.decode()
    assert hotspot.get_absolute_url() in page
    assert "0 of 2" in page

    actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Келісті", by=home.secretary)

    assert "No hotspot was open on that day." in client.get(ROOM).content.decode()


def test_yesterday_is_shown_as_it_was_known_yesterday(home):
    hotspot = hot.answered(home)
    known = today()
    with time_machine.travel(today() + timedelta(days=2), tick=False):
        actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Келісті", by=home.secretary)
        now, then = layer(home.analyst, today()), layer(home.analyst, known)

    assert (now.open_total, then.open_total) == (0, 1)


def test_before_the_first_list_and_the_first_count_the_page_says_so(home, enter):
    page = enter(home.analyst).get(ROOM).content.decode()

    assert "No week had been scanned by that day." in page
    assert "Not counted yet by that day" in page


def test_a_quiet_channel_is_marked(home, enter):
    signal = make.signal(home.district)
    week = monday(today()) - 9 * WEEK
    Signal.objects.filter(pk=signal.pk).update(week=week)
    reach.recount(monday(today()) - WEEK)

    page = enter(home.analyst).get(ROOM).content.decode()

    assert page.count('<strong class="sit-quiet-word">went quiet</strong>') == 1


class TestSight:
    """Who sees what."""

    def test_an_assistant_sees_the_hotspots_he_answers_for_and_no_signal(self, home, enter):
        hotspot = hot.answered(home)
        hear_everywhere()
        hot.line(home.district, issue="T3")
        Silence.objects.create(scan=hot.scan(), area=home.district, weeks=4, observed=0, expected=12, p=0.001)
        reach.recount(monday(today()) - WEEK)

        page = enter(home.voice).get(CARD).content.decode()

        assert hotspot.get_absolute_url() in page
        for hidden in ("Attention list, week", "Coverage by channel", "Where it is silent", "country-map", "district="):
            assert hidden not in page

    def test_an_assistant_of_another_body_sees_nothing_of_it(self, home, enter):
        hotspot = hot.answered(home)

        page = enter(user("post_assistant", "KZ-19")).get(CARD).content.decode()

        assert hotspot.number not in page
        assert "No open hotspot that you answer for or may see." in page

    def test_a_deputy_sees_confirmed_hotspots_without_a_text(self, home, enter):
        hotspot = hot.confirmed(home)
        hot.line(home.district, issue="T3")

        page = enter(user("deputy", "KZ-19")).get(CARD).content.decode()

        assert hotspot.number in page
        assert hotspot.summary not in page
        assert "Attention list, week" not in page

    def test_whoever_reads_no_signals_sees_no_count_below_five(self, home, enter):
        hot.answered(home)

        page = enter(home.voice).get(CARD).content.decode()

        assert "Fewer than five are not counted out here." in page
        assert "too few to tell" in page
        assert "hotspots of the last twelve months" not in page
        assert "Not answered yet" not in page

    def test_another_region_is_not_there(self, home, enter):
        for someone in (home.secretary, home.voice, user("deputy", "KZ-19")):
            assert enter(someone).get("/regions/KZ-61/?layer=situation").status_code == 404

    @pytest.mark.parametrize("role", ["mediator", "support_officer", "expert"])
    def test_without_a_right_to_it_there_is_no_layer(self, home, enter, role):
        region = "KZ-19" if role != "support_officer" else None
        answer = enter(user(role, region)).get(CARD)

        assert answer.status_code == 200
        assert 'aria-label="Layers"' not in answer.content.decode()
        assert "shown" not in answer.context

    def test_a_secretary_reads_lines_of_the_own_region_alone(self, home):
        there = Area.objects.filter(parent="KZ-61", level=2).first()
        here, _other = hot.line(home.district), hot.line(there)

        assert layer(home.secretary, today()).weekly.lines == [here]

    def test_a_secretary_sees_no_other_region_as_a_watcher(self, home):
        """Being allowed to open a card is not yet reading its signals."""
        shown = layer(home.secretary, today(), places.region("KZ-61"))

        assert (shown.watches, shown.weekly, shown.places, shown.coverage) == (False, None, [], None)


class TestQuestions:
    """Few questions to the database, however many rows."""

    def fill(self, home, many):
        """So many hotspots, half of them open, each with a signal."""
        pattern = hot.answered(home)
        for number in range(many):
            copy = Hotspot.objects.get(pk=pattern.pk)
            copy.pk, copy.number, copy.plan_rule, copy.line = None, f"2020-{number:04d}", None, None
            copy.state = "responding" if number % 2 else "closed"
            copy.save(force_insert=True)
            copy.areas.add(home.district)
        hot.line(home.district, issue="T3")
        make.signal(home.district)
        reach.recount(monday(today()) - WEEK)

    @pytest.mark.parametrize("path", [ROOM, CARD])
    @pytest.mark.parametrize("who", ["analyst", "secretary"])
    def test_fifteen_for_ten_hotspots_and_for_many(self, home, enter, django_assert_max_num_queries, path, who):
        self.fill(home, 10)
        client = enter(getattr(home, who))
        client.get(path)
        with django_assert_max_num_queries(15) as few:
            client.get(path)
        for number in range(60):
            copy = Hotspot.objects.get(number="2020-0001")
            copy.pk, copy.number = None, f"2021-{number:04d}"
            copy.save(force_insert=True)
            copy.areas.add(home.district)

        with django_assert_max_num_queries(15) as many:
            page = client.get(path).content.decode()

        assert len(many) == len(few)
        assert page.count("2021-") <= 10
        assert "more hotspots" in page

    def test_an_assistant_asks_no_more(self, home, enter, django_assert_max_num_queries):
        self.fill(home, 10)
        client = enter(home.voice)
        client.get(CARD)

        with django_assert_max_num_queries(15):
            client.get(CARD)


class TestBrief:
    """The same on two pages of paper."""

    @pytest.mark.parametrize("language", ["kk", "ru", "en"])
    def test_the_situation_stands_on_the_second_page(self, home, language):
        hot.answered(home)
        hot.line(home.district, issue="T3")
        Silence.objects.create(scan=hot.scan(), area=home.district, weeks=4, observed=0, expected=12, p=0.001)
        reach.recount(monday(today()) - WEEK)
        on = today()

        with translation.override(language):
            shown = layer(home.secretary, on, places.region())
            sheets = PdfReader(BytesIO(brief_pdf(queries.card(places.region(), home.secretary, on), shown)))
            expected = str(Hotspot.State.RESPONDING.label), home.district.name

        assert len(sheets.pages) == 2
        text = " ".join(sheets.pages[1].extract_text().split())
        assert [word in text for word in expected] == [True, True]

    def test_a_full_region_still_fits_on_two_pages(self, home):
        TestQuestions().fill(home, 30)
        for rank in range(4, 8):
            area = Area.objects.filter(parent="KZ-19", level=2)[rank]
            hot.line(area, rank=rank, region_rank=rank - 3)
        shown = layer(home.secretary, today(), places.region())

        sheets = PdfReader(BytesIO(brief_pdf(queries.card(places.region(), home.secretary, today()), shown)))

        assert len(sheets.pages) == 2

    def test_an_assistant_is_printed_the_hotspots_and_no_signal(self, home, enter):
        hotspot = hot.answered(home)
        hot.line(home.district, issue="T3")

        answer = enter(home.voice).get("/regions/KZ-19/brief.pdf")

        text = " ".join(PdfReader(BytesIO(answer.content)).pages[1].extract_text().split())
        assert hotspot.number in text
        assert "Attention list" not in text
        assert "Silent or not heard" not in text

    def test_whoever_has_no_layer_is_printed_the_duties_alone(self, home, enter):
        hot.answered(home)

        answer = enter(user("mediator", "KZ-19")).get("/regions/KZ-19/brief.pdf")

        assert "First response" not in PdfReader(BytesIO(answer.content)).pages[1].extract_text()
