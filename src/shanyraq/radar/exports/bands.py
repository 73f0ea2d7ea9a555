"""Counts that leave the house are bands of ten: 0 to 9, 10 to 19 and so on.

Every published number is such a band of a true count, and the sets counted are nested: a district's issue in a week
lies in the district's week, that in the region's week. Then no subtraction tells more than "fewer than ten" of a cell
that holds fewer than five:

The lower ends of the bands of the parts add up to a multiple of ten that is no greater than the whole, so it is no
greater than the lower end of the whole's band. A part may therefore always have been 9 (the others give way down to
their own lower ends, or the whole has room up to its last digit 9), and the same holds one storey higher. A cell of
four or fewer is between itself and 9 for every reader who knows all tables: at least five apart (rule R3). Bands of
fewer than ten would not keep that promise.
"""

from typing import NamedTuple

WIDTH = 10
SMALL = 5


class Band(NamedTuple):
    """What is told of a count: it is no less than the first number and no more than the second."""

    at_least: int
    at_most: int

    def __str__(self):
        return f"{self.at_least}–{self.at_most}"


def band(count: int) -> Band:
    """The band a count lies in.

    >>> band(3), band(10)
    (Band(at_least=0, at_most=9), Band(at_least=10, at_most=19))
    """
    low = count // WIDTH * WIDTH
    return Band(low, low + WIDTH - 1)
