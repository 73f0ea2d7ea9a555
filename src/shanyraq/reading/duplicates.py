"""Near-duplicates of short texts: copies and small edits of one message, joined into clusters; floods, capped.

A text is folded (case, spacing and marks fall away), cut into character 4-grams and signed with MinHash (Broder 1997,
doi:10.1109/SEQUEN.1997.666900). Bands of the signature find candidates (Indyk and Motwani 1998,
doi:10.1145/276698.276876); the hashed 4-grams themselves then decide, by exact Jaccard similarity. Copies and small
edits are found; a retelling in other words is not.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

GRAM = 4
PERMUTATIONS = 96
BANDS = 32
SIMILAR = 0.6
_ROWS = PERMUTATIONS // BANDS
_LONGEST = 4_000
_MARKS = re.compile(r"[\W_]+")
# A flood fills a bucket with copies of one text: the newest few stand for all.
_BUCKET = 8
# Candidates whose signatures agree less than this are not worth the exact comparison.
_WORTH_COMPARING = 0.35
_COMPARED = 4
_FIRST_ROOM = 1024

Source = TypeVar("Source", bound=Hashable)
Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """A text signed: `grams`, sorted hashes of its distinct 4-grams (uint32[n]); `minima`, uint32[PERMUTATIONS]."""

    grams: NDArray[np.uint32]
    minima: NDArray[np.uint32]

    @property
    def bands(self) -> list[int]:
        """The bands of the signature as numbers: two texts that share one are candidates."""
        rows = self.minima.astype(np.uint64).reshape(BANDS, _ROWS)
        return [int(each) for each in _mixed64(rows @ _weights() + _places()).tolist()]


def signature(text: str) -> Signature:
    """The signature of a text; of a longer one, of its first 4,000 letters. Linear in its length."""
    return _signed(_grams(text))


def signatures(texts: Iterable[str]) -> list[Signature]:
    """`signature` of each text."""
    return [signature(text) for text in texts]


def similarity(a: Signature, b: Signature) -> float:
    """Jaccard similarity of the 4-grams, 0 to 1."""
    if not a.grams.size and not b.grams.size:
        return 1.0
    common = np.intersect1d(a.grams, b.grams, assume_unique=True).size
    return float(common / (a.grams.size + b.grams.size - common))


def similar(a: Signature, b: Signature, *, at_least: float = SIMILAR) -> bool:
    """Are the two texts copies or small edits of one another?"""
    return similarity(a, b) >= at_least


class Index:
    """Clusters of near-duplicates in a stream, within a bounded memory.

    Each text joins the cluster of the most similar remembered text, or opens a new one. The `remember` newest texts are
    kept (about 3 kB each); a cluster whose members are all forgotten is not found again. The answer depends on the
    order of the stream, never on the clock. One text costs the same however many are remembered, but for the arrays
    that grow.
    """

    def __init__(self, *, remember: int = 100_000, at_least: float = SIMILAR) -> None:
        if remember < 1:
            raise ValueError("an index remembers at least one text")
        if not 0 < at_least <= 1:
            raise ValueError("similarity lies above 0 and up to 1")
        self._remember = remember
        self._at_least = at_least
        self._minima = np.empty((min(remember, _FIRST_ROOM), PERMUTATIONS), dtype=np.uint32)
        self._kept: list[tuple[Signature, int]] = []
        self._buckets: dict[int, list[int]] = {}
        self._added = 0
        self._clusters = 0

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, signed: Signature) -> int:
        """The cluster of a text: an old one, or the next number."""
        bands = signed.bands
        found = self._nearest(signed, bands)
        if found is None:
            found = self._clusters
            self._clusters += 1
        self._keep(signed, bands, found)
        return found

    def _nearest(self, signed: Signature, bands: list[int]) -> int | None:
        slots = list({slot for band in bands for slot in self._buckets.get(band, ())})
        if not slots:
            return None
        slots.sort()
        agree = (self._minima[slots] == signed.minima).sum(axis=1)
        best, cluster = 0.0, None
        for place in np.argsort(-agree, kind="stable")[:_COMPARED].tolist():
            if agree[place] < _WORTH_COMPARING * PERMUTATIONS:
                break
            other, its_cluster = self._kept[slots[place]]
            alike = similarity(signed, other)
            if alike > best:
                best, cluster = alike, its_cluster
        return cluster if best >= self._at_least else None

    def _keep(self, signed: Signature, bands: list[int], cluster: int) -> None:
        slot = self._added % self._remember
        self._added += 1
        if slot < len(self._kept):
            self._forget(slot)
            self._kept[slot] = signed, cluster
        else:
            self._kept.append((signed, cluster))
            self._make_room(slot)
        self._minima[slot] = signed.minima
        for band in bands:
            bucket = self._buckets.setdefault(band, [])
            bucket.append(slot)
            if len(bucket) > _BUCKET:
                del bucket[0]

    def _forget(self, slot: int) -> None:
        for band in self._kept[slot][0].bands:
            bucket = self._buckets.get(band)
            if bucket and slot in bucket:
                bucket.remove(slot)
                if not bucket:
                    del self._buckets[band]

    def _make_room(self, slot: int) -> None:
        if slot >= len(self._minima):
            wider = np.empty((min(self._remember, 2 * len(self._minima)), PERMUTATIONS), dtype=np.uint32)
            wider[:slot] = self._minima[:slot]
            self._minima = wider


def clusters(signed: Iterable[Signature], *, at_least: float = SIMILAR) -> list[int]:
    """A cluster number for each text, in the order of the texts."""
    texts = list(signed)
    index = Index(remember=max(1, len(texts)), at_least=at_least)
    return [index.add(each) for each in texts]


def capped(counts: Mapping[Source, int], cap: int) -> dict[Source, int]:
    """The counts of a cluster or a week by source, none above `cap`: a flood from one mouth stays few voices."""
    if cap < 0:
        raise ValueError("a cap is zero or more")
    if any(count < 0 for count in counts.values()):
        raise ValueError("counts are zero or more")
    return {source: min(count, cap) for source, count in counts.items()}


# ------------------------------------------------------------------ signing


def folded(text: str) -> str:
    """What is compared: compatibility forms joined, lower case, marks and spaces one space."""
    return _MARKS.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST]).lower()).strip()


def _grams(text: str) -> NDArray[np.uint32]:
    """Hashes of the distinct 4-grams of a text, sorted; a shorter text is one gram."""
    letters = folded(text)
    if not letters:
        return np.empty(0, dtype=np.uint32)
    points = np.frombuffer(letters.ljust(GRAM).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = points.size - GRAM + 1
    hashed = points[:count].copy()
    for offset in range(1, GRAM):
        hashed = hashed * np.uint64(0x100000001B3) + points[offset : offset + count]
    ranked = np.sort(_mixed(hashed))
    is_new = np.append(True, ranked[1:] != ranked[:-1])
    distinct: NDArray[np.uint32] = ranked[is_new]
    return distinct


def _mixed(values: Hashes) -> NDArray[np.uint32]:
    return (_mixed64(values) >> np.uint64(32)).astype(np.uint32)


def _mixed64(values: Hashes) -> Hashes:
    """The finisher of MurmurHash3: every bit of the input moves every bit of the answer."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ (values >> np.uint64(33))


@cache
def _weights() -> Hashes:
    """Odd multipliers that join the rows of a band."""
    return np.random.default_rng(13).integers(0, np.iinfo(np.uint64).max, _ROWS, dtype=np.uint64) | np.uint64(1)


@cache
def _places() -> Hashes:
    """A number for each band, so that the same rows in two bands do not meet."""
    return np.random.default_rng(17).integers(0, np.iinfo(np.uint64).max, BANDS, dtype=np.uint64)


@cache
def _permutations() -> tuple[Hashes, Hashes]:
    """Multipliers and shifts of the hash functions: fixed, so that signatures of different days agree."""
    random = np.random.default_rng(20_040_425)
    most = np.iinfo(np.uint64).max
    multipliers = random.integers(0, most, PERMUTATIONS, dtype=np.uint64) | np.uint64(1)
    shifts = random.integers(0, most, PERMUTATIONS, dtype=np.uint64)
    return multipliers[:, None], shifts[:, None]


def _signed(grams: NDArray[np.uint32]) -> Signature:
    if not grams.size:
        return Signature(grams, np.full(PERMUTATIONS, 0xFFFFFFFF, dtype=np.uint32))
    multipliers, shifts = _permutations()
    # Multiply-shift hashing (Dietzfelbinger et al. 1997, doi:10.1006/jagm.1997.0873): the upper half is well mixed.
    permuted = (multipliers * grams.astype(np.uint64) + shifts) >> np.uint64(32)
    return Signature(grams, permuted.min(axis=1).astype(np.uint32))
