"""From a decision to a duty: an act of kind "minutes with decisions", its directive, and a one-off rule."""

from hashlib import sha256

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.directives import standing
from shanyraq.directives.models import Directive, Force, Rule, RuleForce, SourceAct
from shanyraq.directives.rule_actions import check_rule, close_rule, draft_rule, summary
from shanyraq.reading import detect_language

from . import kinds
from .models import Decision

PROPOSER = "meetings"
TITLE_LENGTH = 300
WORDING = {
    RuleForce.MUST: Force.OBLIGATION,
    RuleForce.SHOULD: Force.RECOMMENDATION,
    RuleForce.PROPOSED: Force.PROPOSAL,
}


def rule_for(decision: Decision, *, by) -> Rule:
    """The one-off duty of a decision: its bearer, due on its term, met when the measure is done and confirmed."""
    force = force_of(decision.event.organizer, decision.bearer)
    directive = _directive(decision, force, by)
    rule = draft_rule(
        directive=directive,
        code=f"decision-{decision.pk}",
        **{f"title_{language}": decision.text[:TITLE_LENGTH] for language in ("kk", "ru", "en")},
        source_note=directive.act.title,
        group="decisions",
        force=force,
        since=decision.event.day,
        cadence={"mode": "once", "due": decision.due.isoformat()},
        checks=[{"check": "measure_done"}],
        selector={"bearer": "organization", "organizations": [str(decision.bearer_id)]},
    )
    check_rule(rule)
    rule.created_by = by
    rule.save(force_insert=True)
    standing.refresh_rule(rule)
    journal.record("directives.rule_made", rule, by=by, area=decision.event.area, **summary(rule))
    return rule


def force_of(organizer, bearer) -> RuleForce:
    """How binding a decision is: for oneself a must; for others it depends on who decides (``kinds.toml``)."""
    if organizer == bearer:
        return RuleForce.MUST
    if organizer.classification not in kinds.policy().deciders:
        return RuleForce.PROPOSED
    return RuleForce.MUST if _side(organizer) == _side(bearer) else RuleForce.SHOULD


def end(decision: Decision, reason: str) -> None:
    """The rule ends with today; its open window becomes void, and history keeps it."""
    close_rule(rule=decision.rule, reason=reason, by=journal.SYSTEM)


def _side(body) -> str:
    return body.kind.side if body.kind else ""


def _act(decision: Decision, by) -> SourceAct:
    event = decision.event
    language = detect_language(decision.text)
    with translation.override(language):
        title = _("%(event)s, %(day)s: decision %(order)s") % {
            "event": event.title,
            "day": event.day.strftime("%d.%m.%Y"),
            "order": decision.order,
        }
        begun = timezone.localtime(event.start).strftime("%d.%m.%Y %H:%M")
        opening = f"{event.title}\n{event.organizer}, {begun}\n{event.uid}\n\n"
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


def _directive(decision: Decision, force: RuleForce, by) -> Directive:
    act = _act(decision, by)
    return Directive.objects.create(
        act=act,
        start=len(act.text) - len(decision.text),
        end=len(act.text),
        quote=decision.text,
        force=WORDING[force],
        bearer=str(decision.bearer)[:TITLE_LENGTH],
        action=decision.text,
        deadline={"text": decision.due.strftime("%d.%m.%Y")},
        proposer=PROPOSER,
        source_sha256=act.sha256,
        state=Directive.State.CONFIRMED,
        decided_by=by,
        decided_at=timezone.now(),
    )
