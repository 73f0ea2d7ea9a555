"""One Kazakh text while it is being read: its sentences, what its list heads lend, what was found so far."""

from dataclasses import dataclass, field

from shanyraq.reading.candidates import Phrases, moved
from shanyraq.reading.kazakh.bearers import Indexes
from shanyraq.reading.kazakh.extents import find_phrases
from shanyraq.reading.kazakh.found import Found
from shanyraq.reading.kazakh.heads import HeadLoan, read_head
from shanyraq.reading.kazakh.lexicon import lexicon
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.suffixes import without_case
from shanyraq.reading.kazakh.triggers import trigger_table
from shanyraq.reading.model import Bearer
from shanyraq.reading.phrases import PhraseBook
from shanyraq.reading.sentences import Unit
from shanyraq.reading.words import same_length_lower

_EACH = frozenset(["барлык", "ар", "арбир", "барша", "букил"])


@dataclass(slots=True)
class Page:
    """Sentences are made when first asked for; `founds` are kept by unit, for items look at their later siblings.

    `loose` holds lines that mend the directive before them: (label, words, start, end) by unit.
    """

    text: str
    folded: str
    units: tuple[Unit, ...]
    is_plan: bool
    book: PhraseBook
    founds: dict[int, list[Found]] = field(default_factory=dict)
    loose: dict[int, list[tuple[str, str, int, int]]] = field(default_factory=dict)
    _sentences: dict[int, Sentence] = field(default_factory=dict)
    _loans: dict[int, HeadLoan] = field(default_factory=dict)

    def folded_unit(self, number: int) -> str:
        start, end = self.units[number].span
        return self.folded[start:end]

    def sentence(self, number: int) -> Sentence:
        """The sentence of unit `number`, its frequencies, deadlines and conditions found."""
        if number not in self._sentences:
            sentence = Sentence(self.units[number].text, lexicon(), self.folded_unit(number))
            sentence.phrases = find_phrases(sentence, self.book)
            self._sentences[number] = sentence
        return self._sentences[number]

    def phrases(self, number: int) -> Phrases:
        """The same with offsets of the whole text."""
        return moved(self.sentence(number).phrases, self.units[number].span[0])

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

    def loan(self, number: int) -> HeadLoan:
        if number not in self._loans:
            is_heading = self.units[number].kind == "heading"
            self._loans[number] = read_head(self.sentence(number), trigger_table(), is_heading)
        return self._loans[number]

    def inherited(self, unit: Unit) -> list[Bearer]:
        """Bearers of the nearest head that names any."""
        head = unit.head
        while head is not None:
            loan = self.loan(head)
            if loan.bearers:
                return self.named(head, loan.bearers)
            head = self.units[head].head
        return []

    def has_bearing_head(self, unit: Unit) -> bool:
        """«Үйлестіруші:» above «1) … шақырады;»: a present under a bearer states its duties."""
        if unit.head is None or unit.kind != "item":
            return False
        loan = self.loan(unit.head)
        return bool(loan.bearers) and loan.force is None

    def lends_terms(self, number: int) -> bool:
        """Does this head govern its items, so that its frequency and deadline are theirs?"""
        loan = self.loan(number)
        return self.units[number].kind != "heading" and (loan.force is not None or bool(loan.bearers))

    def named(self, number: int, bearers: tuple[Indexes, ...]) -> list[Bearer]:
        """Bearers of unit `number` given by word indexes."""
        sentence, base = self.sentence(number), self.units[number].span[0]
        named = []
        for start, end in bearers:
            span = sentence.span(start, end)
            text = sentence.text[span[0] : span[1]]
            named.append(Bearer((span[0] + base, span[1] + base), text, norm_of(sentence, start, end)))
        return named

    def _earlier_head(self, number: int) -> list[HeadLoan]:
        """«… ұсынады:», then «Үкіметке:» on a line of its own: the force stands further up."""
        for earlier in range(number - 1, -1, -1):
            unit = self.units[earlier]
            if unit.opens_list and self.loan(earlier).force:
                return [self.loan(earlier)]
            if unit.kind != "item" and not unit.opens_list:
                break
        return []


def norm_of(sentence: Sentence, start: int, end: int) -> str:
    """Words `start:end` in lower case, the last one without case: «облыс әкімдеріне» -> «облыс әкімдері»."""
    pronoun = sentence.lexicon.bearing_pronouns.get(sentence.low(end - 1))
    if pronoun and end - start == 1:
        return pronoun
    while start < end - 1 and sentence.low(start) in _EACH:
        start += 1
    span = sentence.span(start, end)
    last = sentence.words[end - 1]
    reading = sentence.agent(end - 1)
    bare = without_case(last.text, reading) if reading else last.text
    return same_length_lower(sentence.text[span[0] : last.start] + bare).rstrip("-")
