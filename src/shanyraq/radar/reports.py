"""What a sender says, before anything of it is written down."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shanyraq.places.models import Area

from . import vocabulary, wording
from .scales import Crowd, Need, Stage, Status

OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Where, what issue, at what stage, what is needed; the rest may be left out.

    ``area`` is a district, or a region where the district is not known; ``settlement`` a place of the gazetteer.
    """

    area: Area
    occurred_on: date
    issue: str
    stage: str
    need: str = Need.NOTHING
    settlement: str = ""
    text: str = ""
    crowd: str = Crowd.UNKNOWN
    witness: bool | None = None
    status: str = Status.ACTUAL

    def content(self) -> dict:
        """Everything that makes it this report and no other, as plain values."""
        return {
            "area": self.area.pk, "occurred_on": self.occurred_on.isoformat(), "issue": self.issue,
            "stage": str(self.stage), "need": str(self.need), "settlement": self.settlement, "text": self.text,
            "crowd": str(self.crowd), "witness": self.witness, "status": str(self.status),
        }  # fmt: skip


def check(report: Report, today: date) -> str:
    """The text as it may be screened. Raises ``ValidationError`` by field for what cannot be so."""
    problems = {}
    if report.occurred_on > today:
        problems["occurred_on"] = _("This day has not come yet. Give the day it happened, or today.")
    elif report.occurred_on < today - OLDEST:
        problems["occurred_on"] = _("This was more than a year ago; early warning is about what is going on now.")
    if report.area.level not in (1, 2):
        problems["area"] = _("Choose the district, or at least the region: a report about a whole country says little.")
    elif not _exists(report.area, report.occurred_on):
        problems["area"] = _("%(area)s did not exist on that day. Choose the area of that time.") % {
            "area": report.area
        }
    if report.issue not in vocabulary.issue_codes():
        problems["issue"] = _("Choose what it is about from the list.")
    for field, words in (("stage", Stage), ("need", Need), ("crowd", Crowd), ("status", Status)):
        if getattr(report, field) not in words.values:
            problems[field] = _("Choose one of the answers.")
    text = ""
    try:
        text = wording.cleaned(report.text)
    except ValidationError as problem:
        problems["text"] = problem.messages
    if problems:
        raise ValidationError(problems)
    return text


def _exists(area: Area, day: date) -> bool:
    return (area.valid_from or day) <= day <= (area.valid_to or day)
