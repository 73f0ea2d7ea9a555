"""Personal data out of a text before the first write.

>>> screen("Звоните Серику: 8 701 000 00 00").text
'Звоните [person]: [phone]'
"""

from shanyraq.reading.screening.model import KINDS, MARKS, Found, Kind, Screened, Span, to_json
from shanyraq.reading.screening.screen import screen

__all__ = ["KINDS", "MARKS", "Found", "Kind", "Screened", "Span", "screen", "to_json"]
