"""Reading the feeds: each item is located and screened; what names no place of the area is left out and counted."""

import re
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from shanyraq.places.calendar import local_date
from shanyraq.reading.locating import Located, locate

from . import feed_fetching, feed_items, whereabouts
from .feed_items import Item
from .models import Feed
from .receiving import OtherSubmission, receive
from .reports import Report
from .scales import Channel, Stage

EVERY = timedelta(minutes=15)
OLDEST = timedelta(days=30)
SURE = 0.6
LONGEST = 1_500
STATUS = re.compile(r"The address answers with status (\d+)\.")
# News of a crowd are read the same day; nobody is called out by what a paper writes.
STAGES = {"violence": Stage.INCIDENT, "gathering": Stage.INCIDENT, "quarrel": Stage.DISPUTE}


def read_due(on: date, now: datetime) -> int:
    """Read every feed that is not paused; how many signals came of it."""
    if not settings.FEEDS:
        return 0
    return sum(read(feed, now) for feed in Feed.objects.filter(active=True).select_related("area"))


def read(feed: Feed, now: datetime) -> int:
    """Read one feed; what went wrong stands at the feed, in words of ours."""
    feed.asked_at = now
    # What went wrong is kept in one language, and said in the reader's (``trouble_in_words``).
    with translation.override("en"):
        return _read(feed, now)


def trouble_in_words(kept: str) -> str:
    """What went wrong with a feed, in the language of whoever looks at it."""
    if found := STATUS.fullmatch(kept):
        return _("The address answers with status %(status)s.") % {"status": found[1]}
    return _(kept) if kept else ""


def _read(feed: Feed, now: datetime) -> int:
    try:
        answer = feed_fetching.fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        found = feed_items.items(answer.body) if answer.body is not None else []
    except feed_fetching.Unanswered as problem:
        return _failed(feed, str(problem))
    except feed_items.NoFeed:
        return _failed(feed, _("The address answers with something that is no safe RSS or Atom feed."))
    taken = [_take(feed, item, now) for item in found]
    feed.etag, feed.last_modified = answer.etag, answer.last_modified
    feed.answered_at, feed.error = now, ""
    feed.taken += taken.count(True)
    if answer.body is not None:
        feed.left_out = taken.count(None)
    feed.save(update_fields=["asked_at", "answered_at", "error", "etag", "last_modified", "taken", "left_out"])
    return taken.count(True)


def _failed(feed: Feed, words: str) -> int:
    feed.error = words[:300]
    feed.save(update_fields=["asked_at", "error"])
    return 0


def _take(feed: Feed, item: Item, now: datetime) -> bool | None:
    """True: a new signal. False: known before. None: left out."""
    report = _report(feed, item, local_date(now))
    if report is None:
        return None
    try:
        received = receive(
            report=report,
            key=f"{feed.pk}:{item.id}",
            channel=Channel.FEED,
            source=str(feed.pk),
            source_kind=feed.source_kind,
            now=now,
        )
    except OtherSubmission:
        # The paper changed its words: what was read first stands.
        return False
    except ValidationError:
        return None
    return received.is_new


def _report(feed: Feed, item: Item, on: date) -> Report | None:
    text = ". ".join(filter(None, [item.title.rstrip("."), item.summary]))[:LONGEST]
    located = locate(text, region=feed.area_id if feed.area.level == 1 else None)
    where = _place_of(feed, located)
    day = min(local_date(item.at), on) if item.at else on
    if where is None or not located.issues or on - day > OLDEST:
        return None
    stages = [STAGES[hint.stage] for hint in located.stage_hints if hint.stage in STAGES]
    return Report(
        area=where.area,
        settlement=where.settlement,
        occurred_on=day,
        issue=located.issues[0].code,
        stage=max(stages, key=list(Stage).index, default=Stage.GRIEVANCE),
        text=text,
    )


def _place_of(feed: Feed, located: Located) -> whereabouts.Where | None:
    """The finest place the item surely names, in the area of the feed."""
    sure = [place for place in located.places if place.certainty >= SURE]
    near = [place for place in sure if feed.area.level == 0 or place.region == feed.area_id]
    if not near:
        return None
    return whereabouts.of_code(max(near, key=lambda place: (":" in place.code, place.district is not None)).code)
