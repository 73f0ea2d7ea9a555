"""How often a stranger may knock, without keeping who he is: a bucket of tries for each address, under a digest whose
key is drawn anew every day and never leaves this process."""

import hashlib
import hmac
import math
import secrets
import time
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from django.conf import settings

from shanyraq.places.calendar import today

MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True)
class Pace:
    """``burst`` tries at once, then one every ``pause`` seconds."""

    burst: int
    pause: float


# A whole village may stand behind one address of its operator.
REPORTS = Pace(burst=30, pause=10)
CODES = Pace(burst=15, pause=20)
PROGRAMS = Pace(burst=120, pause=0.5)


@dataclass(slots=True)
class Buckets:
    """Tries left for each digest; all of them are forgotten at midnight."""

    day: date | None = None
    key: bytes = b""
    left: dict[bytes, tuple[float, float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self, name: str, pace: Pace, now: float) -> int:
        """Take one try; the seconds to wait when none is left, else 0."""
        with self.lock:
            self._begin_day()
            digest = hmac.new(self.key, name.encode(), hashlib.sha256).digest()
            tries, at = self.left.get(digest, (float(pace.burst), now))
            tries = min(float(pace.burst), tries + (now - at) / pace.pause)
            is_allowed = tries >= 1
            self.left[digest] = (tries - 1 if is_allowed else tries, now)
            self._stay_small()
        return 0 if is_allowed else math.ceil((1 - tries) * pace.pause)

    def _begin_day(self) -> None:
        if self.day != today():
            self.day, self.key = today(), secrets.token_bytes(32)
            self.left.clear()

    def _stay_small(self) -> None:
        if len(self.left) > MOST_KNOWN:
            for digest in list(self.left)[: MOST_KNOWN // 2]:
                del self.left[digest]


_buckets = Buckets()


def seconds_to_wait(request, door: str, pace: Pace) -> int:
    """0 when the sender may pass this door now."""
    return _buckets.take(f"{door} {_address(request)}", pace, time.monotonic())


def forget() -> None:
    """Everybody begins anew."""
    _buckets.left.clear()


def _address(request) -> str:
    """The sender's address as the nearest trusted proxy saw it."""
    said = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    return said[-proxies] if proxies and len(said) >= proxies and said[-proxies] else request.META["REMOTE_ADDR"]
