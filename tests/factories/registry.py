"""Bodies, posts and office-holders, entered by the real deeds; all names are invented."""

from datetime import date
from itertools import count

from factories.places import load_places
from shanyraq.audit.journal import SYSTEM
from shanyraq.places.models import Area
from shanyraq.registry import actions
from shanyraq.registry.models import MediatorCredential, Membership, Organization, Person, Post

FOUNDED = date(2015, 3, 1)
_numbers = count(1)


def body(classification="association.ethnocultural", area="KZ-19", *, founding_date=FOUNDED, **card) -> Organization:
    """A body founded long ago (younger regions: on the region's first day); ``area`` is an area or its code."""
    area = _area(area)
    number = next(_numbers)
    if area.valid_from and founding_date == FOUNDED:
        founding_date = max(FOUNDED, area.valid_from)
    if not {"name_kk", "name_ru", "name_en"} & set(card):
        card |= {"name_kk": f"Ұйым {number}", "name_ru": f"Организация {number}", "name_en": f"Body {number}"}
    return actions.found_body(classification=classification, area=area, founding_date=founding_date, by=SYSTEM, **card)


def post(organization=None, role=Post.RoleKind.HEAD, *, start_date=None, **fields) -> Post:
    """A post of a body (a new association by default), as old as the body."""
    organization = organization or body()
    return actions.open_post(
        organization=organization,
        role=role,
        start_date=start_date or organization.founding_date,
        by=SYSTEM,
        **fields,
    )


def youth_post(organization=None, **fields) -> Post:
    """The deputy's seat reserved for a youth representative."""
    return post(organization, Post.RoleKind.DEPUTY, reserved_for=Post.ReservedFor.YOUTH, **fields)


def person(name=None) -> Person:
    return Person.objects.create(name=name or f"Арман Үлгіұлы {chr(1040 + next(_numbers) % 32)}")


def appointed(post_=None, who=None, *, start_date=date(2020, 1, 1), user=None, **fields) -> Membership:
    """Somebody in a post (a head of a new association by default); ``user`` makes him a user of the house."""
    post_ = post_ or post()
    who = who or person()
    if isinstance(who, str):
        who = person(who)
    if user is not None:
        who.user = user
        who.save()
    begun = max(filter(None, [start_date, post_.start_date, post_.organization.founding_date]))
    return actions.appoint(post=post_, person=who, start_date=begun, by=SYSTEM, **fields)


def assisting(user, post_, *, start_date=date(2024, 1, 1), **fields):
    """A user who acts for a post."""
    begun = max(filter(None, [start_date, post_.start_date]))
    return actions.assign_assistant(post=post_, user=user, start_date=begun, by=SYSTEM, **fields)


def mediator(area="KZ-19", *, offered_in=("kk", "ru"), issues=(), body_=None, voice=None, **card) -> MediatorCredential:
    """A public mediator of a mediators' room (a new one of that place), elected long ago; ``voice`` is his user."""
    area = _area(area)
    room = body_ or body("mediation.office", area)
    term = appointed(post(room, Post.RoleKind.MEDIATOR, max_holders=20), user=voice)
    given = {
        "kind": MediatorCredential.Kind.PUBLIC, "area": area, "elected_on": date(2024, 2, 1), "document": "Minutes 4",
    } | card  # fmt: skip
    return actions.enter_credential(
        membership=term, offered_in=list(offered_in), issues=list(issues), by=SYSTEM, **given
    )


def _area(area) -> Area:
    if isinstance(area, Area):
        return area
    load_places()
    return Area.objects.get(pk=area)
