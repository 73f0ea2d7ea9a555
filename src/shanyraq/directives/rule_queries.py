"""What people ask about rules. Whom a rule binds and where each bearer stands: ``duty_queries``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import get_language

from shanyraq.compliance import State, Window, because, evaluate, upcoming
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization
from shanyraq.registry.spelling import folded

from .act_queries import acts_for
from .duty_bearers import bound_bodies
from .duty_evaluation import engine_rule
from .models import Directive, Force, Rule, RuleForce
from .rule_vocabulary import group_key

DECISIONS = "decisions"
"""The class of the one-off duties that meetings make; they have a page of their own there."""

BY_ANALOGY = "by_analogy"
"""The class of rules for those whom the words do not name but who stand alike."""

FIRST_WINDOWS = 3
LEADING_CHECKS = frozenset({"event_held", "present_in_person", "post_filled", "support_awarded", "document_accepted"})
"""Two rules for the same bodies with the same of these checks ask for the same thing."""

FORCE_OF_WORDING = {
    Force.OBLIGATION: RuleForce.MUST,
    Force.DUTY: RuleForce.SHOULD,
    Force.NECESSITY: RuleForce.SHOULD,
    Force.RECOMMENDATION: RuleForce.SHOULD,
    Force.PROPOSAL: RuleForce.PROPOSED,
}


@dataclass(frozen=True, slots=True)
class Bound:
    """Whom a rule binds on a day: how many bodies, how many in each region, and those this reader may see."""

    total: int
    by_region: list[tuple[str, int]]
    bodies: list[Organization]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One window as the engine computes it, said in words."""

    window: Window
    words: str


def version_seen(rule: Rule, pk: str | None) -> Rule:
    """The version of a rule a reader had before him; the given one when he names none of its versions."""
    return next((one for one in Rule.objects.filter(code=rule.code) if str(one.pk) == pk), rule)


def rules_for(user) -> QuerySet[Rule]:
    """Versions of rules this reader may see: those whose act he may read, and those without an act."""
    readable = acts_for(user, today()).values("pk")
    return Rule.objects.filter(Q(directive=None) | Q(directive__act__in=readable)).select_related("directive__act")


def latest(rules: QuerySet[Rule]) -> QuerySet[Rule]:
    """The newest version of each rule."""
    newer = Rule.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
    return rules.filter(~Exists(newer))


def living(rules: QuerySet[Rule], day: date) -> QuerySet[Rule]:
    """Rules that are in force on a day or will be."""
    return rules.filter(Q(valid_to=None) | Q(valid_to__gte=day))


def search_rules(rules: QuerySet[Rule], words: str) -> QuerySet[Rule]:
    """Rules whose title in any language, code or source holds the words."""
    wanted = folded(words)
    if not wanted:
        return rules
    rows = rules.values_list("pk", "title_kk", "title_ru", "title_en", "code", "source_note")
    return rules.filter(pk__in=[pk for pk, *texts in rows if wanted in folded(" ".join(texts))])


def bound_by(rule: Rule, day: date, user) -> Bound:
    """Whom a rule (also one that is not saved yet) binds on a day."""
    bodies = bound_bodies(rule, day)
    regions = Counter(
        parent if level == 2 else code
        for code, parent, level in bodies.order_by().values_list("area__code", "area__parent", "area__level")
    )
    names = {area.code: area.name for area in Area.objects.filter(pk__in=regions)}
    shown = bodies.visible_to(user).select_related("area").order_by("area__level", "area__code", "name_ru")
    return Bound(
        total=sum(regions.values()),
        by_region=[(names[code], count) for code, count in sorted(regions.items())],
        bodies=list(shown),
    )


def first_windows(rule: Rule, day: date) -> tuple[list[Foreseen], int]:
    """The first windows of a rule if nothing were ever recorded; and how many there are by now."""
    engine = engine_rule(rule, rule.since)
    windows = list(evaluate(engine, [], max(day, rule.since)))
    following = upcoming(engine, [], max(day, rule.since))
    shown = windows[:FIRST_WINDOWS]
    if following is not None and len(windows) < FIRST_WINDOWS and following.state is State.UPCOMING:
        shown = [*shown, following]
    language = (get_language() or "kk")[:2]
    return [Foreseen(window, because(window, language)) for window in shown], len(windows)


def like(rule: Rule, day: date) -> list[Rule]:
    """Rules in force on a day that bind the same bodies and ask for the same signs as this one."""
    wanted = group_key(rule.selector), _asked(rule)
    others = living(latest(Rule.objects.exclude(group=DECISIONS)), day)
    return [other for other in others if (group_key(other.selector), _asked(other)) == wanted]


def _asked(rule: Rule) -> list[str]:
    return sorted(check["check"] for check in rule.checks if check["check"] in LEADING_CHECKS)


def derived_force(directive: Directive) -> RuleForce:
    """The force that follows from the wording alone."""
    return FORCE_OF_WORDING[Force(directive.force)]


def free_code(title: str, taken: Sequence[str] | None = None) -> str:
    """A code no rule has yet, made of a title."""
    stem = slugify(title)[:60] or "rule"
    known = set(Rule.objects.filter(code__startswith=stem).values_list("code", flat=True)) if taken is None else taken
    return next(code for code in _numbered(stem) if code not in known)


def _numbered(stem: str):
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
