"""From a trigger found in a sentence to who must do what; one function for each shape of the trigger table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from shanyraq.reading.english.complements import subjunctive, target_phrase
from shanyraq.reading.english.grammar import (
    HARD_MARKS,
    Sentence,
    VerbGroup,
    bearing_phrase,
    infinitive_at,
    phrase_end,
    verb_group,
)
from shanyraq.reading.english.subjects import Indexes, Subject, subject_before
from shanyraq.reading.english.triggers import Match


@dataclass(slots=True)
class Found:
    """A directive of one sentence, by word indexes: the action is `verb:end`, its clause begins at `clause`."""

    match: Match
    clause: int
    verb: int
    bearers: tuple[Indexes, ...] = ()
    negated: bool = False
    end: int | None = None
    shared: bool = False
    action: Indexes | None = None


@dataclass(slots=True)
class Setting:
    """What a shape needs to know of the sentence's surroundings."""

    sentence: Sentence
    floor: int = 0
    is_plan: bool = False
    is_rule: bool = False
    has_frequency: Callable[[int, int], bool] = field(default=lambda start, end: False)


_FLOOR = re.compile(r"at least|at a minimum|minimum|(?:no|not) (?:less|fewer|rarer)")
Shape = Callable[[Setting, Match], Found | None]


def build(setting: Setting, match: Match) -> Found | None:
    """The directive this trigger makes, or None."""
    return _SHAPES[match.trigger.shape](setting, match)


def action_end(sentence: Sentence, verb: int) -> int:
    """Index after the last word of the action that begins at `verb`."""
    known = sentence.lexicon
    for index in range(verb + 1, len(sentence.words)):
        low = sentence.lower(index)
        if low in ";!?”»“«" or (low == '"' and index > verb + 1) or low in ("—", "–"):
            return index
        if low == "." and index == len(sentence.words) - 1:
            return index
        if low == "," and _leaves_action(sentence, index + 1, known.relatives):
            return index
    return len(sentence.words)


def _leaves_action(sentence: Sentence, after: int, relatives: frozenset[str]) -> bool:
    low, following = sentence.lower(after), sentence.lower(after + 1)
    if low in sentence.lexicon.speaking_tags:
        return True
    if low in (
        "but",
        "while",
        "whereas",
        "because",
        "although",
        "though",
        "since",
        "so",
        "he",
        "she",
        "said",
        "says",
    ):
        return True
    if low == "the" and sentence.lower(after + 2) in (
        "said",
        "says",
        "noted",
        "added",
        "stressed",
        "emphasized",
        "stated",
    ):
        return True
    return (low in relatives and low not in ("whether", "how", "what", "where", "when")) or (
        low in ("as", "according") and following in ("the", "he", "she", "to", "it")
    )


# ------------------------------------------------------------------ modal

_BEING = frozenset(["be", "become", "remain", "have", "serve", "contain", "include", "cover", "comply", "correspond"])


def _modal(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    group = verb_group(sentence, after)
    if group is None or group.perfect:
        return None
    if group.everybody and sentence.lower(trigger - 1) in ("we", "us"):
        return None
    subject = subject_before(sentence, trigger, setting.floor)
    if subject.kind == "refused" or (subject.expected and match.trigger.id in ("en.necessity.should", "en.duty.will")):
        return None
    if match.trigger.only_no and not subject.negated:
        return None
    if match.trigger.reported and not (subject.reported or (setting.floor == 0 and _speaks_before(sentence, trigger))):
        return None
    if _is_inverted(sentence, trigger, subject) or _is_statement(sentence, match, subject, group):
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


def _is_inverted(sentence: Sentence, trigger: int, subject: Subject) -> bool:
    """ "Should the forecast worsen, …": a condition, not a duty."""
    if subject.kind != "none":
        return False
    if sentence.lower(trigger) == "should":
        return trigger == 0 or sentence.lower(trigger - 1) in HARD_MARKS or sentence.lower(trigger - 1) == ","
    asked = sentence.lexicon.determiners | sentence.lexicon.pronouns
    return sentence.lower(trigger) in ("must", "will", "may") and sentence.lower(trigger + 1) in asked


def _stays(sentence: Sentence, group: VerbGroup) -> bool:
    return sentence.lower(group.verb) in sentence.lexicon.staying_participles


def _is_statement(sentence: Sentence, match: Match, subject: Subject, group: VerbGroup) -> bool:
    """Modal words that owe nothing: words about words, descriptions, legal effects, promises."""
    known, verb = sentence.lexicon, sentence.lower(group.verb)
    first = sentence.lower(subject.start)
    after_be = sentence.lower(group.verb + 1)
    thing = subject.kind in ("thing", "none") or first == "it"
    nobody = first in ("it", "we", "one", "what") or subject.kind == "none"
    if (
        group.passive
        and verb in (known.saying_participles if nobody else known.viewing_participles)
        and (thing or nobody)
    ):
        return True
    if match.trigger.id == "en.necessity.needs_to" and _is_noun_need(sentence, match):
        return True
    if not group.passive and verb in known.saying_verbs and first in ("we", "you", "one", "it"):
        return True
    if verb == "be" and after_be in known.saying_participles:
        return True
    if (
        first in ("we", "i")
        and subject.end - subject.start == 1
        and match.trigger.id in ("en.obligation.shall", "en.duty.will")
    ):
        return True
    rest = sentence.low[sentence.words[group.first].start :]
    if rest.startswith(known.qualities):
        return True
    if any(rest.startswith(effect) for effect in known.effects) and (
        thing or match.trigger.id == "en.obligation.shall"
    ):
        return not (verb == "apply" and subject.kind == "bearer")
    if match.trigger.id == "en.duty.is_to" and not group.passive and _is_purpose(sentence, subject, verb):
        return True
    if match.trigger.id == "en.obligation.may_not" and subject.kind not in ("bearer", "pronoun"):
        return verb in known.stating_verbs or verb == "be"
    if not group.passive and thing and verb in known.stating_verbs and verb not in ("be", "have"):
        return True
    return not group.passive and thing and verb in ("be", "have") and match.trigger.id == "en.necessity.should"


def _is_noun_need(sentence: Sentence, match: Match) -> bool:
    """ "spoke about the (urgent) need to strengthen trust"."""
    index = sentence.index_at(match.start)
    if sentence.lower(index) != "need":
        return False
    before, earlier = sentence.lower(index - 1), sentence.lower(index - 2)
    articles = ("the", "a", "an", "no", "this", "any", "their", "its", "our", "that")
    return before in articles or (
        earlier in articles and not sentence.lexicon.is_agent(before) and not before.endswith("s")
    )


def _is_purpose(sentence: Sentence, subject: Subject, verb: str) -> bool:
    if verb == "do" or subject.kind in ("thing", "none"):
        end = next(
            (
                each
                for each in range(subject.start, subject.end)
                if sentence.lower(each) in sentence.lexicon.prepositions
            ),
            subject.end,
        )
        head = sentence.lower(end - 1)
        head = "priority" if head == "priorities" else head.removesuffix("s")
        return subject.kind == "none" or head in sentence.lexicon.purpose_subjects | sentence.lexicon.tasks
    return False


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


def _task(setting: Setting, match: Match) -> Found | None:
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


def _future(setting: Setting, match: Match) -> Found | None:
    """ "will" is a duty in a plan, or where it names how often."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    if not (setting.is_plan or setting.has_frequency(setting.floor, len(sentence.words))):
        return None
    if sentence.lower(after) in ("probably", "likely", "hopefully", "perhaps", "never"):
        return None
    found = _modal(setting, match)
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


def _habitual(setting: Setting, match: Match) -> Found | None:
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


# ------------------------------------------------------------------ orders to somebody


def _directed(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    if _is_conditional(sentence, trigger, setting.floor) or sentence.lower(trigger - 1) in ("not", "never"):
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
    clause = _clause_of(sentence, trigger, setting.floor)
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
    return Found(match, _clause_of(sentence, trigger, setting.floor), infinitive[0], bearers, infinitive[1])


def _is_conditional(sentence: Sentence, trigger: int, floor: int) -> bool:
    """Does the trigger stand in an if-clause of its own?"""
    for index in range(trigger - 1, floor - 1, -1):
        low = sentence.lower(index)
        if low in HARD_MARKS or low == ",":
            return False
        if low in ("if", "unless", "when", "whenever", "whether", "until", "which", "whom", "whose"):
            return True
    return False


def _clause_of(sentence: Sentence, trigger: int, floor: int) -> int:
    """First word of the trigger's own clause after an earlier directive."""
    if not floor:
        return 0
    for index in range(trigger - 1, floor, -1):
        if sentence.lower(index) in ("and", "but", ";", "while"):
            return index + 1
    return trigger


def _directed_with(setting: Setting, match: Match) -> Found | None:
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
            return Found(match, _clause_of(sentence, trigger, setting.floor), index + 1, phrase.bearers)
    return None


def _that(setting: Setting, match: Match) -> Found | None:
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    if sentence.lower(after) != "that" or _is_conditional(sentence, trigger, setting.floor):
        return None
    before = {sentence.lower(trigger - 1), sentence.lower(trigger - 2)}
    observed = before & sentence.lexicon.observers and not before & {"is", "was", "been"} and "it" not in before
    if observed:
        return None
    clause = subjunctive(sentence, after + 1)
    if clause is None or (clause.modal in ("must", "shall") and match.trigger.id == "en.obligation.demand_that"):
        return None
    return Found(match, _clause_of(sentence, trigger, setting.floor), clause.verb, clause.bearers, clause.negated)


def _doing(setting: Setting, match: Match) -> Found | None:
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
    return Found(match, _clause_of(sentence, trigger, setting.floor), after)


def _self(setting: Setting, match: Match) -> Found | None:
    """ "decides to establish …", "proposes to create …": no bearer is named."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    while sentence.lower(after) in ("also", "further"):
        after += 1
    infinitive = infinitive_at(sentence, after)
    if infinitive is None or _is_conditional(sentence, trigger, setting.floor):
        return None
    rest = sentence.low[sentence.words[infinitive[0]].start :]
    if any(rest.startswith(effect) for effect in sentence.lexicon.effects):
        return None
    if match.trigger.id == "en.obligation.decides_to" and not _speaks_for_a_body(setting, trigger, match):
        return None
    return Found(match, _clause_of(sentence, trigger, setting.floor), infinitive[0], (), infinitive[1])


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


# ------------------------------------------------------------------ impersonal


def _impersonal(setting: Setting, match: Match) -> Found | None:
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
    ) or _is_conditional(sentence, trigger, setting.floor):
        return None
    if sentence.lower(after) == ",":
        closing = next(
            (each for each in range(after + 1, min(after + 20, len(sentence.words))) if sentence.lower(each) == ","),
            after,
        )
        after = closing + 1
    clause = _clause_of(sentence, trigger, setting.floor)
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


# ------------------------------------------------------------------ the action is a noun


def _nominal(setting: Setting, match: Match) -> Found | None:
    """ "Interference in the work of the council is not allowed": the subject is the action."""
    sentence = setting.sentence
    trigger = sentence.index_at(match.start)
    subject = subject_before(sentence, trigger, setting.floor)
    if subject.kind not in ("thing", "bearer") or sentence.lower(subject.start) in (
        "it",
        "this",
        "that",
        "which",
    ):
        return None
    if sentence.lower(sentence.index_at(match.end)) == "to" and sentence.lower(trigger) != "it":
        return None
    start = subject.clause
    if trigger - start < 1:
        return None
    return Found(match, start, start, (), True, end=trigger, action=(start, trigger))


def _assigned(setting: Setting, match: Match) -> Found | None:
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


def _charged(setting: Setting, match: Match) -> Found | None:
    """ "The akim is charged with control over …"."""
    sentence = setting.sentence
    trigger, after = sentence.index_at(match.start), sentence.index_at(match.end)
    subject = subject_before(sentence, trigger, setting.floor)
    if subject.kind not in ("bearer", "pronoun") or after >= len(sentence.words):
        return None
    return Found(match, subject.clause, after, subject.bearers)


def _imperative(setting: Setting, match: Match) -> Found | None:
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


_SHAPES: dict[str, Shape] = {
    "modal": _modal,
    "task": _task,
    "future": _future,
    "habitual": _habitual,
    "directed": _directed,
    "directed_with": _directed_with,
    "that": _that,
    "doing": _doing,
    "self": _self,
    "impersonal": _impersonal,
    "nominal": _nominal,
    "assigned": _assigned,
    "charged": _charged,
    "imperative": _imperative,
}
