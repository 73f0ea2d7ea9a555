"""A plan is an act, a measure is a duty: how both reach the bearers' desks, and how they are told as facts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.audit import journal, marks
from shanyraq.compliance import Fact
from shanyraq.directives import standing
from shanyraq.directives.facts import Evidence, RecordedFact
from shanyraq.directives.models import Directive, Force, Rule, RuleForce, Side, SourceAct
from shanyraq.directives.rule_actions import check_rule, draft_rule, summary
from shanyraq.reading import detect_language

from . import vocabulary
from .models import Hotspot, Measure, Plan

PLAN_WITHIN = timedelta(days=3)
GROUP = "hotspots"
LANGUAGES = ("kk", "ru", "en")
LONGEST_TITLE = 300
PLAN, MEASURE = "plan-", "measure-"
PLAN_CODE = "plan-of-"


def plan_duty(hotspot: Hotspot, *, by) -> Rule:
    """The duty of the owner post's body to have a plan approved within three days of the confirmation."""
    return _rule(
        code=f"{PLAN_CODE}{hotspot.pk}-{hotspot.version}",
        titles=_in_languages(gettext_lazy("Plan for hotspot %(number)s: %(issue)s, %(place)s"), hotspot),
        source=hotspot.number,
        since=hotspot.confirmed_on,
        due=hotspot.confirmed_on + PLAN_WITHIN,
        bearer=hotspot.owner.organization_id,
        by=by,
        area=hotspot.area,
    )


def put_in_force(plan: Plan, *, by) -> SourceAct:
    """The approved plan as an act: each measure a directive in its own words and a one-off duty of its bearer."""
    hotspot, measures = plan.hotspot, list(plan.measures.select_related("bearer"))
    opening = f"{hotspot.number}\n{plan.goal}\n"
    lines = [f"{measure.order}. {measure.what}" for measure in measures]
    text = "\n".join([opening, *lines])
    titles = _in_languages(gettext_lazy("Response plan %(number)s: %(issue)s, %(place)s"), hotspot)
    language = detect_language(plan.goal)
    act = SourceAct.objects.create(
        kind=SourceAct.Kind.RESPONSE_PLAN, title=titles[language], number=hotspot.number,
        issuer=str(hotspot.owner.organization)[:LONGEST_TITLE], issuing_body=hotspot.owner.organization,
        date=plan.approved_on, language=language, text=text, sha256=sha256(text.encode()).hexdigest(),
        state=SourceAct.State.IN_FORCE, external_ref=str(plan.pk), added_by=by,
    )  # fmt: skip
    start = len(opening) + 1
    for measure, line in zip(measures, lines, strict=True):
        measure.rule = _measure_duty(measure, act, start + len(line) - len(measure.what), by)
        measure.save(update_fields=["rule"])
        start += len(line) + 1
    return act


def _measure_duty(measure: Measure, act: SourceAct, start: int, by) -> Rule:
    directive = Directive.objects.create(
        act=act, start=start, end=start + len(measure.what), quote=measure.what, force=Force.OBLIGATION,
        bearer=str(measure.bearer)[:LONGEST_TITLE], action=measure.what,
        deadline={"text": measure.due.strftime("%d.%m.%Y")}, proposer="radar", source_sha256=act.sha256,
        state=Directive.State.CONFIRMED, decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip
    return _rule(
        code=f"measure-{measure.pk}",
        titles=_said_in_languages(measure.what),
        source=act.title,
        since=measure.plan.approved_on,
        due=measure.due,
        bearer=measure.bearer_id,
        by=by,
        area=measure.plan.hotspot.area,
        directive=directive,
    )


def _rule(*, code, titles, source, since: date, due: date, bearer, by, area, directive=None) -> Rule:
    rule = draft_rule(
        directive=directive,
        code=code,
        **{f"title_{language}": title for language, title in titles.items()},
        source_note=source[:LONGEST_TITLE],
        group=GROUP,
        force=RuleForce.MUST,
        since=since,
        cadence={"mode": "once", "due": due.isoformat()},
        checks=[{"check": "measure_done"}],
        selector={"bearer": "organization", "organizations": [str(bearer)]},
    )
    check_rule(rule)
    rule.created_by = None if by == journal.SYSTEM else by
    rule.save(force_insert=True)
    standing.refresh_rule(rule)
    journal.record("directives.rule_made", rule, by=by, area=area, **summary(rule))
    return rule


def _said_in_languages(text: str) -> dict[str, str]:
    """A screened text as a title: what was taken out is said in the language of each title."""
    titles = {}
    for language in LANGUAGES:
        with translation.override(language):
            titles[language] = marks.in_words(text)[:LONGEST_TITLE]
    return titles


def _in_languages(phrase, hotspot: Hotspot) -> dict[str, str]:
    titles = {}
    for language in LANGUAGES:
        with translation.override(language):
            words = {
                "number": hotspot.number,
                "issue": vocabulary.issue_name(hotspot.issue),
                "place": hotspot.area.name,
            }
            titles[language] = (str(phrase) % words)[:LONGEST_TITLE]
    return titles


class RadarFacts:
    """``radar:plan-<hotspot>`` (an approved plan, no second word needed) and ``radar:measure-<measure>``."""

    name = "radar"
    kinds = frozenset({"measure"})

    def facts_of(self, organizations: Collection[UUID]) -> Mapping[UUID, list[RecordedFact]]:
        found: dict[UUID, list[RecordedFact]] = defaultdict(list)
        plans = Plan.objects.filter(
            hotspot__owner__organization__in=organizations, approved_on__isnull=False, duty__isnull=False
        ).values_list("hotspot_id", "approved_on", "duty_id", "hotspot__owner__organization_id")
        for hotspot, day, rule, body in plans:
            fact = Fact(f"radar:{PLAN}{hotspot}", "measure", day, {"done": True, "rule": str(rule)})
            found[body].append(RecordedFact(fact, None))
        done = Measure.objects.filter(bearer__in=organizations, done_on__isnull=False, rule__isnull=False)
        for measure in done:
            attributes = {"done": True, "rule": str(measure.rule_id)}
            fact = Fact(f"radar:{MEASURE}{measure.pk}", "measure", measure.done_on, attributes)
            found[measure.bearer_id].append(RecordedFact(fact, Side(measure.done_side)))
        return dict(found)

    def evidence(self, fact_ids: Iterable[str]) -> Mapping[str, Evidence]:
        asked = {fact_id: fact_id.split(":", 1)[1] for fact_id in fact_ids}
        hotspots = Hotspot.objects.in_bulk(_ids(asked.values(), PLAN))
        measures = Measure.objects.select_related("plan", "done_by").in_bulk(_ids(asked.values(), MEASURE))
        shown = {}
        for fact_id, name in asked.items():
            if (hotspot := hotspots.get(_id(name, PLAN))) is not None:
                shown[fact_id] = Evidence(
                    fact_id, _("Plan approved: %(number)s") % {"number": hotspot.number}, _page(hotspot.pk)
                )
            elif (measure := measures.get(_id(name, MEASURE))) is not None:
                shown[fact_id] = Evidence(
                    fact_id=fact_id,
                    title=marks.in_words(measure.what)[:LONGEST_TITLE],
                    url=f"{_page(measure.plan.hotspot_id)}#measure-{measure.order}",
                    recorded_at=measure.done_at,
                    recorded_side=Side(measure.done_side) if measure.done_side else None,
                    recorded_by=str(measure.done_by or ""),
                    day=measure.done_on,
                )
        return shown


def fact_of(measure: Measure) -> str:
    return fact_id(measure.pk)


def fact_id(measure: UUID) -> str:
    return f"radar:{MEASURE}{measure}"


def _page(hotspot_id: UUID) -> str:
    return reverse("radar:hotspot", args=[hotspot_id])


def _ids(names: Iterable[str], prefix: str) -> list[UUID]:
    return [found for name in names if (found := _id(name, prefix))]


def _id(name: str, prefix: str) -> UUID | None:
    try:
        return UUID(name.removeprefix(prefix)) if name.startswith(prefix) else None
    except ValueError:
        return None
