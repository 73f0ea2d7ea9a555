"""A directive made exact: whom it binds, from when, how often, by which checks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id
from shanyraq.places.names import localized
from shanyraq.registry.models import Organization

from .acts import Directive

SWITCHED_OFF = "setting switched off"
"""The reason kept for a rule that a setting of the country ended; people read it in their language."""


class RuleForce(models.TextChoices):
    """What the wording binds to; the three never mix in one figure."""

    MUST = "must", _("must")
    SHOULD = "should", _("should")
    PROPOSED = "proposed", _("proposed")


class Rule(models.Model):
    """A directive made exact: whom it binds, from when, how often, and which checks a fact must pass.

    A change is a new version: the old one ends (``valid_to``) and its windows stay as they were.
    ``selector`` says whom it binds (see ``duty_bearers``); a rule that names its bodies is a one-off duty (``named``).
    ``cadence``, ``checks``, ``accept_late`` are the engine's own words.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    meaning_kk = models.TextField(blank=True)
    meaning_ru = models.TextField(blank=True)
    meaning_en = models.TextField(blank=True)
    source_note = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=40, blank=True)
    force = models.CharField(max_length=8, choices=RuleForce)
    force_reason = models.TextField(blank=True)
    counterparty = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    since_assumed = models.BooleanField(default=False)
    valid_to = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    cadence = models.JSONField()
    checks = models.JSONField(default=list)
    accept_late = models.CharField(max_length=12, blank=True)
    selector = models.JSONField()
    named = models.BooleanField(default=False, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_rule_a_version")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.named = bool(self.selector.get("organizations"))
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        return localized(self, "title")

    @property
    def meaning(self) -> str:
        """What the source asks for, in our own words."""
        return localized(self, "meaning")

    @property
    def why_it_ended(self) -> str:
        """As people wrote it, or said by the house where a setting ended the rule."""
        if self.end_reason == SWITCHED_OFF:
            return gettext("The setting of the country on which this rule rests was switched off.")
        return self.end_reason
