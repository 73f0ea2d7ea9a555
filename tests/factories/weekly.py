"""Weeks of reports as the table keeps them, without the way through intake; everything in them is invented."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import numpy as np
from django.utils import timezone

from shanyraq.places.models import Area
from shanyraq.radar import weeks
from shanyraq.radar.models import Signal
from shanyraq.radar.scales import Channel, Route, Stage

LAST = date(2026, 3, 2)
TODAY = LAST + timedelta(days=7)
LONG = 80


def reports(area, issue, week, many, **fields):
    """Signals of one week as the table keeps them, without the way through intake."""
    noon = timezone.make_aware(datetime.combine(week + timedelta(days=1), datetime.min.time()))
    given = {"stage": Stage.DISPUTE, "level": 2, "channel": Channel.FORM, "route": Route.TENSION} | fields
    return [
        Signal(
            area=area,
            region_id=area.region_code,
            occurred_on=week,
            week=week,
            received_at=noon,
            issue=issue,
            submission=uuid4().hex,
            request_digest="",
            receipt=uuid4().hex,
            expires_on=week + timedelta(days=730),
            **given,
        )
        for _number in range(many)
    ]


def country_with(rises=(), silent=(), seed=7, last=LAST):
    """A quiet country of 80 weeks in which every tenth district speaks of water, and what is added to it."""
    districts = list(Area.objects.districts().order_by("pk"))[::10]
    chance = np.random.default_rng(seed)
    rows = []
    for number in range(LONG):
        week = last - (LONG - 1 - number) * weeks.WEEK
        for place, area in enumerate(districts):
            quiet = place in silent and number >= LONG - 8
            rows += reports(area, "T2", week, 0 if quiet else int(chance.poisson(4)))
    for place, many in rises:
        rows += reports(districts[place], "T2", last, many)
    Signal.objects.bulk_create(rows)
    weeks.recount_all()
    return districts
