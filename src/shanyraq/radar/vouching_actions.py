"""An official answers for words that look like a name and are none."""

from django.db import transaction

from shanyraq.audit import journal

HOMES = ("signal", "plan", "hotspot")
"""By which way one comes from a note, a finding, a measure or a review to the thing whose history tells of it."""


@transaction.atomic
def vouch_for_words(*, about, number: int, by) -> None:
    """Write down that ``number`` words of what was just written stay, because they name nobody; not the words.

    ``about`` is what the deed made, which asked for the permission.
    """
    home = about
    for way in HOMES:
        if not hasattr(home, "area_id") and hasattr(home, f"{way}_id"):
            home = getattr(home, way)
    journal.record("radar.words_vouched", home, by=by, area=home.area, words=number)
