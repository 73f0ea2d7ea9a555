"""What a trigger asks for: an infinitive, a clause with «чтобы» or «если бы», or a noun of action."""

from dataclasses import dataclass
from typing import Literal

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.matching import Hit
from shanyraq.reading.russian.phrases import Phrase
from shanyraq.reading.russian.scene import Scene

_ENDINGS = (
    "ние", "ния", "нию", "нием", "нии", "ний", "тие", "тия", "тию", "тий", "ция", "ции", "цию", "ций", "цией",
    "ительство", "ительства", "ничество", "ничества",
)  # fmt: skip
_CLAUSE_WORDS = frozenset(["чтобы", "чтоб", "если"])


@dataclass(frozen=True, slots=True)
class Complement:
    """`verb` is the token of the infinitive, of the clause's verb or of the noun; the action begins at `start`."""

    kind: Literal["infinitive", "clause", "noun"]
    start: int
    verb: int
    clause: int
    left: bool = False


def complement(scene: Scene, hit: Hit) -> Complement | None:
    """The complement of the trigger, or None when nothing is asked for."""
    if hit.trigger.whole:
        return _itself(scene, hit)
    found = _infinitive(scene, hit) if hit.trigger.infinitive else None
    if found and not found.left:
        return found
    if hit.trigger.clause or hit.trigger.frame == "wish":
        clause = _clause(scene, hit)
        if clause:
            return clause
    if found:
        return found
    return _noun(scene, hit) if hit.trigger.noun else None


def _itself(scene: Scene, hit: Hit) -> Complement:
    """«Контроль возложить на …»: the trigger with its object is what is to be done."""
    objects = [p for p in _phrases(scene, scene.clause(hit.at).number) if p.end <= hit.start and not p.preposition]
    start = min([hit.start, *(p.start for p in objects if p.can_be("accs") or p.can_be("nomn"))])
    return Complement("noun", start, hit.at, scene.clause(hit.at).number)


def _infinitive(scene: Scene, hit: Hit) -> Complement | None:
    right = infinitive_right(scene, hit.end, hit)
    if right is None and hit.trigger.infinitive and hit.at + 1 < hit.end:
        right = infinitive_right(scene, hit.at + 1, hit)
    if right is not None:
        return Complement("infinitive", right, right, scene.tokens[right].clause)
    left = _infinitive_left(scene, hit)
    if left is not None:
        return Complement("infinitive", left, left, scene.tokens[left].clause, left=True)
    return None


def infinitive_right(scene: Scene, start: int, hit: Hit) -> int | None:
    """The first infinitive from `start` on in the clause of the trigger, before any other predicate."""
    own = scene.clause(hit.at).number
    others = {other.at for other in scene.hits if other is not hit}
    for index in range(start, len(scene.tokens)):
        token = scene.tokens[index]
        if index in hit.inner:
            continue
        if token.clause != own:
            if scene.clauses[token.clause].kind == "main":
                return None
            continue
        if token.word.infinitive and token.word.pos != "NOUN":
            return index
        if index in others or (token.word.finite and not token.word.noun):
            return None
    return None


def _infinitive_left(scene: Scene, hit: Hit) -> int | None:
    """«Отремонтировать дамбу необходимо»: the infinitive comes first and belongs to nothing else."""
    own = scene.clause(hit.at).number
    taken = {other.at for other in scene.hits if other is not hit}
    for index in range(hit.start - 1, -1, -1):
        token = scene.tokens[index]
        if token.clause != own:
            continue
        if token.word.infinitive and token.word.pos != "NOUN":
            return index
        if index in taken or token.word.finite:
            return None
    return None


def _clause(scene: Scene, hit: Hit) -> Complement | None:
    """The clause «чтобы …», «если бы …» that hangs on the trigger's clause and follows it."""
    own = scene.clause(hit.at).number
    for clause in scene.clauses:
        if clause.parent != own or clause.kind not in ("purpose", "condition") or clause.opening < hit.at:
            continue
        members = [i for i in range(clause.opening, len(scene.tokens)) if scene.tokens[i].clause == clause.number]
        opening = next((i for i in members if scene.tokens[i].low in _CLAUSE_WORDS), None)
        if opening is None:
            continue
        if clause.kind == "condition" and (hit.trigger.frame != "wish" or scene.low(opening + 1) != "бы"):
            continue
        verb = next((i for i in members if scene.tokens[i].word.finite or scene.tokens[i].word.infinitive), None)
        verb = verb if verb is not None else next((i for i in members if scene.tokens[i].word.short), None)
        if verb is None:
            continue
        start = opening + (2 if clause.kind == "condition" else 1)
        return Complement("clause", start, verb, clause.number)
    return None


def _noun(scene: Scene, hit: Hit) -> Complement | None:
    """The nearest noun of action on the right of the trigger (on its left where nothing stands on the right)."""
    own = scene.clause(hit.at).number
    right = [p for p in _phrases(scene, own) if p.start >= hit.start and p.head not in hit.inner]
    left = [p for p in _phrases(scene, own) if p.end <= hit.start]
    for phrase in [*right, *reversed(left)]:
        if _is_action(scene, phrase, hit):
            return Complement("noun", phrase.start, phrase.head, own, left=phrase.end <= hit.start)
    return None


def _phrases(scene: Scene, clause: int) -> list[Phrase]:
    return [phrase for group in scene.groups for phrase in group.phrases if scene.tokens[phrase.head].clause == clause]


def _is_action(scene: Scene, phrase: Phrase, hit: Hit) -> bool:
    if scene.low(hit.end) == "не":
        return False
    case = "nomn" if hit.trigger.frame == "dative" else "accs"
    token = scene.tokens[phrase.head]
    preposition_fits = not phrase.preposition or (
        hit.trigger.frame == "order" and phrase.preposition in ("о", "об", "по", "на") and hit.end - hit.start > 1
    )
    if not preposition_fits or phrase.agent or token.word.pronoun:
        return False
    if hit.trigger.addressee == "before":
        return (phrase.can_be("gent") or bool(phrase.preposition)) and is_action_noun(token.low, token.word.noun_lemma)
    if not phrase.preposition and not (phrase.can_be(case) or phrase.can_be("nomn")):
        return False
    return hit.trigger.negated or is_action_noun(token.low, token.word.noun_lemma)


def is_action_noun(low: str, lemma: str) -> bool:
    """Does this noun name a doing («проведение», «реализация», «контроль»)?"""
    return low.endswith(_ENDINGS) or lemma in tables.words("action_nouns")
