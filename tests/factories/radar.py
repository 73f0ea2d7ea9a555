"""Signals as they come in by the one deed of intake; all texts and places of events are invented."""

from itertools import count

from django.utils import timezone

from factories import accounts, places, registry
from shanyraq.accounts.models import User
from shanyraq.accounts.roles import RoleName
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import actions
from shanyraq.radar.models import Signal
from shanyraq.radar.reports import Report
from shanyraq.radar.scales import Channel, Stage

HERE = "KZ-19"
DOUBTFUL = "Арық басында дау шықты, тақтада 45-12-33 деп жазылған."
"""A text with one doubtful word: a number that may be a telephone, or not."""

_numbers = count(1)


def report(area: Area | str | None = None, **fields) -> Report:
    """A dispute about water in the first district of Almaty region, today."""
    area = Area.objects.get(pk=area) if isinstance(area, str) else area or places.district(HERE)
    given = {"occurred_on": today(), "issue": "T2", "stage": Stage.DISPUTE, "text": ""} | fields
    return Report(area=area, **given)


def received(area=None, *, key=None, channel=Channel.FORM, source="", reporter=None, now=None, by=None, **fields):
    """What intake answers to a report; ``fields`` are of the report."""
    places.load_places()
    given = {"by": by} if by else {}
    return actions.receive(
        report=report(area, **fields),
        key=key or f"key-{next(_numbers)}",
        channel=channel,
        source=source,
        reporter=reporter,
        now=now or timezone.now(),
        **given,
    )


def signal(area=None, **fields) -> Signal:
    """A signal of the level its stage gives: a dispute is 2, an incident 3, people gathering 4."""
    return received(area, **fields).signal


def secretary(region: str = HERE) -> User:
    return accounts.user(RoleName.REGIONAL_SECRETARY, region)


def analyst() -> User:
    return accounts.user(RoleName.HQ_ANALYST)


def controller() -> User:
    return accounts.user(RoleName.HQ_CONTROLLER)


def council(classification="council.aksakals", area=None, *, voice: User | None = None):
    """A council with somebody who acts for it."""
    area = area or places.district(HERE)
    body = registry.body(classification, area)
    region = area if isinstance(area, str) else area.region_code
    voice = voice or accounts.user(RoleName.ASSOCIATION_HEAD, region)
    registry.assisting(voice, registry.post(body))
    body.voice = voice
    return body
