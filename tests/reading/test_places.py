"""Places in short texts: every case and spelling, shared head nouns, old names, namesakes asked back."""

import pytest

from reading.located_texts import Score, labelled, level
from shanyraq.reading import gazetteer as source
from shanyraq.reading.gazetteer import bare_name, gazetteer, is_place_word, place_names
from shanyraq.reading.locating import locate, to_json
from shanyraq.reading.places.keys import carried, key
from shanyraq.reading.places.mentions import lexeme


def codes(text, **options):
    return [level(place.code) for place in locate(text, **options).places]


def asked(text):
    return [text[each.start : each.end] for each in locate(text).ambiguous]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("по жамбылской области", "KZ-31"),
        ("в Сарыагаше", "615400000"),
        ("из Масанчи", "314800000"),
        ("под Сарыагашем", "615400000"),
        ("Жамбылда жиын", "KZ-31"),
        ("Қордайдағы жағдай", "314800000"),
        ("Қордайдағыларға хабар", "314800000"),
        ("Алматы облысынан", "KZ-19"),
        ("кордайда су жок", "314800000"),
        ("қордайдан келді", "314800000"),
        ("reports from Korday District", "314800000"),
        ("Qordaida jinalys", "314800000"),
        ("Kordai district", "314800000"),
        ("в Отырарском р-не", "614800000"),
        ("Кордайского р-на", "314800000"),
        ("в районе Байдибека", "613600000"),
        ("в районе имени Габита Мусрепова", "596600000"),
        ("Бұқар жырау ауданында", "354000000"),
        ("в Усть-Каменогорске", "631000000"),
        ("Сары Агаш, базар", "615400000"),
        ("Сарыагаш ауд.", "615400000"),
        ("Алматы қ.", "KZ-75"),
        ("район Т. Рыскулова", "315000000"),
        ("Туркестан облысы", "KZ-61"),
        ("Кордай ауылында", "314800000"),
        ("Қордаи\u0306да", "314800000"),
        ("#Масанчи", "314800000"),
    ],
)
def test_a_name_is_known_in_any_form(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("В Алматинской, Жамбылской и Туркестанской областях", ["KZ-19", "KZ-31", "KZ-61"]),
        ("Абай және Жетісу облыстарында", ["KZ-10", "KZ-33"]),
        ("Almaty and Zhambyl regions", ["KZ-19", "KZ-31"]),
        ("in the regions of Almaty and Abai", ["KZ-19", "KZ-10"]),
        ("Кордайского и Меркенского районов", ["314800000", "315400000"]),
        ("в областях Абай и Жетісу", ["KZ-10", "KZ-33"]),
        ("в Алматинской и области Жетісу", ["KZ-19", "KZ-33"]),
        ("Алматы мен Шымкент қалаларында", ["KZ-75", "KZ-79"]),
        ("Алматы, Жетісу және Түркістан облыстары", ["KZ-19", "KZ-33", "KZ-61"]),
        ("в Жамбылской, в Туркестанской областях", ["KZ-31", "KZ-61"]),
    ],
)
def test_names_share_a_head_noun(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("в Семипалатинске", "101000000"),
        ("в Чимкенте", "KZ-79"),
        ("из Талды-Кургана", "331000000"),
        ("Талды Курган", "331000000"),
        ("в Нур-Султане", "KZ-71"),
        ("Алма-Ата", "KZ-75"),
        ("в Целинограде", "116600000"),
        ("Усть-Каменогорск", "631000000"),
        ("в Сортобе", "314800000"),
        ("Шортобеден", "314800000"),
        ("жители Пиджима", "334600000"),
        ("в Капшагае", "191000000"),
    ],
)
def test_old_names_and_new_ones_are_one_place(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize("text", ["Жетысуская обл.", "область Жетісу", "Zhetisu", "Жетісу облысы", "Jetisu region"])
def test_one_region_has_many_names(text):
    assert codes(text) == ["KZ-33"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("ЗКО", "KZ-27"), ("в ВКО", "KZ-63"), ("СКО", "KZ-59"), ("ШҚО-да", "KZ-63"), ("Абайская область", "KZ-10")],
)
def test_the_press_has_its_own_names(text, code):
    assert codes(text) == [code]


def test_the_region_of_almaty_is_not_the_city():
    assert codes("Алматы облысы мен Алматы қаласы") == ["KZ-19", "KZ-75"]
    assert codes("в Алматы и в Алматинской области") == ["KZ-75", "KZ-19"]


@pytest.mark.parametrize(
    "text",
    [
        "на улице Абая",
        "ул. Жамбыла, дом 3",
        "Абай көшесінде",
        "Абай атындағы мектеп",
        "Abay street 5",
        "Абай Кунанбаев писал стихи",
        "проспект Назарбаева",
        "школа имени Турара Рыскулова",
        "Панфилов Сергей пришёл",
        "Абайдың қара сөздері",
        "видели Нурсултана у магазина",
        "на озере Балхаш",
        "Орал өзені",
        "сосед Темирлан кричит",
        "Жамбыл аға сөйледі",
        "к Жумабеку не пускают",
    ],
)
def test_a_person_or_a_street_is_no_place(text):
    found = locate(text)

    assert (found.places, found.ambiguous) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "мирный договор",
        "Победа!",
        "сколько семей без воды",
        "орал на соседа",
        "в мае обещали воду",
        "we may come in May",
        "Казахстан и Узбекистан",
        "Бірлік болмай тірлік болмас",
        "Достық үйінде кездесу",
        "алға, достар",
        "еңбек етсең",
        "в центре внимания",
        "қарашадан бастап",
    ],
)
def test_an_everyday_word_is_no_place(text):
    found = locate(text)

    assert (found.places, found.ambiguous) == ((), ())


def test_an_everyday_word_is_a_place_where_the_text_says_so():
    assert codes("в селе Бурное") == ["314200000"]
    assert codes("приехали в Бурное вчера") == ["314200000"]


def test_namesakes_are_asked_back():
    text = "драка в селе Октябрьское"
    found = locate(text)

    assert found.places == ()
    assert asked(text) == ["селе Октябрьское"]
    assert len(found.ambiguous[0].codes) > 10


def test_a_named_district_decides_between_namesakes():
    text = "В Октябрьском Жуалынского района"

    assert asked(text) == []
    assert codes(text) == ["314200000", "314200000"]


def test_a_named_region_decides_between_namesakes():
    assert codes("Ақтоғай ауданы, Павлодар облысы") == ["553200000", "KZ-55"]
    assert codes("Есильский район Астаны") == ["711210000", "KZ-71"]


def test_a_region_may_be_given():
    assert asked("в Абайском районе") == ["Абайском районе"]
    assert codes("в Абайском районе", region="KZ-35") == ["353200000"]
    assert codes("в Абайском районе", region="KZ-79") == ["791110000"]


def test_a_village_the_district_does_not_have_is_not_put_elsewhere():
    found = locate("Талғар ауданы Бесағаш ауылы")

    assert [level(each.code) for each in found.places] == ["196200000"]
    assert found.ambiguous == ()


def test_a_settlement_is_told_with_its_district():
    place = locate("в селе Масанчи").places[0]

    assert (place.code, place.kind, place.name) == ("314800000:1521094", "settlement", "Масанчи")
    assert (place.district, place.region) == ("314800000", "KZ-31")


def test_the_name_is_shown_in_the_language_asked_for():
    names = [locate("Қордай ауданы", language=language).places[0].name for language in ("kk", "ru", "en")]

    assert names == ["Қордай ауданы", "Кордайский район", "Korday District"]


@pytest.mark.parametrize("options", [{"language": "de"}, {"region": "KZ-99"}, {"region": "314800000"}])
def test_what_is_unknown_is_refused(options):
    with pytest.raises(ValueError, match=r"known languages|no region"):
        locate("Қордай", **options)


def test_the_span_holds_the_name_and_its_own_head_noun():
    text = "Вчера в Жамбылской области, село Масанчи"

    assert [text[each.start : each.end] for each in locate(text).places] == ["Жамбылской области", "село Масанчи"]


def test_every_district_is_known_by_its_official_name():
    book = gazetteer()
    missed = []
    for area in book.areas.values():
        for name in (area.name_kk, area.name_ru, area.name_en if "district" in area.kind else area.name_kk):
            found = locate(f"хабар: {name}, тыныш")
            seen = {place.code for place in found.places} | {code for each in found.ambiguous for code in each.codes}
            if area.code not in seen:
                missed.append((name, area.code))

    assert missed == []


def test_the_order_of_the_gazetteer_does_not_matter(monkeypatch):
    texts = [row.text for half in ("dev", "heldout", "second") for row in labelled(half)]
    before = [locate(text) for text in texts]
    rows = source._rows

    def turned(name):
        for row in reversed(list(rows(name))):
            yield [row[0], *(" ".join(reversed(cell.split())) for cell in row[1:])] if name == "names.csv" else row

    # Settlements keep their rows: the names point at them by number.
    monkeypatch.setattr(source, "_rows", lambda name: rows(name) if name == "settlements.csv" else turned(name))
    caches = (source.gazetteer, lexeme)
    for cache in caches:
        cache.cache_clear()
    try:
        assert [locate(text) for text in texts] == before
    finally:
        for cache in caches:
            cache.cache_clear()


def test_moving_the_names_moves_the_codes():
    template = "Из {} в {} едут машины, в {} тихо"
    known = {"Мерке": "315400000", "Жаркент": "334600000", "Кентау": "612000000"}
    names = list(known)
    for turn in range(3):
        turned = names[turn:] + names[:turn]

        assert codes(template.format(*turned)) == [known[each] for each in turned]


@pytest.mark.parametrize("half", ["dev", "heldout", "second", "third", "fourth", "fifth", "tenth"])
def test_labelled_texts_are_placed(half):
    score = Score()
    for row in labelled(half):
        score.add(frozenset(codes(row.text)), row.codes)

    assert score.precision >= 0.95, str(score)
    assert score.recall >= 0.95, str(score)


def test_labelled_namesakes_are_asked_back():
    rows = [row for half in ("dev", "heldout", "second", "third", "fourth", "fifth") for row in labelled(half)]

    assert [row.text for row in rows if row.asked and row.asked not in " ".join(asked(row.text))] == []


def test_keys_join_spellings():
    assert key("Қордай") == key("кордай") == key("КОРДАЙ")
    assert key("Qorday") == key("Kordai") == carried(key("Қордай"))
    assert key("Усть-Каменогорск") == "устькаменогорск"


def test_other_readers_may_ask_for_a_word():
    assert is_place_word("Сарыағашта")
    assert is_place_word("Kordaida")
    assert not is_place_word("Абай")
    assert is_place_word("Абай", persons_too=True)
    assert not is_place_word("договор")
    assert key("Масанчи") in place_names()


def test_the_official_kind_falls_off_a_name():
    assert [bare_name(each) for each in ("Қордай ауданы", "город Алматы", "Korday District")] == [
        "Қордай", "Алматы", "Korday",
    ]  # fmt: skip


def test_the_shape_of_the_answer():
    assert to_json(locate("Қордай ауданында су жоқ")) == {
        "places": [
            {"code": "314800000", "name": "Кордайский район", "kind": "district", "span": [0, 16], "certainty": 0.98}
        ],
        "ambiguous": [],
        "issues": [{"code": "T2", "words": ["су жоқ"]}],
    }
