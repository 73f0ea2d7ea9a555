"""What pictures and reports say, in the three languages of the house."""

from __future__ import annotations

from typing import Literal

import numpy as np

Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Language, ...] = ("en", "ru", "kk")

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "observed": "reported",
        "expected": "expected",
        "upper": "upper bound",
        "band": "expected to upper bound",
        "alarm": "alarm",
        "missing": "no data",
        "axis": "reports a week",
        "title": "{series}: reports by week",
        "desc": "{weeks} weeks from {first} to {last}. {alarms}",
        "no_alarm": "No alarm.",
        "alarms": "Alarms: {count}; the last in the week of {week}, {observed} reported, {expected} expected.",
        "report": "What stands out in the weekly reports",
        "judged": "What was judged",
        "file": "File",
        "method": "Method",
        "series_count": "Series",
        "weeks": "Weeks judged",
        "alarm_count": "Alarms",
        "list": "The list",
        "list_note": "The latest lines, the newest week first. A line is a question to a person, not an answer.",
        "nothing": "Nothing stands out in the weeks judged.",
        "series": "Series",
        "week": "Week",
        "p": "p",
        "score": "Score",
        "pictures": "The first lines in pictures",
        "limits": "What this list cannot know",
        "limit_1": "Reports are not events: a new source, a campaign or a holiday moves them too.",
        "limit_2": "The newest weeks may still be arriving; a missing week is unknown, not calm.",
        "limit_3": "A bound of level alpha is crossed by chance as well; with many series some lines are false.",
        "limit_4": "A rise slower than the weeks compared, or spread thin over many places, can stay unseen.",
    },
    "ru": {
        "observed": "сообщений",
        "expected": "ожидалось",
        "upper": "верхняя граница",
        "band": "от ожидаемого до границы",
        "alarm": "тревога",
        "missing": "нет данных",
        "axis": "сообщений в неделю",
        "title": "{series}: сообщения по неделям",
        "desc": "Недель: {weeks}, с {first} по {last}. {alarms}",
        "no_alarm": "Тревог нет.",
        "alarms": "Тревог: {count}; последняя на неделе с {week}: сообщений {observed}, ожидалось {expected}.",
        "report": "Что выделяется в недельных сообщениях",
        "judged": "Что оценивалось",
        "file": "Файл",
        "method": "Метод",
        "series_count": "Рядов",
        "weeks": "Оценены недели",
        "alarm_count": "Тревог",
        "list": "Список",
        "list_note": "Последние строки, новая неделя сверху. Строка задаёт вопрос человеку, а не отвечает на него.",
        "nothing": "За оценённые недели ничего не выделяется.",
        "series": "Ряд",
        "week": "Неделя",
        "p": "p",
        "score": "Оценка",
        "pictures": "Первые строки на рисунках",
        "limits": "Чего этот список знать не может",
        "limit_1": "Сообщения — не события: новый источник, кампания или праздник тоже меняют их число.",
        "limit_2": "За последние недели сообщения могут ещё поступать; пропущенная неделя неизвестна, а не спокойна.",
        "limit_3": "Границу уровня альфа переходят и случайно; при многих рядах часть строк ложна.",
        "limit_4": "Рост медленнее сравниваемых недель или размытый по многим местам может остаться незамеченным.",
    },
    "kk": {
        "observed": "хабарлама саны",
        "expected": "күтілгені",
        "upper": "жоғарғы шек",
        "band": "күтілгеннен шекке дейін",
        "alarm": "дабыл",
        "missing": "дерек жоқ",
        "axis": "аптасына хабарлама",
        "title": "{series}: апта сайынғы хабарламалар",
        "desc": "Апта саны: {weeks}, {first} мен {last} аралығы. {alarms}",
        "no_alarm": "Дабыл жоқ.",
        "alarms": "Дабыл саны: {count}; соңғысы {week} басталған аптада: {observed} хабарлама, күтілгені {expected}.",
        "report": "Апталық хабарламаларда не ерекшеленеді",
        "judged": "Не бағаланды",
        "file": "Файл",
        "method": "Әдіс",
        "series_count": "Қатар саны",
        "weeks": "Бағаланған апталар",
        "alarm_count": "Дабыл саны",
        "list": "Тізім",
        "list_note": "Соңғы жолдар, жаңа апта жоғарыда. Әр жол — адамға қойылған сұрақ, жауап емес.",
        "nothing": "Бағаланған апталарда ештеңе ерекшеленбейді.",
        "series": "Қатар",
        "week": "Апта",
        "p": "p",
        "score": "Баға",
        "pictures": "Алғашқы жолдар суретте",
        "limits": "Бұл тізім біле алмайтын нәрселер",
        "limit_1": "Хабарлама — оқиға емес: жаңа дереккөз, науқан немесе мереке де санын өзгертеді.",
        "limit_2": "Соңғы апталардың хабарламалары әлі келіп жатуы мүмкін; бос апта — тыныштық емес, белгісіздік.",
        "limit_3": "Альфа деңгейіндегі шектен кездейсоқ та өтеді; қатар көп болса, кейбір жол жалған болады.",
        "limit_4": "Салыстырылған апталардан баяу не көп жерге шашыраған өсім байқалмай қалуы мүмкін.",
    },
}


def day(week: np.datetime64, language: Language) -> str:
    """A day as the language writes it.

    >>> day(np.datetime64("2026-03-09"), "ru")
    '09.03.2026'
    """
    year, month, number = str(week.astype("datetime64[D]")).split("-")
    return f"{year}-{month}-{number}" if language == "en" else f"{number}.{month}.{year}"


def amount(value: float, language: Language) -> str:
    """A count or an expectation for the eye; a dash for nothing.

    >>> amount(3.25, "kk")
    '3,2'
    """
    if not np.isfinite(value):
        return "–"
    text = (
        f"{value:.0f}"
        if value == round(value) or abs(value) >= 100
        else f"{value:.1f}"
        if value >= 0.1
        else f"{value:.2g}"
    )
    return text if language == "en" else text.replace(".", ",")
