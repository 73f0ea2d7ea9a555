"""How often and by when: frequency and deadline of a stretch of Russian text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from shanyraq.reading.model import Deadline, Frequency, Span
from shanyraq.reading.russian.numbers import (
    COMPOUND,
    MONTH,
    NUMBER,
    UNIT,
    compound,
    duration,
    last_day,
    month,
    number,
    ordinal,
)

_FLAGS = re.IGNORECASE
_FLOOR = r"(?:не\s+реже(?:,?\s+чем)?|не\s+менее(?:,?\s+чем)?|как\s+минимум|минимум|хотя\s+бы|по\s+(?:крайней|меньшей)\s+мере)"
_EVENTS = (
    r"(?:встреч|заседан|совещан|мероприят|собран|провер|прием|приём|выезд|отч[её]т|заняти|рейд|лекци|семинар|сесси|консультац"
    r"|обход|тренинг|уроков|слушан|конференц|трениров|дежурств|дн[яе]й? открытых)"
)
_PERIODIC = {
    "ежечасн": "PT1H", "ежедневн": "P1D", "ежесуточн": "P1D", "еженедельн": "P1W", "ежедекадн": "P10D", "ежемесячн": "P1M",
    "ежеквартальн": "P3M", "ежегодн": "P1Y", "ежечетвертн": "P3M",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rhythm:
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str]], tuple[int, str]]


def frequencies(text: str, span: Span) -> list[Frequency]:
    """All rhythms named in `text[span]`, in order, the longest where two overlap."""
    found: list[Frequency] = []
    for rhythm in _RHYTHMS:
        for match in rhythm.pattern.finditer(text, *span):
            if not any(_overlap(each.span, match.span()) for each in found):
                count, per = rhythm.value(match)
                found.append(Frequency(count, per, match.span()))
    return sorted(found, key=lambda each: each.span)


def has_floor(text: str, frequency: Frequency) -> bool:
    """Is the rhythm stated as a minimum («не реже …»), as duties state it?"""
    return re.match(_FLOOR, text[slice(*frequency.span)], _FLAGS) is not None


def deadlines(text: str, span: Span) -> list[Deadline]:
    """All deadlines named in `text[span]`, in order; a stretch that is a rhythm is none."""
    taken = [each.span for each in frequencies(text, span)]
    found: list[Deadline] = []
    for pattern, value in _TERMS:
        for match in pattern.finditer(text, *span):
            if any(_overlap(match.span(), each) for each in [*taken, *(each.span for each in found)]):
                continue
            date, relative = value(match)
            if date is None and relative is None:
                continue
            found.append(Deadline(match.group(), match.span(), date, relative))
    return sorted(found, key=lambda each: each.span)


def is_mention_of_time(text: str) -> bool:
    """A quick look: could there be a rhythm or a deadline at all?"""
    return _HINT.search(text) is not None


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + pattern + r"(?!\w)", _FLAGS)


# --- rhythms -------------------------------------------------------------------------------------------------------


def _times_per(match: re.Match[str]) -> tuple[int, str]:
    return number(match["n"] or "1"), duration(number(match["m"] or "1"), match["unit"])


def _once_per(match: re.Match[str]) -> tuple[int, str]:
    return 1, duration(number(match["m"] or "1"), match["unit"])


def _adverb(match: re.Match[str]) -> tuple[int, str]:
    low = match["adverb"].lower()
    return 1, next(per for stem, per in _PERIODIC.items() if low.startswith(stem))


_COUNT = rf"(?:(?P<n>{NUMBER})\s+)?(?:-?х\s+)?раз(?:а|у)?"
_PER = rf"(?:в|за|на|каждые|в\s+течение)\s+(?:каждые\s+|каждый\s+|каждое\s+|каждую\s+)?(?:(?P<m>{NUMBER})\s+)?(?:календарн\w+\s+|учебн\w+\s+)?(?P<unit>{UNIT})"
_RHYTHMS = [
    _Rhythm(_compile(rf"(?:{_FLOOR}\s+)?(?:по\s+)?{_COUNT}\s+{_PER}"), _times_per),
    _Rhythm(_compile(rf"(?:{_FLOOR}\s+)?(?P<n>дважды|трижды|единожды|однажды)\s+{_PER}"), _times_per),
    _Rhythm(_compile(rf"{_FLOOR}\s+(?P<n>{NUMBER})\s+(?:\w+\s+){{0,2}}?{_EVENTS}\w*\s+(?:\w+\s+){{0,3}}?{_PER}"), _times_per),
    _Rhythm(_compile(rf"по\s+(?P<n>{NUMBER})\s+{_EVENTS}\w*\s+{_PER}"), _times_per),
    _Rhythm(_compile(rf"(?:{_FLOOR}\s+)?кажд(?:ые|ых)\s+(?P<m>{NUMBER})\s+(?P<unit>{UNIT})"), _once_per),
    _Rhythm(_compile(r"(?:по\s+итогам|по\s+завершении|по\s+окончании|в\s+конце|в\s+начале|до\s+\S+\s+числа|к\s+\S+\s+числу|не\s+позднее\s+\S+\s+числа"
                     rf"|в\s+перв\w+\s+\w+|в\s+последн\w+\s+\w+|раз\s+в|{_FLOOR}\s+раз\s+в)?\s*кажд(?:ого|ый|ая|ое|ую|ой)(?P<m>)\s+(?:календарн\w+\s+|учебн\w+\s+)?(?P<unit>{UNIT})"), _once_per),
    _Rhythm(_compile(r"(?:каждый|каждую|каждое|по)\s+(?:понедельник|вторник|сред[уа]|четверг|пятниц[уа]|суббот[уа]|воскресень[ея])(?:ам)?м?"), lambda match: (1, "P1W")),
    _Rhythm(_compile(r"по\s+(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям)"), lambda match: (1, "P1W")),
    _Rhythm(_compile(r"по\s+(?:итогам|результатам|окончании|завершении)(?P<m>)\s+(?:каждого\s+)?(?P<unit>квартала|полугодия|месяца)"), _once_per),
    _Rhythm(_compile(rf"(?:{_FLOOR}\s+)?(?P<adverb>ежечасно|ежедневно|ежесуточно|еженедельно|ежедекадно|ежемесячно|ежеквартально|ежегодно)"), _adverb),
    _Rhythm(_compile(r"(?:на|в|с)\s+(?P<adverb>ежедневн|еженедельн|ежемесячн|ежеквартальн|ежегодн)(?:ой|ом)\s+(?:основе|режиме|порядке|формате|периодичностью)"), _adverb),
    _Rhythm(_compile(rf"(?P<adverb>ежедневн|еженедельн|ежемесячн|ежеквартальн|ежегодн)(?:ый|ая|ое|ые|ых|ую|ого|ой)\s+(?:\w+\s+)?{_EVENTS}\w*"), _adverb),
    _Rhythm(_compile(r"раз\s+в\s+полгода(?P<m>)(?P<unit>)"), lambda match: (1, "P6M")),
]  # fmt: skip

# --- deadlines -----------------------------------------------------------------------------------------------------

_Term = tuple[str | None, str | None]
_BY = r"(?:в\s+срок\s+)?(?:не\s+(?:позднее|позже)|до|к|ко|по)(?:\s+чем)?"
_YEAR = r"(?:\s*,?\s*(?P<year>(?:19|20)\d\d)(?:\s*(?:года|году|год|г\.|гг\.|-го))?|\s+(?P<now>текущего|этого|сего|нынешнего|следующего|будущего)\s+года|\s+(?:т|с)\.\s?г\.)?"
_FROM = r"(?:\s+(?:со\s+дня|с\s+момента|с\s+даты|после)\s+(?:\w+\s+в\s+(?:силу|действие)|(?:его\s+|ее\s+|их\s+|настоящего\s+)?\w+)(?:\s+(?:обращени|заявлени|документ|решени|постановлени|приказ|жалоб|уведомлени|заседани|акт|протокол|договор)\w*)?)?"


def _day(match: re.Match[str]) -> _Term:
    day = re.sub(r"(?<=\d)-?(?:го|му|е)$", "", match["day"])
    return _dated(match["year"], month(match["month"]), number(day))


def _dated(year: str | None, month_number: int, day: int) -> _Term:
    if not month_number or not 1 <= day <= last_day(month_number, 2024):
        return None, None
    return (f"{year}-{month_number:02}-{day:02}" if year else f"--{month_number:02}-{day:02}"), None


def _figures(match: re.Match[str]) -> _Term:
    year, month_number, day = match["year"], int(match["month"]), int(match["day"])
    if not 1 <= month_number <= 12:
        return None, None
    return _dated(f"20{year}" if year and len(year) == 2 else year, month_number, day)


def _end_of_month(match: re.Match[str]) -> _Term:
    month_number, year = month(match["month"]), match["year"]
    return _dated(year, month_number, last_day(month_number, int(year) if year else None))


def _start_of_month(match: re.Match[str]) -> _Term:
    return _dated(match["year"], month(match["month"]), 1)


def _end_of_period(match: re.Match[str]) -> _Term:
    order, year = ordinal(match["order"]), match["year"]
    months = 6 if match["period"].lower().startswith("полугод") else 3
    if not order or order * months > 12:
        return None, None
    return _dated(year, order * months, last_day(order * months))


def _end_of_year(match: re.Match[str]) -> _Term:
    if match["year"]:
        return f"{match['year']}-12-31", None
    return None, "next-year-end" if (match["now"] or "").lower() in ("следующего", "будущего") else "year-end"


def _before_year(match: re.Match[str]) -> _Term:
    return f"{match['year']}-01-01", None


def _within(match: re.Match[str]) -> _Term:
    unit = match["unit"].lower()
    if match["n"] is None and unit.endswith(("ев", "ов", "ей", "ель", "ток", "лет")):
        return None, "soon"
    span = duration(number(match["n"] or "1"), unit)
    return None, span + ("/working" if (match["kind"] or "").lower().startswith(("рабоч", "банков")) else "")


def _term_word(match: re.Match[str]) -> _Term:
    count = compound(match["n"].strip(" -")) if match["n"] else 1
    stem = match["unit"].lower()
    unit = {
        "дн": "дней",
        "не": "недель",
        "ме": "месяцев",
        "го": "года",
        "су": "суток",
        "ча": "часов",
        "кв": "квартал",
        "по": "полгода",
        "де": "декада",
    }[stem[:2]]
    return None, duration(count, unit)


def _said(value: str) -> Callable[[re.Match[str]], _Term]:
    return lambda match: (None, value)


_TERMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], _Term]]] = [
    (_compile(rf"{_BY}\s+(?P<day>\d{{1,2}}(?:-?(?:го|му|е))?|{NUMBER})\s+(?P<month>{MONTH}){_YEAR}"), _day),
    (_compile(rf"{_BY}\s+(?P<day>\d{{1,2}})[./](?P<month>\d{{2}})(?:[./](?P<year>20\d\d|\d\d))?(?:\s*(?:года|г\.))?"), _figures),
    (_compile(rf"(?:до|к)\s+(?:конца|концу|исхода)\s+(?P<month>{MONTH}){_YEAR}"), _end_of_month),
    (_compile(rf"(?:до|к)\s+(?:середин[ыеу])\s+(?P<month>{MONTH}){_YEAR}"), lambda match: _dated(match["year"], month(match["month"]), 15)),
    (_compile(rf"(?:до\s+конца|к\s+концу|в|во|до|к|по\s+итогам)\s+(?P<order>I{{1,3}}|IV|[1-4](?:-\w+)?|перв\w+|втор\w+|трет\w+|четверт\w+|четвёрт\w+)\s+(?P<period>квартал\w*|полугоди\w*){_YEAR}"), _end_of_period),
    (_compile(rf"(?:до\s+(?:конца|исхода|завершения|окончания)|к\s+(?:концу|исходу)|не\s+позднее\s+конца)(?:\s+(?P<year>20\d\d)\s*(?:года|г\.)?|(?:\s+(?P<now>текущего|этого|сего|нынешнего|следующего|будущего|календарного))?\s+года)"), _end_of_year),
    (_compile(r"(?:до\s+конца|к\s+концу|не\s+позднее\s+конца)\s+(?:текущего\s+|этого\s+|следующего\s+)?квартала"), _said("quarter-end")),
    (_compile(r"(?:до\s+конца|к\s+концу|в\s+конце)\s+(?:текущего\s+|этого\s+|следующего\s+)?месяца"), _said("month-end")),
    (_compile(r"(?:до\s+конца|к\s+концу|в\s+конце)\s+(?:текущей\s+|этой\s+|следующей\s+)?(?:рабочей\s+)?недели"), _said("week-end")),
    (_compile(r"(?:до\s+конца|к\s+концу)\s+(?:рабочего\s+|сегодняшнего\s+)?дня"), _said("day-end")),
    (_compile(r"(?:до\s+конца|к\s+концу)\s+(?:учебного\s+года|полугодия|сезона|созыва|сессии|семестра|четверти)"), _said("term-end")),
    (_compile(rf"(?:в|во)\s+(?P<month>{MONTH})\s+(?P<year>20\d\d)(?:\s*(?:года|г\.))?"), _end_of_month),
    (_compile(rf"(?:до|к|ко)\s+(?P<month>{MONTH}){_YEAR}"), _start_of_month),
    (_compile(r"(?:до|к)\s+(?P<year>20\d\d)(?:-го)?\s*(?:года|году|г\.)"), _before_year),
    (_compile(r"в\s+(?P<year>20\d\d)(?P<now>)\s*(?:году|г\.)"), _end_of_year),
    (_compile(rf"(?:в|на\s+протяжении)\s*течени[еи]\s+(?:ближайш\w+\s+|последующ\w+\s+|перв\w+\s+)?(?:(?P<n>{NUMBER})(?:-\w+)?(?:\s*\(\w+\))?\s+)?(?P<kind>рабоч\w+\s+|календарн\w+\s+|банковск\w+\s+)?(?P<unit>{UNIT}){_FROM}"), _within),
    (_compile(rf"(?:в\s+срок\s+)?не\s+(?:позднее|позже|более)(?:,?\s+чем)?(?:\s+за|\s+через|\s+в)?\s+(?:(?P<n>{NUMBER})(?:-\w+)?(?:\s*\(\w+\))?\s+)?(?P<kind>рабоч\w+\s+|календарн\w+\s+|банковск\w+\s+)?(?P<unit>{UNIT})(?:\s+(?:до|после|со\s+дня|с\s+момента|с\s+даты)\s+(?:\w+\s+в\s+силу|\w+))?"), _within),
    (_compile(rf"(?:в|во)\s+(?:(?P<n>\d+(?:-?х)?[\s-]+|{COMPOUND}\s?-?))?(?P<unit>дневн|недельн|месячн|годичн|годов|суточн|часов|квартальн|полугодов|декадн)\w*\s+срок{_FROM}"), _term_word),
    (_compile(rf"(?:через|спустя)\s+(?:(?P<n>{NUMBER})\s+)?(?P<kind>рабоч\w+\s+|календарн\w+\s+)?(?P<unit>{UNIT})"), _within),
    (_compile(rf"за\s+(?:(?P<n>{NUMBER})\s+)?(?P<kind>рабоч\w+\s+|календарн\w+\s+)?(?P<unit>{UNIT})\s+до\s+\w+(?:\s+\w+)?"), _within),
    (_compile(r"(?:незамедлительно|немедленно|безотлагательно|срочно|без\s+промедления|сегодня\s+же|в\s+экстренном\s+порядке)"), _said("immediately")),
    (_compile(r"(?:в\s+(?:самые\s+|максимально\s+)?(?:кратчайши[ей]|короткий|короткие|сжатые|ближайшие)\s+сроки?|в\s+(?:самое\s+)?ближайшее\s+время|как\s+можно\s+(?:скорее|быстрее)|в\s+ближайшие\s+(?:дни|недели|месяцы)|в\s+приоритетном\s+порядке)"), _said("soon")),
    (_compile(r"(?:до|к|ко|не\s+позднее)\s+(?:понедельника?|понедельнику|вторника?|вторнику|сред[ыеу]|четверга?|четвергу|пятниц[ыеу]|суббот[ыеу]|воскресень[яю])"), _said("weekday")),
    (_compile(r"(?:до|к|не\s+позднее)\s+завтрашнего\s+дня|завтра\s+же|до\s+завтра|к\s+завтрашнему\s+(?:дню|утру)"), _said("tomorrow")),
    (_compile(r"(?:до|к|на|не\s+позднее)\s+(?:следующ\w+|очередн\w+|ближайш\w+)\s+(?:заседани\w+|сесси\w+|совещани\w+|встреч\w+|собрани\w+|коллеги\w+)"), _said("next-meeting")),
    (_compile(r"(?:до|к|не\s+позднее)\s+\d{1,2}(?:-?(?:го|му))?\s+числ[ау](?:\s+\w+\s+(?:месяца|квартала))?"), _said("day-of-month")),
    (_compile(r"(?:до\s+(?:начала|наступления|завершения|окончания|старта|открытия|истечения)|к\s+(?:началу|моменту|окончанию|завершению|открытию))\s+\w+(?:\s+\w+)?"), _said("event")),
    (_compile(r"(?:к|до)\s+(?:следующей\s+|этой\s+|будущей\s+)?(?:осени|зиме|весне|лету|осени|зимы|весны|лета)"), _said("season")),
    (_compile(r"в\s+(?:установленн\w+|предусмотренн\w+|намеченн\w+)\s+(?:\w+\s+)?срок\w*"), _said("set-term")),
]  # fmt: skip
_HINT = re.compile(
    r"\d|раз|еже|кажд|срок|течени|до |к |по |не позднее|не позже|немедленно|безотлагательно|срочно|замедлительно|промедлени|экстренн|скорее|быстрее|чере[зс]|ближайш|дважды|трижды|завтра",
    _FLAGS,
)
