"""Directives without a subject of their own: "it is necessary to …", "delegation is prohibited"."""

from shanyraq.reading.english.complements import subjunctive, target_phrase
from shanyraq.reading.english.found import Found, Setting, action_end, clause_of, is_conditional
from shanyraq.reading.english.nouns import bearing_phrase
from shanyraq.reading.english.sentence import Sentence
from shanyraq.reading.english.subjects import Indexes, subject_before
from shanyraq.reading.english.triggers import Match
from shanyraq.reading.english.verbs import infinitive_at


def impersonal(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    before = sentence.lower(trigger - 1)
    if before in (
        "which",
        "what",
        "that",
        "whatever",
        "as",
        "if",
        "where",
        "when",
        "all",
        "who",
    ) or is_conditional(sentence, trigger, setting.floor):
        return None
    if sentence.lower(after) == ",":
        closing = next(
            (each for each in range(after + 1, min(after + 20, len(sentence.words))) if sentence.lower(each) == ","),
            after,
        )
        after = closing + 1
    clause = clause_of(sentence, trigger, setting.floor)
    low = sentence.lower(after)
    if low in ("that", "if"):
        inner = subjunctive(sentence, after + 1, past=low == "if")
        if inner is None or _is_about_words(sentence, inner.verb, inner.bearers):
            return None
        return Found(match, clause, inner.verb, inner.bearers, inner.negated or match.trigger.negated)
    if low in ("for", "on", "upon"):
        target = target_phrase(sentence, after + 1)
        if target is None or _is_about_words(sentence, target.verb, target.bearers):
            return None
        return Found(match, clause, target.verb, target.bearers, target.negated or match.trigger.negated)
    infinitive = infinitive_at(sentence, after)
    if infinitive is None or _is_about_words(sentence, infinitive[0], ()):
        return None
    verb = infinitive[0]
    if sentence.lower(verb) == "be" and sentence.lexicon.is_participle(sentence.lower(verb + 1)):
        verb += 1
    return Found(match, clause, verb, (), infinitive[1] or match.trigger.negated)


def _is_about_words(sentence: Sentence, verb: int, bearers: tuple[Indexes, ...]) -> bool:
    low = sentence.lower(verb)
    return not bearers and (low in sentence.lexicon.saying_verbs or low in ("sum", "talk", "speak", "know"))


def nominal(setting: Setting, match: Match) -> Found | None:
    """ "Interference in the work of the council is not allowed": the subject is the action."""
    sentence = setting.sentence
    trigger = sentence.index_at(match.start)
    subject = subject_before(sentence, trigger, setting.floor)
    if subject.kind not in ("thing", "bearer") or sentence.lower(subject.start) in (
        "it",
        "this",
        "that",
        "which",
        "such",
        "these",
        "those",
    ):
        return None
    if sentence.lower(sentence.index_at(match.end)) == "to" and sentence.lower(trigger) != "it":
        return None
    start = subject.clause
    if trigger - start < 1:
        return None
    return Found(match, start, start, (), True, end=trigger, action=(start, trigger))


def assigned(setting: Setting, match: Match) -> Found | None:
    """ "Control is assigned to the Deputy Minister": the action stands before, the bearer after."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    subject = subject_before(sentence, trigger, setting.floor)
    if subject.kind in ("refused", "none", "shared"):
        return None
    start = subject.clause
    if trigger - start < 2 or not any(
        sentence.lower(index) in sentence.lexicon.charges for index in range(start, trigger)
    ):
        return None
    phrase = bearing_phrase(sentence, after, action_end(sentence, after))
    if phrase is None or phrase.start != after:
        return None
    return Found(match, start, start, phrase.bearers, action=(start, trigger))


def charged(setting: Setting, match: Match) -> Found | None:
    """ "The akim is charged with control over …"."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    subject = subject_before(sentence, trigger, setting.floor)
    if subject.kind not in ("bearer", "pronoun") or after >= len(sentence.words):
        return None
    return Found(match, subject.clause, after, subject.bearers)
