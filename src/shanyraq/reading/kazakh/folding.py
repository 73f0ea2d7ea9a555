"""Kazakh letters folded to Russian ones, for comparing only: texts typed without «ә, қ, ғ, ң, ө, ұ, ү, і» read alike.

Every letter keeps its offset; what is stored and quoted is always the text itself.
"""

from shanyraq.reading.words import same_length_lower

# Tables are folded by `LETTERS` alone: their patterns hold Latin names. Texts also have Latin letters in disguise
# (old files type «i» from the Latin keyboard).
LETTERS = str.maketrans("әқғңөұүіһ", "акгноууих")
_TEXT_LETTERS = LETTERS | str.maketrans("iaeopcxyh", "иаеорсхух")


def fold(text: str) -> str:
    """Lower case, Kazakh letters folded; the same length as `text`."""
    return same_length_lower(text).translate(_TEXT_LETTERS)
