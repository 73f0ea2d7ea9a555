"""«Они», «ему»: whom a pronoun stands for, and only when the sentence before leaves no choice."""

from shanyraq.reading.model import Bearer
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.phrases import Group
from shanyraq.reading.russian.scene import Scene

_PLURAL = frozenset(["они", "им", "ими", "их"])
_GENDERS = {"он": ("masc",), "ему": ("masc", "neut"), "его": ("masc", "neut"), "она": ("femn",), "ей": ("femn",), "её": ("femn",),
            "ее": ("femn",), "оно": ("neut",)}  # fmt: skip


def antecedent(
    pronoun: str, previous: Scene | None, bearers: tuple[Bearer, ...], scene: Scene
) -> tuple[Bearer, ...]:
    """The bearers of the sentence before, or its only agent, when number and gender agree; else nobody."""
    if previous is None or (pronoun not in _PLURAL and pronoun not in _GENDERS):
        return ()
    agents = [group for group in previous.groups if _is_candidate(group)]
    if bearers:
        agents = [group for group in agents if previous.tokens[group.start].start == bearers[0].span[0]]
    fitting = [group for group in agents if _fits(group, pronoun)]
    if len(fitting) != 1:
        return ()
    case = "nomn" if fitting[0].can_be("nomn") else "datv"
    return bearers_of(previous, fitting[0], case)


def _is_candidate(group: Group) -> bool:
    nominative_or_dative = group.can_be("nomn") or group.can_be("datv")
    return group.agent and not group.preposition and not group.phrases[0].pronoun and nominative_or_dative


def _fits(group: Group, pronoun: str) -> bool:
    slots = {slot[1:] for phrase in group.phrases for slot in phrase.slots if slot[0] in ("nomn", "datv")}
    if pronoun in _PLURAL:
        return len(group.phrases) > 1 or ("plur", "") in slots
    return len(group.phrases) == 1 and any(("sing", gender) in slots for gender in _GENDERS[pronoun])
