"""``rules.toml`` read and judged: a rule of the pack is understood whole before anything is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shanyraq.compliance import CHECKS, ScenarioError, rule_from_json
from shanyraq.places.models import Area
from shanyraq.registry.kinds import kinds
from shanyraq.registry.models import Post

from .models import RuleForce
from .rule_vocabulary import PackError, read_pack, terms

FILE = "rules.toml"
LANGUAGES = ("kk", "ru", "en")
RULE_FIELDS = {
    "code",
    "group",
    "setting",
    "source",
    "version",
    *(f"{stem}_{language}" for stem in ("title", "meaning") for language in LANGUAGES),
}
VERSION_FIELDS = {"since", "assumed", "force", "force_reason", "cadence", "checks", "accept_late", "selector"}
SELECTOR_FIELDS = {"bearer", "role", "classifications", "area_kinds", "areas"}
VOCABULARY = {"classification": "event", "group": "participants", "role": "role", "reserved_for": "reserved"}
CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")


@dataclass(frozen=True, slots=True)
class PackVersion:
    """The values of a rule from a day on."""

    since: date
    assumed: bool
    force: str
    force_reason: str
    cadence: dict
    checks: list
    accept_late: str
    selector: dict

    def substance(self) -> dict[str, Any]:
        """What may not change once the version is in the house."""
        names = ("since", "force", "cadence", "checks", "accept_late", "selector")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class PackRule:
    """One rule of the country with all its dated versions, the oldest first."""

    code: str
    group: str
    setting: str
    source_note: str
    words: dict[str, str]
    versions: tuple[PackVersion, ...]


def settings_of(raw: Mapping[str, Any]) -> dict[str, bool]:
    return dict(raw.get("settings", {}))


def read_rules(raw: Mapping[str, Any] | None = None) -> tuple[list[PackRule], dict[str, bool]]:
    """All rules of the file and its settings; ``PackError`` for the first thing that is wrong."""
    raw = read_pack(FILE) if raw is None else raw
    settings = settings_of(raw)
    rules = [_rule(row, place, settings) for place, row in enumerate(raw.get("rule", ()), 1)]
    codes = [rule.code for rule in rules]
    for code in codes:
        if codes.count(code) > 1:
            raise _wrong(code, "code", "two rules of the file have this code.")
    return rules, settings


def _rule(row: Mapping[str, Any], place: int, settings: Mapping[str, bool]) -> PackRule:
    code = str(row.get("code", ""))
    if not CODE.fullmatch(code):
        raise _wrong(code or f"number {place}", "code", "a code is small Latin letters, digits and hyphens.")
    _refuse_unknown(code, row, RULE_FIELDS)
    words = {name: _text(code, row, name) for name in RULE_FIELDS if name[:-3] in ("title", "meaning")}
    if row.get("group", "") not in terms("group"):
        raise _wrong(code, "group", f"{row.get('group', '')!r} is no class of words.toml.")
    if row.get("setting") and row["setting"] not in settings:
        raise _wrong(code, "setting", f"{row['setting']!r} is not among [settings].")
    versions = tuple(_version(code, version) for version in row.get("version", ()))
    _check_order(code, versions)
    return PackRule(code, row["group"], row.get("setting", ""), _source(code, row), words, versions)


def _version(code: str, row: Mapping[str, Any]) -> PackVersion:
    _refuse_unknown(code, row, VERSION_FIELDS)
    since = row.get("since")
    if not isinstance(since, date):
        raise _wrong(code, "since", f"{since!r} is not a day; write it as 2024-04-25.")
    version = PackVersion(
        since=since,
        assumed=bool(row.get("assumed", False)),
        force=row.get("force", ""),
        force_reason=row.get("force_reason", ""),
        cadence=_plain(row.get("cadence")),
        checks=_plain(row.get("checks")),
        accept_late=row.get("accept_late", ""),
        selector=_plain(row.get("selector")),
    )
    if version.force not in RuleForce.values:
        raise _wrong(code, "force", f"{version.force!r} is no force; known: {', '.join(RuleForce.values)}.")
    _check_checks(code, version.checks)
    _check_selector(code, version.selector)
    _check_with_engine(code, version)
    return version


def _check_with_engine(code: str, version: PackVersion) -> None:
    said = {
        "force": version.force,
        "since": version.since.isoformat(),
        "cadence": version.cadence,
        "checks": version.checks,
    }
    try:
        rule_from_json({**said, "accept_late": version.accept_late} if version.accept_late else said)
    except ScenarioError as wrong:
        raise _wrong(code, wrong.field, wrong.problem) from wrong


def _check_checks(code: str, checks: Any) -> None:
    """Codes in the arguments of checks are words of the pack; the engine itself takes any text."""
    for place, check in enumerate(checks if isinstance(checks, list) else ()):
        name = check.get("check") if isinstance(check, Mapping) else None
        if name not in CHECKS:
            raise _wrong(code, f"checks[{place}].check", f"{name!r} is not a check; known: {', '.join(CHECKS)}.")
        for argument, subject in VOCABULARY.items():
            if argument in check and not (argument == "classification" and name != "event_held"):
                _check_codes(code, f"checks[{place}].{argument}", check[argument], set(terms(subject)))


def _check_selector(code: str, selector: Any) -> None:
    if not isinstance(selector, Mapping) or not selector.get("classifications"):
        raise _wrong(code, "selector", "say whom the rule binds: { bearer = ..., classifications = [...] }.")
    for name in set(selector) - SELECTOR_FIELDS:
        raise _wrong(code, f"selector.{name}", f"no such field; known: {', '.join(sorted(SELECTOR_FIELDS))}.")
    _check_codes(code, "selector.bearer", selector.get("bearer"), {"post", "organization"})
    if selector.get("bearer") == "post":
        _check_codes(code, "selector.role", selector.get("role", "head"), set(Post.RoleKind.values))
    _check_codes(code, "selector.classifications", selector["classifications"], _kinds_and_families())
    _check_codes(code, "selector.area_kinds", selector.get("area_kinds", []), set(Area.Kind.values))
    areas = selector.get("areas", [])
    if areas:
        _check_codes(code, "selector.areas", areas, set(Area.objects.values_list("code", flat=True)))


def _kinds_and_families() -> set[str]:
    return set(kinds()) | {f"{kind.split('.')[0]}.*" for kind in kinds() if "." in kind}


def _check_codes(code: str, field: str, given: Any, known: set[str]) -> None:
    for each in given if isinstance(given, list) else [given]:
        if each not in known:
            raise _wrong(code, field, f"{each!r} is not known; known: {', '.join(sorted(known)[:40])}.")


def _check_order(code: str, versions: tuple[PackVersion, ...]) -> None:
    if not versions:
        raise _wrong(code, "version", "a rule needs at least one dated [[rule.version]].")
    days = [version.since for version in versions]
    if days != sorted(set(days)):
        raise _wrong(code, "version.since", "versions stand oldest first, each on a day of its own.")


def _source(code: str, row: Mapping[str, Any]) -> str:
    source = row.get("source")
    if not isinstance(source, Mapping) or set(source) != {"ref", "paragraph", "offset"}:
        raise _wrong(code, "source", "say where it comes from: { ref = ..., paragraph = ..., offset = ... }.")
    return f"{source['ref']} · ¶ {source['paragraph']} · @{source['offset']}"


def _text(code: str, row: Mapping[str, Any], name: str) -> str:
    text = row.get(name, "")
    if not isinstance(text, str) or not text.strip():
        raise _wrong(code, name, "the translation is missing.")
    return text


def _refuse_unknown(code: str, row: Mapping[str, Any], known: set[str]) -> None:
    for name in row:
        if name not in known:
            raise _wrong(code, name, f"no such field; known: {', '.join(sorted(known))}.")


def _plain(value: Any) -> Any:
    """Days of TOML as the engine's JSON writes them."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _wrong(code: str, field: str, problem: str) -> PackError:
    return PackError(f"{FILE}: rule '{code}', {field}: {problem}")
