"""The grid, its file, and the page of one duty; what they show is assembled in ``duty_grid_page`` and ``duty_page``."""

import csv
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from shanyraq.places import calendar
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import successor_on

from . import duty_grid_page
from .act_queries import acts_for
from .duty_export import written
from .duty_forms import ALL_RULES, DayAsked, GridFilter
from .duty_page import duty_page
from .duty_queries import rules_on
from .models import Rule, SourceAct
from .rule_words import check_words, late_words, rule_words


@require_safe
def grid(request):
    """Regions and months of one rule, or all rules as of a day."""
    filters, rules, chosen = _filter(request)
    context = {"filter": filters, "on": chosen["on"]}
    if chosen["rule"] == ALL_RULES:
        sheets = duty_grid_page.sheets(request.user, on=chosen["on"], region=chosen["region"])
        context["sheets"] = [sheet for sheet in sheets if sheet.rules]
    elif rule := duty_grid_page.chosen_rule(chosen["rule"], rules, chosen["on"]):
        context["sentence"] = rule_words(rule)
        context["timeline"] = duty_grid_page.timeline(
            request.user,
            rule,
            on=chosen["on"],
            span=chosen["span"],
            region=chosen["region"],
            state=chosen["state"],
            page=request.GET.get("page"),
        )
    return render(request, "duties/grid.html", context)


@require_safe
def export(request):
    """The windows of one rule as a CSV file, with the filter of the grid."""
    _filters, rules, chosen = _filter(request)
    rule = duty_grid_page.chosen_rule(chosen["rule"], rules, chosen["on"])
    if rule is None:
        raise Http404
    rows = duty_grid_page.export_rows(
        request.user, rule, on=chosen["on"], region=chosen["region"], state=chosen["state"]
    )
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="duties-{rule.code}-{chosen["on"].isoformat()}.csv"'
    answer.write("\ufeff")
    csv.writer(answer).writerows(written(rule, rows, chosen["on"]))
    return answer


@require_safe
def duty(request, code, organization):
    """One duty with its windows and evidence; another region's duty does not exist for the reader."""
    body = get_object_or_404(
        Organization.objects.visible_to(request.user).select_related("area__parent"), pk=organization
    )
    asked = DayAsked(request.GET)
    page = duty_page(request.user, code, body, asked.day or _last_day(body), asked.window_start)
    if page is None or not _may_read(request.user, page.rule):
        raise Http404
    context = {
        "page": page,
        "wrong_day": asked.errors.get("on"),
        "sentence": rule_words(page.rule),
        "steps": check_words(page.rule.checks),
        "late": late_words(page.rule.accept_late),
        "heir": successor_on(body, calendar.today()) if body.dissolution_date else None,
    }
    return render(request, "duties/duty.html", context)


def _may_read(user, rule: Rule) -> bool:
    """A measure of a response plan is read by whoever may read the plan."""
    act = rule.directive.act if rule.directive_id else None
    if act is None or act.kind != SourceAct.Kind.RESPONSE_PLAN:
        return True
    return acts_for(user, calendar.today()).filter(pk=act.pk).exists()


def _filter(request):
    given = request.GET.copy()
    rules = rules_on(DayAsked(given).day or calendar.today())
    if not given.get("rule") and rules:
        given["rule"] = rules[0].code
    given.setdefault("on", calendar.today().isoformat())
    given.setdefault("span", "12")
    filters = GridFilter(given, rules=rules, user=request.user)
    return filters, rules, filters.chosen


def _last_day(body: Organization) -> date:
    """Today, or the last day of a body that has ended."""
    today = calendar.today()
    return min(today, body.dissolution_date) if body.dissolution_date else today
