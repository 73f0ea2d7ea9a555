"""Why what was held does not count: asked of the engine for one fact and every duty that looks at it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shanyraq import compliance

from .duty_evaluation import cases
from .duty_page import language
from .duty_queries import one_off_rules, rules_on
from .models import Rule


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A duty and what a fact lacks for it, in words."""

    rule: Rule
    reasons: tuple[str, ...]


def shortfalls_of(
    organizations: Collection[UUID], fact_ids: Collection[str], on: date
) -> dict[tuple[str, UUID], tuple[Shortfall, ...]]:
    """(fact, body) -> duties of a day for which it does not count in full; a fixed number of questions."""
    if not fact_ids:
        return {}
    rules = {rule.pk: rule for rule in (*rules_on(on), *one_off_rules(organizations, on))}
    found: dict[tuple[str, UUID], tuple[Shortfall, ...]] = {}
    for case in cases(rules.values(), on, organizations):
        for fact in case.concerning():
            if fact.id in fact_ids and case.rule.since <= fact.date:
                reasons = compliance.shortfalls(case.rule, fact, on, language())
                if reasons:
                    key = fact.id, case.bearer.organization
                    found[key] = (*found.get(key, ()), Shortfall(rules[case.rule_id], reasons))
    return found
