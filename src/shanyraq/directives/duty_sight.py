"""Where all the bodies that a reader may see stand, in as few questions as it takes."""

from collections.abc import Collection
from datetime import date

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from . import duty_queries
from .models import Rule, Standing


def standings_seen(user, rules: Collection[Rule], on: date, region: Area | None = None) -> list[Standing]:
    """Where every body a user may see (in a region) stands with some rules, in the order of these; rows carry rule and
    body.

    Today's rows come with their bodies in one question, for another day the bodies that the rules mean are asked first.
    """
    rows, bodies = _of_today(user, rules, on, region) if on == today() else _of_another_day(user, rules, on, region)
    place = {rule.pk: (number, rule) for number, rule in enumerate(rules)}
    for row in rows:
        row.rule, row.organization = place[row.rule_id][1], bodies[row.organization_id]
    return sorted(rows, key=lambda row: (place[row.rule_id][0], row.organization_id))


def _of_today(user, rules: Collection[Rule], on: date, region: Area | None):
    kept = (
        _near(Standing.objects.visible_to(user), region)
        .filter(rule__in=rules)
        .select_related("organization__area__parent")
    )
    rows = list(kept.order_by())
    bodies = {row.organization_id: row.organization for row in rows}
    is_fresh = all(row.holds_on(on) for row in rows)
    return rows if is_fresh else duty_queries.standings_for(bodies, on, rules), bodies


def _of_another_day(user, rules: Collection[Rule], on: date, region: Area | None):
    meant = _near(duty_queries.meant_by(rules, on).visible_to(user), region).order_by().select_related("area__parent")
    bodies = {body.pk: body for body in meant}
    return duty_queries.standings_for(bodies, on, rules), bodies


def _near(rows, region: Area | None):
    return rows if region is None else rows.in_region(region)
