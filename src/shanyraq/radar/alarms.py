"""What cannot wait for statistics: people are gathering, or somebody asks for help at once."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.models import Role, User
from shanyraq.accounts.roles import RoleName
from shanyraq.notices.actions import notify
from shanyraq.places.calendar import local_date
from shanyraq.registry.models import Assistant, Membership, Organization

from . import vocabulary
from .models import CallOut, Signal
from .scales import Level, Status

CALLED = ("council.aksakals", "council.mothers", "mediation.office")


def sound(signal: Signal) -> None:
    """Tell the desks and call out the councils of the place, for a signal of level 4; nothing for any other.

    Inside the caller's transaction: the signal, its call-outs and its notices stand or fall together.
    """
    if signal.level < Level.NOW:
        return
    day = local_date(signal.received_at)
    for user in watchers(signal):
        _tell(user, signal, "alarm", _("Level 4: {issue}, {place}"))
    for body in called_out(signal, day):
        CallOut.objects.create(signal=signal, organization=body, called_at=signal.received_at)
        for user in users_of(body, day):
            _tell(user, signal, "callout", _("You are called: {issue}, {place}"))


def watchers(signal: Signal) -> list[User]:
    """The analysts of the centre and the secretaries of the region."""
    region = signal.area.region_code
    roles = Role.objects.current().filter(
        Q(name=RoleName.HQ_ANALYST) | Q(name=RoleName.REGIONAL_SECRETARY, area__code=region)
    )
    return list(User.objects.filter(state=User.State.ACTIVE, pk__in=roles.values("user")).order_by("pk"))


def called_out(signal: Signal, day: date) -> list[Organization]:
    """Councils of aksakals and of mothers and mediators' rooms of the district; of the region where it has none."""
    bodies = Organization.objects.on(day).filter(classification__in=CALLED)
    near = list(bodies.filter(area=signal.area))
    missing = [kind for kind in CALLED if all(body.classification != kind for body in near)]
    region = signal.area.region_code
    return near + list(bodies.filter(classification__in=missing, area=region).exclude(pk__in=[b.pk for b in near]))


def users_of(body: Organization, day: date) -> list[User]:
    """Who holds a post of a body on a day, and who acts for one."""
    holders = Membership.objects.on(day).filter(post__organization=body, person__user__isnull=False)
    assistants = Assistant.objects.on(day).filter(post__organization=body)
    ids = {*holders.values_list("person__user_id", flat=True), *assistants.values_list("user_id", flat=True)}
    return list(User.objects.filter(state=User.State.ACTIVE, pk__in=ids).order_by("pk"))


def _tell(user: User, signal: Signal, kind: str, title) -> None:
    is_drill = signal.status == Status.EXERCISE
    words = format_lazy(title, issue=_Issue(signal.issue), place=signal.area)
    notify(
        user=user,
        key=f"radar.{kind}:{signal.pk}",
        kind=f"radar.{kind}",
        title=format_lazy(_("DRILL. {title}"), title=words) if is_drill else words,
        body=_("Call first, write later: police 102. The page of the signal says what is known."),
        url=reverse("radar:signal", args=[signal.pk]),
    )


class _Issue:
    """An issue's name, said in the language of whoever is told."""

    def __init__(self, code: str):
        self.code = code

    def __str__(self):
        return vocabulary.issue_name(self.code)
