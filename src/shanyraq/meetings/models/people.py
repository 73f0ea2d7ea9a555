"""Who was asked, what he promised, how he came."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.directives.models import Side
from shanyraq.registry.models import Organization, Person, Post

from .events import WHO, Event


class ParticipationQuerySet(RegionalQuerySet):
    """A national event has people of every region; a regional reader sees his own region's and the centre's."""

    region_path = "organization__area"

    def visible_to(self, user):
        if not getattr(user, "is_authenticated", False) or user.sees_country:
            return super().visible_to(user)
        own_event = Q(event__area__in=user.region_codes) | Q(event__area__parent__in=user.region_codes)
        return self.filter(
            own_event | self.in_regions(user.region_codes) | Q(organization__area__level=0) | Q(organization=None)
        )


class Participation(models.Model):
    """Who was asked for which post, what he promised (iCalendar PARTSTAT) and how he came (``presence``, ours).

    ``organization`` is the body he comes from, that of the post where there is one. ``person`` is who came; a guest
    outside the registry has only ``guest_name``. ``recorded_side`` says who put the presence down.
    """

    class IcalRole(models.TextChoices):
        CHAIR = "CHAIR", _("chair")
        REQUIRED = "REQ-PARTICIPANT", _("expected")
        OPTIONAL = "OPT-PARTICIPANT", _("invited")

    class PartStat(models.TextChoices):
        NEEDS_ACTION = "NEEDS-ACTION", _("no answer yet")
        ACCEPTED = "ACCEPTED", _("will come")
        DECLINED = "DECLINED", _("will not come")
        TENTATIVE = "TENTATIVE", _("perhaps")
        DELEGATED = "DELEGATED", _("sends a deputy")

    class Presence(models.TextChoices):
        NOT_RECORDED = "not_recorded", _("not recorded")
        IN_PERSON = "in_person", _("in person")
        REMOTE = "remote", _("remote")
        BY_DEPUTY = "by_deputy", _("by a deputy")
        ABSENT = "absent", _("absent")
        EXCUSED = "excused", _("excused")

    CAME = (Presence.IN_PERSON, Presence.REMOTE, Presence.BY_DEPUTY)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    for_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    guest_name = models.CharField(max_length=200, blank=True)
    ical_role = models.CharField(max_length=16, choices=IcalRole, default=IcalRole.REQUIRED)
    partstat = models.CharField(max_length=14, choices=PartStat, default=PartStat.NEEDS_ACTION)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    answered_at = models.DateTimeField(null=True, blank=True)
    presence = models.CharField(max_length=14, choices=Presence, default=Presence.NOT_RECORDED)
    presence_reason = models.CharField(max_length=300, blank=True)
    arrived = models.TimeField(null=True, blank=True)
    left = models.TimeField(null=True, blank=True)
    recorded_side = models.CharField(max_length=10, choices=Side, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    recorded_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["event", "ical_role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "for_post"], condition=Q(for_post__isnull=False), name="one_seat_a_post"
            )
        ]

    def __str__(self):
        return f"{self.seat}: {self.presence}"

    @property
    def seat(self) -> str:
        """Whose seat it is, in the active language."""
        return str(self.for_post or self.person or self.guest_name)

    @property
    def came(self) -> bool:
        return self.presence in self.CAME
