"""Reports that say the same are one story: each source is counted once in it, and never more often than the cap in a
week. A flood stays visible as a flood and stays one voice."""

from datetime import timedelta
from uuid import UUID

import numpy as np
from django.db.models import Case, F, Value, When
from django.db.models.functions import Greatest

from shanyraq.reading.duplicates import PERMUTATIONS, signature

from .models import Cluster, Signal
from .scales import Channel

LOOK_BACK = timedelta(days=14)
REMEMBERED = 200
ALIKE = 0.55
SHORTEST = 12
SOURCE_CAP = 3
NAMELESS_CAP = 10
FLOOD = 20
MACHINES = (Channel.FEED, Channel.API)
_TELLS_SOURCE = ("reporter_id", "channel")


def join(signal: Signal) -> None:
    """Put a signal, not saved yet, into its cluster, and say whether it is counted. Inside the caller's transaction."""
    cluster = None
    if len(signal.text) >= SHORTEST:
        minima = signature(signal.text).minima
        cluster = _alike(signal, minima)
        if cluster:
            _grow(cluster, signal)
        signal.cluster_id = cluster or _open(signal, minima)
    signal.counted = _is_new_voice(signal, cluster)


def move(signal: Signal) -> None:
    """Take a signal whose place, issue or text changed, not saved yet, out of its old cluster into the right one."""
    if signal.cluster_id:
        _leave(signal)
    signal.cluster = None
    join(signal)


def _leave(signal: Signal) -> None:
    """The story goes on without it; if its source was heard by this report, the next one of the source is counted."""
    story = Signal.objects.filter(cluster=signal.cluster_id).exclude(pk=signal.pk).order_by("received_at", "pk")
    others = [other for other in story.only(*_TELLS_SOURCE, "counted", "source_key") if _same_source(other, signal)]
    heard = any(other.source_key == signal.source_key for other in others)
    Cluster.objects.filter(pk=signal.cluster_id).update(
        size=Greatest(F("size") - 1, 0), sources=Greatest(F("sources") - (0 if heard else 1), 0)
    )
    if signal.counted and others and not any(other.counted for other in others):
        heir = Signal.objects.get(pk=others[0].pk)
        if _is_new_voice(heir, None, leaving=signal):
            Signal.objects.filter(pk=heir.pk).update(counted=True)


def _alike(signal: Signal, minima) -> UUID | None:
    """The newest cluster of the place and issue whose text is nearly the same."""
    since = signal.received_at - LOOK_BACK
    near = Cluster.objects.filter(area=signal.area, issue=signal.issue, status=signal.status, last_at__gte=since)
    known = list(near.order_by("-last_at").values_list("pk", "minima")[:REMEMBERED])
    if not known:
        return None
    table = np.frombuffer(b"".join(bytes(each) for _, each in known), dtype=np.uint32).reshape(-1, PERMUTATIONS)
    shares = (table == minima).mean(axis=1)
    best = int(shares.argmax())
    return known[best][0] if shares[best] >= ALIKE else None


def _is_new_voice(signal: Signal, cluster: UUID | None, leaving: Signal | None = None) -> bool:
    """In one story every named source is heard once, and all the nameless of a way together once; in a week a few
    reports of a named source are counted, some of all nameless together."""
    week = Signal.objects.filter(week=signal.week, area=signal.area_id, issue=signal.issue, status=signal.status)
    heard = _heard(week, signal, leaving)
    if len(heard) >= _cap(signal) or (cluster and any(other.cluster_id == cluster for other in heard)):
        return False
    return cluster is None or not _heard(Signal.objects.filter(cluster=cluster), signal, leaving)


def _heard(near, signal: Signal, leaving: Signal | None) -> list:
    """Rows of counted reports of one source. They are few; sources are told apart here, for a database that reads all
    nameless reports when it is asked for the nameless."""
    counted = near.filter(counted=True).order_by().values_list("pk", *_TELLS_SOURCE, "cluster_id", named=True)
    gone = {signal.pk, leaving.pk if leaving else None}
    return [other for other in counted if other.pk not in gone and _same_source(other, signal)]


def _cap(signal: Signal) -> int:
    """News and programs send as much as they like: all of them together have the room of one named source."""
    return SOURCE_CAP if signal.reporter_id or signal.channel in MACHINES else NAMELESS_CAP


def _same_source(one: Signal, other: Signal) -> bool:
    """One named source, or both of the nameless of one way."""
    return one.reporter_id == other.reporter_id and (one.reporter_id is not None or one.channel == other.channel)


def _open(signal: Signal, minima) -> UUID:
    return Cluster.objects.create(
        area=signal.area, issue=signal.issue, status=signal.status, minima=minima.tobytes(), size=1, sources=1,
        first_at=signal.received_at, last_at=signal.received_at,
    ).pk  # fmt: skip


def _grow(cluster: UUID, signal: Signal) -> None:
    same = Signal.objects.filter(cluster=cluster, source_key=signal.source_key, channel=signal.channel).order_by()
    heard = any(pk != signal.pk for pk in same.values_list("pk", flat=True)[:2])
    Cluster.objects.filter(pk=cluster).update(
        size=F("size") + 1,
        sources=F("sources") + (0 if heard else 1),
        flood=Case(When(size__gte=FLOOD - 1, then=True), default=F("flood")),
        last_at=Greatest(F("last_at"), Value(signal.received_at)),
    )
