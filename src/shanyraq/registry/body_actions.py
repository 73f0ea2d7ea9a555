from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places import calendar
from shanyraq.places.models import Area
from shanyraq.places.names import LANGUAGES

from . import body_rules as rules
from . import permissions
from .asking import allow, dotted, need_reason, no_personal_numbers, not_in_future, refuse
from .changes import announce
from .locking import take_version
from .models import Organization, OtherName

NAMES = tuple(f"name_{language}" for language in LANGUAGES)
CONTACTS = frozenset({"email", "phone", "address", "website"})
CARD = frozenset({"is_legal_entity", "members_count", "note", "parent", "branch_of", "bin", "short_names"})
IDENTITY = frozenset({*NAMES, "founding_date"})
PLACE = frozenset({"area", "classification"})
STEPS = {
    Organization.State.PROPOSED: {Organization.State.REGISTERED, Organization.State.ACTIVE},
    Organization.State.REGISTERED: {Organization.State.ACTIVE, Organization.State.SUSPENDED},
    Organization.State.ACTIVE: {Organization.State.SUSPENDED},
    Organization.State.SUSPENDED: {Organization.State.ACTIVE},
}


@transaction.atomic
def found_body(
    *,
    classification: str,
    area: Area,
    by,
    founding_date: date | None = None,
    state: str = Organization.State.ACTIVE,
    bin: str = "",
    short_names: Iterable[str] = (),
    reason: str = "",
    **card,
) -> Organization:
    """Enter a body. ``card``: ``name_kk``, ``name_ru``, ``name_en`` (at least one), ``parent``, ``branch_of``,
    ``is_legal_entity``, ``members_count`` (a number, never a list of people), contacts, ``note``.
    """
    rules.known_kind(classification)
    allow(
        permissions.can_found(by, classification, area),
        _("A body of this kind is entered by the centre, or by the secretary of its own region."),
    )
    no_personal_numbers(reason=reason)
    card = {key: value for key, value in card.items() if value not in (None, "")}
    body = Organization(
        classification=classification, area=area, founding_date=founding_date, state=state, **_tidied(card)
    )
    rules.check(body)
    rules.check_unique_name(body)
    body.save(force_insert=True)
    rules.keep_bin(body, bin)
    rules.keep_short_names(body, short_names)
    rules.refresh_search(body)
    journal.record("registry.body_founded", body, by=by, area=area.pk, reason=reason, classification=classification)
    announce({body.pk})
    return body


@transaction.atomic
def edit_body(*, organization: Organization, by, version: int | None = None, reason: str = "", **changes):
    """Change the card: contacts, numbers, links, or mend what was entered wrongly (then ``reason`` is needed).

    A new name that begins on a day is ``rename_body``. Raises ``StaleVersion`` when ``version`` is not the present one.
    """
    unknown = set(changes) - CONTACTS - CARD - IDENTITY - PLACE
    if unknown:
        raise TypeError(f"edit_body does not know {', '.join(sorted(unknown))}")
    body = Organization.objects.select_for_update().get(pk=organization.pk)
    wanted = _tidied(changes)
    changed = _differences(body, wanted)
    allow(_may_change(by, body, set(changed)), _("You may change the contacts of your own body only."))
    no_personal_numbers(reason=reason)
    take_version(body, version)
    if set(changed) & (IDENTITY | PLACE):
        need_reason(reason)
    _put(body, {field: wanted[field] for field in changed})
    if changed:
        journal.record("registry.body_edited", body, by=by, area=body.area_id, reason=reason, changed=_told(changed))
        announce({body.pk})
    return body


@transaction.atomic
def rename_body(*, organization: Organization, since: date, by, reason: str, version: int | None = None, **names):
    """Give new names (``name_kk``, ``name_ru``, ``name_en``) from a day on; the old ones keep their dates."""
    allow(permissions.can_rename(by, organization))
    need_reason(reason)
    no_personal_numbers(**names)
    not_in_future("since", since)
    body = Organization.objects.select_for_update().get(pk=organization.pk)
    take_version(body, version)
    changed = {name: text.strip() for name, text in names.items() if text and text.strip() != getattr(body, name)}
    if not changed:
        refuse("name_ru", _("No name differs from the present one."))
    if not body.exists_on(since):
        refuse("since", _("The body does not exist on %(day)s.") % {"day": dotted(since)})
    for name, text in changed.items():
        _put_old_name_away(body, name, since)
        setattr(body, name, text)
    rules.check(body)
    body.save()
    rules.refresh_search(body)
    journal.record("registry.body_renamed", body, by=by, area=body.area_id, reason=reason, since=since, names=changed)
    return body


@transaction.atomic
def undo_rename(*, organization: Organization, reason: str, by) -> Organization:
    """Take back the last renaming entered by mistake: the names given that day give way to those before them."""
    allow(permissions.can_rename(by, organization))
    need_reason(reason)
    body = Organization.objects.select_for_update().get(pk=organization.pk)
    take_version(body, None)
    former = body.other_names.exclude(end_date=None).order_by("-end_date")
    if not former:
        refuse("reason", _("This body has borne no other name."))
    last = [old for old in former if old.end_date == former[0].end_date]
    taken_back = {f"name_{old.language}": getattr(body, f"name_{old.language}") for old in last}
    for old in last:
        setattr(body, f"name_{old.language}", old.name)
        old.delete()
    rules.check_unique_name(body)
    body.save()
    rules.refresh_search(body)
    journal.record("registry.rename_undone", body, by=by, area=body.area_id, reason=reason, names=taken_back)
    return body


@transaction.atomic
def change_state(*, organization: Organization, state: str, reason: str, by, version: int | None = None):
    """Register, make active, suspend, take up again; an end is ``dissolve_body``."""
    allow(permissions.can_edit_body(by, organization))
    need_reason(reason)
    body = Organization.objects.select_for_update().get(pk=organization.pk)
    take_version(body, version)
    if state not in next_states(body):
        refuse("state", _('A body that is "%(old)s" cannot become "%(new)s".') % _state_labels(body, state))
    old, body.state = body.state, state
    body.save(update_fields=["state"])
    journal.record("registry.state_changed", body, by=by, area=body.area_id, reason=reason, states=[old, state])
    announce({body.pk})
    return body


def next_states(body: Organization) -> set[str]:
    """What ``change_state`` may make of it today."""
    return set() if body.dissolution_date else STEPS.get(body.state, set())


def _state_labels(body: Organization, state: str) -> dict[str, str]:
    labels = dict(Organization.State.choices)
    return {"old": labels[body.state_on(calendar.today())], "new": labels.get(state, state)}


def _tidied(card: dict) -> dict:
    tidy = {key: value.strip() if isinstance(value, str) else value for key, value in card.items()}
    no_personal_numbers(**{key: value for key, value in tidy.items() if isinstance(value, str) and key != "bin"})
    return tidy


def _differences(body: Organization, wanted: dict) -> dict[str, list]:
    present = {
        "bin": lambda: rules.bin_of(body),
        "short_names": lambda: rules.short_names_of(body),
    }
    changed = {}
    for field, value in wanted.items():
        old = present[field]() if field in present else getattr(body, field)
        new = list(value) if field == "short_names" else value
        if old != new:
            changed[field] = [old, new]
    return changed


def _put(body: Organization, card: dict) -> None:
    for field in set(card) - {"bin", "short_names"}:
        setattr(body, field, card[field])
    rules.known_kind(body.classification)
    rules.check(body)
    if "founding_date" in card:
        rules.check_members_dates(body)
    if set(card) & {*NAMES, *PLACE}:
        rules.check_unique_name(body)
    body.save()
    if "bin" in card:
        rules.keep_bin(body, card["bin"])
    if "short_names" in card:
        rules.keep_short_names(body, card["short_names"])
    rules.refresh_search(body)


def _may_change(by, body: Organization, fields: set[str]) -> bool:
    if fields & PLACE and not permissions.can_move_body(by):
        return False
    if fields <= CONTACTS:
        return permissions.can_edit_contacts(by, body)
    return permissions.can_edit_body(by, body)


def _told(changed: dict[str, list]) -> dict:
    """What the journal keeps: contacts only by the field's name."""
    return {
        field: None if field in CONTACTS else [getattr(value, "pk", value) for value in values]
        for field, values in changed.items()
    }


def _put_old_name_away(body: Organization, name: str, since: date) -> None:
    old, language = getattr(body, name), name.removeprefix("name_")
    if not old:
        return
    last = body.other_names.filter(language=language).exclude(end_date=None).order_by("-end_date").first()
    begun = last.end_date + timedelta(days=1) if last else body.founding_date
    if begun and since <= begun:
        refuse(
            "since",
            _("The present name has been borne since %(begun)s; a new one begins later than that.")
            % {"begun": dotted(begun)},
        )
    OtherName.objects.create(
        organization=body, name=old, language=language, start_date=begun, end_date=since - timedelta(days=1)
    )
