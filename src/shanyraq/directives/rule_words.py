"""A rule said in one plain sentence: who, how strongly, how often, what."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.places.models import Area
from shanyraq.registry.kinds import kinds
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import classification_label

from .act_words import every_words, within_words
from .models import Rule, RuleForce
from .rule_vocabulary import group_with, pack_source, term_label

NAMED_AT_MOST = 4
PACK_PLACE = re.compile(r"S(?P<sentence>[\d.]+) · ¶ \d+ · @\d+$")
"""How ``pack_reading`` notes the place of a rule in the act of the country pack."""


def rule_words(rule: Rule) -> str:
    """The whole rule as one sentence in the active language."""
    words = {
        "who": capitalized(bearer_words(rule.selector)),
        "when": when_words(rule.cadence, lasting=is_lasting(rule.checks)),
        "what": "; ".join(check_words(rule.checks)),
    }
    sentences = {
        RuleForce.MUST: _("%(who)s must, %(when)s: %(what)s."),
        RuleForce.SHOULD: _("%(who)s should, %(when)s: %(what)s."),
        RuleForce.PROPOSED: _("%(who)s, by proposal, %(when)s: %(what)s."),
    }
    return sentences[RuleForce(rule.force)] % words


def bearer_words(selector: Mapping[str, Any]) -> str:
    """Whom a selector means, in words."""
    if group := group_with(dict(selector)):
        return group.label
    if selector.get("organizations"):
        return _named(selector)
    kinds_named = ", ".join(_kind_words(code) for code in selector.get("classifications") or ())
    whole = _("heads of bodies: %(kinds)s") if _binds_heads(selector) else _("bodies: %(kinds)s")
    if selector.get("bearer") == "post" and not _binds_heads(selector):
        whole = _("posts in bodies (%(role)s): %(kinds)s")
    said = whole % {"kinds": kinds_named, "role": term_label("role", selector.get("role", ""))}
    where = [*_kinds_of_areas(selector.get("area_kinds") or ()), *_areas(selector.get("areas") or ())]
    return _("%(who)s (%(where)s)") % {"who": said, "where": ", ".join(where)} if where else said


def when_words(cadence: Mapping[str, Any], *, lasting: bool = False) -> str:
    """How often, or by when."""
    mode = cadence["mode"]
    if mode == "rolling":
        return _("at least once every %(term)s") % {"term": every_words(cadence["every"])}
    if mode == "calendar":
        return _("in each period of the calendar, every %(term)s") % {"term": every_words(cadence["every"])}
    if mode == "per_event":
        return _("at each key event")
    if due := cadence.get("due"):
        return _("once, by %(day)s") % {"day": date.fromisoformat(due).strftime("%d.%m.%Y")}
    return _("once, and then for good") if lasting else _("once")


def check_words(checks: Iterable[Mapping[str, Any]]) -> list[str]:
    """What counts, one plain phrase for each check."""
    return [_CHECKS[check["check"]](check) for check in checks]


def late_words(accept_late: str) -> str:
    """Until when a late deed is still accepted."""
    if not accept_late:
        return _("A late deed is always accepted, as met late.")
    return _("A late deed is accepted within %(term)s after the due date; later the window is lost for good.") % {
        "term": within_words(accept_late)
    }


def force_words(force: str) -> str:
    """What a force means for those bound."""
    return {
        RuleForce.MUST: _("an obligation: it can be overdue and missed"),
        RuleForce.SHOULD: _("a recommendation: followed or not yet, never a violation"),
        RuleForce.PROPOSED: _("a proposal: followed or not yet, never a violation"),
    }[RuleForce(force)]


def source_words(rule: Rule) -> str:
    """Where a rule of the country pack comes from: the act and the number of its sentence; another note as it is."""
    if place := PACK_PLACE.match(rule.source_note):
        return _("%(act)s, sentence %(number)s") % {"act": pack_source().label, "number": place["sentence"]}
    return rule.source_note


def is_lasting(checks: Iterable[Mapping[str, Any]]) -> bool:
    """Does the rule ask for a state that lasts, a filled post?"""
    return any(check["check"] == "post_filled" for check in checks)


def capitalized(words: str) -> str:
    return words[:1].upper() + words[1:]


def _event_held(check: Mapping[str, Any]) -> str:
    return _("hold a %(kinds)s") % {"kinds": _labels("event", check["classification"])}


def _with_participant(check: Mapping[str, Any]) -> str:
    least = check.get("min") or 1
    if check.get("outside_host"):
        words = ngettext(
            "with at least %(n)s representative of %(group)s from outside the host",
            "with at least %(n)s representatives of %(group)s from outside the host",
            least,
        )
    else:
        words = ngettext(
            "with at least %(n)s representative of %(group)s",
            "with at least %(n)s representatives of %(group)s",
            least,
        )
    return words % {"n": least, "group": term_label("participants", check["group"])}


def _chaired(check: Mapping[str, Any]) -> str:
    return _("chaired by the head in person or by the acting head")


def _minutes(check: Mapping[str, Any]) -> str:
    return _("minutes ready within %(term)s") % {"term": within_words(check["within"])}


def _in_person(check: Mapping[str, Any]) -> str:
    return _("be there in person, without sending a deputy")


def _post_filled(check: Mapping[str, Any]) -> str:
    role = _labels("role", check["role"])
    if reserved := check.get("reserved_for"):
        return _("keep a post filled: %(role)s, %(whom)s") % {"role": role, "whom": term_label("reserved", reserved)}
    return _("keep a post filled: %(role)s") % {"role": role}


def _document(check: Mapping[str, Any]) -> str:
    return _("have a document accepted: %(kinds)s") % {"kinds": _codes(check["classification"])}


def _support(check: Mapping[str, Any]) -> str:
    least = check.get("min") or 1
    words = ngettext(
        "award support at least %(n)s time: %(kinds)s", "award support at least %(n)s times: %(kinds)s", least
    )
    return words % {"n": least, "kinds": _codes(check["classification"])}


def _answered(check: Mapping[str, Any]) -> str:
    return _("answer every recommendation")


def _measure(check: Mapping[str, Any]) -> str:
    return _("carry the measure out")


_CHECKS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "event_held": _event_held,
    "with_participant": _with_participant,
    "chaired_by_bearer": _chaired,
    "minutes_within": _minutes,
    "present_in_person": _in_person,
    "post_filled": _post_filled,
    "document_accepted": _document,
    "support_awarded": _support,
    "recommendations_answered": _answered,
    "measure_done": _measure,
}


def _labels(subject: str, codes: str | list[str]) -> str:
    given = [codes] if isinstance(codes, str) else codes
    return _(" or ").join(term_label(subject, code) for code in given)


def _codes(codes: str | list[str]) -> str:
    given = [codes] if isinstance(codes, str) else codes
    return ", ".join(classification_label(code) for code in given)


def _named(selector: Mapping[str, Any]) -> str:
    bodies = list(Organization.objects.filter(pk__in=selector["organizations"])[: NAMED_AT_MOST + 1])
    count = len(selector["organizations"])
    names = ", ".join(body.name for body in bodies[:NAMED_AT_MOST])
    more = _(" and %(n)s more") % {"n": count - NAMED_AT_MOST} if count > NAMED_AT_MOST else ""
    who = _("heads of: %(names)s") if _binds_heads(selector) else "%(names)s"
    return who % {"names": names + more}


def _binds_heads(selector: Mapping[str, Any]) -> bool:
    return selector.get("bearer") == "post" and selector.get("role", "head") == "head"


def _kind_words(code: str) -> str:
    if not code.endswith(".*"):
        return classification_label(code)
    family = [kind.label for known, kind in kinds().items() if known.startswith(code[:-1])]
    return ", ".join(family) or code


def _kinds_of_areas(area_kinds: Iterable[str]) -> list[str]:
    labels = dict(Area.Kind.choices)
    return [str(labels.get(kind, kind)) for kind in area_kinds]


def _areas(codes: Iterable[str]) -> list[str]:
    codes = list(codes)
    return [area.name for area in Area.objects.filter(pk__in=codes)] if codes else []
