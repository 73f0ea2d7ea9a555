"""Noun phrases: who stands in the sentence, in which case, and which of them are joined by «и» and commas.

A phrase is read from left to right: adjectives that agree, a head noun, then what hangs on it (genitives, a quoted
name, «по делам …»). Personal names after a post are passed over: duties belong to posts.
"""

from dataclasses import dataclass, replace

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.morphology import ANY_SLOT, Slot
from shanyraq.reading.russian.tokens import Token

_JOINTS = frozenset(["и", "или", "либо", "да"])
_OPEN, _CLOSE = '«“„"', '»”"'
_NAME_REACH = 14
# These hold the sentence together and never belong to a noun phrase, whatever the dictionary says.
_NEVER = frozenset(
    ["это", "то", "что", "как", "также", "еще", "ещё", "уже", "бы", "не", "ни", "же", "ли", "все-таки", "только", "лишь",
     "надо", "раз", "раза", "все", "всё", "будет", "было", "быть", "есть"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[start, end)` of a sentence; `stop` is where reading goes on (behind a personal name)."""

    start: int
    end: int
    stop: int
    head: int
    slots: frozenset[Slot]
    preposition: str
    agent: bool
    pronoun: bool = False
    genitives: tuple[tuple[int, int], ...] = ()
    adjectives: tuple[int, ...] = ()

    def can_be(self, case: str) -> bool:
        return any(slot[0] == case for slot in self.slots)

    def only(self, case: str) -> bool:
        return bool(self.slots) and all(slot[0] == case for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases joined as one member of the sentence: «акимам, маслихатам и вузам»."""

    phrases: tuple[Phrase, ...]

    @property
    def start(self) -> int:
        return self.phrases[0].start

    @property
    def end(self) -> int:
        return self.phrases[-1].end

    @property
    def preposition(self) -> str:
        return self.phrases[0].preposition

    @property
    def agent(self) -> bool:
        return any(phrase.agent for phrase in self.phrases)

    def can_be(self, case: str) -> bool:
        return all(phrase.can_be(case) for phrase in self.phrases)


def groups(tokens: list[Token], start: int, end: int, *, skip: frozenset[int] = frozenset()) -> list[Group]:
    """All groups of noun phrases among `tokens[start:end]`; tokens in `skip` (triggers) belong to none."""
    return _joined(tokens, _phrases(tokens, start, end, skip))


def phrase_at(tokens: list[Token], start: int, end: int, *, skip: frozenset[int] = frozenset()) -> Phrase | None:
    """The noun phrase that begins at `start`, if one does."""
    return _Phrases(tokens, end, skip).read(start)


def _phrases(tokens: list[Token], start: int, end: int, skip: frozenset[int]) -> list[Phrase]:
    reader = _Phrases(tokens, end, skip)
    found: list[Phrase] = []
    index, preposition = start, ""
    while index < end:
        token = tokens[index]
        opener = _list_opener(tokens, index, end)
        if opener:
            preposition, index = "", opener
            continue
        if token.word.preposition and not _is_capital_body(token):
            preposition, index = token.low, index + 1
            continue
        phrase = reader.read(index)
        if phrase is None:
            # An adverb may stand between a preposition and its noun, a mark may not.
            preposition = preposition if token.word.adverb or token.kind == "quote" else ""
            index += 1
            continue
        found.append(replace(phrase, preposition=preposition))
        preposition, index = "", phrase.stop
    return found


def _list_opener(tokens: list[Token], index: int, end: int) -> int | None:
    """Where «в первую очередь», «прежде всего» … end when they begin at `index`."""
    for words in tables.phrases("list_openers"):
        stop = index + len(words)
        if tokens[index].low == words[0] and stop <= end:
            if all(token.low == word for token, word in zip(tokens[index:stop], words, strict=True)):
                return stop
    return None


def _is_capital_body(token: Token) -> bool:
    return token.abbreviation and len(token.text) > 2


class _Phrases:
    """Reads phrases of one sentence up to `end`."""

    def __init__(self, tokens: list[Token], end: int, skip: frozenset[int]) -> None:
        self.tokens = tokens
        self.end = end
        self.skip = skip

    def read(self, start: int) -> Phrase | None:
        index, slots, adjectives = self._adjectives(start)
        if index < self.end and self._is_head(index):
            head_slots = self._head_slots(index)
            shared = _meet(slots, head_slots, coordinated=len(adjectives) > 1)
            if adjectives and not shared:
                return self._substantive(adjectives, slots) if self._is_person(adjectives[-1]) else None
            return self._finish(start, index, shared or head_slots, tuple(adjectives))
        if adjectives:
            return self._substantive(adjectives, slots)
        return None

    def _substantive(self, adjectives: list[int], slots: frozenset[Slot]) -> Phrase | None:
        """An adjective or participle used as a noun: «уполномоченному», «заведующим кафедрами»."""
        last = adjectives[-1]
        if not self._is_person(last) or self._describes(adjectives[0], last):
            return None
        return self._finish(adjectives[0], last, slots or self.tokens[last].word.adjective, tuple(adjectives[:-1]))

    def _describes(self, first: int, last: int) -> bool:
        """«органам, ответственным за …»: an attribute behind its noun, not a body of its own."""
        behind_comma = first > 0 and self.tokens[first - 1].text == ","
        return behind_comma and last + 1 < self.end and self.tokens[last + 1].low in ("за", "на", "в")

    def _is_person(self, index: int) -> bool:
        low, word = self.tokens[index].low, self.tokens[index].word
        persons = tables.agents("persons")
        return word.lemma in persons or not word.lemmas.isdisjoint(persons) or _participle_lemma(low) in persons

    def _adjectives(self, start: int) -> tuple[int, frozenset[Slot], list[int]]:
        """Adjectives from `start` that agree with each other: where they end, their slots, their positions."""
        index, slots, found = start, frozenset[Slot](), list[int]()
        while index < self.end:
            token = self.tokens[index]
            if index in self.skip or token.low in _NEVER and not (token.low in ("все",) and token.word.adjective):
                break
            if token.kind == "number" and index + 1 < self.end and self.tokens[index + 1].is_word and not found:
                index += 1
                continue
            if token.kind == "quote" and token.text in _OPEN and found:
                break
            if token.word.adjective and self._goes_on(index):
                both = _meet(slots, token.word.adjective, coordinated=False)
                if found and not both:
                    break
                slots = both or token.word.adjective
                found.append(index)
                index += 1
                continue
            if found and self._joins_adjectives(index, slots):
                index += 1
                continue
            if token.word.adverb and index + 1 < self.end and self.tokens[index + 1].word.pos in ("ADJF", "PRTF"):
                if not _has_any(self.tokens[index + 1].word.adjective):
                    break
                index += 1
                continue
            break
        if found and index > found[-1] + 1 and not self._is_head(index):
            index = found[-1] + 1
        return (index, slots, found) if found else (start if index == start else index, slots, found)

    def _goes_on(self, index: int) -> bool:
        """Is the word here an adjective of a phrase, not a noun that only looks like one?"""
        word = self.tokens[index].word
        if word.noun and word.pos not in ("ADJF", "PRTF"):
            return False
        return word.pos in ("ADJF", "PRTF", "NPRO", "NUMR", "ADJS") or bool(word.adjective)

    def _joins_adjectives(self, index: int, slots: frozenset[Slot]) -> bool:
        """«Северной и Степной областей»: a joint between adjectives that share a case."""
        token = self.tokens[index]
        if token.low not in _JOINTS and token.text != ",":
            return False
        if index + 1 >= self.end:
            return False
        following = self.tokens[index + 1].word
        if following.pos not in ("ADJF", "PRTF") or not _same_case(slots, following.adjective):
            return False
        return self._noun_follows(index + 2)

    def _noun_follows(self, index: int) -> bool:
        for position in range(index, min(index + 5, self.end)):
            token = self.tokens[position]
            if self._is_head(position):
                return True
            if token.word.pos not in ("ADJF", "PRTF") and token.low not in _JOINTS and token.text != ",":
                return False
        return False

    def _is_head(self, index: int) -> bool:
        if index >= self.end or index in self.skip:
            return False
        token = self.tokens[index]
        if not token.is_word or token.low in _NEVER or token.word.preposition and not _is_capital_body(token):
            return False
        if token.abbreviation or (token.capital and token.text.isascii()):
            return True
        if not token.word.noun:
            return False
        if token.word.pos in ("NOUN", "NPRO"):
            return True
        return token.word.pos not in ("VERB", "INFN", "PRED", "PREP", "CONJ", "PRCL", "GRND", "ADVB", "NUMR")

    def _head_slots(self, index: int) -> frozenset[Slot]:
        token = self.tokens[index]
        if token.abbreviation and (not token.word.known or not token.word.noun or token.word.pos != "NOUN"):
            return ANY_SLOT
        if token.abbreviation:
            return ANY_SLOT
        if token.text.isascii():
            return ANY_SLOT
        return token.word.noun

    def _finish(self, start: int, head: int, slots: frozenset[Slot], adjectives: tuple[int, ...]) -> Phrase:
        end, stop, genitives = self._attachments(head, slots)
        token = self.tokens[head]
        return Phrase(
            start=start,
            end=end,
            stop=stop,
            head=head,
            slots=slots,
            preposition="",
            agent=_is_agent(self.tokens, head, end) or self._is_collective(head, genitives),
            pronoun=token.word.pronoun,
            genitives=genitives,
            adjectives=adjectives,
        )

    def _is_collective(self, head: int, genitives: tuple[tuple[int, int], ...]) -> bool:
        """«корпус акимов», «ряд министерств»: as many as the genitive says."""
        if self.tokens[head].word.noun_lemma not in tables.agents("collectives") or not genitives:
            return False
        phrase = self.read(genitives[0][0])
        return phrase is not None and phrase.agent

    def _attachments(self, head: int, slots: frozenset[Slot]) -> tuple[int, int, tuple[tuple[int, int], ...]]:
        """End of the phrase, where reading goes on, and the genitives that hang on the head."""
        end = stop = head + 1
        genitives: list[tuple[int, int]] = []
        if self.tokens[head].word.pronoun:
            return end, stop, ()
        while stop < self.end:
            token = self.tokens[stop]
            if token.kind == "quote" and token.text in _OPEN:
                close = self._closing(stop)
                if close is None:
                    break
                end = stop = close + 1
                continue
            name = self._personal_name(stop)
            if name:
                stop = name
                continue
            genitive = self._genitive(stop, slots, joined=bool(genitives), individual=self._is_individual(head, slots))
            if genitive:
                genitives.append((genitive.start, genitive.end))
                end = stop = genitive.end
                stop = genitive.stop
                continue
            named = self._named_by(head, stop) or self._governed_by(head, stop)
            if named:
                end = stop = named.end
                stop = named.stop
                continue
            break
        return end, stop, tuple(genitives)

    def _governed_by(self, head: int, index: int) -> Phrase | None:
        """«заведующим кафедрами», «управляющему делами»: the instrumental a participle brings along."""
        if self.tokens[head].word.pos != "PRTF" or index >= self.end:
            return None
        phrase = self.read(index)
        return phrase if phrase and phrase.only("ablt") else None

    def _closing(self, index: int) -> int | None:
        for position in range(index + 1, min(index + _NAME_REACH, self.end)):
            if self.tokens[position].kind == "quote" and self.tokens[position].text in _CLOSE:
                return position
        return None

    def _personal_name(self, index: int) -> int | None:
        """Where a surname with or without initials ends, when one begins here."""
        position = index
        while position < self.end and self.tokens[position].capital and self.tokens[position].is_word:
            token = self.tokens[position]
            dotted = position + 1 < self.end and self.tokens[position + 1].text == "."
            if len(token.text) == 1 and dotted:
                position += 2
                continue
            if token.word.surname or (token.word.name and not token.abbreviation):
                position += 1
                continue
            break
        return position if position > index else None

    def _is_individual(self, head: int, slots: frozenset[Slot]) -> bool:
        """«министерствам энергетики, промышленности»: a plural head that names bodies one by one."""
        plural = all(slot[1] == "plur" for slot in slots)
        return plural and self.tokens[head].word.noun_lemma in tables.agents("individual_heads")

    def _genitive(self, index: int, slots: frozenset[Slot], *, joined: bool, individual: bool) -> Phrase | None:
        """A genitive attribute at `index`, or after «и» or a comma when the list of genitives goes on."""
        token = self.tokens[index]
        position = index
        if joined and (token.low in ("и", "или") or token.text == ","):
            position = index + 1
        elif token.kind == "mark":
            return None
        if position >= self.end or position in self.skip:
            return None
        phrase = self.read(position)
        if phrase is None or not phrase.can_be("gent") or phrase.pronoun:
            return None
        if position > index and token.text == "," and not (individual or self._list_closes(phrase.stop)):
            return None
        if position > index and phrase.agent and _shares_case(_without_accusative(phrase.slots), slots):
            return None
        return replace(phrase, slots=frozenset(slot for slot in phrase.slots if slot[0] == "gent"))

    def _list_closes(self, index: int) -> bool:
        """Does «и …» still come, so that a comma joins one list?"""
        for position in range(index, min(index + 8, self.end)):
            token = self.tokens[position]
            if token.low in ("и", "или"):
                return True
            if token.word.finite or token.word.infinitive or token.dash:
                return False
        return False

    def _named_by(self, head: int, index: int) -> Phrase | None:
        """«комитет по делам …», «совет при …»: the part of a body's name behind its preposition."""
        low = self.tokens[index].low
        if low not in ("по", "при") or self.tokens[head].word.noun_lemma not in tables.agents("named_by_po"):
            return None
        phrase = self.read(index + 1) if index + 1 < self.end else None
        if phrase is None or not phrase.can_be("datv" if low == "по" else "loct"):
            return None
        return phrase


def _is_agent(tokens: list[Token], head: int, end: int) -> bool:
    token = tokens[head]
    word = token.word
    if word.pronoun:
        return word.lemma in ("я", "мы", "ты", "вы", "он", "она", "они", "каждый", "все")
    if token.abbreviation:
        return True
    lemma = word.noun_lemma or word.lemma
    if lemma in tables.agents("no_bearers"):
        return False
    if _is_body(lemma):
        return True
    if (
        word.animate
        or word.lemma in tables.agents("persons")
        or _participle_lemma(token.low) in tables.agents("persons")
    ):
        return True
    if not word.lemmas.isdisjoint(tables.agents("persons")):
        return True
    quoted = end > head + 1 and tokens[head + 1].kind == "quote"
    return quoted or (token.capital and not word.known)


def _is_body(lemma: str) -> bool:
    """A body of the list, or a compound that ends in one («спецгосорган», «пресс-служба»)."""
    bodies = tables.agents("bodies")
    if lemma in bodies or lemma.rsplit("-", 1)[-1] in bodies:
        return True
    return any(lemma.endswith(ending) for ending in tables.agents("compound_endings"))


def _participle_lemma(low: str) -> str:
    """«заведующим» → «заведующий»: pymorphy3 gives the verb as the lemma of a participle."""
    for ending in (
        "щего",
        "щему",
        "щими",
        "щим",
        "щих",
        "щие",
        "щий",
        "щем",
        "нного",
        "нному",
        "нными",
        "нным",
        "нных",
        "нные",
        "нный",
    ):
        if low.endswith(ending):
            stem = low[: -len(ending)]
            return stem + ("щий" if ending.startswith("щ") else "нный")
    return low


def _joined(tokens: list[Token], phrases: list[Phrase]) -> list[Group]:
    found: list[Group] = []
    for phrase in phrases:
        if found and _joins(tokens, found[-1], phrase):
            found[-1] = _with(found[-1], phrase)
        else:
            found.append(Group((phrase,)))
    return found


def _joins(tokens: list[Token], group: Group, phrase: Phrase) -> bool:
    last = group.phrases[-1]
    between = [token.low for token in tokens[last.stop : phrase.start] if token.kind != "quote"]
    if phrase.preposition or not _shares_case(last.slots, phrase.slots) or not _is_joint(between):
        return False
    if tokens[last.head].clause != tokens[phrase.head].clause:
        return False
    # Two bodies, or two things, but never «акимам, плану …».
    return last.agent == phrase.agent or between in (["и"], [","]) and last.agent and phrase.agent


def _is_joint(between: list[str]) -> bool:
    if between in ([","], ["и"], ["или"], [",", "и"], ["а", "также"], [",", "а", "также"], ["и", "/", "или"]):
        return True
    words = [low for low in between if low not in (",", "и", "–", "—", "-")]
    return bool(between) and between[0] in (",", "и", "–", "—") and tuple(words) in tables.phrases("list_openers")


def _with(group: Group, phrase: Phrase) -> Group:
    """The group with one more phrase, each keeping only the cases that all of them share."""
    cases = {slot[0] for slot in phrase.slots}
    for each in group.phrases:
        cases &= {slot[0] for slot in each.slots}
    members = (*group.phrases, phrase)
    return Group(tuple(replace(each, slots=frozenset(s for s in each.slots if s[0] in cases)) for each in members))


def _meet(left: frozenset[Slot], right: frozenset[Slot], *, coordinated: bool) -> frozenset[Slot]:
    if not left:
        return right
    shared = left & right
    if shared or not coordinated:
        return shared
    # Two adjectives in the singular share one noun in the plural.
    cases = {slot[0] for slot in left}
    return frozenset(slot for slot in right if slot[0] in cases and slot[1] == "plur")


def _without_accusative(slots: frozenset[Slot]) -> frozenset[Slot]:
    """Persons look the same in the genitive and the accusative; behind a genitive it is the former."""
    return frozenset(slot for slot in slots if slot[0] != "accs")


def _has_any(slots: frozenset[Slot]) -> bool:
    return bool(slots)


def _same_case(left: frozenset[Slot], right: frozenset[Slot]) -> bool:
    return not {slot[0] for slot in left}.isdisjoint({slot[0] for slot in right})


_shares_case = _same_case
