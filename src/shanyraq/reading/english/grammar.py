"""Noun phrases and verbs of an English sentence, found by word lists and word order."""

from dataclasses import dataclass, field

from shanyraq.reading.english.lexicon import Lexicon, lexicon
from shanyraq.reading.model import Span
from shanyraq.reading.words import Word, same_length_lower, words

HARD_MARKS = frozenset(';:—–“”"«»()[]!?…')
_HALTS = frozenset(';:—–“”"«»()[]!?….,')


@dataclass(slots=True, eq=False)
class Sentence:
    """One unit with its words; all offsets and indexes are its own."""

    text: str
    lexicon: Lexicon = field(default_factory=lexicon)
    low: str = ""
    words: list[Word] = field(default_factory=list)
    skipped: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.low = same_length_lower(self.text)
        self.words = words(self.text, self.low)

    def lower(self, index: int) -> str:
        return self.words[index].lower if 0 <= index < len(self.words) else ""

    def index_at(self, offset: int) -> int:
        """Index of the first word that begins at `offset` or later."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def span(self, start: int, end: int) -> Span:
        """Offsets of the words `start:end` (not empty)."""
        return self.words[start].start, self.words[end - 1].end

    def phrase(self, start: int, end: int) -> str:
        """The words `start:end` in lower case, single spaces."""
        return " ".join(word.lower for word in self.words[start:end])


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
            position = _closing(sentence, position)
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


def _closing(sentence: Sentence, opening: int) -> int:
    for index in range(opening + 1, len(sentence.words)):
        if sentence.lower(index) == ")":
            return index + 1
    return len(sentence.words)


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
        return (
            after not in ("of", "and", "or", ",", "", ".")
            and after not in known.finite_verbs
            and not known.is_agent(after)
        )
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


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Words `start:end`, the head at `head`; `bearers` when the head can owe something."""

    start: int
    end: int
    head: int
    bearers: tuple[tuple[int, int], ...]


def bearing_phrase(sentence: Sentence, start: int, end: int, *, is_subject: bool = False) -> NounPhrase | None:
    """The first phrase within words `start:end` whose head can owe something and stands on its own.

    `is_subject`: the verb is known to follow at `end`, so a word in -ed only describes ("ministries concerned").
    """
    index = start
    while index < end:
        if _is_head(sentence, index, end):
            left = phrase_start(sentence, index, start)
            before = sentence.lower(left - 1) if left > start else ""
            if before in sentence.lexicon.prepositions and not _is_counted(sentence, left - 1, start):
                index += 1
                continue
            if _is_counted(sentence, left - 1, start):
                left = phrase_start(sentence, left - 2, start)
            right = phrase_end(sentence, index, end, is_subject=is_subject)
            return NounPhrase(left, right, index, tuple(split_bearers(sentence, left, right)))
        index += 1
    return None


def _is_head(sentence: Sentence, index: int, end: int) -> bool:
    """An agent noun that is not itself a modifier of the next noun ("council members")."""
    known, word = sentence.lexicon, sentence.words[index]
    if not known.is_agent(word.lower):
        return _is_acronym(word.text)
    following = sentence.lower(index + 1) if index + 1 < end else ""
    return not (known.is_agent(following) and following not in ("staff",))


def _is_acronym(word: str) -> bool:
    return len(word) >= 2 and word.isupper() and word.isalpha()


def _is_counted(sentence: Sentence, preposition: int, start: int) -> bool:
    """ "each of the akims", "all of the regions", "most of the ministries"."""
    counted = (
        "each",
        "all",
        "most",
        "one",
        "some",
        "both",
        "many",
        "none",
        "majority",
        "part",
        "half",
        "every",
        "any",
    )
    return preposition > start and sentence.lower(preposition) == "of" and sentence.lower(preposition - 1) in counted


def phrase_start(sentence: Sentence, head: int, floor: int) -> int:
    """Walk left from a head over its modifiers."""
    known = sentence.lexicon
    index = head
    while index > floor:
        word = sentence.words[index - 1]
        low = word.lower
        if word.is_mark and low not in ("'", "’", "-", "/", "&"):
            break
        if low in known.prepositions or low in ("and", "or", "but", "that", "which", "who"):
            break
        if _stops_phrase(known, word):
            break
        if (low in known.time_words or low[0].isdigit()) and not _is_count(low):
            break
        if not word.is_capital and _is_plain_plural(sentence, index - 1, floor):
            break
        index -= 1
        if low in ("the", "a", "an", "every", "each") and sentence.lower(index - 1) not in ("all", "both"):
            break
    return index


def _stops_phrase(known: Lexicon, word: Word) -> bool:
    """An adverb, a verb of saying or a pronoun, where it is nothing else as well."""
    low = word.lower
    if word.is_capital or low in known.determiners or known.is_agent(low):
        return False
    return low in known.adverbs or low in known.reporting or low in known.pronouns


def _is_count(low: str) -> bool:
    return low.isdigit() and int(low) < 100


def _is_plain_plural(sentence: Sentence, index: int, floor: int) -> bool:
    low = sentence.lower(index)
    if not low.endswith("s") or low.endswith(("ss", "us", "is", "'s", "’s", "ous")):
        return False
    return low not in sentence.lexicon.plural_modifiers and low not in sentence.lexicon.determiners


def phrase_end(sentence: Sentence, head: int, limit: int, *, is_subject: bool = False) -> int:
    """Walk right from a head over its of-phrases and coordinated nouns, up to `limit`."""
    known = sentence.lexicon
    index = head + 1
    while index < limit:
        low = sentence.lower(index)
        if index in sentence.skipped:
            break
        if low in HARD_MARKS and low != "(":
            break
        if low == "(":
            index = min(_closing(sentence, index), limit)
            continue
        if low == "," and not _enumerates(sentence, index, limit):
            break
        if low in known.relatives or (low == "that" and index > head):
            break
        if (
            (not is_subject and _is_finite(sentence, index))
            or (low == "to" and infinitive_at(sentence, index))
            or low == "."
        ):
            break
        index += 1
    while index > head + 1 and (
        sentence.lower(index - 1) in (",", "and", "or") or known.is_adverb(sentence.lower(index - 1))
    ):
        index -= 1
    return index


def _is_finite(sentence: Sentence, index: int) -> bool:
    """A verb that closes the phrase before it: "the minister | said", "the akimats | were told"."""
    known, low = sentence.lexicon, sentence.lower(index)
    if low in known.finite_verbs or low in known.irregular_past:
        return True
    return low.endswith("ed") and len(low) > 4 and low not in known.names_in_ed and not sentence.words[index].is_capital


def _enumerates(sentence: Sentence, comma: int, limit: int) -> bool:
    """Does another bearer follow this comma?"""
    index = comma + 1
    if sentence.lower(index) in ("and", "or"):
        index += 1
    if sentence.lower(index) in sentence.lexicon.insertions:
        return False
    for position in range(index, min(index + 9, limit)):
        low = sentence.lower(position)
        if sentence.lexicon.is_agent(low):
            return True
        if low in (",", "and") or low in sentence.lexicon.prepositions or low in HARD_MARKS:
            return False
    return False


def split_bearers(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """Coordinated bearers apart: "line ministries and akimats" are two, "Ministry of Culture and Sport" is one."""
    parts: list[tuple[int, int]] = []
    left = start
    for index in range(start, end):
        if sentence.lower(index) in ("and", "or", ",", "/", "&") and left < index:
            right = index + 1
            while right < end and sentence.lower(right) in ("and", "or", ","):
                right += 1
            if _bears_alone(sentence, left, index, right, end):
                parts.append((left, index))
                left = right
    parts.append((left, end))
    return [part for part in parts if part[0] < part[1]]


def _bears_alone(sentence: Sentence, left: int, cut: int, right: int, end: int) -> bool:
    """Is the phrase after the conjunction a bearer of its own?"""
    known = sentence.lexicon
    head = _first_head(sentence, right, end)
    if head is None and _shares_plural_head(sentence, left, cut, right):
        return True
    if head is None or _first_head(sentence, left, cut) is None:
        return False
    # "heads of ministries | and akimats" is one phrase, "akims of all levels | and police" are two.
    owned = any(
        sentence.lower(index) in known.persons
        and sentence.lower(index + 1) == "of"
        and any(known.is_agent(sentence.lower(each)) for each in range(index + 2, cut))
        for index in range(left, cut)
    )
    article = sentence.lower(right) in ("the", "each", "every", "all", "their", "his", "its")
    return not owned or article or sentence.lower(head) in known.persons


def _shares_plural_head(sentence: Sentence, left: int, cut: int, right: int) -> bool:
    """ "Ministries of Health and Education": a plural head with two names has two bearers."""
    for index in range(left, cut):
        if sentence.lower(index + 1) == "of" and index + 2 < cut:
            plural = sentence.lower(index) in sentence.lexicon.named_plurals
            return plural and sentence.words[right].is_capital and sentence.words[cut - 1].is_capital
    return False


def _first_head(sentence: Sentence, start: int, end: int) -> int | None:
    """The head of the phrase that begins at `start`, if it can owe something."""
    for index in range(start, end):
        low = sentence.lower(index)
        if low in (",", "and", "or") or (low in sentence.lexicon.prepositions):
            return None
        if _is_head(sentence, index, end):
            return index
    return None
