"""«Задача акимов — обеспечить …», «Подготовьте …», «Пусть министерство …»."""

from shanyraq.reading.model import Bearer
from shanyraq.reading.russian import roles, tables
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.view import View, draft

_LINKS = frozenset(["состоит", "заключается", "является"])
_JOINTS = frozenset(["–", "—", "-", ":", "состоит", "заключается"])


def task(view: View) -> Draft | None:
    """A task, an order or the main thing, named by a noun; what it is follows a dash or a colon."""
    tokens = [view.token(index) for index in view.members]
    if _JOINTS.isdisjoint(token.text for token in tokens) or not any(token.word.infinitive for token in tokens):
        return None
    return _main_thing(view) or _named_task(view)


def _main_thing(view: View) -> Draft | None:
    """«Главное – не допустить …»."""
    opening = view.opening
    if not any(view.scene.low(i) in tables.words("main_things") for i in range(opening, opening + 3)):
        return None
    verb = _infinitive_after_dash(view, opening)
    if verb is None or any(view.is_predicate(index) for index in view.members if index < verb):
        return None
    return draft(view, "main_thing", (), verb)


def _named_task(view: View) -> Draft | None:
    tasks, orders = tables.words("tasks"), tables.words("orders")
    for group in view.groups:
        phrase, lemma = group.phrases[0], view.token(group.head).word.noun_lemma
        if lemma not in tasks | orders or group.preposition or not phrase.can_be("nomn"):
            continue
        verb = _infinitive_after_dash(view, phrase.end)
        if verb is None or any(view.is_predicate(index) for index in view.members if index < phrase.start):
            continue
        bearers = roles.genitive_agent(view.scene, phrase) or _datives_between(view, phrase.end, verb)
        return draft(view, "order_noun" if lemma in orders else "task", bearers, verb)
    return None


def _infinitive_after_dash(view: View, start: int) -> int | None:
    for index in view.members:
        if index < start:
            continue
        token = view.token(index)
        if token.word.infinitive and not _JOINTS.isdisjoint(view.token(i).text for i in range(start, index)):
            return index
        if token.word.finite and token.low not in _LINKS:
            return None
    return None


def _datives_between(view: View, start: int, end: int) -> tuple[Bearer, ...]:
    for group in view.scene.groups:
        inside = start <= group.start and group.end <= end
        if inside and group.agent and group.can_be("datv") and not group.preposition:
            return bearers_of(view.scene, group, "datv")
    return ()


def imperative(view: View) -> Draft | None:
    """«Подготовьте …», unless it is a courtesy («позвольте») or has a subject."""
    if view.clause.kind != "main":
        return None
    for index in view.members:
        token = view.token(index)
        if token.word.finite and not token.word.imperative:
            return None
        if _is_command(view, index):
            subjects = [g for g in view.groups if g.end <= index and g.can_be("nomn") and not g.preposition]
            return None if token.word.noun or subjects else draft(view, "imperative", (), index, first=index)
    return None


def _is_command(view: View, index: int) -> bool:
    token = view.token(index)
    polite = token.low.endswith(("те", "тесь")) and token.low not in tables.words("courtesies")
    return token.word.imperative and polite


def let(view: View) -> Draft | None:
    """«Пусть министерство проверит …»."""
    if view.scene.low(view.opening) not in ("пусть", "пускай"):
        return None
    verb = next((index for index in view.members if view.token(index).word.finite), None)
    subjects = [g for g in view.groups if g.agent and g.can_be("nomn") and not g.preposition]
    if verb is None or not subjects or subjects[0].pronoun:
        return None
    return draft(view, "let", bearers_of(view.scene, subjects[0], "nomn"), verb)
