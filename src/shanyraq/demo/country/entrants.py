"""Whom a visitor may enter as: one invented person for each role, secretaries and assistants in every region."""

from dataclasses import dataclass
from datetime import date

from shanyraq.accounts import actions as accounts
from shanyraq.accounts.models import User
from shanyraq.accounts.roles import RoleName
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions as registry

from .cast import Country, Region
from .names import Names

CENTRE = {
    RoleName.HQ_ANALYST: "Айнұр Бозтөбеова",
    RoleName.HQ_CONTROLLER: "Ержан Тоғайов",
    RoleName.SUPPORT_OFFICER: "Марина Луговская",
    RoleName.ADMINISTRATOR: "Санжар Көлбаев",
}
PEOPLE_OF = "KZ-61"
"""The region in which single people of the remaining roles live."""


@dataclass(slots=True)
class Entrants:
    controller: User
    secretaries: dict[str, User]
    assistants: dict[str, User]


def let_in(country: Country, names: Names, since: date) -> Entrants:
    """Give everybody an account without a password: in the demo one enters by a button, elsewhere not at all."""
    centre = {role: _user(f"demo-{_slug(role)}", name, role, None, since) for role, name in CENTRE.items()}
    secretaries, assistants = {}, {}
    for code, region in country.regions.items():
        secretaries[code] = _office_holder(region, region.secretary.person, RoleName.REGIONAL_SECRETARY, since)
        assistants[code] = _assistant(region, names(), since)
    _people_of(country.regions[PEOPLE_OF], since)
    return Entrants(centre[RoleName.HQ_CONTROLLER], secretaries, assistants)


def _office_holder(region: Region, person, role: str, since: date) -> User:
    user = _user(f"demo-{_slug(role)}-{region.area.code.lower()}", person.name, role, region.area, since)
    registry.link_user(person=person, user=user, by=SYSTEM)
    return user


def _assistant(region: Region, name: str, since: date) -> User:
    """Works in the akim's office and is named in what he does for the akim."""
    user = _user(f"demo-assistant-{region.area.code.lower()}", name, RoleName.POST_ASSISTANT, region.area, since)
    registry.assign_assistant(post=region.akim.post, user=user, start_date=since, by=SYSTEM)
    return user


def _people_of(region: Region, since: date) -> None:
    mothers = next(s for s in region.speakers if s.post.organization.classification == "council.mothers")
    association = next(s for s in region.speakers if s.post.organization.classification == "association.ethnocultural")
    for number, seat in enumerate((mothers, association), start=1):
        user = _user(f"demo-association-head-{number}", seat.person.name, RoleName.ASSOCIATION_HEAD, region.area, since)
        registry.link_user(person=seat.person, user=user, by=SYSTEM)
    _office_holder(region, region.maslikhat.person, RoleName.DEPUTY, since)


def _user(username: str, name: str, role: str, area, since: date) -> User:
    user = accounts.invite_user(username=username, name=name, by=SYSTEM, language="kk")
    user.state = User.State.ACTIVE
    user.save(update_fields=["state"])
    accounts.give_role(user=user, name=role, area=area, started_on=since, by=SYSTEM)
    return User.objects.get(pk=user.pk)


def _slug(role: str) -> str:
    return str(role.value).replace("_", "-")
