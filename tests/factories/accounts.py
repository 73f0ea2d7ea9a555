"""People who may enter; all of them invented."""

from datetime import date
from itertools import count

from factories.places import load_places
from shanyraq.accounts.models import Role, User
from shanyraq.places.models import Area

LONG_AGO = date(2020, 1, 1)
PASSWORD = "a quiet winter pasture"
_numbers = count(1)


def user(role=None, region=None, *, username=None, name=None, password=None, language="en", email="", **fields) -> User:
    """An active user with one role (none: a user without roles); ``region`` is an area or its code.

    Without ``password`` nobody can log in by hand; ``client.force_login`` works.
    """
    number = next(_numbers)
    someone = User.objects.create_user(
        username or f"user-{number}",
        password,
        name=name or f"Person {number}",
        language=language,
        email=email,
        **fields,
    )
    if role:
        with_role(someone, role, region)
    return someone


def with_role(someone: User, role, region=None) -> User:
    """Give one more role; the user forgets what he knew about his roles."""
    Role.objects.create(user=someone, name=role, area=_area(region), started_on=LONG_AGO)
    return User.objects.get(pk=someone.pk)


def _area(region) -> Area | None:
    if region is None or isinstance(region, Area):
        return region
    load_places()
    return Area.objects.get(pk=region)
