"""One English text while it is being read: its sentences, what its list heads lend, what was found so far."""

from dataclasses import dataclass, field

from shanyraq.reading.candidates import Draft, Phrases
from shanyraq.reading.english.extents import find_phrases
from shanyraq.reading.english.items import HeadLoan, read_head
from shanyraq.reading.english.sentence import Sentence
from shanyraq.reading.english.subjects import Indexes
from shanyraq.reading.english.triggers import trigger_table
from shanyraq.reading.model import Bearer, Deadline
from shanyraq.reading.phrases import PhraseBook
from shanyraq.reading.sentences import Unit

_ARTICLES = frozenset(["the", "a", "an", "all", "each", "every", "both", "our", "its", "their"])
_STANDING_FOR = frozenset(["it", "they", "he", "she", "him", "her", "them"])


@dataclass(slots=True)
class Page:
    """Sentences are made when they are first asked for; `drafts` keep the number of their unit."""

    text: str
    units: tuple[Unit, ...]
    is_plan: bool
    book: PhraseBook
    phrases: dict[int, Phrases] = field(default_factory=dict)
    drafts: list[tuple[Draft, int]] = field(default_factory=list)
    extra_deadlines: dict[int, Deadline] = field(default_factory=dict)
    last_norm: str = ""
    _sentences: dict[int, Sentence] = field(default_factory=dict)
    _loans: dict[int, HeadLoan] = field(default_factory=dict)

    def sentence(self, number: int) -> Sentence:
        """The sentence of unit `number`, its frequencies, deadlines and conditions found."""
        if number not in self._sentences:
            sentence = Sentence(self.units[number].text)
            self._sentences[number] = sentence
            self.phrases[number] = find_phrases(sentence, self.book)
        return self._sentences[number]

    def chain(self, unit: Unit) -> list[HeadLoan]:
        """Loans of the unit's heads, innermost first."""
        loans = []
        last, head = 0, unit.head
        while head is not None:
            loans.append(self.loan(head))
            last, head = head, self.units[head].head
        if loans and not any(loan.force for loan in loans):
            loans += self._earlier_head(last)
        return loans

    def _earlier_head(self, number: int) -> list[HeadLoan]:
        """ "… recommend:", then "to the Government:" on a line of its own: the force stands further up."""
        for earlier in range(number - 1, -1, -1):
            unit = self.units[earlier]
            if unit.opens_list and self.loan(earlier).force:
                return [self.loan(earlier)]
            if unit.kind != "item" and not unit.opens_list:
                break
        return []

    def loan(self, number: int) -> HeadLoan:
        if number not in self._loans:
            is_heading = self.units[number].kind == "heading"
            self._loans[number] = read_head(self.sentence(number), trigger_table(), is_heading=is_heading)
        return self._loans[number]

    def lends_terms(self, number: int) -> bool:
        """Does this head govern its items, so that its frequency and deadline are theirs?"""
        loan = self.loan(number)
        return self.units[number].kind != "heading" and (loan.force is not None or bool(loan.bearers))

    def inherited(self, unit: Unit) -> list[Bearer]:
        """Bearers of the nearest head that names any."""
        head = unit.head
        while head is not None:
            loan = self.loan(head)
            if loan.bearers:
                return self.named(head, loan.bearers)
            head = self.units[head].head
        return []

    def named(self, number: int, bearers: tuple[Indexes, ...]) -> list[Bearer]:
        """Bearers of unit `number` given by word indexes; a pronoun has the norm of the bearer before it."""
        sentence, base = self.sentence(number), self.units[number].span[0]
        named = []
        for start, end in bearers:
            span = sentence.span(start, end)
            norm = norm_of(sentence, start, end)
            if norm in _STANDING_FOR and self.last_norm:
                norm = self.last_norm
            named.append(Bearer((span[0] + base, span[1] + base), sentence.text[span[0] : span[1]], norm))
        return named


def norm_of(sentence: Sentence, start: int, end: int) -> str:
    """Words `start:end` in lower case without the article or "all", "each"."""
    while start < end - 1 and sentence.lower(start) in _ARTICLES:
        start += 1
    span = sentence.span(start, end)
    return sentence.low[span[0] : span[1]]
