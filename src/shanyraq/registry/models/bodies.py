"""Bodies: their names of every time, their numbers in registers, their accreditations."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.audit.ids import new_id
from shanyraq.places.models import Area
from shanyraq.places.names import Named

from ..kinds import Kind, codes_called, kind
from ..spelling import search_forms
from .dated import RegistryQuerySet, lasting


class OrganizationQuerySet(RegistryQuerySet):
    def on(self, day):
        """Bodies that exist on a day."""
        return self.filter(lasting(day, "founding_date", "dissolution_date"))

    def called(self, text):
        """Bodies whose names of any time, language or spelling, or whose kind's abbreviation, hold every word."""
        found = self
        for forms in search_forms(text):
            names = reduce(or_, (Q(search_text__contains=f" {form}") for form in forms))
            found = found.filter(names | Q(classification__in=codes_called(forms)))
        return found

    def in_state(self, state, day):
        """Bodies in a state on a day; a dissolved body is one whose last day has passed."""
        ended = Q(dissolution_date__lt=day)
        return self.filter(ended) if state == Organization.State.DISSOLVED else self.filter(~ended, state=state)


class Organization(Named):
    """A body: an assembly, an akimat, an association, a council. Its kind is data (``classification``).

    The last day of a dissolved body is ``dissolution_date``; ``successor`` carries its duties on. "Dissolved" is never
    kept in ``state``: it follows from the date. ``search_text`` is kept by the actions (see ``spelling``).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("body", "proposed")
        REGISTERED = "registered", pgettext_lazy("body", "registered")
        ACTIVE = "active", pgettext_lazy("body", "active")
        SUSPENDED = "suspended", pgettext_lazy("body", "suspended")
        DISSOLVED = "dissolved", pgettext_lazy("body", "dissolved")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    classification = models.CharField(max_length=60, db_index=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    branch_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="branches")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    founding_date = models.DateField(null=True, blank=True)
    dissolution_date = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE)
    is_legal_entity = models.BooleanField(default=False)
    members_count = models.PositiveIntegerField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    website = models.URLField(blank=True)
    note = models.TextField(blank=True)
    search_text = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        ordering = ["classification", "area", "name_ru", "id"]
        indexes = [models.Index(fields=["classification", "area"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolution_date=None)
                | Q(founding_date=None)
                | Q(dissolution_date__gte=F("founding_date")),
                name="body_ends_after_it_begins",
            )
        ]

    def get_absolute_url(self):
        return reverse("registry:body", args=[self.pk])

    @property
    def kind(self) -> Kind | None:
        return kind(self.classification)

    @property
    def kind_label(self) -> str:
        known = self.kind
        return known.label if known else self.classification

    def exists_on(self, day) -> bool:
        begun = self.founding_date is None or self.founding_date <= day
        return begun and (self.dissolution_date is None or day <= self.dissolution_date)

    def state_on(self, day) -> str:
        ended = self.dissolution_date is not None and self.dissolution_date < day
        return self.State.DISSOLVED if ended else self.state


class OtherName(models.Model):
    """A name a body bore until ``end_date``; without dates, a short name it is also known by in every time."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=2, blank=True)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("former or short name")
        ordering = ["organization", "start_date", "id"]

    def __str__(self):
        return self.name


class Identifier(models.Model):
    """A number a register gave to a body (scheme "KZ-BIN" and others); never a person's number."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    identifier = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("number in a register")
        ordering = ["scheme"]
        constraints = [models.UniqueConstraint(fields=["scheme", "identifier"], name="one_identifier_a_body")]

    def __str__(self):
        return f"{self.scheme} {self.identifier}"


class AccreditationQuerySet(RegistryQuerySet):
    region_path = "organization__area"


class Accreditation(models.Model):
    """An association's way into the assembly: applied, accredited or refused; expiry follows from its date."""

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("accreditation", "applied")
        ACCREDITED = "accredited", pgettext_lazy("accreditation", "accredited")
        REFUSED = "refused", pgettext_lazy("accreditation", "refused")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="accreditations")
    state = models.CharField(max_length=12, choices=State, default=State.APPLIED)
    commission = models.CharField(max_length=200, blank=True)
    applied_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=80, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = AccreditationQuerySet.as_manager()

    class Meta:
        verbose_name = _("accreditation")
        ordering = ["organization", "-applied_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(state="applied"), name="one_open_application_a_body"
            )
        ]

    def __str__(self):
        return f"{self.organization}: {self.get_state_display()}"

    def expired_on(self, day) -> bool:
        return self.state == self.State.ACCREDITED and self.expires_on is not None and self.expires_on < day
