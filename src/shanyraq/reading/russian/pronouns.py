"""«Они», «ему»: whom a pronoun stands for, and only when the sentence before leaves no choice."""

from shanyraq.reading.model import Bearer
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.scene import Scene

_PLURAL = frozenset(["они", "им", "ими", "их"])
_GENDERS = {
    "он": ("masc",), "ему": ("masc", "neut"), "его": ("masc", "neut"), "оно": ("neut",),
    "она": ("femn",), "ей": ("femn",), "её": ("femn",), "ее": ("femn",),
}  # fmt: skip


def antecedent(draft: Draft, scene: Scene, previous: Scene | None, owed: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
    """The only body named earlier in the sentence, else the bearers or the only body of the sentence before.

    Number and gender must agree; two that fit are none. `owed` are the bearers found in the sentence before.
    """
    pronoun = draft.pronoun
    if pronoun not in _PLURAL and pronoun not in _GENDERS:
        return ()
    within = _only(scene, [group for group in scene.groups if group.end <= draft.first], pronoun)
    if within or previous is None:
        return within
    groups = previous.groups
    if owed:
        groups = [group for group in groups if previous.tokens[group.start].start == owed[0].span[0]]
    return _only(previous, groups, pronoun)


def _only(scene: Scene, groups: list[Group], pronoun: str) -> tuple[Bearer, ...]:
    fitting = [group for group in groups if _is_candidate(group) and _fits(group, pronoun)]
    if len(fitting) != 1:
        return ()
    return bearers_of(scene, fitting[0], "nomn" if fitting[0].can_be("nomn") else "datv")


def _is_candidate(group: Group) -> bool:
    nominative_or_dative = group.can_be("nomn") or group.can_be("datv")
    return group.agent and not group.preposition and not group.pronoun and nominative_or_dative


def _fits(group: Group, pronoun: str) -> bool:
    slots = {slot[1:] for phrase in group.phrases for slot in phrase.slots if slot[0] in ("nomn", "datv")}
    if pronoun in _PLURAL:
        return len(group.phrases) > 1 or ("plur", "") in slots
    return len(group.phrases) == 1 and any(("sing", gender) in slots for gender in _GENDERS[pronoun])
