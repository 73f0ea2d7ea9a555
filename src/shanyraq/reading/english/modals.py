"""Directives with a modal after their bearer: "Akims must report", and plain presents that state a duty."""

import re

from shanyraq.reading.english.found import Found, Setting
from shanyraq.reading.english.nouns import bearing_phrase, phrase_end
from shanyraq.reading.english.sentence import HARD_MARKS, Sentence
from shanyraq.reading.english.statements import is_inverted, is_statement
from shanyraq.reading.english.subjects import Indexes, Subject, subject_before
from shanyraq.reading.english.triggers import Match
from shanyraq.reading.english.verbs import VerbGroup, infinitive_at, verb_group

_FLOOR = re.compile(r"at least|at a minimum|minimum|(?:no|not) (?:less|fewer|rarer)")


_BEING = frozenset(["be", "become", "remain", "have", "serve", "contain", "include", "cover", "comply", "correspond"])


def modal(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    group = verb_group(sentence, after)
    if group is None or group.perfect:
        return None
    if group.everybody and sentence.lower(trigger - 1) in ("we", "us"):
        return None
    subject = subject_before(sentence, trigger, setting.floor)
    if subject.kind == "refused" or (subject.expected and "hoped" in match.trigger.traits):
        return None
    if match.trigger.only_no and not subject.negated:
        return None
    if match.trigger.reported and not (subject.reported or (setting.floor == 0 and _speaks_before(sentence, trigger))):
        return None
    if is_inverted(sentence, trigger, subject) or is_statement(sentence, match, subject, group):
        return None
    bearers = _agents_by(sentence, group) if group.passive and not _stays(sentence, group) else subject.bearers
    if sentence.phrase(subject.start, subject.end) in ("it", "they") and sentence.lower(group.verb) in _BEING:
        bearers = ()
    return Found(
        match,
        subject.clause if subject.kind != "shared" else trigger,
        group.verb,
        bearers,
        _is_negated(match, group.negated, subject),
        shared=subject.kind == "shared" and not group.passive,
    )


def _is_negated(match: Match, negated: bool, subject: Subject) -> bool:
    return match.trigger.negated or subject.negated or negated


def _speaks_before(sentence: Sentence, trigger: int) -> bool:
    return any(sentence.lower(index) in sentence.lexicon.reporting for index in range(trigger))


def _stays(sentence: Sentence, group: VerbGroup) -> bool:
    return sentence.lower(group.verb) in sentence.lexicon.staying_participles


def _agents_by(sentence: Sentence, group: VerbGroup) -> tuple[Indexes, ...]:
    """ "shall be held by governors": the agent of a passive."""
    for index in range(group.verb + 1, min(group.verb + 30, len(sentence.words))):
        low = sentence.lower(index)
        if low in HARD_MARKS or low in ("to", "which", "must", "shall", "should", "will"):
            break
        noun = index > group.verb + 1 and sentence.lower(index - 1).endswith(("tion", "sion", "val", "ment"))
        if low == "by" and index not in sentence.skipped and not noun:
            phrase = bearing_phrase(sentence, index + 1, phrase_end(sentence, index, len(sentence.words)))
            if phrase and phrase.start == index + 1:
                return phrase.bearers
    return ()


def task(setting: Setting, match: Match) -> Found | None:
    """ "The task of the akims is to ensure …"."""
    sentence = setting.sentence
    trigger = sentence.index_at(match.start)
    subject = subject_before(sentence, trigger, setting.floor)
    heads = {sentence.lower(index) for index in range(subject.clause, trigger)}
    infinitive = infinitive_at(sentence, sentence.index_at(match.end))
    if subject.kind == "refused" or infinitive is None or not heads & sentence.lexicon.tasks:
        return None
    owner = None
    for index in range(subject.clause, trigger):
        if sentence.lower(index) in ("of", "for", "before"):
            owner = bearing_phrase(sentence, index + 1, trigger)
            break
    return Found(match, subject.clause, infinitive[0], owner.bearers if owner else (), infinitive[1])


def future(setting: Setting, match: Match) -> Found | None:
    """ "will" is a duty in a plan, or where it names how often."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    if not (setting.is_plan or setting.has_frequency(setting.floor, len(sentence.words))):
        return None
    if sentence.lower(after) in ("probably", "likely", "hopefully", "perhaps", "never"):
        return None
    found = modal(setting, match)
    if found is None:
        return None
    group = verb_group(sentence, after)
    owed = (
        bool(found.bearers)
        or found.shared
        or (group is not None and group.passive and setting.has_frequency(trigger, len(sentence.words)))
    )
    return found if owed and sentence.lower(found.verb) not in ("be", "have", "need") else None


def _until_frequency(setting: Setting, verb: int) -> int | None:
    """ "meets at least once a month and reports": the action ends where the frequency begins right after the verb."""
    return verb + 1 if verb + 1 in setting.sentence.skipped else None


def habitual(setting: Setting, match: Match) -> Found | None:
    """ "Sittings are held not less than once a quarter" states a duty by its floor."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    if not setting.has_frequency(trigger, len(sentence.words)) or not (setting.is_rule or _FLOOR.search(sentence.low)):
        return None
    subject = subject_before(sentence, trigger, setting.floor)
    passive = sentence.lower(trigger) in ("is", "are")
    if sentence.lower(trigger - 1) in ("to", "not"):
        return None
    if subject.kind in ("refused", "shared", "none") or subject.expected or (not passive and subject.kind != "bearer"):
        return None
    verb = after - 1 if passive else trigger
    if passive:
        bearers = _agents_by(sentence, VerbGroup(verb, verb, passive=True))
        return Found(match, subject.clause, verb, bearers)
    if subject.end != trigger:
        return None
    end = _until_frequency(setting, verb)
    return Found(match, subject.clause, verb, subject.bearers, action=(verb, end) if end else None)
