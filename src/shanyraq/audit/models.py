from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Somebody tried to change or delete an entry of the journal."""


class EntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly("The journal is append-only: write a new entry instead.")

    def delete(self):
        raise AppendOnly("The journal is append-only: nothing is deleted.")


class Entry(models.Model):
    """One deed: who did what to which thing, when and why, chained to the entry before it.

    ``actor`` and ``object`` are words, not foreign keys: the journal outlives what it speaks of.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    area_code = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the journal")
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["verb", "seq"], name="journal_by_verb"),
            models.Index(fields=["area_code", "seq"], name="journal_by_area"),
            models.Index(fields=["object_type", "object_id", "seq"], name="journal_by_thing"),
        ]

    def __str__(self):
        return f"{self.seq} {self.verb} {self.object_type}:{self.object_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("The journal is append-only: write a new entry instead.")
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("The journal is append-only: nothing is deleted.")


class Head(models.Model):
    """The single row that orders writers: whoever holds it writes the next entry."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self):
        return f"{self.seq}:{self.hash}"
