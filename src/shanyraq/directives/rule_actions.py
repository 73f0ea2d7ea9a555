"""Deeds on rules: a confirmed directive becomes a rule, a rule gets a new version, a rule ends. Old windows stay."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.compliance import ScenarioError, rule_from_json
from shanyraq.places.calendar import today

from . import standing
from .act_actions import put_in_force
from .act_errors import ActError
from .act_permissions import can_decide, can_prepare
from .models import Directive, Rule, RuleForce, SourceAct
from .rule_queries import BY_ANALOGY, derived_force, free_code
from .rule_vocabulary import analogous_to

TITLES = ("title_kk", "title_ru", "title_en")
MEANINGS = ("meaning_kk", "meaning_ru", "meaning_en")
SUBSTANCE = ("force", "cadence", "checks", "accept_late", "selector", "since_assumed", "group", "counterparty")
WORDS = (*TITLES, *MEANINGS, "source_note", "force_reason")
ONE_DAY = timedelta(days=1)


class RuleError(ActError):
    """The rule does not hold together; the message says what and how to mend it."""


@transaction.atomic
def make_rule(*, by, since: date, directive: Directive | None = None, code: str = "", **content) -> Rule:
    """Make a rule: of a confirmed directive, or without one (the country pack).

    ``content``: force, force_reason, selector, cadence, checks, accept_late, titles and meanings in three languages,
    group, counterparty, since_assumed. The act of the directive is put in force, so that those bound can read it.
    Raises ``RuleError`` with a sentence when something does not fit.
    """
    directive = _asked(by, directive)
    rule = draft_rule(directive=directive, since=since, code=code, **content)
    rule.code = code or free_code(rule.title_en)
    if Rule.objects.filter(code=rule.code).exists():
        raise RuleError(_("There is a rule with the code %(code)s already. Replace it, or choose another code.") % {
            "code": rule.code
        })  # fmt: skip
    check_rule(rule)
    _put_act_in_force(directive, by)
    rule.created_by = None if by == journal.SYSTEM else by
    rule.save(force_insert=True)
    standing.refresh_rule(rule)
    journal.record("directives.rule_made", rule, by=by, reason=rule.force_reason, **summary(rule))
    return rule


@transaction.atomic
def make_rule_by_analogy(*, rule: Rule, by) -> Rule:
    """The same rule for those who stand alike though the words do not name them, in a class of its own."""
    alike = analogous_to(rule.selector)
    if alike is None:
        raise RuleError(_("The country pack names nobody who stands alike with those whom this rule binds."))
    content = {name: getattr(rule, name) for name in (*SUBSTANCE, *MEANINGS, "source_note")}
    titles = {name: f"{getattr(rule, name)} ({getattr(alike, name[-2:])})"[:300] for name in TITLES}
    reason = _("By analogy with the rule %(code)s: the words do not name them.") % {"code": rule.code}
    own = {**titles, "selector": dict(alike.selector), "group": BY_ANALOGY, "force_reason": reason}
    made = make_rule(directive=rule.directive, since=rule.since, by=by, **{**content, **own})
    journal.record("directives.rule_made_by_analogy", made, by=by, like=rule.code)
    return made


@transaction.atomic
def replace_rule(*, rule: Rule, since: date, reason: str, by, **changes) -> Rule:
    """A new version from a day on; the old one ends the day before and its windows stay as they were.

    A rule that has ended begins anew: the time between stays a gap.
    """
    if not can_prepare(by):
        raise PermissionDenied
    old = _current(rule)
    if not reason.strip():
        raise RuleError(_("Say why the rule changes: the decision, its number and date."))
    if old.valid_to is not None and since <= old.valid_to:
        raise RuleError(
            _("The rule ended on %(day)s; it can begin anew after that day.")
            % {"day": old.valid_to.strftime("%d.%m.%Y")}
        )
    if since <= old.since:
        raise RuleError(
            _("The present version is in force since %(day)s, so a new one begins later than that. Give a later day.")
            % {"day": old.since.strftime("%d.%m.%Y")}
        )
    if since < today() and by != journal.SYSTEM:
        raise RuleError(_("A new version begins today or later: windows that have passed are not rewritten."))
    carried = {name: getattr(old, name) for name in (*SUBSTANCE, *WORDS)}
    new = draft_rule(directive=old.directive, since=since, code=old.code, **{**carried, **changes})
    new.version = old.version + 1
    new.created_by = None if by == journal.SYSTEM else by
    check_rule(new)
    if old.valid_to is None:
        old.valid_to, old.end_reason = since - ONE_DAY, reason.strip()
        old.save(update_fields=["valid_to", "end_reason"])
    new.save(force_insert=True)
    standing.refresh_rule(old)
    standing.refresh_rule(new)
    journal.record("directives.rule_replaced", new, by=by, reason=reason, old=summary(old), **summary(new))
    return new


@transaction.atomic
def close_rule(*, rule: Rule, reason: str, by, on: date | None = None) -> Rule:
    """The rule ends; ``on`` is its last day (today by default). Windows not due by then are void, the past stays."""
    if not can_prepare(by):
        raise PermissionDenied
    rule = _current(rule)
    if rule.valid_to is not None:
        raise RuleError(_("This rule has ended on %(day)s already.") % {"day": rule.valid_to.strftime("%d.%m.%Y")})
    last = on or today()
    if not reason.strip():
        raise RuleError(_("Say why the rule ends: the decision, its number and date."))
    if last < today() and by != journal.SYSTEM:
        raise RuleError(_("A rule ends today or later: windows that have passed are not rewritten."))
    rule.valid_to, rule.end_reason = max(last, rule.since - ONE_DAY), reason.strip()
    rule.save(update_fields=["valid_to", "end_reason"])
    standing.refresh_rule(rule)
    journal.record("directives.rule_closed", rule, by=by, reason=reason, code=rule.code, on=last)
    return rule


@transaction.atomic
def source_rule(*, rule: Rule, directive: Directive, by) -> Rule:
    """A rule of the country pack gets the sentence it comes from, instead of a second rule that says the same."""
    directive = _asked(by, directive)
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.directive_id is not None:
        raise RuleError(_("This rule has its sentence already. Make a new version, or a rule of its own."))
    _put_act_in_force(directive, by)
    rule.directive = directive
    rule.save(update_fields=["directive"])
    journal.record("directives.rule_sourced", rule, by=by, code=rule.code, directive=str(directive.pk))
    return rule


@transaction.atomic
def rename_rule(*, rule: Rule, by, **words) -> Rule:
    """Correct the wording of a rule (titles, meanings, the note on its source); its substance stays."""
    if not can_prepare(by):
        raise PermissionDenied
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    changed = {name: words[name] for name in WORDS if name in words and getattr(rule, name) != words[name]}
    for name, value in changed.items():
        setattr(rule, name, value)
    _check_titles(rule)
    rule.save(update_fields=list(changed))
    journal.record("directives.rule_renamed", rule, by=by, code=rule.code, new=changed)
    return rule


def draft_rule(*, since: date, force: str, selector: dict, cadence: dict, checks: list, directive=None, **rest) -> Rule:
    """A rule that is not saved: for the preview, and for the deeds above."""
    known = {"code", "accept_late", "force_reason", "since_assumed", "group", "counterparty", *WORDS}
    unknown = set(rest) - known
    if unknown:
        raise TypeError(f"not a part of a rule: {', '.join(sorted(unknown))}")
    return Rule(
        directive=directive, since=since, force=force, selector=selector, cadence=cadence, checks=checks, **rest
    )


def check_rule(rule: Rule) -> None:
    """Raises ``RuleError`` unless the engine understands the rule, it binds somebody and its force is earned."""
    _check_titles(rule)
    if not rule.selector.get("classifications") and not rule.selector.get("organizations"):
        raise RuleError(_("Choose whom the rule binds."))
    try:
        rule_from_json(engine_json(rule))
    except ScenarioError as wrong:
        raise RuleError(
            _("The rule does not hold together (%(field)s): %(problem)s")
            % {"field": wrong.field, "problem": wrong.problem}
        ) from wrong
    check_force(rule)


def check_force(rule: Rule) -> None:
    """A force other than that of the wording needs a reason; a must also a named bearer and a term."""
    if rule.directive is None:
        return
    derived = derived_force(rule.directive)
    if rule.force == RuleForce.MUST and not rule.directive.bearer:
        raise RuleError(
            _("The directive names no bearer, so its rule cannot be a must. Choose should, or name the bearer first.")
        )
    if rule.force == RuleForce.MUST and not has_term(rule.cadence):
        raise RuleError(_("A must needs a term: how often, at each key event, or a day by which it is done."))
    if rule.force != derived and not rule.force_reason.strip():
        raise RuleError(
            _("By its wording this is: %(derived)s. Give a reason for choosing another force.")
            % {"derived": derived.label}
        )


def has_term(cadence: Mapping[str, Any]) -> bool:
    return cadence["mode"] != "once" or bool(cadence.get("due"))


def engine_json(rule: Rule) -> dict:
    """The rule as the engine's own JSON."""
    said = {"force": str(rule.force), "since": rule.since.isoformat(), "cadence": rule.cadence, "checks": rule.checks}
    return {**said, "accept_late": rule.accept_late} if rule.accept_late else said


def summary(rule: Rule) -> dict:
    """What the journal keeps of a rule."""
    return {"code": rule.code, "version": rule.version, "selector": rule.selector, **engine_json(rule)}


def _asked(by, directive: Directive | None) -> Directive | None:
    """The directive as it stands now. Of a directive only a person makes a rule; without one the pack may too."""
    if not (can_decide(by) if directive else can_prepare(by)):
        raise PermissionDenied
    if directive is None:
        return None
    current = Directive.objects.select_for_update(of=("self",)).select_related("act").get(pk=directive.pk)
    if current.state != Directive.State.CONFIRMED:
        raise RuleError(_("Only a confirmed directive becomes a rule. Accept the directive first."))
    return current


def _put_act_in_force(directive: Directive | None, by) -> None:
    """Those bound must be able to read where their duty comes from."""
    if directive and directive.act.state == SourceAct.State.DRAFT:
        put_in_force(act=directive.act, by=by)


def _check_titles(rule: Rule) -> None:
    missing = [name[-2:] for name in TITLES if not getattr(rule, name).strip()]
    if missing:
        raise RuleError(_("Give the title in every language; missing: %(languages)s.") % {
            "languages": ", ".join(missing)
        })  # fmt: skip


def _current(rule: Rule) -> Rule:
    """The newest version, locked; only it can be replaced or closed."""
    newest = Rule.objects.select_for_update().filter(code=rule.code).order_by("-version").first()
    if newest.pk != rule.pk:
        raise RuleError(_("This rule has a newer version already (%(number)s). Look at it first.") % {
            "number": newest.version
        })  # fmt: skip
    return newest
