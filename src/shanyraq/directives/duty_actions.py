"""The few things people may add to a duty: a word on a fact, an excuse, a later date. None of them sets a state.

Every deed refuses in plain words: ``PermissionDenied`` when this person may not, ``ValidationError`` when it cannot be.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.audit.ids import new_id
from shanyraq.places import calendar
from shanyraq.registry.models import Organization, Post
from shanyraq.registry.queries import posts_acted_for

from . import duty_refusals as refusals
from . import facts, permissions, standing
from .facts import RecordedFact
from .models import CalendarKey, Confirmation, Extension, Rule, Side, Waiver

Stance = Confirmation.Stance


@transaction.atomic
def confirm_fact(*, fact_id: str, organization: Organization, by) -> Confirmation:
    """The other side says: so it was. The fact counts from now on, by the day it happened."""
    word = _give_word(fact_id, organization, Stance.CONFIRMED, "", by)
    journal.record("directives.fact_confirmed", word, by=by, area=organization.area_id, **_about(word))
    standing.refresh([word.organization_id])
    return word


@transaction.atomic
def dispute_fact(*, fact_id: str, organization: Organization, reason: str, by) -> Confirmation:
    """The other side says: so it was not, and why. The fact does not count while the dispute stands."""
    reason = refusals.required(reason, _("Say why you dispute it: the other side will read the reason."))
    word = _give_word(fact_id, organization, Stance.DISPUTED, reason, by)
    journal.record("directives.fact_disputed", word, by=by, area=organization.area_id, reason=reason, **_about(word))
    standing.refresh([word.organization_id])
    return word


@transaction.atomic
def grant_waiver(
    *, rule: Rule, organization: Organization, start: date, end: date, reason: str, document: str, by
) -> Waiver:
    """Excuse a bearer for the days from ``start`` to ``end``: windows due in them are not counted as missed."""
    if not permissions.can_waive(by, organization):
        raise PermissionDenied(_("Only a controller of the centre excuses a bearer, and never his own body."))
    reason = refusals.required(reason, _("Say why the bearer is excused."))
    document = refusals.required(document, _("Name the document that excuses the bearer."))
    refusals.require_order(start, end)
    refusals.require_bound(rule, organization, start, end)
    refusals.require_no_waiver(rule, organization, start, end)
    waiver = Waiver.objects.create(
        rule=rule,
        organization=organization,
        start_date=start,
        end_date=end,
        reason=reason,
        document=document,
        granted_by=by,
    )
    journal.record(
        "directives.waiver_granted",
        waiver,
        by=by,
        area=organization.area_id,
        reason=reason,
        start=start,
        end=end,
        document=document,
        **_duty(rule, organization),
    )
    standing.refresh([organization.pk])
    return waiver


@transaction.atomic
def withdraw_waiver(*, waiver: Waiver, reason: str, by) -> Waiver:
    """Take an excuse back; it stays readable with the reason."""
    organization = waiver.organization
    if not permissions.can_waive(by, organization):
        raise PermissionDenied(_("Only a controller of the centre withdraws an excuse."))
    reason = refusals.required(reason, _("Say why the excuse is withdrawn."))
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if waiver.withdrawn_at:
        raise ValidationError(
            _("This excuse was withdrawn already, on %(day)s.") % {"day": refusals.said(waiver.withdrawn_at)}
        )
    waiver.withdrawn_at, waiver.withdrawn_reason = timezone.now(), reason
    waiver.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    journal.record(
        "directives.waiver_withdrawn",
        waiver,
        by=by,
        area=organization.area_id,
        reason=reason,
        **_duty(waiver.rule, organization),
    )
    standing.refresh([organization.pk])
    return waiver


@transaction.atomic
def request_extension(
    *, rule: Rule, organization: Organization, due: date, new_due: date, reason: str, document: str = "", by
) -> Extension:
    """The bearer's side asks for a later date, before the old one has passed."""
    if not permissions.can_request_extension(by, organization):
        raise PermissionDenied(_("Only the side that bears the duty asks for more time."))
    reason = refusals.required(reason, _("Say why more time is needed."))
    refusals.require_running(rule, organization, due)
    if new_due <= due:
        raise ValidationError(_("The new date must be later than %(due)s.") % {"due": refusals.said(due)})
    refusals.require_no_extension(rule, organization, due)
    extension = Extension.objects.create(
        rule=rule,
        organization=organization,
        due=due,
        new_due=new_due,
        reason=reason,
        document=document.strip(),
        requested_by=by,
    )
    journal.record(
        "directives.extension_requested",
        extension,
        by=by,
        area=organization.area_id,
        reason=reason,
        due=due,
        new_due=new_due,
        **_duty(rule, organization),
    )
    return extension


@transaction.atomic
def decide_extension(*, extension: Extension, granted: bool, reason: str = "", by) -> Extension:
    """The issuer's side grants or refuses (with a reason) a later date; the old date stays visible beside it."""
    organization = extension.organization
    if not permissions.can_decide_extension(by, organization):
        raise PermissionDenied(_("Only a controller of the centre decides on more time, and never for his own body."))
    if not granted:
        reason = refusals.required(reason, _("Say why more time is refused."))
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    if extension.state != Extension.State.REQUESTED:
        raise ValidationError(
            _("This request was decided already: %(state)s.") % {"state": extension.get_state_display()}
        )
    extension.state = Extension.State.GRANTED if granted else Extension.State.REFUSED
    extension.decided_by, extension.decided_at, extension.decision_reason = by, timezone.now(), reason.strip()
    extension.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    journal.record(
        "directives.extension_granted" if granted else "directives.extension_refused",
        extension,
        by=by,
        area=organization.area_id,
        reason=extension.decision_reason,
        due=extension.due,
        new_due=extension.new_due,
        **_duty(extension.rule, organization),
    )
    standing.refresh([organization.pk])
    return extension


@transaction.atomic
def make_calendar_key(*, by) -> CalendarKey:
    """A new private calendar address for oneself; the one before it stops working."""
    key, is_new = CalendarKey.objects.select_for_update().get_or_create(user=by)
    if not is_new:
        key.serial += 1
        key.save()
    journal.record("directives.calendar_key_made", key, by=by, serial=key.serial)
    return key


def _give_word(fact_id: str, organization: Organization, stance: str, reason: str, by) -> Confirmation:
    owner, known = _known_fact(fact_id, organization)
    side = _other_side(known, owner, by)
    if known.fact.date > calendar.today():
        raise ValidationError(
            _("This has not happened yet: it is dated %(day)s.") % {"day": refusals.said(known.fact.date)}
        )
    before = Confirmation.objects.select_for_update().filter(
        fact_id=fact_id, organization=owner, side=side, replaced_by=None
    )
    return _replace_word(
        before.first(),
        Confirmation(
            id=new_id(),
            fact_id=fact_id,
            organization=owner,
            side=side,
            stance=stance,
            reason=reason,
            by=by,
            for_post=_post_spoken_for(by, owner),
        ),
    )


def _replace_word(before: Confirmation | None, word: Confirmation) -> Confirmation:
    """A later word takes the place of an earlier one, which stays readable."""
    if before and before.stance == word.stance == Stance.CONFIRMED:
        raise ValidationError(
            _("This fact was confirmed already: %(name)s, %(day)s.")
            % {"name": before.by, "day": refusals.said(before.at)}
        )
    if before and (before.stance, before.reason) == (word.stance, word.reason):
        raise ValidationError(
            _("This fact was disputed already for the same reason: %(name)s, %(day)s.")
            % {"name": before.by, "day": refusals.said(before.at)}
        )
    if before:
        # The old word steps aside first: at no moment do two words of one side stand.
        Confirmation.objects.filter(pk=before.pk).update(replaced_by=word.pk)
    try:
        with transaction.atomic():
            word.save(force_insert=True)
    except IntegrityError as twice:
        raise ValidationError(_("Somebody of your side gave a word on this fact a moment ago. Look again.")) from twice
    return word


def _known_fact(fact_id: str, organization: Organization) -> tuple[Organization, RecordedFact]:
    """The fact and the body it belongs to: the given one, or one whose duty that has taken over."""
    bodies = _with_predecessors(organization)
    try:
        told = facts.source_of(fact_id).facts_of(bodies.keys())
    except facts.UnknownFact:
        told = {}
    for pk, found in told.items():
        for known in found:
            if known.fact.id == fact_id:
                return bodies[pk], known
    raise ValidationError(_("This fact is not known any more: it may have been mended or withdrawn. Look again."))


def _with_predecessors(organization: Organization) -> dict[UUID, Organization]:
    found, wanted = {organization.pk: organization}, {organization.pk}
    while wanted:
        past = Organization.objects.filter(successor__in=wanted).exclude(pk__in=found).select_related("area").in_bulk()
        found |= past
        wanted = set(past)
    return found


def _other_side(known: RecordedFact, organization: Organization, by) -> Side:
    side = permissions.side_of(by, organization)
    if side is None:
        raise PermissionDenied(_("You speak for neither side of this duty."))
    if known.side is None:
        raise ValidationError(_("This fact comes from the register: it needs no second word."))
    if side == known.side:
        raise PermissionDenied(_("Your own side recorded this fact. The other side has the word."))
    return side


def _post_spoken_for(user, organization: Organization) -> Post | None:
    """The post for which a user speaks: one of the bearer's if he acts for it, else the first he acts for."""
    posts = list(posts_acted_for(user, calendar.today()))
    own = [post for post in posts if post.organization_id == organization.pk]
    return next(iter(own or posts), None)


def _about(word: Confirmation) -> dict[str, str]:
    return {"fact": word.fact_id, "organization": str(word.organization_id), "side": word.side}


def _duty(rule: Rule, organization: Organization) -> dict[str, str]:
    return {"rule": rule.code, "rule_version": rule.version, "organization": str(organization.pk)}
