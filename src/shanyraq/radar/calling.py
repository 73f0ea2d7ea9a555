"""Who is called out at once: councils by place, mediators by place and by the language of the report."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from shanyraq.accounts.models import User
from shanyraq.registry import mediation
from shanyraq.registry.mediator_queries import mediators_near
from shanyraq.registry.models import Assistant, MediatorCredential, Membership, Organization

from .models import Signal

COUNCILS = ("council.aksakals", "council.mothers")
ROOM = "mediation.office"
TURNS = (*COUNCILS, ROOM)
SPOKEN = {"kk": ("kk",), "ru": ("ru",), "en": ("en",), "mixed": ("kk", "ru")}
"""Languages by which a mediator is sought, by the language of the report; a mixed one is read by speakers of either."""


def called_out(signal: Signal, day: date) -> list[Organization]:
    """Councils of aksakals and of mothers and mediators of the district; of the region where it has none.

    In the order in which they are called: the district first, in it the aksakals, the mothers, the mediators. Mediators
    are those whose credential holds on the day and offers the language of the report; where nobody does, or nobody of
    them can be told, all mediators of the place.
    """
    return _in_turn(signal, [*_nearest(signal, day, COUNCILS), *_mediators(signal, day)])


def speakers(signal: Signal, day: date) -> list[MediatorCredential]:
    """Credentials that hold on a day and offer the language of the report: of the district, else of the region.

    First those that name the issue or every issue.
    """
    wanted = set(SPOKEN.get(signal.language, ()))
    offering = [each for each in mediators_near(signal.area, day) if wanted & set(each.language_codes)]
    near = [each for each in offering if each.area_id == signal.area_id]
    return sorted(near or offering, key=lambda each: signal.issue not in (each.issue_codes or [signal.issue]))


def speakers_of(signal: Signal, day: date) -> dict[UUID, list[MediatorCredential]]:
    """The same, by the body in which they serve."""
    found: dict[UUID, list[MediatorCredential]] = {}
    for each in speakers(signal, day):
        found.setdefault(each.membership.organization_id, []).append(each)
    return found


def language_in_words(signal: Signal) -> str:
    """The language of a report for its reader; empty when it is not known."""
    return ", ".join(mediation.in_words(SPOKEN.get(signal.language, ()), mediation.language_choices()))


def users_of(body: Organization, day: date) -> list[User]:
    """Who holds a post of a body on a day, and who acts for one."""
    holders = Membership.objects.on(day).filter(post__organization=body, person__user__isnull=False)
    assistants = Assistant.objects.on(day).filter(post__organization=body)
    ids = {*holders.values_list("person__user_id", flat=True), *assistants.values_list("user_id", flat=True)}
    return list(User.objects.filter(state=User.State.ACTIVE, pk__in=ids).order_by("pk"))


def _mediators(signal: Signal, day: date) -> list[Organization]:
    chosen = _bodies_of(speakers(signal, day))
    if any(users_of(body, day) for body in chosen):
        return chosen
    return [*chosen, *_nearest(signal, day, (ROOM,)), *_bodies_of(mediators_near(signal.area, day))]


def _nearest(signal: Signal, day: date, kinds: tuple[str, ...]) -> list[Organization]:
    """Bodies of these kinds in the district; of the region for each kind that the district lacks."""
    bodies = Organization.objects.on(day).filter(classification__in=kinds)
    near = list(bodies.filter(area=signal.area))
    missing = [kind for kind in kinds if all(body.classification != kind for body in near)]
    far = bodies.filter(classification__in=missing, area=signal.region_id)
    return [*near, *far.exclude(pk__in=[body.pk for body in near])]


def _bodies_of(credentials: Iterable[MediatorCredential]) -> list[Organization]:
    return [each.membership.organization for each in credentials]


def _in_turn(signal: Signal, bodies: list[Organization]) -> list[Organization]:
    """Each once: the district's before the region's, councils before mediators, speakers before others."""
    each_once = {body.pk: body for body in reversed(bodies)}
    given = {body.pk: place for place, body in reversed(list(enumerate(bodies)))}

    def turn(body: Organization) -> tuple[bool, int, int]:
        kind = TURNS.index(body.classification) if body.classification in COUNCILS else TURNS.index(ROOM)
        return body.area_id != signal.area_id, kind, given[body.pk]

    return sorted(each_once.values(), key=turn)
