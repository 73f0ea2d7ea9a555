"""Modal words that owe nothing: words about words, descriptions, legal effects, promises, conditions."""

from shanyraq.reading.english.sentence import HARD_MARKS, Sentence
from shanyraq.reading.english.subjects import Subject
from shanyraq.reading.english.triggers import Match
from shanyraq.reading.english.verbs import VerbGroup


def is_inverted(sentence: Sentence, trigger: int, subject: Subject) -> bool:
    """ "Should the forecast worsen, …": a condition, not a duty."""
    if subject.kind != "none":
        return False
    if sentence.lower(trigger) == "should":
        return trigger == 0 or sentence.lower(trigger - 1) in HARD_MARKS or sentence.lower(trigger - 1) == ","
    asked = sentence.lexicon.determiners | sentence.lexicon.pronouns
    return sentence.lower(trigger) in ("must", "will", "may") and sentence.lower(trigger + 1) in asked


def is_statement(sentence: Sentence, match: Match, subject: Subject, group: VerbGroup) -> bool:
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
    if "noun" in match.trigger.traits and _is_noun_need(sentence, match):
        return True
    if not group.passive and verb in known.saying_verbs and first in ("we", "you", "one", "it"):
        return True
    if not group.passive and verb in known.warning_verbs:
        return True
    if verb == "be" and after_be in known.saying_participles:
        return True
    if first in ("we", "i") and subject.end - subject.start == 1 and "promises" in match.trigger.traits:
        return True
    rest = sentence.low[sentence.words[group.first].start :]
    if rest.startswith(known.qualities):
        return True
    if any(rest.startswith(effect) for effect in known.effects) and (thing or "enacts" in match.trigger.traits):
        return not (verb == "apply" and subject.kind == "bearer")
    if "aims" in match.trigger.traits and not group.passive and _is_purpose(sentence, subject, verb):
        return True
    if "permits" in match.trigger.traits and subject.kind not in ("bearer", "pronoun"):
        return verb in known.stating_verbs or verb == "be"
    if not group.passive and thing and verb in known.stating_verbs and verb not in ("be", "have"):
        return True
    return not group.passive and thing and verb in ("be", "have") and "describes" in match.trigger.traits


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
