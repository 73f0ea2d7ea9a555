"""Directives without a trigger word: bare infinitives, imperatives, a future or a present with a rhythm, tasks."""

from collections.abc import Iterator
from typing import Any

from shanyraq.reading.model import Bearer, Force
from shanyraq.reading.russian import refusals, roles, tables, times
from shanyraq.reading.russian.bearers import bearers_of
from shanyraq.reading.russian.clauses import Clause
from shanyraq.reading.russian.drafts import Draft
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.scene import Scene

_OPEN_KINDS = ("main", "complement")
_TASKS = frozenset(["задача", "обязанность", "долг", "приоритет"])
_MAIN_THINGS = frozenset(["главное", "важнейшее", "основное", "первоочередное"])
_ORDERS = frozenset(["поручение", "указание", "требование", "задание"])


def drafts_without_trigger(
    scene: Scene, taken: frozenset[int], *, normative: bool, listed: bool, case: str = "datv"
) -> list[Draft]:
    """One draft for every clause outside `taken` that orders without a trigger word.

    `normative`: the text is an act with numbered items, so its present tense rules; `listed`: a list item;
    `case`: that of the bearer, which the head of the list may change («призывает: – предпринимателей …»).
    """
    if scene.is_question:
        return []
    found = []
    for clause in scene.clauses:
        if clause.number in taken or clause.kind not in _OPEN_KINDS or not _members(scene, clause):
            continue
        if _is_news(scene, clause):
            continue
        draft = (
            _task(scene, clause)
            or _infinitive(scene, clause, listed=listed, case=case)
            or _let(scene, clause)
            or _imperative(scene, clause)
            or _future(scene, clause)
            or _present(scene, clause, normative=normative)
        )
        if draft:
            found.append(draft)
    return found


def plain(name: str) -> tuple[str, Force]:
    """Rule id and force of a directive without a trigger word."""
    row: dict[str, Any] = tables.load("triggers")["plain"][name]
    return row["id"], row["force"]


def make(scene: Scene, name: str, bearers: tuple[Bearer, ...], at: int, first: int, action: int, clause: int) -> Draft:
    rule_id, force = plain(name)
    negated = refusals.is_negated_verb(scene, at)
    start = action - 1 if scene.low(action - 1) == "не" else action
    return Draft(rule_id, force, negated, bearers, "", at, first, at, start, frozenset([clause]))


def _members(scene: Scene, clause: Clause) -> list[int]:
    return [index for index, token in enumerate(scene.tokens) if token.clause == clause.number]


def _groups(scene: Scene, clause: Clause) -> list[Group]:
    return [group for group in scene.groups if scene.tokens[group.head].clause == clause.number]


def _is_news(scene: Scene, clause: Clause) -> bool:
    """What a verb of telling carries («сообщил, что …», «…, рассказал министр») is news."""
    tellers = [each for each in scene.clauses if each.kind == "report" or each.number == clause.parent]
    return any(
        token.word.lemma in tables.words("news") and token.clause in {each.number for each in tellers}
        for token in scene.tokens
    )


# --- «Правительству внести …» --------------------------------------------------------------------------------------


def _infinitive(scene: Scene, clause: Clause, *, listed: bool, case: str) -> Draft | None:
    members = _members(scene, clause)
    if clause.kind != "main" or any(_is_predicate(scene, index) for index in members):
        return None
    verb = next((i for i in members if scene.tokens[i].word.infinitive and scene.tokens[i].word.pos == "INFN"), None)
    if verb is None or _is_asked(scene, members) or (not listed and _is_equation(scene, members, verb)):
        return None
    before = [group for group in _groups(scene, clause) if group.end <= verb]
    addressees = [group for group in before if _can_be_ordered(scene, group, verb, case)]
    if not addressees and not _opens_as_order(scene, before, members[0], verb):
        return None
    bearers = bearers_of(scene, addressees[0], case, anyone=True) if addressees else ()
    if not bearers:
        bearers = _body_before_dash(scene, before, verb) if listed or before else ()
    first = _first_content(scene, members)
    return make(scene, "infinitive", bearers, verb, first, verb, clause.number)


def _is_predicate(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    word = token.word
    if not token.is_word or word.infinitive:
        return False
    if (word.finite and not word.noun) or word.imperative or word.pos == "PRED":
        return True
    return (word.short and not word.adverb) or _is_predicative_adverb(scene, index)


def _is_predicative_adverb(scene: Scene, index: int) -> bool:
    """«Говорить об итогах рано», «построить дом непросто»: the adverb is what the sentence says."""
    token = scene.tokens[index]
    if token.low in tables.words("equation"):
        return token.low != "это" or (index > 0 and scene.tokens[index - 1].dash)
    if not (token.word.predicative or token.low.startswith("не")) or token.word.pos != "ADVB":
        return False
    following = scene.low(index + 1)
    return following in ("", ".", ",", "–", "—", "!", "но", ":") and token.low not in (
        "лично",
        "совместно",
        "незамедлительно",
        "немедленно",
    )


def _is_asked(scene: Scene, members: list[int]) -> bool:
    opening = scene.tokens[_first_content(scene, members)]
    return opening.low in tables.words("interrogative") or opening.word.lemma in tables.words("interrogative")


def _is_equation(scene: Scene, members: list[int], verb: int) -> bool:
    """«Создать систему — наша мечта», «цель — построить …»: a dash joins two names of one thing."""
    dashes = [index for index in members if scene.tokens[index].dash]
    for dash in dashes:
        if dash > verb:
            rest = [scene.tokens[i] for i in members if i > dash]
            if rest and not any(token.word.infinitive for token in rest):
                heads = [g for g in scene.groups if g.start > dash and g.can_be("nomn") and not g.preposition]
                return bool(heads) and heads[0].start <= dash + 3
        elif dash < verb:
            heads = [g for g in scene.groups if g.end <= dash]
            if (
                heads
                and not heads[-1].agent
                and heads[-1].can_be("nomn")
                and not heads[-1].can_be("datv")
                and heads[-1].end == dash
            ):
                return not heads[-1].can_be("accs")
    return False


def _can_be_ordered(scene: Scene, group: Group, verb: int, case: str) -> bool:
    if group.preposition or group.pronoun or not group.can_be(case):
        return False
    if not group.agent:
        return case == "datv" and _is_whoever(scene, group, verb)
    lemma = scene.tokens[group.head].word.noun_lemma
    return not (lemma in tables.words("receivers") and scene.tokens[verb].word.infinitive in tables.words("giving"))


def _is_whoever(scene: Scene, group: Group, verb: int) -> bool:
    """A dative before a dash, or one that opens the sentence, is the addressee, whatever it is called."""
    if not group.phrases[0].only("datv"):
        return False
    opens = not any(token.is_word for token in scene.tokens[: group.start])
    takes_dative = scene.tokens[verb].word.infinitive in tables.words("giving") | tables.words("with_dative")
    return scene.tokens[group.end].dash or (opens and not takes_dative)


def _opens_as_order(scene: Scene, before: list[Group], start: int, verb: int) -> bool:
    """Nothing but circumstances and objects stand before the infinitive."""
    for group in before:
        if group.preposition:
            continue
        if group.can_be("accs") or group.can_be("datv") or group.can_be("gent") or group.can_be("ablt"):
            continue
        return _dash_between(scene, group.end, verb) and group.agent
    return not any(scene.tokens[i].word.gerund and i == verb - 1 for i in range(start, verb))


def _body_before_dash(scene: Scene, before: list[Group], verb: int) -> tuple[Bearer, ...]:
    """«МВД – усилить …», «Аким города — взять …»: the body named before a dash."""
    for group in before:
        if group.agent and not group.preposition and group.can_be("nomn") and _dash_between(scene, group.end, verb):
            return bearers_of(scene, group, "nomn")
    return ()


def _dash_between(scene: Scene, start: int, end: int) -> bool:
    return any(scene.tokens[index].dash for index in range(start, end))


def _first_content(scene: Scene, members: list[int]) -> int:
    return next((i for i in members if scene.tokens[i].is_word or scene.tokens[i].kind == "number"), members[0])


# --- «Задача акимов — обеспечить …» --------------------------------------------------------------------------------


def _task(scene: Scene, clause: Clause) -> Draft | None:
    members = _members(scene, clause)
    opening = _first_content(scene, members)
    if any(scene.low(i) in _MAIN_THINGS for i in (opening, opening + 1, opening + 2) if i in members):
        verb = _infinitive_after_dash(scene, members, opening)
        if verb is not None and not any(_is_predicate(scene, i) for i in members if i < verb):
            return make(scene, "main_thing", (), verb, opening, verb, clause.number)
    for group in _groups(scene, clause):
        phrase = group.phrases[0]
        lemma = scene.tokens[phrase.head].word.noun_lemma
        if lemma not in _TASKS | _ORDERS or group.preposition or not phrase.can_be("nomn"):
            continue
        if any(_is_predicate(scene, i) for i in members if i < phrase.start):
            continue
        verb = _infinitive_after_dash(scene, members, phrase.end)
        if verb is None:
            continue
        name = "order_noun" if lemma in _ORDERS else "task"
        bearers = roles.genitive_agent(scene, phrase) or _datives_between(scene, phrase.end, verb)
        return make(scene, name, bearers, verb, _first_content(scene, members), verb, clause.number)
    return None


def _infinitive_after_dash(scene: Scene, members: list[int], start: int) -> int | None:
    for index in members:
        if index < start:
            continue
        token = scene.tokens[index]
        if token.word.infinitive and _dash_or_colon(scene, start, index):
            return index
        if token.word.finite and token.low not in ("состоит", "заключается", "является"):
            return None
    return None


def _dash_or_colon(scene: Scene, start: int, end: int) -> bool:
    marks = {scene.tokens[i].text for i in range(start, end)}
    return not marks.isdisjoint({"–", "—", "-", ":", "состоит", "заключается"})


def _datives_between(scene: Scene, start: int, end: int) -> tuple[Bearer, ...]:
    for group in scene.groups:
        if start <= group.start and group.end <= end and group.agent and group.can_be("datv") and not group.preposition:
            return bearers_of(scene, group, "datv")
    return ()


# --- «Подготовьте …», «Пусть министерство …» -----------------------------------------------------------------------

_COURTESIES = frozenset(["здравствуйте", "извините", "простите", "давайте", "позвольте", "разрешите", "смотрите", "посмотрите",
    "скажите", "представьте", "поверьте", "знайте", "помните", "слушайте", "пожалуйста", "обратите", "согласитесь", "вспомните",
    "берегите", "будьте", "присоединяйтесь", "подписывайтесь", "читайте", "следите", "поймите", "звоните", "приходите"])  # fmt: skip


def _imperative(scene: Scene, clause: Clause) -> Draft | None:
    members = _members(scene, clause)
    if clause.kind != "main":
        return None
    for index in members:
        token = scene.tokens[index]
        if token.word.finite and not token.word.imperative:
            return None
        if not token.word.imperative or not token.low.endswith(("те", "тесь")) or token.low in _COURTESIES:
            continue
        if token.word.noun or any(
            g.end <= index and g.can_be("nomn") and not g.preposition for g in _groups(scene, clause)
        ):
            return None
        return make(scene, "imperative", (), index, index, index, clause.number)
    return None


def _let(scene: Scene, clause: Clause) -> Draft | None:
    members = _members(scene, clause)
    opening = _first_content(scene, members)
    if scene.low(opening) not in ("пусть", "пускай"):
        return None
    verb = next((i for i in members if scene.tokens[i].word.finite), None)
    subject = next((g for g in _groups(scene, clause) if g.agent and g.can_be("nomn") and not g.preposition), None)
    if verb is None or subject is None or subject.pronoun:
        return None
    return make(scene, "let", bearers_of(scene, subject, "nomn"), verb, opening, verb, clause.number)


# --- rhythms and terms ---------------------------------------------------------------------------------------------

_CHANCE = frozenset(
    ["стать", "мочь", "смочь", "получить", "начать", "остаться", "оказаться", "прийти", "продлиться", "быть"]
)


def _future(scene: Scene, clause: Clause) -> Draft | None:
    """«Отделы будут отчитываться не реже раза в месяц», «Министерство до 1 июля представит …»."""
    members = _members(scene, clause)
    verb = next((i for i in members if scene.tokens[i].word.finite and _is_future(scene, i)), None)
    if verb is None or not _timed(scene, members):
        return None
    subject = _nominative(scene, clause, verb)
    rhythm = any(_inside(scene, members, each.span) for each in scene.frequencies)
    main = verb
    if scene.tokens[verb].word.lemma == "быть":
        infinitive = next((i for i in members if i > verb and scene.tokens[i].word.infinitive), None)
        if infinitive is None and not rhythm:
            return None
        main = infinitive if infinitive is not None else verb
    bearers = bearers_of(scene, subject, "nomn") or roles.by_agent(scene, verb)
    if scene.tokens[main].word.lemma in _CHANCE or (not bearers and not _passive_rhythm(scene, main, rhythm)):
        return None
    return make(scene, "future", bearers, main, _first_content(scene, members), main, clause.number)


def _passive_rhythm(scene: Scene, verb: int, rhythm: bool) -> bool:
    return rhythm and scene.tokens[verb].low.endswith("ся")


def _is_future(scene: Scene, index: int) -> bool:
    word = scene.tokens[index].word
    return word.tense == "futr" and word.person in ("", "3per")


def _present(scene: Scene, clause: Clause, *, normative: bool) -> Draft | None:
    """«Заседания проводятся не реже раза в квартал», «Советом ежемесячно проводится …»."""
    members = _members(scene, clause)
    verb = next((i for i in members if scene.tokens[i].word.finite and scene.tokens[i].word.tense == "pres"), None)
    if verb is None or scene.tokens[verb].word.person not in ("", "3per") or not _timed(scene, members):
        return None
    rhythms = [each for each in scene.frequencies if _inside(scene, members, each.span)]
    terms = [each for each in scene.deadlines if _inside(scene, members, each.span)]
    floor = any(times.has_floor(scene.text, each) for each in rhythms) or any(_is_latest(each.text) for each in terms)
    agent = roles.by_agent(scene, verb)
    if not (floor or (agent and (rhythms or terms)) or (normative and rhythms)):
        return None
    bearers = agent or bearers_of(scene, _nominative(scene, clause, verb), "nomn")
    passive = scene.tokens[verb].low.endswith("ся")
    if not bearers and not passive and not normative:
        return None
    return make(scene, "present", bearers, verb, _first_content(scene, members), verb, clause.number)


def _is_latest(text: str) -> bool:
    return "не поз" in text.lower()


def _nominative(scene: Scene, clause: Clause, verb: int) -> Group | None:
    fitting = [g for g in _groups(scene, clause) if not g.preposition and g.can_be("nomn") and not g.pronoun]
    left = [group for group in fitting if group.end <= verb and group.agent]
    return left[-1] if left else None


def _timed(scene: Scene, members: list[int]) -> bool:
    spans = [each.span for each in scene.deadlines] + [each.span for each in scene.frequencies]
    return any(_inside(scene, members, span) for span in spans)


def _inside(scene: Scene, members: list[int], span: tuple[int, int]) -> bool:
    return any(scene.tokens[i].start >= span[0] and scene.tokens[i].end <= span[1] for i in members)


def verbless_rhythm(scene: Scene) -> Iterator[Draft]:
    """«маслихаты — раз в год»: a body, a dash and a rhythm, no verb."""
    if any(token.word.finite or token.word.infinitive for token in scene.tokens) or not scene.frequencies:
        return
    for group in scene.groups:
        rhythm = next((each for each in scene.frequencies if each.span[0] >= scene.tokens[group.end - 1].end), None)
        if rhythm is None or group.preposition or not group.agent or not (group.can_be("nomn") or group.can_be("datv")):
            continue
        start = next((i for i, token in enumerate(scene.tokens) if token.start >= rhythm.span[0]), None)
        if start is None:
            return
        bearers = bearers_of(scene, group, "nomn" if group.can_be("nomn") else "datv")
        yield make(scene, "rhythm", bearers, start, group.start, start, scene.clause(group.start).number)
        return


def named_bodies(scene: Scene) -> tuple[Bearer, ...]:
    """Every body named in «Ответственные: МВД, акиматы областей»."""
    found: list[Bearer] = []
    for group in scene.groups:
        if group.agent and not group.preposition and group.start > 0:
            found.extend(bearers_of(scene, group, "nomn" if group.can_be("nomn") else "datv"))
    return tuple(found)
