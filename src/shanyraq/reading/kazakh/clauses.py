"""Where the clause of a Kazakh directive begins, and which of its first words belong to no phrase."""

from shanyraq.reading.kazakh.forms import if_form, is_told, verbal_noun
from shanyraq.reading.kazakh.sentence import Sentence

_HARD = frozenset(";:—–!?…")
_PAIRS = {"«": "»", "“": "”", "(": ")"}


def clause_start(sentence: Sentence, verb: int, floor: int) -> int:
    """First word of the clause that the verb at `verb` closes; never before `floor`."""
    index = verb
    while index > floor:
        low = sentence.low(index - 1)
        if low in _HARD and not _is_range(sentence, index - 1):
            break
        if low in _PAIRS and not _closes_before(sentence, index - 1, verb):
            break
        if low == "," and _parts_clauses(sentence, index - 1, floor):
            break
        index -= 1
    while index < verb and (
        sentence.low(index) in (",", ".", ")", "»", "”")
        or sentence.low(index) in ("жане", "ари", "ал", "бирак", "сондай-ак")
    ):
        index += 1
    return index


def skip_openers(sentence: Sentence, start: int, end: int) -> int:
    """First word after introductions: «Осыған байланысты, …», «Біріншіден, …»."""
    known = sentence.lexicon
    index = start
    while index < end:
        comma = next((each for each in range(index, min(index + 6, end)) if sentence.low(each) == ","), None)
        if comma is not None and _introduces(sentence, index, comma):
            index = comma + 1
            continue
        low = sentence.low(index)
        if low in known.openers and not (
            low in ("бир", "осы", "сол", "бул", "ол", "екинши") and not _is_lonely(sentence, index)
        ):
            index += 1
            continue
        if sentence.is_mark(index) and low not in ("«", "“", "(", '"'):
            index += 1
            continue
        break
    return index if index < end else start


def _introduces(sentence: Sentence, start: int, comma: int) -> bool:
    words = [sentence.low(index) for index in range(start, comma)]
    if not words or any(sentence.is_mark(index) for index in range(start, comma)):
        return False
    if all(word in sentence.lexicon.openers for word in words):
        return True
    if words[-1].endswith(("дай", "дей")) and len(words[-1]) > 6:
        return True
    return words[-1] in (
        "айтуынша",
        "пикиринше",
        "айткандай",
        "байланысты",
        "ретте",
        "орайда",
        "болек",
        "сайкес",
        "бойынша",
        "тыс",
        "баска",
        "катар",
        "орай",
        "рас",
    )


def _is_lonely(sentence: Sentence, index: int) -> bool:
    """«Осы орайда», «Ол …»: an opener and not a word of the next phrase."""
    following = sentence.low(index + 1)
    return following in sentence.lexicon.openers or following == "," or sentence.low(index) in ("ол",)


def _parts_clauses(sentence: Sentence, comma: int, floor: int) -> bool:
    """A comma after a finished clause: «өсім тоқтады, сондықтан …»."""
    before, after = sentence.low(comma - 1), sentence.low(comma + 1)
    if if_form(before) and not verbal_noun(before):
        return True
    if before in ("де", "да") and if_form(sentence.low(comma - 2)):
        return True
    if after in ("сондыктан", "алайда", "себеби", "ойткени", "ягни", "дегенмен", "ендеше"):
        return True
    if before in ("шыгар", "емес", "жок", "бар", "екен"):
        return True
    if not is_told(before) or sentence.agent(comma - 1) is not None:
        return False
    if before.endswith(("ады", "еди", "йды", "йди", "мын", "мин", "мыз", "миз")):
        return True
    return any(
        (reading := sentence.agent(index)) is not None and reading.case == "nominative"
        for index in range(comma + 1, min(comma + 5, len(sentence.words)))
    )


def _closes_before(sentence: Sentence, opening: int, verb: int) -> bool:
    closing = _PAIRS[sentence.low(opening)]
    return any(sentence.low(index) == closing for index in range(opening + 1, verb))


def _is_range(sentence: Sentence, index: int) -> bool:
    return sentence.low(index - 1)[:1].isdigit() and sentence.low(index + 1)[:1].isdigit()
