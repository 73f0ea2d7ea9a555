import csv
import json

import pytest
from django.utils import translation

from shanyraq.audit.models import Entry
from shanyraq.places.actions import PackError, load_pack, pack_folder
from shanyraq.places.models import Area, Population
from shanyraq.places.queries import find_area, regions_on, search_areas

pytestmark = pytest.mark.django_db


def test_the_pack_holds_seventeen_oblasts_three_cities_and_all_districts(places):
    kinds = {kind: Area.objects.filter(kind=kind).count() for kind in Area.Kind.values}

    assert kinds == {"country": 1, "region": 17, "city": 3, "district": 167, "town": 39, "city_district": 18}


def test_every_code_lies_in_the_region_its_first_digits_name(places):
    strangers = [a.code for a in Area.objects.districts() if a.parent_id != f"KZ-{a.kato[:2]}"]

    assert strangers == []


def test_every_area_has_a_name_in_three_languages_and_a_border(places):
    nameless = Area.objects.filter(level__gte=1).filter(name_kk="") | Area.objects.filter(name_ru="", level__gte=1)

    assert not nameless.exists()
    assert not Area.objects.filter(level__gte=1, border="").exists()


def everything_loaded() -> list[dict]:
    return [*Area.objects.values(), *Population.objects.order_by("area", "date").values()]


def test_a_figure_names_its_source_in_the_readers_language(places):
    figure = Population.objects.filter(area="KZ-19").latest("date")

    named = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            named[language] = figure.source

    assert named == {
        "kk": "Ұлттық статистика бюросы, stat.gov.kz",
        "ru": "Бюро национальной статистики, stat.gov.kz",
        "en": "Bureau of National Statistics, stat.gov.kz",
    }


def test_loading_twice_changes_nothing(db):
    load_pack()
    before = everything_loaded()

    load_pack()

    assert everything_loaded() == before
    assert Entry.objects.filter(verb="places.pack_loaded").count() == 2


def test_a_country_without_a_pack_is_named(settings):
    settings.COUNTRY = "xx"

    with pytest.raises(PackError, match=r"country pack 'xx' has no file 'pack\.toml'"):
        load_pack()


def test_regions_formed_in_2022_do_not_exist_before(places):
    from datetime import date

    before = set(regions_on(date(2022, 6, 7)).values_list("code", flat=True))
    after = set(regions_on(date(2022, 6, 8)).values_list("code", flat=True))

    assert after - before == {"KZ-10", "KZ-33", "KZ-62"}
    assert len(after) == 20


@pytest.mark.parametrize(
    "called", ["Жетысуская обл.", "область Жетісу", "Zhetisu", "KZ-33", "жетису облысы", "330000000"]
)
def test_one_region_has_many_names(places, called):
    assert find_area(called).code == "KZ-33"


def test_a_name_that_several_places_bear_is_not_guessed(places):
    homonyms = {a.parent_id for a in search_areas("Abay District")}

    assert len(homonyms) > 1
    assert find_area("Abay District") is None


def test_almaty_region_is_not_almaty_city(places):
    assert find_area("Алматинская область").code == "KZ-19"
    assert find_area("город Алматы").code == "KZ-75"


def test_the_files_of_the_pack_agree(db):
    for name in ("regions", "districts"):
        rows = list(csv.DictReader((pack_folder() / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
        shapes = json.loads((pack_folder() / f"{name}.geojson").read_text(encoding="utf-8"))["features"]

        assert {r["kato"] for r in rows} == {f["properties"]["kato"] for f in shapes}
