"""The rules of the country, from ``data/<country>/rules.toml`` into the house: judged whole, then written whole.

A version that is in the house stays as it is, and what people closed stays closed. Every mistake in the file is named
by file, rule and field, and nothing of the file is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from shanyraq.audit import journal
from shanyraq.places.calendar import today
from shanyraq.places.queries import country

from .act_permissions import can_prepare
from .models import SWITCHED_OFF, Rule
from .pack_reading import FILE, PackRule, PackVersion, read_rules
from .rule_actions import ONE_DAY, WORDS, close_rule, make_rule, rename_rule, replace_rule
from .rule_vocabulary import PackError


@dataclass
class Loaded:
    """What loading changed, by the codes of the rules."""

    made: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.made or self.replaced or self.renamed or self.closed)


@transaction.atomic
def load_rules(
    *, by=journal.SYSTEM, settings: Mapping[str, bool] | None = None, raw: Mapping[str, Any] | None = None
) -> Loaded:
    """Bring the country's rules up to the file; running twice changes nothing.

    ``settings`` overrules the file's ``[settings]``; a rule whose setting is off is not made, and is closed where it is
    in force. ``raw`` stands for the file in tests. Raises ``PackError``.
    """
    if not can_prepare(by):
        raise PermissionDenied
    rules, of_file = read_rules(raw)
    chosen = {**of_file, **(settings or {})}
    if unknown := sorted(chosen.keys() - of_file.keys()):
        raise PackError(f"{FILE}: there is no setting '{unknown[0]}'. Known: {', '.join(sorted(of_file))}.")
    loaded = Loaded()
    for rule in rules:
        if rule.setting and not chosen[rule.setting]:
            _switch_off(rule, by, loaded)
        else:
            _bring_up_to_date(rule, by, loaded)
    if loaded:
        journal.record("directives.rules_loaded", country(), by=by, **vars(loaded))
    return loaded


def _bring_up_to_date(rule: PackRule, by, loaded: Loaded) -> None:
    kept = list(Rule.objects.filter(code=rule.code).order_by("version"))
    if not kept:
        _make(rule, by)
        loaded.made.append(rule.code)
        return
    by_day = {version.since: version for version in _of_pack(kept)}
    _check_none_missing(rule, by_day)
    for version in rule.versions:
        if known := by_day.get(version.since):
            _check_same(rule, version, known)
        else:
            kept.append(_replace(rule, version, kept[-1], by))
            loaded.replaced.append(rule.code)
    if _switched_off(kept[-1]):
        _switch_on(rule, kept[-1], by)
        loaded.replaced.append(rule.code)
    elif _rename(rule, kept[-1], by):
        loaded.renamed.append(rule.code)


def _of_pack(kept: list[Rule]) -> list[Rule]:
    """Versions that came from the file: not made by people, not a rule taken up again after its setting was off."""
    resumed = {after.pk for before, after in pairwise(kept) if _switched_off(before)}
    return [rule for rule in kept if rule.created_by_id is None and rule.pk not in resumed]


def _check_none_missing(rule: PackRule, by_day: Mapping[date, Rule]) -> None:
    for day in set(by_day) - {version.since for version in rule.versions}:
        raise PackError(
            f"{FILE}: rule '{rule.code}', version.since: the version of {day} is in the house and missing here. "
            "Leave it as it was and add a new dated [[rule.version]]."
        )


def _make(rule: PackRule, by) -> None:
    first, *later = rule.versions
    made = make_rule(by=by, code=rule.code, **_content(rule, first))
    for version in later:
        made = _replace(rule, version, made, by)


def _replace(rule: PackRule, version: PackVersion, old: Rule, by) -> Rule:
    if old.valid_to is not None or version.since <= old.since:
        raise PackError(
            f"{FILE}: rule '{rule.code}', version.since: version {old.version} of the house runs from {old.since} to "
            f"{old.valid_to or 'further notice'}; a new one needs an open version and a later day than {old.since}."
        )
    return replace_rule(rule=old, reason=f"{FILE}: {version.since}", by=by, **_content(rule, version))


def _check_same(rule: PackRule, version: PackVersion, kept: Rule) -> None:
    """A loaded version is never changed."""
    for name, value in version.substance().items():
        if getattr(kept, name) != value:
            raise PackError(
                f"{FILE}: rule '{rule.code}', {name}: the version of {version.since} is in the house with another "
                "value. Leave it as it was and add a new dated [[rule.version]]."
            )


def _rename(rule: PackRule, kept: Rule, by) -> bool:
    """Wording is corrected in place, unless people of the house wrote their own."""
    wanted = {**rule.words, "source_note": rule.source_note}
    if kept.created_by_id is not None or all(getattr(kept, name) == words for name, words in wanted.items()):
        return False
    rename_rule(rule=kept, by=by, **{name: words for name, words in wanted.items() if name in WORDS})
    return True


def _switch_off(rule: PackRule, by, loaded: Loaded) -> None:
    kept = Rule.objects.filter(code=rule.code).order_by("-version").first()
    if kept is not None and kept.valid_to is None:
        close_rule(rule=kept, reason=SWITCHED_OFF, by=by)
        loaded.closed.append(rule.code)


def _switched_off(kept: Rule) -> bool:
    return kept.valid_to is not None and kept.end_reason == SWITCHED_OFF


def _switch_on(rule: PackRule, kept: Rule, by) -> None:
    """The setting is on again: the rule begins anew, the time it was off stays a gap."""
    since = max(today(), kept.valid_to + ONE_DAY, kept.since + ONE_DAY)
    content = {**_content(rule, rule.versions[-1]), "since": since, "since_assumed": False}
    replace_rule(rule=kept, reason=f"{FILE}: {rule.setting} = true", by=by, **content)


def _content(rule: PackRule, version: PackVersion) -> dict[str, Any]:
    return {
        **rule.words,
        **version.substance(),
        "source_note": rule.source_note,
        "group": rule.group,
        "since_assumed": version.assumed,
        "force_reason": version.force_reason,
    }
