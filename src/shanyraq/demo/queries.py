from dataclasses import dataclass

from shanyraq.accounts.models import Role, User
from shanyraq.accounts.roles import RoleName

from .roles import what_it_finds

PREFIX = "demo-"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody of the demo country, and the area of his role (None: the whole country)."""

    user: User
    area: object | None


@dataclass(frozen=True, slots=True)
class Card:
    """One role of the demo country: its name, what it finds here, who holds it."""

    label: str
    finds: str
    choices: tuple[Choice, ...]

    @property
    def is_one(self) -> bool:
        return len(self.choices) == 1


def demo_users():
    """Invented people whom a visitor may enter as."""
    return User.objects.filter(username__startswith=PREFIX, state=User.State.ACTIVE)


def cards() -> list[Card]:
    """One card for each role that somebody of the demo country holds, in the order of the roles."""
    roles = Role.objects.current().filter(user__in=demo_users()).select_related("user", "area")
    held: dict[str, list[Choice]] = {}
    for role in roles.order_by("area__level", "area_id", "user__name"):
        held.setdefault(role.name, []).append(Choice(role.user, role.area))
    return [Card(label, what_it_finds(name), tuple(held[name])) for name, label in RoleName.choices if name in held]
