"""Which clause each word of a sentence stands in.

The sentence is cut at commas, dashes, colons, semicolons and brackets into segments; a segment that opens with a
subordinator begins a clause, a segment with a predicate goes to the nearest clause that still lacks one, and a
segment without a predicate stays with the clause before it. That is enough to tell «вопросы, которые нужно решить»
(a relative clause) from «вопросы, которые назрели, нужно решить» (the main one).
"""

from dataclasses import dataclass
from typing import Literal

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.tokens import Token

ClauseKind = Literal[
    "main", "relative", "complement", "purpose", "condition", "cause", "time", "question", "report", "aside"
]
_CUTS = frozenset(",;:()[]–—-")
_CONJUNCTIONS = frozenset(["и", "а", "но", "да", "или", "либо", "же", "то", "однако", "зато", "лишь", "только"])
_REPORT_REACH = 4


@dataclass(slots=True)
class Clause:
    """One clause: tokens with this `number` in their `clause` field."""

    number: int
    kind: ClauseKind
    parent: int | None
    opening: int
    has_predicate: bool = False
    has_infinitive: bool = False


@dataclass(slots=True)
class _Segment:
    start: int
    end: int
    mark: str


def split(tokens: list[Token], predicatives: frozenset[str]) -> list[Clause]:
    """Fill in `token.clause` for every token and return the clauses; `predicatives` are impersonal trigger words."""
    return _Splitter(tokens, predicatives).run()


class _Splitter:
    def __init__(self, tokens: list[Token], predicatives: frozenset[str]) -> None:
        self.tokens = tokens
        self.predicatives = predicatives
        self.clauses = [Clause(0, "main", None, 0)]
        self.stack = [0]
        self.resume: list[int] = []

    def run(self) -> list[Clause]:
        for segment in _segments(self.tokens):
            number = self._place(segment)
            for token in self.tokens[segment.start : segment.end]:
                token.clause = number
        return self.clauses

    @property
    def top(self) -> Clause:
        return self.clauses[self.stack[-1]]

    def _open(self, kind: ClauseKind, segment: _Segment, parent: int | None) -> Clause:
        clause = Clause(len(self.clauses), kind, parent, segment.start)
        self.clauses.append(clause)
        return clause

    def _place(self, segment: _Segment) -> int:
        """The clause this segment belongs to, opening a new one where it begins."""
        if segment.mark in ("(", "["):
            return self._mark(self._open("aside", segment, self.stack[-1]), segment)
        if segment.mark == ";" or (segment.mark == ":" and self.top.has_predicate and self._predicate_first(segment)):
            return self._mark(self._restart(segment), segment)
        if self._is_report(segment):
            return self._mark(self._open("report", segment, self.stack[-1]), segment)
        kind = self._subordinate_kind(segment)
        if kind and (self._predicate(segment) or kind in ("relative", "complement", "purpose", "condition")):
            clause = self._open(kind, segment, self.stack[-1])
            self.stack.append(clause.number)
            return self._mark(clause, segment)
        if self._predicate(segment):
            return self._mark(self._home_of_predicate(segment), segment)
        return self._mark(self._home_of_rest(segment), segment)

    def _mark(self, clause: Clause, segment: _Segment) -> int:
        clause.has_predicate |= self._predicate(segment)
        clause.has_infinitive |= self._infinitive(segment)
        return clause.number

    def _restart(self, segment: _Segment) -> Clause:
        clause = self._open("main", segment, None)
        self.stack = [clause.number]
        return clause

    def _home_of_predicate(self, segment: _Segment) -> Clause:
        if not self.top.has_predicate and not self._elliptic(segment):
            return self.top
        for depth in range(len(self.stack) - 2, -1, -1):
            if not self.clauses[self.stack[depth]].has_predicate:
                del self.stack[depth + 1 :]
                return self.top
        return self._restart(segment)

    def _home_of_rest(self, segment: _Segment) -> Clause:
        if self._elliptic(segment):
            return self._restart(segment)
        if self._infinitive(segment) and self.top.kind != "main" and self.top.has_predicate:
            for depth in range(len(self.stack) - 2, -1, -1):
                clause = self.clauses[self.stack[depth]]
                if not clause.has_predicate and not clause.has_infinitive:
                    del self.stack[depth + 1 :]
                    return self.top
        return self.top

    def _elliptic(self, segment: _Segment) -> bool:
        """A new order that leaves the verb out: «…, а акимам – открыть ярмарки»."""
        if not self.top.has_infinitive or self.top.kind not in ("main", "complement"):
            return False
        position = self._first_content(segment)
        if position is None or not self._opens_with_dative(position, segment.end):
            return False
        if self._lists_receivers(segment, position):
            return False
        end = segment.end
        if end < len(self.tokens) and self.tokens[end].dash:
            end = next(
                (i for i in range(end + 1, len(self.tokens)) if self.tokens[i].text in _CUTS),
                len(self.tokens),
            )
        return any(token.word.infinitive for token in self.tokens[segment.start : end])

    def _lists_receivers(self, segment: _Segment, position: int) -> bool:
        """«…, и объединениям участвовать»: «и» goes on with datives that stand behind an infinitive."""
        joint = [token.low for token in self.tokens[segment.start : position] if token.is_word]
        if joint != ["и"] or (segment.end < len(self.tokens) and self.tokens[segment.end].dash):
            return False
        own = [token for token in self.tokens[: segment.start] if token.clause == self.top.number]
        verb = next((i for i, token in enumerate(own) if token.word.infinitive), len(own))
        return not any(_has_dative(token.word.noun) and token.word.animate for token in own[:verb])

    def _opens_with_dative(self, position: int, end: int) -> bool:
        for index in range(position, min(position + 3, end)):
            word = self.tokens[index].word
            if word.noun:
                return _has_dative(word.noun) and (word.animate or word.noun_lemma in tables.agents("bodies"))
            if not _has_dative(word.adjective):
                return False
        return False

    def _subordinate_kind(self, segment: _Segment) -> ClauseKind | None:
        position = self._first_content(segment)
        if position is None:
            return None
        low = self.tokens[position].low
        pair = f"{low} {self.tokens[position + 1].low}" if position + 1 < segment.end else low
        kind = _pair_kinds().get(pair)
        if kind == "main":
            return None
        for index in range(position, segment.end):
            if "который" in self.tokens[index].word.lemmas:
                return "relative"
            if self.tokens[index].word.finite or self.tokens[index].low in self.predicatives:
                break
        single = kind or _single_kinds().get(low) or self._prepositional_kind(position, segment)
        if single is None:
            single = _single_kinds().get(self.tokens[position].word.lemma)
        if single == "complement":
            return self._kind_of_that(segment)
        return single

    def _prepositional_kind(self, position: int, segment: _Segment) -> ClauseKind | None:
        """«для кого», «о чём», «с какими»: a preposition before an interrogative."""
        if not self.tokens[position].word.preposition or position + 1 >= segment.end:
            return None
        lemma = self.tokens[position + 1].word.lemma
        return "question" if _single_kinds().get(lemma) in ("question", "complement") else None

    def _kind_of_that(self, segment: _Segment) -> ClauseKind:
        """«что»: a conjunction after a verb of speech, a relative pronoun after «то», a question at the start."""
        if segment.start <= 1 and self._first_content(segment) == 0:
            return "question"
        before = [token.low for token in self.tokens[max(0, segment.start - 3) : segment.start] if token.is_word]
        if before and before[-1] in ("то", "всё", "все", "того", "тому", "том", "тем"):
            told = any(token.word.lemma in tables.words("report") for token in self.tokens[: segment.start])
            return "complement" if told and before[-1] in ("то", "том") else "relative"
        return "complement"

    def _is_report(self, segment: _Segment) -> bool:
        """«…, – сказал аким», «…, сообщает агентство»: words that carry the quotation, after it or inside it."""
        position = self._first_content(segment, conjunctions=False)
        if position is None:
            return False
        following = self._lemma(position + 1)
        if self.tokens[position].low == "по" and following in tables.words("sources"):
            return not self._predicate(segment)
        if self.tokens[position].low == "как" and following in tables.words("report"):
            return True
        if segment.start == 0:
            return False
        if self._lemma(position) not in tables.words("report") and (
            self.tokens[position].low not in tables.words("report_short")
        ):
            return self._is_post_posed_order(position, segment)
        return self._speaker_follows(position, segment)

    def _is_post_posed_order(self, position: int, segment: _Segment) -> bool:
        """«…, поручил он»: an order verb after the quote, its subject behind it and nothing to do."""
        token = self.tokens[position]
        if not token.word.finite or token.word.tense not in ("past", "pres") or token.word.person == "1per":
            return False
        if not any(token.word.lemma in trigger.lemma for trigger in tables.triggers()):
            return False
        rest = self.tokens[position + 1 :]
        if any(each.word.infinitive or each.low == "чтобы" for each in rest):
            return False
        return self._speaker_follows(position, segment) and position + 1 < segment.end

    def _speaker_follows(self, position: int, segment: _Segment) -> bool:
        if position + 1 >= segment.end:
            return True
        for token in self.tokens[position + 1 : min(position + 1 + _REPORT_REACH, segment.end)]:
            if token.word.infinitive or token.low in ("что", "о", "об"):
                return False
            nominative = any(slot[0] == "nomn" for slot in token.word.noun)
            if nominative and not _accusative_only_object(token):
                return True
            if token.low == "в":
                return True
            if token.is_word and token.text[0].isascii():
                return True
            if token.capital and (not token.word.known or any(slot[0] == "nomn" for slot in token.word.adjective)):
                return True
        return False

    def _lemma(self, position: int) -> str:
        return self.tokens[position].word.lemma if position < len(self.tokens) else ""

    def _first_content(self, segment: _Segment, *, conjunctions: bool = True) -> int | None:
        for index in range(segment.start, segment.end):
            token = self.tokens[index]
            if not token.is_word and token.kind != "number":
                continue
            if conjunctions and token.low in _CONJUNCTIONS:
                continue
            return index
        return None

    def _predicate(self, segment: _Segment) -> bool:
        return any(self._is_predicate(index) for index in range(segment.start, segment.end))

    def _is_predicate(self, index: int) -> bool:
        token = self.tokens[index]
        if not token.is_word:
            return False
        word = token.word
        if word.finite and not word.gerund:
            return True
        if word.pos == "PRED" or word.imperative or token.low in self.predicatives:
            return True
        return word.short and not word.adverb

    def _predicate_first(self, segment: _Segment) -> bool:
        """Does a predicate come before any infinitive in what follows a colon?"""
        for index in range(segment.start, len(self.tokens)):
            if self._is_predicate(index):
                return True
            if self.tokens[index].word.infinitive:
                return False
        return False

    def _infinitive(self, segment: _Segment) -> bool:
        return any(token.word.infinitive for token in self.tokens[segment.start : segment.end])


def _accusative_only_object(token: Token) -> bool:
    """Could this word be the object of the verb before it rather than its subject?"""
    return not token.word.animate and any(slot[0] == "accs" for slot in token.word.noun)


def _segments(tokens: list[Token]) -> list[_Segment]:
    """The sentence cut at its marks; a mark belongs to the segment it opens."""
    found: list[_Segment] = []
    start, mark = 0, ""
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.text in _CUTS:
            if index > start:
                found.append(_Segment(start, index, mark))
            start, mark = index, token.text
    found.append(_Segment(start, len(tokens), mark))
    return [segment for segment in found if segment.end > segment.start]


def _has_dative(slots: frozenset[tuple[str, str, str]]) -> bool:
    return any(slot[0] == "datv" for slot in slots)


def _single_kinds() -> dict[str, ClauseKind]:
    return _kinds("subordinate")


def _pair_kinds() -> dict[str, ClauseKind]:
    return _kinds("subordinate_pairs")


_CACHE: dict[str, dict[str, ClauseKind]] = {}


def _kinds(table: str) -> dict[str, ClauseKind]:
    if table not in _CACHE:
        _CACHE[table] = {entry: kind for kind, entries in tables.load("words")[table].items() for entry in entries}
    return _CACHE[table]
