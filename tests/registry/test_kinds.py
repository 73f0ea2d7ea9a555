import pytest

from shanyraq.registry.kinds import KindsError, _kind, codes_with, kind, kinds
from shanyraq.registry.queries import classifications

ROW = {
    "code": "guild",
    "name_kk": "Гильдия",
    "name_ru": "Гильдия",
    "name_en": "Guild",
    "side": "civil",
    "levels": ["country"],
    "founded_by": "centre",
    "kept_by": "region",
}


def test_every_kind_bears_three_names():
    assert [known.code for known in kinds().values() if not (known.name_kk and known.name_ru and known.name_en)] == []


def test_heads_of_akimats_are_heads_of_their_areas():
    assert codes_with(heads_area=True) == ("akimat", "akimat.district")


def test_a_youth_deputy_is_proposed_to_associations_and_councils():
    assert codes_with(youth_deputy=True) == (
        "association.ethnocultural",
        "council.mothers",
        "council.aksakals",
        "council.consent",
        "council.expert",
    )


def test_kinds_are_offered_as_code_and_name():
    assert classifications()[0] == ("assembly", "Assembly of People of Kazakhstan")


def test_an_unknown_kind_is_none():
    assert kind("guild") is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"levels": []}, "guild: levels must be some of country, region, district."),
        ({"levels": ["village"]}, "guild: levels must be some of country, region, district."),
        ({"side": "north"}, "guild: side must be one of assembly, civil, executive, representative."),
        ({"kept_by": "nobody"}, "guild: founded_by and kept_by must be centre or region."),
    ],
)
def test_an_impossible_kind_is_refused_by_name(wrong, sentence):
    with pytest.raises(KindsError, match=sentence):
        _kind(ROW | wrong)
