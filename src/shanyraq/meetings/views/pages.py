"""Pages for reading: the list, the month, an event, the register of key events."""

from datetime import date

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.places.calendar import today

from .. import fact_ids, register
from ..forms import EventFilter, RegisterForm
from ..month import FIRST_YEAR, LAST_YEAR, Month
from ..offers import offers_for
from ..permissions import answerable, can_complete, can_plan_somewhere, can_release
from ..queries import invitations_of, is_bound, is_open_duty, listed, month_of, participations_of, presence_counts
from ..seats import is_late, left_early
from ..serving import Tally, told_by
from .finding import event_of

PAGE_SIZE = 25


def events(request):
    """Events the reader may see, the latest first."""
    found = EventFilter(request.GET or None, queryset=listed(request.user), user=request.user)
    page = Paginator(found.qs.order_by("-start", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "meetings/list.html",
        {
            "filter": found,
            "page_obj": page,
            "is_filtered": any(request.GET.get(name) for name in found.filters),
            "is_narrowed": any(request.GET.get(name) for name in ("region", "status", "key", "first", "last")),
            "may_plan": can_plan_somewhere(request.user),
            "invitations": invitations_of(request.user, timezone.now())[:5],
        },
    )


def month(request):
    """A month as a grid of weeks; on a phone as a list of days."""
    asked = request.GET.get("month", "")
    named = Month.named(asked)
    shown = named or Month(today().replace(day=1))
    events = month_of(request.user, shown.first)
    return render(
        request,
        "meetings/month.html",
        {
            "month": shown,
            "weeks": shown.weeks(events),
            "is_empty": not events,
            "problem": _no_such_month(asked) if asked and named is None else "",
        },
    )


def _no_such_month(asked: str) -> str:
    return _(
        "There is no month «%(asked)s» here: a month is written as 2026-02, from %(first)s to %(last)s. "
        "The present month is shown."
    ) % {"asked": asked[:20], "first": FIRST_YEAR, "last": LAST_YEAR}


def event(request, pk):
    """One event: what, when, where, who, about what, what followed, and which duties it serves."""
    shown = event_of(request, pk)
    seats = participations_of(shown, request.user)
    for seat in seats:
        seat.flags = {"late": is_late(seat), "left_early": left_early(seat)}
    decisions = list(shown.decisions.all())
    told = told_by(shown, seats, decisions, request.user, today())
    by_name = {one.fact_id: one for one in told}
    for seat in seats:
        seat.told = by_name.get(fact_ids.of_presence(shown.pk, seat.organization_id)) if is_bound(seat) else None
    for decision in decisions:
        decision.told = by_name.get(fact_ids.of_decision(decision.pk))
        decision.may_report = is_open_duty(decision) and can_complete(request.user, decision)
        decision.may_release = is_open_duty(decision) and can_release(request.user, decision)
    return render(
        request,
        "meetings/event.html",
        {
            "event": shown,
            "seats": seats,
            "chair": next((seat for seat in seats if seat.ical_role == "CHAIR"), None),
            "counts": presence_counts(seats),
            "decisions": decisions,
            "asks_reader": any(one.may_speak and one.is_waiting for one in told),
            "event_facts": [one for one in told if one not in [row.told for row in (*seats, *decisions)]],
            "seats_told": Tally.of([seat.told for seat in seats if seat.told]),
            "offers": offers_for(request.user, shown, seats),
            "own_seats": answerable(request.user, seats) if shown.is_planned else [],
        },
    )


def attendance(request):
    """The register: heads of bodies by key events, six values, letter and colour."""
    form = RegisterForm(request.GET or None, user=request.user)
    year = today().year
    first, last, only_national = date(year, 1, 1), date(year, 12, 31), request.user.sees_country
    if form.is_valid():
        first, last = form.cleaned_data["first"] or first, form.cleaned_data["last"] or last
        only_national = only_national and form.cleaned_data["scope"] != "all"
    return render(
        request,
        "meetings/attendance.html",
        {
            "form": form,
            "first": first,
            "last": last,
            "register": register.of(request.user, first, last, only_national=only_national),
            "letters": register.letters(),
        },
    )
