from datetime import date

import pytest
import time_machine

from factories.places import district, region
from factories.registry import appointed, body, post
from shanyraq.audit import journal
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions, queries
from shanyraq.registry.models import Organization

pytestmark = pytest.mark.django_db
BIN = "150340000015"


def test_a_founded_body_is_active_and_journalled(places):
    council = actions.found_body(
        classification="council.mothers",
        area=region("KZ-31"),
        name_kk="Жамбыл облысының аналар кеңесі",
        name_ru="Совет матерей Жамбылской области",
        founding_date=date(2020, 2, 1),
        members_count=17,
        by=SYSTEM,
    )

    entry = journal.history(council).get()
    assert (council.state, council.members_count, entry.verb, entry.area_code) == (
        "active",
        17,
        "registry.body_founded",
        "KZ-31",
    )


def test_a_regional_assembly_cannot_be_older_than_its_region(refused):
    sentences = refused(body, classification="assembly.regional", area="KZ-10", founding_date=date(2022, 5, 12))

    assert sentences == {
        "founding_date": [
            'The body is founded on 12.05.2022, but "Abai Region" exists since 08.06.2022. Check the date or the area.'
        ]
    }


def test_an_association_may_be_older_than_the_region_it_lies_in_today():
    assert body(area="KZ-10", founding_date=date(1999, 4, 1)).founding_date == date(1999, 4, 1)


def test_a_regional_body_is_not_entered_in_a_district(refused):
    sentences = refused(body, classification="akimat", area=district())

    assert list(sentences) == ["area"]


def test_a_body_of_an_unknown_kind_is_refused(refused, places):
    sentences = refused(body, classification="guild")

    assert sentences == {"classification": ['The register knows no kind of body "guild".']}


def test_a_body_without_any_name_is_refused(refused):
    assert list(refused(body, name_kk="", name_ru="  ")) == ["name_ru"]


def test_one_name_in_one_language_is_enough():
    assert body(name_kk="Достық", name_ru="", name_en="").name == "Достық"


@pytest.mark.parametrize("twin", ["Дружба", "дружба", "«ДРУЖБА»", "Дpужба"])
def test_a_second_body_of_the_same_name_kind_and_place_is_refused(refused, twin):
    body(name_ru="Дружба")

    assert refused(body, name_ru=twin) == {"name_ru": ['The register already holds "Дружба" of this kind and place.']}


def test_the_same_name_in_another_region_or_kind_is_welcome():
    body(name_ru="Дружба")

    body(name_ru="Дружба", area="KZ-31")
    body("ngo", name_ru="Дружба")

    assert Organization.objects.filter(name_ru="Дружба").count() == 3


def test_an_edit_is_a_new_version_and_says_what_changed():
    council = body("council.mothers")

    council = actions.edit_body(organization=council, version=1, members_count=21, email="m@example.kz", by=SYSTEM)

    entry = journal.history(council).first()
    assert (council.version, entry.verb, entry.data) == (
        2,
        "registry.body_edited",
        {"changed": {"members_count": [None, 21], "email": None}},
    )


def test_an_edit_of_an_old_version_is_told_and_changes_nothing():
    council = body("council.mothers")
    actions.edit_body(organization=council, version=1, phone="+7 7010000000", by=SYSTEM)

    with pytest.raises(actions.StaleVersion) as stale:
        actions.edit_body(organization=council, version=1, phone="+7 7020000000", by=SYSTEM)

    council.refresh_from_db()
    assert (stale.value.current.phone, council.phone) == ("+7 7010000000", "+7 7010000000")


def test_a_wrong_e_mail_is_refused(refused):
    sentences = refused(actions.edit_body, organization=body(), email="not an address", by=SYSTEM)

    assert list(sentences) == ["email"]


def test_mending_the_founding_date_needs_a_reason(refused):
    sentences = refused(actions.edit_body, organization=body(), founding_date=date(2014, 1, 1), by=SYSTEM)

    assert sentences == {"reason": ["Say why: the reason stays in the history."]}


def test_the_founding_date_does_not_pass_an_older_holder(refused):
    holder = appointed(start_date=date(2020, 1, 1))

    sentences = refused(
        actions.edit_body,
        organization=holder.organization,
        founding_date=date(2021, 1, 1),
        reason="typing mistake",
        by=SYSTEM,
    )

    assert sentences == {
        "founding_date": [
            f"{holder.person} holds a post here since 01.01.2020; the body cannot be younger than that."
            " Correct that first."
        ]
    }


def test_a_body_does_not_stand_above_itself(refused):
    upper = body()
    lower = body(parent=upper)

    assert refused(actions.edit_body, organization=upper, parent=lower, by=SYSTEM) == {
        "parent": ["A body cannot stand above itself."]
    }


def test_a_branch_is_of_the_kind_of_its_main_body(refused):
    assert list(refused(body, branch_of=body("ngo"))) == ["branch_of"]


def test_a_renamed_body_keeps_its_old_name_with_dates():
    akimat = body("akimat", name_kk="Әкімдік", name_ru="Администрация", name_en="Office")

    akimat = actions.rename_body(
        organization=akimat, since=date(2022, 1, 1), name_ru="Акимат", reason="resolution 5", by=SYSTEM
    )

    assert [queries.names_on(akimat, day)["ru"] for day in (date(2021, 12, 31), date(2022, 1, 1))] == [
        "Администрация",
        "Акимат",
    ]
    assert queries.name_on(akimat, date(2021, 12, 31)) == "Office"


def test_a_body_renamed_twice_bears_three_names():
    council = body(name_ru="Первое", founding_date=date(2015, 1, 1))
    for year, name in ((2018, "Второе"), (2020, "Третье")):
        council = actions.rename_body(
            organization=council, since=date(year, 1, 1), name_ru=name, reason="charter", by=SYSTEM
        )

    names = [queries.names_on(council, date(year, 6, 1))["ru"] for year in (2016, 2018, 2019, 2020)]

    assert names == ["Первое", "Второе", "Второе", "Третье"]


def test_a_new_name_begins_later_than_the_present_one(refused):
    council = body(name_ru="Первое", founding_date=date(2015, 1, 1))
    council = actions.rename_body(
        organization=council, since=date(2020, 1, 1), name_ru="Второе", reason="charter", by=SYSTEM
    )

    sentences = refused(
        actions.rename_body,
        organization=council,
        since=date(2019, 1, 1),
        name_ru="Третье",
        reason="charter",
        by=SYSTEM,
    )

    assert sentences == {
        "since": ["The present name has been borne since 01.01.2020; a new one begins later than that."]
    }


def test_a_renaming_that_never_was_is_taken_back():
    council = body(name_ru="Первое", name_en="First", founding_date=date(2015, 1, 1))
    for year, name in ((2018, "Второе"), (2020, "Третье")):
        actions.rename_body(organization=council, since=date(year, 1, 1), name_ru=name, reason="charter", by=SYSTEM)

    council = actions.undo_rename(organization=council, reason="another body was meant", by=SYSTEM)

    assert [queries.names_on(council, date(year, 6, 1))["ru"] for year in (2016, 2018, 2020)] == [
        "Первое",
        "Второе",
        "Второе",
    ]
    assert not Organization.objects.called("третье").exists()
    assert journal.history(council).first().data == {"names": {"name_ru": "Третье"}}


def test_a_body_never_renamed_has_nothing_to_take_back(refused):
    assert refused(actions.undo_rename, organization=body(), reason="mistake", by=SYSTEM) == {
        "reason": ["This body has borne no other name."]
    }


@time_machine.travel(date(2025, 5, 1))
def test_a_name_is_entered_when_it_comes_into_force(refused):
    sentences = refused(
        actions.rename_body,
        organization=body(),
        since=date(2025, 6, 1),
        name_ru="Завтра",
        reason="charter",
        by=SYSTEM,
    )

    assert sentences == {"since": ["01.06.2025 has not come yet: enter what has happened."]}


def test_renaming_to_the_same_name_is_refused(refused):
    sentences = refused(
        actions.rename_body,
        organization=body(name_ru="Дружба"),
        since=date(2020, 1, 1),
        name_ru="Дружба",
        reason="charter",
        by=SYSTEM,
    )

    assert sentences == {"name_ru": ["No name differs from the present one."]}


def test_a_proposed_body_is_registered_then_active_then_suspended():
    council = body(state="proposed")

    for state in ("registered", "active", "suspended", "active"):
        council = actions.change_state(organization=council, state=state, reason="decision", by=SYSTEM)

    assert [entry.data["states"][1] for entry in journal.history(council).filter(verb="registry.state_changed")] == [
        "active",
        "suspended",
        "active",
        "registered",
    ]


def test_an_active_body_does_not_become_proposed_again(refused):
    sentences = refused(actions.change_state, organization=body(), state="proposed", reason="?", by=SYSTEM)

    assert sentences == {"state": ['A body that is "active" cannot become "proposed".']}


def test_nobody_types_that_a_body_is_dissolved(refused):
    assert list(refused(actions.change_state, organization=body(), state="dissolved", reason="?", by=SYSTEM)) == [
        "state"
    ]


def test_the_number_of_a_legal_entity_is_kept_and_found():
    association = body(bin=BIN)

    assert list(Organization.objects.called(BIN)) == [association]


def test_one_number_belongs_to_one_body(refused):
    body(bin=BIN)

    assert refused(body, bin=BIN) == {"bin": ["This number belongs to another body of the register."]}


def test_a_persons_number_is_refused_as_the_number_of_a_body(refused):
    assert refused(body, bin="900115300018") == {
        "bin": ["This looks like a person's number (IIN). The register keeps only the BIN of an organisation."]
    }


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("15034000001", "A BIN has twelve digits."),
        ("15034000001x", "A BIN has twelve digits."),
        ("150340000019", "The last digit of the BIN does not fit the others. Check the number."),
    ],
)
def test_a_mistyped_number_is_refused(refused, number, sentence):
    assert refused(body, bin=number) == {"bin": [sentence]}


def test_a_persons_number_is_refused_in_a_note(refused):
    assert list(refused(body, note="Председатель, ИИН 900115300018")) == ["note"]


def test_short_names_hold_at_any_time():
    assembly = body("assembly", "KZ", name_ru="Ассамблея", short_names=["АНК", "ANK"])

    assert [list(Organization.objects.called(word)) for word in ("анк", "Ank")] == [[assembly], [assembly]]
    assert queries.names_on(assembly, date(2020, 1, 1))["ru"] == "Ассамблея"


def test_a_body_with_a_post_that_is_older_keeps_its_founding_date(refused):
    seat = post(start_date=date(2016, 1, 1))

    sentences = refused(
        actions.edit_body,
        organization=seat.organization,
        founding_date=date(2017, 1, 1),
        reason="typing mistake",
        by=SYSTEM,
    )

    assert list(sentences) == ["founding_date"]


def test_a_persons_number_is_refused_in_a_reason(refused):
    sentences = refused(
        actions.change_state, organization=body(), state="suspended", reason="по делу 900115300018", by=SYSTEM
    )

    assert list(sentences) == ["reason"]
