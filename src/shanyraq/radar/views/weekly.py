"""The attention list and its lines: a few questions a week, and the people who answer them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shanyraq.audit import journal
from shanyraq.places.borders import neighbours
from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from .. import actions, line_pictures, line_words, vocabulary, weekly_queries
from ..forms import ReasonForm
from ..forms.weekly import HotspotForm, WeekForm
from ..models import Line
from ..scales import Level
from ..scoping import WATCHERS
from ..weeks import WEEK
from .finding import attempt, done, posted
from .questions import question

HISTORY = 40


def attention(request):
    """The lines of a week and, with as much weight, the places that fell silent."""
    if not request.user.has_role(*WATCHERS):
        raise PermissionDenied(_("The attention list is read by the centre and by the secretariats of the regions."))
    weeks = weekly_queries.scanned_weeks()
    form = WeekForm(request.GET or {}, user=request.user, weeks=weeks)
    page = {"form": form, "verdicts": weekly_queries.verdicts(request.user, today())}
    if weeks:
        chosen, region = form.chosen(weeks)
        week = weekly_queries.week_of(request.user, weeks, chosen, region)
        names = weekly_queries.names_for(week.lines)
        for line in week.lines:
            line.spark, line.why = line_pictures.spark(line), line_words.why(line.because, names)
            line.others = [names.get(code, code) for code in line.members if code != line.area_id]
        page |= {"week": week, "region": region, "last_day": chosen + WEEK, "chosen": chosen}
    return render(request, "radar/weekly/list.html", page)


def line(request, pk):
    """One line: the picture and the table, the reasons in words, the signals, the decision."""
    shown = line_of(request, pk)
    names = weekly_queries.names_for([shown])
    beside = Area.objects.filter(pk__in=neighbours().get(shown.area_id, ())).order_by("pk")
    signals = weekly_queries.signals_behind(request.user, shown)
    return render(
        request,
        "radar/weekly/line.html",
        {
            "line": shown,
            "picture": line_pictures.picture(shown, title_of(shown)),
            "weeks": list(reversed(line_pictures.weeks_of(shown))),
            "members": Area.objects.filter(pk__in=[code for code in shown.members if code != shown.area_id]),
            "neighbours": [area for area in beside if area.pk not in shown.members],
            "because": line_words.because(shown.because, names),
            "uncertainty": [line_words.at_least(shown.lower), *line_words.uncertainty(shown.because, names)],
            "would_change": line_words.would_change(shown.because, names),
            "signals": signals[: weekly_queries.SHOWN_SIGNALS],
            "more_signals": len(signals) > weekly_queries.SHOWN_SIGNALS,
            "hotspot": shown.hotspots.first(),
            "is_waiting": shown.state in Line.WAITING,
            "is_check_over": shown.state == Line.State.CHECK and shown.check_until < timezone.now(),
            "entries": journal.history(shown)[:HISTORY],
        },
    )


def confirm(request, pk):
    """Make a hotspot of the line."""
    shown = line_of(request, pk)
    form = HotspotForm(posted(request), area=shown.area, initial={"level": Level.CHECK})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: actions.confirm_line(line=shown, by=request.user, **form.cleaned_data), request.user
        )
        if made:
            messages.success(request, _("The line is a hotspot now. Its plan is owed within three days."))
            return redirect(made)
    return _ask(
        request, form, shown,
        heading=_("Confirm as a hotspot"),
        text=_("Its signals of the last weeks are joined to it, and its owner finds the duty of a plan on the desk."),
        submit=_("Confirm as a hotspot"),
    )  # fmt: skip


def dismiss(request, pk):
    """Say why the line is no hotspot."""
    shown = line_of(request, pk)
    form = ReasonForm(posted(request))
    if done(request, form, lambda: actions.dismiss_line(line=shown, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The line is dismissed, and its reason is kept."))
        return redirect("radar:line", shown.pk)
    return _ask(
        request, form, shown,
        heading=_("Dismiss the line"),
        text=_("It is counted among the false alarms, so that everybody sees how often the list is right."),
        submit=_("Dismiss the line"),
    )  # fmt: skip


@require_POST
def check(request, pk):
    """Ask for a check on the spot."""
    shown = line_of(request, pk)
    try:
        actions.check_line(line=shown, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("A check is asked for; decide on the line within 72 hours."))
    return redirect("radar:line", shown.pk)


def line_of(request, pk) -> Line:
    return get_object_or_404(weekly_queries.lines(request.user), pk=pk)


def title_of(shown: Line) -> str:
    return f"{vocabulary.issue_name(shown.issue)} · {shown.area.name}"


def _ask(request, form, shown: Line, **page):
    return question(request, form, about=title_of(shown), back=shown.get_absolute_url(), **page)
