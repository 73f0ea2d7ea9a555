"""Where somebody lives to the door, and the day somebody was born."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from shanyraq.reading.screening.model import Kind, Span


def _any(words: str) -> str:
    """An alternation of the blank-separated patterns in `words` («_» stands for a blank)."""
    return "(?:" + "|".join(each.replace("_", " ") for each in words.split()) + ")"


_STREET = re.compile(
    r"\b"
    + _any(
        r"ул\b улиц\w{1,3} пр-?т\b просп\b проспект\w{0,3} пер\b переул\w{1,4} бульвар\w{0,3} мкрн?\b "
        r"микрорайон\w{0,3} "
        r"шоссе тупик\w{0,2} көше\w{0,8} коше\w{0,8} даңғыл\w{0,6} ықшам\w{0,8} street avenue st\b ave\b köşe\w{0,6}"
        r" koshe\w{0,6}"
    ),
    re.IGNORECASE,
)
_NUMBER = r"\d{1,4}\s?(?:[а-яa-z]\b)?(?:\s?[/\-]\s?\d{1,4}\s?(?:[а-яa-z]\b)?)?"
_FLAT_WORD = _any(
    r"кв\b\.? квартир\w{1,3} пәт\b\.? пәтер\w{0,4} apt\b\.? flat подъезд\w{0,2} этаж\w{0,2} корп\b\.? корпус\w{0,2} "
    r"оф\b\.? офис\w{0,2}"
)
_FLAT = rf"(?:[,\s]{{0,3}}{_FLAT_WORD}\s{{0,2}}№?\s?\d{{1,4}}\b)"
_HOUSE = re.compile(
    rf"(?<![\w.])(?:д\b\.?|дом(?:а|е|у|ом)?\b|үй\b|house|bldg|стр\b\.?)\s{{0,2}}(?:№\s?|n\s?)?{_NUMBER}(?P<flat>{_FLAT})*",
    re.IGNORECASE,
)
_FLAT_ALONE = re.compile(
    r"(?<!\w)(?:кв\b\.?|квартир\w{1,3}|apt\b\.?|flat)\s{0,2}(?:№\s?|no\.?\s?)?\d{1,4}\b(?!\s?(?:м\b|м2|метр|кв|%|тг|тен|тең))",
    re.IGNORECASE,
)
_KAZAKH_HOUSE = re.compile(
    r"\d{1,4}[а-яa-z]?\s?-?\s?(?:ші |шы )?үй\w{0,5}(?:[,\s]{1,3}\d{1,4}\s?-?\s?(?:ші |шы )?пәтер\w{0,5})?"
    r"|\d{1,4}\s?-?\s?пәтер\w{0,4}",
    re.IGNORECASE,
)
_AFTER_STREET = re.compile(rf"[,\s]\s?(?P<number>{_NUMBER}){_FLAT}*(?=[\s,.;:!?)»]|$)", re.IGNORECASE)
# What stands after a number that counts something: «в доме 5 дней нет света».
_COUNTED = re.compile(
    r"\s?"
    + _any(
        r"% дн дня дней час мин лет год раз чел человек тен тең тг км м\b метр сем семей улиц дом квартал кг тыс млн"
        r" жыл күн адам "
        r"отбасы мектеп школ бала рет сағат мкр микро people days hours families январ феврал март апрел ма[йя]\b "
        r"июн июл август "
        r"сентябр октябр ноябр декабр қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша "
        r"желтоқсан "
        r"этаж комнат окон подъезд сотк"
    ),
    re.IGNORECASE,
)
_REACH = 48
_MONTH = (
    _any(
        "янв фев мар апр ма[йя] июн июл авг сен окт ноя дек қаң ақп нау сәу мам мау шіл там қыр қаз қар жел "
        "jan feb mar apr may jun jul aug sep oct nov dec"
    )
    + r"\w{0,6}"
)
_DAY = "(?:" + "|".join(
    (
        r"\d{1,2}\s?[./\- ]\s?\d{1,2}\s?[./\- ]\s?\d{2,4}",
        r"\d{4}[./-]\d{1,2}[./-]\d{1,2}",
        rf"\d{{1,2}}(?:st|nd|rd|th)?[\s-]{{1,2}}(?:of )?{_MONTH},?(?:\s\d{{4}})?",
        rf"{_MONTH}\s\d{{1,2}},?\s\d{{4}}",
        rf"\d{{4}}\s?(?:жыл\w{{0,4}})?\s?\d{{1,2}}[\s-]{{1,2}}{_MONTH}",
        r"(?:19|20)\d{2}",
    )
) + ")"  # fmt: skip
_BORN = _any(
    r"родил\w{1,4} рожд[её]н\w{0,2} рождения д\.\s?р\.? \bдр\b туған(?:_күн\w{0,3}|_жыл\w{0,3})? "
    r"туылған(?:_күн\w{0,3})? "
    r"\bborn\b birth(?:day)? \bdob\b"
)
_BORN_BEFORE = re.compile(rf"{_BORN}\s?[:\-–—]?\s?(?:(?:в|on|in|is|was)\s)?(?P<day>{_DAY})", re.IGNORECASE)
_BORN_AFTER = re.compile(
    rf"(?P<day>{_DAY})\s?(?:года|г\.|г|жыл\w{{0,4}})?\s?(?:рождени\w|г\.?\s?р\b\.?|туған|туылған)", re.IGNORECASE
)
_BIRTH_WORDS = re.compile(r"рожд|родил|\bд\.?\s?р\b|г\.?\s?р\b|туған|туылған|\bborn\b|birth|\bdob\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[!?;\n]|\.\s+(?=[А-ЯA-ZӘҒҚҢӨҰҮІ][а-яa-zәғқңөұүі]{3,}\s[а-яa-zәғқңөұүі])")
_QUARTER = re.compile(r"мкрн?|микрорайон|ықшам", re.IGNORECASE)
_CAPITAL = re.compile(r"\s[А-ЯA-ZӘҒҚҢӨҰҮІ][а-яa-zәғқңөұүі]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def births(text: str) -> Iterator[tuple[Kind, Span]]:
    """A date or a year beside the word that says somebody was born then."""
    if _holds(text.lower(), _BIRTH_HINTS) and _BIRTH_WORDS.search(text):
        for pattern in (_BORN_BEFORE, _BORN_AFTER):
            yield from (("birth", each.span("day")) for each in pattern.finditer(text))


def addresses(text: str) -> Iterator[tuple[Kind, Span]]:
    """House and flat, after their own words or after a street; the street itself stays."""
    if not any(letter.isdigit() for letter in text):
        return
    low = text.lower()
    streets = [each.span() for each in _STREET.finditer(text)] if _holds(low, _STREET_HINTS) else []
    for each in _HOUSE.finditer(text) if _holds(low, ("д", "үй", "house", "bldg", "стр")) else ():
        if each.group("flat") or _is_house(text, each, streets):
            yield "address", _tight(text, each.span())
    for each in _FLAT_ALONE.finditer(text) if _holds(low, ("кв", "apt", "flat")) else ():
        yield "address", each.span()
    for each in _KAZAKH_HOUSE.finditer(text) if _holds(low, ("үй", "пәтер")) else ():
        if _near(streets, each.start()) or "пәтер" in each.group().lower():
            yield "address", _tight(text, each.span())
    for start, end in streets:
        number = _number_after(text, start, end)
        if number is not None:
            yield "address", _tight(text, number)


def _holds(low: str, hints: tuple[str, ...]) -> bool:
    """A cheap question before a dear one."""
    return any(each in low for each in hints)


_BIRTH_HINTS = ("рожд", "родил", "р", "туған", "туылған", "born", "birth", "dob")
_STREET_HINTS = tuple(
    "ул пр пер бульв мкр микро шоссе тупик көше коше даңғ ықшам st ave köşe koshe".split()  # noqa: SIM905
)


def _is_house(text: str, match: re.Match[str], streets: list[Span]) -> bool:
    if _COUNTED.match(text, match.end()):
        return False
    return _near(streets, match.start()) or "№" in match.group()


def _near(streets: list[Span], start: int) -> bool:
    place = bisect_right(streets, start, key=lambda street: street[1])
    return place > 0 and start - streets[place - 1][1] <= _REACH


def _number_after(text: str, start: int, end: int) -> Span | None:
    """«ул. Абая 15», «Абай көшесі, 15»: at most three words after the street's own, then the number."""
    piece = _SENTENCE_END.split(text[end : end + _REACH], maxsplit=1)[0]
    match = _AFTER_STREET.search(piece + " ")
    if match is None or len(_WORD.findall(piece[: match.start()])) > 3:
        return None
    if _QUARTER.match(text, start) and not _WORD.search(piece[: match.start()]):
        return None
    stop = min(end + match.end(), len(text))
    if _CAPITAL.match(text, stop):
        # «ул. 8 Марта»: the number is the street's own.
        return None
    if _COUNTED.match(text, stop):
        return None
    return (end + match.start("number"), stop)


def _tight(text: str, span: Span) -> Span:
    start, end = span
    while end > start + 1 and text[end - 1 : end] in " ,.-":
        end -= 1
    return (start, end)
