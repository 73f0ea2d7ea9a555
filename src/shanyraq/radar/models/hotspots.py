"""A hotspot, the plan that answers it, its measures as duties, and whether it helped."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.audit.ids import new_id
from shanyraq.directives.models import Rule, SourceAct
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization, Post

from ..scales import Certainty, Level, Severity, Status, Urgency
from ..scoping import WatchedQuerySet
from .weekly import Line

WHO = {"on_delete": models.PROTECT, "null": True, "blank": True, "related_name": "+"}


class HotspotQuerySet(WatchedQuerySet):
    """``visible_to`` is for those who watch; bodies and deputies see theirs by ``hotspot_queries.hotspots``."""

    def real(self):
        return self.filter(status=Status.ACTUAL)

    def live(self):
        return self.filter(state__in=Hotspot.LIVE)


class Hotspot(models.Model):
    """A place and an issue that need an answer. ``owner`` is the post that answers for the plan.

    ``areas`` are all the districts concerned, ``area`` the first of them or their region: by it the hotspot is scoped.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed, a plan is due")
        DISMISSED = "dismissed", _("dismissed")
        RESPONDING = "responding", _("being answered")
        CALMING = "calming", _("calming down")
        CLOSED = "closed", _("closed")
        REVIEWED = "reviewed", _("reviewed")
        REOPENED = "reopened", _("opened again")

    LIVE = (State.CONFIRMED, State.RESPONDING, State.CALMING, State.REOPENED)

    class Ending(models.TextChoices):
        RESOLVED = "resolved", _("resolved")
        FALSE_ALARM = "false_alarm", _("false alarm")
        MERGED = "merged", _("joined with another")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    areas = models.ManyToManyField(Area, related_name="+")
    issue = models.CharField(max_length=4)
    level = models.PositiveSmallIntegerField(choices=Level)
    urgency = models.CharField(max_length=10, choices=Urgency)
    severity = models.CharField(max_length=10, choices=Severity)
    certainty = models.CharField(max_length=10, choices=Certainty)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTUAL)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED, db_index=True)
    summary = models.TextField()
    because = models.JSONField(default=list)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, blank=True, related_name="hotspots")
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    calming_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    plan_rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    version = models.PositiveIntegerField(default=1)

    objects = HotspotQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-number"]

    def __str__(self):
        return f"{self.number} · {self.issue} · {self.area}"

    def get_absolute_url(self):
        return reverse("radar:hotspot", args=[self.pk])


class OfHotspotQuerySet(WatchedQuerySet):
    region_path = "hotspot__area"


class HotspotStep(models.Model):
    """One step of a hotspot's life, with who, when and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hotspot = models.ForeignKey(Hotspot, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, choices=Hotspot.State, blank=True)
    after = models.CharField(max_length=10, choices=Hotspot.State)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    at = models.DateTimeField(auto_now_add=True)

    objects = OfHotspotQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.before} → {self.after}"


class Plan(models.Model):
    """What will be done about a hotspot; approved, it is an act of the kind "response plan" (``act``), and fulfils
    the ``duty`` to plan that stood that moment: a hotspot opened again owes a new one, the same day too."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        COMPLETED = "completed", _("all measures ended")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hotspot = models.ForeignKey(Hotspot, on_delete=models.CASCADE, related_name="plans")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    goal = models.TextField()
    act = models.OneToOneField(SourceAct, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    approved_on = models.DateField(null=True, blank=True)
    duty = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfHotspotQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["hotspot"], condition=models.Q(state__in=["draft", "approved"]), name="one_plan_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.hotspot}: {self.state}"


class OfPlanQuerySet(WatchedQuerySet):
    region_path = "plan__hotspot__area"


class Measure(models.Model):
    """One thing to do, by whom and by when; a duty of its bearer (``rule``) from the day the plan is approved."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit of the akim or the assembly")
        AKSAKALS = "aksakals", _("meeting of aksakals")
        MOTHERS = "mothers", _("meeting of mothers")
        DIALOGUE = "dialogue", _("dialogue of the sides")
        INFORMATION = "information", _("information work")
        SERVICE = "service", _("repair of a service")
        MEDIATION = "mediation", _("referral to mediation")
        OTHER = "other", pgettext_lazy("measure", "another measure")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.TextField()
    bearer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    rule = models.OneToOneField(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_note = models.TextField(blank=True)
    done_side = models.CharField(max_length=10, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order"]

    def __str__(self):
        return self.what[:120]


class Review(models.Model):
    """Did it help? Asked 30 and 90 days after a hotspot was closed, answered in words."""

    class Effect(models.TextChoices):
        CALMER = "calmer", _("calmer")
        SAME = "same", _("as before")
        WORSE = "worse", _("worse")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hotspot = models.ForeignKey(Hotspot, on_delete=models.CASCADE, related_name="reviews")
    days = models.PositiveSmallIntegerField()
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    effect = models.CharField(max_length=8, choices=Effect, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)

    objects = OfHotspotQuerySet.as_manager()

    class Meta:
        ordering = ["due"]
        constraints = [models.UniqueConstraint(fields=["hotspot", "days"], name="one_review_a_term")]

    def __str__(self):
        return f"{self.hotspot}: {self.days}"
