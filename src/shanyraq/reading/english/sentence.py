"""One English sentence: its words, and which of them a phrase has taken."""

from dataclasses import dataclass, field

from shanyraq.reading.english.lexicon import Lexicon, lexicon
from shanyraq.reading.model import Span
from shanyraq.reading.words import Word, same_length_lower, words

HARD_MARKS = frozenset(';:—–“”"«»()[]!?…')


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


def closing_bracket(sentence: Sentence, opening: int) -> int:
    for index in range(opening + 1, len(sentence.words)):
        if sentence.lower(index) == ")":
            return index + 1
    return len(sentence.words)
