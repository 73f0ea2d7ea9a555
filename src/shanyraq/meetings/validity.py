"""What an event must be to make sense: each check says what is wrong, why, and what to do."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.places.calendar import local_date, today

from . import kinds

PLANNED_AHEAD = timedelta(days=2 * 366)


def known_kind(classification: str) -> None:
    if classification not in kinds.kinds():
        raise ValidationError(
            _("There is no kind of event '%(code)s'. Choose one from the list.") % {"code": classification}
        )


def end_after_start(start, end) -> None:
    if end is not None and end <= start:
        raise ValidationError(
            _("The event begins at %(start)s and would end at %(end)s. Give an end that is later.")
            % {"start": _moment(start), "end": _moment(end)}
        )


def body_exists(organization, day) -> None:
    """A body holds nothing before it exists or after it has ended; the sentence names its neighbour in time."""
    founded, ended = organization.founding_date, organization.dissolution_date
    if founded and day < founded:
        raise ValidationError(_not_yet(organization, founded, organization.predecessors.on(day).first(), day))
    if ended and day > ended:
        raise ValidationError(_no_longer(organization, ended, organization.successor, day))


def area_exists(area, day) -> None:
    if area.valid_from and day < area.valid_from:
        raise ValidationError(_not_yet(area, area.valid_from, area.predecessors.on(day).first(), day))
    if area.valid_to and day > area.valid_to:
        raise ValidationError(_no_longer(area, area.valid_to, area.successor, day))


def _not_yet(one, since, earlier, day) -> str:
    known = {"day": _date(day), "body": one.name, "since": _date(since)}
    if earlier is None:
        return (
            _(
                "The meeting is dated %(day)s, but %(body)s exists since %(since)s. "
                "Check the date or choose another body."
            )
            % known
        )
    return _(
        "The meeting is dated %(day)s, but %(body)s exists since %(since)s. Check the date or choose %(other)s."
    ) % (known | {"other": earlier.name})


def _no_longer(one, until, later, day) -> str:
    known = {"day": _date(day), "body": one.name, "until": _date(until)}
    if later is None:
        return (
            _(
                "The meeting is dated %(day)s, but %(body)s existed until %(until)s. "
                "Check the date or choose another body."
            )
            % known
        )
    return _(
        "The meeting is dated %(day)s, but %(body)s existed until %(until)s. Check the date or choose %(other)s."
    ) % (known | {"other": later.name})


def can_be_planned(start) -> None:
    """A plan is for today or later, and for a time people can foresee."""
    day, last = local_date(start), today() + PLANNED_AHEAD
    if day < today():
        raise ValidationError(
            _("%(day)s has passed: an event of the past is not planned. If it took place, record it as held.")
            % {"day": _date(day)}
        )
    if day > last:
        raise ValidationError(
            _("Events are planned up to %(last)s, and this one is dated %(day)s. Check the year.")
            % {"last": _date(last), "day": _date(day)}
        )


def already_begun(start, now) -> None:
    """Held means that it happened: the future is planned, not recorded."""
    if start > now:
        raise ValidationError(
            _("The event is on %(start)s, which is still to come. Record it as held after it has begun, or plan it.")
            % {"start": _moment(start)}
        )


def in_region_of(organization, area) -> None:
    """A body of a region holds events in that region."""
    own = organization.area
    if own.level and area.region_code != own.region_code:
        raise ValidationError(
            _("%(body)s belongs to %(region)s and cannot hold an event of %(area)s. Choose an area of its region.")
            % {"body": organization.name, "region": own.name, "area": area.name}
        )


def post_of_region(post, area) -> None:
    """People of a region's event come from that region or from the centre."""
    home = post.organization.area
    if area.level and home.level and home.region_code != area.region_code:
        raise ValidationError(
            _(
                "%(post)s (%(body)s) belongs to another region than the event, %(area)s. "
                "Choose a post of this region, or let the centre hold the event."
            )
            % {"post": post.label, "body": post.organization.name, "area": area.name}
        )


def body_of_region(organization, area) -> None:
    """A region's event decides for bodies of that region or of the centre."""
    home = organization.area
    if area.level and home.level and home.region_code != area.region_code:
        raise ValidationError(
            _("%(body)s belongs to another region than the event, %(area)s. Choose a body of this region.")
            % {"body": organization.name, "area": area.name}
        )


def post_exists(post, day) -> None:
    starts, ends = post.start_date, post.end_date
    if (starts and day < starts) or (ends and day > ends):
        raise ValidationError(
            _("The post of %(post)s (%(body)s) does not exist on %(day)s. Check the date or choose another post.")
            % {"post": post.label, "body": post.organization.name, "day": _date(day)}
        )


def enough_notice(day) -> None:
    """A key flag is set strictly before the day of the event and early enough for those it binds."""
    days, least = (day - today()).days, kinds.policy().key_notice_days
    if days <= 0:
        raise ValidationError(
            _(
                "The event is dated %(day)s. An event is marked as key before its day and never afterwards: "
                "nobody can be bound by it in hindsight."
            )
            % {"day": _date(day)}
        )
    if days < least:
        raise ValidationError(
            ngettext(
                "The event is in %(days)s day; those it binds are told at least %(least)s days before. "
                "Choose a later day, or hold it without the mark.",
                "The event is in %(days)s days; those it binds are told at least %(least)s days before. "
                "Choose a later day, or hold it without the mark.",
                days,
            )
            % {"days": days, "least": least}
        )


def reason_given(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Say why: the reason stays in the journal and is shown on the page."))


def past_day(day, not_before, what: str) -> None:
    """A day between the event and today."""
    if day < not_before or day > today():
        raise ValidationError(
            _("%(what)s: %(day)s does not fit. Give a day from %(first)s to %(last)s.")
            % {"what": what, "day": _date(day), "first": _date(not_before), "last": _date(today())}
        )


def still_planned(event) -> None:
    if not event.is_planned:
        raise ValidationError(
            _("The event is %(status)s: this is done only while it is planned.")
            % {"status": event.get_status_display()}
        )


def held(event) -> None:
    if not event.is_held:
        raise ValidationError(_("First record that the event took place."))


def still_open(event) -> None:
    if event.is_gone or event.status == event.Status.CLOSED:
        raise ValidationError(_("The event is %(status)s and stays as it is.") % {"status": event.get_status_display()})


def _date(day) -> str:
    return day.strftime("%d.%m.%Y")


def _moment(moment) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")
