"""Events with their people, made by the real deeds; names and places are invented."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from factories import accounts, registry
from shanyraq.accounts.models import User
from shanyraq.accounts.roles import RoleName
from shanyraq.meetings import actions
from shanyraq.meetings.models import Event
from shanyraq.meetings.seats import Attending
from shanyraq.registry.models import Membership, Organization, Post

SITUATION = ("The interethnic situation in the region", True)


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A local moment of the country."""
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@dataclass
class Region:
    """A region at work: the akimat with its akim and a deputy, an association with its head, users of both sides."""

    code: str
    akimat: Organization
    akim: Post
    akim_holder: Membership
    deputy: Post
    deputy_holder: Membership
    association: Organization
    association_head: Post
    association_holder: Membership
    assembly: Organization
    assistant: User
    secretary: User
    association_user: User


def region(code: str = "KZ-19") -> Region:
    """The people one meeting needs."""
    akimat = registry.body("akimat", code)
    akim = registry.post(akimat, label_kk="Облыс әкімі", label_ru="Аким области", label_en="Akim of the region")
    deputy = registry.post(akimat, Post.RoleKind.DEPUTY, label_en="Deputy akim")
    association = registry.body("association.ethnocultural", code, name_en=f"Association of {code}")
    head = registry.post(association, label_en="Head of the association")
    assistant = accounts.user(RoleName.POST_ASSISTANT, code)
    registry.assisting(assistant, akim)
    voice = accounts.user(RoleName.ASSOCIATION_HEAD, code)
    return Region(
        code=code,
        akimat=akimat,
        akim=akim,
        akim_holder=registry.appointed(akim),
        deputy=deputy,
        deputy_holder=registry.appointed(deputy),
        association=association,
        association_head=head,
        association_holder=registry.appointed(head, user=voice),
        assembly=registry.body("assembly.regional", code),
        assistant=assistant,
        secretary=accounts.user(RoleName.REGIONAL_SECRETARY, code),
        association_user=voice,
    )


def controller() -> User:
    return accounts.user(RoleName.HQ_CONTROLLER)


def event(home: Region | None = None, *, day: date | None = None, by=None, **fields) -> Event:
    """A planned meeting of an akimat in ten days; ``home`` is made where none is given."""
    home = home or region()
    day = day or in_days(10)
    given = {"classification": "interethnic_meeting", "agenda": [SITUATION], "location": "Hall 1", **fields}
    return actions.plan_event(
        organizer=given.pop("organizer", home.akimat),
        start=given.pop("start", moment(day)),
        end=given.pop("end", moment(day, 12)),
        by=by or home.assistant,
        **given,
    )


def held(home: Region | None = None, *, day: date | None = None, by=None, chair=None, attended=None, **fields) -> Event:
    """A meeting an akim held three days ago with the head of an association; nobody has confirmed it yet."""
    home = home or region()
    day = day or in_days(-3)
    given = {"classification": "interethnic_meeting", "agenda": [SITUATION], "location": "Hall 1", **fields}
    return actions.record_held(
        organizer=given.pop("organizer", home.akimat),
        start=given.pop("start", moment(day)),
        end=given.pop("end", moment(day, 12)),
        by=by or home.assistant,
        chair=chair or home.akim,
        attended=[Attending(post=home.association_head)] if attended is None else attended,
        **given,
    )


def minuted(happened: Event, *, by, day: date | None = None, text: str = "The situation was discussed.") -> Event:
    actions.add_minutes(event=happened, date=day or happened.day, text=text, by=by)
    happened.refresh_from_db()
    return happened


def key(home: Region | None = None, *, days: int = 10, by=None, **fields) -> Event:
    """A key event of the whole country that binds the heads of all regions; ``days`` from now."""
    by = by or controller()
    centre = fields.pop("organizer", None) or registry.body("assembly", "KZ")
    planned = actions.plan_event(
        organizer=centre,
        classification=fields.pop("classification", "assembly_session"),
        start=moment(in_days(days)),
        end=moment(in_days(days), 13),
        by=by,
        **fields,
    )
    return actions.flag_key(event=planned, by=by)
