"""What readers see, under how many questions, and what does not exist for them."""

import re
from datetime import date
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.accounts import user
from factories.registry import appointed, assisting, body, person, post, youth_post
from shanyraq.audit.journal import SYSTEM
from shanyraq.places.models import Area
from shanyraq.registry import actions
from shanyraq.registry.models import Organization

pytestmark = pytest.mark.django_db
BODY_DOORS = [
    "undo_rename",
    "body",
    "edit",
    "contacts",
    "rename",
    "state",
    "dissolve",
    "restore",
    "apply",
    "open_post",
    "youth_deputy",
]
LISTS = ["registry:bodies", "registry:vacancies", "registry:youth"]


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def words(response) -> str:
    """The text of the page's main part."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def names_listed(response) -> list[str]:
    return [row.name for row in response.context["rows"]]


def furnished(area="KZ-19"):
    """An association with a head, a vacant youth seat, an old name and an accreditation."""
    association = body(area=area)
    appointed(post(association))
    youth_post(association)
    accreditation = actions.apply_for_accreditation(organization=association, applied_on=date(2024, 1, 1), by=SYSTEM)
    actions.decide_accreditation(
        accreditation=accreditation, accredited=True, decided_on=date(2024, 2, 1), decision_number="7", by=SYSTEM
    )
    return actions.rename_body(
        organization=association,
        since=date(2024, 1, 1),
        name_en=f"New {association.name_en}",
        reason="charter",
        by=SYSTEM,
    )


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_many_questions_for_three_rows_as_for_one(enter, name):
    client = enter(user("hq_controller"))
    furnished()

    with CaptureQueriesContext(
        connection,
    ) as one:
        page(client, name)
    furnished()
    furnished("KZ-31")
    with CaptureQueriesContext(connection) as three:
        page(client, name)

    assert len(three) == len(one) <= 15


def test_a_list_of_five_thousand_bodies_asks_no_more_questions(enter):
    furnished()
    client = enter(user("hq_controller"))
    with CaptureQueriesContext(connection) as one:
        page(client, "registry:bodies")
    area = Area.objects.get(pk="KZ-19")
    Organization.objects.bulk_create(
        Organization(classification="council.mothers", area=area, name_ru=f"Совет {n}", search_text=f" совет {n}")
        for n in range(5000)
    )

    with CaptureQueriesContext(connection) as many:
        found = page(client, "registry:bodies", q="совет 49")

    assert found.context["page_obj"].paginator.count == 111
    assert len(many) <= len(one)


def test_a_body_page_asks_as_many_questions_for_three_posts_as_for_one(enter):
    association = furnished()
    client = enter(user("hq_controller"))

    def add_post():
        appointed(post(association, "member"), end_date=date(2023, 1, 1))
        appointed(post(association, "expert"))
        body(parent=association)

    add_post()
    with CaptureQueriesContext(connection) as one:
        page(client, "registry:body", association.pk)
    add_post()
    add_post()
    with CaptureQueriesContext(connection) as three:
        page(client, "registry:body", association.pk)

    assert len(three) == len(one) <= 25


def test_bodies_are_found_by_name_kind_and_region(enter):
    body(name_ru="Дружба", name_en="Friendship", area="KZ-19")
    body("council.mothers", name_ru="Дружба матерей", name_en="Mothers", area="KZ-31")
    client = enter(user("hq_analyst"))

    answers = [
        names_listed(page(client, "registry:bodies", **query))
        for query in (
            {"q": "друж"},
            {"q": "друж", "region": "KZ-31"},
            {"kind": "association.ethnocultural"},
            {"region": "country"},
        )
    ]

    assert answers == [["Friendship", "Mothers"], ["Mothers"], ["Friendship"], []]


def test_districts_lie_in_their_region(enter):
    from factories.places import district

    body("council.mothers", area=district("KZ-19"), name_en="Village mothers", name_ru="Матери")

    assert names_listed(page(enter(user("hq_analyst")), "registry:bodies", region="KZ-19")) == ["Village mothers"]


@time_machine.travel(date(2026, 11, 25))
def test_ended_bodies_are_listed_when_asked_for(enter):
    body(name_en="Living", name_ru="Живая")
    ended = body(name_en="Ended", name_ru="Прежняя")
    actions.dissolve_body(organization=ended, last_day=date(2025, 12, 31), reason="merged", by=SYSTEM)
    client = enter(user("hq_analyst"))

    answers = [
        sorted(names_listed(page(client, "registry:bodies", **query)))
        for query in ({}, {"state": "dissolved"}, {"state": "all"}, {"on": "2025-12-31"}, {"state": "active"})
    ]

    assert answers == [["Living"], ["Ended"], ["Ended", "Living"], ["Ended", "Living"], ["Living"]]


def test_a_list_of_a_past_day_bears_the_names_and_heads_of_that_day(enter):
    association = body(name_en="Old name", name_ru="Старое")
    seat = post(association)
    appointed(seat, "Асан Таулы", start_date=date(2018, 1, 1), end_date=date(2020, 12, 31))
    appointed(seat, "Жанна Далалы", start_date=date(2021, 1, 1))
    actions.rename_body(
        organization=association, since=date(2021, 1, 1), name_en="New name", reason="charter", by=SYSTEM
    )
    client = enter(user("hq_analyst"))

    [past], [now] = (page(client, "registry:bodies", on=on).context["rows"] for on in ("2019-05-01", "2022-05-01"))

    assert (past.name, past.head.person.name) == ("Old name", "Асан Таулы")
    assert (now.name, now.head.person.name) == ("New name", "Жанна Далалы")


def test_a_date_nobody_can_read_is_told_and_today_is_shown(enter):
    answer = page(enter(user("hq_analyst")), "registry:body", body().pk, on="30.06.2025")

    assert answer.status_code == 200
    assert '"30.06.2025" is no date, so today is shown.' in words(answer)


def test_an_empty_search_says_what_to_try(enter):
    answer = page(enter(user("hq_controller")), "registry:bodies", q="нет такой")

    assert "No body answers to that" in words(answer)
    assert reverse("registry:found") in answer.content.decode()


def test_the_body_page_says_who_is_who(enter):
    association = furnished()

    text = words(page(enter(user("hq_controller")), "registry:body", association.pk))

    for said in (
        association.name_en,
        association.name_ru,
        "Chair" if False else "Head",
        "accredited",
        "vacant",
        "History",
    ):
        assert said in text


@time_machine.travel(date(2026, 11, 25))
def test_the_page_of_an_ended_body_leads_to_its_successor(enter):
    old, new = body("assembly", "KZ", name_en="Assembly"), body("peoples_council", "KZ", name_en="Council")
    actions.dissolve_body(
        organization=old, last_day=date(2026, 6, 30), successor=new, reason="mission complete", by=SYSTEM
    )

    text = words(page(enter(user("hq_analyst")), "registry:body", old.pk))

    assert "This body existed until 30.06.2026. Its work is carried on by Council ." in text


def test_a_body_of_many_parts_shows_ten_and_leads_to_all(enter):
    assembly = body("assembly", "KZ", name_en="Assembly")
    for _part in range(12):
        body(parent=assembly)
    body()
    client = enter(user("hq_analyst"))

    card = page(client, "registry:body", assembly.pk)
    parts = page(client, "registry:bodies", parent=str(assembly.pk))

    assert (len(card.context["relatives"].children), card.context["relatives"].children_count) == (10, 12)
    assert f"?parent={assembly.pk}" in card.content.decode()
    assert parts.context["page_obj"].paginator.count == 12
    assert "Bodies that belong to Assembly" in words(parts)


def test_a_body_before_its_founding_says_so(enter):
    young = body(founding_date=date(2022, 6, 8))

    text = words(page(enter(user("hq_analyst")), "registry:body", young.pk, on="2022-01-01"))

    assert "On that day this body did not exist yet: it is founded on 08.06.2022." in text


@time_machine.travel(date(2025, 3, 3))
def test_the_vacancy_page_counts_the_days(enter):
    seat = post(body(name_en="Birlik"), label_en="Chair")
    appointed(seat, start_date=date(2020, 1, 1), end_date=date(2025, 1, 31))

    text = words(page(enter(user("hq_analyst")), "registry:vacancies"))

    assert "Chair Birlik Almaty Region 01.02.2025 30 1" in text


@time_machine.travel(date(2025, 3, 3))
def test_the_youth_page_counts_seats_by_region(enter):
    filled, vacant, _none = body(area="KZ-19"), body(area="KZ-19"), body("council.mothers", "KZ-31")
    appointed(youth_post(filled))
    youth_post(vacant)
    body("ngo", "KZ-19")

    answer = page(enter(user("hq_analyst")), "registry:youth")

    counted = {count.area.pk: (count.filled, count.vacant, count.not_opened) for count in answer.context["counts"]}
    assert counted == {"KZ-19": (1, 1, 0), "KZ-31": (0, 0, 1)}
    assert [row.state for row in answer.context["rows"]] == ["filled", "vacant", "not_opened"]


@pytest.mark.parametrize(("seat", "left"), [("filled", 1), ("vacant", 1), ("not_opened", 2)])
def test_the_youth_page_is_narrowed_by_the_seat(enter, seat, left):
    appointed(youth_post())
    youth_post()
    body()
    body()

    answer = page(enter(user("hq_analyst")), "registry:youth", seat=seat)

    assert [row.state for row in answer.context["rows"]] == [seat] * left


def test_nothing_about_youth_deputies_is_red(enter):
    youth_post()
    body()

    content = page(enter(user("hq_analyst")), "registry:youth").content.decode()

    assert not re.search("state-(overdue|not_met|partly_met|due_soon)", content)


def test_the_page_of_a_person_shows_posts_and_nothing_private(enter):
    someone = person("Асан Таулы")
    someone.email, someone.phone = "asan@example.kz", "+7 7012223344"
    someone.save()
    appointed(post(label_en="Chair"), someone)

    seen = page(enter(user("hq_analyst")), "registry:person", someone.pk)
    kept = page(enter(user("hq_controller")), "registry:person", someone.pk)

    assert "Chair" in words(seen)
    assert "asan@example.kz" not in seen.content.decode()
    assert "+7 7012223344" not in seen.content.decode()
    assert "asan@example.kz" in kept.content.decode()


def test_a_regional_reader_sees_of_a_person_only_what_lies_in_his_region(enter):
    someone = person()
    appointed(post(body(area="KZ-19", name_en="Own body")), someone)
    appointed(post(body(area="KZ-31", name_en="Foreign body")), someone)

    text = words(page(enter(user("regional_secretary", "KZ-19")), "registry:person", someone.pk))

    assert "Own body" in text
    assert "Foreign body" not in text


def test_the_history_is_for_those_who_keep_the_body_or_read_the_journal(enter):
    association = furnished()
    seen = {
        role: "History" in words(page(enter(user(role, area)), "registry:body", association.pk))
        for role, area in (("hq_controller", None), ("regional_secretary", "KZ-19"), ("mediator", "KZ-19"))
    }

    assert seen == {"hq_controller": True, "regional_secretary": True, "mediator": False}


def history_told(response) -> list[str]:
    """What the history says of posts and people, the latest first."""
    return [entry.about for entry in response.context["entries"]]


def test_the_history_names_the_post_and_the_person(enter):
    association = body()
    seat = post(association, label_en="Chair of the association")
    appointed(seat, "Aruzhan Sample")
    assisting(user("post_assistant", "KZ-19", name="Timur Sample"), seat)

    found = page(enter(user("hq_controller")), "registry:body", association.pk)

    assert history_told(found) == [
        "Timur Sample → Chair of the association",
        "Aruzhan Sample · Chair of the association",
        "Chair of the association",
        "",
    ]
    assert "Office-holder appointed : Aruzhan Sample · Chair of the association" in words(found)


def test_the_history_names_whose_appointment_was_taken_back_to_whoever_may_see_him(enter):
    association = body()
    seat = post(association, label_en="Chair of the association")
    elsewhere = appointed(post(body(area="KZ-31")), "Aruzhan Sample")
    holder = appointed(seat, elsewhere.person)
    actions.annul_membership(membership=holder, reason="another person was meant", by=SYSTEM)

    told = {
        role: history_told(page(enter(user(role, area)), "registry:body", association.pk))[0]
        for role, area in (("hq_controller", None), ("regional_secretary", "KZ-19"))
    }

    assert told == {
        "hq_controller": "Chair of the association · Aruzhan Sample",
        "regional_secretary": "Chair of the association",
    }


def test_a_history_asks_as_many_questions_for_three_names_as_for_one(enter):
    association = body()
    client = enter(user("hq_controller"))
    appointed(post(association, "member"))
    with CaptureQueriesContext(connection) as one:
        page(client, "registry:body", association.pk)
    appointed(post(association, "member"))
    appointed(post(association, "member"))

    with CaptureQueriesContext(connection) as three:
        page(client, "registry:body", association.pk)

    assert len(three) == len(one)


def rooms_of(holder, accreditation, assistant):
    """Every address of the register that leads to one thing."""
    organization, seat = holder.organization_id, holder.post_id
    return {
        **dict.fromkeys(BODY_DOORS, organization),
        **dict.fromkeys(["post", "edit_post", "abolish", "restore_post", "appoint", "assign"], seat),
        **dict.fromkeys(["end", "correct", "annul", "attest", "withdraw"], holder.pk),
        **dict.fromkeys(["person", "edit_person", "link"], holder.person_id),
        **dict.fromkeys(["decide", "correct_decision"], accreditation.pk),
        "end_assistance": assistant.pk,
    }


@pytest.mark.parametrize(
    "role", ["regional_secretary", "post_assistant", "association_head", "mediator", "expert", "deputy"]
)
def test_nothing_of_another_region_exists_for_a_regional_reader(enter, role):
    holder = appointed(youth_post(body(area="KZ-31")))
    accreditation = actions.apply_for_accreditation(
        organization=holder.organization, applied_on=date(2024, 1, 1), by=SYSTEM
    )
    assistant = assisting(user("post_assistant", "KZ-31"), holder.post)
    client = enter(user(role, "KZ-19"))

    answers = {
        name: (
            page(client, f"registry:{name}", pk).status_code,
            client.post(reverse(f"registry:{name}", args=[pk])).status_code,
        )
        for name, pk in rooms_of(holder, accreditation, assistant).items()
    }

    assert {name: codes for name, codes in answers.items() if codes != (404, 404)} == {}


def test_names_of_foreign_bodies_are_not_told_by_their_neighbours(enter):
    main = body(area="KZ-31", name_en="Foreign main body", name_ru="Главная")
    branch = body(area="KZ-19", branch_of=main)
    sent = appointed(post(body("assembly", "KZ"), "member"), on_behalf_of=main)
    client = enter(user("regional_secretary", "KZ-19"))

    pages = [page(client, "registry:body", branch.pk), page(client, "registry:post", sent.post_id)]

    assert [answer.status_code for answer in pages] == [200, 200]
    assert ["Foreign main body" in answer.content.decode() for answer in pages] == [False, False]


def test_two_people_of_one_name_are_told_apart_without_telling_of_other_regions(enter):
    someone = person("Асан Таулы")
    appointed(post(body(area="KZ-19", name_en="Own body")), someone)
    appointed(post(body(area="KZ-31", name_en="Foreign body")), someone)
    seat = post(body(area="KZ-19"))

    answer = enter(user("regional_secretary", "KZ-19")).post(
        reverse("registry:appoint", args=[seat.pk]), {"name": "Асан Таулы", "start_date": "2025-01-01"}
    )

    assert "Own body" in answer.content.decode()
    assert "Foreign body" not in answer.content.decode()


def test_lists_and_export_hold_nothing_of_another_region(enter):
    foreign = furnished("KZ-31")
    client = enter(user("regional_secretary", "KZ-19"))

    for name in [*LISTS, "registry:bodies_export"]:
        answer = page(client, name, q="", region="KZ-31", state="all" if "bodies" in name else "")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert foreign.name_en not in content.decode(), name
        assert str(foreign.pk) not in content.decode(), name


def test_bodies_of_the_country_are_open_to_every_user(enter):
    assembly = body("assembly", "KZ", name_en="Assembly")

    answers = [
        page(enter(user(role, area)), "registry:body", assembly.pk).status_code
        for role, area in (("regional_secretary", "KZ-19"), ("mediator", "KZ-31"), ("administrator", None))
    ]

    assert answers == [200, 200, 200]


def test_a_reader_without_the_right_meets_a_closed_door(enter):
    holder = appointed(youth_post(body("assembly.regional", "KZ-19")))
    accreditation = actions.apply_for_accreditation(organization=body(), applied_on=date(2024, 1, 1), by=SYSTEM)
    assistant = assisting(user("post_assistant", "KZ-19"), holder.post)
    client = enter(user("mediator", "KZ-19"))

    rooms = rooms_of(holder, accreditation, assistant)
    answers = {
        name: page(client, f"registry:{name}", pk).status_code
        for name, pk in rooms.items()
        if name not in ("body", "post", "person")
    }

    assert set(answers.values()) == {403}
    assert [page(client, f"registry:{name}").status_code for name in ("found", "import")] == [403, 403]
