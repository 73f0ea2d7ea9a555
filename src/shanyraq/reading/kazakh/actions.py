"""From a trigger to who must do what: the verb before it, the clause it closes, the bearer in the right case."""

from dataclasses import dataclass, field

from shanyraq.reading.kazakh.bearers import BearerGroup, Indexes, bearer_groups, is_followed_by_owned
from shanyraq.reading.kazakh.clauses import clause_start, skip_openers
from shanyraq.reading.kazakh.forms import (
    VerbForm,
    if_form,
    imperative,
    is_passive,
    past_form,
    polite,
    present,
    verbal_noun,
)
from shanyraq.reading.kazakh.refusals import refused_action, refused_after
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.triggers import Match, Trigger
from shanyraq.reading.model import Force

_ABOUT = frozenset(["туралы", "жонинде", "жониндеги", "жайлы", "жайында", "бойынша", "катысты"])
_OBLIGING = frozenset(
    [
        "kk.obligation.jukteledi",
        "kk.recommendation.usynylsyn",
        "kk.obligation.tapsyramyn",
        "kk.obligation.tapsyrma",
        "kk.necessity.suralsyn",
    ]
)


@dataclass(slots=True)
class Found:
    """A directive of one sentence by word indexes; its clause is `clause:end`, its action `action`."""

    rule_id: str
    force: Force
    negated: bool
    clause: int
    end: int
    action: Indexes
    bearers: tuple[Indexes, ...]
    trigger: Indexes
    blocked: list[Indexes] = field(default_factory=list)
    asks_bearer: bool = True


@dataclass(slots=True)
class Setting:
    """What the search needs to know besides the sentence: where an earlier directive ended, what is taken."""

    sentence: Sentence
    taken: list[Indexes]
    floor: int = 0
    is_plan: bool = False
    has_head: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    index: int
    form: VerbForm
    kind: str


def from_words(setting: Setting, match: Match) -> Found | None:
    """The directive of a trigger that follows its action («… өткізуге | міндетті»)."""
    sentence, trigger = setting.sentence, match.trigger
    start, end = sentence.index_at(match.start), sentence.index_at(match.end)
    if trigger.shape == "task":
        return _task(setting, trigger, start, end)
    if start <= setting.floor or refused_after(sentence, trigger, end):
        return None
    verb, given = _verb_before(setting, trigger, start)
    if verb is None:
        return None
    clause = clause_start(sentence, verb.index, setting.floor)
    if refused_action(sentence, trigger, clause, verb.index, verb.form):
        return None
    return _assemble(setting, trigger, clause, verb, given, (start, end))


def _verb_before(setting: Setting, trigger: Trigger, start: int) -> tuple[_Verb | None, BearerGroup | None]:
    """The verb form the trigger asks for, looking left over intensifiers and a dative bearer between them."""
    sentence = setting.sentence
    index = _over_intensifiers(sentence, start - 1, setting.floor)
    given = None
    if trigger.id in _OBLIGING and verbal_noun(sentence.low(index)) is None:
        index, given = _over_bearer(setting, index)
    about = sentence.low(index) in _ABOUT
    if about:
        index -= 1
    if index < setting.floor:
        return None, None
    for kind in trigger.after:
        if kind in ("about", "noun") and not (about or kind == "noun"):
            continue
        if about and kind not in ("about", "noun", "bare"):
            continue
        form = _form(sentence.low(index), kind)
        if form is not None:
            return _Verb(index, form, kind), given
    return None, None


def _form(word: str, kind: str) -> VerbForm | None:
    if kind == "past":
        return past_form(word)
    if kind == "if":
        return if_form(word)
    form = verbal_noun(word)
    if form is None:
        return None
    if kind in ("about", "noun"):
        return form if form.form in ("bare", "possessed", "dative") else None
    return form if form.form == kind else None


def _over_intensifiers(sentence: Sentence, index: int, floor: int) -> int:
    moved = True
    while moved and index > floor:
        moved = False
        known = sentence.lexicon.intensifiers if sentence.low(index) in sentence.lexicon.intensifier_ends else ()
        for words in known:
            count = words.count(" ") + 1
            if sentence.phrase(index - count + 1, index + 1) == words:
                index, moved = index - count, True
                break
        if sentence.low(index) == "," and if_form(sentence.low(index - 1)):
            index, moved = index - 1, True
    return index


def _over_bearer(setting: Setting, index: int) -> tuple[int, BearerGroup | None]:
    """«Бақылау | вице-министрге | жүктелсін»: the bearer stands between the action and the trigger."""
    groups = [
        each
        for each in bearer_groups(setting.sentence, setting.floor, index + 1, setting.taken)
        if each.end == index + 1
    ]
    if not groups or groups[-1].case not in ("dative", "ablative"):
        return index, None
    group = groups[-1]
    starts = group.start
    while starts < index and verbal_noun(setting.sentence.low(starts)) is not None and starts + 1 < group.end:
        starts += 1
    if starts != group.start:
        group = BearerGroup(starts, group.end, group.case, ((starts, group.end),))
    # «бақылау жетекшілік ететін вице-министрге»: what describes the bearer is a part of it.
    verb = next(
        (
            each
            for each in range(group.start - 1, max(group.start - 5, setting.floor), -1)
            if _is_bare(setting.sentence, each)
        ),
        group.start - 1,
    )
    if verb < group.start - 1:
        group = BearerGroup(verb + 1, group.end, group.case, ((verb + 1, group.end),))
    return verb, group


def _is_bare(sentence: Sentence, index: int) -> bool:
    form = verbal_noun(sentence.low(index))
    return form is not None and form.form == "bare"


def _assemble(
    setting: Setting, trigger: Trigger, clause: int, verb: _Verb, given: BearerGroup | None, place: Indexes
) -> Found:
    sentence = setting.sentence
    groups = bearer_groups(sentence, clause, verb.index, setting.taken)
    group = given or _chosen(sentence, groups, _wanted(trigger, verb), verb, clause)
    passive = is_passive(verb.form.stem)
    if passive and group is not None and group.case == "nominative" and not _acts(sentence, group):
        group = None
    bearers = group.members if group else ()
    start = clause
    if "nominative" not in trigger.bearer and trigger.shape == "verbal":
        start = _after_issuer(sentence, groups, skip_openers(sentence, clause, verb.index), verb.index)
    action = _action(setting, start, verb.index, group if given is None else None)
    return Found(
        trigger.id,
        trigger.force,
        trigger.negated or verb.form.negated,
        clause,
        place[1],
        action,
        bearers,
        place,
        asks_bearer=not passive,
    )


def _after_issuer(sentence: Sentence, groups: list[BearerGroup], start: int, verb: int) -> int:
    """«Инспекторлар … өткізуді ұсынады»: who orders or proposes stands before the action and is no part of it."""
    for group in groups:
        if group.start == start and group.case == "nominative" and group.end < verb and not group.is_weak:
            return group.end
    return start


def _wanted(trigger: Trigger, verb: _Verb) -> tuple[str, ...]:
    """Cases to look for: «министрлік … өткізуі қажет», but «министрлікке … өткізу қажет»."""
    if trigger.predicate and verb.kind in ("possessed", "past"):
        return tuple(case for case in ("nominative", "genitive") if case in trigger.bearer)
    if trigger.predicate and verb.kind == "bare":
        return ("dative", "nominative")
    return trigger.bearer


def _chosen(
    sentence: Sentence, groups: list[BearerGroup], cases: tuple[str, ...], verb: _Verb, clause: int
) -> BearerGroup | None:
    for case in cases:
        fitting = [each for each in groups if each.case == case]
        if case == "nominative":
            fitting = [each for each in fitting if _can_be_subject(sentence, each, verb, clause)]
        if case == "dative" and verb.kind == "dative":
            fitting = [each for each in fitting if each.start <= clause + 1]
        if case == "dative" and _takes_dative(sentence, verb.index):
            fitting = [each for each in fitting if _has_dative(sentence, each.end, verb.index)]
        if case == "genitive":
            # «еріктілердің тізілімін жасаған жөн»: an unpossessed participle leaves the genitive to its noun.
            fitting = [
                each
                for each in fitting
                if not is_followed_by_owned(sentence, each)
                and (verb.form.possessed or (verb.kind in ("bare", "dative") and each.start <= clause + 1))
            ]
        if fitting:
            return fitting[0]
    return None


def _takes_dative(sentence: Sentence, verb: int) -> bool:
    return any(sentence.phrase(verb - words.count(" "), verb + 1) == words for words in sentence.lexicon.dative_takers)


def _has_dative(sentence: Sentence, start: int, end: int) -> bool:
    """Is there another dative, so that the first one may be the bearer?"""
    return any(sentence.low(index).endswith(("га", "ге", "ка", "ке", "на", "не")) for index in range(start, end))


def _can_be_subject(sentence: Sentence, group: BearerGroup, verb: _Verb, clause: int) -> bool:
    low = sentence.low(group.end)
    if low in ("болып", "ретинде", "сиякты", "болу", "деп", "ушин"):
        return False
    if verb.kind == "bare" and sentence.low(group.start) in ("ол", "олар"):
        return False
    if group.end == verb.index and sentence.low(verb.index).startswith("бол"):
        return False
    adjacent = group.end >= verb.index - (1 if verb.kind == "bare" else 0)
    if adjacent and group.is_weak and group.end - group.start <= 2:
        return False
    if verb.kind == "bare":
        return group.start <= clause + 1 and group.end < verb.index - 1 and not verb.form.stem.startswith("кур")
    return True


def _acts(sentence: Sentence, group: BearerGroup) -> bool:
    """The named agent of a passive: «кеңес тарапынан»."""
    return sentence.low(group.end) == "тарапынан"


def _action(setting: Setting, clause: int, verb: int, group: BearerGroup | None) -> Indexes:
    """Words of the action: after the bearer, or from the object that stands before it."""
    sentence = setting.sentence
    start = skip_openers(sentence, clause, verb)
    if group is None or group.start > verb:
        return start, verb + 1
    before = _last_word(setting, start, group.start)
    if group.case == "nominative" and before is not None and sentence.is_oblique(before):
        return start, verb + 1
    after = group.end
    while after < verb and sentence.low(after) in (",", "тарапынан", "–", "—", "-", "да", "де"):
        after += 1
    if after <= verb and sentence.low(after - 1) == ",":
        after = skip_openers(sentence, after, verb)
    return (after, verb + 1) if after <= verb else (start, verb + 1)


def _last_word(setting: Setting, start: int, end: int) -> int | None:
    """The last word of `start:end` that no phrase takes and that is no mark."""
    for index in range(end - 1, start - 1, -1):
        if setting.sentence.is_mark(index) or any(each[0] <= index < each[1] for each in setting.taken):
            continue
        return index
    return None


# ------------------------------------------------------------------ the verb itself is the trigger


def from_verbs(setting: Setting, triggers: tuple[Trigger, ...]) -> list[Found]:
    """Imperatives at the end of a clause, and presents that name how often."""
    found = []
    sentence = setting.sentence
    for index in range(len(sentence.words)):
        if index < setting.floor or sentence.is_mark(index) or not _ends_clause(sentence, index):
            continue
        for trigger in triggers:
            directive = _by_form(setting, trigger, index)
            if directive is not None:
                found.append(directive)
                setting.floor = directive.end
                break
    return found


def _ends_clause(sentence: Sentence, index: int) -> bool:
    following = sentence.low(index + 1)
    if following in ("", ".", ";", "!", "»", "”", "…", ")"):
        return True
    if following == ",":
        after = sentence.low(index + 2)
        return after not in ("–", "—") or True
    return following in ("жане", "ари", "ал") or following in ("–", "—")


def _by_form(setting: Setting, trigger: Trigger, index: int) -> Found | None:
    sentence, low = setting.sentence, setting.sentence.low(index)
    form = {"imperative": imperative, "polite": polite, "present": present}[trigger.form](low)
    if form is None:
        return None
    if trigger.form == "imperative" and not _is_command(sentence, index, form):
        return None
    if trigger.form == "polite" and (verbal_noun(low) or _speaks_to_reader(sentence, index) or sentence.agent(index)):
        return None
    clause = clause_start(sentence, index, setting.floor)
    if refused_action(sentence, trigger, clause, index, form):
        return None
    if trigger.form == "polite" and any(if_form(sentence.low(each)) for each in range(clause, index)):
        return None
    verb = _Verb(index, form, trigger.form)
    found = _assemble(setting, trigger, clause, verb, None, (index, index + 1))
    if trigger.form == "present" and not _is_regular(setting, found, form):
        return None
    return found


def _speaks_to_reader(sentence: Sentence, index: int) -> bool:
    """«қараңыз», «рұқсат етіңіздер»: politeness of a letter, not an order."""
    return any(sentence.phrase(index - words.count(" "), index + 1) == words for words in sentence.lexicon.reader_verbs)


def _is_command(sentence: Sentence, index: int, form: VerbForm) -> bool:
    """«ұсынсын» commands; «басшысын,» is an object, «болсын» a wish."""
    low = sentence.low(index)
    tail = sentence.phrase(index - 2, index + 1)
    if any(tail == effect or tail.endswith(" " + effect) for effect in sentence.lexicon.effects):
        return low == "болсын" and sentence.low(index - 1) in sentence.lexicon.binding_be
    if sentence.agent(index) is not None or (
        sentence.low(index + 1) in (",", "жане", "ари", "ал") and not _is_sure(form)
    ):
        return False
    return len(form.stem) >= 2


def _is_sure(form: VerbForm) -> bool:
    """Endings no possessed noun in the accusative has: «…етсін», «…ылсын», «…ласын»."""
    stem = form.stem
    return stem.endswith(
        (
            "ет",
            "ыл",
            "ил",
            "ал",
            "ел",
            "ла",
            "ле",
            "да",
            "де",
            "та",
            "те",
            "ос",
            "ыр",
            "ир",
            "ыз",
            "из",
            "ын",
            "ин",
            "ер",
            "ар",
            "тур",
            "кур",
            "ас",
            "ес",
            "ай",
            "олс",
            "ат",
            "от",
            "ут",
            "ит",
            "ыс",
            "ис",
        )
    )


def _is_regular(setting: Setting, found: Found, form: VerbForm) -> bool:
    """A present states a duty where it says how often (or stands in a plan) and its subject can owe it."""
    sentence = setting.sentence
    span = (sentence.words[found.clause].start, sentence.words[found.end - 1].end)
    regular = [each for each in sentence.phrases.frequencies if span[0] <= each.span[0] < span[1]]
    if setting.has_head and not found.bearers and not is_passive(form.stem):
        return True
    if not regular and not setting.is_plan:
        return False
    floor = setting.is_plan or any(
        word in sentence.folded[each.span[0] : each.span[1]]
        for each in regular
        for word in ("кеминде", "кем ", "сирек")
    )
    if found.bearers:
        return floor or sentence.low(found.trigger[0]) in sentence.lexicon.duty_verbs
    return floor and is_passive(form.stem)


def _task(setting: Setting, trigger: Trigger, start: int, end: int) -> Found | None:
    """«Әкімдердің басты міндеті – … қамтамасыз ету.»"""
    sentence = setting.sentence
    last = len(sentence.words) - 1
    while last > end and sentence.is_mark(last):
        last -= 1
    form = verbal_noun(sentence.low(last))
    owner = verbal_noun(sentence.low(start - 1))
    if last < end or form is None or form.form not in ("bare", "possessed") or owner is not None:
        return None
    groups = [each for each in bearer_groups(sentence, setting.floor, start, setting.taken) if each.case == "genitive"]
    bearers = groups[-1].members if groups else ()
    return Found(
        trigger.id, trigger.force, form.negated, setting.floor, last + 1, (end, last + 1), bearers, (start, end)
    )


# ------------------------------------------------------------------ list items without a trigger


def from_item(setting: Setting) -> Found | None:
    """«облыс әкіміне мәселені бақылауға алу;»: an item that ends with a bare verb."""
    sentence = setting.sentence
    last = len(sentence.words) - 1
    while last >= 0 and sentence.is_mark(last):
        last -= 1
    if last < 0:
        return None
    form = verbal_noun(sentence.low(last))
    if form is None or form.form not in ("bare", "accusative", "dative") or form.possessed:
        return None
    groups = bearer_groups(sentence, 0, last, setting.taken)
    group = next((each for each in groups if each.case == "dative" and each.start <= 1), None)
    if group is None and len(groups) > 0 and sentence.low(groups[0].end) in ("–", "—", "-") and groups[0].start == 0:
        group = groups[0]
    action = _action(setting, 0, last, group)
    return Found(
        "", "obligation", form.negated, 0, len(sentence.words), action, group.members if group else (), (last, last + 1)
    )
