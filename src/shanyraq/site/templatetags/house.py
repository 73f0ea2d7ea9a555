"""What the entrance of every page needs: navigation and the bell."""

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.roles import RoleName
from shanyraq.audit.permissions import can_read_journal
from shanyraq.notices.queries import unread_count
from shanyraq.radar.permissions import has_hotspots, has_signals

register = template.Library()


@dataclass(frozen=True, slots=True)
class Door:
    """A place of the house in the navigation."""

    label: str
    href: str
    is_here: bool


SITUATION = ("situation:room", _("Situation"))
SIGNALS = ("radar:signals", _("Signals"))
HOTSPOTS = ("radar:hotspots", _("Hotspots"))
WATCHERS = (RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER, RoleName.REGIONAL_SECRETARY)
"""Roles that begin with the situation; the others are led to their desk."""
ROOMS = (
    ("situation:desk", _("My desk")),
    ("duties:grid", _("Duties")),
    ("acts:list", _("Acts")),
    ("meetings:list", _("Meetings")),
    ("registry:bodies", _("Registry")),
)


@register.simple_tag(takes_context=True)
def house_doors(context) -> list[Door]:
    """Rooms this reader works in; a room that this installation lacks has no door."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return []
    rooms = list(ROOMS) if works_with_content(user) else []
    if user.has_role(*WATCHERS):
        rooms.insert(0, SITUATION)
    if has_signals(user):
        rooms.insert(_place_of("duties:grid", rooms), SIGNALS)
    elif has_hotspots(user):
        rooms.insert(_place_of("duties:grid", rooms), HOTSPOTS)
    if user.has_role(RoleName.ADMINISTRATOR):
        rooms.append(("accounts:users", _("Users")))
        rooms.append(("radar:redaction", _("Redaction")))
    if can_read_journal(user):
        rooms.append(("audit:journal", _("Journal")))
    return [door for name, label in rooms if (door := _door(name, label, request))]


@register.simple_tag(takes_context=True)
def unread_notices(context) -> int:
    user = getattr(context.get("request"), "user", None)
    return unread_count(user) if user and user.is_authenticated else 0


def works_with_content(user) -> bool:
    """An administrator who holds no other role sees accounts and the journal, nothing else."""
    return any(role.name != RoleName.ADMINISTRATOR for role in user.held_roles)


def _place_of(name: str, rooms: list) -> int:
    return next((place for place, (known, _label) in enumerate(rooms) if known == name), len(rooms))


def _door(name: str, label, request) -> Door | None:
    try:
        href = reverse(name)
    except NoReverseMatch:
        return None
    return Door(label=str(label), href=href, is_here=_is_here(name, request))


def _is_here(name: str, request) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    app = name.split(":")[0]
    return match.view_name == name if app in ("situation", "accounts") else match.app_name == app
