"""Numbers that belong to a person: IIN, telephone, card, account, plate of a car.

Too careful rather than too clever: a masked price is a smaller harm than a telephone kept.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shanyraq.reading.screening.lexicon import words_of
from shanyraq.reading.screening.model import Kind, Span

_GROUPS = re.compile(r"\+?\(?\d+(?:(?:\)? ?- ?\(?|[ .]\(?|\) ?|\( ?| {2,3})\(?\d+)*")
_DIGITS = re.compile(r"\d+")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[KКkк][ZЗz][ -]?\d{2}(?:[ -]?[A-Za-z0-9]){16}(?![A-Za-z0-9])")
_UNITS = frozenset(
    words_of(
        "км тг кг шт мин час дом дома лет руб чел га год года раз раза мм см тыс млн млрд тон тонн дн сут день дней"
        " кв мкр сом сек т м л г ч "
        "үй адам жыл күн рет сағ теңге тенге ад мың пәт бет стр гл ст п пт the and or per for km kg sum th st nd rd "
        "am pm"
    )
)
_PLATE = re.compile(
    r"(?<![\w])(?:(?P<digits>\d{3})(?P<gap1>[ -]?)(?P<letters>[A-Za-zА-Яа-я]{2,3})(?P<gap2>[ "
    r"-/]?)(?P<region>(?:0[1-9]|1\d|20|21))"
    r"|(?P<first>[A-ZА-Яa-zа-я])(?P<gap3>[ -]?)\d{3}(?P<gap4>[ -]?)(?P<last>[A-ZА-Яa-zа-я]{2,3})(?:[ "
    r"-]?\d{2,3})?)(?![\w])"
)
_PLATE_WORDS = re.compile(
    r"номер|госномер|гос|машин|авто|нөмір|көлік|plate|car|toyota|камри|нива|ваз|маршрутк|такси", re.I
)
_PHONE_WORDS = re.compile(
    r"тел(?:ефон\w*)?\b|\bтел|звон\w*|номер\w*|нөмір\w*|факс|сот(?:ов\w*|ка)?\b|ұялы|хабарлас\w*|қоңырау|звандат|звони|ватсап|вацап|whatsapp|phone|call|tel\b"
    r"|mobile|cell|обращ\w+ по|связ\w+|моб\b|каспи|kaspi",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\s{0,2}(?:тенге|теңге|тг\b|тнг|₸|руб|\$|долл|usd|kzt|сом|млн|тыс|мың|адам|человек|кг|тонн|га\b|км|кв|м3|кубомет|people|tenge)",
    re.IGNORECASE,
)
_NEAR = 40


def numbers(text: str) -> Iterator[tuple[Kind, Span]]:
    """Accounts first, then cards, IINs and telephones by their shape, then plates."""
    if not _DIGITS.search(text):
        return
    yield from (("iban", each.span()) for each in _IBAN.finditer(text))
    for run in _GROUPS.finditer(text):
        yield from _run(text, run.start(), run.end())
    yield from (("plate", each.span()) for each in _PLATE.finditer(text) if _is_plate(text, each))


def doubtful_numbers(text: str) -> Iterator[Span]:
    """Numbers shaped like a city telephone, with no word that says so."""
    for each in _CITY.finditer(text):
        if not _is_date(each.group()):
            yield each.span()


_CITY = re.compile(r"(?<![\d.,/-])\d{1,3}-\d{2}-\d{2}(?![\d/]|-\d|[.,]\d)")


# ------------------------------------------------------------------ digits in groups


class _Group(NamedTuple):
    digits: str
    start: int
    end: int


def _run(text: str, start: int, end: int) -> Iterator[tuple[Kind, Span]]:
    groups = [_Group(each.group(), each.start(), each.end()) for each in _DIGITS.finditer(text, start, end)]
    index = 0
    while index < len(groups):
        found = _window(text, groups, index)
        if found is None:
            index += 1
            continue
        kind, last = found
        first = groups[index].start
        while first > start and text[first - 1] in "+(":
            first -= 1
        yield kind, (first, groups[last].end)
        index = last + 1


def _window(text: str, groups: list[_Group], index: int) -> tuple[Kind, int] | None:
    """The longest meaning that begins with this group."""
    first, digits = groups[index], ""
    sizes: list[int] = []
    plus = text[max(0, first.start - 2) : first.start].rstrip("(").endswith("+")
    best: tuple[Kind, int] | None = None
    for last in range(index, min(len(groups), index + 20)):
        digits += groups[last].digits
        sizes.append(len(groups[last].digits))
        if last == index or len(sizes) <= _GROUPS_OF.get(len(digits), 0):
            kind = _meaning(text, first, groups[last], digits, sizes, plus)
            if kind is not None and (best is None or _outranks(kind, best[0], sizes)):
                best = (kind, last)
        if len(digits) >= 16:
            break
    return best


# How many groups a number of so many digits may have: city telephones, telephones, IIN, abroad, cards.
_GROUPS_OF = {5: 3, 6: 3, 7: 4, 10: 6, 11: 11, 12: 12, 13: 8, 14: 8, 15: 8, 16: 4}


def _outranks(kind: Kind, before: Kind, sizes: list[int]) -> bool:
    if kind == "card":
        return True
    even = len(set(sizes)) == 1
    return kind == before or (kind == "iin" and even)


def _meaning(text: str, first: _Group, last: _Group, digits: str, sizes: list[int], plus: bool) -> Kind | None:
    count = len(digits)
    if len(sizes) == 1 and count >= 13:
        return "card"
    if count == 16 and sizes == [4, 4, 4, 4] and not _is_years(digits):
        return "card"
    if plus and 10 <= count <= 15:
        return "phone"
    if count == 12 and _is_iin(text, last, digits, sizes):
        return "iin"
    if _is_phone(text, first, last, digits, sizes):
        return "phone"
    return None


def _is_iin(text: str, last: _Group, digits: str, sizes: list[int]) -> bool:
    if sizes == [12]:
        return True
    if max(sizes) > 8 or (_is_years(digits) and sizes == [4, 4, 4]):
        return False
    return not _MONEY.match(text, last.end)


def _is_years(digits: str) -> bool:
    return all(digits[place : place + 2] in ("19", "20") for place in range(0, len(digits), 4))


def _is_phone(text: str, first: _Group, last: _Group, digits: str, sizes: list[int]) -> bool:
    count = len(digits)
    if count not in (5, 6, 7, 10, 11):
        return False
    bracket = "(" in text[max(0, first.start - 1) : last.end]
    if _is_thousands(sizes) and not bracket:
        return False
    if count == 11 and digits[0] in "78" and sizes[0] in (1, 4, 5, 11, 2, 8):
        return not (_is_date_like(sizes) or _MONEY.match(text, last.end))
    if count == 11 and digits[0] in "78":
        return bracket or _says_phone(text, first, last)
    if count == 10 and digits[0] in "79" and sizes[0] in (3, 4, 5, 10):
        if _MONEY.match(text, last.end) or (
            len(sizes) > 1 and sizes[0] == 4 and not bracket and not _says_phone(text, first, last)
        ):
            return False
        return sizes[0] != 10 or digits[0] == "7" or _says_phone(text, first, last)
    if count == 7 and sizes in ([3, 2, 2], [1, 2, 2, 2], [3, 4], [7]):
        return (sizes == [3, 2, 2] and "-" in text[first.end : last.end]) or _says_phone(text, first, last)
    if count in (5, 6) and sizes in ([2, 2, 2], [1, 2, 2], [3, 3], [6], [5], [3, 2], [2, 3], [2, 4]):
        return _says_phone(text, first, last) and not _MONEY.match(text, last.end)
    return False


def _is_thousands(sizes: list[int]) -> bool:
    return len(sizes) >= 3 and sizes[0] <= 3 and all(each == 3 for each in sizes[1:])


def _is_date_like(sizes: list[int]) -> bool:
    return sizes in ([2, 2, 4, 3], [4, 2, 2, 3])


def _is_date(shape: str) -> bool:
    day, month, _ = (int(each) for each in shape.split("-"))
    return 1 <= day <= 31 and 1 <= month <= 12


def _says_phone(text: str, first: _Group, last: _Group) -> bool:
    """A word such as «тел., звоните, нөмірі» close before or after; digits alone are not enough."""
    before = text[max(0, first.start - _NEAR) : first.start]
    after = text[last.end : last.end + _NEAR // 2]
    return bool(_PHONE_WORDS.search(before) or _PHONE_AFTER.search(after))


_PHONE_AFTER = re.compile(r"хабарлас|звон|қоңырау|телефон|нөмір|ватсап|whatsapp", re.IGNORECASE)


# ------------------------------------------------------------------ plates


def _is_plate(text: str, match: re.Match[str]) -> bool:
    letters = match.group("letters") or match.group("last")
    if letters.lower() in _UNITS:
        return False
    says = bool(_PLATE_WORDS.search(text[max(0, match.start() - _NEAR) : match.start()]))
    if match.group("digits"):
        spaced = bool(match.group("gap1") or match.group("gap2"))
        return letters.isupper() or not spaced or says
    spaced = bool(match.group("gap3") or match.group("gap4"))
    upper = match.group("first").isupper() and letters.isupper()
    return (upper and (not spaced or match.group("first").isascii() or says)) or (not spaced and says)


# ------------------------------------------------------------------ reasons


def iin_is_valid(digits: str) -> bool:
    """Does the control digit of an IIN fit? Only a reason: every twelve digits are masked all the same."""
    if len(digits) != 12 or not digits.isdecimal():
        return False
    values = [int(each) for each in digits]
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        control = sum(weight * value for weight, value in zip(weights, values, strict=False)) % 11
        if control < 10:
            return control == values[11]
    return False


def card_is_valid(digits: str) -> bool:
    """Luhn's sum of a card number. Only a reason: a number of this shape is masked all the same."""
    if not digits.isdecimal():
        return False
    total = 0
    for place, each in enumerate(reversed(digits)):
        value = int(each) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
