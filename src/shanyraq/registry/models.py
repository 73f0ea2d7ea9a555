"""Who is who, in Popolo terms: bodies, posts that exist without a holder, people in posts. Everything is dated.

There is no column for a person's ethnicity, religion, birth date or personal number, and none may be added.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.scoping import RegionalQuerySet
from shanyraq.audit.ids import new_id
from shanyraq.places.models import Area
from shanyraq.places.names import Named, localized


def lasting(day, start="start_date", end="end_date") -> Q:
    """Rows whose dates cover a day; an open end lasts."""
    return (Q(**{start: None}) | Q(**{f"{start}__lte": day})) & (Q(**{end: None}) | Q(**{f"{end}__gte": day}))


class OrganizationQuerySet(RegionalQuerySet):
    def on(self, day):
        """Bodies that exist on a day."""
        return self.filter(lasting(day, "founding_date", "dissolution_date"))


class Organization(Named):
    """A body: an assembly, an akimat, an association, a council. Its kind is data (``classification``).

    The last day of a dissolved body is ``dissolution_date``; ``successor`` carries its duties on.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        REGISTERED = "registered", _("registered")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        DISSOLVED = "dissolved", _("dissolved")

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
    version = models.PositiveIntegerField(default=1)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["classification", "area", "name_ru"]
        indexes = [models.Index(fields=["classification", "area"])]


class OtherName(models.Model):
    """A name a body bore in another time, or is also known by."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=2)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["organization", "start_date"]

    def __str__(self):
        return self.name


class Identifier(models.Model):
    """A number a register gave to a body (scheme "KZ-BIN" and others); never a person's number."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    identifier = models.CharField(max_length=80)

    class Meta:
        ordering = ["scheme"]
        constraints = [models.UniqueConstraint(fields=["scheme", "identifier"], name="one_identifier_a_body")]

    def __str__(self):
        return f"{self.scheme} {self.identifier}"


class PostQuerySet(RegionalQuerySet):
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

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "role", "id"]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return localized(self, "label") or str(self.get_role_display())


class Person(models.Model):
    """An office-holder. A name and a way to reach him at work; nothing about his origin, faith or birth."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class MembershipQuerySet(RegionalQuerySet):
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

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "-start_date"]
        indexes = [models.Index(fields=["post", "start_date", "end_date"])]

    def __str__(self):
        return f"{self.person} · {self.post or self.organization}"


class AccreditationQuerySet(RegionalQuerySet):
    region_path = "organization__area"


class Accreditation(models.Model):
    """An association's way into the assembly: applied, accredited or refused; expiry follows from its date."""

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        ACCREDITED = "accredited", _("accredited")
        REFUSED = "refused", _("refused")

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
        ordering = ["organization", "-applied_on"]

    def __str__(self):
        return f"{self.organization}: {self.get_state_display()}"


class Assistant(models.Model):
    """A user who acts for a post and is named in what he does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assisted")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="assistants")
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["post", "start_date"]

    def __str__(self):
        return f"{self.user} → {self.post}"
