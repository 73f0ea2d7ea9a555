"""The Russian reader: units of the text one by one, list items with what their heads give them."""

import re
from dataclasses import dataclass, field, replace
from typing import TypeVar

from shanyraq.reading.model import Action, Bearer, Candidate, Deadline, Frequency, Reading, Sentence, Span
from shanyraq.reading.russian import matching, tables, times
from shanyraq.reading.russian.conditions import conditions
from shanyraq.reading.russian.drafts import Draft, drafts_of_triggers
from shanyraq.reading.russian.extents import Extent, extents
from shanyraq.reading.russian.habits import verbless
from shanyraq.reading.russian.lists import Head, head_of, noun_item
from shanyraq.reading.russian.plain import drafts_without_trigger, named_bodies
from shanyraq.reading.russian.pronouns import antecedent
from shanyraq.reading.russian.scene import Scene
from shanyraq.reading.russian.view import plain
from shanyraq.reading.sentences import Unit, units

_NORMATIVE = re.compile(
    r"\b(?:настоящ(?:ее|его|им|ий|ая|их|ие)|положени[еяю]|устав\w*|регламент\w*|правила?м?и?)\b",
    re.IGNORECASE,
)
_NUMBERED = 3


class RussianReader:
    """Reads Russian texts; holds no state between them."""

    language = "ru"

    def read(self, text: str) -> Reading:
        """Directives of `text`, in its order."""
        return _Pass(text).run()


@dataclass
class _Pass:
    """One reading of one text."""

    text: str
    units: tuple[Unit, ...] = ()
    heads: dict[int, Head] = field(default_factory=dict)
    found: list[Candidate] = field(default_factory=list)
    unclaimed: list[Sentence] = field(default_factory=list)
    previous: Scene | None = None
    previous_bearers: tuple[Bearer, ...] = ()
    normative: bool = False

    def run(self) -> Reading:
        self.units = units(self.text, abbreviations=tables.words("abbreviations"))
        self.normative = self._is_normative()
        fathers = {unit.head for unit in self.units if unit.head is not None}
        for number, unit in enumerate(self.units):
            if unit.first and unit.kind != "item" and (number == 0 or self.units[number - 1].block != unit.block):
                self.previous, self.previous_bearers = None, ()
            self._unit(number, unit, is_head=number in fathers)
        return Reading("ru", tuple(self.found), tuple(self.unclaimed))

    def _is_normative(self) -> bool:
        numbered = sum(unit.kind == "item" and unit.marker[:1].isdigit() for unit in self.units)
        return numbered >= _NUMBERED and _NORMATIVE.search(self.text) is not None

    def _unit(self, number: int, unit: Unit, *, is_head: bool) -> None:
        scene = Scene(self.text, unit.span)
        outer = self.heads.get(unit.head) if unit.head is not None else None
        if self._supplements(scene):
            return
        if is_head:
            self.heads[number] = head_of(scene).under(outer)
            if not self._stands_by_itself(scene, number):
                self.previous, self.previous_bearers = scene, self.heads[number].bearers
                return
        drafts = self._drafts(scene, unit, outer)
        candidates = self._candidates(scene, drafts, outer)
        self.found.extend(candidates)
        if candidates and is_head:
            self.heads[number] = Head()
        if not candidates and _has_modal_word(self.text[slice(*unit.span)]):
            self.unclaimed.append(Sentence(unit.span, unit.text))
        self.previous = scene
        self.previous_bearers = candidates[-1].bearers if candidates else ()

    def _stands_by_itself(self, scene: Scene, number: int) -> bool:
        """Is the head a whole directive whose list only lists things («принять меры: …»)?"""
        drafts = drafts_of_triggers(scene).drafts
        if not drafts or not any(token.is_word for token in scene.tokens[drafts[-1].verb + 1 :]):
            return False
        items = [unit for unit in self.units if unit.head == number]
        return not any(_is_verbal(Scene(self.text, unit.span)) for unit in items)

    def _drafts(self, scene: Scene, unit: Unit, outer: Head | None) -> list[Draft]:
        listed = unit.kind == "item"
        if not _worth_reading(scene, listed=listed):
            return []
        triggered = drafts_of_triggers(scene)
        drafts = list(triggered.drafts)
        drafts += drafts_without_trigger(
            scene,
            triggered.closed,
            normative=self.normative or listed,
            listed=listed,
            case=outer.case if outer else "datv",
        )
        drafts.sort(key=lambda each: each.at)
        if not drafts and outer is not None:
            item = (verbless(scene) if outer.rhythm else None) or noun_item(scene, outer)
            drafts = [item] if item else []
        return [self._settled(scene, draft, outer) for draft in drafts]

    def _settled(self, scene: Scene, draft: Draft, outer: Head | None) -> Draft:
        """The draft with what the head of its list or the sentence before gives it."""
        if outer is not None and outer.force and draft.rule_id == plain("infinitive")[0]:
            draft = replace(
                draft,
                force=outer.force,
                rule_id=outer.rule_id or draft.rule_id,
                negated=draft.negated or outer.negated,
            )
        if draft.bearers:
            return draft
        if outer is not None and outer.bearers:
            return replace(draft, bearers=outer.bearers)
        if draft.pronoun:
            return replace(draft, bearers=antecedent(draft, scene, self.previous, self.previous_bearers))
        return draft

    def _candidates(self, scene: Scene, drafts: list[Draft], outer: Head | None) -> list[Candidate]:
        """A draft whose words all belong to its neighbours is none."""
        placed = [
            (draft, place) for draft, place in zip(drafts, extents(scene, drafts), strict=True) if place.has_words
        ]
        return [self._candidate(scene, draft, place, outer, len(drafts) == 1) for draft, place in placed]

    def _candidate(self, scene: Scene, draft: Draft, place: Extent, outer: Head | None, alone: bool) -> Candidate:
        span = scene.span_of(place.start, place.end)
        action = scene.span_of(place.action_start, place.action_end)
        frequency = _own(scene, draft, scene.frequencies, span, alone=alone)
        deadline = _own(scene, draft, scene.deadlines, span, alone=alone)
        return Candidate(
            span=span,
            quote=self.text[slice(*span)],
            force=draft.force,
            negated=draft.negated,
            bearers=draft.bearers,
            action=Action(action, self.text[slice(*action)]),
            frequency=frequency or (outer.frequency if outer else None),
            deadline=deadline or (outer.deadline if outer else None),
            conditions=conditions(scene, place.start, place.end, complement=scene.tokens[draft.verb].clause),
            rule_id=draft.rule_id,
        )

    def _supplements(self, scene: Scene) -> bool:
        """«Срок – до 1 июля.», «Ответственный: МВД.»: completes the directive above instead of being one."""
        lead = _SUPPLEMENT.match(self.text, *scene.span)
        if lead is None or not self.found:
            return False
        last = self.found[-1]
        if lead["term"]:
            terms = times.deadlines(self.text, scene.span) or _bare_date(self.text, (lead.end(), scene.span[1]))
            if terms and last.deadline is None:
                self.found[-1] = replace(last, deadline=terms[0])
            rhythms = scene.frequencies
            if rhythms and last.frequency is None:
                self.found[-1] = replace(self.found[-1], frequency=rhythms[0])
            return bool(terms or rhythms)
        bearers = named_bodies(scene)
        if bearers and not last.bearers:
            self.found[-1] = replace(last, bearers=bearers)
        return bool(bearers)


_LET = ("пусть", "пускай")
_SUPPLEMENT = re.compile(
    r"\s*\(?(?:(?P<term>срок(?:и)?(?:\s+(?:исполнения|реализации|выполнения|представления))?)"
    r"|(?P<who>ответственн\w+(?:\s+(?:исполнител\w+|за\s+исполнение|лиц\w+|орган\w*))?|отв\.?|исполнител\w+))"
    r"\s*(?::|–|—|-)\s*",
    re.IGNORECASE,
)


def _bare_date(text: str, span: Span) -> list[Deadline]:
    """«Срок: 1 июля 2025 года»: a date without its preposition."""
    piece = "до " + text[slice(*span)]
    shift = span[0] - 3
    found = []
    for each in times.deadlines(piece, (0, len(piece))):
        start, end = max(each.span[0] + shift, span[0]), each.span[1] + shift
        found.append(replace(each, span=(start, end), text=text[start:end]))
    return found


def _worth_reading(scene: Scene, *, listed: bool) -> bool:
    """A quick look that spares most sentences the grammar."""
    if scene.hits or listed:
        return True
    if any(token.word.infinitive or token.word.imperative or token.low in _LET for token in scene.tokens):
        return True
    return bool(scene.frequencies or scene.deadlines)


def _is_verbal(scene: Scene) -> bool:
    for token in scene.tokens:
        if token.word.infinitive:
            return True
        if token.word.finite:
            return False
    return bool(matching.hits(scene.tokens))


def _has_modal_word(sentence: str) -> bool:
    low = sentence.lower()
    return any(stem in low for stem in tables.words("modal_stems"))


_Timed = TypeVar("_Timed", Frequency, Deadline)


def _own(scene: Scene, draft: Draft, found: list[_Timed], span: Span, *, alone: bool) -> _Timed | None:
    """The first time inside the directive; outside it only when the sentence holds no other directive."""
    told = [each for each in found if not _belongs_to_another_verb(scene, draft, each.span)]
    inside = [each for each in told if span[0] <= each.span[0] and each.span[1] <= span[1]]
    return next(iter(inside or (told if alone else [])), None)


def _belongs_to_another_verb(scene: Scene, draft: Draft, span: Span) -> bool:
    """«Провел совещание в 2025 году и призвал …»: the year tells when the meeting was."""
    if span[1] > scene.tokens[draft.at].start:
        return False
    inner = {position for hit in scene.hits for position in hit.inner} | {draft.at, draft.verb}
    own = scene.tokens[draft.at].clause
    return any(
        token.clause == own and token.word.finite and token.word.tense == "past" and index not in inner
        for index, token in enumerate(scene.tokens[: draft.at])
    )
