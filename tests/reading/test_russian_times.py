"""How often and by when, in the ways Russian official texts say it."""

import pytest

from shanyraq.reading.russian.times import deadlines, frequencies


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("не реже одного раза в два месяца", (1, "P2M")),
        ("как минимум раз в три недели", (1, "P3W")),
        ("не реже чем раз в десять дней", (1, "P10D")),
        ("ежечасно", (1, "PT1H")),
        ("ежедневно", (1, "P1D")),
        ("еженедельно", (1, "P1W")),
        ("ежемесячно", (1, "P1M")),
        ("ежеквартально", (1, "P3M")),
        ("ежегодно", (1, "P1Y")),
        ("раз в полугодие", (1, "P6M")),
        ("раз в полгода", (1, "P6M")),
        ("дважды в год", (2, "P1Y")),
        ("три раза в неделю", (3, "P1W")),
        ("2 раза в сутки", (2, "P1D")),
        ("не менее четырех раз в год", (4, "P1Y")),
        ("не менее двух встреч в месяц", (2, "P1M")),
        ("каждый квартал", (1, "P3M")),
        ("каждые две недели", (1, "P2W")),
        ("по итогам каждого квартала", (1, "P3M")),
        ("до 10 числа каждого месяца", (1, "P1M")),
        ("на ежеквартальной основе", (1, "P3M")),
        ("по субботам", (1, "P1W")),
        ("каждую пятницу", (1, "P1W")),
        ("один раз в четверть", (1, "P3M")),
    ],
)
def test_a_rhythm_is_a_number_in_a_period(text, rhythm):
    sentence = f"Акимам {text} проводить встречи."

    [found] = frequencies(sentence, (0, len(sentence)))

    assert (found.at_least, found.per) == rhythm
    assert sentence[slice(*found.span)] == text


@pytest.mark.parametrize(
    ("text", "date", "relative"),
    [
        ("до 1 июля 2025 года", "2025-07-01", None),
        ("до 1 июля", "--07-01", None),
        ("к 1 сентября", "--09-01", None),
        ("не позднее 15 марта 2026 года", "2026-03-15", None),
        ("в срок до 1 мая т.г.", "--05-01", None),
        ("до 01.07.2025 г.", "2025-07-01", None),
        ("до двадцать пятого мая", "--05-25", None),
        ("до конца июня", "--06-30", None),
        ("до конца февраля 2028 года", "2028-02-29", None),
        ("до мая", "--05-01", None),
        ("в I квартале 2026 года", "2026-03-31", None),
        ("в первом полугодии 2026 года", "2026-06-30", None),
        ("к концу 2026 года", "2026-12-31", None),
        ("к 2030 году", "2030-01-01", None),
        ("до конца года", None, "year-end"),
        ("в течение 10 рабочих дней", None, "P10D/working"),
        ("в течение пятнадцати рабочих дней со дня поступления", None, "P15D/working"),
        ("в течение месяца", None, "P1M"),
        ("в месячный срок", None, "P1M"),
        ("в двухнедельный срок", None, "P2W"),
        ("в 10-дневный срок", None, "P10D"),
        ("не позднее пяти рабочих дней после заседания", None, "P5D/working"),
        ("через месяц", None, "P1M"),
        ("незамедлительно", None, "immediately"),
        ("в кратчайшие сроки", None, "soon"),
        ("до пятницы", None, "weekday"),
        ("до начала отопительного сезона", None, "event"),
    ],
)
def test_a_deadline_is_a_date_or_what_no_calendar_can_tell(text, date, relative):
    sentence = f"Акимам {text} завершить ремонт."

    [found] = deadlines(sentence, (0, len(sentence)))

    assert (found.text, found.date, found.relative) == (text, date, relative)
    assert sentence[slice(*found.span)] == text


@pytest.mark.parametrize("text", ["до 31 февраля 2025 года", "до 70 процентов", "к министру", "до школы", "с 1 мая"])
def test_what_is_no_day_is_no_deadline(text):
    sentence = f"Довести {text} сведения."

    assert deadlines(sentence, (0, len(sentence))) == []


def test_a_rhythm_is_not_taken_for_a_deadline():
    sentence = "Представлять отчет до 10 числа каждого месяца."

    assert deadlines(sentence, (0, len(sentence))) == []
