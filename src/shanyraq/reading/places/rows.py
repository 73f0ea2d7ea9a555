"""Rows of names and the head nouns they share: «Алматинской, Жамбылской и Туркестанской областях»."""

from collections.abc import Iterator

from shanyraq.reading.places.heads import (
    CONNECTORS,
    NAMED_AFTER,
    REPEATED,
    SKIPPED_BEFORE_HEAD,
    THERE_PREPOSITIONS,
    Head,
)
from shanyraq.reading.places.mentions import Mention, Token

_IN_ROW = frozenset(" \t\u00a0,/&«»\"'+“”-\u2010\u2011\u2013\u2014(")
_BESIDE = frozenset(" \t\u00a0«»\"'“”-\u2010\u2011")
_ABBREVIATED = frozenset(["с", "п", "г", "гор", "пос", "обл", "рн"])
_NEEDS_A_DOT = frozenset(["с", "п"])


def with_heads(words: list[Token], found: list[Mention]) -> list[list[Mention]]:
    """The mentions parted into rows, each mention with its head noun where it has one."""
    rows = [list(row) for row in _rows(words, found)]
    taken: set[int] = set()
    for place, row in enumerate(rows):
        following = rows[place + 1][0].first if place + 1 < len(rows) else None
        _give_heads(words, row, taken, following)
        _mark_where(words, row)
    return rows


def _rows(words: list[Token], found: list[Mention]) -> Iterator[list[Mention]]:
    row: list[Mention] = []
    for mention in found:
        if row and not _joined(words, row[-1], mention):
            yield row
            row = []
        row.append(mention)
    if row:
        yield row


def _joined(words: list[Token], left: Mention, right: Mention) -> bool:
    """Only commas and «и», «мен», "and" between the two?"""
    between = words[left.last + 1 : right.first]
    gaps = [each.gap for each in words[left.last + 1 : right.first + 1]]
    if any(not _IN_ROW.issuperset(gap) for gap in gaps):
        return False
    told_apart = any(each.key in CONNECTORS for each in between) or any("," in gap or "/" in gap for gap in gaps)
    if not told_apart:
        return False
    return all(each.key in CONNECTORS or each.key in REPEATED for each in between)


def _give_heads(words: list[Token], row: list[Mention], taken: set[int], following: int | None) -> None:
    after = _head_after(words, row[-1], following)
    before = _head_before(words, row[0], taken)
    last = row[-1]
    if after is not None:
        head = _head_at(words, after)
        sharing = [each for each in row if each is last or _shares(each, last, head)]
        for each in sharing:
            each.head, each.head_token = head, after if each is last else None
        taken.add(after)
    if before is not None and row[0].head is None:
        head = _head_at(words, before)
        sharing = [each for each in row if each.head is None and (each is row[0] or head.plural)]
        for each in sharing:
            each.head, each.head_is_before = head, True
            each.head_token = before if each is row[0] else None
        taken.add(before)
    _share_a_later_head(words, row)


def _head_at(words: list[Token], at: int) -> Head:
    head = words[at].lexeme.head
    assert head is not None
    return head


def _shares(member: Mention, last: Mention, head: Head) -> bool:
    """Does an earlier member of the row share the head noun after the last one?"""
    if head.language == "ru":
        return bool(member.adjective) and (head.plural or bool(last.adjective))
    return head.plural


def _head_after(words: list[Token], mention: Mention, following: int | None) -> int | None:
    at = mention.last + 1
    while at < len(words) and words[at].key in SKIPPED_BEFORE_HEAD and _BESIDE.issuperset(words[at].gap):
        at += 1
    if at >= len(words) or not _BESIDE.issuperset(words[at].gap):
        return None
    head = words[at].lexeme.head
    if head is None or words[at].key in _NEEDS_A_DOT:
        return None
    if head.language == "ru" and not mention.adjective and at + 1 == following and words[at].gap == " ":
        # «в Шымкенте село Масанчи»: the noun belongs to the name after it.
        return None
    return at


def _head_before(words: list[Token], mention: Mention, taken: set[int]) -> int | None:
    at = mention.first - 1
    if at >= 0 and words[at].key in ("of", "the") and _BESIDE.issuperset(words[mention.first].gap):
        at -= 1
        if at >= 0 and words[at].key == "of":
            at -= 1
    if at > 0 and words[at].key in NAMED_AFTER and _BESIDE.issuperset(words[mention.first].gap):
        at -= 1
    while at > 0 and _is_initial(words[at], words[at + 1]):
        at -= 1
    if at < 0 or at in taken or (mention.adjective and not mention.names):
        return None
    head = words[at].lexeme.head
    if head is None or not head.may_precede:
        return None
    gap = words[at + 1].gap
    dotted = gap.startswith(".")
    if words[at].key in _NEEDS_A_DOT and not dotted:
        return None
    beside = gap[1:] if dotted and words[at].key in _ABBREVIATED else gap
    return at if _BESIDE.union(":").issuperset(beside) else None


def _is_initial(word: Token, following: Token) -> bool:
    """«район Т. Рыскулова»: a letter of a given name."""
    return len(word.text) == 1 and word.is_capital and following.gap in (".", ". ")


def _share_a_later_head(words: list[Token], row: list[Mention]) -> None:
    """«в Алматинской и области Жетісу»: the head noun stands before the next name."""
    last = row[-1]
    if last.head is not None or not last.adjective:
        return
    at = last.last + 1
    while at < len(words) and words[at].key in CONNECTORS and _IN_ROW.issuperset(words[at].gap):
        at += 1
    if last.last + 1 < at < len(words) and (head := words[at].lexeme.head) and head.language == "ru":
        for each in row:
            if each.adjective and each.head is None:
                each.head = head


def _mark_where(words: list[Token], row: list[Mention]) -> None:
    """Does the row say "there": after «в», «из», or with «-да», «-дан» on its last name?"""
    first = row[0].first - 1
    if row[0].head_is_before and row[0].head_token is not None:
        first = row[0].head_token - 1
    asked = first >= 0 and words[first].key in THERE_PREPOSITIONS
    said = any(form.bent == "there" for form in row[-1].names)
    apart = _stands_apart(words, row)
    for each in row:
        each.says_there = said or any(form.bent == "there" for form in each.names)
        each.points_there = asked or each.says_there
        each.stands_apart = apart


def _stands_apart(words: list[Token], row: list[Mention]) -> bool:
    """«… нет воды, Рудный.»: a comma before, nothing of the clause after."""
    after = row[-1].last + 1
    ends = after == len(words) or words[after].gap[:1] in (".", ",", "!", "?", ";", "\n")
    return ends and words[row[0].first].gap in (", ", ",")
