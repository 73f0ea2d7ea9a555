"""What must be true of a body before it is kept."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from .asking import dotted, no_personal_numbers, refuse
from .kinds import kind
from .models import Identifier, Membership, Organization, OtherName, Post
from .spelling import folded, searchable

BIN = "KZ-BIN"
LINKS = ("area", "parent", "branch_of", "successor")


def known_kind(classification: str) -> None:
    if kind(classification) is None:
        refuse("classification", _('The register knows no kind of body "%(code)s".') % {"code": classification})


def check(body: Organization) -> None:
    """Fields, place, dates and links of one body; raises ``ValidationError`` naming the field."""
    body.clean_fields(exclude=LINKS)
    if not (body.name_kk or body.name_ru or body.name_en):
        refuse("name_ru", _("Give the body a name in at least one language."))
    _check_place(body)
    if body.founding_date and body.dissolution_date and body.dissolution_date < body.founding_date:
        refuse(
            "founding_date",
            _("The body ended on %(end)s; it cannot have been founded later.") % {"end": dotted(body.dissolution_date)},
        )
    _check_links(body)


def check_unique_name(body: Organization) -> None:
    """No second living body of the same kind, place and name."""
    wanted = _folded_names(body)
    others = Organization.objects.filter(
        classification=body.classification, area=body.area_id, dissolution_date=None
    ).exclude(pk=body.pk)
    for other in others.only("name_kk", "name_ru", "name_en"):
        if wanted & _folded_names(other):
            refuse("name_ru", _('The register already holds "%(name)s" of this kind and place.') % {"name": other.name})


def check_members_dates(body: Organization) -> None:
    """A corrected founding date must not leave an older post or holder behind."""
    if body.founding_date is None:
        return
    older = Membership.objects.filter(organization=body, start_date__lt=body.founding_date)
    if holder := older.order_by("start_date").first():
        refuse(
            "founding_date",
            _("%(person)s holds a post here since %(day)s; the body cannot be younger than that. Correct that first.")
            % {"person": holder.person, "day": dotted(holder.start_date)},
        )
    post = Post.objects.filter(organization=body, start_date__lt=body.founding_date).order_by("start_date").first()
    if post:
        refuse(
            "founding_date",
            _('The post "%(post)s" exists since %(day)s; the body cannot be younger than that. Correct that first.')
            % {"post": post, "day": dotted(post.start_date)},
        )


def within_body(field: str, day: date | None, body: Organization) -> None:
    """A day of a post or a holder lies in the body's life."""
    if day and body.founding_date and day < body.founding_date:
        refuse(
            field,
            _('"%(body)s" exists since %(begun)s, but the date is %(day)s. Check the date.')
            % {"body": body, "begun": dotted(body.founding_date), "day": dotted(day)},
        )
    if day and body.dissolution_date and day > body.dissolution_date:
        refuse(
            field,
            _('"%(body)s" ended on %(end)s, but the date is %(day)s. Check the date or choose its successor.')
            % {"body": body, "end": dotted(body.dissolution_date), "day": dotted(day)},
        )


def bin_of(body: Organization) -> str:
    return body.identifiers.filter(scheme=BIN).values_list("identifier", flat=True).first() or ""


def keep_bin(body: Organization, number: str) -> None:
    """A legal entity's number; a person's number is refused (its fifth digit is never 4, 5 or 6)."""
    number = (number or "").strip()
    if number:
        _check_bin(number)
        taken = Identifier.objects.filter(scheme=BIN, identifier=number).exclude(organization=body).first()
        if taken:
            refuse("bin", _("This number belongs to another body of the register."))
    body.identifiers.filter(scheme=BIN).exclude(identifier=number).delete()
    if number:
        body.identifiers.get_or_create(scheme=BIN, identifier=number)


def short_names_of(body: Organization) -> list[str]:
    return list(body.other_names.filter(end_date=None, language="").values_list("name", flat=True).order_by("id"))


def keep_short_names(body: Organization, names: Iterable[str]) -> None:
    """Abbreviations and everyday names that hold at any time."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    for name in wanted:
        no_personal_numbers(short_names=name)
    if wanted != short_names_of(body):
        body.other_names.filter(end_date=None, language="").delete()
        OtherName.objects.bulk_create([OtherName(organization=body, name=name[:300]) for name in wanted])


def refresh_search(body: Organization) -> None:
    """Write down under which words the body is found."""
    others = list(body.other_names.values_list("name", flat=True))
    numbers = list(body.identifiers.values_list("identifier", flat=True))
    body.search_text = searchable([body.name_kk, body.name_ru, body.name_en, *others, *numbers])
    Organization.objects.filter(pk=body.pk).update(search_text=body.search_text)


def _check_place(body: Organization) -> None:
    known, area = body.kind, body.area
    if not known.fits_level(area.level):
        refuse(
            "area",
            _('"%(kind)s" does not belong to "%(area)s": choose an area of the right level.')
            % {"kind": known.label, "area": area},
        )
    if known.of_area and body.founding_date and area.valid_from and body.founding_date < area.valid_from:
        refuse(
            "founding_date",
            _('The body is founded on %(day)s, but "%(area)s" exists since %(begun)s. Check the date or the area.')
            % {"day": dotted(body.founding_date), "area": area, "begun": dotted(area.valid_from)},
        )


def _check_links(body: Organization) -> None:
    for field in ("parent", "branch_of"):
        above, seen = getattr(body, field), {body.pk}
        while above is not None:
            if above.pk in seen:
                refuse(field, _("A body cannot stand above itself."))
            seen.add(above.pk)
            above = getattr(above, field)
    if body.branch_of and body.branch_of.classification != body.classification:
        refuse("branch_of", _("A branch is of the same kind as its main body."))


def _check_bin(number: str) -> None:
    if not (number.isascii() and number.isdigit() and len(number) == 12):
        refuse("bin", _("A BIN has twelve digits."))
    if number[4] not in "456":
        refuse("bin", _("This looks like a person's number (IIN). The register keeps only the BIN of an organisation."))
    if _control_digit(number[:11]) != int(number[11]):
        refuse("bin", _("The last digit of the BIN does not fit the others. Check the number."))


def _control_digit(digits: str) -> int:
    """The weights of the state register: 1 to 11, and when that gives ten, once more from 3."""
    for first in (1, 3):
        total = sum(int(digit) * ((first + place - 1) % 11 + 1) for place, digit in enumerate(digits)) % 11
        if total != 10:
            return total
    return 10


def _folded_names(body: Organization) -> set[str]:
    return {folded(name) for name in (body.name_kk, body.name_ru, body.name_en) if name}
