"""Themes by an open lexicon: words are shown, a complaint is no alarm, peoples are no feature."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.located_texts import Score, labelled
from shanyraq.reading.issues import ROUTES, STAGES, THEMES, issues, listing, theme_name
from shanyraq.reading.locating import locate
from shanyraq.reading.places.keys import key

PEOPLES = {
    "ru": (
        "казахи",
        "уйгуры",
        "дунгане",
        "узбеки",
        "турки",
        "курды",
        "чеченцы",
        "русские",
        "немцы",
        "корейцы",
        "татары",
    ),
    "kk": ("қазақтар", "ұйғырлар", "дүнгендер", "өзбектер", "түріктер", "күрдтер", "орыстар", "немістер", "татарлар"),
    "en": ("Kazakhs", "Uighurs", "Dungans", "Uzbeks", "Turks", "Kurds", "Russians", "Germans", "Tatars", "Koreans"),
}
TEMPLATES = {
    "ru": ("{} подрались из-за воды в Масанчи", "говорят, {} собираются у рынка в Мерке", "приехали {} и помирились"),
    "kk": ("{} мен көршілер суға таласты, Қордай", "базарда {} төбелесті дейді", "{} асарға келді, рахмет"),
    "en": ("{} and neighbours quarrel over water near Merke", "a crowd of {} gathered", "{} shared a meal together"),
}


def codes(text):
    return {each.code for each in issues(text).themes}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("не поделили сенокос", "T1"),
        ("жайылым дауы", "T1"),
        ("pasture dispute", "T1"),
        ("нет воды", "T2"),
        ("су жоқ", "T2"),
        ("су жок", "T2"),
        ("su joq", "T2"),
        ("irrigation", "T2"),
        ("дерутся за место на рынке", "T3"),
        ("полиция не принимает заявление", "T4"),
        ("школьники подрались", "T5"),
        ("мектепте төбелес", "T5"),
        ("соседи шумят", "T6"),
        ("сбили насмерть", "T7"),
        ("қаза тапты", "T7"),
        ("ходят слухи", "T8"),
        ("жалған видео", "T8"),
        ("нужен переводчик", "T9"),
        ("разбили надгробия", "T10"),
        ("зират бұзылды", "T10"),
        ("переселенцы", "T11"),
        ("собирается толпа", "T12"),
        ("халық жиналып жатыр", "T12"),
        ("одним дали компенсацию", "T13"),
        ("помирились", "T14"),
        ("татуласты", "T14"),
    ],
)
def test_each_theme_has_its_words(text, code):
    assert code in codes(text)


def test_the_words_stand_in_the_text():
    text = "Нет ВОДЫ, соседи спорят"
    found = issues(text)

    assert {each.code: each.words for each in found.themes} == {"T2": ("ВОДЫ",), "T6": ("соседи",)}
    assert [(each.stage, each.words) for each in found.stage_hints] == [("quarrel", ("спорят",))]


def test_a_weak_word_alone_gives_no_theme():
    assert codes("большое поле") == set()
    assert codes("большое поле, скот") == {"T1"}


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("третий день нет воды, просим починить водопровод", "service"),
        ("полиция не принимает заявление", "service"),
        ("су жоқ, қашан береді?", "service"),
        ("нет воды, у акимата собралась толпа", "tension"),
        ("подрались из-за воды", "tension"),
        ("делят пастбище, дошло до крика", "tension"),
        ("подрались, потом помирились", "positive"),
        ("екі ауыл татуласты", "positive"),
        ("хорошая погода", "none"),
    ],
)
def test_a_complaint_a_quarrel_and_good_news_go_their_own_ways(text, route):
    assert issues(text).route == route


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("говорят, будет драка", "rumour"),
        ("өсек тарады", "rumour"),
        ("спорят за канал", "quarrel"),
        ("толпа у дома", "gathering"),
        ("алаңға шықты", "gathering"),
        ("избили парня", "violence"),
        ("a brawl", "violence"),
    ],
)
def test_words_hint_at_a_stage(text, stage):
    assert stage in {each.stage for each in issues(text).stage_hints}


@pytest.mark.parametrize("language", list(PEOPLES))
def test_one_people_for_another_changes_nothing(language):
    for template in TEMPLATES[language]:
        answers = set()
        for people in PEOPLES[language]:
            found = locate(template.format(people))
            named = tuple(each.code for each in found.places)
            answers.add((named, found.issues, found.stage_hints, found.route, len(found.ambiguous)))

        assert len(answers) == 1, template


def test_no_word_of_the_lexicon_names_a_people():
    stems = {key(each)[:5] for peoples in PEOPLES.values() for each in peoples}
    named = [entry.words for entry in listing() if any(key(word)[:5] in stems for word in entry.words.split())]

    assert named == []


def test_the_name_of_a_place_is_no_word_of_a_theme():
    assert locate("в селе Дружба тихо").issues == ()
    assert locate("Достық ауылында тыныш").issues == ()


def test_the_whole_lexicon_is_listed():
    entries = listing()

    assert {entry.label for entry in entries} == {
        *THEMES, *(f"stage:{each}" for each in STAGES), *(f"route:{each}" for each in ROUTES),
    }  # fmt: skip
    assert {entry.language for entry in listing("kk")} == {"kk"}
    assert all(entry.weight in (1, 2) and entry.words.strip() == entry.words for entry in entries)
    assert [theme_name("T2", each) for each in ("kk", "ru", "en")] == [
        "суару және ауыз су", "поливная и питьевая вода", "irrigation and drinking water",
    ]  # fmt: skip


def test_no_lexicon_is_kept_for_another_language():
    with pytest.raises(ValueError, match="known languages: kk, ru, en"):
        listing("de")


def test_a_language_limits_the_lexicon():
    assert {each.code for each in issues("су жоқ, market", language="kk").themes} == {"T2"}


@pytest.mark.parametrize("half", ["dev", "heldout", "second", "third", "fourth", "fifth"])
def test_labelled_texts_get_their_themes(half):
    score, routes = Score(), 0
    for row in labelled(half):
        found = locate(row.text)
        score.add(frozenset(each.code for each in found.issues), row.issues)
        routes += found.route == row.route

    assert score.precision >= 0.9, str(score)
    assert score.recall >= 0.85, str(score)
    assert routes >= 0.85 * len(labelled(half))


@pytest.mark.parametrize(
    ("half", "precision", "recall"),
    [("sixth", 0.8, 0.9), ("seventh", 0.85, 0.9), ("eighth", 0.75, 0.9), ("ninth", 0.7, 0.8)],
)
def test_words_of_many_hands_get_their_themes(half, precision, recall):
    """One theme is labelled where two may be seen; the ninth set was only measured on."""
    score = Score()
    for row in labelled(half):
        score.add(frozenset(each.code for each in locate(row.text).issues), row.issues)

    assert score.precision >= precision, str(score)
    assert score.recall >= recall, str(score)


def test_most_texts_about_nothing_are_given_no_theme():
    rows = [row for half in ("quiet", "sixth", "seventh", "eighth", "ninth") for row in labelled(half)]
    silent = [row for row in rows if not row.issues]

    assert sum(not locate(row.text).issues for row in silent) >= 0.9 * len(silent)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    found = issues(text)

    assert all(word in text for each in found.themes for word in each.words)
    assert found.route in (*ROUTES, "none")
