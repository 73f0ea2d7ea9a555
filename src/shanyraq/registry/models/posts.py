"""Posts that exist without a holder, the people who hold them, the users who act for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id
from shanyraq.places.names import localized

from .bodies import Organization
from .dated import RegistryQuerySet, lasting


class PostQuerySet(RegistryQuerySet):
    region_path = "organization__area"

    def on(self, day):
        return self.filter(lasting(day))


class Post(models.Model):
    """A seat that exists whether or not somebody holds it."""

    class RoleKind(models.TextChoices):
        HEAD = "head", _("head")
        DEPUTY = "deputy", _("deputy head")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("member")
        EXPERT = "expert", _("expert")
        MEDIATOR = "mediator", _("mediator")

    class ReservedFor(models.TextChoices):
        YOUTH = "youth", _("a youth representative")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="posts")
    label_kk = models.CharField(max_length=300, blank=True)
    label_ru = models.CharField(max_length=300, blank=True)
    label_en = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=12, choices=RoleKind)
    reserved_for = models.CharField(max_length=12, choices=ReservedFor, blank=True)
    max_holders = models.PositiveSmallIntegerField(default=1)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        ordering = ["organization", "role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(start_date=None) | Q(end_date__gte=F("start_date")),
                name="post_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(max_holders__gte=1), name="post_has_a_seat"),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("registry:post", args=[self.pk])

    def exists_on(self, day) -> bool:
        return (self.start_date is None or self.start_date <= day) and (self.end_date is None or day <= self.end_date)

    @property
    def label(self) -> str:
        return localized(self, "label") or str(self.get_role_display())


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People who hold or held a post the user may see."""
        return self.filter(pk__in=Membership.objects.visible_to(user).values("person"))


class Person(models.Model):
    """An office-holder. A name and a way to reach him at work; nothing about his origin, faith or birth."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )

    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("office-holder")
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("registry:person", args=[self.pk])


class MembershipQuerySet(RegistryQuerySet):
    region_path = "organization__area"

    def on(self, day):
        return self.filter(lasting(day))


class Membership(models.Model):
    """A person in a body, usually in a post, for a time."""

    class EndReason(models.TextChoices):
        TERM = "term", _("term ended")
        RESIGNED = "resigned", _("resigned")
        REMOVED = "removed", _("removed")
        DISSOLVED = "body_dissolved", _("body dissolved")
        ABOLISHED = "post_abolished", _("post abolished")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    on_behalf_of = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="delegated_memberships"
    )
    role = models.CharField(max_length=120, blank=True)
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)
    acting = models.BooleanField(default=False)
    document = models.CharField(max_length=200, blank=True)
    attested_kind = models.CharField(max_length=12, blank=True, choices=Post.ReservedFor)
    attested_on = models.DateField(null=True, blank=True)
    attested_by = models.CharField(max_length=200, blank=True)
    end_reason = models.CharField(max_length=16, choices=EndReason, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("term in a post")
        ordering = ["organization", "-start_date", "id"]
        indexes = [models.Index(fields=["post", "start_date", "end_date"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gte=F("start_date")), name="membership_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.post or self.organization}"

    def serves_on(self, day) -> bool:
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)


class AssistantQuerySet(RegistryQuerySet):
    region_path = "post__organization__area"

    def on(self, day):
        return self.filter(lasting(day))


class Assistant(models.Model):
    """A user who acts for a post and is named in what he does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assisted")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="assistants")
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)

    objects = AssistantQuerySet.as_manager()

    class Meta:
        verbose_name = _("assistant of a post")
        ordering = ["post", "start_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gte=F("start_date")), name="assistance_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return f"{self.user} → {self.post}"
