"""From a noun phrase to a bearer: its words, its dictionary form, one bearer for each body that shares a head."""

from shanyraq.reading.model import Bearer
from shanyraq.reading.russian import morphology, tables
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.phrases import Phrase, PhraseReader
from shanyraq.reading.russian.scene import Scene


def bearers_of(scene: Scene, group: Group | None, case: str, *, anyone: bool = False) -> tuple[Bearer, ...]:
    """The bearers of a group that stands in `case`; pronouns and things give none, unless `anyone` will do."""
    if group is None:
        return ()
    found: list[Bearer] = []
    for phrase in group.phrases:
        if (phrase.agent or anyone) and not phrase.pronoun:
            found.extend(_split(scene, phrase, case))
    return tuple(found)


def _split(scene: Scene, phrase: Phrase, case: str) -> list[Bearer]:
    """«министерствам здравоохранения и труда» are two bearers, «министерству труда и защиты» is one."""
    parts = _own_parts(scene, phrase, case)
    if len(parts) < 2:
        return [_bearer(scene, phrase.start, phrase.end, norm(scene, phrase, case))]
    head = scene.tokens[phrase.head]
    single = _as(head.text, morphology.nominative_singular(head.low))
    lead = [_inflected(scene, index, case, "plur", "") for index in phrase.adjectives]
    stem = " ".join([*lead, single])
    if phrase.start == 0:
        stem = _uncapitalised(scene, stem, plural=True)
    bearers = []
    for number, (start, end, words) in enumerate(parts):
        begin = phrase.start if number == 0 else start
        bearers.append(_bearer(scene, begin, end, f"{stem} {words}"))
    return bearers


def _own_parts(scene: Scene, phrase: Phrase, case: str) -> list[tuple[int, int, str]]:
    """(start, end, words) of each singular attribute of a plural head that names bodies one by one."""
    head = scene.tokens[phrase.head].word
    plural = all(slot[1] == "plur" for slot in phrase.slots if slot[0] == case)
    if not plural or (head.noun_lemma or head.lemma) not in tables.agents("individual_heads"):
        return []
    if len(phrase.genitives) > 1 and all(_is_singular(scene, start) for start, _ in phrase.genitives):
        return [(start, end, _words(scene, start, end)) for start, end in phrase.genitives]
    if len(phrase.genitives) == 1:
        return _shared_adjectives(scene, *phrase.genitives[0])
    return []


def _shared_adjectives(scene: Scene, start: int, end: int) -> list[tuple[int, int, str]]:
    """«Северной и Степной областей» → each adjective with the noun in the singular."""
    inner = PhraseReader(scene.tokens, end).read(start)
    if inner is None or len(inner.adjectives) < 2:
        return []
    if any(
        slot[1] == "plur"
        for index in inner.adjectives
        for slot in scene.tokens[index].word.adjective
        if slot[0] == "gent"
    ):
        return []
    noun = _genitive_singular(scene.tokens[inner.head].low)
    last = inner.adjectives[-1]
    return [
        (index, end if index == last else index + 1, f"{scene.tokens[index].text} {noun}") for index in inner.adjectives
    ]


def _genitive_singular(low: str) -> str:
    return morphology.singular(low, "gent")


def _is_singular(scene: Scene, start: int) -> bool:
    phrase = PhraseReader(scene.tokens, len(scene.tokens)).read(start)
    return phrase is not None and any(slot[:2] == ("gent", "sing") for slot in phrase.slots)


def norm(scene: Scene, phrase: Phrase, case: str) -> str:
    """The phrase with its head and the head's adjectives in the nominative, the number kept."""
    number, gender = _number_and_gender(phrase, case)
    pieces: list[str] = []
    changing = {*phrase.adjectives, phrase.head}
    for index in range(phrase.start, phrase.end):
        token = scene.tokens[index]
        piece = _inflected(scene, index, case, number, gender) if index in changing else token.text
        if index == 0:
            piece = _uncapitalised(scene, piece, plural=number == "plur")
        glued = bool(pieces) and scene.tokens[index - 1].end == token.start
        pieces.append(piece if glued or not pieces else f" {piece}")
    return "".join(pieces)


def _number_and_gender(phrase: Phrase, case: str) -> tuple[str, str]:
    fitting = sorted(slot for slot in phrase.slots if slot[0] == case)
    return (fitting[0][1], fitting[0][2]) if fitting else ("sing", "")


def _inflected(scene: Scene, index: int, case: str, number: str, gender: str) -> str:
    token = scene.tokens[index]
    if token.abbreviation or token.text.isascii() or not token.is_word:
        return token.text
    return _as(token.text, morphology.nominative(token.low, case, number, gender))


def _as(text: str, word: str) -> str:
    """`word` with the capitals of `text`."""
    if text.isupper() and len(text) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if text[:1].isupper() else word


def _uncapitalised(scene: Scene, piece: str, *, plural: bool) -> str:
    """The first word of a sentence loses its capital, unless it is a name («министерства» are none)."""
    token = scene.tokens[0]
    if token.abbreviation or token.text.isascii() or token.text.isupper() or not token.word.known:
        return piece
    if token.word.name or (not plural and not token.word.lemmas.isdisjoint(tables.agents("capital"))):
        return piece
    return piece[:1].lower() + piece[1:]


def _words(scene: Scene, start: int, end: int) -> str:
    return " ".join(scene.text[slice(*scene.span_of(start, end))].split())


def _bearer(scene: Scene, start: int, end: int, norm_text: str) -> Bearer:
    span = scene.span_of(start, end)
    return Bearer(span, scene.text[slice(*span)], " ".join(norm_text.split()))
