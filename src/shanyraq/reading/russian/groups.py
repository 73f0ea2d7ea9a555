"""Noun phrases joined by «и», commas and «в первую очередь»: the members of a sentence."""

from dataclasses import dataclass, replace

from shanyraq.reading.russian import tables
from shanyraq.reading.russian.phrases import Phrase, PhraseReader
from shanyraq.reading.russian.tokens import Token

_JOINTS = ([","], ["и"], ["или"], [",", "и"], ["а", "также"], [",", "а", "также"], ["и", "/", "или"])
_LEADS = (",", "и", "–", "—", "-")


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
    def head(self) -> int:
        """The head of the first phrase."""
        return self.phrases[0].head

    @property
    def preposition(self) -> str:
        return self.phrases[0].preposition

    @property
    def pronoun(self) -> bool:
        return self.phrases[0].pronoun

    @property
    def agent(self) -> bool:
        return any(phrase.agent for phrase in self.phrases)

    def can_be(self, case: str) -> bool:
        return all(phrase.can_be(case) for phrase in self.phrases)


def groups(tokens: list[Token], start: int, end: int, *, skip: frozenset[int] = frozenset()) -> list[Group]:
    """All groups of noun phrases among `tokens[start:end]`; tokens in `skip` (triggers) belong to none."""
    found: list[Group] = []
    for phrase in _phrases(tokens, start, end, skip):
        if found and _joins(tokens, found[-1], phrase):
            found[-1] = _with(found[-1], phrase)
        else:
            found.append(Group((phrase,)))
    return found


def _phrases(tokens: list[Token], start: int, end: int, skip: frozenset[int]) -> list[Phrase]:
    reader = PhraseReader(tokens, end, skip)
    found: list[Phrase] = []
    index, preposition = start, ""
    while index < end:
        token = tokens[index]
        opener = _list_opener(tokens, index, end)
        phrase = None
        if opener:
            preposition, index = "", opener
        elif token.word.preposition and not token.body_name:
            preposition, index = token.low, index + 1
        elif phrase := reader.read(index, preposition):
            found.append(phrase)
            preposition, index = "", phrase.stop
        else:
            # An adverb may stand between a preposition and its noun, a mark may not.
            preposition = preposition if token.word.adverb or token.kind == "quote" else ""
            index += 1
    return found


def _list_opener(tokens: list[Token], index: int, end: int) -> int | None:
    """Where «в первую очередь», «прежде всего» … end when they begin at `index`."""
    for words in tables.phrases_by_first("list_openers").get(tokens[index].low, ()):
        stop = index + len(words)
        if stop <= end and all(tokens[index + i].low == word for i, word in enumerate(words)):
            return stop
    return None


def _joins(tokens: list[Token], group: Group, phrase: Phrase) -> bool:
    last = group.phrases[-1]
    if phrase.preposition or tokens[last.head].clause != tokens[phrase.head].clause or last.agent != phrase.agent:
        return False
    between = [token.low for token in tokens[last.stop : phrase.start] if token.kind != "quote"]
    return _is_joint(between) and not last.cases().isdisjoint(phrase.cases())


def _is_joint(between: list[str]) -> bool:
    if between in _JOINTS:
        return True
    words = [low for low in between if low not in _LEADS]
    return bool(between) and between[0] in _LEADS and tuple(words) in tables.phrases("list_openers")


def _with(group: Group, phrase: Phrase) -> Group:
    """The group with one more phrase, each keeping only the cases that all of them share."""
    members = (*group.phrases, phrase)
    cases = set.intersection(*(each.cases() for each in members))
    if all(each.cases() == cases for each in members):
        return Group(members)
    return Group(tuple(replace(each, slots=frozenset(s for s in each.slots if s[0] in cases)) for each in members))
