"""Directives with a verb of ordering before their bearer: "instructs the akim to report"."""

from shanyraq.reading.english.complements import subjunctive, target_phrase
from shanyraq.reading.english.found import Found, Setting, clause_of, is_conditional
from shanyraq.reading.english.nouns import bearing_phrase
from shanyraq.reading.english.sentence import HARD_MARKS, Sentence
from shanyraq.reading.english.subjects import Indexes, subject_before
from shanyraq.reading.english.triggers import Match
from shanyraq.reading.english.verbs import infinitive_at


def directed(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    if is_conditional(sentence, trigger, setting.floor) or sentence.lower(trigger - 1) in ("not", "never"):
        return None
    bare = _bare_order(setting, match, trigger, after)
    if bare is not None:
        return bare
    target = target_phrase(sentence, after)
    if target is None:
        return None
    if not target.bearers and sentence.lower(target.verb) != "be":
        return None
    verb = target.verb
    if sentence.lower(verb) == "be" and sentence.lexicon.is_participle(sentence.lower(verb + 1)) and not target.bearers:
        verb += 1
    clause = clause_of(sentence, trigger, setting.floor)
    return Found(match, clause, verb, target.bearers, target.negated or match.trigger.negated)


def _bare_order(setting: Setting, match: Match, trigger: int, after: int) -> Found | None:
    """ "gave instructions to strengthen …", "instructed to intensify …": nobody is named."""
    sentence = setting.sentence
    start = after - 1 if sentence.lower(after - 1) == "to" else after
    named = bearing_phrase(sentence, trigger + 1, after) if after - trigger > 2 else None
    if match.trigger.force != "obligation" or sentence.lower(trigger) in ("told", "requires", "required", "require"):
        return None
    infinitive = infinitive_at(sentence, start)
    if infinitive is None or not (
        sentence.lower(infinitive[0]) in sentence.lexicon.verbs or sentence.lower(infinitive[0]) == "be"
    ):
        return None
    bearers = named.bearers if named and named.start <= trigger + 2 else ()
    return Found(match, clause_of(sentence, trigger, setting.floor), infinitive[0], bearers, infinitive[1])


def directed_with(setting: Setting, match: Match) -> Found | None:
    """ "tasked the akims with creating …"."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    for index in range(after + 1, min(after + 25, len(sentence.words) - 1)):
        low = sentence.lower(index)
        if low in HARD_MARKS or low == "to":
            return None
        if low == "with":
            phrase = bearing_phrase(sentence, after, index)
            if phrase is None or phrase.start != after:
                return None
            return Found(match, clause_of(sentence, trigger, setting.floor), index + 1, phrase.bearers)
    return None


def that_clause(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    if sentence.lower(after) != "that" or is_conditional(sentence, trigger, setting.floor):
        return None
    before = {sentence.lower(trigger - 1), sentence.lower(trigger - 2)}
    observed = before & sentence.lexicon.observers and not before & {"is", "was", "been"} and "it" not in before
    if observed:
        return None
    clause = subjunctive(sentence, after + 1)
    if clause is None or (clause.modal in ("must", "shall") and "yields" in match.trigger.traits):
        return None
    bearers = _told(sentence, trigger, after, clause.bearers)
    return Found(match, clause_of(sentence, trigger, setting.floor), clause.verb, bearers, clause.negated)


def _told(sentence: Sentence, trigger: int, after: int, bearers: tuple[Indexes, ...]) -> tuple[Indexes, ...]:
    """ "proposed to the heads of clubs that they appoint …": "they" are the heads."""
    if len(bearers) == 1 and sentence.lower(bearers[0][0]) == "they" and sentence.lower(trigger + 1) == "to":
        phrase = bearing_phrase(sentence, trigger + 2, after)
        return phrase.bearers if phrase else bearers
    return bearers


def inverted(setting: Setting, match: Match) -> Found | None:
    """ "Under no circumstances may officials disclose …"."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    clause = subjunctive(sentence, after)
    if clause is None:
        return None
    return Found(match, clause_of(sentence, trigger, setting.floor), clause.verb, clause.bearers, True)


def doing(setting: Setting, match: Match) -> Found | None:
    """ "recommends expanding …"."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    before = {sentence.lower(trigger - 1), sentence.lower(trigger - 2)}
    if (before & sentence.lexicon.observers and "i" not in before) or sentence.lower(after) in (
        "following",
        "including",
        "according",
        "during",
    ):
        return None
    return Found(match, clause_of(sentence, trigger, setting.floor), after)


def own_decision(setting: Setting, match: Match) -> Found | None:
    """ "decides to establish …", "proposes to create …": no bearer is named."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    while sentence.lower(after) in ("also", "further"):
        after += 1
    infinitive = infinitive_at(sentence, after)
    if infinitive is None or is_conditional(sentence, trigger, setting.floor):
        return None
    rest = sentence.low[sentence.words[infinitive[0]].start :]
    if any(rest.startswith(effect) for effect in sentence.lexicon.effects):
        return None
    if "decides" in match.trigger.traits and not _speaks_for_a_body(setting, trigger, match):
        return None
    return Found(match, clause_of(sentence, trigger, setting.floor), infinitive[0], (), infinitive[1])


def _speaks_for_a_body(setting: Setting, trigger: int, match: Match) -> bool:
    sentence = setting.sentence
    if trigger == 0 or sentence.lower(trigger - 1) == "it":
        return True
    subject = subject_before(sentence, trigger, setting.floor)
    return subject.kind == "bearer" and sentence.low[match.start : match.end].split()[-1] in (
        "decides",
        "resolves",
        "resolved",
    )


def imperative(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    negated = sentence.phrase(after, after + 2) in ("do not", "don’t", "don't")
    verb = after + 2 if negated else after
    called = bearing_phrase(sentence, 0, trigger - 1) if sentence.lower(trigger - 1) == ":" else None
    known = sentence.lexicon
    if sentence.lower(verb) not in known.verbs - known.reader_verbs or sentence.lower(trigger - 1) not in (
        ":",
        "",
        ",",
        ".",
        "and",
        ";",
    ):
        return None
    return Found(match, trigger, verb, called.bearers if called else (), negated)
