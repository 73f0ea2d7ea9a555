"""How often and by when: frequency and deadline of a stretch of Russian text, by the patterns of `times.toml`."""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from shanyraq.reading.model import Deadline, Frequency, Span
from shanyraq.reading.russian import numbers, tables
from shanyraq.reading.russian.numbers import compound, duration, last_day, month, number, ordinal

_Match = re.Match[str]
_Rhythm = tuple[int, str]
_Term = tuple[str | None, str | None]  # a date, or a word for what no calendar can tell alone
_Value = TypeVar("_Value")
_Reading = tuple[re.Pattern[str], Callable[[_Match], _Value]]

_PERIODIC = {
    "ежечасн": "PT1H", "ежедневн": "P1D", "ежесуточн": "P1D", "еженедельн": "P1W", "ежедекадн": "P10D",
    "ежемесячн": "P1M", "ежеквартальн": "P3M", "ежегодн": "P1Y",
}  # fmt: skip
_TERM_UNITS = {
    "дн": "дней", "не": "недель", "ме": "месяцев", "го": "года", "су": "суток", "ча": "часов", "кв": "квартал",
    "по": "полгода", "де": "декада",
}  # fmt: skip
_SOONER = ("ев", "ов", "ей", "ель", "ток", "лет")


def frequencies(text: str, span: Span) -> list[Frequency]:
    """All rhythms named in `text[span]`, in order; where two overlap, the one earlier in the table."""
    if not _hint("rhythm").search(text[slice(*span)].lower()):
        return []
    found: list[Frequency] = []
    for pattern, value in _rhythms():
        for match in pattern.finditer(text, *span):
            if not any(_overlap(each.span, match.span()) for each in found):
                count, per = value(match)
                found.append(Frequency(count, per, match.span()))
    return sorted(found, key=lambda each: each.span)


def has_floor(text: str, frequency: Frequency) -> bool:
    """Is the rhythm stated as a minimum («не реже …»), as duties state it?"""
    return _floor().match(text, *frequency.span) is not None


def deadlines(text: str, span: Span, rhythms: list[Frequency] | None = None) -> list[Deadline]:
    """All deadlines named in `text[span]`, in order; a stretch that is a rhythm is none.

    `rhythms` are those of the same stretch, when they are known already.
    """
    if not _hint("deadline").search(text[slice(*span)].lower()):
        return []
    taken = [each.span for each in (frequencies(text, span) if rhythms is None else rhythms)]
    found: list[Deadline] = []
    for pattern, value in _terms():
        for match in pattern.finditer(text, *span):
            date, relative = value(match)
            clashes = any(_overlap(match.span(), each) for each in [*taken, *(each.span for each in found)])
            if not clashes and (date or relative):
                found.append(Deadline(match.group(), match.span(), date, relative))
    return sorted(found, key=lambda each: each.span)


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


@cache
def _rhythms() -> list[_Reading[_Rhythm]]:
    return [(_compiled(row["pattern"]), _RHYTHM_VALUES[row["value"]]) for row in tables.load("times")["rhythm"]]


@cache
def _terms() -> list[_Reading[_Term]]:
    rows = tables.load("times")["deadline"]
    return [(_compiled(row["pattern"]), _TERM_VALUES.get(row["value"]) or _said(row["value"])) for row in rows]


@cache
def _hint(name: str) -> re.Pattern[str]:
    """A quick look before the table: most sentences name no time at all."""
    return re.compile(tables.load("times")["hints"][name], re.VERBOSE)


@cache
def _floor() -> re.Pattern[str]:
    return _compiled("{floor}")


def _compiled(pattern: str) -> re.Pattern[str]:
    known = {**tables.load("times")["pieces"], **numbers.PIECES}
    while re.search(r"\{[a-z]+\}", pattern):
        pattern = re.sub(r"\{([a-z]+)\}", lambda match: known[match[1]], pattern)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE)


# --- rhythms -------------------------------------------------------------------------------------------------------


def _times_per(match: _Match) -> _Rhythm:
    return number(match["n"] or "1"), duration(number(match["m"] or "1"), match["unit"])


def _once_per(match: _Match) -> _Rhythm:
    return 1, duration(number(match["m"] or "1"), match["unit"])


def _adverb(match: _Match) -> _Rhythm:
    low = match["adverb"].lower()
    return 1, next(per for stem, per in _PERIODIC.items() if low.startswith(stem))


_RHYTHM_VALUES: dict[str, Callable[[_Match], _Rhythm]] = {
    "times_per": _times_per,
    "once_per": _once_per,
    "adverb": _adverb,
    "weekly": lambda match: (1, "P1W"),
    "half_year": lambda match: (1, "P6M"),
}

# --- deadlines -----------------------------------------------------------------------------------------------------


def _day(match: _Match) -> _Term:
    day = re.sub(r"(?<=\d)-?(?:го|му|е)$", "", match["day"])
    return _dated(match["year"], month(match["month"]), number(day))


def _dated(year: str | None, month_number: int, day: int) -> _Term:
    if not month_number or not 1 <= day <= last_day(month_number, int(year) if year else 2024):
        return None, None
    return f"{year or '-'}-{month_number:02}-{day:02}", None


def _figures(match: _Match) -> _Term:
    year, month_number, day = match["year"], int(match["month"]), int(match["day"])
    if not 1 <= month_number <= 12:
        return None, None
    return _dated(f"20{year}" if year and len(year) == 2 else year, month_number, day)


def _end_of_month(match: _Match) -> _Term:
    month_number, year = month(match["month"]), match["year"]
    return _dated(year, month_number, last_day(month_number, int(year) if year else None))


def _end_of_period(match: _Match) -> _Term:
    order, year = ordinal(match["order"]), match["year"]
    months = 6 if match["period"].lower().startswith("полугод") else 3
    if not order or order * months > 12:
        return None, None
    return _dated(year, order * months, last_day(order * months))


def _end_of_year(match: _Match) -> _Term:
    if match["year"]:
        return f"{match['year']}-12-31", None
    return None, "next-year-end" if (match["now"] or "").lower() in ("следующего", "будущего") else "year-end"


def _within(match: _Match) -> _Term:
    unit = match["unit"].lower()
    if match["n"] is None and unit.endswith(_SOONER):
        return None, "soon"
    working = (match["kind"] or "").lower().startswith(("рабоч", "банков"))
    return None, duration(number(match["n"] or "1"), unit) + ("/working" if working else "")


def _term_word(match: _Match) -> _Term:
    prefix = (match["n"] or "").strip(" -")
    digits = re.match(r"\d+", prefix)
    count = compound(digits.group() if digits else prefix)
    return None, duration(count, _TERM_UNITS[match["unit"].lower()[:2]])


def _said(value: str) -> Callable[[_Match], _Term]:
    return lambda match: (None, value)


_TERM_VALUES: dict[str, Callable[[_Match], _Term]] = {
    "day": _day,
    "figures": _figures,
    "end_of_month": _end_of_month,
    "middle_of_month": lambda match: _dated(match["year"], month(match["month"]), 15),
    "start_of_month": lambda match: _dated(match["year"], month(match["month"]), 1),
    "end_of_period": _end_of_period,
    "end_of_year": _end_of_year,
    "start_of_year": lambda match: _dated(match["year"], 1, 1),
    "within": _within,
    "term_word": _term_word,
}
