"""Hotspots: the list, one of them, and the steps of its course."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from shanyraq.places.calendar import today

from .. import actions, hotspot_page, hotspot_queries, vocabulary
from ..forms import ReasonForm
from ..forms.answering import EndingForm, HotspotSearchForm, JoinForm, ReviewForm
from ..forms.weekly import HotspotForm
from ..models import Hotspot, Review
from ..permissions import can_lead_hotspot, can_open_hotspot, has_hotspots
from ..scoping import WATCHERS
from .finding import attempt, done, own_signal_of, posted
from .questions import question

PAGE = 25


def hotspots(request):
    """Hotspots the reader sees: what still goes on first."""
    if not has_hotspots(request.user):
        raise PermissionDenied(_("Hotspots are read by those who watch over a region and by those who answer them."))
    form = HotspotSearchForm(request.GET or {}, user=request.user)
    found = hotspot_queries.in_order(form.narrow(hotspot_queries.hotspots(request.user)))
    page = Paginator(found.prefetch_related("plans"), PAGE).get_page(request.GET.get("page"))
    on = today()
    for hotspot in page:
        hotspot.clock = hotspot_queries.clock(hotspot, on)
    is_watcher = request.user.has_role(*WATCHERS)
    return render(request, "radar/hotspots/list.html", {"form": form, "page_obj": page, "is_watcher": is_watcher})


def hotspot(request, pk):
    """One hotspot: what was seen, who answers, the plan, the steps, whether it helped."""
    return render(request, "radar/hotspots/hotspot.html", hotspot_page.page_of(request.user, hotspot_of(request, pk)))


def open_from_signal(request, pk):
    """Make a hotspot of a signal that cannot wait for the week's list."""
    signal = own_signal_of(request, pk)
    if not can_open_hotspot(request.user, signal.area):
        raise Http404
    form = HotspotForm(posted(request), area=signal.area, initial={"level": signal.level})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: actions.open_hotspot(signal=signal, by=request.user, **form.cleaned_data), request.user
        )
        if made:
            messages.success(request, _("The hotspot is opened."))
            return redirect(made)
    return question(
        request, form,
        about=f"{vocabulary.issue_name(signal.issue)} · {signal.area.name}",
        back=signal.get_absolute_url(),
        heading=_("Open a hotspot"),
        text=_("For a signal that cannot wait for the week's list. A plan is owed within three days."),
        submit=_("Open a hotspot"),
    )  # fmt: skip


def calm(request, pk):
    """Say that it calms down."""
    shown = led_of(request, pk)
    form = ReasonForm(posted(request))
    if done(request, form, lambda: actions.calm_hotspot(hotspot=shown, by=request.user, **form.cleaned_data)):
        messages.success(request, _("It is written down that the hotspot calms down."))
        return redirect(shown)
    return ask(
        request, form, shown,
        heading=_("It calms down"), text=_("Say by what one sees it."), submit=_("It calms down"),
    )  # fmt: skip


def close(request, pk):
    """End a hotspot."""
    shown = led_of(request, pk)
    form = EndingForm(posted(request), hotspot=shown, user=request.user)
    if done(request, form, lambda: actions.close_hotspot(hotspot=shown, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The hotspot is closed. It stays readable and can be opened again."))
        return redirect(shown)
    return ask(
        request, form, shown,
        heading=_("Close the hotspot"),
        text=_("What was resolved is looked at again after 30 and 90 days."),
        submit=_("Close the hotspot"),
    )  # fmt: skip


def reopen(request, pk):
    """Open a closed hotspot again."""
    shown = led_of(request, pk)
    form = ReasonForm(posted(request))
    if done(request, form, lambda: actions.reopen_hotspot(hotspot=shown, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The hotspot is open again. A new plan is owed within three days."))
        return redirect(shown)
    return ask(request, form, shown, heading=_("Open the hotspot again"), submit=_("Open again"))


def join(request, pk):
    """Join signals to a hotspot."""
    shown = led_of(request, pk)
    offered = hotspot_queries.joinable(shown, request.user)
    form = JoinForm(posted(request), offered=offered)
    if request.method == "POST" and form.is_valid():
        joined = actions.link_signals(hotspot=shown, by=request.user, **form.cleaned_data)
        messages.success(request, _("Signals joined: %(number)s.") % {"number": joined})
        return redirect(shown)
    text = _("Signals of this region and issue that belong to no hotspot yet. Choose those that tell the same story.")
    return ask(request, form, shown, heading=_("Join signals"), text=text, submit=_("Join signals"))


def review(request, pk):
    """Say whether the answer helped."""
    asked = get_object_or_404(Review.objects.visible_to(request.user).select_related("hotspot__area"), pk=pk)
    form = ReviewForm(posted(request))
    if done(request, form, lambda: actions.review_effect(review=asked, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The review is written down."))
        return redirect(asked.hotspot)
    return ask(
        request, form, asked.hotspot,
        heading=_("Did it help? After %(days)s days") % {"days": asked.days},
        text=_("Ask the people of the place, not only those who carried out the plan."),
        submit=_("Write it down"),
    )  # fmt: skip


def hotspot_of(request, pk) -> Hotspot:
    """The hotspot with its plans, if the reader may see it."""
    found = hotspot_queries.hotspots(request.user).select_related(
        "area__parent", "owner__organization", "plan_rule", "created_by", "merged_into", "line"
    )
    plans = hotspot_page.plans_with_measures()
    return get_object_or_404(found.prefetch_related(Prefetch("plans", queryset=plans)), pk=pk)


def led_of(request, pk) -> Hotspot:
    """The hotspot, if the reader leads its course; for others there is no such page."""
    found = get_object_or_404(hotspot_queries.hotspots(request.user), pk=pk)
    if not can_lead_hotspot(request.user, found):
        raise Http404
    return found


def ask(request, form, shown: Hotspot, **page):
    about = f"{shown.number} · {vocabulary.issue_name(shown.issue)} · {shown.area.name}"
    return question(request, form, about=about, back=shown.get_absolute_url(), **page)
