"""The journal of deeds: ``record`` writes, ``verify`` proves.

Each entry's hash is SHA-256 over the canonical JSON of its fields and of the hash before it, so a changed, deleted,
inserted or re-ordered entry breaks the chain. A cut tail leaves a valid chain: only an anchor kept outside shows it.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from .models import Entry, Head
from .verbs import check_verb

GENESIS = "0" * 64
SYSTEM = "system"
HASHED = ("seq", "at", "actor", "actor_name", "verb", "object_type", "object_id", "area_code", "reason", "data")

_waiting: ContextVar[list[Entry] | None] = ContextVar("waiting", default=None)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain stops being true, and what is wrong there."""

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the journal at a moment, kept outside the database."""

    seq: int
    hash: str
    at: str


def record(verb, obj, *, by, area=None, reason="", **data) -> Entry:
    """Write one entry inside the caller's transaction: the deed and its entry stand or fall together.

    ``by`` is a user (anything with ``pk``) or ``SYSTEM``; ``area`` an area or its code; ``data`` what the reader of
    the journal needs beyond the object's name: ids and values, never sealed content or personal data.
    Raises ``UnknownVerb`` for a verb no app has declared.
    """
    check_verb(verb)
    entry = Entry(
        at=timezone.now(),
        actor=_actor(by),
        actor_name=str(by)[:200],
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        area_code=getattr(area, "code", area) or "",
        reason=str(reason),
        data=_plain(data),
    )
    waiting = _waiting.get()
    if waiting is None:
        _write([entry])
    else:
        waiting.append(entry)
    return entry


@contextmanager
def together() -> Iterator[None]:
    """Within the block, one transaction, entries wait and are chained and written at its end: for deeds by the hundred.

    A deed of the block that may fail by itself, while the others stand, records last.
    """
    with transaction.atomic():
        waiting: list[Entry] = []
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        _write(waiting)


def history(obj):
    """The entries about one object, newest first."""
    return Entry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("-seq")


def anchor() -> Anchor:
    """What to print, send and keep: the present head."""
    head = Head.objects.filter(pk=1).first() or Head(pk=1)
    return Anchor(seq=head.seq, hash=head.hash, at=timezone.now().isoformat(timespec="seconds"))


def verify(anchors: list[Anchor] | None = None) -> list[Break]:
    """Walk the whole chain; an empty answer means that every entry stands as it was written."""
    breaks = list(_broken_links())
    breaks += [problem for known in anchors or [] if (problem := _cut_or_replaced(known))]
    return breaks


def stands(entry: Entry) -> bool:
    """Does one entry's hash still follow from its words? (That it stands in its place, only ``verify`` knows.)"""
    return entry.hash == _digest(entry)


def _broken_links() -> Iterator[Break]:
    seq, prev, promised = 0, GENESIS, 0
    # Others may write while we walk: we go on until the chain ends where its head says, or breaks the head's promise.
    while True:
        for entry in Entry.objects.filter(seq__gt=seq).order_by("seq").iterator(chunk_size=2000):
            yield from _wrong_with(entry, seq + 1, prev)
            seq, prev = entry.seq, entry.hash
        if seq < promised:
            break
        head = Head.objects.filter(pk=1).first() or Head(pk=1)
        if head.seq <= seq:
            break
        promised = head.seq
    if (head.seq, head.hash) != (seq, prev):
        yield Break(max(head.seq, seq), "head_differs")


def _wrong_with(entry: Entry, expected_seq: int, prev: str) -> Iterator[Break]:
    if entry.seq != expected_seq:
        yield Break(expected_seq, "missing")
    elif entry.prev_hash != prev:
        yield Break(entry.seq, "out_of_order")
    if not stands(entry):
        yield Break(entry.seq, "changed")


def _cut_or_replaced(known: Anchor) -> Break | None:
    if known.seq == 0:
        return None
    entry = Entry.objects.filter(seq=known.seq).first()
    if entry is None:
        return Break(known.seq, "cut")
    return None if entry.hash == known.hash else Break(known.seq, "replaced")


# No savepoint: a deed whose entry fails is no deed, so its whole transaction falls.
@transaction.atomic(savepoint=False)
def _write(entries: list[Entry]) -> None:
    """Chain entries behind the last one. The head is held from here to the end of the transaction, no longer."""
    if not entries:
        return
    head = _locked_head()
    for entry in entries:
        entry.seq, entry.prev_hash = head.seq + 1, head.hash
        entry.hash = _digest(entry)
        head.seq, head.hash = entry.seq, entry.hash
    if len(entries) == 1:
        entries[0].save()
    else:
        Entry.objects.bulk_create(entries)
    head.save(update_fields=["seq", "hash"])


def _locked_head() -> Head:
    heads = Head.objects.select_for_update().order_by()
    head = next(iter(heads.filter(pk=1)), None)
    if head is None:
        Head.objects.get_or_create(pk=1)
        head = heads.get(pk=1)
    return head


def _plain(data: dict) -> dict:
    # PostgreSQL gives 1e16 back as a whole number; it must go in as one, or its entry would seem changed.
    text = json.dumps(data, cls=DjangoJSONEncoder, allow_nan=False)
    return json.loads(text, parse_float=_number)


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def _actor(by) -> str:
    return SYSTEM if by == SYSTEM else f"user:{by.pk}"


def _digest(entry: Entry) -> str:
    fields = {name: getattr(entry, name) for name in HASHED}
    fields["at"] = _instant(entry.at)
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{entry.prev_hash}\n{canonical}".encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
