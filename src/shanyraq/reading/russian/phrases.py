"""Noun phrases: adjectives that agree, a head noun, then what hangs on it.

What hangs on it: genitives, a quoted name, «по делам …» of a body. Personal names after a post are passed over:
duties belong to posts.
"""

from dataclasses import dataclass, replace

from shanyraq.reading.russian import agency, tables
from shanyraq.reading.russian.morphology import ANY_SLOT, Slot
from shanyraq.reading.russian.tokens import CLOSING_QUOTES, OPENING_QUOTES, Token

_JOINTS = frozenset(["и", "или", "либо", "да", ","])
_NAME_REACH = 14
# Genitives of genitives: nobody writes more of them, broken texts do.
_DEEPEST = 12
_ADJECTIVES = ("ADJF", "PRTF")
_NO_HEADS = frozenset(["VERB", "INFN", "PRED", "PREP", "CONJ", "PRCL", "GRND", "ADVB", "NUMR"])
# These hold the sentence together and never belong to a noun phrase, whatever the dictionary says.
_NEVER = frozenset(
    ["это", "то", "что", "как", "также", "еще", "ещё", "уже", "бы", "не", "ни", "же", "ли", "все-таки", "только",
     "лишь", "надо", "раз", "раза", "всё", "будет", "было", "быть", "есть"]
)  # fmt: skip

Range = tuple[int, int]


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
    genitives: tuple[Range, ...] = ()
    adjectives: tuple[int, ...] = ()

    def can_be(self, case: str) -> bool:
        return any(slot[0] == case for slot in self.slots)

    def only(self, case: str) -> bool:
        return bool(self.slots) and all(slot[0] == case for slot in self.slots)

    def cases(self) -> set[str]:
        return {slot[0] for slot in self.slots}


class PhraseReader:
    """Reads the noun phrases of `tokens[:end]`; tokens in `skip` (triggers) belong to none."""

    def __init__(self, tokens: list[Token], end: int, skip: frozenset[int] = frozenset()) -> None:
        self.tokens = tokens
        self.end = end
        self.skip = skip
        self._known: dict[int, Phrase | None] = {}
        self._depth = 0

    def read(self, start: int, preposition: str = "") -> Phrase | None:
        """The phrase that begins at `start`, if one does."""
        if start not in self._known:
            if self._depth >= _DEEPEST:
                return None
            self._depth += 1
            self._known[start] = self._read(start)
            self._depth -= 1
        phrase = self._known[start]
        return replace(phrase, preposition=preposition) if phrase and preposition else phrase

    def _read(self, start: int) -> Phrase | None:
        token = self.tokens[start]
        if token.kind == "mark" or token.kind == "quote":
            return None
        if token.word.adjective or token.word.adverb or token.kind == "number":
            index, slots, adjectives = self._adjectives(start)
        else:
            index, slots, adjectives = start, frozenset[Slot](), list[int]()
        if self._is_head(index):
            head_slots = self._head_slots(index)
            shared = _meet(slots, head_slots, coordinated=len(adjectives) > 1)
            if not adjectives or shared:
                return self._finish(start, index, shared or head_slots, tuple(adjectives))
        return self._substantive(adjectives, slots) if adjectives else None

    def _finish(self, start: int, head: int, slots: frozenset[Slot], adjectives: tuple[int, ...]) -> Phrase:
        end, stop, genitives = self._attachments(head, slots)
        quoted = end > head + 1 and self.tokens[head + 1].kind == "quote"
        return Phrase(
            start=start,
            end=end,
            stop=stop,
            head=head,
            slots=slots,
            preposition="",
            agent=agency.is_agent(self.tokens[head], quoted=quoted) or self._is_collective(head, genitives),
            pronoun=self.tokens[head].word.pronoun,
            genitives=genitives,
            adjectives=adjectives,
        )

    def _is_collective(self, head: int, genitives: tuple[Range, ...]) -> bool:
        """«корпус акимов», «ряд министерств»: as good an agent as its genitive is."""
        if not genitives or self.tokens[head].word.noun_lemma not in tables.agents("collectives"):
            return False
        phrase = self.read(genitives[0][0])
        return phrase is not None and phrase.agent

    # --- adjectives and head ---------------------------------------------------------------------------------------

    def _adjectives(self, start: int) -> tuple[int, frozenset[Slot], list[int]]:
        """Adjectives from `start` that agree with each other: where they end, their slots, their positions."""
        index, slots, found = start, frozenset[Slot](), list[int]()
        while index < self.end and index not in self.skip and self.tokens[index].low not in _NEVER:
            word = self.tokens[index].word
            if self._is_adjective(index):
                both = _meet(slots, word.adjective, coordinated=False)
                if found and not both and index > found[-1] + 1:
                    both = _of_shared_case(slots, word.adjective)
                if found and not both:
                    break
                slots = both
                found.append(index)
            elif not ((self._is_quantity(index) and not found) or self._leads_on(index, slots, found)):
                break
            index += 1
        if found and index > found[-1] + 1 and not self._is_head(index):
            index = found[-1] + 1
        return index, slots, found

    def _is_adjective(self, index: int) -> bool:
        """An adjective of a phrase, not a noun that only looks like one."""
        word = self.tokens[index].word
        return bool(word.adjective) and (not word.noun or word.pos in _ADJECTIVES)

    def _is_quantity(self, index: int) -> bool:
        following = index + 1 < self.end and self.tokens[index + 1].is_word
        return self.tokens[index].kind == "number" and following

    def _leads_on(self, index: int, slots: frozenset[Slot], found: list[int]) -> bool:
        """«Северной и Степной областей», «вновь созданным»: a joint or an adverb before the next adjective."""
        if index + 1 >= self.end:
            return False
        token, following = self.tokens[index], self.tokens[index + 1].word
        if following.pos not in _ADJECTIVES or not following.adjective:
            return False
        if found and token.low in _JOINTS:
            return _share_case(slots, following.adjective) and self._noun_follows(index + 2)
        return token.word.adverb

    def _noun_follows(self, index: int) -> bool:
        for position in range(index, min(index + 5, self.end)):
            if self._is_head(position):
                return True
            token = self.tokens[position]
            if token.word.pos not in _ADJECTIVES and token.low not in _JOINTS:
                return False
        return False

    def _is_head(self, index: int) -> bool:
        if index >= self.end or index in self.skip:
            return False
        token = self.tokens[index]
        if not token.is_word or token.low in _NEVER or (token.word.preposition and not token.body_name):
            return False
        if token.abbreviation or (token.capital and token.text.isascii()):
            return True
        return bool(token.word.noun) and token.word.pos not in _NO_HEADS

    def _head_slots(self, index: int) -> frozenset[Slot]:
        token = self.tokens[index]
        return ANY_SLOT if token.abbreviation or token.text.isascii() else token.word.noun

    def _substantive(self, adjectives: list[int], slots: frozenset[Slot]) -> Phrase | None:
        """An adjective or participle used as a noun: «уполномоченному», «заведующим кафедрами»."""
        first, last = adjectives[0], adjectives[-1]
        if not agency.is_person(self.tokens[last].word) or self._describes(first, last):
            return None
        return self._finish(first, last, slots, tuple(adjectives[:-1]))

    def _describes(self, first: int, last: int) -> bool:
        """«органам, ответственным за …»: an attribute behind its noun, not a body of its own."""
        behind_comma = first > 0 and self.tokens[first - 1].text == ","
        return behind_comma and last + 1 < self.end and self.tokens[last + 1].low in ("за", "на", "в")

    # --- what hangs on the head ------------------------------------------------------------------------------------

    def _attachments(self, head: int, slots: frozenset[Slot]) -> tuple[int, int, tuple[Range, ...]]:
        """End of the phrase, where reading goes on, and the genitives that hang on the head."""
        end = stop = head + 1
        genitives: list[Range] = []
        while stop < self.end and not self.tokens[head].word.pronoun:
            close = self._closing_quote(stop)
            if close:
                end = stop = close
                continue
            name = self._personal_name(stop)
            if name:
                stop = name
                continue
            genitive = self._genitive(head, stop, slots, joined=bool(genitives))
            if genitive:
                genitives.append((genitive.start, genitive.end))
            attached = genitive or self._named_by(head, stop) or self._governed_by(head, stop)
            if attached is None:
                break
            end, stop = attached.end, attached.stop
        return end, stop, tuple(genitives)

    def _closing_quote(self, index: int) -> int | None:
        """Where the quoted name that begins at `index` ends."""
        if self.tokens[index].kind != "quote" or self.tokens[index].text not in OPENING_QUOTES:
            return None
        for position in range(index + 1, min(index + _NAME_REACH, self.end)):
            if self.tokens[position].kind == "quote" and self.tokens[position].text in CLOSING_QUOTES:
                return position + 1
        return None

    def _personal_name(self, index: int) -> int | None:
        """Where a surname with or without initials ends, when one begins at `index`."""
        position = index
        while position < self.end and self.tokens[position].capital and self.tokens[position].is_word:
            token = self.tokens[position]
            if len(token.text) == 1 and position + 1 < self.end and self.tokens[position + 1].text == ".":
                position += 2
            elif token.word.name and not token.abbreviation:
                position += 1
            else:
                break
        return position if position > index else None

    def _genitive(self, head: int, index: int, slots: frozenset[Slot], *, joined: bool) -> Phrase | None:
        """A genitive attribute at `index`, or behind «и» or a comma when the list of genitives goes on."""
        token = self.tokens[index]
        joint = joined and (token.low in ("и", "или") or token.text == ",")
        if token.kind == "mark" and not joint:
            return None
        position = index + joint
        phrase = self.read(position) if position < self.end and position not in self.skip else None
        if phrase is None or phrase.pronoun or not phrase.can_be("gent"):
            return None
        if joint and token.text == "," and not (self._is_individual(head, slots) or self._list_closes(phrase.stop)):
            return None
        if joint and phrase.agent and _share_case(_without_accusative(phrase.slots), slots):
            return None
        return phrase

    def _is_individual(self, head: int, slots: frozenset[Slot]) -> bool:
        """«министерствам энергетики, промышленности»: a plural head that names bodies one by one."""
        plural = all(slot[1] == "plur" for slot in slots)
        return plural and self.tokens[head].word.noun_lemma in tables.agents("individual_heads")

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
        return phrase if phrase and phrase.can_be("datv" if low == "по" else "loct") else None

    def _governed_by(self, head: int, index: int) -> Phrase | None:
        """«заведующим кафедрами», «управляющему делами»: the instrumental a participle brings along."""
        if self.tokens[head].word.pos != "PRTF":
            return None
        phrase = self.read(index)
        return phrase if phrase and phrase.only("ablt") else None


def _meet(left: frozenset[Slot], right: frozenset[Slot], *, coordinated: bool) -> frozenset[Slot]:
    """The slots both sides can have; an empty left side stands for no adjective yet."""
    shared = left & right if left else right
    if shared or not coordinated:
        return shared
    # Two adjectives in the singular share one noun in the plural.
    cases = {slot[0] for slot in left}
    return frozenset(slot for slot in right if slot[0] in cases and slot[1] == "plur")


def _of_shared_case(left: frozenset[Slot], right: frozenset[Slot]) -> frozenset[Slot]:
    """«федерального и иных бюджетов»: behind a joint the number may change, the case may not."""
    cases = {slot[0] for slot in left} & {slot[0] for slot in right}
    return frozenset(slot for slot in left | right if slot[0] in cases)


def _without_accusative(slots: frozenset[Slot]) -> frozenset[Slot]:
    """Persons look the same in the genitive and the accusative; behind a genitive it is the former."""
    return frozenset(slot for slot in slots if slot[0] != "accs")


def _share_case(left: frozenset[Slot], right: frozenset[Slot]) -> bool:
    return not {slot[0] for slot in left}.isdisjoint({slot[0] for slot in right})
