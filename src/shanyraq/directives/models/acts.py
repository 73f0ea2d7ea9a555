"""Official texts, the links between them, and the directives found in them with their exact words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id
from shanyraq.registry.models import Organization


class Force(models.TextChoices):
    """The five levels of wording, strongest first."""

    OBLIGATION = "obligation", _("obligation")
    DUTY = "duty", _("duty")
    NECESSITY = "necessity", _("necessity")
    RECOMMENDATION = "recommendation", _("recommendation")
    PROPOSAL = "proposal", _("proposal")


class SourceAct(models.Model):
    """An official text: an address, a law, minutes. An undated act is accepted; an assumed date is marked as assumed.

    ``superseded`` is never stored: it follows from the links on a day (``act_queries.state_on``). ``unclaimed`` are
    the ``[start, end]`` of sentences with a modal word in which the proposer (``read_by``, ``read_version``) saw no
    directive.
    """

    class Kind(models.TextChoices):
        ADDRESS = "address", _("address")
        ACT = "act", _("legal act")
        INSTRUCTION = "instruction", _("instruction")
        PROTOCOL = "protocol", _("minutes with decisions")
        RESPONSE_PLAN = "response_plan", _("response plan")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        SUPERSEDED = "superseded", _("superseded")
        REPEALED = "repealed", _("repealed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.ADDRESS)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)
    akn_uri = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issuing_body = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    date = models.DateField(null=True, blank=True)
    date_assumed = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")])
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    external_ref = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    read_by = models.CharField(max_length=40, blank=True)
    read_version = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    unclaimed = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-added_at"]
        constraints = [models.UniqueConstraint(fields=["sha256"], name="one_act_a_text")]

    def __str__(self):
        return self.title


class ActLink(models.Model):
    """One act supersedes or reinforces another."""

    class Kind(models.TextChoices):
        SUPERSEDES = "supersedes", _("supersedes")
        REINFORCES = "reinforces", _("reinforces")

    source = models.ForeignKey(SourceAct, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(SourceAct, on_delete=models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="one_link_a_kind")]

    def __str__(self):
        return f"{self.source} {self.kind} {self.target}"


class Directive(models.Model):
    """Who must do what, with its exact words. ``text[start:end] == quote`` of the act, in code points.

    ``proposed`` keeps what the proposer said, unchanged; the other fields hold what people made of it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a decision")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")
        MERGED = "merged", _("merged")
        SUPERSEDED = "superseded", _("superseded")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.ForeignKey(SourceAct, on_delete=models.CASCADE, related_name="directives")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    force = models.CharField(max_length=16, choices=Force)
    negated = models.BooleanField(default=False)
    bearer = models.CharField(max_length=300, blank=True)
    bearer_is_open = models.BooleanField(default=False)
    action = models.TextField(blank=True)
    frequency = models.JSONField(null=True, blank=True)
    deadline = models.JSONField(null=True, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    proposed = models.JSONField(default=dict)
    proposer = models.CharField(max_length=40)
    proposer_version = models.CharField(max_length=40, blank=True)
    source_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["act", "start", "end"]

    def __str__(self):
        return self.quote[:120]
