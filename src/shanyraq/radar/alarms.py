"""What cannot wait for statistics: people are gathering, or somebody asks for help at once."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.models import Role, User
from shanyraq.accounts.roles import RoleName
from shanyraq.notices.actions import notify
from shanyraq.places.calendar import local_date
from shanyraq.registry.models import Organization

from . import vocabulary
from .calling import called_out, users_of
from .models import CallOut, Hotspot, Signal
from .scales import Level, Status

TOLD_OF_STORY = timedelta(days=1)
TOLD_OF_PLACE = timedelta(hours=1)


def sound(signal: Signal, at: datetime | None = None) -> None:
    """Tell the desks and call out the councils of the place, for a signal of level 4; nothing for any other.

    Inside the caller's transaction: the signal, its call-outs and its notices stand or fall together. ``at``: when it
    became one of level 4, unless it came so. Told and called is everybody once; a flood wakes nobody again and again.
    """
    if signal.level < Level.NOW or (at is None and _is_told_already(signal)):
        return
    at = at or signal.received_at
    for user in watchers(signal):
        _tell(user, signal, "alarm", _("Level 4: {issue}, {place}"), reverse("radar:signal", args=[signal.pk]))
    for body in called_out(signal, local_date(at)):
        _call(body, signal, at)


def _is_told_already(signal: Signal) -> bool:
    """A report that is not counted again (a copy in a story, or over the cap of the nameless): was the same told within
    the day, or another of its place, issue and way within the hour? A named source is always told."""
    if signal.counted or signal.reporter_id:
        return False
    told = Signal.objects.filter(
        area=signal.area_id, issue=signal.issue, status=signal.status, channel=signal.channel, level__gte=Level.NOW,
        received_at__lte=signal.received_at,
    ).exclude(pk=signal.pk)  # fmt: skip
    lately = Q(received_at__gt=signal.received_at - TOLD_OF_PLACE)
    if signal.cluster_id:
        lately |= Q(cluster=signal.cluster_id, received_at__gt=signal.received_at - TOLD_OF_STORY)
    return told.filter(lately).order_by().exists()


def tell_that_nobody_comes(signal: Signal, call: CallOut) -> None:
    """A called body cannot come: the desks hear of it at once and call somebody else."""
    for user in watchers(signal):
        _tell(
            user,
            signal,
            f"cannot.{call.pk}",
            _("{body} cannot come: {issue}, {place}"),
            reverse("radar:signal", args=[signal.pk]),
            body=call.organization,
        )


def _call(body: Organization, signal: Signal, at: datetime) -> None:
    call, is_new = CallOut.objects.get_or_create(signal=signal, organization=body, defaults={"called_at": at})
    if is_new:
        for user in users_of(body, local_date(at)):
            _tell(user, signal, "callout", _("You are called: {issue}, {place}"), reverse("radar:call", args=[call.pk]))


def tell_owner(hotspot: Hotspot) -> None:
    """Tell those who act for the body that owes the plan, when a hotspot is confirmed or opened again."""
    for user in users_of(hotspot.owner.organization, hotspot.confirmed_on):
        notify(
            user=user,
            key=f"radar.hotspot:{hotspot.pk}:{hotspot.version}",
            kind="radar.hotspot",
            title=format_lazy(
                _("Hotspot {number}: {issue}, {place}"),
                number=hotspot.number,
                issue=_Issue(hotspot.issue),
                place=hotspot.area,
            ),
            body=_("A plan is owed within three days. The page of the hotspot says what was seen."),
            url=reverse("radar:hotspot", args=[hotspot.pk]),
        )


def watchers(signal: Signal) -> list[User]:
    """Who watches over a signal's region."""
    return watchers_of(signal.region_id)


def watchers_of(region: str) -> list[User]:
    """The analysts of the centre and the secretaries of the region."""
    of_the_place = Q(name=RoleName.HQ_ANALYST) | Q(name=RoleName.REGIONAL_SECRETARY, area=region)
    roles = Role.objects.current().filter(of_the_place)
    return list(User.objects.filter(state=User.State.ACTIVE, pk__in=roles.values("user")).order_by("pk"))


def _tell(user: User, signal: Signal, kind: str, title, url: str, **values) -> None:
    is_drill = signal.status == Status.EXERCISE
    words = format_lazy(title, issue=_Issue(signal.issue), place=signal.area, **values)
    notify(
        user=user,
        key=f"radar.{kind}:{signal.pk}",
        kind=f"radar.{kind.split('.')[0]}",
        title=format_lazy(_("DRILL. {title}"), title=words) if is_drill else words,
        body=_("Call first, write later: police 102. The page of the signal says what is known."),
        url=url,
    )


class _Issue:
    """An issue's name, said in the language of whoever is told."""

    def __init__(self, code: str):
        self.code = code

    def __str__(self):
        return vocabulary.issue_name(self.code)
