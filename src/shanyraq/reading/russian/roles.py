"""Who bears the duty: the noun phrase in the case that the frame of the trigger asks for."""

from collections.abc import Iterable
from dataclasses import replace

from shanyraq.reading.model import Bearer
from shanyraq.reading.russian import tables
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.complements import Complement, is_action_noun
from shanyraq.reading.russian.groups import Group, groups
from shanyraq.reading.russian.matching import Hit
from shanyraq.reading.russian.phrases import Phrase
from shanyraq.reading.russian.scene import Scene

_ADDRESSEE = {
    "dative": ("datv", ("",)),
    "accusative": ("accs", ("",)),
    "from": ("gent", ("от", "с", "со")),
    "before": ("ablt", ("перед", "пред")),
    "on": ("accs", ("на",)),
    "behind": ("ablt", ("за",)),
    "to": ("datv", ("к", "ко")),
    "": ("datv", ()),
}


def find(scene: Scene, hit: Hit, what: Complement) -> Group | None:
    """The group of the bearer (perhaps of pronouns), or None when the sentence names nobody."""
    frame = hit.trigger.frame
    if what.kind == "clause":
        return _subject_of_clause(scene, what)
    if frame == "subject":
        return subject(scene, hit, what)
    if frame == "order":
        return _addressee(scene, hit, what)
    return _dative(scene, hit, what)


def bearers(scene: Scene, hit: Hit, what: Complement, group: Group | None) -> tuple[Bearer, ...]:
    """The named bearers of a group found by `find`, else the body whose focus it is."""
    anyone = group is not None and hit.trigger.frame == "order" and not group.agent
    found = bearers_of(scene, group, case_of(hit, what), anyone=anyone)
    if found or hit.trigger.frame != "subject":
        return found
    return by_agent(scene, hit.at) or by_focus(scene, hit)


def case_of(hit: Hit, what: Complement) -> str:
    if what.kind == "clause" or hit.trigger.frame == "subject":
        return "nomn"
    return _ADDRESSEE[hit.trigger.addressee][0] if hit.trigger.frame == "order" else "datv"


def subject(scene: Scene, hit: Hit, what: Complement) -> Group | None:
    """The nominative that agrees with the modal word: left of it first, an agent before a thing."""
    left = [g for g in _in_clause(scene, hit.at) if g.end <= hit.start and _agrees(scene, g, hit.at)]
    right = [g for g in _in_clause(scene, hit.at) if g.start >= hit.end and _agrees(scene, g, hit.at)]
    agents = [group for group in left if group.agent]
    if agents:
        return agents[-1]
    if left and not _may_be_object(left[-1]):
        return left[-1]
    named = [group for group in right if group.agent and (not left or _clearly_nominative(group))]
    being = scene.tokens[what.verb].word.lemma == "быть"
    if named and (named[0].start < what.verb or not left or not being):
        return named[0]
    if left:
        return left[-1]
    return right[0] if right else _earlier_subject(scene, hit)


def _earlier_subject(scene: Scene, hit: Hit) -> Group | None:
    """«Акимы отчитались, но должны …»: the subject is said once for two clauses."""
    own = scene.clause(hit.at)
    if own.number == 0 or own.kind != "main":
        return None
    earlier = [
        group
        for group in scene.groups
        if group.end <= own.opening
        and group.agent
        and _agrees(scene, group, hit.at)
        and scene.clause(group.start).kind == "main"
    ]
    return earlier[0] if earlier else None


def _agrees(scene: Scene, group: Group, at: int) -> bool:
    number, gender = scene.tokens[at].word.verb_slot
    if group.preposition or not group.can_be("nomn"):
        return False
    if len(group.phrases) > 1 and number == "plur":
        return True
    return any(_fits(phrase, number, gender) for phrase in group.phrases[-1:])


def _fits(phrase: Phrase, number: str, gender: str) -> bool:
    return any(
        slot[0] == "nomn" and (not number or slot[1] == number) and (not gender or not slot[2] or slot[2] == gender)
        for slot in phrase.slots
    )


def _may_be_object(group: Group) -> bool:
    return all(phrase.can_be("accs") and not phrase.agent for phrase in group.phrases)


def _clearly_nominative(group: Group) -> bool:
    return all(not phrase.can_be("accs") for phrase in group.phrases)


def _subject_of_clause(scene: Scene, what: Complement) -> Group | None:
    verb = scene.tokens[what.verb].word
    if verb.infinitive:
        return _first(group for group in _in_clause(scene, what.verb) if _is_dative_agent(group))
    groups = [g for g in _in_clause(scene, what.verb) if not g.preposition and g.can_be("nomn") and g.agent]
    number = verb.verb_slot[0]
    fitting = [g for g in groups if len(g.phrases) > 1 or _fits(g.phrases[0], number, "")]
    clear = [group for group in fitting if group.start < what.verb or _clearly_nominative(group)]
    return clear[0] if clear else None


def _addressee(scene: Scene, hit: Hit, what: Complement) -> Group | None:
    case, prepositions = _ADDRESSEE[hit.trigger.addressee]
    groups = [g for g in _in_clause(scene, hit.at) if g.agent and g.preposition in prepositions and g.can_be(case)]
    limit = what.verb if what.kind == "infinitive" and not what.left else len(scene.tokens)
    right = [g for g in groups if g.start >= hit.start and g.end <= limit and not _is_subject(scene, g, hit)]
    if right:
        return _without_objects(scene, right[0]) if hit.trigger.addressee == "from" else right[0]
    left = [g for g in groups if g.end <= hit.start and not _is_subject(scene, g, hit)]
    if left:
        return left[-1]
    if hit.trigger.addressee == "dative" and what.kind == "infinitive":
        return _whoever(scene, hit, what, limit)
    return _fallback_addressee(scene, hit, limit)


def _without_objects(scene: Scene, group: Group) -> Group:
    """«жду от Правительства предложений»: what is waited for looks like a genitive of the body."""
    last = group.phrases[-1]
    for start, _ in last.genitives:
        heads = [scene.tokens[i] for i in range(start, last.end)]
        if any(is_action_noun(token.low, token.word.noun_lemma) for token in heads):
            return Group((*group.phrases[:-1], replace(last, end=start)))
    return group


def _whoever(scene: Scene, hit: Hit, what: Complement, limit: int) -> Group | None:
    """Between an order and what is ordered, or before both, a dative is the one ordered, whatever it is called."""
    groups = [group for group in _in_clause(scene, hit.at) if _is_dative_only(group)]
    between = [group for group in groups if hit.end <= group.start < limit]
    if between or scene.tokens[what.verb].word.infinitive in tables.words("giving") | tables.words("with_dative"):
        return _first(between)
    return _first(group for group in groups if group.end <= hit.start)


def _is_dative_only(group: Group) -> bool:
    return not group.preposition and all(phrase.only("datv") and not phrase.pronoun for phrase in group.phrases)


def _fallback_addressee(scene: Scene, hit: Hit, limit: int) -> Group | None:
    """«Дал указание министру», «поставил министерству задачу»: the dative where another case is usual."""
    if hit.trigger.addressee in ("dative", "behind", "from", "to"):
        return None
    groups = [g for g in _in_clause(scene, hit.at) if _is_dative_agent(g) and g.end <= limit]
    return _first(groups)


def _is_subject(scene: Scene, group: Group, hit: Hit) -> bool:
    """Is this the one who orders («министерство поручило»), not the one who is ordered?"""
    if hit.trigger.addressee not in ("accusative",):
        return False
    return group.end <= hit.start and _agrees(scene, group, hit.at)


def _dative(scene: Scene, hit: Hit, what: Complement) -> Group | None:
    limit = what.verb if not what.left else len(scene.tokens)
    groups = [
        group
        for group in _in_clause(scene, hit.at)
        if _is_dative_agent(group)
        and (group.end <= limit or (what.left and group.end <= hit.start))
        and not _receives(scene, group, what.verb)
    ]
    before = [group for group in groups if group.end <= hit.start]
    if before:
        return before[0] if not before[0].pronoun else before[-1]
    return _first(group for group in groups if group.start >= hit.start)


def _is_dative_agent(group: Group) -> bool:
    return not group.preposition and group.agent and group.can_be("datv")


def _receives(scene: Scene, group: Group, verb: int) -> bool:
    """«Жителям нужно предоставить жилье»: the dative is the one who gets, not the one who gives."""
    if scene.tokens[verb].word.infinitive not in tables.words("giving"):
        return False
    return any(scene.tokens[phrase.head].word.lemma in tables.words("receivers") for phrase in group.phrases)


def by_agent(scene: Scene, at: int) -> tuple[Bearer, ...]:
    """The instrumental agent of a passive: «должно быть обеспечено акимами»."""
    own = scene.clause(at)
    passive = any(
        token.clause == own.number and (token.word.passive or token.low.endswith(("ся", "сь")))
        for token in scene.tokens
    )
    if not passive:
        return ()
    for group in _in_clause(scene, at):
        if not group.preposition and group.agent and all(_only_instrumental(phrase) for phrase in group.phrases):
            return bearers_of(scene, group, "ablt")
    return ()


def _only_instrumental(phrase: Phrase) -> bool:
    return phrase.can_be("ablt") and not phrase.can_be("nomn") and not phrase.can_be("accs")


def by_focus(scene: Scene, hit: Hit) -> tuple[Bearer, ...]:
    """«В фокусе ассамблеи должна быть …», «задачей акимов должно стать …»: the genitive of such a noun."""
    for group in _in_clause(scene, hit.at):
        for phrase in group.phrases:
            if scene.tokens[phrase.head].word.noun_lemma not in tables.words("focus"):
                continue
            found = genitive_agent(scene, phrase)
            if found:
                return found
    return ()


def genitive_agent(scene: Scene, phrase: Phrase) -> tuple[Bearer, ...]:
    """The first genitive of a phrase that can bear a duty («задача акимов»)."""
    for start, end in phrase.genitives:
        for group in groups(scene.tokens, start, end):
            if group.agent and group.can_be("gent"):
                return bearers_of(scene, group, "gent")
    return ()


def _in_clause(scene: Scene, at: int) -> list[Group]:
    _ = scene.clauses
    own = scene.tokens[at].clause
    return [group for group in scene.groups if scene.tokens[group.head].clause == own]


def _first(groups: Iterable[Group]) -> Group | None:
    return next(iter(groups), None)
