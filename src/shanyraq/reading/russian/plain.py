"""Directives without a trigger word, clause by clause."""

from shanyraq.reading.model import Bearer
from shanyraq.reading.russian import tables
from shanyraq.reading.russian.bare import infinitive
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.commands import imperative, let, task
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.habits import future, present
from shanyraq.reading.russian.scene import Scene
from shanyraq.reading.russian.view import View

_OPEN_KINDS = ("main", "complement")


def drafts_without_trigger(
    scene: Scene, taken: frozenset[int], *, normative: bool, listed: bool, case: str = "datv"
) -> list[Draft]:
    """One draft for every clause outside `taken` that orders without a trigger word.

    `normative`: the text is an act with numbered items, so its present tense rules; `listed`: a list item;
    `case`: that of the bearer, which the head of the list may change («призывает: – предпринимателей …»).
    """
    if scene.is_question:
        return []
    views = [View(scene, clause) for clause in scene.clauses if clause.number not in taken]
    open_views = [view for view in views if view.clause.kind in _OPEN_KINDS and view.members]
    found = [(view, _draft(view, normative=normative, listed=listed, case=case)) for view in open_views]
    return [draft for view, draft in found if draft and not _is_news(view)]


def _draft(view: View, *, normative: bool, listed: bool, case: str) -> Draft | None:
    return (
        task(view)
        or infinitive(view, listed=listed, case=case)
        or let(view)
        or imperative(view)
        or future(view)
        or present(view, normative=normative)
    )


def _is_news(view: View) -> bool:
    """What a verb of telling carries («сообщил, что …», «…, рассказал министр») is news."""
    telling = {
        clause.number for clause in view.scene.clauses if clause.kind == "report" or clause.number == view.clause.parent
    }
    return any(token.clause in telling and token.word.lemma in tables.words("news") for token in view.scene.tokens)


def named_bodies(scene: Scene) -> tuple[Bearer, ...]:
    """Every body named in «Ответственные: МВД, акиматы областей»."""
    found: list[Bearer] = []
    for group in scene.groups:
        if group.agent and not group.preposition and group.start > 0:
            found.extend(bearers_of(scene, group, "nomn" if group.can_be("nomn") else "datv"))
    return tuple(found)
