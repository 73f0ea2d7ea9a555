"""Keys under which names of places are compared: one spelling for the many that people type.

Cyrillic words lose the Kazakh letters («Қордай» and «Кордай» are one key). Latin words lose diacritics and the
quarrels of romanisation ("Qorday", "Kordai", "Korday"), and a Cyrillic key can be carried over into Latin ones.
Keys serve comparing only; what is shown is the text itself or the official name.
"""

import re
import unicodedata

from shanyraq.reading.words import same_length_lower

_FOLDED = str.maketrans("әқғңөұүіһёѐѝ", "акгноууихееи")
# Letters that stand for a Kazakh one in old files and on neighbours' keyboards.
_DISGUISED = str.maketrans("iaeopcxyhëӘ", "иаеорсхухеа")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´ʹ‘")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_PARTS = re.compile(r"[^\W_]+")
_CARRIED = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_ONE_SOUND = (
    ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ng", "n"), ("q", "k"), ("x", "h"), ("w", "u"),
    ("y", "i"), ("ii", "i"), ("ie", "e"),
)  # fmt: skip


def key(word: str) -> str:
    """The key of one word, of either alphabet: hyphens and apostrophes fall away."""
    lowered = same_length_lower(word)
    if _CYRILLIC.search(lowered):
        return cyrillic_key(lowered)
    return latin_key(lowered)


def cyrillic_key(lowered: str) -> str:
    """The key of a lower-case word with Cyrillic letters."""
    folded = lowered.translate(_FOLDED).translate(_DISGUISED)
    return folded if folded.isalnum() else "".join(_PARTS.findall(folded))


def latin_key(lowered: str) -> str:
    """The key of a lower-case word in Latin letters."""
    plain = lowered.translate(_APOSTROPHES)
    if not plain.isascii():
        plain = plain.replace("ı", "i").replace("ə", "a").replace("ş", "sh").replace("ñ", "n").replace("ǵ", "g")
        plain = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    if not plain.isalnum():
        plain = "".join(_PARTS.findall(plain))
    for spelling, sound in _ONE_SOUND:
        if spelling in plain:
            plain = plain.replace(spelling, sound)
    return plain


def carried(folded: str) -> str:
    """A Cyrillic key as a Latin one: `carried("кордай") == latin_key("qorday")`."""
    return latin_key("".join(_CARRIED.get(letter, letter) for letter in folded))


def parts(name: str) -> list[str]:
    """The keys of the words of a name; a hyphen parts words as a space does."""
    if not _CYRILLIC.search(name):
        name = name.translate(_APOSTROPHES)
    return [key(part) for part in _PARTS.findall(name)]
