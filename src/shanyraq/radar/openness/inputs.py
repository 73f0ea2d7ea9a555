"""Which columns of a signal the weekly list reads: taken from the very query that counts, not from a list by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.places.calendar import today

from .. import history, weeks
from ..models import Signal

WORDS = {
    "id": _("number of the report"),
    "area": _("district"),
    "region": _("region"),
    "settlement": _("settlement, from the list of places"),
    "occurred_on": _("day it happened"),
    "week": _("week it happened"),
    "received_at": _("moment it came in"),
    "issue": _("issue, one of fourteen"),
    "issue_words": _("words of the open lexicon that told the issue"),
    "stage": _("stage: displeased, quarrel, incident, gathering"),
    "need": _("what would help"),
    "level": _("level, how soon somebody looks"),
    "urgency": _("urgency"),
    "severity": _("severity"),
    "certainty": _("certainty"),
    "crowd": _("how many people it concerns, in bands"),
    "witness": _("seen or heard of"),
    "status": _("real or drill"),
    "route": _("tension, service or good news"),
    "channel": _("door it came by"),
    "source_kind": _("kind of the source"),
    "source_key": _("digest that tells sources apart for the cap"),
    "reliability": _("reliability of the source"),
    "reporter": _("body that reported, if one did"),
    "text": _("text without personal data, for a limited time"),
    "language": _("language of the text"),
    "masked": _("how much was taken out of the text"),
    "state": _("how far the check has come"),
    "cluster": _("reports that say the same"),
    "counted": _("counted, or a repetition of its own source"),
    "weight": _("weight: a report that an answer brought about counts less"),
    "hotspot": _("hotspot it belongs to"),
    "submission": _("digest of the submission: sent twice is one"),
    "request_digest": _("digest of what was sent"),
    "receipt": _("digest of the receipt code"),
    "form_version": _("version of the form"),
    "first_action_at": _("moment of the first answer"),
    "expires_on": _("day the text is removed"),
    "version": pgettext_lazy("column", "how often it was changed"),
}
"""What the columns of a signal are called for people; a column without words is shown by its name in the code."""


@dataclass(frozen=True, slots=True)
class Input:
    """A column of a signal: its name in the code, its words, whether the weekly counts read it."""

    name: str
    words: str
    is_counted: bool


def inputs() -> list[Input]:
    """Every column of a signal, those that are counted first."""
    read = read_by_counts()
    found = [
        Input(field.name, str(WORDS.get(field.name, field.name)), field.column in read)
        for field in Signal._meta.local_fields
    ]
    return sorted(found, key=lambda each: not each.is_counted)


def read_by_counts() -> frozenset[str]:
    """Columns of a signal that stand in the questions of the weekly counts, of exposure and of delays."""
    week = weeks.monday(today())
    asked = (weeks.counted(week), weeks.sources_heard(week), weeks.signals_heard(week), history.arrivals(week))
    # The key is only there to count rows.
    return frozenset(column for rows in asked for column in _columns(str(rows.query))) - {Signal._meta.pk.column}


def _columns(sql: str) -> Iterator[str]:
    table = re.escape(Signal._meta.db_table)
    yield from re.findall(rf'"{table}"\."(\w+)"', sql)
