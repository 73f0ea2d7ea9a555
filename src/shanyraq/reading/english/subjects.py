"""Who stands before a modal: the subject of its clause, or the reason why it is no directive."""

from dataclasses import dataclass
from typing import Literal

from shanyraq.reading.english.nouns import bearing_phrase, split_bearers
from shanyraq.reading.english.sentence import HARD_MARKS, Sentence

Indexes = tuple[int, int]
SubjectKind = Literal["bearer", "pronoun", "thing", "none", "shared", "refused"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Words `start:end` before the trigger. `clause` is the first word of its clause."""

    kind: SubjectKind
    start: int
    end: int
    clause: int
    bearers: tuple[Indexes, ...] = ()
    negated: bool = False
    expected: bool = False
    reported: bool = False
    reason: str = ""


def subject_before(sentence: Sentence, trigger: int, floor: int) -> Subject:
    """The subject of the modal at word `trigger`; words before `floor` belong to an earlier directive."""
    return _SubjectSearch(sentence, trigger, floor).run()


class _SubjectSearch:
    def __init__(self, sentence: Sentence, trigger: int, floor: int) -> None:
        self.sentence = sentence
        self.known = sentence.lexicon
        self.trigger = trigger
        self.floor = floor
        self.expected = False
        self.reported = False

    def run(self) -> Subject:
        start = self._clause_start()
        if start is None:
            return self._refused(self.trigger, "relative")
        if self._is_shared(start):
            return Subject("shared", self.trigger, self.trigger, self.trigger)
        segments = self._segments(start)
        while segments and self._is_insertion(segments[-1]) and self._is_closed(segments[-1]):
            segments.pop()
        if not segments:
            return self._empty(start)
        main = self._without_relative(self._stripped(segments[-1]))
        if main[0] >= main[1]:
            return self._empty(start)
        if reason := self._refusal(main):
            return self._refused(main[0], reason)
        return self._named(main, segments)

    # ---- where the clause begins

    def _clause_start(self) -> int | None:
        """First word of the clause; None when the modal stands in a relative clause."""
        index = self.trigger
        while index > self.floor:
            low = self.sentence.lower(index - 1)
            if low in HARD_MARKS:
                return index
            if low in ("but", "while", "whereas"):
                return index
            if low == "that" and not self._is_determiner(index - 1):
                if self._is_complement(index - 1):
                    return index
                if not self._has_own_verb(index - 1):
                    return None
            index -= 1
        return self._after_conjunction() if self.floor else self.floor

    def _has_own_verb(self, relative: int) -> bool:
        """ "officials who work with people ought to …": the relative clause ends before the modal."""
        following = self.sentence.lower(relative + 1)
        if not following[:1].isalpha() or self.sentence.words[relative + 1].is_capital:
            return False
        between = range(relative + 1, self.trigger)
        named = following in self.known.determiners or following in self.known.pronouns
        if named or self.known.is_agent(following):
            # "the commission that he created should be resumed": the clause has a verb of its own after its subject.
            return any(self._is_told(index) for index in between[1:])
        return any(not self.known.is_adverb(self.sentence.lower(index)) for index in between)

    def _is_told(self, index: int) -> bool:
        low = self.sentence.lower(index)
        return (
            low in self.known.irregular_past
            or low in ("is", "are", "was", "were")
            or (low.endswith("ed") and len(low) > 4)
        )

    def _without_relative(self, main: Indexes) -> Indexes:
        for index in range(main[0] + 1, main[1]):
            if self.sentence.lower(index) in ("who", "which", "that") and self._has_own_verb(index):
                return main[0], index
        return main

    def _is_determiner(self, index: int) -> bool:
        """ "that ministry must": "that" points at its noun; "that ministries must" opens a clause."""
        return self.sentence.lower(index - 1) in (".", ",", "") and self.sentence.lower(index + 1) in self.known.agents

    def _is_complement(self, index: int) -> bool:
        before = [self.sentence.lower(each) for each in range(max(self.floor, index - 14), index)]
        if before and before[-1] == "so":
            return False
        if any(word in self.known.expecting for word in before[-7:]):
            self.expected = True
        speaks = any(word in self.known.reporting and not self.known.is_agent(word) for word in before)
        if speaks:
            self.reported = True
        if index + 1 >= self.trigger or not before:
            return False
        return before[-1] in self.known.reporting or before[-1] == "," or (speaks and "that" not in before)

    def _after_conjunction(self) -> int:
        """The clause after an earlier directive: behind ", and", else behind the last "and"."""
        fallback = self.trigger
        for index in range(self.trigger - 1, self.floor, -1):
            low = self.sentence.lower(index)
            if low in ("and", "or", "but", "while") and self.sentence.lower(index - 1) == ",":
                return index + 1
            if low in ("and", "or", "but", ",") and fallback == self.trigger:
                fallback = index + 1
        return fallback if fallback != self.trigger else self.floor

    def _is_shared(self, start: int) -> bool:
        """ "must observe … and shall refrain": the second modal has the first one's subject."""
        before = self.sentence.lower(self.trigger - 1)
        if not self.floor:
            return False
        return before in ("and", "or", "but") or (start >= self.trigger and before in (",", "and", "or"))

    # ---- comma segments

    def _segments(self, start: int) -> list[Indexes]:
        segments: list[Indexes] = []
        left = start
        for index in range(start, self.trigger):
            if self.sentence.lower(index) == ",":
                if left < index:
                    segments.append((left, index))
                left = index + 1
        if left < self.trigger:
            segments.append((left, self.trigger))
        return segments

    def _is_closed(self, segment: Indexes) -> bool:
        return self.sentence.lower(segment[1]) == ","

    def _is_insertion(self, segment: Indexes) -> bool:
        first = self.sentence.lower(segment[0])
        if first in ("and", "or") and self.sentence.lower(segment[0] + 1) in self.known.insertions:
            return True
        if segment[0] in self.sentence.skipped:
            return True
        return first in self.known.insertions or (segment[1] - segment[0] == 1 and self.known.is_adverb(first))

    def _stripped(self, segment: Indexes) -> Indexes:
        """The segment without opening conjunctions, adverbs and times, and without closing adverbs."""
        start, end = segment
        while start < end:
            low = self.sentence.lower(start)
            if start in self.sentence.skipped and self.sentence.skipped[start] <= end:
                start = self.sentence.skipped[start]
            elif low in ("and", "but", "or") or (self.known.is_adverb(low) and low not in ("no", "all", "both")):
                start += 1
            else:
                break
        while (
            end > start and self.known.is_adverb(self.sentence.lower(end - 1)) and self.sentence.lower(end - 1) != "all"
        ):
            end -= 1
        for opening, closing in self.sentence.skipped.items():
            if start < opening < end <= closing:
                end = opening
        return start, end

    # ---- what kind of subject

    def _refusal(self, main: Indexes) -> str:
        words = [self.sentence.lower(index) for index in range(*main)]
        if any(word in self.known.relatives for word in words):
            return "relative"
        if words[0] in ("i", "there", "who", "what") or words == ["one"]:
            return "no bearer"
        if words[0] in ("if", "unless", "when", "where", "whenever", "wherever", "should", "were", "lest"):
            return "condition"
        if words[0] == "as" and len(words) > 1 and self.sentence.lower(main[1]) != ",":
            return "comparison"
        if any(
            word in self.known.subordinators
            for word in words[1:]
            if word not in ("before", "after", "since", "until", "as", "than")
        ):
            return "condition"
        phrase = " ".join(words)
        if self._is_appeal(phrase):
            return "appeal"
        return ""

    def _is_appeal(self, phrase: str) -> bool:
        return any(
            phrase == appeal or (" " in appeal and phrase.startswith(appeal + " ")) for appeal in self.known.appeals
        )

    def _named(self, main: Indexes, segments: list[Indexes]) -> Subject:
        start, end = main
        negated = self.sentence.lower(start) in ("no", "neither", "none")
        if negated:
            start += 2 if self.sentence.lower(start + 1) == "of" else 1
        if end - start == 1 and self.sentence.lower(start) in self.known.pronouns:
            bearing = self.sentence.lower(start) in self.known.bearing_pronouns
            return self._subject(
                "pronoun" if bearing else "thing", start, end, ((start, end),) if bearing else (), negated
            )
        if self.sentence.lower(end - 1) in self.known.bearing_pronouns:
            # "In this connection you are required …"
            return self._subject("pronoun", end - 1, end, ((end - 1, end),), negated)
        phrase = bearing_phrase(self.sentence, start, end, is_subject=True)
        if phrase is None and (owner := self._names_before(segments, main)) is not None:
            return self._subject("bearer", owner, end, ((owner, end),), negated)
        if phrase is None and self._is_doer(start, end):
            return self._subject("bearer", start, end, ((start, end),), negated)
        if phrase is None:
            return self._subject("thing", start, end, (), negated)
        first = self._enumerated(segments, main, phrase.start)
        bearers = tuple(split_bearers(self.sentence, first, phrase.end)) if first < phrase.start else phrase.bearers
        return self._subject("bearer", first, phrase.end, bearers, negated)

    def _names_before(self, segments: list[Indexes], main: Indexes) -> int | None:
        """ "The akims of Almaty, Zhambyl and Turkistan regions": the head stands before the commas of the names."""
        if not self.sentence.words[main[0]].is_capital:
            return None
        for segment in reversed(segments[:-1]):
            opened, closed = self._stripped(segment)
            if opened >= closed or self._is_insertion(segment):
                return None
            phrase = bearing_phrase(self.sentence, opened, closed)
            if phrase is not None:
                return opened if phrase.start == opened and phrase.end == closed else None
            if not self.sentence.words[opened].is_capital:
                return None
        return None

    def _is_doer(self, start: int, end: int) -> bool:
        """ "the city recorder": a short phrase whose last word names a doer or a place."""
        last = self.sentence.lower(end - 1)
        plain = not any(self.sentence.lower(index) in self.known.prepositions for index in range(start, end))
        doer = len(last) > 5 and last.endswith(("er", "or", "ist", "eer")) and last not in self.known.not_doers
        return plain and (doer or last in self.known.places) and end - start <= 4

    def _subject(self, kind: SubjectKind, start: int, end: int, bearers: tuple[Indexes, ...], negated: bool) -> Subject:
        return Subject(kind, start, end, start, bearers, negated, self.expected, self.reported)

    def _enumerated(self, segments: list[Indexes], main: Indexes, start: int) -> int:
        """Go left over the earlier members of an enumeration of bearers."""
        if start > main[0] + 1:
            return start
        for segment in reversed(segments[:-1] if segments[-1][0] <= main[0] else segments):
            opened, closed = self._stripped(segment)
            if opened >= closed or self._is_insertion(segment):
                return start
            phrase = bearing_phrase(self.sentence, opened, closed)
            if phrase is None or phrase.end != closed or phrase.start > opened:
                return start
            if any(self.sentence.lower(index) in self.known.relatives for index in range(opened, closed)):
                return start
            start = opened
        return start

    def _empty(self, start: int) -> Subject:
        if start >= self.trigger and self.sentence.lower(self.trigger - 1) in ("that", "which", "who"):
            return self._refused(start, "relative")
        return Subject("none", self.trigger, self.trigger, start, (), False, self.expected, self.reported)

    def _refused(self, start: int, reason: str) -> Subject:
        return Subject("refused", start, self.trigger, start, reason=reason)
