from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from factories import meetings as m
from factories.accounts import user
from factories.directives import rule
from shanyraq.places.calendar import today
from shanyraq.situation import queries
from shanyraq.situation.brief import brief_pdf, content

pytestmark = pytest.mark.django_db

MEETING = [{"check": "event_held", "classification": "interethnic_meeting"}]


@pytest.fixture
def home(places):
    home = m.region("KZ-19")
    rule("meet", since=today() - timedelta(days=70), checks=MEETING)
    return home


def test_the_card_tells_where_the_region_stands(home):
    event = m.held(home)

    card = queries.card(home.akimat.area, home.secretary, today())

    assert [(duty.line.rule.code, duty.line.state) for duty in card.must] == [("meet", "unconfirmed")]
    assert [window.state for window in card.must[0].windows] == ["unconfirmed"]
    assert card.holder.person == home.akim_holder.person
    assert card.held == [event]
    assert (card.kept, card.settled) == (0, 0)


def test_another_region_does_not_exist_for_a_secretary(home, enter):
    client = enter(home.secretary)

    assert client.get("/regions/KZ-19/").status_code == 200
    assert client.get("/regions/KZ-61/").status_code == 404
    assert client.get("/regions/KZ-61/brief.pdf").status_code == 404
    assert client.get("/regions/KZ-99/").status_code == 404


@pytest.mark.parametrize("role", ["post_assistant", "association_head", "deputy", "regional_secretary"])
def test_everybody_of_a_region_may_read_its_card_and_no_other(home, enter, role):
    client = enter(user(role, "KZ-19"))

    assert client.get("/regions/KZ-19/").status_code == 200
    assert client.get("/regions/KZ-31/").status_code == 404


def test_an_administrator_reads_no_region(home, enter):
    assert enter(user("administrator")).get("/regions/KZ-19/").status_code == 404


@pytest.mark.parametrize(("language", "word"), [("kk", "Өңір"), ("ru", "региона"), ("en", "region")])
def test_the_brief_is_two_pages_with_the_figures_of_the_card(home, settings, language, word):
    from django.utils import translation

    m.held(home)
    card = queries.card(home.akimat.area, home.secretary, today())

    with translation.override(language):
        said = content(card)
        sheets = PdfReader(BytesIO(brief_pdf(card)))

    text = " ".join(page.extract_text() for page in sheets.pages)
    assert len(sheets.pages) == 2
    assert said["title"] in text
    assert word in said["heading"]
    assert said["duties"][0]["state"] in text
    assert said["duties"][0]["because"]


def test_the_brief_is_handed_over_as_a_file(home, enter):
    answer = enter(home.secretary).get("/regions/KZ-19/brief.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_card_asks_as_much_for_many_meetings_as_for_one(home, enter, django_assert_max_num_queries):
    client = enter(home.secretary)
    m.held(home)
    client.get("/regions/KZ-19/")
    with django_assert_max_num_queries(15) as one:
        client.get("/regions/KZ-19/")
    for days in (-5, -7):
        m.held(home, day=m.in_days(days))

    with django_assert_max_num_queries(15) as three:
        client.get("/regions/KZ-19/")

    assert len(three) == len(one)


def test_what_other_regions_have_is_neither_shown_nor_asked_for(home, enter):
    client = enter(user("hq_analyst"))
    m.held(home)
    client.get("/regions/KZ-19/")
    with CaptureQueriesContext(connection) as alone:
        shown = client.get("/regions/KZ-19/").context["card"]
    m.held(m.region("KZ-61"))

    with CaptureQueriesContext(connection) as beside:
        again = client.get("/regions/KZ-19/").context["card"]

    assert (again.vacancies, again.must, again.soft) == (shown.vacancies, shown.must, shown.soft)
    assert len(beside) == len(alone)
