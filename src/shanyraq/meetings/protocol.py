"""From a decision to a duty: an act of kind "minutes with decisions", its directive, and a one-off rule."""

from hashlib import sha256

from django.utils import timezone, translation

from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.directives.models import Directive, Force, Rule, RuleForce, Side, SourceAct
from shanyraq.directives.permissions import side_of
from shanyraq.places.calendar import today
from shanyraq.reading import detect_language

from .models import Decision

PROPOSER = "meetings"
TITLE_LENGTH = 300


def rule_for(decision: Decision, *, by) -> Rule:
    """The one-off duty of a decision: its bearer, due on its term, met when the measure is done and confirmed."""
    directive = _directive(decision, _act(decision, by), by)
    event = decision.event
    rule = Rule.objects.create(
        code=f"decision-{decision.pk}",
        directive=directive,
        **{f"title_{language}": decision.text[:TITLE_LENGTH] for language in ("kk", "ru", "en")},
        source_note=directive.act.title,
        group="decisions",
        force=RuleForce.MUST,
        since=event.day,
        cadence={"mode": "once", "due": decision.due.isoformat()},
        checks=[{"check": "measure_done"}],
        selector={
            "bearer": "organization",
            "classifications": [decision.bearer.classification],
            "organizations": [str(decision.bearer_id)],
        },
        created_by=by,
    )
    journal.record("directives.rule_made", rule, by=by, area=event.area, decision=str(decision.pk))
    return rule


def can_release(user, decision: Decision) -> bool:
    return (
        decision.bearer_id is not None
        and user.has_role(RoleName.HQ_CONTROLLER, RoleName.REGIONAL_SECRETARY)
        and side_of(user, decision.bearer, today()) == Side.ASSEMBLY
    )


def close(rule: Rule, last_day) -> None:
    """The rule ends; its windows become void, and history keeps it."""
    rule.valid_to = last_day
    rule.save(update_fields=["valid_to"])


def _act(decision: Decision, by) -> SourceAct:
    event = decision.event
    language = detect_language(decision.text)
    with translation.override(language):
        title = f"{event.title}, {event.day:%d.%m.%Y} · № {decision.order}"
        opening = f"{event.title}\n{timezone.localtime(event.start):%d.%m.%Y %H:%M}, {event.organizer}\n{event.uid}\n\n"
    text = f"{opening}{decision.order}. {decision.text}"
    return SourceAct.objects.create(
        kind=SourceAct.Kind.PROTOCOL,
        title=title[:TITLE_LENGTH],
        number=str(decision.order),
        issuer=str(event.organizer)[:TITLE_LENGTH],
        issuing_body=event.organizer,
        date=event.day,
        language=language,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        state=SourceAct.State.IN_FORCE,
        external_ref=event.uid,
        added_by=by,
    )


def _directive(decision: Decision, act: SourceAct, by) -> Directive:
    start = len(act.text) - len(decision.text)
    return Directive.objects.create(
        act=act,
        start=start,
        end=len(act.text),
        quote=decision.text,
        force=Force.OBLIGATION,
        bearer=str(decision.bearer)[:300],
        action=decision.text,
        deadline={"text": decision.due.isoformat()},
        proposer=PROPOSER,
        source_sha256=act.sha256,
        state=Directive.State.CONFIRMED,
        decided_by=by,
        decided_at=timezone.now(),
    )
