"""What the head of a list gives its items: force, bearer, rhythm, term."""

import re
from dataclasses import dataclass
from typing import cast

from shanyraq.reading.model import Bearer, Deadline, Force, Frequency
from shanyraq.reading.russian import refusals, roles, tables
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.complements import Complement, complement, is_action_noun
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.scene import Scene
from shanyraq.reading.russian.view import plain

_SPACED = re.compile(r"(?<=\b\w)[ \u00a0](?=\w\b)")
_RHYTHM_HEAD = re.compile(r"периодичн|частот|график|не реже|регулярност", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What items inherit. `nouns`: an item may be a bare noun («обеспечить: ремонт дорог»)."""

    force: Force | None = None
    rule_id: str = ""
    negated: bool = False
    bearers: tuple[Bearer, ...] = ()
    nouns: bool = False
    rhythm: bool = False
    frequency: Frequency | None = None
    deadline: Deadline | None = None
    case: str = "datv"

    def under(self, outer: "Head | None") -> "Head":
        """This head with what it lacks taken from the head above it."""
        if outer is None:
            return self
        return Head(
            force=self.force or outer.force,
            rule_id=self.rule_id or outer.rule_id,
            negated=self.negated or (self.force is None and outer.negated),
            bearers=self.bearers or outer.bearers,
            nouns=self.nouns or (self.force is None and outer.nouns),
            rhythm=self.rhythm or outer.rhythm,
            frequency=self.frequency or outer.frequency,
            deadline=self.deadline or outer.deadline,
            case=self.case if self.force else outer.case,
        )


def head_of(scene: Scene) -> Head:
    """What the sentence of `scene` gives to the list below it."""
    frequency = scene.frequencies[-1] if scene.frequencies else None
    deadline = scene.deadlines[-1] if scene.deadlines else None
    rhythm = _RHYTHM_HEAD.search(scene.text, *scene.span) is not None
    for hit in reversed(scene.hits):
        what = complement(scene, hit) or _awaited(scene)
        if hit.trigger.frame == "wish" or refusals.in_refused_clause(scene, hit) or refusals.is_past(scene, hit):
            continue
        group = roles.find(scene, hit, what)
        if refusals.is_released(scene, hit):
            continue
        return Head(
            force=hit.trigger.force,
            rule_id=hit.trigger.id,
            negated=refusals.is_negated(scene, hit, what),
            bearers=roles.bearers(scene, hit, what, group),
            nouns=True,
            rhythm=rhythm,
            frequency=frequency,
            deadline=deadline,
            case=roles.case_of(hit, what) if hit.trigger.addressee == "accusative" else "datv",
        )
    force = _force_by_words(scene)
    bearers = _addressed(scene)
    infinitive = any(token.word.infinitive for token in scene.tokens)
    if force is None and (bearers or infinitive):
        force = plain("infinitive")[1]
    rule_id = plain("infinitive")[0] if force else ""
    return Head(force, rule_id, False, bearers, infinitive, rhythm, frequency, deadline)


def _awaited(scene: Scene) -> Complement:
    """Stands for the complement that the items will bring."""
    last = len(scene.tokens) - 1
    return Complement("infinitive", last, last, scene.tokens[last].clause)


def _force_by_words(scene: Scene) -> Force | None:
    """«Рекомендации круглого стола:», «Р Е Ш И Л И:»: a word that sets the force of what follows."""
    words = [scene.text[slice(*scene.span)].lower()]
    words = [_SPACED.sub("", words[0])]
    lows = re.findall(r"[^\W\d_]+", words[0])
    for force, stems in tables.load("triggers")["heads"].items():
        if any(low.startswith(stem) for low in lows for stem in stems):
            return cast(Force, force)
    return None


def _addressed(scene: Scene) -> tuple[Bearer, ...]:
    """«Акимам сельских округов:»: a dative that opens the list."""
    for group in scene.groups:
        if group.preposition or not group.agent or not group.can_be("datv") or group.can_be("nomn"):
            continue
        if any(token.word.finite for token in scene.tokens[: group.start]):
            continue
        return bearers_of(scene, group, "datv")
    return ()


def noun_item(scene: Scene, head: Head) -> Draft | None:
    """«— ремонт дорог;» under «Необходимо обеспечить:»."""
    if not head.nouns or head.force is None or any(token.word.finite for token in scene.tokens):
        return None
    for group in scene.groups:
        token = scene.tokens[group.head]
        case = group.can_be("nomn") or group.can_be("accs") or group.can_be("gent")
        if group.preposition or group.agent or not case:
            continue
        start = group.start
        if start > 3 and not is_action_noun(token.low, token.word.noun_lemma):
            return None
        rule_id = head.rule_id or plain("item")[0]
        clause = frozenset([scene.clause(start).number])
        return Draft(rule_id, head.force, head.negated, (), "", start, start, group.head, start, clause)
    return None
