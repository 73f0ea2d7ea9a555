"""Every state says why, in words a person would use; the three tables of phrases stay side by side."""

from dataclasses import replace
from datetime import date
from string import Formatter

import pytest

from compliance.duty_tables import examples
from shanyraq.compliance import (
    LANGUAGES,
    Cadence,
    Check,
    Fact,
    Rule,
    State,
    Waiver,
    Window,
    because,
    evaluate,
    shortfalls,
    upcoming,
)
from shanyraq.compliance.words import LANGUAGES as TABLES

MEETING = Rule(
    "must",
    date(2024, 12, 31),
    Cadence("rolling", "P2M"),
    (
        Check("event_held", {"classification": "interethnic_meeting"}),
        Check("with_participant", {"group": "assembly", "outside_host": True}),
        Check("chaired_by_bearer"),
        Check("minutes_within", {"within": "P10D"}),
    ),
)
GUEST = {"group": "assembly", "outside_host": True, "presence": "in_person"}
HELD = Fact(
    "m1",
    "event",
    date(2025, 2, 20),
    {
        "classification": "interethnic_meeting",
        "chair": "bearer",
        "participants": [GUEST],
        "minutes": date(2025, 2, 25),
    },
)


def but(**attributes):
    """The meeting that counts, but for these attributes."""
    return replace(HELD, attributes={**HELD.attributes, **attributes})


def told(lang, facts, on, rule=MEETING, **more):
    return because(evaluate(rule, facts, on, **more)[0], lang)


def test_an_overdue_duty_says_since_when_and_what_would_mend_it():
    rule = replace(MEETING, accept_late="P14D")

    assert told("en", [], date(2025, 3, 5), rule) == (
        "The duty was to hold a meeting on the interethnic situation by 28.02.2025. It is 5 days overdue. "
        "Nothing has been recorded so far. It is still accepted late, until 14.03.2025."
    )
    assert told("ru", [], date(2025, 3, 5), rule) == (
        "До 28.02.2025 включительно необходимо было провести совещание по межэтнической ситуации. "
        "Просрочено на 5 дней. Пока ничего не зафиксировано. "
        "С опозданием исполнение принимается до 14.03.2025 включительно."
    )
    assert told("kk", [], date(2025, 3, 5), rule) == (
        "28.02.2025 күнінен кешіктірмей этносаралық ахуал жөніндегі жиын өткізу қажет еді. "
        "Мерзімі өткеніне 5 күн болды. Әзірге ештеңе тіркелмеген. "
        "Кешігіп орындау 14.03.2025 күнін қоса алғанда қабылданады."
    )


def test_one_fact_says_all_it_lacks_for_a_rule():
    alone = but(participants=[], chair="deputy")

    assert shortfalls(MEETING, replace(alone, disputed=True), date(2025, 3, 5), "en") == (
        "no representative of the Assembly from outside the host's own staff took part",
        "a deputy chaired it, not the bearer",
        "the other side disputes it",
    )


def test_a_fact_that_counts_or_that_the_rule_does_not_look_at_lacks_nothing():
    other = but(classification="training", participants=[])

    assert [shortfalls(MEETING, fact, date(2025, 3, 5), "en") for fact in (HELD, other)] == [(), ()]


def test_a_partly_met_duty_names_each_check_that_failed():
    own_staff = {**GUEST, "outside_host": False}
    poor = but(chair="deputy", participants=[own_staff], minutes=date(2025, 3, 3))

    assert told("en", [poor], date(2025, 3, 5)) == (
        "The duty was to hold a meeting on the interethnic situation by 28.02.2025. "
        "The event of 20.02.2025 counts only in part: "
        "no representative of the Assembly from outside the host's own staff took part; "
        "a deputy chaired it, not the bearer; the minutes of 03.03.2025 came after 02.03.2025. "
        "It stays open until it is met in full."
    )
    assert told("ru", [poor], date(2025, 3, 5)) == (
        "До 28.02.2025 включительно необходимо было провести совещание по межэтнической ситуации. "
        "Мероприятие 20.02.2025 идёт в зачёт лишь частично: "
        "не участвовал ни один представитель Ассамблеи не из числа сотрудников организатора; "
        "председательствовал заместитель, а не сам исполнитель; "
        "протокол от 03.03.2025 составлен позже срока 02.03.2025. "
        "Обязанность остаётся, пока не исполнена полностью."
    )
    assert told("kk", [poor], date(2025, 3, 5)) == (
        "28.02.2025 күнінен кешіктірмей этносаралық ахуал жөніндегі жиын өткізу қажет еді. "
        "20.02.2025 күнгі іс-шара тек ішінара есепке алынды: "
        "Ассамблеяның ұйымдастырушының қызметкері емес бірде-бір өкілі қатысқан жоқ; "
        "міндетті орындаушының өзі емес, орынбасары төрағалық етті; "
        "03.03.2025 күнгі хаттама 02.03.2025 мерзімінен кеш жасалған. "
        "Міндет толық орындалғанға дейін сақталады."
    )


def test_an_unconfirmed_duty_says_whose_word_is_missing():
    silent = replace(but(minutes=None), confirmed=False)

    assert told("en", [silent], date(2025, 2, 25)) == (
        "The duty is to hold a meeting on the interethnic situation by 28.02.2025. "
        "The event of 20.02.2025 is not counted yet: the minutes are awaited until 02.03.2025; "
        "the other side has not confirmed it. Once that is settled, it counts by the day it happened."
    )
    assert told("ru", [silent], date(2025, 2, 25)) == (
        "До 28.02.2025 включительно необходимо провести совещание по межэтнической ситуации. "
        "Мероприятие 20.02.2025 пока не идёт в зачёт: протокол ожидается до 02.03.2025 включительно; "
        "нет подтверждения другой стороны. Как только это решится, в зачёт пойдёт день, в который это состоялось."
    )
    assert told("kk", [silent], date(2025, 2, 25)) == (
        "28.02.2025 күнінен кешіктірмей этносаралық ахуал жөніндегі жиын өткізу қажет. "
        "20.02.2025 күнгі іс-шара әзірге есепке алынған жоқ: хаттама 02.03.2025 күнін қоса алғанда күтіледі; "
        "екінші тараптың растауы жоқ. Бұл шешілген соң, болған күні бойынша есептеледі."
    )


def test_a_duty_met_late_says_how_late():
    late = replace(HELD, date=date(2025, 3, 1), attributes={**HELD.attributes, "minutes": date(2025, 3, 1)})

    assert told("en", [late], date(2025, 3, 2)).endswith("Met 1 day late: the event of 01.03.2025.")
    assert told("ru", [late], date(2025, 3, 2)).endswith("Исполнено с опозданием на 1 день: мероприятие 01.03.2025.")
    assert told("kk", [late], date(2025, 3, 2)).endswith("1 күн кешігіп орындалды: 01.03.2025 күнгі іс-шара.")


def test_an_excused_duty_names_the_waiver_and_its_reason():
    flood = Waiver(date(2025, 2, 20), date(2025, 3, 10), "паводок")

    assert told("ru", [], date(2025, 3, 5), waivers=[flood]) == (
        "До 28.02.2025 включительно необходимо было провести совещание по межэтнической ситуации. "
        "Исполнитель освобождён на 20.02.2025–10.03.2025 (причина: паводок)."
    )


def test_a_recommendation_not_followed_accuses_nobody():
    soft = replace(MEETING, force="should")

    assert told("en", [but(chair="deputy")], date(2025, 3, 5), soft) == (
        "It was recommended to hold a meeting on the interethnic situation by 28.02.2025. "
        "The event of 20.02.2025 counts only in part: a deputy chaired it, not the bearer. "
        "This is a recommendation, so nothing is breached."
    )
    assert told("kk", [], date(2025, 3, 5), soft) == (
        "28.02.2025 күнінен кешіктірмей этносаралық ахуал жөніндегі жиын өткізу ұсынылған еді. "
        "Әзірге ештеңе тіркелмеген. Бұл – ұсыным, бұзушылық жоқ."
    )


def test_what_is_still_missing_is_counted():
    rule = Rule(
        "must",
        date(2025, 1, 1),
        Cadence("calendar", "P1Y"),
        (Check("support_awarded", {"classification": ["grant", "state_social_order"], "min": 3}),),
    )
    award = Fact("a", "award", date(2025, 5, 1), {"classification": "grant"})

    assert told("en", [award], date(2025, 6, 1), rule) == (
        "The duty is to give support of the kind “grant” or “state_social_order” at least 3 times by 31.12.2025. "
        "Done so far: the award of 01.05.2025. "
        "Missing: give support of the kind “grant” or “state_social_order” at least 2 times."
    )


def test_the_window_to_come_explains_itself_too():
    assert because(upcoming(MEETING, [], date(2025, 2, 1)), "en") == (
        "The duty is to hold a meeting on the interethnic situation by 28.04.2025. The term begins on 28.02.2025."
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (22, "22 дня"), (112, "112 дней")],
)
def test_russian_counts_days_as_russian_does(number, said):
    assert TABLES["ru"].days(number) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_worked_example_is_told_without_a_blank_left_open(lang):
    for example in examples():
        windows = evaluate(
            example.rule, example.facts, example.on, waivers=example.waivers, extensions=example.extensions
        )
        for window in windows:
            sentence = because(window, lang)
            assert sentence.endswith(".")
            assert not set(sentence) & set("{}")


def test_the_examples_and_their_because_know_every_state():
    states = {
        window.state
        for example in examples()
        for window in evaluate(
            example.rule, example.facts, example.on, waivers=example.waivers, extensions=example.extensions
        )
    }

    assert states == set(State)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_phrases_of_every_language_have_the_same_keys_and_the_same_blanks(lang):
    english, other = TABLES["en"].phrases, TABLES[lang].phrases

    assert list(other) == list(english)
    assert {key: _blanks(phrase) for key, phrase in other.items()} == {
        key: _blanks(phrase) for key, phrase in english.items()
    }


def _blanks(phrase):
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def test_a_language_nobody_speaks_is_refused():
    with pytest.raises(ValueError, match="no because in 'de'; the languages are kk, ru, en"):
        told("de", [], date(2025, 3, 5))


def test_a_window_made_by_hand_has_no_because():
    with pytest.raises(ValueError, match="not made by evaluate"):
        because(Window(date(2025, 1, 1), date(2025, 3, 1), State.MET), "en")
