"""Feeds that are read from time to time: added, paused, resumed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.models import Area

from . import feed_fetching
from .desk_intake import takes_in
from .models import Feed
from .scoping import watches_country


@transaction.atomic
def add_feed(*, name: str, url: str, area: Area, source_kind: str, by) -> Feed:
    """Read a public feed from now on; of its items those are kept that speak of a place of ``area``."""
    _may_keep(by, area)
    try:
        feed_fetching.check(url)
    except feed_fetching.Unanswered as problem:
        raise ValidationError({"url": str(problem)}) from None
    if Feed.objects.filter(url=url).exists():
        raise ValidationError({"url": _("This feed is read already.")})
    feed = Feed.objects.create(name=name, url=url, area=area, source_kind=source_kind, added_by=by)
    journal.record("radar.feed_added", feed, by=by, area=area)
    return feed


@transaction.atomic
def turn_feed(*, feed: Feed, active: bool, by) -> Feed:
    """Pause a feed, or read it again."""
    feed = Feed.objects.select_for_update(of=("self",)).select_related("area").get(pk=feed.pk)
    _may_keep(by, feed.area)
    if feed.active != active:
        feed.active = active
        feed.save(update_fields=["active"])
        journal.record("radar.feed_resumed" if active else "radar.feed_paused", feed, by=by, area=feed.area)
    return feed


def _may_keep(user, area: Area) -> None:
    if not (takes_in(user, area.region_code) if area.level else watches_country(user)):
        raise PermissionDenied(_("Feeds are kept by the centre and by the secretariat of a region."))
