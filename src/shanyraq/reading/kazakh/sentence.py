"""One Kazakh sentence: its words folded, and what each word can be."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from shanyraq.reading.candidates import Phrases
from shanyraq.reading.kazakh.folding import fold
from shanyraq.reading.kazakh.forms import is_oblique, is_owned
from shanyraq.reading.kazakh.lexicon import Lexicon, lexicon
from shanyraq.reading.kazakh.suffixes import Analysis, analyses
from shanyraq.reading.model import Span
from shanyraq.reading.words import Word, words

_KAZAKH = re.compile("[әқғңөұүі]", re.IGNORECASE)
# A bare reading first, then the ones that keep the most of the word.
_ORDER = {"nominative": 0, "genitive": 1, "dative": 2, "accusative": 3, "ablative": 4, "locative": 5, "instrumental": 6}


@dataclass(slots=True, eq=False)
class Sentence:
    """A unit with its words; offsets and indexes are its own. `phrases` are filled in by the reader."""

    text: str
    lexicon: Lexicon = field(default_factory=lexicon)
    folded: str = ""
    has_kazakh_letters: bool = True
    words: list[Word] = field(default_factory=list)
    phrases: Phrases = field(default_factory=Phrases)

    def __post_init__(self) -> None:
        self.folded = self.folded or fold(self.text)
        self.words = words(self.text, self.folded)
        self.has_kazakh_letters = _KAZAKH.search(self.text) is not None

    def low(self, index: int) -> str:
        return self.words[index].lower if 0 <= index < len(self.words) else ""

    def is_oblique(self, index: int) -> bool:
        """Does an unknown noun look accusative, dative and so on? «әлеуметтік-мәдени» ends in no suffix."""
        return not self._ends_in_plain_i(index) and is_oblique(self.low(index))

    def is_owned(self, index: int) -> bool:
        return not self._ends_in_plain_i(index) and is_owned(self.low(index)) and not is_oblique(self.low(index))

    def _ends_in_plain_i(self, index: int) -> bool:
        """A suffix has «і»; only a text typed without Kazakh letters writes «и» for it."""
        return self.has_kazakh_letters and 0 <= index < len(self.words) and self.words[index].text[-1] in "иИ"

    def is_mark(self, index: int) -> bool:
        return 0 <= index < len(self.words) and self.words[index].is_mark

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
        return self.words[start].start, self.words[end - 1].end

    def phrase(self, start: int, end: int) -> str:
        return " ".join(word.lower for word in self.words[max(0, start) : end])

    def agent(self, index: int) -> Analysis | None:
        """The reading of the word as a bearer's head, or None."""
        if not 0 <= index < len(self.words) or self.words[index].is_mark:
            return None
        return agent_reading(self.words[index].lower) or _acronym_reading(self.words[index].text)


@lru_cache(maxsize=20_000)
def agent_reading(folded: str) -> Analysis | None:
    """The likeliest reading of a folded word whose stem can owe something."""
    tail = folded.rsplit("-", 1)[-1]
    found = list(analyses(folded, lexicon().agents))
    if not found and tail != folded:
        shift = len(folded) - len(tail)
        found = [
            Analysis(each.stem, each.plural, each.possessive, each.case, each.cut + shift)
            for each in analyses(tail, lexicon().agents)
        ]
    found = [each for each in found if each.possessive in ("", "3")] or found
    return min(found, key=lambda each: (_ORDER[each.case], -len(each.stem)), default=None)


def _acronym_reading(word: str) -> Analysis | None:
    """«ҚХА», «ІІМ-ге», «БАҚ»: capitals with a case after a hyphen or without."""
    head, _, tail = word.partition("-")
    if not (2 <= len(head) <= 7 and head.isupper() and head.isalpha()):
        return None
    if not tail:
        return Analysis(fold(head), False, "", "nominative", len(head))
    found = list(analyses("а" * 3 + fold(tail), {"ааа"})) + list(analyses("аам" + fold(tail), {"аам"}))
    found += list(analyses("аак" + fold(tail), {"аак"}))
    if not found:
        return None
    best = min(found, key=lambda each: (_ORDER[each.case], -len(each.stem)))
    return Analysis(fold(head), best.plural, best.possessive, best.case, len(head))
