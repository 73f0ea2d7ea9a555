from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id


class Notice(models.Model):
    """A short word to one user, in the user's language, with a link; exactly one for each ``key``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="kk", choices=settings.LANGUAGES)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_notice_a_key")]
        indexes = [models.Index(fields=["user"], condition=models.Q(read_at=None), name="notices_unread")]

    def __str__(self):
        return self.title


class Letter(models.Model):
    """The outbox: a letter waits here until it is sent or has failed for good."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="letter")
    address = models.EmailField()
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="letters_due")]

    def __str__(self):
        return f"{self.address}: {self.state}"


class JobRun(models.Model):
    """When a scheduled job last began, and how it went."""

    name = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}: {self.started_at}"
