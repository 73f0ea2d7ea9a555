"""Verbs of an English sentence, found by word lists and word order."""

from dataclasses import dataclass

from shanyraq.reading.english.sentence import HARD_MARKS, Sentence, closing_bracket

_HALTS = frozenset(';:—–“”"«»()[]!?….,')


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """What follows a modal: where the action verb stands and how."""

    verb: int
    first: int
    negated: bool = False
    passive: bool = False
    perfect: bool = False
    everybody: bool = False


def verb_group(sentence: Sentence, at: int) -> VerbGroup | None:
    """The verb after a modal that ends before word `at`; None when no verb follows."""
    known = sentence.lexicon
    negated = everybody = False
    position = at
    for _ in range(40):
        word = sentence.lower(position)
        if not word:
            return None
        if position in sentence.skipped:
            position = sentence.skipped[position]
        elif word in ("not", "never", "neither"):
            negated, position = True, position + 1
        elif word == "no" and sentence.lower(position + 1) == "longer":
            negated, position = True, position + 2
        elif word in ("under", "in", "on") and sentence.lower(position + 1) == "no":
            # "shall under no pretext accept"
            negated, position = True, position + 3
        elif word in ("all", "together"):
            everybody, position = True, position + 1
        elif word in ("to", "for") or known.is_adverb(word):
            position += 1
        elif word == ",":
            closed = _closing_comma(sentence, position)
            if closed is None:
                return None
            position = closed
        elif word == "(":
            position = closing_bracket(sentence, position)
        else:
            break
    return _verb_at(sentence, position, negated, everybody)


def _verb_at(sentence: Sentence, position: int, negated: bool, everybody: bool) -> VerbGroup | None:
    known, word = sentence.lexicon, sentence.lower(position)
    if word == "be":
        after = _past_adverbs(sentence, position + 1)
        if sentence.lower(after) == "being":
            after = _past_adverbs(sentence, after + 1)
        if known.is_participle(sentence.lower(after)):
            return VerbGroup(after, position, negated, passive=True, everybody=everybody)
        return VerbGroup(position, position, negated, everybody=everybody)
    if word == "have":
        after = _past_adverbs(sentence, position + 1)
        if known.is_participle(sentence.lower(after)) and sentence.lower(after) not in ("set", "put", "read"):
            return VerbGroup(after, position, negated, perfect=True, everybody=everybody)
        return VerbGroup(position, position, negated, everybody=everybody)
    if word in known.prepositions:
        verb = _verb_within(sentence, position + 1)
        return VerbGroup(verb, verb, negated, everybody=everybody) if verb else None
    if not word[:1].isalpha() or word in known.determiners or word in known.pronouns:
        return None
    return VerbGroup(position, position, negated, everybody=everybody)


def _past_adverbs(sentence: Sentence, position: int) -> int:
    while sentence.lexicon.is_adverb(sentence.lower(position)):
        position += 1
    return position


def _closing_comma(sentence: Sentence, comma: int) -> int | None:
    """Index after the comma that closes an insertion opened at `comma`."""
    opener = sentence.lower(comma + 1)
    known = sentence.lexicon
    if comma + 1 in sentence.skipped or opener in known.insertions or known.is_adverb(opener):
        for index in range(comma + 2, min(comma + 30, len(sentence.words))):
            word = sentence.lower(index)
            if word in HARD_MARKS:
                return None
            if word == ",":
                after = sentence.lower(index + 1)
                if after in known.verbs or after in ("be", "not", "to") or known.is_adverb(after):
                    return index + 1
        for index in range(comma + 2, min(comma + 30, len(sentence.words))):
            if sentence.lower(index) == ",":
                return index + 1
    return None


def _verb_within(sentence: Sentence, start: int) -> int | None:
    """A base form a few words on: "shall within two months | take"."""
    for index in range(start, min(start + 14, len(sentence.words))):
        if sentence.lower(index) in _HALTS:
            return None
        if is_base_verb(sentence, index):
            return index
    return None


def is_base_verb(sentence: Sentence, index: int, *, loose: bool = False) -> bool:
    """Does a base form stand here as a verb, judged by its neighbours? `loose`: a bearer stands before it."""
    known, word = sentence.lexicon, sentence.lower(index)
    if word == "be":
        return True
    if word not in known.verbs or sentence.words[index].is_capital:
        return False
    before, after = sentence.lower(index - 1), sentence.lower(index + 1)
    if before in known.determiners or (before in known.prepositions and before != "to"):
        return False
    if before in ("and", "or") and index > 1 and word in known.noun_verbs:
        return False
    if word in known.noun_verbs and loose:
        named = known.is_agent(before)
        ends = after in ("", ".", ",", "and", "or") and not named
        return after != "of" and not ends and after not in known.finite_verbs and (named or not known.is_agent(after))
    if word in known.noun_verbs:
        return after in known.determiners or known.is_adverb(after) or after in ("to", "on", "for", "with")
    return after not in ("of",) or word in ("dispose", "consist", "think", "approve", "inform")


def infinitive_at(sentence: Sentence, index: int) -> tuple[int, bool] | None:
    """`(verb, negated)` when "to VERB", "not to VERB" or "to not VERB" begins at `index`."""
    known = sentence.lexicon
    negated = False
    if sentence.lower(index) in ("not", "never"):
        negated, index = True, index + 1
    if sentence.lower(index) != "to":
        return None
    index += 1
    if sentence.lower(index) in ("not", "never"):
        negated, index = True, index + 1
    while known.is_adverb(sentence.lower(index)) or index in sentence.skipped:
        index = sentence.skipped.get(index, index + 1)
    word = sentence.lower(index)
    if not word[:1].isalpha() or sentence.words[index].is_capital:
        return None
    if word in known.determiners or word in known.prepositions or word in known.pronouns:
        return None
    if word in ("be", "have") or word in known.verbs:
        return index, negated
    ends_noun = word.endswith(("s", "tion", "ment", "ing", "ity", "ness", "ance", "ence"))
    return None if ends_noun or known.is_agent(word) else (index, negated)
