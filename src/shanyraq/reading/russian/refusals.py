"""Why a trigger is no directive. Each function answers one question; the names are those of the error classes."""

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.complements import Complement
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.matching import Hit
from shanyraq.reading.russian.scene import Scene

_REFUSED_CLAUSES = frozenset(["relative", "condition", "cause", "time", "question", "report", "aside", "purpose"])
_SOFT_NEGATION = frozenset(
    ["ru.duty.dolzhen", "ru.necessity.nuzhno", "ru.necessity.sleduet", "ru.recommendation.rekomendovat",
     "ru.recommendation.stoit", "ru.duty.zadacha"]
)  # fmt: skip


def refused(scene: Scene, hit: Hit, what: Complement, group: Group | None) -> bool:
    """Is there a reason to pass this trigger over?"""
    return (
        scene.is_question
        or in_refused_clause(scene, hit)
        or is_parenthesis(scene, hit)
        or is_adverb(scene, hit, what)
        or is_past(scene, hit)
        or is_irrealis(scene, hit)
        or is_doubted(scene, hit)
        or is_what_to_do(scene, hit, what)
        or is_released(scene, hit)
        or is_rhetorical(scene, hit, what, group)
        or is_appeal(scene, hit, what, group)
        or (hit.trigger.strict and (group is None or not group.agent))
    )


def in_refused_clause(scene: Scene, hit: Hit) -> bool:
    """A relative, conditional, causal … clause tells what is, not what to do."""
    clause = scene.clause(hit.at)
    if clause.kind in _REFUSED_CLAUSES:
        return True
    return scene.low(hit.end) == "ли" or scene.low(hit.start - 1) in ("ли", "якобы")


def is_parenthesis(scene: Scene, hit: Hit) -> bool:
    """«…, должно быть, …»: "probably"."""
    if scene.low(hit.at) != "должно" or scene.low(hit.end) != "быть":
        return False
    before, after = scene.low(hit.start - 1), scene.low(hit.end + 1)
    return after == "," and before in (",", "", "«", "–", "—")


def is_adverb(scene: Scene, hit: Hit, what: Complement) -> bool:
    """«Он важно кивнул и решил помочь», «стало лучше видно»: the word belongs to another verb."""
    if hit.trigger.initial and any(token.is_word for token in scene.tokens[scene.clause(hit.at).opening : hit.start]):
        return True
    if not hit.trigger.predicative or what.kind != "infinitive":
        return False
    own = scene.tokens[hit.at].clause
    return any(token.clause == own and token.word.finite for token in scene.tokens[: what.verb])


def is_past(scene: Scene, hit: Hit) -> bool:
    """«Должен был», «нужно было»: what should have been is no duty now."""
    if hit.trigger.imperfect:
        return is_background(scene, hit)
    near = {scene.low(i) for i in (hit.start - 2, hit.start - 1, hit.end, hit.end + 1)}
    if not near.isdisjoint(tables.words("be_past")):
        wished = any(scene.low(i) == "бы" for i in range(hit.start - 2, hit.end + 3))
        return not (wished and hit.trigger.frame == "wish")
    return False


def is_background(scene: Scene, hit: Hit) -> bool:
    """«В прошлом году было поручено …»: what was ordered in another year is told, not ordered."""
    if scene.low(hit.start - 1) not in tables.words("be_past") and scene.low(hit.end) not in tables.words("be_past"):
        return False
    return any(token.low.startswith(("прошл", "позапрошл", "минувш")) for token in scene.tokens)


def is_irrealis(scene: Scene, hit: Hit) -> bool:
    """«Поручил бы», «нужно было бы»: the particle takes the order back, except in a wish."""
    if hit.trigger.frame == "wish":
        return False
    if scene.low(hit.start - 1) == "чтобы" or scene.low(hit.start - 2) == "чтобы":
        return False
    wished = {index for other in scene.hits if other.trigger.frame == "wish" for index in other.inner}
    near = (hit.start - 1, hit.end, hit.end + 1)
    return any(scene.low(i) == "бы" and i not in wished and scene.same_clause(i, hit.at) for i in near)


def is_doubted(scene: Scene, hit: Hit) -> bool:
    """«Не думаю, что нужно …», «сомневается, что следует …»."""
    clause = scene.clause(hit.at)
    if clause.kind != "complement" or clause.parent is None:
        return False
    main = [i for i, token in enumerate(scene.tokens) if token.clause == clause.parent and token.word.finite]
    return any(scene.tokens[i].word.lemma in tables.words("doubt") or scene.low(i - 1) == "не" for i in main[-1:])


def is_what_to_do(scene: Scene, hit: Hit, what: Complement) -> bool:
    """«Рассказали, что нужно делать …»: «что» is the object, and nothing is ordered."""
    clause = scene.clause(hit.at)
    if clause.kind != "complement" or what.kind != "infinitive" or scene.low(hit.start - 1) != "что":
        return False
    told = [token.word.lemma for token in scene.tokens if token.clause == clause.parent and token.word.finite]
    if not told or told[-1] not in tables.words("explaining") or not scene.tokens[what.verb].word.transitive:
        return False
    objects = [g for g in scene.groups if g.start > what.verb and scene.tokens[g.head].clause == clause.number]
    return not any(group.can_be("accs") and not group.preposition for group in objects)


def is_released(scene: Scene, hit: Hit) -> bool:
    """«Не обязаны», «не требуется»: the duty is denied, which is not a prohibition."""
    if scene.low(hit.start - 1) not in ("не", "ни"):
        return False
    if scene.low(hit.start - 2) in ("больше", "теперь", "уже"):
        return True
    return hit.trigger.id not in _SOFT_NEGATION and not hit.trigger.negated


def is_negated(scene: Scene, hit: Hit, what: Complement) -> bool:
    """A prohibition: by the trigger, by «не» before it, or by «не» before what is to be done."""
    if hit.trigger.negated:
        return True
    if scene.low(hit.start - 1) == "не":
        return True
    return is_negated_verb(scene, what.verb)


def is_negated_verb(scene: Scene, verb: int) -> bool:
    return scene.low(verb - 1) == "не" and scene.low(verb + 1) not in ("только", "столько", "просто")


def is_rhetorical(scene: Scene, hit: Hit, what: Complement, group: Group | None) -> bool:
    """«Следует отметить, что …»: a figure of speech."""
    if what.kind != "infinitive" or hit.trigger.frame == "order":
        return False
    infinitive = scene.tokens[what.verb].word.infinitive
    if _is_rhetorical_phrase(scene, what.verb):
        return True
    if infinitive in tables.words("rhetorical_before_clause"):
        return scene.low(what.verb + 1) in (",", ":", ".", "") and scene.low(what.verb + 2) not in ("с", "в")
    if infinitive not in tables.words("rhetorical"):
        return False
    named = group is not None and group.agent and not group.pronoun
    return not (named and infinitive in tables.words("rhetorical_with_bearer"))


def _is_rhetorical_phrase(scene: Scene, verb: int) -> bool:
    token = scene.tokens[verb]
    for words in tables.phrases("rhetorical_phrases"):
        if token.word.infinitive == words[0] or token.low == words[0]:
            rest = [scene.low(verb + 1 + i) for i in range(len(words) - 1)]
            if tuple(rest) == words[1:]:
                return True
    return False


def is_appeal(scene: Scene, hit: Hit, what: Complement, group: Group | None) -> bool:
    """The nation or "we all" as subject, or "we" with a verb of feeling: an appeal, no duty."""
    if group is None:
        return False
    head = scene.tokens[group.head]
    lemma = head.word.noun_lemma or head.word.lemma
    infinitive = scene.tokens[what.verb].word.infinitive
    if lemma in ("мы", "вы", "ты"):
        return _is_everybody(scene, group, hit) or infinitive in tables.words("appeal_verbs")
    if head.word.pronoun:
        return lemma in ("каждый", "все", "всякий", "любой")
    nominative = hit.trigger.frame == "subject" or what.kind == "clause"
    nation = tables.words("nation") if nominative else tables.words("nation_dative")
    if lemma not in nation:
        return False
    if len(group.phrases) > 1 or group.phrases[0].genitives:
        return False
    return nominative or infinitive in tables.words("appeal_verbs")


def _is_everybody(scene: Scene, group: Group, hit: Hit) -> bool:
    near = [scene.low(i) for i in range(max(0, group.start - 2), hit.start)]
    if not {"все", "всем", "вместе", "каждый", "каждому", "сообща"}.isdisjoint(near):
        return True
    return scene.low(hit.end) in ("вместе", "сообща") or (scene.low(hit.end), scene.low(hit.end + 1)) == (
        "все",
        "вместе",
    )


def is_bare_everybody(scene: Scene, hit: Hit) -> bool:
    """«Каждый обязан», «все должны», «каждый из нас должен»: nobody in particular."""
    if hit.trigger.frame not in ("subject", "dative"):
        return False
    for index in range(hit.start - 1, max(-1, hit.start - 5), -1):
        low = scene.low(index)
        if low in ("каждый", "каждому", "все", "всем", "любой", "всякий"):
            following = scene.tokens[index + 1]
            noun = bool(following.word.noun or following.word.adjective) and index + 1 < hit.start
            return not noun or scene.low(index + 1) in ("из", "мы", "нам")
    return False
