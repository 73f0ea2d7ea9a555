"""What the form of a new rule suggests from the directive's words. A person sees it all and changes it."""

from datetime import date

from django.utils.translation import gettext, override

from shanyraq.places.calendar import today
from shanyraq.registry.models import Organization

from .act_words import every_words
from .models import Directive, Rule
from .rule_queries import derived_force
from .rule_vocabulary import group_with, suggested_answers, suggested_group, term_label
from .rule_words import capitalized, when_words

LANGUAGES = ("kk", "ru", "en")
MEETING = "interethnic_meeting"


def for_directive(directive: Directive) -> dict:
    """Initial values of the form for a rule of this directive."""
    conditions = {condition["kind"] for condition in directive.conditions}
    in_person = bool(conditions & {"in_person", "no_delegation"})
    group = suggested_group(directive.bearer)
    act = directive.act
    checks = _checks(directive, in_person, conditions)
    said = {} if checks else suggested_answers(directive.quote)
    return {
        "bearers": group.code if group else "",
        "suggested_bearers": group.code if group else "",
        "by_analogy": bool(group and group.analogy),
        **_cadence_fields(_cadence(directive, in_person)),
        **checks,
        "late": "within" if directive.frequency else "always",
        "late_days": 14,
        "since": act.date or today(),
        "since_assumed": act.date is None or act.date_assumed,
        "force": derived_force(directive),
        "counterparty": _assembly(),
        "group": "key_events" if in_person else "meetings" if directive.frequency else "other",
        "nothing_fits": not checks and not said,
        **said,
    }


def of_rule(rule: Rule) -> dict:
    """Initial values of the form for a new version of a rule."""
    group = group_with(rule.selector)
    late = rule.accept_late
    return {
        **_selector_fields(rule.selector, group.code if group else ""),
        **_cadence_fields(rule.cadence),
        **_check_fields(rule.checks),
        "late": "within" if late else "always",
        "late_days": int(late[1:-1]) if late.startswith("P") and late.endswith("D") and late[1:-1].isdigit() else 14,
        "since": max(today(), rule.since),
        "since_assumed": False,
        "force": rule.force,
        "force_reason": rule.force_reason,
        "counterparty": rule.counterparty_id,
        "group": rule.group,
        **{f"title_{language}": getattr(rule, f"title_{language}") for language in LANGUAGES},
    }


def title_for(rule: Rule, language: str) -> str:
    """A short title in a language: what is asked, and how often."""
    with override(language):
        kinds = [check["classification"] for check in rule.checks if check["check"] == "event_held"]
        if kinds:
            first = kinds[0] if isinstance(kinds[0], str) else kinds[0][0]
            what = term_label("event", first)
        elif any(check["check"] == "present_in_person" for check in rule.checks):
            what = gettext("presence in person")
        elif filled := next((check for check in rule.checks if check["check"] == "post_filled"), None):
            reserved = filled.get("reserved_for")
            role = filled["role"] if isinstance(filled["role"], str) else filled["role"][0]
            what = term_label("reserved", reserved) if reserved else term_label("role", role)
        else:
            what = gettext("what is to be done")
        if rule.cadence["mode"] == "rolling":
            when = gettext("every %(term)s") % {"term": every_words(rule.cadence["every"])}
        else:
            when = when_words(rule.cadence)
        return f"{capitalized(what)}: {when}"


def _cadence(directive: Directive, in_person: bool) -> dict:
    if directive.frequency:
        return {"mode": "rolling", "every": directive.frequency["per"]}
    if in_person:
        return {"mode": "per_event"}
    day = (directive.deadline or {}).get("date") or ""
    return {"mode": "once", **({"due": day} if len(day) == 10 and not day.startswith("-") else {})}


def _checks(directive: Directive, in_person: bool, conditions: set[str]) -> dict:
    if in_person and not directive.frequency:
        return {"use_present_in_person": True}
    if directive.frequency:
        return {
            "use_event_held": True,
            "event_kinds": [MEETING],
            "use_with_participant": "participants" in conditions,
            "use_chaired_by_bearer": True,
            "use_minutes_within": True,
        }
    return {}


def _selector_fields(selector: dict, group: str) -> dict:
    if group:
        return {"bearers": group}
    if selector.get("organizations"):
        return {"bearers": "bodies", "bodies": selector["organizations"], "bind": selector.get("bearer")}
    return {
        "bearers": "kinds",
        "bind": selector.get("bearer"),
        "kinds": selector.get("classifications") or [],
        "area_kinds": selector.get("area_kinds") or [],
        "areas": selector.get("areas") or [],
    }


def _cadence_fields(cadence: dict) -> dict:
    mode, every = cadence["mode"], cadence.get("every") or "P2M"
    unit = every[-1] if every[-1] in "DWMY" and every[1:-1].isdigit() else "M"
    number = int(every[1:-1]) if every[1:-1].isdigit() else 2
    due = cadence.get("due")
    return {"mode": mode, "every": number, "unit": unit, "due": date.fromisoformat(due) if due else None}


def _check_fields(checks: list[dict]) -> dict:
    fields: dict = {}
    for check in checks:
        name = check["check"]
        fields[f"use_{name}"] = True
        if name == "event_held":
            fields["event_kinds"] = _listed(check["classification"])
        elif name == "with_participant":
            fields["participants"] = check["group"]
            fields["participants_min"] = check.get("min") or 1
            fields["outside_host"] = bool(check.get("outside_host"))
        elif name == "minutes_within":
            term = check["within"]
            fields["minutes_days"] = int(term[1:-1]) if term.endswith("D") and term[1:-1].isdigit() else 10
        elif name == "post_filled":
            fields["role"] = _listed(check["role"])[0]
            fields["reserved_for"] = check.get("reserved_for") or ""
    return fields


def _listed(codes) -> list[str]:
    return [codes] if isinstance(codes, str) else list(codes)


def _assembly():
    """The body the duties of the house are owed to, where the register has exactly one."""
    found = list(Organization.objects.on(today()).filter(classification="assembly")[:2])
    return found[0].pk if len(found) == 1 else None
