"""Reports that say the same are one story: each source is counted once in it, and never more often than the cap in a
week. A flood stays visible as a flood and stays one voice."""

from datetime import timedelta

import numpy as np
from django.db.models import F, Q
from django.db.models.functions import Greatest

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
    """Take a signal whose place, issue or text changed, not saved yet, out of its old cluster into the right one."""
    if signal.cluster_id:
        _leave(signal)
    signal.cluster = None
    join(signal)


def _leave(signal: Signal) -> None:
    """The story goes on without it; if its source was heard by this report, the next one of the source is counted."""
    others = Signal.objects.filter(cluster=signal.cluster_id).exclude(pk=signal.pk)
    of_source = others.filter(_same_source(signal))
    heard = of_source.filter(source_key=signal.source_key).exists()
    Cluster.objects.filter(pk=signal.cluster_id).update(
        size=Greatest(F("size") - 1, 0), sources=Greatest(F("sources") - (0 if heard else 1), 0)
    )
    if signal.counted and not of_source.filter(counted=True).exists():
        heir = of_source.order_by("received_at", "pk").first()
        if heir and _first_of_its_source(heir, but=signal):
            Signal.objects.filter(pk=heir.pk).update(counted=True)


def _alike(signal: Signal, minima) -> Cluster | None:
    """The newest cluster of the place and issue whose text is nearly the same."""
    since = signal.received_at - LOOK_BACK
    near = Cluster.objects.filter(area=signal.area, issue=signal.issue, status=signal.status, last_at__gte=since)
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
    return not cluster.signals.filter(_same_source(signal), counted=True).exclude(pk=signal.pk).exists()


def _first_of_its_source(signal: Signal, but: Signal | None = None) -> bool:
    """Has the source room left in its week? Cap: a few reports of a named source, some of all nameless together."""
    week = Signal.objects.filter(week=signal.week, area=signal.area, issue=signal.issue, status=signal.status)
    cap = SOURCE_CAP if signal.reporter_id else NAMELESS_CAP
    counted = week.filter(_same_source(signal), counted=True).exclude(pk__in=[signal.pk, (but or signal).pk])
    return counted.count() < cap


def _same_source(signal: Signal) -> Q:
    return Q(reporter=signal.reporter_id) if signal.reporter_id else Q(reporter=None, channel=signal.channel)


def _opened(signal: Signal, minima) -> Cluster:
    return Cluster.objects.create(
        area=signal.area, issue=signal.issue, status=signal.status, minima=minima.tobytes(), size=1, sources=1,
        first_at=signal.received_at, last_at=signal.received_at,
    )  # fmt: skip


def _grown(cluster: Cluster, signal: Signal) -> Cluster:
    same = cluster.signals.filter(_same_source(signal), source_key=signal.source_key)
    heard = same.exclude(pk=signal.pk).exists()
    cluster.size += 1
    cluster.sources += 0 if heard else 1
    cluster.flood = cluster.size >= FLOOD
    cluster.last_at = max(cluster.last_at, signal.received_at)
    cluster.save(update_fields=["size", "sources", "flood", "last_at"])
    return cluster
