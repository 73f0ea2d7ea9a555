"""Reads a Kazakh text unit by unit: triggers, verbs that command by themselves, then what list heads lend."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shanyraq.reading.candidates import Draft, complete, with_terms_of
from shanyraq.reading.kazakh.actions import from_words
from shanyraq.reading.kazakh.commands import from_item, from_verbs
from shanyraq.reading.kazakh.extents import taken_words
from shanyraq.reading.kazakh.folding import LETTERS, fold
from shanyraq.reading.kazakh.found import Found, Setting
from shanyraq.reading.kazakh.heads import HeadLoan
from shanyraq.reading.kazakh.lexicon import lexicon
from shanyraq.reading.kazakh.page import Page
from shanyraq.reading.kazakh.sentence import Sentence
from shanyraq.reading.kazakh.triggers import trigger_table
from shanyraq.reading.model import Bearer, Candidate, Deadline, Reading
from shanyraq.reading.model import Sentence as Unclaimed
from shanyraq.reading.phrases import PhraseBook, load_table
from shanyraq.reading.sentences import Unit, units
from shanyraq.reading.words import same_length_lower

_ITEM_RULE = "kk.obligation.item"
_LOOSE_END = re.compile(r"^(?P<label>[^\W\d_][^:\n]{2,30}):\s*(?P<value>\S.*)$")


class KazakhReader:
    """See `languages.Reader`."""

    language = "kk"

    def __init__(self) -> None:
        self._lexicon = lexicon()
        self._table = trigger_table()
        self._finals = self._table.of_shape("final") + self._table.of_shape("future")
        self._book = PhraseBook(load_table("kk", "phrases"), LETTERS)

    def read(self, text: str) -> Reading:
        found = units(text, abbreviations=self._lexicon.abbreviations)
        page = Page(text, fold(text), found, self._is_plan(found), self._book)
        for number, unit in enumerate(found):
            self._own(page, number, unit)
        for number, unit in enumerate(found):
            self._lent(page, number, unit)
        candidates = tuple(self._candidates(page))
        return Reading(self.language, candidates, self._unclaimed(page))

    # ---- what a unit says itself

    def _own(self, page: Page, number: int, unit: Unit) -> None:
        if unit.opens_list or self._is_question(unit) or self._is_loose_end(page, number, unit):
            return
        folded = page.folded_unit(number)
        matches = self._table.matches(folded)
        if not matches and not self._lexicon.modal_words.search(folded) and not _PRESENT.search(folded):
            return
        sentence = page.sentence(number)
        setting = Setting(
            sentence, taken_words(sentence, sentence.phrases), 0, page.is_plan, page.has_bearing_head(unit)
        )
        found: list[Found] = []
        for match in matches:
            if sentence.index_at(match.start) < setting.floor:
                continue
            directive = from_words(setting, match)
            if directive is not None:
                found.append(directive)
                setting.floor = directive.end
        verbs = self._verbs(setting, found)
        if found or verbs:
            page.founds[number] = sorted([*found, *verbs], key=lambda each: each.trigger)

    def _verbs(self, setting: Setting, found: list[Found]) -> list[Found]:
        """Commanding verbs in the stretches between the directives that were found by words."""
        verbs = []
        setting.floor = 0
        claimed = {index for each in found for index in range(each.clause, each.end)}
        for directive in from_verbs(setting, self._finals):
            if directive.trigger[0] not in claimed:
                start = max((each.end for each in found if each.end <= directive.trigger[0]), default=0)
                directive.clause = max(directive.clause, start)
                verbs.append(directive)
        return verbs

    # ---- what a list head lends

    def _lent(self, page: Page, number: int, unit: Unit) -> None:
        own = page.founds.get(number, [])
        if unit.opens_list or unit.kind == "heading" or self._is_question(unit) or number in page.loose:
            return
        chain = page.chain(unit)
        if own or unit.kind != "item":
            return
        if not unit.first and not chain:
            return
        sentence = page.sentence(number)
        setting = Setting(sentence, taken_words(sentence, sentence.phrases))
        found = from_item(setting)
        if found is None:
            return
        force = next((loan for loan in chain if loan.force), None) or self._sibling(page, number, unit)
        if force is not None and force.force:
            found.rule_id, found.force = force.rule_id, force.force
            found.negated = found.negated or force.negated
        elif found.bearers or any(loan.bearers for loan in chain):
            found.rule_id = _ITEM_RULE
        else:
            return
        page.founds[number] = [found]

    def _sibling(self, page: Page, number: int, unit: Unit) -> HeadLoan | None:
        """«1) қабылдау; 2) жауап беру; 3) … тапсырылсын.»: the last item carries the trigger of all."""
        for later in range(number + 1, min(number + 40, len(page.units))):
            other = page.units[later]
            if other.head != unit.head or other.kind != "item":
                if other.kind != "item":
                    return None
                continue
            if page.founds.get(later):
                last = page.founds[later][-1]
                return HeadLoan(last.rule_id, last.force, last.forbids)
        return None

    # ---- candidates

    def _candidates(self, page: Page) -> Iterator[Candidate]:
        made: list[Candidate] = []
        for number in range(len(page.units)):
            for position, found in enumerate(page.founds.get(number, [])):
                draft = self._draft(page, number, position, found)
                candidate = complete(draft, page.text, page.phrases(number))
                head = page.units[number].head
                if head is not None and page.lends_terms(head):
                    candidate = with_terms_of(candidate, page.phrases(head))
                made.append(candidate)
            for label, value, start, end in page.loose.get(number, []):
                if made:
                    made[-1] = self._mended(page, made[-1], label, value, (start, end))
        yield from made

    def _draft(self, page: Page, number: int, position: int, found: Found) -> Draft:
        unit, sentence = page.units[number], page.sentence(number)
        base = unit.span[0]
        own = page.founds[number]
        start = 0 if position == 0 else sentence.words[min(found.clause, len(sentence.words) - 1)].start
        stop = len(sentence.text)
        if position + 1 < len(own):
            stop = sentence.words[max(found.end - 1, 0)].end
        bearers = page.named(number, found.bearers)
        if not bearers and position and own[position - 1].bearers and self._shares(sentence, own[position - 1], found):
            bearers = page.named(number, own[position - 1].bearers)
        if not bearers and (found.asks_bearer or unit.kind == "item"):
            bearers = page.inherited(unit) if found.asks_bearer else []
        action = sentence.span(*found.action)
        trigger = sentence.span(*found.trigger)
        return Draft(
            found.rule_id,
            found.force,
            found.negated,
            bearers,
            (action[0] + base, action[1] + base),
            (trigger[0] + base, trigger[1] + base),
            (start + base, stop + base),
        )

    @staticmethod
    def _shares(sentence: Sentence, earlier: Found, found: Found) -> bool:
        """«… сақтауы тиіс және … білдірмеуі керек»: one subject, two predicates."""
        between = sentence.phrase(earlier.end, found.clause)
        return found.asks_bearer and between.strip(" ,") in ("", "жане", "ари", "сондай-ак", "ал")

    # ---- the whole text

    def _is_plan(self, found: tuple[Unit, ...]) -> bool:
        opening = [unit for unit in found[:3] if unit.kind == "heading"]
        words = {word for unit in opening for word in fold(unit.text).split()}
        return bool(words & set(self._lexicon.plan_headings))

    @staticmethod
    def _is_question(unit: Unit) -> bool:
        return unit.text.rstrip('»”" ').endswith("?")

    def _is_loose_end(self, page: Page, number: int, unit: Unit) -> bool:
        """«Мерзімі: 2025 жылғы 15 маусым», «Жауапты: …» mend the directive before them."""
        match = _LOOSE_END.match(unit.text)
        if match is None:
            return False
        label = fold(match["label"]).strip()
        if label not in self._lexicon.heading_of_deadline | self._lexicon.heading_of_bearer:
            return False
        start = unit.span[0] + match.start("value")
        end = unit.span[1] - (1 if unit.text.endswith(".") else 0)
        page.loose.setdefault(number, []).append((label, page.text[start:end], start, end))
        return True

    def _mended(self, page: Page, candidate: Candidate, label: str, value: str, span: tuple[int, int]) -> Candidate:
        if label in self._lexicon.heading_of_deadline:
            if candidate.deadline is not None:
                return candidate
            dated = self._book.deadlines(fold(value + " дейін"), value + " дейін")
            first = dated[0] if dated else None
            deadline = Deadline(value, span, first.date if first else None, first.relative if first else None)
            return replace(candidate, deadline=deadline)
        if candidate.bearers:
            return candidate
        return replace(candidate, bearers=(Bearer(span, value, same_length_lower(value)),))

    def _unclaimed(self, page: Page) -> tuple[Unclaimed, ...]:
        return tuple(
            Unclaimed(unit.span, unit.text)
            for number, unit in enumerate(page.units)
            if number not in page.founds
            and not unit.opens_list
            and self._lexicon.modal_words.search(page.folded_unit(number))
        )


_PRESENT = re.compile(r"\w(?:ады|еди|йды|йди)(?!\w)")
