"""The register in a browser: every page in three languages on a desk and a phone, and the deeds that matter most."""

from datetime import date

import pytest

from browser.checks import check_page, first_view_is_light, press, targets_are_large_enough
from factories.accounts import user
from factories.registry import appointed, assisting, body, post, youth_post
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions
from shanyraq.registry.models import Membership, Organization

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture
def association(places):
    """One body with everything on its page."""
    assembly = body("assembly", "KZ", name_kk="Ассамблея", name_ru="Ассамблея", name_en="Assembly")
    found = body(
        name_kk="«Бірлік» бірлестігі",
        name_ru="Объединение «Единство»",
        name_en="Unity association",
        parent=assembly,
        short_names=["ОЕ"],
        members_count=40,
        email="unity@example.kz",
        is_legal_entity=True,
    )
    seat = post(found, label_kk="Төраға", label_ru="Председатель", label_en="Chair")
    appointed(seat, "Асан Таулы", start_date=date(2018, 1, 1), end_date=date(2020, 12, 31))
    appointed(seat, "Жанна Далалы", start_date=date(2021, 1, 1))
    assisting(user("post_assistant", "KZ-19"), seat)
    youth_post(found)
    body("council.mothers", name_kk="Аналар кеңесі", name_ru="Совет матерей", name_en="Mothers", parent=found)
    accreditation = actions.apply_for_accreditation(organization=found, applied_on=date(2024, 1, 1), by=SYSTEM)
    actions.decide_accreditation(
        accreditation=accreditation,
        accredited=True,
        decided_on=date(2024, 2, 1),
        decision_number="7",
        expires_on=date(2024, 12, 31),
        by=SYSTEM,
    )
    return actions.rename_body(
        organization=found, since=date(2024, 1, 1), name_ru="Центр «Единство»", reason="charter", by=SYSTEM
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_open_to_everybody(look, association, language):
    page = look("/registry/", as_=user("hq_controller", language=language))
    check_page(page)

    for path in (
        "/registry/?q=единство&state=all",
        "/registry/?q=ненайдено",
        "/registry/?on=2019-05-01",
        "/registry/vacancies/",
        "/registry/youth-deputies/",
        "/registry/youth-deputies/?region=KZ-19",
        "/registry/import/",
    ):
        page.goto(path)
        check_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_are_open_to_everybody(look, association, language):
    holder = Membership.objects.get(person__name="Жанна Далалы")
    page = look(association.get_absolute_url(), as_=user("hq_controller", language=language))
    check_page(page)

    page.locator("main summary.btn").click()
    targets_are_large_enough(page)
    for path in (
        f"{association.get_absolute_url()}?on=2019-05-01",
        f"{association.get_absolute_url()}?on=2001-05-01",
        f"{association.get_absolute_url()}?on=tomorrow",
        holder.post.get_absolute_url(),
        association.posts.get(reserved_for="youth").get_absolute_url(),
        holder.person.get_absolute_url(),
    ):
        page.goto(path)
        check_page(page)


@pytest.mark.parametrize("language", ["ru"], ids=["ru, whose words are the longest"])
def test_the_forms_are_open_to_everybody(look, association, language):
    holder = Membership.objects.get(person__name="Жанна Далалы")
    page = look(None, as_=user("hq_controller", language=language))

    doors = [f"/registry/{association.pk}/{door}/" for door in BODY_FORMS]
    doors += [f"/registry/posts/{holder.post_id}/{door}/" for door in ("edit", "abolish", "appoint", "assistant")]
    doors += [f"/registry/terms/{holder.pk}/{door}/" for door in ("end", "correct", "annul")]
    doors += [f"/registry/people/{holder.person_id}/{door}/" for door in ("edit", "link")]
    for path in ("/registry/found/", *doors):
        page.goto(path)
        check_page(page)


BODY_FORMS = [
    "edit",
    "contacts",
    "rename",
    "state",
    "dissolve",
    "apply",
    "open-post",
    "youth-deputy",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_head_names_his_youth_deputy_on_a_phone(look, association, language):
    head = user("association_head", "KZ-19", language=language)
    seat = association.posts.get(role="head")
    holder = Membership.objects.get(post=seat, end_date=None)
    actions.link_user(person=holder.person, user=head, by=SYSTEM)
    page = look(association.get_absolute_url(), as_=head, phone=True)

    press(page.locator(f"a[href='/registry/{association.pk}/youth-deputy/']"))
    page.locator("input[name=name]").fill("Динара Жазықова")
    page.locator("input[name=meets_age_rule]").check()
    press(page.locator("main form button"))
    page.wait_for_url(f"**{association.get_absolute_url()}")

    deputy = Membership.objects.get(post__reserved_for="youth")
    assert deputy.person.name == "Динара Жазықова"
    assert deputy.attested_on
    check_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_assembly_closes_and_the_peoples_council_opens(look, places, language):
    assembly = body("assembly", "KZ", name_kk="Ассамблея", name_ru="Ассамблея", name_en="Assembly")
    page = look(f"/registry/{assembly.pk}/dissolve/", as_=user("hq_controller", language=language))

    page.locator("input[name=last_day]").fill("2026-06-30")
    page.locator("input[name=heir][value=new]").check()
    press(page.locator("main form button"))
    check_page(page)
    page.locator("select[name=classification]").select_option("peoples_council")
    page.locator("input[name=name_kk]").fill("Халық Кеңесі")
    page.locator("textarea[name=reason]").fill("Миссиясы аяқталды")
    press(page.locator("main form button"))
    page.wait_for_url(f"**{assembly.get_absolute_url()}")
    page.goto(f"{assembly.get_absolute_url()}?on=2026-07-01")
    check_page(page)

    council = Organization.objects.get(classification="peoples_council")
    assert page.locator(".house-message a", has_text="Халық Кеңесі").get_attribute("href") == (
        council.get_absolute_url()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_editors_meet_and_nothing_typed_is_lost(look, association, language):
    page = look(f"/registry/{association.pk}/contacts/", as_=user("hq_controller", language=language))
    page.locator("input[name=phone]").fill("+7 7030000000")
    actions.edit_body(organization=association, phone="+7 7020000000", by=SYSTEM)

    press(page.locator("main form button"))
    page.wait_for_selector("main table")
    check_page(page)
    typed = page.locator("input[name=phone]").input_value()
    press(page.locator("main form button"))
    page.wait_for_url(f"**{association.get_absolute_url()}")

    association.refresh_from_db()
    assert (typed, association.phone) == ("+7 7030000000", "+7 7030000000")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_shown_corrected_and_entered(look, places, tmp_path, language):
    file = tmp_path / "bodies.csv"
    file.write_text("kind,area,name_ru\nngo,KZ-19,Фонд дружбы\nguild,KZ-19,Гильдия\n", encoding="utf-8")
    page = look("/registry/import/", as_=user("hq_controller", language=language))

    page.locator("input[type=file]").set_input_files(file)
    press(page.locator("main form button"))
    page.wait_for_selector(".house-message.error")
    check_page(page)
    file.write_text("kind,area,name_ru\nngo,KZ-19,Фонд дружбы\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    press(page.locator("main form button"))
    page.wait_for_selector("input[name=text]", state="attached")
    check_page(page)
    press(page.locator("main form:has(input[name=text]) button"))
    page.wait_for_url("**/registry/")

    assert Organization.objects.get().name_ru == "Фонд дружбы"


def test_the_first_view_of_the_register_is_light(look, association):
    first_view_is_light(look(None, as_=user("hq_controller")), "/registry/")
