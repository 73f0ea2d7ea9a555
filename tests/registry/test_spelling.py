import pytest

from factories.registry import body
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions
from shanyraq.registry.models import Organization
from shanyraq.registry.spelling import folded, initials, search_forms, searchable

ASSEMBLY = {
    "name_kk": "Қазақстан халқы Ассамблеясы",
    "name_ru": "Ассамблея народа Казахстана",
    "name_en": "Assembly of People of Kazakhstan",
}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("«Достық»  үйі", "достык уйи"),
        ("Дoстық", "достык"),
        ("Assembly of People", "assembly of people"),
        ("Қоғамдық-келісім", "когамдык келисим"),
        ("Ёлка", "елка"),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_plain_words(text, plain):
    assert folded(text) == plain


def test_initials_are_made_of_two_words_and_more():
    assert [initials(name) for name in ("Қазақстан халқы Ассамблеясы", "Дружба")] == ["кха", ""]


def test_a_word_is_kept_once_for_search():
    assert searchable(["Дружба народов", "Дружба"]) == " дружба народов дн"


def test_a_word_of_look_alikes_is_looked_for_in_both_scripts():
    assert search_forms("AHK spring") == [("ahk", "анк"), ("spring",)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "ассамблея",
        "АССАМБЛЕЯ НАРОДА",
        "народа ассамблея",
        "казакстан халкы",
        "Қазақстан халқы",
        "people of kaz",
        "АНК",
        "ҚХА",
        "AHK",
        "Acсамблея",
        "«Ассамблея»",
    ],
)
def test_a_body_is_found_by_any_name_spelling_and_abbreviation(text):
    assembly = body("assembly", "KZ", **ASSEMBLY)
    body("ngo", name_ru="Банк времени", name_kk="", name_en="")

    assert list(Organization.objects.called(text)) == [assembly]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["ссамблея", "народа дружба", "%", "_"])
def test_what_no_name_begins_with_is_not_found(text):
    body("assembly", "KZ", **ASSEMBLY)

    found = Organization.objects.called(text).count()

    # A sign without letters is no word: it narrows nothing.
    assert found == (1 if text in "%" else 0)


@pytest.mark.django_db
def test_a_body_is_found_by_the_abbreviation_of_its_kind():
    association = body(name_ru="Дружба")
    body("ngo", name_ru="Дружба")

    assert [list(Organization.objects.called(text)) for text in ("эко", "дружба ЭМБ")] == [[association]] * 2


@pytest.mark.django_db
def test_a_body_is_found_by_its_old_name():
    from datetime import date

    centre = body(name_ru="Дом дружбы")
    actions.rename_body(organization=centre, since=date(2022, 1, 1), name_ru="Центр согласия", reason="x", by=SYSTEM)

    assert [list(Organization.objects.called(text)) for text in ("дом дружбы", "центр согл")] == [[centre], [centre]]
