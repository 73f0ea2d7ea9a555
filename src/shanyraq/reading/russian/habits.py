"""What is to happen again and again, or by a day, said without a modal word: future, present, no verb at all."""

from shanyraq.reading.russian import morphology, roles, tables, times
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.scene import Scene
from shanyraq.reading.russian.view import View, draft


def future(view: View) -> Draft | None:
    """«Отделы будут отчитываться не реже раза в месяц», «Министерство до 1 июля представит …»."""
    verb = next((index for index in view.members if _is_future(view, index)), None)
    if verb is None or not view.timed:
        return None
    doing = _doing(view, verb)
    if doing is None or view.token(doing).word.lemma in tables.words("chance"):
        return None
    bearers = roles.by_agent(view.scene, verb) or (() if _is_passive(view, doing) else view.subject_before(verb))
    repeated = bool(view.rhythms) and view.token(doing).low.endswith("ся")
    return draft(view, "future", bearers, doing) if bearers or repeated else None


def _is_future(view: View, index: int) -> bool:
    word = view.token(index).word
    return word.finite and word.tense == "futr" and word.person in ("", "3per")


def _doing(view: View, verb: int) -> int | None:
    """The verb that tells what is done: the infinitive behind «будут», else the verb itself."""
    if view.token(verb).word.lemma != "быть":
        return verb
    infinitive = next((i for i in view.members if i > verb and view.token(i).word.infinitive), None)
    return infinitive if infinitive is not None or not view.rhythms else verb


def present(view: View, *, normative: bool) -> Draft | None:
    """«Заседания проводятся не реже раза в квартал», «Советом ежемесячно проводится …»."""
    verb = next((i for i in view.members if view.token(i).word.finite and view.token(i).word.tense == "pres"), None)
    if verb is None or view.token(verb).word.person not in ("", "3per") or not view.timed:
        return None
    agent = roles.by_agent(view.scene, verb)
    if not (_has_bound(view) or agent or (view.rhythms and (normative or _is_supervision(view)))):
        return None
    bearers = agent or (() if _is_passive(view, verb) else view.subject_before(verb))
    if not bearers and not normative and not view.token(verb).low.endswith("ся"):
        return None
    return draft(view, "present", bearers, verb)


def _is_passive(view: View, verb: int) -> bool:
    """«Собрание созывается»: what is done to the subject. «Совет собирается» is done by it."""
    lemma = view.token(verb).word.lemma
    if not lemma.endswith("ся") or lemma in tables.words("middle"):
        return False
    return morphology.word(lemma.removesuffix("ся")).transitive


def _is_supervision(view: View) -> bool:
    """«Мониторинг проводится ежегодно»: watching by the clock is what rules prescribe."""
    heads = [group for group in view.groups if not group.preposition and group.can_be("nomn")]
    return any(view.token(group.head).word.noun_lemma in tables.words("supervision") for group in heads)


def _has_bound(view: View) -> bool:
    """«не реже …» or «не позднее …»: facts have no such bounds, rules do."""
    return any(times.has_floor(view.scene.text, each) for each in view.rhythms) or any(
        "не поз" in each.text.lower() for each in view.terms
    )


def verbless(scene: Scene) -> Draft | None:
    """«маслихаты — раз в год»: a body and a rhythm, no verb."""
    if not scene.frequencies or any(token.word.finite or token.word.infinitive for token in scene.tokens):
        return None
    for group in scene.groups:
        behind = [each for each in scene.frequencies if each.span[0] >= scene.tokens[group.end - 1].end]
        case = next((case for case in ("nomn", "datv") if group.can_be(case)), "")
        if not behind or group.preposition or not group.agent or not case:
            continue
        start = next((i for i, token in enumerate(scene.tokens) if token.start >= behind[0].span[0]), None)
        if start is not None:
            view = View(scene, scene.clause(group.start))
            return draft(view, "rhythm", bearers_of(scene, group, case), start, first=group.start)
    return None
