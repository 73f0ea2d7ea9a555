"""One spelling for a name: «Айгүл, Айгуль, Aigúl, AIGUL» compare alike. For comparing only, never for storing."""

import re
from functools import lru_cache

_LATIN_TWINS = str.maketrans("aceopxykmthbizABCEHIKMOPTXYZ", "асеорхукмтнвізАВСЕНІКМОРТХУЗ")
_CYRILLIC_TWINS = str.maketrans("асеорхукмтвніАВСЕНІКМОРТХУЗ", "aceopxykmtvniABCEHIKMOPTXYZ")
_GREEK = str.maketrans("αεορτυκνικΑΒΕΗΙΚΜΝΟΡΤΥΧ", "aeoptykniкABEHIKMNOPTYX")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_GREEK_LETTER = re.compile("[\u0370-\u03ff]")
# Letters that look like no Latin one: a single one tells that the word is Cyrillic.
_ONLY_CYRILLIC = re.compile("[бгдёжзийлпфцчшщъыьэюяәғқңөұүһБГДЁЖИЙЛПФЦЧШЩЪЫЬЭЮЯӘҒҚҢӨҰҮ]")

_CYRILLIC_KEY = str.maketrans(
    {
        **dict(zip("әқғңөұүіһёэйўҳҷӣӯїґє", "акгноууихееиухчиуиге", strict=True)),
        "ь": "", "ъ": "", "'": "", "\u2019": "", "\u02bc": "", "`": "", "\u2018": "",
    }
)  # fmt: skip
_LATIN_PAIRS = (
    ("shch", "щ"), ("sch", "ш"), ("dzh", "ж"), ("tch", "ч"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"),
    ("gh", "г"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("ts", "ц"), ("yu", "ю"), ("iu", "ю"), ("iya", "ия"),
    ("ia", "ия"), ("ya", "я"), ("ye", "е"), ("yo", "е"), ("dj", "ж"), ("ss", "с"),
    ("qu", "ку"),
)  # fmt: skip
_PAIR = re.compile("|".join(pair for pair, _ in _LATIN_PAIRS))
_PAIRS = dict(_LATIN_PAIRS)
_GLIDE = re.compile("(?<=[aeo\u00e4\u00f6])y|y(?=[aeiou\u00e4\u00f6\u00fc])")
_SOFT_C = re.compile("c(?=[eiy])")
_LATIN_KEY = str.maketrans(
    dict(
        zip(
            "abcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00fc\u016b\u011f\u00f1\u015f\u0131\u00e7\u0259\u00fa\u00e1\u00f3\u00ed\u0144\u01f5\u015b",
            "абкдефгхижклмнопкрстуввхызаоуугншычауаоингш",
            strict=True,
        )
    )
)


def unmasked_script(word: str) -> str:
    """A word in two alphabets brought to the one it belongs to: «Kазах» with a Latin K reads «Казах». Same length."""
    if word.isascii():
        return word
    if _GREEK_LETTER.search(word):
        word = word.translate(_GREEK)
    if not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    to_cyrillic = bool(_ONLY_CYRILLIC.search(word)) or cyrillic >= latin
    return word.translate(_LATIN_TWINS if to_cyrillic else _CYRILLIC_TWINS)


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The compared form of a word: lower case, Russian letters, no soft signs; Latin is read as Cyrillic."""
    low = word.lower()
    if _LATIN.search(low):
        low = low.replace("i\u0307", "i")
        low = _PAIR.sub(lambda match: _PAIRS[match.group()], low)
        low = _GLIDE.sub("i", low)
        low = _SOFT_C.sub("s", low).translate(_LATIN_KEY)
    return low.translate(_CYRILLIC_KEY).replace("дж", "ж")
