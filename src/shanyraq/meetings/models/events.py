"""Events with an iCalendar identity, what else they served as, what they spoke about."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.directives.models import Side
from shanyraq.places.calendar import local_date
from shanyraq.places.models import Area
from shanyraq.places.names import Named
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import name_on
from shanyraq.registry.spelling import search_forms, searchable

from .. import kinds

WHO = {"on_delete": models.PROTECT, "null": True, "blank": True, "related_name": "+"}


class EventQuerySet(RegionalQuerySet):
    def visible_to(self, user):
        """Events of the user's regions, and those of the whole country, which belong to nobody's region."""
        if not getattr(user, "is_authenticated", False) or user.sees_country:
            return super().visible_to(user)
        return self.filter(self.in_regions(user.region_codes) | Q(area__level=0))

    def held(self):
        return self.filter(status__in=Event.HELD)

    def planned(self):
        return self.filter(status__in=Event.PLANNED)

    def on_paper(self):
        """What stands: neither cancelled nor moved."""
        return self.exclude(status__in=Event.GONE)

    def called(self, text):
        """Events whose own words (name, place, kind) or whose organizer's names hold every word of the text."""
        found = self
        for forms in search_forms(text):
            own = reduce(or_, (Q(search_text__contains=f" {form}") for form in forms))
            found = found.filter(own | Q(organizer__in=Organization.objects.called(" ".join(forms[:1]))))
        return found

    def classified(self, code):
        """Events of a kind, or tagged as that kind."""
        return self.filter(Q(classification=code) | Q(tags__classification=code)).distinct()


class Event(Named):
    """A meeting, a session, a visit. ``organizer`` holds it; ``area`` says whom a key event binds.

    ``planned_*`` is who put it in the calendar; ``recorded_*`` who said that it was held, and from which side: the
    other side confirms or disputes. ``substance_at`` moves with every change of what a confirmation speaks of.
    """

    class Status(models.TextChoices):
        TENTATIVE = "tentative", _("tentative")
        CONFIRMED = "confirmed", _("planned")
        PASSED = "passed", _("held")
        MINUTED = "minuted", _("minutes ready")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")
        MOVED = "moved", _("moved")

    PLANNED = (Status.TENTATIVE, Status.CONFIRMED)
    HELD = (Status.PASSED, Status.MINUTED, Status.CLOSED)
    GONE = (Status.CANCELLED, Status.MOVED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    uid = models.CharField(max_length=120, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    classification = models.CharField(max_length=40, db_index=True)
    organizer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="events")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField(db_index=True)
    end = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    location = models.CharField(max_length=300, blank=True)
    online_url = models.URLField(blank=True)
    others_count = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    status_reason = models.TextField(blank=True)
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from")
    is_key = models.BooleanField(default=False)
    flagged_on = models.DateField(null=True, blank=True)
    flagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    planned_at = models.DateTimeField(auto_now_add=True)
    recorded_side = models.CharField(max_length=10, choices=Side, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    recorded_at = models.DateTimeField(null=True, blank=True)
    substance_at = models.DateTimeField(null=True, blank=True)
    search_text = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-start"]
        indexes = [models.Index(fields=["organizer", "start"]), models.Index(fields=["is_key", "start"])]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.search_text = searchable([self.name_kk, self.name_ru, self.name_en, self.location, *self._kind_names()])
        super().save(*args, **kwargs)

    def _kind_names(self) -> list[str]:
        kind = kinds.kinds().get(self.classification)
        return [kind.kk, kind.ru, kind.en] if kind else []

    @property
    def day(self):
        """The country's date on which the event begins."""
        return local_date(self.start)

    @property
    def title(self) -> str:
        return self.name or self.kind_label

    @property
    def kind_beside_title(self) -> str:
        """The kind, where the title does not say it already."""
        return "" if self.title == self.kind_label else self.kind_label

    @property
    def organizer_name(self) -> str:
        """What the organizer was called on the day of the event: old events keep the old name."""
        return name_on(self.organizer, self.day)

    @property
    def kind_label(self) -> str:
        return kinds.label(self.classification)

    @property
    def is_planned(self) -> bool:
        return self.status in self.PLANNED

    @property
    def is_held(self) -> bool:
        return self.status in self.HELD

    @property
    def is_gone(self) -> bool:
        return self.status in self.GONE


class EventTag(models.Model):
    """The event also served as something else: a planned visit of an akim was the two-monthly meeting too.

    ``organization`` is the body it counts for: the organizer, or a body that held it together with the organizer.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tags")
    classification = models.CharField(max_length=40)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "classification", "organization"], name="one_tag_of_a_kind")
        ]

    def __str__(self):
        return f"{self.event} · {kinds.label(self.classification)}"

    @property
    def label(self) -> str:
        return kinds.label(self.classification)


class AgendaItem(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    notes = models.TextField(blank=True)
    is_situation = models.BooleanField(default=False)

    class Meta:
        ordering = ["event", "order"]

    def __str__(self):
        return f"{self.order}. {self.title}"
