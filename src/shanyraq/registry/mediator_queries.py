"""What we ask about mediators: which credentials hold, how each stands, who mediates in a place and a language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from . import mediation
from .models import MediatorCredential, Membership, Post

SOON = timedelta(days=60)
State = MediatorCredential.State


@dataclass(frozen=True, slots=True)
class MediatorRow:
    """A credential as lists and its card show it on a day."""

    credential: MediatorCredential
    state: str
    state_label: str
    languages: list[str]
    issues: list[str]
    until: date | None


def listed(user):
    """Credentials a user may see, place by place, with what a row shows."""
    rows = MediatorCredential.objects.visible_to(user).select_related(
        "area__parent", "membership__person", "membership__organization", "membership__post", "renewed_by"
    )
    return rows.order_by("area__parent", "area", "membership__person__name", "-elected_on", "id")


def rows_of(credentials: Iterable[MediatorCredential], day: date) -> list[MediatorRow]:
    """The rows of one page, without a further question to the database."""
    languages, issues = mediation.language_choices(), mediation.issue_choices()
    return [
        MediatorRow(
            credential=each,
            state=(state := state_on(each, day)),
            state_label=State(state).label,
            languages=mediation.in_words(each.language_codes, languages),
            issues=mediation.in_words(each.issue_codes, issues),
            until=last_day(each),
        )
        for each in credentials
    ]


def last_day(credential: MediatorCredential) -> date | None:
    """The last day of a credential: of its term, of its end, of the mediator's time in the post."""
    days = (credential.valid_to, credential.ended_on, credential.membership.end_date)
    return min(filter(None, days), default=None)


def state_on(credential: MediatorCredential, day: date) -> str:
    if credential.ended_on and credential.ended_on < day:
        return State.ENDED
    if credential.valid_to and credential.valid_to < day:
        return State.RUN_OUT
    left = credential.membership.end_date
    if left and left < day:
        return State.LEFT
    last = last_day(credential)
    return State.ENDS_SOON if last and last <= day + SOON else State.VALID


def in_state(credentials, state: str, day: date):
    """Credentials that stand so on a day; the same answer as ``state_on``."""
    ended, run_out = Q(ended_on__lt=day), Q(valid_to__lt=day)
    soon = day + SOON
    ends = Q(ended_on__lte=soon) | Q(valid_to__lte=soon) | Q(membership__end_date__lte=soon)
    match state:
        case State.ENDED:
            return credentials.filter(ended)
        case State.RUN_OUT:
            return credentials.filter(run_out).exclude(ended)
        case State.LEFT:
            return credentials.filter(membership__end_date__lt=day).exclude(ended).exclude(run_out)
        case State.ENDS_SOON:
            return credentials.on(day).filter(ends)
    return credentials.on(day).exclude(ends)


def mediators_near(area, day: date):
    """Credentials that hold on a day for a district or its region, the nearest first."""
    places = {area.pk, area.region_code}
    found = MediatorCredential.objects.on(day).filter(area__in=places)
    return found.select_related("area", "membership__organization", "membership__person__user").order_by(
        "-area__level", "membership__person__name", "id"
    )


def may_be_credentialed(user, day: date):
    """Terms of mediators (and of others, when their post says so) that last on a day, in the user's regions."""
    terms = Membership.objects.visible_to(user).on(day).filter(post__role=Post.RoleKind.MEDIATOR)
    return terms.select_related("person", "post", "organization__area").order_by("organization__area", "person__name")
