"""The numbers by which the house decides, read from the very constants that the code uses."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shanyraq import detection
from shanyraq.detection import FarringtonSettings
from shanyraq.detection.attention import discoveries, silence

from .. import clustering, duties, echo_rule, history, hotspot_actions, receiving, scanning, weeks
from ..scales import Channel
from .figure_words import plain

DETECTOR = (
    "scanning.py",
    "history.py",
    "weeks.py",
    "clustering.py",
    "routing.py",
    "echo_rule.py",
    "echoes.py",
    "silences.py",
)
"""Files of this app that decide, besides the detection engine, what stands on the list."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number: what it decides, where it stands in the code, how it is read there."""

    about: str
    place: str
    read: Callable[[], object]

    @property
    def shown(self) -> str:
        return _said(self.read())


def _constant(module, name: str, about) -> Threshold:
    return Threshold(about, f"{module.__name__.removeprefix('shanyraq.')}.{name}", lambda: getattr(module, name))


def _setting(name: str, about) -> Threshold:
    place = f"detection.FarringtonSettings.calibrated().{name}"
    return Threshold(about, place, lambda: getattr(FarringtonSettings.calibrated(), name))


def _echo(channel: Channel, about) -> Threshold:
    """What a report by a way counts on the day after an answer."""
    return Threshold(about, f"radar.echo_rule.weight({channel})", lambda: echo_rule.weight(channel, timedelta(days=1)))


THRESHOLDS = (
    _setting("years", _("Years of the same season a week is compared with")),
    _setting("half_window", _("Weeks on either side of that season")),
    _setting("weeks_excluded", _("Weeks just past that are left out of the comparison")),
    _constant(history, "MOST_WEEKS", _("Weeks of history that are read at most")),
    _constant(scanning, "SHORTEST", _("Weeks of reports before the list begins")),
    _constant(scanning, "LATE_WEEKS", _("Weeks that are counted anew for late reports")),
    _constant(weeks, "HEARD_WITHIN", _("Weeks within which a source counts as heard")),
    _constant(scanning, "LIKELY", _("A line needs at least this probability of a rise")),
    _constant(
        scanning, "TWICE", _("and reports at least so many times what was expected, with 95 per cent certainty,")
    ),
    _constant(scanning, "PROBABLE", _("or, once a year can be compared, this probability and more than was expected,")),
    _constant(discoveries, "LEVELS", _("or to be beyond chance among all series at one of these levels")),
    _constant(scanning, "CAPACITY", _("Lines that the engine may draw for a week")),
    _constant(scanning, "COUNTRY_LINES", _("Lines a week for the country, at most")),
    _constant(scanning, "REGION_LINES", _("Lines a week for a region, at most")),
    _constant(scanning, "LINE_LIVES", _("A line nobody decides on ends after")),
    _constant(hotspot_actions, "CHECK_WITHIN", _("A check on the spot is asked for within")),
    _constant(duties, "PLAN_WITHIN", _("A confirmed hotspot owes a plan within")),
    _constant(hotspot_actions, "REVIEW_AFTER", _("Days after closing when the effect is looked at")),
    _constant(clustering, "ALIKE", _("Texts are called the same from this likeness on")),
    _constant(
        clustering, "SOURCE_CAP", _("Reports of one named source, of a place and issue, counted in a week, at most")
    ),
    _constant(
        clustering,
        "NAMELESS_CAP",
        _("Reports of nameless sources by one door, of a place and issue, counted in a week, at most"),
    ),
    _constant(clustering, "FLOOD", _("Reports that say the same are called a flood from")),
    _echo(Channel.FORM, _("A report that an answer may have brought about counts")),
    _echo(Channel.DESK, _("and one that came by a way the answer opened")),
    _constant(echo_rule, "FRESH", _("for so long after the answer,")),
    _constant(echo_rule, "OPENED", _("and, less strongly, for so long by the ways that the answer opened")),
    _constant(silence, "WINDOWS", _("Spans of weeks in which silence is looked for")),
    _constant(silence, "FALSE_SHARE", _("Share of false silences that is accepted")),
    _constant(receiving, "TEXT_KEPT_FOR", _("The text of a signal is removed after")),
)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A digest of the code that decides: two houses with the same fingerprint draw the same list of the same counts."""
    here = Path(__file__).resolve().parents[1]
    engine = sorted(Path(detection.__file__).parent.rglob("*.py"))
    digest = hashlib.sha256()
    for file in [*engine, *(here / name for name in DETECTOR)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def release() -> str:
    return version("shanyraq")


def _said(value: object) -> str:
    if isinstance(value, timedelta):
        return _time(value)
    if isinstance(value, tuple):
        return ", ".join(_said(each) for each in value)
    if isinstance(value, float) and value < 1:
        return f"{plain(100 * value)} %"
    return plain(value)


def _time(span: timedelta) -> str:
    if span < timedelta(days=4):
        hours = int(span / timedelta(hours=1))
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    return ngettext("%(number)s day", "%(number)s days", span.days) % {"number": span.days}
