"""Reports that say the same are one story: each source is counted once in it, and never more often than the cap in a
week. A flood stays visible as a flood and stays one voice."""

from datetime import timedelta

import numpy as np
from django.db.models import F, Q

from shanyraq.reading.duplicates import PERMUTATIONS, signature

from .models import Cluster, Signal

LOOK_BACK = timedelta(days=14)
REMEMBERED = 200
ALIKE = 0.55
SHORTEST = 12
SOURCE_CAP = 3
NAMELESS_CAP = 10
FLOOD = 20


def join(signal: Signal) -> None:
    """Put a signal, not saved yet, into its cluster, and say whether it is counted. Inside the caller's transaction."""
    alone = _first_of_its_source(signal)
    if len(signal.text) >= SHORTEST:
        minima = signature(signal.text).minima
        cluster = _alike(signal, minima)
        alone = alone and _new_voice(signal, cluster)
        signal.cluster = _grown(cluster, signal) if cluster else _opened(signal, minima)
    signal.counted = alone


def move(signal: Signal) -> None:
    """Take a signal whose place or issue was corrected, not saved yet, out of its old cluster into the right one."""
    if signal.cluster_id:
        Cluster.objects.filter(pk=signal.cluster_id, size__gt=0).update(size=F("size") - 1)
    signal.cluster = None
    join(signal)


def _alike(signal: Signal, minima) -> Cluster | None:
    """The newest cluster of the place and issue whose text is nearly the same."""
    since = signal.received_at - LOOK_BACK
    near = Cluster.objects.filter(area=signal.area, issue=signal.issue, last_at__gte=since)
    known = list(near.order_by("-last_at").values_list("pk", "minima")[:REMEMBERED])
    if not known:
        return None
    table = np.frombuffer(b"".join(bytes(each) for _, each in known), dtype=np.uint32).reshape(-1, PERMUTATIONS)
    shares = (table == minima).mean(axis=1)
    best = int(shares.argmax())
    return Cluster.objects.select_for_update().get(pk=known[best][0]) if shares[best] >= ALIKE else None


def _new_voice(signal: Signal, cluster: Cluster | None) -> bool:
    """In one story every named source is heard once, and all the nameless together once."""
    if cluster is None:
        return True
    return not cluster.signals.filter(_same_source(signal), counted=True).exists()


def _first_of_its_source(signal: Signal) -> bool:
    """Has the source room left in its week? Cap: a few reports of a named source, some of all nameless together."""
    week = Signal.objects.filter(week=signal.week, area=signal.area, issue=signal.issue, status=signal.status)
    cap = SOURCE_CAP if signal.reporter_id else NAMELESS_CAP
    return week.filter(_same_source(signal), counted=True).count() < cap


def _same_source(signal: Signal) -> Q:
    return Q(reporter=signal.reporter_id) if signal.reporter_id else Q(reporter=None, channel=signal.channel)


def _opened(signal: Signal, minima) -> Cluster:
    return Cluster.objects.create(
        area=signal.area, issue=signal.issue, minima=minima.tobytes(), size=1, sources=1,
        first_at=signal.received_at, last_at=signal.received_at,
    )  # fmt: skip


def _grown(cluster: Cluster, signal: Signal) -> Cluster:
    heard = cluster.signals.filter(_same_source(signal), source_key=signal.source_key).exists()
    cluster.size += 1
    cluster.sources += 0 if heard else 1
    cluster.flood = cluster.size >= FLOOD
    cluster.last_at = max(cluster.last_at, signal.received_at)
    cluster.save(update_fields=["size", "sources", "flood", "last_at"])
    return cluster
