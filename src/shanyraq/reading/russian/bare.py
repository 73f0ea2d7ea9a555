"""Bare infinitives: «Правительству до 1 июля внести …», «Обеспечить …»."""

from shanyraq.reading.model import Bearer
from shanyraq.reading.russian import tables
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.view import View, draft

_OBLIQUE = ("accs", "datv", "gent", "ablt")


def infinitive(view: View, *, listed: bool, case: str) -> Draft | None:
    """A clause that is nothing but an infinitive with its addressee, objects and circumstances.

    `listed`: a list item; `case`: that of the addressee.
    """
    if view.clause.kind != "main" or any(view.is_predicate(index) for index in view.members):
        return None
    verb = next((i for i in view.members if view.token(i).word.infinitive and view.token(i).word.pos == "INFN"), None)
    if verb is None or _is_asked(view) or (not listed and _is_equation(view, verb)):
        return None
    before = [group for group in view.groups if group.end <= verb]
    addressees = [group for group in before if _can_be_ordered(view, group, verb, case)]
    if not addressees and not _opens_as_order(view, before, verb):
        return None
    bearers = bearers_of(view.scene, addressees[0], case, anyone=True) if addressees else ()
    return draft(view, "infinitive", bearers or _body_before_dash(view, before, verb), verb)


def _is_asked(view: View) -> bool:
    """«Как получить …», «Это не форумы проводить»: a question, a headline, a remark."""
    opening, asked = view.token(view.opening), tables.words("interrogative")
    return opening.low in ("это", "вот") or opening.low in asked or opening.word.lemma in asked


def _is_equation(view: View, verb: int) -> bool:
    """«Создать систему — наша мечта», «цель — построить …»: a dash joins two names of one thing."""
    dashes = [index for index in view.members if view.token(index).dash]
    return any(_names_verb(view, dash) if dash > verb else _is_named_by_verb(view, dash) for dash in dashes)


def _names_verb(view: View, dash: int) -> bool:
    if any(view.token(index).word.infinitive for index in view.members if index > dash):
        return False
    heads = [g for g in view.scene.groups if g.start > dash and g.can_be("nomn") and not g.preposition]
    return bool(heads) and heads[0].start <= dash + 3


def _is_named_by_verb(view: View, dash: int) -> bool:
    heads = [group for group in view.scene.groups if group.end == dash]
    return any(not g.agent and g.can_be("nomn") and not g.can_be("datv") and not g.can_be("accs") for g in heads[-1:])


def _can_be_ordered(view: View, group: Group, verb: int, case: str) -> bool:
    if group.preposition or group.pronoun or not group.can_be(case):
        return False
    infinitive_lemma = view.token(verb).word.infinitive
    if not group.agent:
        return case == "datv" and _is_whoever(view, group, infinitive_lemma)
    receives = view.token(group.head).word.noun_lemma in tables.words("receivers")
    return not (receives and infinitive_lemma in tables.words("giving"))


def _is_whoever(view: View, group: Group, infinitive_lemma: str) -> bool:
    """A dative before a dash, or one that opens the sentence, is the addressee, whatever it is called."""
    if not group.phrases[0].only("datv"):
        return False
    opens = not any(token.is_word for token in view.scene.tokens[: group.start])
    takes_dative = infinitive_lemma in tables.words("giving") | tables.words("with_dative")
    return view.token(group.end).dash or (opens and not takes_dative)


def _opens_as_order(view: View, before: list[Group], verb: int) -> bool:
    """Nothing but circumstances and objects stand before the infinitive."""
    for group in before:
        if not group.preposition and not any(group.can_be(case) for case in _OBLIQUE):
            return view.has_dash(group.end, verb) and group.agent
    return not view.token(verb - 1).word.gerund or verb == view.members[0]


def _body_before_dash(view: View, before: list[Group], verb: int) -> tuple[Bearer, ...]:
    """«МВД – усилить …», «Аким города — взять …»: the body named before a dash."""
    for group in before:
        if group.agent and not group.preposition and group.can_be("nomn") and view.has_dash(group.end, verb):
            return bearers_of(view.scene, group, "nomn")
    return ()
