"""Doors after an event: it took place, who was there, what else it was, closing."""

from datetime import time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.directives.permissions import bodies_of
from shanyraq.places.calendar import today
from shanyraq.registry.models import Post

from .. import actions, kinds
from ..choosing import assembly_choices, chair_choices, organizer_of, organizers_for
from ..forms import EditForm, HeldForm, PlainForm, PresenceForm, ReasonForm, SeatForm, TagForm
from ..forms.inputs import WhenFields
from ..offers import offers_for
from ..permissions import presence_side, recording_side
from ..queries import held_together, participations_of, people_by_body, posts_by_ids, tags_of
from ..seats import Attending
from .finding import ask, attempt, event_of, kept_event_of, posted, sent_before

USUAL_HOUR = time(10)


def record(request):
    """An event nobody had planned: one screen, most of it filled in; ``?organization=`` comes from the desk."""
    organizer = organizer_of(request.user, request.GET.get("organization"))
    if organizer is None:
        raise PermissionDenied(_("You may record events only of the bodies you act for, or as the secretariat."))
    form = HeldForm(
        posted(request),
        chairs=chair_choices(organizer, today()),
        posts=assembly_choices(organizer.area, today()),
        initial=_defaults(request, organizer),
    )
    if request.method == "POST" and form.is_valid():
        happened = sent_before(request, form) or attempt(form, lambda: _record_new(form, organizer, request.user))
        if happened:
            return _recorded(request, happened)
    return render(
        request,
        "meetings/record.html",
        {"form": form, "organizer": organizer, "organizers": organizers_for(request.user), "seats": ()},
        status=422 if form.errors else 200,
    )


def held(request, pk):
    """A planned event took place: its people are filled in as they promised, one tap confirms."""
    event = kept_event_of(request, pk)
    if not event.is_planned:
        return redirect("meetings:event", event.pk)
    seats = participations_of(event, request.user)
    form = HeldForm(
        posted(request),
        chairs=chair_choices(event.organizer, event.day),
        posts=assembly_choices(event.area, event.day),
        is_planned=True,
        initial=_as_planned(event, seats),
    )
    seat_forms = _seat_forms(request, event, seats, expect=True)
    if request.method == "POST" and _all_valid(form, *seat_forms):
        happened = attempt(form, lambda: _record_planned(form, seat_forms, event, request.user))
        if happened:
            return _recorded(request, happened)
    wrong = form.errors or any(one.errors for one in seat_forms)
    return render(
        request,
        "meetings/record.html",
        {"form": form, "organizer": event.organizer, "event": event, "seats": seat_forms},
        status=422 if request.method == "POST" and wrong else 200,
    )


def presence(request, pk):
    """Who was there, all seats in one screen; those who keep the record see all, a bound head's side sees its own."""
    event = event_of(request, pk)
    bodies = bodies_of(request.user, today())
    seats = [s for s in participations_of(event, request.user) if presence_side(request.user, s, bodies)]
    if not seats or not offers_for(request.user, event, seats).presence:
        raise Http404
    form = PresenceForm(posted(request), seats=seats, posts=_without_seat(request.user, event, seats))
    seat_forms = _seat_forms(request, event, seats)
    if request.method == "POST" and _all_valid(form, *seat_forms):
        count = attempt(form, lambda: _record_presence(form, seat_forms, event, request.user))
        if count is not None:
            messages.success(request, _("Presence is recorded: %(count)s changed.") % {"count": count})
            return redirect("meetings:event", event.pk)
    wrong = form.errors or any(one.errors for one in seat_forms)
    return render(
        request,
        "meetings/presence.html",
        {"event": event, "seats": seat_forms, "form": form},
        status=422 if request.method == "POST" and wrong else 200,
    )


@transaction.atomic
def _record_presence(form, seat_forms, event, user) -> int:
    changed = [one.attending() for one in seat_forms if one.has_changed()]
    came = _came(form.cleaned_data.get("came", ()))
    count = actions.record_presence(event=event, attended=[*changed, *came], by=user)
    if "chair" in form.changed_data:
        chair = next((one.seat for one in seat_forms if str(one.seat.pk) == form.cleaned_data["chair"]), None)
        actions.name_chair(event=event, participation=chair, by=user)
        count += 1
    return count


def _without_seat(user, event, seats):
    """Posts one may still add, for those who keep the record; None for everybody else."""
    if not event.is_held or recording_side(user, event.organizer) != event.recorded_side:
        return None
    return assembly_choices(event.area, event.day, without={seat.for_post_id for seat in seats})


def tag(request, pk):
    """Say what else the event was: a visit was the meeting too."""
    event = kept_event_of(request, pk)
    bodies = [event.organizer, *held_together(event, request.user)]
    form = TagForm(posted(request), bodies=bodies, initial={"organization": str(event.organizer_id)})
    if request.method == "POST" and form.is_valid():
        body = next(body for body in bodies if str(body.pk) == form.cleaned_data["organization"])
        tagged = attempt(
            form,
            lambda: actions.tag_event(
                event=event,
                classification=form.cleaned_data["classification"],
                organization=body,
                situation_item=form.cleaned_data["situation_item"],
                by=request.user,
            ),
        )
        if tagged:
            messages.success(request, _("Kept: the event also was «%(kind)s».") % {"kind": tagged.label})
            return redirect("meetings:event", event.pk)
    return ask(
        request,
        form,
        event=event,
        heading=_("What else was this event?"),
        text=_("One event may serve several duties: nothing is held twice. The other side confirms each of them."),
        submit=_("Save"),
    )


def untag(request, pk, tag):
    """Take such a word back, with a reason."""
    event = kept_event_of(request, pk)
    row = get_object_or_404(tags_of(event), pk=tag)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: actions.untag_event(tag=row, reason=form.cleaned_data["reason"], by=request.user))
        if not form.errors:
            messages.success(request, _("Taken back."))
            return redirect("meetings:event", event.pk)
    return ask(request, form, event=event, heading=_("Take back"), text=row.label, submit=_("Take back"))


def close(request, pk):
    """The assembly's side removes a held event from control."""
    event = event_of(request, pk)
    if not offers_for(request.user, event).close:
        raise Http404
    form = PlainForm(posted(request), initial={"sure": True})
    answered = request.method == "POST" and form.is_valid()
    if answered and attempt(form, lambda: actions.close_event(event=event, by=request.user)):
        messages.success(request, _("The event is closed."))
        return redirect("meetings:event", event.pk)
    return ask(
        request,
        form,
        event=event,
        heading=_("Close the event"),
        text=_("Its record stays as it is from now on."),
        submit=_("Close"),
    )


def reopen(request, pk):
    """Open a closed event again for a correction."""
    event = event_of(request, pk)
    if not offers_for(request.user, event).reopen:
        raise Http404
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: actions.reopen_event(event=event, reason=form.cleaned_data["reason"], by=request.user))
        if not form.errors:
            messages.success(request, _("The event is open for corrections."))
            return redirect("meetings:event", event.pk)
    return ask(request, form, event=event, heading=_("Reopen the event"), text="", submit=_("Reopen"))


def _defaults(request, organizer) -> dict:
    kind = request.GET.get("kind")
    kind = kind if kind in kinds.kinds() else next(iter(kinds.kinds()))
    return {
        "classification": kind,
        "day": today(),
        "begins": min(USUAL_HOUR, timezone.localtime().time().replace(minute=0, second=0, microsecond=0)),
        "chair": next((pk for pk, _label in chair_choices(organizer, today())), ""),
        "situation": _("The interethnic situation: %(area)s") % {"area": organizer.area.name}
        if kinds.kinds()[kind].needs_situation
        else "",
    }


def _as_planned(event, seats) -> dict:
    chair = next((seat for seat in seats if seat.ical_role == "CHAIR" and seat.for_post_id), None)
    kept = EditForm.of(event)
    return WhenFields.of(event) | {
        "location": event.location,
        "situation": kept["situation"],
        "agenda": kept["agenda"],
        "chair": str(chair.for_post_id)
        if chair
        else next((pk for pk, _l in chair_choices(event.organizer, event.day)), ""),
    }


def _record_new(form, organizer, user):
    values = form.cleaned_data
    return actions.record_held(
        organizer=organizer,
        classification=values["classification"],
        location=values["location"],
        agenda=form.agenda_items(),
        chair=_post(values["chair"]),
        attended=_came(values["came"]),
        others_count=values["others_count"],
        once=values["once"],
        by=user,
        **form.moments(),
    )


def _record_planned(form, seat_forms, event, user):
    values = form.cleaned_data
    chair = _post(values["chair"])
    return actions.record_held(
        event=event,
        location=values["location"],
        agenda=form.agenda_items(),
        chair=chair,
        attended=[*(one.attending() for one in seat_forms), *_came(values["came"])],
        others_count=values["others_count"],
        by=user,
        **form.moments(),
    )


def _recorded(request, event):
    messages.success(request, _("The event is recorded. The other side confirms or disputes it."))
    return redirect("meetings:event", event.pk)


def _post(pk: str) -> Post | None:
    return next(iter(posts_by_ids([pk])), None)


def _came(pks) -> list[Attending]:
    return [Attending(post=post) for post in posts_by_ids(pks)]


def _seat_forms(request, event, seats, expect=False) -> list[SeatForm]:
    people = people_by_body({seat.organization_id for seat in seats}, event.day)
    return [
        SeatForm(posted(request), seat=seat, people=people.get(seat.organization_id, ()), expect=expect)
        for seat in seats
    ]


def _all_valid(*forms) -> bool:
    """Ask every form, so that each shows what is wrong with it."""
    return not [form for form in forms if not form.is_valid()]
