"""Reads an English text unit by unit: own triggers first, then what a list head lends, then loose ends."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shanyraq.reading.candidates import Draft, complete, moved, with_terms_of
from shanyraq.reading.english.found import Found, Setting, action_end
from shanyraq.reading.english.items import HeadLoan, ItemFound, read_item
from shanyraq.reading.english.lexicon import lexicon
from shanyraq.reading.english.page import Page, norm_of
from shanyraq.reading.english.sentence import Sentence
from shanyraq.reading.english.shapes import build
from shanyraq.reading.english.subjects import Indexes
from shanyraq.reading.english.triggers import Match, trigger_table
from shanyraq.reading.model import Bearer, Candidate, Deadline, Force, Reading, Span
from shanyraq.reading.model import Sentence as Unclaimed
from shanyraq.reading.phrases import PhraseBook, load_table
from shanyraq.reading.sentences import Unit, units
from shanyraq.reading.words import same_length_lower

_ITEM_RULE = "en.obligation.item"
_LOOSE_END = re.compile(r"^(?P<label>[a-z ]{2,24}):\s*(?P<value>\S.*)$")


class EnglishReader:
    """See `languages.Reader`."""

    language = "en"

    def __init__(self) -> None:
        self._lexicon = lexicon()
        self._table = trigger_table()
        self._book = PhraseBook(load_table("en", "phrases"))

    def read(self, text: str) -> Reading:
        found = units(text, abbreviations=self._lexicon.abbreviations)
        page = Page(text, found, self._is_plan(found), self._book)
        for number, unit in enumerate(found):
            self._read_unit(page, number, unit)
        candidates = tuple(self._candidates(page))
        return Reading(self.language, candidates, self._unclaimed(page, candidates))

    # ---- one unit

    def _read_unit(self, page: Page, number: int, unit: Unit) -> None:
        if self._is_loose_end(page, unit):
            return
        low = same_length_lower(unit.text)
        if unit.text.rstrip('»”" ').endswith("?") or self._is_recital(low, unit):
            return
        before = len(page.drafts)
        if not unit.opens_list:
            self._own_triggers(page, number, unit, low)
        if len(page.drafts) == before and unit.kind != "heading" and not unit.opens_list:
            self._as_item(page, number, unit)

    def _own_triggers(self, page: Page, number: int, unit: Unit, low: str) -> None:
        matches = self._table.matches(low)
        if not matches:
            return
        sentence = page.sentence(number)
        founds = list(self._founds(page, number, sentence, matches))
        for position, found in enumerate(founds):
            following = founds[position + 1] if position + 1 < len(founds) else None
            self._keep(page, number, unit, sentence, found, following, founds[:position])

    def _founds(self, page: Page, number: int, sentence: Sentence, matches: list[Match]) -> Iterator[Found]:
        setting = Setting(
            sentence,
            0,
            page.is_plan,
            self._is_rule(page, number),
            lambda start, end: self._has_frequency(page, number, start, end),
        )
        consumed = 0
        for match in matches:
            if match.start < consumed:
                continue
            found = build(setting, match)
            if found is None or (setting.floor and found.verb < setting.floor and found.action is None):
                continue
            if setting.floor and self._is_nested(sentence, setting.floor, sentence.index_at(match.start)):
                continue
            yield found
            reach = max(found.verb + 1, sentence.index_at(match.end))
            if found.action is not None:
                reach = max([reach, found.action[1], *(each[1] for each in found.bearers)])
            setting.floor = min(reach, len(sentence.words))
            consumed = sentence.words[setting.floor - 1].end if setting.floor else 0

    def _is_rule(self, page: Page, number: int) -> bool:
        """A numbered provision, or a line of a plan: there a plain present states a duty."""
        return page.is_plan or page.units[number].kind == "item"

    @staticmethod
    def _is_nested(sentence: Sentence, floor: int, trigger: int) -> bool:
        """A modal inside "ensure that …" of the directive before belongs to its action."""
        inside = False
        for index in range(floor, trigger):
            low = sentence.lower(index)
            if low in ("that", "which", "who", "whether", "how", "what"):
                inside = True
            elif low in (";", "”", "»", "but") or (low == "," and sentence.lower(index + 1) in ("and", "while", "but")):
                inside = False
        return inside

    def _has_frequency(self, page: Page, number: int, start: int, end: int) -> bool:
        sentence = page.sentence(number)
        span = sentence.span(start, end) if start < end else (0, 0)
        return any(span[0] <= each.span[0] < span[1] for each in page.phrases[number].frequencies)

    def _keep(
        self,
        page: Page,
        number: int,
        unit: Unit,
        sentence: Sentence,
        found: Found,
        following: Found | None,
        earlier: list[Found],
    ) -> None:
        trigger = found.match.trigger
        bearers = found.bearers
        if found.shared and not bearers and earlier:
            bearers = earlier[-1].bearers
        start = 0 if not earlier else sentence.words[min(found.clause, len(sentence.words) - 1)].start
        stop = len(sentence.text)
        if following is not None:
            stop = self._stop_before(sentence, following.clause)
        action = found.action or (found.verb, action_end(sentence, found.verb))
        span = sentence.span(*action)
        if found.action is None:
            span = (span[0], min(span[1], max(stop, sentence.words[found.verb].end)))
        self._add(
            page, number, unit, trigger.id, trigger.force, found.negated, bearers, span,
            (found.match.start, found.match.end), (start, max(stop, span[1])),
        )  # fmt: skip

    @staticmethod
    def _stop_before(sentence: Sentence, clause: int) -> int:
        """Offset where the clause before word `clause` ends, without the conjunction between them."""
        while clause > 1 and sentence.lower(clause - 1) in ("and", "or", "but", ",", "also"):
            clause -= 1
        return sentence.words[min(clause, len(sentence.words)) - 1].end

    # ---- list items

    def _as_item(self, page: Page, number: int, unit: Unit) -> None:
        chain = page.chain(unit)
        force = next((loan for loan in chain if loan.force), None)
        if unit.kind == "item" and not unit.first and not chain:
            return
        sentence = page.sentence(number)
        found = read_item(sentence, is_item=unit.kind == "item" and unit.first, head=force)
        if found is None:
            found = self._gerund(sentence, force)
        if found is None or self._is_effect(sentence, found.verb):
            return
        rule, strength = (force.rule_id, force.force) if force else (_ITEM_RULE, None)
        negated = found.negated or bool(force and force.negated)
        end = action_end(sentence, found.verb)
        verb = found.verb
        if sentence.lower(verb) == "be" and self._lexicon.is_participle(sentence.lower(verb + 1)):
            found, verb = ItemFound(verb + 1, (), found.negated), verb + 1
        span = sentence.span(verb, max(end, verb + 1))
        self._add(
            page, number, unit, rule, strength or "obligation", negated, found.bearers, span, (0, 0),
            (0, len(sentence.text)),
        )  # fmt: skip

    def _gerund(self, sentence: Sentence, force: HeadLoan | None) -> ItemFound | None:
        """ "is responsible for: – checking the lists"."""
        if force is None or not sentence.words:
            return None
        first = sentence.lower(0)
        return ItemFound(0, (), False) if first.endswith("ing") and first[:-3] in self._lexicon.verbs else None

    def _is_effect(self, sentence: Sentence, verb: int) -> bool:
        rest = sentence.low[sentence.words[verb].start :]
        return any(rest.startswith(effect) for effect in self._lexicon.effects)

    # ---- drafts

    def _add(
        self,
        page: Page,
        number: int,
        unit: Unit,
        rule: str,
        force: Force,
        negated: bool,
        bearers: tuple[Indexes, ...],
        action: Span,
        trigger: Span,
        clause: Span,
    ) -> None:
        base = unit.span[0]
        named = page.named(number, bearers) if bearers else page.inherited(unit)
        moved = [(span[0] + base, span[1] + base) for span in (action, trigger, clause)]
        page.drafts.append((Draft(rule, force, negated, named, moved[0], moved[1], moved[2]), number))
        if named:
            page.last_norm = named[-1].norm

    # ---- the whole text

    def _is_plan(self, found: tuple[Unit, ...]) -> bool:
        opening = [unit for unit in found[:3] if unit.kind == "heading" or unit.text.isupper()]
        return any(
            word in unit.text.lower().split() or (" " in word and word in unit.text.lower())
            for unit in opening
            for word in self._lexicon.plan_headings
        )

    def _is_recital(self, low: str, unit: Unit) -> bool:
        ends = unit.text.rstrip().endswith((",", ";"))
        return ends and unit.kind != "item" and low.startswith(self._lexicon.recitals)

    def _is_loose_end(self, page: Page, unit: Unit) -> bool:
        """ "Deadline: 15 June 2025", "Responsible: Ministry of Culture" mend the directive before them."""
        match = _LOOSE_END.match(same_length_lower(unit.text))
        if match is None or not page.drafts:
            return False
        label, start = match["label"].strip(), unit.span[0] + match.start("value")
        end = unit.span[1] - (1 if unit.text.endswith(".") else 0)
        if label in self._lexicon.heading_of_deadline:
            text = page.text[start:end]
            dated = self._book.deadlines("by " + same_length_lower(text), "by " + text)
            first = dated[0] if dated else None
            page.extra_deadlines[len(page.drafts) - 1] = Deadline(
                text, (start, end), first.date if first else None, first.relative if first else None
            )
            return True
        if label in self._lexicon.heading_of_bearer and not page.drafts[-1][0].bearers:
            sentence = Sentence(page.text[start:end], self._lexicon)
            span = (start, end)
            page.drafts[-1][0].bearers.append(
                Bearer(span, page.text[start:end], norm_of(sentence, 0, len(sentence.words)))
            )
            return True
        return label in self._lexicon.heading_of_bearer

    def _candidates(self, page: Page) -> Iterator[Candidate]:
        for position, (draft, number) in enumerate(page.drafts):
            base = page.units[number].span[0]
            candidate = complete(draft, page.text, moved(page.phrases[number], base))
            head = page.units[number].head
            if head is not None and page.lends_terms(head):
                page.sentence(head)
                candidate = with_terms_of(candidate, moved(page.phrases[head], page.units[head].span[0]))
            deadline = page.extra_deadlines.get(position)
            if deadline is not None and candidate.deadline is None:
                candidate = replace(candidate, deadline=deadline)
            yield candidate

    def _unclaimed(self, page: Page, candidates: tuple[Candidate, ...]) -> tuple[Unclaimed, ...]:
        claimed = {number for _, number in page.drafts}
        return tuple(
            Unclaimed(unit.span, unit.text)
            for number, unit in enumerate(page.units)
            if number not in claimed
            and not unit.opens_list
            and self._lexicon.modal_words.search(same_length_lower(unit.text))
        )
