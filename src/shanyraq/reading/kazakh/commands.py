"""Verbs that are triggers themselves («…сын», «…ңыз», «…ады» with a frequency), and items that end with a bare verb."""

from shanyraq.reading.kazakh.bearers import bearer_groups
from shanyraq.reading.kazakh.clauses import clause_start
from shanyraq.reading.kazakh.forms import VerbForm, if_form, imperative, is_passive, polite, present, verbal_noun
from shanyraq.reading.kazakh.found import Found, Setting
from shanyraq.reading.kazakh.refusals import refused_action
from shanyraq.reading.kazakh.roles import Verb, action_words, assemble
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.triggers import Trigger


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
    verb = Verb(index, form, trigger.form)
    found = assemble(setting, trigger, clause, verb, None, (index, index + 1))
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
        sentence.low(index + 1) in (",", "жане", "ари", "ал") and not form.stem.endswith(sentence.lexicon.command_stems)
    ):
        return False
    return len(form.stem) >= 2


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
    action = action_words(setting, 0, last, group)
    return Found(
        "", "obligation", form.negated, 0, len(sentence.words), action, group.members if group else (), (last, last + 1)
    )
