"""Places, houses and works that bear a name: «улица Абая», «Жамбыл ауданы», ТОО «Серик»."""

from shanyraq.reading.screening import signs
from shanyraq.reading.screening.sentence import CLOSING, OPEN, Reading, is_bent, is_genitive, is_quoted, runs_on


def release_places(reading: Reading) -> None:
    """«улица Абая», «Жамбыл ауданы», ТОО «Серик»: a name given to a place or a house stays."""
    index = 0
    while index < len(reading.words):
        if not reading.person[index] or reading.words[index].kind:
            index += 1
            continue
        end = index
        while end + 1 < len(reading.words) and reading.person[end + 1] and runs_on(reading, end + 1):
            end += 1
        if _is_place_name(reading, index, end):
            first_kept = _patronymic_person(reading, index, end)
            reading.person[index:first_kept] = [False] * (first_kept - index)
        index = end + 1


def _patronymic_person(reading: Reading, first: int, last: int) -> int:
    """«школы имени Абая Ли Виктор Сергеевич»: where the person begins behind the name of the school; else the end."""
    proofs = reading.proofs[first : last + 1]
    full = any(each is not None and each.patronymic and not each.tail for each in proofs)
    bent = next((index for index, each in enumerate(proofs) if not is_bent(each)), len(proofs))
    return first + bent if full and bent else last + 1


def _is_place_name(reading: Reading, first: int, last: int) -> bool:
    words = reading.words
    while last + 1 < len(words) and words[last + 1].joined and words[last + 1].key in _RANKS:
        last += 1
    before = words[first - 1] if first else None
    after = words[last + 1] if last + 1 < len(words) else None
    quoted = is_quoted(reading, first, last)
    if _is_in_named_quotes(reading, first):
        return True
    follows = after is not None and not after.kind and (after.joined or (quoted and after.gap[1:] == " "))
    if after and follows and signs.is_place_after(after, quoted=quoted) and not is_genitive(reading.proofs[last]):
        return True
    if not before or before.kind or not signs.CLOSE.match(words[first].gap):
        return False
    if before.key == "имени" and first > 1 and words[first - 2].key == "по":
        return False
    if signs.is_institution(before, words[first].gap):
        return before.capital is False or quoted or not signs.is_title(before)
    if signs.is_settlement(before, words[first].gap):
        return first == last or is_bent(reading.proofs[last])
    return False


def _is_in_named_quotes(reading: Reading, first: int) -> bool:
    """Опера «Кыз Жибек», кафе «У Ашота»: the quotation opens behind a word for a house or a work."""
    for index in range(first, max(0, first - 4), -1):
        gap = reading.words[index].gap
        if gap[-1:] in OPEN and gap[-1:]:
            before = reading.words[index - 1]
            return not before.kind and signs.is_institution(before, gap)
        if "\n" in gap or any(each in CLOSING for each in gap):
            return False
    return False


_RANKS = frozenset(("би", "батыр", "хан", "ата", "ана", "батыра", "хана", "кажы", "акын"))
