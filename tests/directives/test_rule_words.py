"""A rule is said in one plain sentence in each language."""

import re
import tomllib
from pathlib import Path

import pytest
from django.utils.translation import override

from factories.registry import body
from shanyraq import reading
from shanyraq.compliance import CHECKS
from shanyraq.directives.act_words import deadline_words, frequency_words
from shanyraq.directives.models import Rule
from shanyraq.directives.rule_vocabulary import bearer_groups, suggested_answers, suggested_group
from shanyraq.directives.rule_words import _CHECKS, bearer_words, check_words, rule_words, source_words, when_words
from shanyraq.reading.russian import times

MEETING = Rule(
    force="must",
    selector={"bearer": "post", "role": "head", "classifications": ["akimat"], "area_kinds": ["region"]},
    cadence={"mode": "rolling", "every": "P2M"},
    checks=[
        {"check": "event_held", "classification": "interethnic_meeting"},
        {"check": "with_participant", "group": "assembly", "outside_host": True, "min": 2},
        {"check": "chaired_by_bearer"},
        {"check": "minutes_within", "within": "P10D"},
    ],
)
YOUTH = Rule(
    force="proposed",
    selector={"bearer": "organization", "classifications": ["council.mothers"], "areas": []},
    cadence={"mode": "once"},
    checks=[{"check": "post_filled", "role": "deputy", "reserved_for": "youth"}],
)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Akims of regions must, at least once every 2 months: hold a meeting on the interethnic situation; with at "
            "least 2 representatives of the assembly from outside the host; chaired by the head in person or by the "
            "acting head; minutes ready within 10 days.",
        ),
        (
            "ru",
            "Акимы областей: обязательно, не реже одного раза в 2 месяца – провести: совещание по межэтнической "
            "ситуации; с участием не менее 2 представителей Ассамблеи не из числа сотрудников организатора; ведёт сам "
            "руководитель или исполняющий его обязанности; протокол готов в течение 10 дней.",
        ),
        (
            "kk",
            "Облыс әкімдері: міндетті, 2 айда кемінде бір рет – этносаралық ахуал жөніндегі жиын өткізу; оған кемінде "
            "2 Ассамблея өкілі қатысады (ұйымдастырушының қызметкері емес); басшының өзі немесе міндетін атқарушы "
            "жүргізеді; хаттама 10 күн ішінде дайын болады.",
        ),
    ],
)
def test_the_two_monthly_rule_in_words(language, sentence):
    with override(language):
        assert rule_words(MEETING) == sentence


def test_a_proposal_never_sounds_like_a_must():
    with override("en"):
        assert rule_words(YOUTH) == (
            "Bodies: Council of Mothers, by proposal, once, and then for good: keep a post filled: deputy head, a "
            "youth representative."
        )


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        ({"mode": "rolling", "every": "P1M"}, "at least once every month"),
        ({"mode": "rolling", "every": "P14D"}, "at least once every 2 weeks"),
        ({"mode": "rolling", "every": "P1M10D"}, "at least once every P1M10D"),
        ({"mode": "calendar", "every": "P1Y"}, "in each period of the calendar, every year"),
        ({"mode": "per_event"}, "at each key event"),
        ({"mode": "once", "due": "2026-05-01"}, "once, by 01.05.2026"),
        ({"mode": "once"}, "once"),
    ],
)
def test_how_often_in_words(cadence, words):
    with override("en"):
        assert when_words(cadence) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "2 жылда кемінде 3 рет"), ("ru", "не реже 3 раз в 2 года"), ("en", "at least 3 times every 2 years")],
)
def test_a_frequency_in_words(language, words):
    with override(language):
        assert frequency_words({"at_least": 3, "per": "P2Y"}) == words
        assert frequency_words(None) == ""


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ({"date": "2026-07-01", "text": "до 1 июля 2026 года"}, "by 01.07.2026"),
        ({"date": "--07-01", "text": "до 1 июля"}, "by 01.07, no year is named"),
        ({"relative": "P10D", "text": "в десятидневный срок"}, "within 10 days"),
        ({"relative": "P10D/working", "text": "в течение 10 рабочих дней"}, "within 10 days (working days)"),
        ({"relative": "year-end", "text": "до конца года"}, "by the end of the year"),
        ({"text": "к весне"}, "к весне"),
        (None, ""),
    ],
)
def test_a_deadline_in_words(deadline, words):
    with override("en"):
        assert deadline_words(deadline) == words


def test_every_check_of_the_engine_has_its_words():
    assert set(_CHECKS) == set(CHECKS)
    arguments = {
        "document_accepted": {"classification": "training"},
        "support_awarded": {"classification": ["council.mothers", "council.aksakals"], "min": 2},
        "event_held": {"classification": ["training", "dialogue"]},
    }
    with override("en"):
        assert check_words({"check": name, **words} for name, words in arguments.items()) == [
            "have a document accepted: training",
            "award support at least 2 times: Council of Mothers, Council of Elders (Aksakals)",
            "hold a training or public dialogue",
        ]


@pytest.mark.django_db
def test_named_bodies_are_named_and_many_are_counted(places):
    bodies = [body("ngo", "KZ-19", name_en=f"Akimat {n}") for n in range(6)]
    ids = [str(each.pk) for each in bodies]

    with override("en"):
        assert bearer_words({"bearer": "organization", "organizations": ids[:1]}) == "Akimat 0"
        assert bearer_words({"bearer": "post", "role": "head", "organizations": ids}).endswith(" and 2 more")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("областные акимы", "akims_regions"),
        ("все главы регионов", "heads_all_regions"),
        ("акимы районов", "akims_districts"),
        ("профильные министерства, акиматы", "ministries_akimats"),
        ("каждый руководитель этнокультурного объединения и структуры", "associations_structures"),
        ("облыс әкімдері", "akims_regions"),
        ("Ассамблея", "regional_assemblies"),
    ],
)
def test_the_words_of_a_directive_suggest_whom_to_bind(words, code):
    assert suggested_group(words).code == code


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("Предлагаю назначить заместителем молодого человека", "once"),
        ("Орынбасардың бірі жас адам болсын", "once"),
        ("Главам управлений лично участвовать в собраниях", "per_event"),
        ("Негізгі іс-шараларға басшылар келсін", "per_event"),
        ("The same approach would fit the ministries", "per_event"),
        ("Нужно поддержать советы грантами", None),
        ("Заместителю подготовить доклад", None),
    ],
)
def test_the_words_of_a_directive_suggest_what_counts(words, mode):
    assert suggested_answers(words).get("mode") == mode


OWN_WORDS = {"day-of-month", "event", "next-meeting", "season", "set-term", "term-end", "tomorrow", "weekday"}
"""Codes of deadlines that only the text's own words say."""


def relative_codes():
    """The codes of relative deadlines that the readers of the three languages give."""
    room = Path(reading.__file__).parent
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in room.glob("data/*/phrases.toml")]
    told = {row["relative"] for table in tables for row in table.get("deadline", ()) if "relative" in row}
    russian = tomllib.loads((room / "data/ru/times.toml").read_text(encoding="utf-8"))["deadline"]
    in_code = re.findall(r'"([a-z-]*year-end)"', (room / "russian/times.py").read_text(encoding="utf-8"))
    return told | set(in_code) | {row["value"] for row in russian} - set(times._TERM_VALUES)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_relative_deadline_of_the_readers_has_words(language):
    codes = relative_codes()

    with override(language):
        said = {code: deadline_words({"relative": code, "text": "сөз"}) for code in codes}

    assert {code for code, words in said.items() if words == "сөз"} == OWN_WORDS
    assert [code for code, words in said.items() if re.search("[a-z]", words)] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Address at the XXXIII session of the Assembly, 25.04.2024, sentence 4.1"),
        ("ru", "Выступление на XXXIII сессии Ассамблеи, 25.04.2024, предложение 4.1"),
        ("kk", "Ассамблеяның XXXIII сессиясында сөйленген сөз, 25.04.2024, 4.1-сөйлем"),
    ],
)
def test_the_source_of_a_rule_of_the_country_is_an_act_and_a_sentence(language, words):
    with override(language):
        assert source_words(Rule(source_note="S4.1 · ¶ 4 · @800")) == words
        assert source_words(Rule(source_note="Minutes of a meeting")) == "Minutes of a meeting"


def test_words_that_say_nothing_suggest_nobody():
    assert suggested_group("") is None
    assert suggested_group("каждый из нас") is None


def test_every_choice_of_bearers_is_said_in_three_languages():
    for group in bearer_groups().values():
        assert all((group.kk, group.ru, group.en))
        with override("kk"):
            assert bearer_words(group.selector) == group.kk
