from datetime import datetime, time, timedelta

from django.utils import timezone

from . import labels, verbs
from .models import Entry
from .permissions import can_read_journal, can_read_whole_journal


def entries_visible_to(user):
    """Newest first: the whole journal, the entries of one's own regions, or none."""
    entries = Entry.objects.order_by("-seq")
    if can_read_whole_journal(user):
        return entries
    if can_read_journal(user):
        return entries.filter(area_code__in=labels.areas().within(user.region_codes))
    return entries.none()


def filter_entries(entries, *, verb="", actor="", area="", since=None, until=None, kind="", object_id=""):
    """Narrow by deed, doer, region with its districts, local dates (both included) and thing; empty means all."""
    exact = {"verb": verb, "actor_name__icontains": actor, "object_type": kind, "object_id": object_id}
    entries = entries.filter(**{lookup: value for lookup, value in exact.items() if value})
    if area:
        entries = entries.filter(area_code__in=labels.areas().within([area]))
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries


def in_words(entries) -> list[Entry]:
    """The entries with ``deed``, ``area_name``, ``kind``, ``object_name`` and ``page`` said for a reader.

    One query for the areas and one for each type of thing that has registered its names.
    """
    entries = list(entries)
    areas = labels.areas().names({entry.area_code for entry in entries if entry.area_code})
    names = _names_of_things(entries)
    for entry in entries:
        entry.deed = verbs.label(entry.verb)
        entry.area_name = areas.get(entry.area_code, entry.area_code)
        entry.kind = labels.kind_of(entry.object_type)
        entry.object_name = names.get((entry.object_type, entry.object_id), "")
        entry.page = labels.page_of(entry.object_type, entry.object_id)
    return entries


def _names_of_things(entries: list[Entry]) -> dict[tuple[str, str], str]:
    ids: dict[str, set[str]] = {}
    for entry in entries:
        ids.setdefault(entry.object_type, set()).add(entry.object_id)
    known = {kind: labels.names_of(kind, found) for kind, found in ids.items()}
    return {(kind, object_id): name for kind, names in known.items() for object_id, name in names.items()}


def kinds() -> list[tuple[str, str]]:
    """The kinds of things the declared deeds are about, for choosing."""
    found = Entry.objects.order_by().values_list("object_type", flat=True).distinct()
    return sorted(((name, labels.kind_of(name)) for name in found), key=lambda pair: pair[1])


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
