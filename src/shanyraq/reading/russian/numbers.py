"""Russian number words, months and units of time, as pieces of regular expressions and their values."""

import re
from collections.abc import Iterable

_CARDINALS = {
    1: "один|одна|одно|одного|одной|одному|одним|первого|первое|первому|первый|единожды|однажды",
    2: "два|две|двух|двум|двумя|дважды|второго|второе|второму|второй",
    3: "три|трех|трёх|трем|трём|трижды|третьего|третье|третьему|третий",
    4: "четыре|четырех|четырёх|четырем|четырём|четвертого|четвёртого|четвертое|четвертый|четвёртый",
    5: "пять|пяти|пятого|пятое|пятому|пятый",
    6: "шесть|шести|шестого|шестое",
    7: "семь|семи|седьмого|седьмое",
    8: "восемь|восьми|восьмого|восьмое",
    9: "девять|девяти|девятого|девятое",
    10: "десять|десяти|десятого|десятое|десятому",
    12: "двенадцать|двенадцати",
    14: "четырнадцать|четырнадцати",
    15: "пятнадцать|пятнадцати|пятнадцатого|пятнадцатое",
    20: "двадцать|двадцати|двадцатого|двадцатое",
    24: "двадцать четыре|двадцати четырех|двадцати четырёх",
    25: "двадцать пятого|двадцати пяти|двадцать пять",
    30: "тридцать|тридцати|тридцатого|тридцатое",
    31: "тридцать первого",
    45: "сорок пять|сорока пяти",
    48: "сорок восемь|сорока восьми",
    60: "шестьдесят|шестидесяти",
    72: "семьдесят два|семидесяти двух",
    90: "девяносто|девяноста",
    100: "сто|ста",
}
_VALUES = {form: value for value, forms in _CARDINALS.items() for form in forms.split("|")}
_COMPOUND = {  # «двухнедельный», «десятидневный»
    "одно": 1, "двух": 2, "трех": 3, "трёх": 3, "четырех": 4, "четырёх": 4, "пяти": 5, "шести": 6, "семи": 7,
    "восьми": 8,
    "девяти": 9, "десяти": 10, "двенадцати": 12, "четырнадцати": 14, "пятнадцати": 15, "двадцати": 20,
    "тридцати": 30, "полутора": 1,
    "сорокапяти": 45, "шестидесяти": 60, "девяносто": 90,
}  # fmt: skip
_MONTHS = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
]
_LAST_DAY = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
_QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четв": 4,
}

_MONTH = (
    r"(?:январ[яеюьм]+|феврал[яеюьм]+|март[аеуом]*|апрел[яеюьм]+|ма[яеюйм]+|июн[яеюьм]+|июл[яеюьм]+"
    r"|август[аеуом]*|сентябр[яеюьм]+|октябр[яеюьм]+|ноябр[яеюьм]+|декабр[яеюьм]+)"
)
_UNIT = (
    r"(?:час(?:а|ов|ам|у)?|сут(?:ки|ок|кам)|д(?:ень|ня|ней|ни|ню|нем)|недел(?:ю|и|ь|я|е)|декад(?:у|ы|а)"
    r"|месяц(?:а|ев|у|ам|ем)?|квартал(?:а|ов|ом|у|ы)?|четверт(?:ь|и|ей)|триместр(?:а|ов)?|семестр(?:а|ов)?"
    r"|полугоди(?:е|я|й|ю)|полгода|год(?:а|у|ом|ов)?|лет|пятилетк(?:у|а|и)|пятилети(?:е|я))"
)


def _alternatives(words: Iterable[str]) -> str:
    # Longest first, or «двадцать» would hide «двадцать пятого».
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+")


# Pieces of verbose regular expressions, by the names `times.toml` knows them under.
PIECES = {
    "number": rf"(?:\d+|{_alternatives(_VALUES)})",
    "compound": rf"(?:{_alternatives(_COMPOUND)})",
    "month": _MONTH,
    "unit": _UNIT,
}


def number(word: str) -> int:
    """Value of a number in digits or in words; 1 for what is not in the list."""
    word = " ".join(word.lower().split())
    return int(word) if word.isdigit() else _VALUES.get(word, 1)


def compound(prefix: str) -> int:
    """Value of the first part of «двухнедельный»."""
    return int(prefix) if prefix.isdigit() else _COMPOUND.get(prefix.lower(), 1)


def duration(count: int, unit: str) -> str:
    """ISO 8601 duration of `count` units: (2, "месяца") → "P2M"."""
    unit = unit.lower()
    for stem, letter, factor in _UNITS:
        if unit.startswith(stem):
            return f"PT{count * factor}H" if letter == "H" else f"P{count * factor}{letter}"
    return f"P{count}D"


def month(word: str) -> int:
    """1 to 12 for any form of a month's name, 0 otherwise."""
    word = word.lower()
    for position, stem in enumerate(_MONTHS, start=1):
        if stem == "ма":
            if re.fullmatch(r"ма[яеюйм]+", word):
                return position
        elif word.startswith(stem):
            return position
    return 0


def last_day(month_number: int, year: int | None = None) -> int:
    """Last day of a month; February has 29 days only in a known leap year."""
    if month_number == 2 and year is not None and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LAST_DAY[month_number - 1]


def ordinal(word: str) -> int:
    """1 to 4 for «I», «2», «третьем» before a quarter or a half-year."""
    word = word.lower().split("-")[0]
    return _QUARTERS.get(word) or _QUARTERS.get(word[:4], 0)


_UNITS = [
    ("час", "H", 1), ("сут", "D", 1), ("дн", "D", 1), ("ден", "D", 1), ("недел", "W", 1), ("декад", "D", 10),
    ("месяц", "M", 1), ("месяч", "M", 1), ("квартал", "M", 3), ("четверт", "M", 3), ("триместр", "M", 4),
    ("семестр", "M", 6), ("полугод", "M", 6), ("полгода", "M", 6), ("пятилет", "Y", 5), ("год", "Y", 1),
    ("лет", "Y", 1),
]  # fmt: skip
