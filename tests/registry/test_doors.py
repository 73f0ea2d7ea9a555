"""The forms behind the deeds: what is typed arrives, what is refused is told, nothing typed is lost."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from factories.accounts import user
from factories.registry import appointed, body, post, youth_post
from shanyraq.audit import journal
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions, queries
from shanyraq.registry.models import Accreditation, Assistant, Membership, Organization, Person, Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]
MAY = date(2025, 5, 1)


@pytest.fixture
def in_may():
    with time_machine.travel(MAY):
        yield


@pytest.fixture
def controller(enter):
    return enter(user("hq_controller", name="Дина Сазова"))


def send(client, door, pk=None, **data):
    return client.post(reverse(f"registry:{door}", args=[pk] if pk else []), data)


def errors(response) -> dict:
    return {field: list(sentences) for field, sentences in response.context["form"].errors.items()}


def test_a_body_is_entered_by_a_form(controller, places):
    assembly = body("assembly", "KZ", name_ru="Ассамблея", name_kk="Ассамблея", name_en="Assembly")

    answer = send(
        controller,
        "found",
        classification="council.mothers",
        area="KZ-31",
        state="active",
        name_kk="Аналар кеңесі",
        name_ru="Совет матерей",
        short_names="СМ, АК",
        founding_date="2024-03-08",
        parent="ассамб",
        members_count="21",
    )

    council = Organization.objects.get(classification="council.mothers")
    assert (answer.status_code, answer["Location"]) == (302, council.get_absolute_url())
    assert (council.parent, council.members_count, council.founding_date) == (assembly, 21, date(2024, 3, 8))
    assert set(council.other_names.values_list("name", flat=True)) == {"СМ", "АК"}
    assert journal.history(council).get().actor_name == "Дина Сазова"


def test_a_refused_form_is_shown_again_with_all_that_was_typed(controller, places):
    answer = send(
        controller,
        "found",
        classification="akimat",
        area="KZ-10",
        state="active",
        name_ru="Акимат области",
        founding_date="2022-05-12",
        phone="+7 7010000000",
    )

    assert answer.status_code == 200
    assert list(errors(answer)) == ["founding_date"]
    assert "Акимат области" in answer.content.decode()
    assert "+7 7010000000" in answer.content.decode()
    assert not Organization.objects.exists()


def test_a_name_that_many_bodies_bear_is_asked_about(controller, places):
    for area in ("KZ-19", "KZ-31"):
        body("council.mothers", area, name_ru="Совет матерей", name_kk="", name_en="")
    typed = {"classification": "ngo", "area": "KZ-19", "state": "active", "name_ru": "Фонд"}

    unclear = send(controller, "found", **typed, parent="совет матерей")
    clear = send(controller, "found", **typed, parent="Совет матерей — Zhambyl Region — Council of Mothers")

    assert errors(unclear)["parent"] == [
        "Several bodies answer to this name. Write one of them in full:",
        "Совет матерей — Almaty Region — Council of Mothers",
        "Совет матерей — Zhambyl Region — Council of Mothers",
    ]
    assert "<datalist" in unclear.content.decode()
    assert clear.status_code == 302
    assert Organization.objects.get(name_ru="Фонд").parent.area_id == "KZ-31"


def test_a_name_the_register_does_not_know_is_told(controller, places):
    answer = send(controller, "found", classification="ngo", area="KZ-19", state="active", name_ru="Фонд", parent="нет")

    assert errors(answer) == {"parent": ["The register has no such body. Check the name, or enter the body first."]}


def test_a_secretary_is_offered_his_own_places_and_kinds(enter, places):
    form = enter(user("regional_secretary", "KZ-19")).get(reverse("registry:found")).context["form"]

    areas = form.fields["area"].queryset
    assert {area.region_code for area in areas} == {"KZ-19"}
    assert "akimat" not in dict(form.fields["classification"].choices)


def test_a_card_is_edited_by_a_form(controller):
    association = body()
    card = controller.get(reverse("registry:edit", args=[association.pk])).context["form"].initial

    sent = {key: value for key, value in card.items() if value not in (None, "", False)}
    answer = send(
        controller,
        "edit",
        association.pk,
        **sent | {"area": "KZ-19", "founding_date": "2015-03-01", "email": "a@example.kz", "bin": "150340000015"},
    )

    association.refresh_from_db()
    assert answer.status_code == 302
    assert (association.email, association.version) == ("a@example.kz", 2)
    assert journal.history(association).first().data == {"changed": {"bin": ["", "150340000015"], "email": None}}


def test_the_second_editor_sees_both_versions_and_loses_nothing(controller):
    association = body(phone="+7 7010000000")
    actions.edit_body(organization=association, phone="+7 7020000000", by=SYSTEM)

    typed = {"version": "1", "phone": "+7 7030000000", "address": "ул. Мира, 1"}
    answer = send(controller, "contacts", association.pk, **typed)

    assert answer.status_code == 409
    assert [(row["label"], row["stored"], row["typed"]) for row in answer.context["changes"]] == [
        ("Telephone", "+7 7020000000", "+7 7030000000"),
        ("Address", "–", "ул. Мира, 1"),
    ]
    assert answer.context["form"]["version"].value() == 2
    assert "ул. Мира, 1" in answer.content.decode()
    association.refresh_from_db()
    assert association.phone == "+7 7020000000"

    again = send(controller, "contacts", association.pk, **typed | {"version": "2"})
    association.refresh_from_db()
    assert (again.status_code, association.phone, association.address) == (302, "+7 7030000000", "ул. Мира, 1")


def test_both_versions_of_a_term_are_shown_in_words(controller):
    holder = appointed(start_date=date(2020, 1, 1))
    actions.correct_membership(
        membership=holder,
        start_date=date(2020, 2, 1),
        end_date=None,
        acting=False,
        reason="order",
        by=SYSTEM,
    )

    answer = send(
        controller, "correct", holder.pk, version="1", start_date="2020-03-01", acting="on", reason="another order"
    )

    assert answer.status_code == 409
    assert [(row["stored"], row["typed"]) for row in answer.context["changes"]] == [
        ("01.02.2020", "01.03.2020"),
        ("no", "yes"),
    ]


def test_a_body_is_renamed_by_a_form(controller):
    council = body("council.mothers", name_ru="Первое", name_en="First", name_kk="")

    send(
        controller,
        "rename",
        council.pk,
        version="1",
        name_ru="Второе",
        name_en="First",
        since="2025-01-01",
        reason="charter",
    )

    council = Organization.objects.get(pk=council.pk)
    assert [queries.names_on(council, day)["ru"] for day in (date(2024, 12, 31), MAY)] == ["Первое", "Второе"]


def test_the_state_form_offers_only_what_may_follow(controller):
    council = body("council.mothers", state="proposed")

    form = controller.get(reverse("registry:state", args=[council.pk])).context["form"]
    send(controller, "state", council.pk, version="1", state="active", reason="meeting")

    council.refresh_from_db()
    assert [code for code, _label in form.fields["state"].choices] == ["registered", "active"]
    assert council.state == "active"


def test_a_body_is_dissolved_into_a_new_one_by_a_form(controller, places):
    assembly = body("assembly", "KZ")

    answer = send(
        controller,
        "dissolve",
        assembly.pk,
        version="1",
        last_day="2026-06-30",
        heir="new",
        classification="peoples_council",
        name_kk="Халық Кеңесі",
        reason="its mission is complete",
    )

    assembly.refresh_from_db()
    assert answer.status_code == 302
    assert (assembly.successor.name_kk, assembly.successor.founding_date) == ("Халық Кеңесі", date(2026, 7, 1))


def test_a_body_is_dissolved_into_a_present_one_or_without_a_successor(controller):
    first, second, heir = body(name_ru="Первая"), body(name_ru="Вторая"), body(name_ru="Наследница")
    common = {"version": "1", "last_day": "2025-04-30", "reason": "merged"}

    send(controller, "dissolve", first.pk, **common, heir="present", successor="наследница")
    send(controller, "dissolve", second.pk, **common, heir="none", successor="наследница")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.successor, second.successor, second.dissolution_date) == (heir, None, date(2025, 4, 30))


def test_a_successor_must_be_named_or_denied(controller):
    answer = send(
        controller, "dissolve", body().pk, version="1", last_day="2025-04-30", reason="merged", heir="present"
    )

    assert errors(answer) == {"successor": ["Name the successor, or say that there is none."]}


def test_an_end_is_taken_back_by_a_form(controller):
    association = body()
    actions.dissolve_body(organization=association, last_day=date(2025, 4, 30), reason="merged", by=SYSTEM)

    send(controller, "restore", association.pk, reason="another body was meant")

    association.refresh_from_db()
    assert association.dissolution_date is None


def test_a_post_is_opened_filled_and_left_by_forms(controller):
    association = body()

    send(controller, "open_post", association.pk, role="head", max_holders="1", label_en="Chair")
    seat = Post.objects.get()
    send(controller, "appoint", seat.pk, name="Әсел Таңбаева", start_date="2025-01-01", document="Minutes 3")
    term = Membership.objects.get()
    send(controller, "end", term.pk, end_date="2025-04-30", reason="resigned")

    term.refresh_from_db()
    assert (term.person.name, term.document, term.end_date, term.end_reason) == (
        "Әсел Таңбаева",
        "Minutes 3",
        date(2025, 4, 30),
        "resigned",
    )


def test_a_known_name_is_asked_about_before_a_second_person_is_made(controller):
    known = appointed(post(), "Әсел Таңбаева").person
    seat = post()
    typed = {"name": "Әсел Таңбаева", "start_date": "2025-01-01"}

    asked = send(controller, "appoint", seat.pk, **typed)
    same = send(controller, "appoint", seat.pk, **typed, known=str(known.pk))
    another = send(controller, "appoint", post().pk, **typed, known="new")

    assert list(errors(asked)) == ["known"]
    assert (same.status_code, another.status_code) == (302, 302)
    assert seat.memberships.get().person == known
    assert Person.objects.filter(name="Әсел Таңбаева").count() == 2


def test_a_person_of_another_region_is_not_offered(enter):
    appointed(post(body(area="KZ-31")), "Әсел Таңбаева")
    seat = post(body(area="KZ-19"))
    client = enter(user("regional_secretary", "KZ-19"))

    answer = send(client, "appoint", seat.pk, name="Әсел Таңбаева", start_date="2025-01-01")

    assert answer.status_code == 302


def test_a_taken_post_refuses_the_form_with_the_holders_name(controller):
    holder = appointed(start_date=date(2020, 1, 1))

    answer = send(controller, "appoint", holder.post_id, name="Марат Желов", start_date="2025-01-01")

    assert errors(answer)["start_date"][0].startswith(f"{holder.person} holds this post since 01.01.2020.")
    assert "Марат Желов" in answer.content.decode()


def test_an_appointment_is_taken_back_by_a_form(controller):
    holder = appointed()

    send(controller, "annul", holder.pk, reason="another person was meant")

    assert not Membership.objects.exists()


def test_a_head_names_his_youth_deputy_on_one_screen(enter):
    head, seat = user("association_head", "KZ-19"), post()
    appointed(seat, user=head)

    answer = send(
        enter(head),
        "youth_deputy",
        seat.organization_id,
        name="Динара Жазықова",
        start_date="2025-04-01",
        meets_age_rule="on",
    )

    deputy = Membership.objects.get(post__reserved_for="youth")
    assert answer.status_code == 302
    assert (deputy.person.name, deputy.post.role, deputy.post.start_date, deputy.attested_on) == (
        "Динара Жазықова",
        "deputy",
        date(2025, 4, 1),
        date(2025, 4, 1),
    )


def test_the_next_youth_deputy_takes_the_same_seat(controller):
    seat = youth_post()
    appointed(seat, start_date=date(2024, 1, 1), end_date=date(2025, 3, 31))

    send(controller, "youth_deputy", seat.organization_id, name="Динара Жазықова", start_date="2025-04-01")

    assert Post.objects.filter(reserved_for="youth").count() == 1
    assert seat.memberships.count() == 2


def test_a_word_on_age_is_given_and_taken_back_by_forms(controller):
    holder = appointed(youth_post())

    send(controller, "attest", holder.pk, on="2025-04-30")
    holder.refresh_from_db()
    given = (holder.attested_on, holder.attested_by)
    send(controller, "withdraw", holder.pk, reason="mistake")
    holder.refresh_from_db()

    assert given == (date(2025, 4, 30), "Дина Сазова")
    assert holder.attested_on is None


def test_an_accreditation_is_applied_for_and_decided_by_forms(controller):
    association = body()

    send(controller, "apply", association.pk, applied_on="2025-03-01", commission="Local commission")
    accreditation = Accreditation.objects.get()
    send(controller, "decide", accreditation.pk, accredited="yes", decided_on="2025-04-01", decision_number="18-3")
    send(
        controller,
        "correct_decision",
        accreditation.pk,
        decided_on="2025-04-02",
        decision_number="18-3",
        expires_on="2028-04-02",
        reason="typing mistake",
    )

    accreditation.refresh_from_db()
    assert (accreditation.state, accreditation.decided_on, accreditation.expires_on) == (
        "accredited",
        date(2025, 4, 2),
        date(2028, 4, 2),
    )


def test_an_assistant_is_named_and_leaves_by_forms(controller):
    seat, helper = post(body("akimat")), user("post_assistant", "KZ-19")

    send(controller, "assign", seat.pk, user=str(helper.pk), start_date="2025-01-01")
    send(controller, "end_assistance", Assistant.objects.get().pk, end_date="2025-04-30")

    assert Assistant.objects.values_list("user", "start_date", "end_date").get() == (
        helper.pk,
        date(2025, 1, 1),
        date(2025, 4, 30),
    )


def test_administrators_are_not_offered_as_assistants(controller):
    user("administrator", name="Administrator")

    form = controller.get(reverse("registry:assign", args=[post().pk])).context["form"]

    assert "administrator" not in {role.name for someone in form.fields["user"].queryset for role in someone.held_roles}


def test_an_office_holder_is_linked_to_his_user_by_a_form(controller):
    holder, someone = appointed(), user("association_head", "KZ-19")

    send(controller, "link", holder.person_id, user=str(someone.pk))

    assert list(queries.posts_acted_for(someone, MAY)) == [holder.post]


def test_a_post_is_edited_abolished_and_brought_back_by_forms(controller):
    seat = post()

    send(controller, "edit_post", seat.pk, version="1", label_en="Chair", max_holders="1", start_date="2015-03-01")
    send(controller, "abolish", seat.pk, last_day="2025-04-30", reason="charter")
    seat.refresh_from_db()
    abolished = (seat.label_en, seat.end_date)
    send(controller, "restore_post", seat.pk, reason="mistake")
    seat.refresh_from_db()

    assert (abolished, seat.end_date) == (("Chair", date(2025, 4, 30)), None)
