import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import permissions
from .asking import allow, refuse
from .locking import take_version
from .models import Person

DIGIT = re.compile(r"\d")


def new_person(name: str) -> Person:
    """An office-holder the register meets for the first time: a name, nothing else. Called inside a deed."""
    person = Person(name=_checked_name(name))
    person.save(force_insert=True)
    return person


@transaction.atomic
def edit_person(
    *, person: Person, by, version: int | None = None, name: str, email: str = "", phone: str = ""
) -> Person:
    """Mend a name or the way to reach an office-holder at work."""
    allow(permissions.can_edit_person(by, person))
    person = Person.objects.select_for_update().get(pk=person.pk)
    take_version(person, version)
    wanted = {"name": _checked_name(name), "email": email.strip(), "phone": phone.strip()}
    changed = sorted(field for field, value in wanted.items() if getattr(person, field) != value)
    for field, value in wanted.items():
        setattr(person, field, value)
    person.clean_fields(exclude=["user"])
    person.save()
    if changed:
        journal.record("registry.person_edited", person, by=by, changed=changed)
    return person


@transaction.atomic
def link_user(*, person: Person, user, by) -> Person:
    """Say which user of the house an office-holder is (``None``: no longer); he then acts for his posts himself."""
    allow(permissions.can_edit_person(by, person))
    if user is not None and not permissions.can_name_user(by, user):
        raise PermissionDenied(_("You may name users of your own region only."))
    if user is not None and not permissions.may_act_for_posts(user):
        refuse("user", _("An administrator looks after accounts and acts for no post."))
    if user is not None and Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        refuse("user", _("This user is already another office-holder."))
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.user = user
    person.save(update_fields=["user"])
    journal.record("registry.user_linked", person, by=by, user=user and user.pk)
    return person


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        refuse("name", _("Write the name of the office-holder."))
    if DIGIT.search(name):
        refuse("name", _("A name has no digits: write only the name."))
    return name
