"""The words a signal is described in: CAP 1.2 scales (OASIS, urgency, severity, certainty, status), stages and levels
of the field, the Admiralty letters of a source's reliability."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far it has gone, from words to a crowd."""

    GRIEVANCE = "grievance", _("people are displeased")
    DISPUTE = "dispute", _("people quarrel")
    INCIDENT = "incident", _("something happened")
    MOBILISATION = "mobilisation", _("people are gathering")


class Level(models.IntegerChoices):
    """How fast somebody must look."""

    WATCH = 1, _("1, watch")
    CHECK = 2, _("2, check within 72 hours")
    TODAY = 3, _("3, look the same day")
    NOW = 4, _("4, call now, write later")


class Need(models.TextChoices):
    """What the reporter asks for."""

    NOTHING = "nothing", _("only to know of it")
    TALK = "talk", _("somebody to come and talk")
    MEDIATION = "mediation", _("a mediator")
    INFORMATION = "information", _("a clear explanation for people")
    SERVICE = "service", _("a service to be put right")
    URGENT = "urgent", _("help at once")


class Urgency(models.TextChoices):
    IMMEDIATE = "Immediate", _("immediate")
    EXPECTED = "Expected", _("soon")
    FUTURE = "Future", _("later")
    PAST = "Past", _("over")
    UNKNOWN = "Unknown", pgettext_lazy("urgency", "unknown")


class Severity(models.TextChoices):
    EXTREME = "Extreme", _("extreme")
    SEVERE = "Severe", _("severe")
    MODERATE = "Moderate", _("moderate")
    MINOR = "Minor", _("minor")
    UNKNOWN = "Unknown", pgettext_lazy("severity", "unknown")


class Certainty(models.TextChoices):
    OBSERVED = "Observed", _("observed")
    LIKELY = "Likely", _("likely")
    POSSIBLE = "Possible", _("possible")
    UNLIKELY = "Unlikely", _("unlikely")
    UNKNOWN = "Unknown", pgettext_lazy("certainty", "unknown")


class Status(models.TextChoices):
    """Drills are never mixed with real reports."""

    ACTUAL = "Actual", _("real")
    EXERCISE = "Exercise", _("drill")


class Reliability(models.TextChoices):
    A = "A", _("A, always right so far")
    B = "B", _("B, usually right")
    C = "C", _("C, often right")
    D = "D", _("D, sometimes wrong")
    E = "E", _("E, often wrong")
    F = "F", _("F, not known yet")


class Channel(models.TextChoices):
    """By which door it came."""

    FORM = "form", _("public form")
    REPORTER = "reporter", _("known reporter")
    DESK = "desk", _("regional desk")
    IMPORT = "import", _("imported file")
    FEED = "feed", _("news feed")
    API = "api", _("program")


class SourceKind(models.TextChoices):
    """Who speaks, as a kind; nobody is named."""

    RESIDENT = "resident", _("a resident")
    MOTHERS = "mothers", _("council of mothers")
    AKSAKALS = "aksakals", _("council of aksakals")
    ASSOCIATION = "association", _("ethnocultural association")
    MEDIATOR = "mediator", pgettext_lazy("source", "mediator")
    SCHOOL = "school", _("school")
    AKIMAT = "akimat", _("akimat")
    MEDIA = "media", _("media")
    OTHER = "other", pgettext_lazy("source", "another")


class Crowd(models.TextChoices):
    """How many people it concerns, in bands."""

    FEW = "few", _("a few people")
    TENS = "tens", _("tens")
    HUNDREDS = "hundreds", _("hundreds")
    UNKNOWN = "unknown", pgettext_lazy("crowd", "not known")


class Route(models.TextChoices):
    """Where a signal goes: only tension is counted for the attention list."""

    TENSION = "tension", _("possible tension")
    SERVICE = "service", _("service to put right")
    POSITIVE = "positive", _("good news")
