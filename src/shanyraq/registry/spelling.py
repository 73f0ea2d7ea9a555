"""How names are compared: case, quotes, Kazakh letters typed on a Russian keyboard, look-alikes do not matter."""

import re

KAZAKH_AS_TYPED = str.maketrans("әғқңөұүһіё", "агкноуухие")
LOOKALIKES = str.maketrans("abcehikmoptxy", "авсенікмортху")
LATIN = re.compile("[a-z]")
CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """Words in lower case and plain letters, a mixed word read as Cyrillic, one space between.

    >>> folded("«Дoстық»  үйі")
    'достык уйи'
    """
    return " ".join(_plain(_one_script(word)) for word in _words(text))


def searchable(names) -> str:
    """What is kept for search: the words of each name and its initials, each word after a space."""
    known = [name for name in names if name]
    texts = [folded(name) for name in known] + [initials(name) for name in known]
    return " " + " ".join(dict.fromkeys(" ".join(filter(None, texts)).split()))


def initials(name: str) -> str:
    """The abbreviation people make of a name of two words and more; one word has none."""
    words = folded(name).split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def search_forms(text: str) -> list[tuple[str, ...]]:
    """For every word typed, the spellings to look for: as it is, and as Cyrillic when every letter may be meant so."""
    return [tuple(dict.fromkeys((_plain(_one_script(word)), _plain(_as_cyrillic(word))))) for word in _words(text)]


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _one_script(word: str) -> str:
    return _as_cyrillic(word) if CYRILLIC.search(word) else word


def _as_cyrillic(word: str) -> str:
    """The word with its look-alikes read as Cyrillic; a word with another Latin letter stays Latin."""
    cyrillic = word.translate(LOOKALIKES)
    return word if LATIN.search(cyrillic) and not CYRILLIC.search(word) else cyrillic


def _plain(word: str) -> str:
    return word.translate(KAZAKH_AS_TYPED)
