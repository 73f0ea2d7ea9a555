"""From the words of a trigger to the action before them («… өткізуге | міндетті»)."""

from shanyraq.reading.kazakh.bearers import BearerGroup, bearer_groups
from shanyraq.reading.kazakh.clauses import clause_start
from shanyraq.reading.kazakh.forms import VerbForm, if_form, past_form, verbal_noun
from shanyraq.reading.kazakh.found import Found, Setting
from shanyraq.reading.kazakh.refusals import refused_action, refused_after
from shanyraq.reading.kazakh.roles import Verb, assemble
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.triggers import Match, Trigger

_ABOUT = frozenset(["туралы", "жонинде", "жониндеги", "жайлы", "жайында", "бойынша", "катысты"])


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
    return assemble(setting, trigger, clause, verb, given, (start, end))


def _verb_before(setting: Setting, trigger: Trigger, start: int) -> tuple[Verb | None, BearerGroup | None]:
    """The verb form the trigger asks for, looking left over intensifiers and a dative bearer between them."""
    sentence = setting.sentence
    index = _over_intensifiers(sentence, start - 1, setting.floor)
    given = None
    if trigger.bearer_between and verbal_noun(sentence.low(index)) is None:
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
            return Verb(index, form, kind), given
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
