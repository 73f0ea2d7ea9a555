"""Words to those an event concerns: invited, changed, moved, cancelled, coming soon, still to be recorded."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from shanyraq.accounts.models import User
from shanyraq.notices.actions import notify
from shanyraq.notices.models import Notice
from shanyraq.places.calendar import local_date
from shanyraq.registry.models import Assistant, Membership

from . import kinds
from .models import Event, Participation
from .queries import day_bounds


def users_of(seats: Iterable[Participation], day: date) -> dict:
    """Users to be told about each seat: the holders and assistants of its post on a day, or the person himself."""
    seats = list(seats)
    posts = [seat.for_post_id for seat in seats if seat.for_post_id]
    by_post = defaultdict(set)
    held = Membership.objects.on(day).filter(post__in=posts, person__user__isnull=False)
    for post, user in held.order_by().values_list("post_id", "person__user_id"):
        by_post[post].add(user)
    for post, user in Assistant.objects.on(day).filter(post__in=posts).order_by().values_list("post_id", "user_id"):
        by_post[post].add(user)
    people = [seat.person_id for seat in seats if not seat.for_post_id and seat.person_id]
    own = dict(User.objects.filter(person__in=people).order_by().values_list("person__pk", "pk"))
    users = User.objects.filter(state=User.State.ACTIVE).in_bulk({*own.values(), *set().union(*by_post.values())})
    return {
        seat.pk: [users[pk] for pk in by_post.get(seat.for_post_id, ()) or {own.get(seat.person_id)} if pk in users]
        for seat in seats
    }


def invite(event: Event, *, by, seats=None) -> None:
    """Tell those invited (all, or the given seats)."""
    for seat, user in _told(event, seats, by):
        _say(
            user,
            event,
            key=f"meetings:{event.pk}:invited:{seat.pk}",
            kind="meetings.invited",
            title=_("Invitation: %(event)s, %(when)s"),
            body=_("You are invited as %(seat)s. Say on the page of the event whether you will come."),
            seat=seat,
        )


def changed(event: Event, *, by) -> None:
    _say_all(
        event,
        by,
        key=f"changed:{event.sequence}",
        kind="meetings.changed",
        title=_("Changed: %(event)s, %(when)s"),
        body=_("The time or the place has changed. The page of the event shows both."),
    )


def moved(event: Event, to: Event, *, by) -> None:
    for _seat, user in _told(to, None, by):
        _say(
            user,
            to,
            key=f"meetings:{event.pk}:moved",
            kind="meetings.moved",
            title=_("Moved: %(event)s, now %(when)s"),
            body=event.status_reason,
        )


def cancelled(event: Event, *, by) -> None:
    _say_all(
        event,
        by,
        key="cancelled",
        kind="meetings.cancelled",
        title=_("Cancelled: %(event)s, %(when)s"),
        body=event.status_reason,
    )


def remind(today: date, now: datetime) -> int:
    """Coming events to those invited, passed ones to those who should record them. Returns how many were told."""
    return sum(_remind_before(today, days) for days in kinds.policy().reminders_before_days) + _ask_for_record(
        today, now
    )


def _remind_before(today: date, days: int) -> int:
    start, end = day_bounds(today + timedelta(days=days), today + timedelta(days=days))
    count = 0
    for event in Event.objects.planned().filter(start__gte=start, start__lt=end).select_related("organizer", "area"):
        for _seat, user in _told(event, event.participations.exclude(partstat=Participation.PartStat.DECLINED), None):
            count += _say(
                user,
                event,
                key=f"meetings:{event.pk}:soon:{event.start:%Y%m%d}:{days}",
                kind="meetings.soon",
                title=ngettext_lazy(
                    "In %(days)s day: %(event)s, %(when)s", "In %(days)s days: %(event)s, %(when)s", days
                ),
                body=_("Venue: %(place)s"),
                days=days,
            )
    return count


def _ask_for_record(today: date, now: datetime) -> int:
    """The organizer's people are asked once whether a planned event took place."""
    day = today - timedelta(days=kinds.policy().record_after_days)
    start, end = day_bounds(day, day)
    count = 0
    for event in Event.objects.planned().filter(start__gte=start, start__lt=min(end, now)).select_related("organizer"):
        for user in _people_of(event.organizer_id, today):
            count += _say(
                user,
                event,
                key=f"meetings:{event.pk}:record",
                kind="meetings.record",
                title=_("Did it take place? %(event)s, %(when)s"),
                body=_("One tap records it: the people you invited are filled in."),
                page="meetings:held",
            )
    return count


def _told(event: Event, seats, by) -> list[tuple[Participation, User]]:
    """Each user once, with the first seat that concerns him; who did the deed knows it already."""
    chosen = list(seats if seats is not None else event.participations.all())
    users, seen, found = users_of(chosen, local_date(timezone.now())), {getattr(by, "pk", None)}, []
    for seat in chosen:
        for user in users[seat.pk]:
            if user.pk not in seen:
                seen.add(user.pk)
                found.append((seat, user))
    return found


def _people_of(organization_id, day: date) -> list[User]:
    held = Membership.objects.on(day).filter(organization=organization_id, post__isnull=False)
    assisting = Assistant.objects.on(day).filter(post__organization=organization_id)
    ids = {*held.values_list("person__user", flat=True), *assisting.values_list("user", flat=True)} - {None}
    return list(User.objects.filter(state=User.State.ACTIVE, pk__in=ids))


def _say_all(event, by, *, key, kind, title, body) -> None:
    for _seat, user in _told(event, None, by):
        _say(user, event, key=f"meetings:{event.pk}:{key}", kind=kind, title=title, body=body)


def _say(user, event, *, key, kind, title, body, seat=None, days=0, page="meetings:event") -> bool:
    """One notice in the user's own language; False when he had it already. A plain ``body`` is said as it is."""
    if Notice.objects.filter(user=user, key=key).exists():
        return False
    with translation.override(user.language):
        values = {
            "event": event.title,
            "when": _when(event),
            "place": event.location or event.online_url or "—",
            "seat": seat.seat if seat else "",
            "days": days,
        }
        text = body if isinstance(body, str) else body % values
        notify(user=user, key=key, kind=kind, title=title % values, body=text, url=reverse(page, args=[event.pk]))
    return True


def _when(event) -> str:
    local = timezone.localtime(event.start)
    return f"{local:%d.%m.%Y}" if event.all_day else f"{local:%d.%m.%Y %H:%M}"
