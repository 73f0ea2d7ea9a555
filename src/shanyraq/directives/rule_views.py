"""Doors to rules: the list, one rule, a new rule with its preview, a new version, the end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shanyraq.audit import journal
from shanyraq.audit.verbs import label
from shanyraq.places.calendar import today

from .act_directive_views import decided_directive
from .act_errors import ActError
from .act_permissions import can_decide
from .duty_bearers import bound_bodies
from .duty_queries import rule_on
from .models import Directive, Rule
from .rule_actions import check_rule, close_rule, draft_rule, make_rule, make_rule_by_analogy, replace_rule, source_rule
from .rule_filters import RuleFilter
from .rule_forms import TITLES, CloseForm, ReplaceForm, RuleForm
from .rule_queries import bound_by, derived_force, first_windows, latest, like, rules_for, version_seen
from .rule_suggestions import for_directive, of_rule, title_for
from .rule_vocabulary import analogous_to, bearer_groups, term_label
from .rule_words import (
    bearer_words,
    capitalized,
    check_words,
    force_words,
    is_lasting,
    late_words,
    rule_words,
    when_words,
)

PAGE_SIZE = 25
NAMES_SHOWN = 60


def rules(request):
    """The rules of the country, the newest version of each."""
    found = latest(rules_for(request.user)).order_by("group", "code")
    search = RuleFilter(request.GET or {}, queryset=found)
    page = Paginator(search.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": search,
        "page": page,
        "rows": [(rule, _when(rule), term_label("group", rule.group)) for rule in page],
        "today": today(),
        "is_asked": any(request.GET.get(name) for name in search.form.fields),
        "may_decide": can_decide(request.user),
    }
    return render(request, "rules/list.html", context)


def rule(request, code):
    """One rule: its words, its source, whom it binds, its versions."""
    found = _visible(request, code)
    versions = list(rules_for(request.user).filter(code=code).order_by("-version"))
    context = {
        "rule": found,
        "words": rule_words(found),
        "force_words": force_words(found.force),
        "checks": [capitalized(words) for words in check_words(found.checks)],
        "when": _when(found),
        "late": late_words(found.accept_late),
        "bound": bound_by(found, max(today(), found.since), request.user),
        "names_shown": NAMES_SHOWN,
        "group": term_label("group", found.group),
        "versions": [(each, _when(each)) for each in versions],
        "has_ended": found.valid_to is not None and found.valid_to < today(),
        "may_replace": can_decide(request.user) and found.pk == versions[0].pk,
        "may_close": can_decide(request.user) and found.pk == versions[0].pk and found.valid_to is None,
        "history": [(entry, label(entry.verb)) for each in versions for entry in journal.history(each)],
    }
    return render(request, "rules/rule.html", context)


def make(request, pk):
    """A rule of a confirmed directive: the form, then the preview, then it is saved."""
    directive = decided_directive(request, pk)
    if directive.state != Directive.State.CONFIRMED:
        messages.error(request, _("Only a confirmed directive becomes a rule. Accept the directive first."))
        return redirect("acts:act", directive.act_id)
    form = RuleForm(request.POST or None, user=request.user, initial=for_directive(directive))
    frame = {
        "directive": directive,
        "derived": derived_force(directive),
        "back": f"{reverse('acts:act', args=[directive.act_id])}#card-{directive.pk}",
        "heading": _("Make a rule"),
    }

    @transaction.atomic
    def save(content):
        made = make_rule(directive=directive, by=request.user, **content)
        if form.cleaned_data["by_analogy"] and analogous_to(made.selector):
            make_rule_by_analogy(rule=made, by=request.user)
        return made

    return _stepwise(request, form, frame, save)


def replace(request, code):
    """A new version of a rule, through the same form and preview."""
    old = _visible(request, code)
    if not can_decide(request.user):
        raise PermissionDenied
    form = ReplaceForm(request.POST or None, user=request.user, initial=of_rule(old))
    frame = {
        "directive": old.directive,
        "derived": derived_force(old.directive) if old.directive else None,
        "old": old,
        "back": reverse("acts:rule", args=[code]),
        "heading": _("New version of a rule"),
    }

    def save(content):
        seen = version_seen(old, request.POST.get("seen"))
        return replace_rule(rule=seen, reason=form.cleaned_data["reason"], by=request.user, **content)

    return _stepwise(request, form, frame, save)


def close(request, code):
    """The end of a rule asks for its last day and the reason."""
    found = _visible(request, code)
    if not can_decide(request.user):
        raise PermissionDenied
    form = CloseForm(request.POST or None, initial={"on": today()})
    back = reverse("acts:rule", args=[code])
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                close_rule(rule=found, by=request.user, **form.cleaned_data)
                last = form.cleaned_data["on"].strftime("%d.%m.%Y")
                messages.success(request, _("The last day of the rule is %(day)s.") % {"day": last})
                return redirect(back)
            except ActError as wrong:
                form.add_error(None, str(wrong))
    context = {
        "form": form,
        "title": found.title,
        "heading": _("Close the rule"),
        "text": _("Windows that are not due by that day become void; what has passed stays as it is."),
        "submit": _("Close the rule"),
        "back": back,
    }
    return render(request, "acts/reason.html", context, status=status)


@require_POST
def source(request, pk):
    """A rule that is in the house already gets this directive as its source."""
    directive = decided_directive(request, pk)
    found = get_object_or_404(rules_for(request.user), pk=request.POST.get("rule"))
    try:
        source_rule(rule=found, directive=directive, by=request.user)
        messages.success(request, _("The rule is tied to this sentence."))
    except ActError as wrong:
        messages.error(request, str(wrong))
    return redirect("acts:rule", found.code)


def _stepwise(request, form: RuleForm, frame: dict, save):
    """form → preview → saved; every step carries all answers, so nothing typed is lost and no script is needed."""
    step = request.POST.get("step", "")
    if request.method != "POST" or step in ("find", "change"):
        shown = _unjudged(form) if form.is_bound else form
        return render(request, "rules/form.html", {**frame, "form": shown, "options": _options(shown)})
    if form.is_valid():
        content = form.content()
        draft = draft_rule(directive=frame["directive"], **content)
        for name in TITLES:
            if step == "preview" and not getattr(draft, name):
                setattr(draft, name, title_for(draft, name[-2:]))
        try:
            if step == "save":
                made = save(content)
                messages.success(request, _("The rule is in force: %(title)s.") % {"title": made.title})
                return redirect("acts:rule", made.code)
            check_rule(draft)
            return _preview(request, form, frame, draft)
        except ActError as wrong:
            form.add_error(None, str(wrong))
            if step == "save" and _only_titles(draft):
                return _preview(request, form, frame, draft, status=400)
    return render(request, "rules/form.html", {**frame, "form": form, "options": _options(form)}, status=400)


def _preview(request, form: RuleForm, frame: dict, draft: Rule, status: int = 200):
    windows, count = first_windows(draft, today())
    hidden = [field for field in form if field.name not in TITLES]
    context = {
        **frame,
        "form": form,
        "hidden": hidden,
        "titles": [(form[name], getattr(draft, name)) for name in TITLES],
        "draft": draft,
        "words": rule_words(draft),
        "who": bearer_words(draft.selector),
        "checks": [capitalized(words) for words in check_words(draft.checks)],
        "late": late_words(draft.accept_late),
        "force_words": force_words(draft.force),
        "bound": bound_by(draft, max(today(), draft.since), request.user),
        "names_shown": NAMES_SHOWN,
        "windows": windows,
        "analogy": _analogy(form, frame, draft, request.user),
        "alike": [] if "old" in frame else like(draft, today()),
        "more_windows": max(count - len(windows), 0),
    }
    return render(request, "rules/preview.html", context, status=status)


def _analogy(form: RuleForm, frame: dict, draft: Rule, user) -> tuple | None:
    """Who will be followed by analogy, and how many they are now."""
    group = analogous_to(draft.selector) if form.cleaned_data["by_analogy"] and "old" not in frame else None
    return (group.label, bound_by(Rule(selector=group.selector), max(today(), draft.since), user)) if group else None


def _only_titles(draft: Rule) -> bool:
    """Is a missing title the only thing wrong? Then the preview is shown again."""
    return not all(getattr(draft, name).strip() for name in TITLES)


def _unjudged(form: RuleForm) -> RuleForm:
    """The same answers without complaints: the person went back, or looks for a body."""
    form.is_valid()
    form.errors.clear()
    return form


def _options(form: RuleForm) -> list[tuple]:
    """Each choice of bearers as a radio button, with how many bodies it binds now."""
    groups = bearer_groups()
    return [
        (radio, bound_bodies(Rule(selector=groups[code].selector), today()).count() if code in groups else None)
        for radio in form["bearers"]
        for code in [radio.data["value"]]
    ]


def _visible(request, code) -> Rule:
    found = rule_on(code, today())
    if found is None or not rules_for(request.user).filter(pk=found.pk).exists():
        raise Http404
    return found


def _when(found: Rule) -> str:
    return when_words(found.cadence, lasting=is_lasting(found.checks))
