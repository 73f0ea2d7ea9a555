"""Who bears the action that a verb closes, and which words are the action."""

from dataclasses import dataclass

from shanyraq.reading.kazakh.bearers import BearerGroup, Indexes, bearer_groups, is_followed_by_owned
from shanyraq.reading.kazakh.clauses import skip_openers
from shanyraq.reading.kazakh.forms import VerbForm, is_passive
from shanyraq.reading.kazakh.found import Found, Setting
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Verb:
    index: int
    form: VerbForm
    kind: str


def assemble(
    setting: Setting, trigger: Trigger, clause: int, verb: Verb, given: BearerGroup | None, place: Indexes
) -> Found:
    sentence = setting.sentence
    groups = bearer_groups(sentence, clause, verb.index, setting.taken)
    group = given or _chosen(sentence, groups, _wanted(trigger, verb), verb, clause)
    if group is None and sentence.low(clause - 1) == ":":
        group = _before_colon(setting, clause - 1)
    passive = is_passive(verb.form.stem)
    if passive and group is not None and group.case == "nominative" and not _acts(sentence, group):
        group = None
    bearers = group.members if group else ()
    start = clause
    if "nominative" not in trigger.bearer and trigger.shape == "verbal":
        start = _after_issuer(sentence, groups, skip_openers(sentence, clause, verb.index), verb.index)
    inside = group if given is None and group is not None and group.start >= clause else None
    action = action_words(setting, start, verb.index, inside)
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
        forbids=trigger.negated,
    )


def _before_colon(setting: Setting, colon: int) -> BearerGroup | None:
    """«Министрліктер: … ұсынсын»."""
    groups = bearer_groups(setting.sentence, 0, colon, setting.taken)
    fitting = [each for each in groups if each.end == colon and each.case in ("nominative", "dative")]
    return fitting[0] if fitting else None


def _after_issuer(sentence: Sentence, groups: list[BearerGroup], start: int, verb: int) -> int:
    """«Инспекторлар … өткізуді ұсынады»: who orders or proposes stands before the action and is no part of it."""
    for group in groups:
        if group.start == start and group.case == "nominative" and group.end < verb and not group.is_weak:
            return group.end
    return start


def _wanted(trigger: Trigger, verb: Verb) -> tuple[str, ...]:
    """Cases to look for: «министрлік … өткізуі қажет», but «министрлікке … өткізу қажет»."""
    if trigger.predicate and verb.kind == "past" and not verb.form.possessed:
        return ("dative", "nominative")
    if trigger.predicate and verb.kind in ("possessed", "past"):
        return tuple(case for case in ("nominative", "genitive") if case in trigger.bearer)
    if trigger.predicate and verb.kind == "bare":
        return ("dative", "nominative")
    return trigger.bearer


def _chosen(
    sentence: Sentence, groups: list[BearerGroup], cases: tuple[str, ...], verb: Verb, clause: int
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
            return _beyond_condition(sentence, fitting)
    return None


def _beyond_condition(sentence: Sentence, fitting: list[BearerGroup]) -> BearerGroup:
    """«Аудитор … анықтаған жағдайда кеңес …»: who stands right before a condition belongs to it."""
    first = fitting[0]
    if len(fitting) > 1 and first.end < len(sentence.words):
        here = sentence.words[first.end].start
        opened = any(each.kind == "condition" and each.span[0] == here for each in sentence.phrases.conditions)
        if opened:
            return fitting[1]
    return first


def _takes_dative(sentence: Sentence, verb: int) -> bool:
    return any(sentence.phrase(verb - words.count(" "), verb + 1) == words for words in sentence.lexicon.dative_takers)


def _has_dative(sentence: Sentence, start: int, end: int) -> bool:
    """Is there another dative, so that the first one may be the bearer?"""
    return any(sentence.low(index).endswith(("га", "ге", "ка", "ке", "на", "не")) for index in range(start, end))


def _can_be_subject(sentence: Sentence, group: BearerGroup, verb: Verb, clause: int) -> bool:
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


def action_words(setting: Setting, clause: int, verb: int, group: BearerGroup | None) -> Indexes:
    """Words of the action: after the bearer, or from the object that stands before it."""
    sentence = setting.sentence
    start = skip_openers(sentence, clause, verb)
    if group is None or group.start > verb:
        return start, verb + 1
    before = _last_word(setting, start, group.start)
    if group.case == "nominative" and before is not None and _is_object(sentence, before):
        return start, verb + 1
    after = group.end
    while after < verb and sentence.low(after) in (",", "тарапынан", "–", "—", "-", "да", "де"):
        after += 1
    if after <= verb and sentence.low(after - 1) == ",":
        after = skip_openers(sentence, after, verb)
    return (after, verb + 1) if after <= verb else (start, verb + 1)


def _is_object(sentence: Sentence, index: int) -> bool:
    """An object stands there, not a place («әр өңірде»)."""
    return sentence.is_oblique(index) and not sentence.low(index).endswith(("да", "де", "та", "те"))


def _last_word(setting: Setting, start: int, end: int) -> int | None:
    """The last word of `start:end` that no phrase takes and that is no mark."""
    for index in range(end - 1, start - 1, -1):
        if setting.sentence.is_mark(index) or any(each[0] <= index < each[1] for each in setting.taken):
            continue
        return index
    return None
