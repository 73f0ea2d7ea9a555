"""Credentials of mediators: of what kind, where, on which issues, in which languages the service is offered."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.audit.ids import new_id
from shanyraq.places.models import Area

from .bodies import Organization
from .dated import RegistryQuerySet, lasting
from .posts import Membership

LIST_LENGTH = 120


class MediatorQuerySet(RegistryQuerySet):
    def on(self, day):
        """Credentials that hold on a day: elected, not run out, not ended, their bearer still in the post."""
        served = lasting(day, "membership__start_date", "membership__end_date")
        return self.filter(lasting(day, "elected_on", "valid_to"), served, lasting(day, "elected_on", "ended_on"))

    def offering(self, code: str):
        """Credentials whose mediation is offered in a language."""
        return self.filter(offered_in__contains=f" {code} ")

    def mediating(self, code: str):
        """Credentials for an issue; one that names none is for every issue."""
        return self.filter(Q(issues="") | Q(issues__contains=f" {code} "))

    def named(self, text: str):
        """Credentials whose mediator or body answers to every word."""
        found = self
        for word in text.split():
            bodies = Organization.objects.called(word).order_by().values("pk")
            # Not every database ignores the case of Cyrillic letters.
            said = [Q(membership__person__name__contains=form) for form in {word, word.lower(), word.capitalize()}]
            names = said[0]
            for other in said[1:]:
                names |= other
            found = found.filter(names | Q(membership__organization__in=bodies))
        return found


class MediatorCredential(models.Model):
    """A mediator's right to mediate. It hangs on a term in a post, so it ends with the term at the latest.

    ``offered_in`` are languages of the *service*, never of the person. Lists are kept as codes between spaces
    (" kk ru "), so that every database can look for one of them. A renewal is a credential of its own.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", _("public mediator, elected by the community")
        NON_PROFESSIONAL = "non_professional", _("non-professional mediator")
        PROFESSIONAL = "professional", _("professional mediator")

    class State(models.TextChoices):
        VALID = "valid", pgettext_lazy("credential", "valid")
        ENDS_SOON = "ends_soon", pgettext_lazy("credential", "ends soon")
        RUN_OUT = "run_out", pgettext_lazy("credential", "has run out")
        ENDED = "ended", pgettext_lazy("credential", "ended")
        LEFT = "left", pgettext_lazy("credential", "the mediator left the post")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    issues = models.CharField(max_length=LIST_LENGTH, blank=True)
    offered_in = models.CharField(max_length=LIST_LENGTH)
    elected_on = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")
    version = models.PositiveIntegerField(default=1)

    objects = MediatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("mediator's credential")
        ordering = ["area", "-elected_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("elected_on")), name="credential_runs_out_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"{self.membership.person} · {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("registry:mediator", args=[self.pk])

    @property
    def language_codes(self) -> list[str]:
        return self.offered_in.split()

    @property
    def issue_codes(self) -> list[str]:
        return self.issues.split()


def as_list(codes) -> str:
    """Codes as they are kept: between spaces, each once; nothing for none."""
    kept = " ".join(dict.fromkeys(codes))
    return f" {kept} " if kept else ""
