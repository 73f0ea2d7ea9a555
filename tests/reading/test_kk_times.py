"""How often and by when, in the ways Kazakh official texts say it."""

import pytest

from shanyraq.reading.kazakh.folding import LETTERS, fold
from shanyraq.reading.phrases import PhraseBook, load_table

BOOK = PhraseBook(load_table("kk", "phrases"), LETTERS)


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("екі айда кемінде бір рет", (1, "P2M")),
        ("кемінде екі айда бір рет", (1, "P2M")),
        ("тоқсанына кемінде бір рет", (1, "P3M")),
        ("тоқсанына бір реттен кем емес", (1, "P3M")),
        ("тоқсан сайын", (1, "P3M")),
        ("ай сайын", (1, "P1M")),
        ("айына екі рет", (2, "P1M")),
        ("жылына екі рет", (2, "P1Y")),
        ("жылына кемінде төрт рет", (4, "P1Y")),
        ("жарты жылда бір рет", (1, "P6M")),
        ("жарты жыл сайын", (1, "P6M")),
        ("апта сайын", (1, "P1W")),
        ("аптасына бір рет", (1, "P1W")),
        ("екі апта сайын", (1, "P2W")),
        ("күн сайын", (1, "P1D")),
        ("күніне 2 рет", (2, "P1D")),
        ("үш сағат сайын", (1, "PT3H")),
        ("әр тоқсанда", (1, "P3M")),
        ("екі жылда бір рет", (1, "P2Y")),
        ("жыл сайын", (1, "P1Y")),
        ("айына кемінде екі кездесу", (2, "P1M")),
        ("токсан сайын", (1, "P3M")),
    ],
)
def test_a_frequency_is_a_number_in_a_period(text, frequency):
    sentence = f"Әкімдер {text} есеп берсін."

    [found] = BOOK.frequencies(fold(sentence))

    assert (found.at_least, found.per) == frequency
    assert text.startswith(sentence[slice(*found.span)])


@pytest.mark.parametrize(
    ("text", "date", "relative"),
    [
        ("2025 жылғы 1 шілдеге дейін", "2025-07-01", None),
        ("1 шілдеге дейін", "--07-01", None),
        ("2025 жылғы 1 мамырдан кешіктірмей", "2025-05-01", None),
        ("15.04.2026 дейін", "2026-04-15", None),
        ("2026 жылдың бірінші тоқсанына дейін", "2026-03-31", None),
        ("2026 жылдың бірінші тоқсанында", "2026-03-31", None),
        ("2026 жылдың II тоқсанына дейін", "2026-06-30", None),
        ("2025 жылдың соңына дейін", "2025-12-31", None),
        ("жыл соңына дейін", None, "year-end"),
        ("тоқсан соңына дейін", None, "quarter-end"),
        ("он жұмыс күні ішінде", None, "P10D/working"),
        ("екі апта ішінде", None, "P2W"),
        ("24 сағат ішінде", None, "PT24H"),
        ("бір ай мерзімде", None, "P1M"),
        ("он күндік мерзімде", None, "P10D"),
        ("кемінде бес күн бұрын", None, "P5D"),
        ("он күннен кешіктірмей", None, "P10D"),
        ("дереу", None, "immediately"),
        ("қысқа мерзімде", None, "soon"),
        ("жазғы демалысқа дейін", None, "event"),
    ],
)
def test_a_deadline_is_a_date_or_a_term(text, date, relative):
    sentence = f"Әкімдер {text} есеп берсін."

    [found] = BOOK.deadlines(fold(sentence), sentence)

    assert (found.text, found.date, found.relative) == (text, date, relative)
    assert sentence[slice(*found.span)] == text


@pytest.mark.parametrize("text", ["жылдық жоспар", "елу маман", "ауыл маңында", "300 шақырым"])
def test_a_number_or_a_name_is_no_frequency(text):
    assert BOOK.frequencies(fold(text)) == []
