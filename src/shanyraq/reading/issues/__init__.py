"""What a short text is about, by an open lexicon whose matched words are shown.

Themes T1 to T14, the stage that words hint at, and the route: a complaint about a service goes to those who can mend
it, never to an alarm. Names of peoples, languages and faiths are no words of the lexicon, so they change nothing.
"""

from shanyraq.reading.issues.find import Issue, Issues, StageHint, issues
from shanyraq.reading.issues.lexicon import ROUTES, STAGES, THEMES, Entry, listing, theme_name

__all__ = [
    "ROUTES",
    "STAGES",
    "THEMES",
    "Entry",
    "Issue",
    "Issues",
    "StageHint",
    "issues",
    "listing",
    "theme_name",
]
