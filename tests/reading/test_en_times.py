"""How often and by when, in the ways English official texts say it."""

import pytest

from shanyraq.reading.phrases import PhraseBook, load_table

BOOK = PhraseBook(load_table("en", "phrases"))


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("at least once every two months", (1, "P2M")),
        ("no less than once a quarter", (1, "P3M")),
        ("not less frequently than once a month", (1, "P1M")),
        ("once in two years", (1, "P2Y")),
        ("twice a year", (2, "P1Y")),
        ("three times per month", (3, "P1M")),
        ("4 times a year", (4, "P1Y")),
        ("every week", (1, "P1W")),
        ("every two weeks", (1, "P2W")),
        ("every three hours", (1, "PT3H")),
        ("every other month", (1, "P2M")),
        ("each quarter", (1, "P3M")),
        ("on a quarterly basis", (1, "P3M")),
        ("on a daily basis", (1, "P1D")),
        ("quarterly", (1, "P3M")),
        ("monthly", (1, "P1M")),
        ("weekly", (1, "P1W")),
        ("annually", (1, "P1Y")),
        ("semi-annually", (1, "P6M")),
        ("once every six months", (1, "P6M")),
        ("every half-year", (1, "P6M")),
        ("every fortnight", (1, "P2W")),
        ("on Mondays", (1, "P1W")),
        ("at least two meetings a month", (2, "P1M")),
    ],
)
def test_a_frequency_is_a_number_in_a_period(text, frequency):
    sentence = f"Akims must report {text} to the Council."

    [found] = BOOK.frequencies(sentence.lower())

    assert (found.at_least, found.per) == frequency
    assert sentence[slice(*found.span)] == text


@pytest.mark.parametrize(
    ("text", "date", "relative"),
    [
        ("by 1 July 2025", "2025-07-01", None),
        ("by July 1, 2025", "2025-07-01", None),
        ("no later than 30 June 2026", "2026-06-30", None),
        ("by 1 July", "--07-01", None),
        ("before 20 March", "--03-20", None),
        ("by 15.04.2026", "2026-04-15", None),
        ("by 2026-04-15", "2026-04-15", None),
        ("by the first quarter of 2026", "2026-03-31", None),
        ("in the third quarter of 2025", "2025-09-30", None),
        ("by the second half of 2026", "2026-12-31", None),
        ("by the end of 2026", "2026-12-31", None),
        ("by the end of March 2026", "2026-03-31", None),
        ("before the end of the year", None, "year-end"),
        ("by the end of the quarter", None, "quarter-end"),
        ("within ten working days", None, "P10D/working"),
        ("within 24 hours", None, "PT24H"),
        ("within one month", None, "P1M"),
        ("within two weeks", None, "P2W"),
        ("no later than five days in advance", None, "P5D"),
        ("at least three days before the session", None, "P3D"),
        ("immediately", None, "immediately"),
        ("without delay", None, "immediately"),
        ("as soon as possible", None, "soon"),
        ("by Friday", None, None),
        ("until the forum", None, None),
    ],
)
def test_a_deadline_is_a_date_or_a_term(text, date, relative):
    sentence = f"Akims must report {text}."

    [found] = BOOK.deadlines(sentence.lower(), sentence)

    assert (found.text, found.date, found.relative) == (text, date, relative)
    assert sentence[slice(*found.span)] == text


@pytest.mark.parametrize("text", ["by 31 February 2026", "by 40.13.2026"])
def test_a_day_no_calendar_has_is_no_date(text):
    assert all(each.date is None for each in BOOK.deadlines(text, text))


@pytest.mark.parametrize("text", ["the annual plan", "fifty specialists", "a dam by the river", "one of them"])
def test_a_number_or_a_name_is_no_frequency(text):
    assert BOOK.frequencies(text) == []
