"""With whom, how, in what case and what for: the typed conditions of a directive."""

import re
from functools import cache
from typing import cast

from shanyraq.reading.model import Condition, ConditionKind
from shanyraq.reading.russian import tables
from shanyraq.reading.russian.complements import is_action_noun
from shanyraq.reading.russian.phrases import Phrase, PhraseReader
from shanyraq.reading.russian.scene import Scene

_CLAUSES: dict[str, ConditionKind] = {"condition": "condition", "purpose": "purpose"}


@cache
def _leads(group: str) -> list[tuple[ConditionKind, re.Pattern[str]]]:
    """Compiled leads of one group of `conditions.toml`."""
    return [
        (cast(ConditionKind, row["kind"]), re.compile(rf"(?<!\w)(?:{row['lead']})(?!\w)", re.IGNORECASE | re.VERBOSE))
        for row in tables.load("conditions")[group]
    ]


def conditions(scene: Scene, start: int, end: int, *, complement: int) -> tuple[Condition, ...]:
    """Conditions among tokens `[start, end)`; the clause numbered `complement` is the action itself."""
    span = scene.span_of(start, end)
    found = [
        *_phrases(scene, span, start, end),
        *_single_words(scene, span),
        *_clauses(scene, start, end, complement),
    ]
    found += _not_delegated(scene, span, end)
    return tuple(sorted(_without_overlap(found), key=lambda each: each.span))


def _phrases(scene: Scene, span: tuple[int, int], start: int, end: int) -> list[Condition]:
    found = []
    for kind, lead in _leads("phrase"):
        for match in lead.finditer(scene.text, *span):
            index = next((i for i in range(start, end) if scene.tokens[i].start >= match.end()), None)
            if index is None:
                if match.group().lower() == "при необходимости":
                    found.append(_condition(scene, kind, match.start(), match.end()))
                continue
            if scene.low(index) in ("тем", "этим", "чего", "чем"):
                continue
            stop = _end_of_phrase(scene, index, end)
            if kind == "purpose" and not _is_purpose(scene, match.group().lower(), index):
                continue
            if kind == "means" and not _is_means(scene, index):
                continue
            if kind == "condition" and match.group().lower() == "при необходимости":
                stop = index
            found.append(_condition(scene, kind, match.start(), scene.tokens[max(stop, index) - 1].end))
    return found


def _end_of_phrase(scene: Scene, index: int, end: int) -> int:
    """Where the noun phrases after the preposition end, coordinated ones included."""
    phrase = _phrase(scene, index, end)
    if phrase is None:
        return index + 1
    stop = phrase.end
    while stop + 1 < end and scene.tokens[stop].low in ("и", ",", "или"):
        further = _phrase(scene, stop + 1, end)
        if further is None or not {s[0] for s in further.slots} & {s[0] for s in phrase.slots}:
            break
        stop = further.end
    return stop


def _phrase(scene: Scene, index: int, end: int) -> Phrase | None:
    return PhraseReader(scene.tokens, end).read(index)


def _is_purpose(scene: Scene, lead: str, index: int) -> bool:
    """«для» names a purpose before a noun of action or «этого», and a receiver elsewhere («для детей»)."""
    if lead != "для":
        return True
    if scene.low(index) in ("этого", "того", "чего", "решения"):
        return True
    phrase = _phrase(scene, index, len(scene.tokens))
    if phrase is None:
        return False
    head = scene.tokens[phrase.head]
    return is_action_noun(head.low, head.word.noun_lemma) or (index <= 2 and not phrase.agent)


def _is_means(scene: Scene, index: int) -> bool:
    """«через месяц» is a term, «через акиматы» a means."""
    token = scene.tokens[index]
    spans = [each.span for each in scene.deadlines] + [each.span for each in scene.frequencies]
    return token.kind == "word" and not any(a <= token.start < b for a, b in spans)


def _single_words(scene: Scene, span: tuple[int, int]) -> list[Condition]:
    return [
        _condition(scene, kind, *match.span())
        for kind, word in _leads("word")
        for match in word.finditer(scene.text, *span)
    ]


def _not_delegated(scene: Scene, span: tuple[int, int], end: int) -> list[Condition]:
    found = []
    for match in _leads("gerund")[0][1].finditer(scene.text, *span):
        stop = next(
            (t.start for t in scene.tokens if t.start >= match.end() and t.text in ",.;"),
            scene.tokens[end - 1].end,
        )
        found.append(_condition(scene, "no_delegation", match.start(), max(match.end(), min(stop, span[1]))))
    return found


def _clauses(scene: Scene, start: int, end: int, complement: int) -> list[Condition]:
    found = []
    for clause in scene.clauses:
        kind = _CLAUSES.get(clause.kind)
        if kind is None or clause.number == complement:
            continue
        members = [i for i in range(start, end) if scene.tokens[i].clause == clause.number]
        members = [i for i in members if scene.tokens[i].is_word or scene.tokens[i].kind == "number"]
        if members:
            found.append(_condition(scene, kind, scene.tokens[members[0]].start, scene.tokens[members[-1]].end))
    return found


def _without_overlap(found: list[Condition]) -> list[Condition]:
    kept: list[Condition] = []
    for each in sorted(found, key=lambda c: (c.span[0], -c.span[1])):
        if not any(each.kind == other.kind and each.span[0] < other.span[1] for other in kept):
            kept.append(each)
    return kept


def _condition(scene: Scene, kind: ConditionKind, start: int, end: int) -> Condition:
    text = scene.text[start:end].rstrip()
    return Condition(kind, (start, start + len(text)), text)
