"""What cannot be, said in words: each function refuses with ``ValidationError`` or is silent."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shanyraq.places import calendar
from shanyraq.registry.models import Organization

from .duty_evaluation import cases
from .models import Extension, Rule, Waiver


def require_order(start: date, end: date) -> None:
    if end < start:
        raise ValidationError(_("The last day must not be before the first."))


def require_bound(rule: Rule, organization: Organization, start: date, end: date) -> None:
    """The rule binds the body on one of the days, or will when it begins."""
    days = {max(day, rule.since) for day in (start, end)}
    if not any(cases([rule], day, [organization.pk]) for day in days):
        raise ValidationError(_("This rule does not bind this body, so there is nothing to excuse."))


def require_no_waiver(rule: Rule, organization: Organization, start: date, end: date) -> None:
    overlapping = Waiver.objects.filter(
        rule__code=rule.code, organization=organization, withdrawn_at=None, start_date__lte=end, end_date__gte=start
    ).first()
    if overlapping:
        raise ValidationError(
            _("The bearer is excused already from %(start)s to %(end)s. Withdraw that first, or choose other days.")
            % {"start": said(overlapping.start_date), "end": said(overlapping.end_date)}
        )


def require_running(rule: Rule, organization: Organization, due: date) -> None:
    """More time is asked for a window that runs or is to come, while its date has not passed."""
    today = calendar.today()
    if today > due:
        raise ValidationError(
            _("The date %(due)s has passed. More time can be asked for only before the date; now say what happened.")
            % {"due": said(due)}
        )
    for case in cases([rule], today, [organization.pk]):
        known = [*case.windows(today), case.upcoming(today)]
        if any(window and window.due == due and window.closed_on is None for window in known):
            return
    raise ValidationError(_("No window of this duty is due on %(due)s. Look at the duty again.") % {"due": said(due)})


def require_no_extension(rule: Rule, organization: Organization, due: date) -> None:
    open_states = [Extension.State.REQUESTED, Extension.State.GRANTED]
    if Extension.objects.filter(
        rule__code=rule.code, organization=organization, due=due, state__in=open_states
    ).exists():
        raise ValidationError(_("More time for this date was asked for already."))


def required(text: str, otherwise: str) -> str:
    text = (text or "").strip()
    if not text:
        raise ValidationError(otherwise)
    return text


def said(day) -> str:
    """A day as people write it here."""
    return date_format(timezone.localtime(day) if hasattr(day, "hour") else day, "d.m.Y")
