"""Doors before an event: plan, change, invite, mark as key, answer, move, cancel."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.places.calendar import today

from .. import actions, kinds
from ..choosing import areas_of, chair_choices, group_choices, organizer_of, organizers_for, post_choices, posts_named
from ..forms import AnswerForm, EditForm, InviteForm, MoveForm, PlainForm, PlanForm, ReasonForm
from ..forms.inputs import WhenFields
from ..permissions import can_answer, can_flag
from ..queries import posts_by_ids
from .finding import ask, attempt, event_of, kept_event_of, posted, seat_of, sent_before


def plan(request):
    """A new event of one body; which body, is said in the address and defaults to the reader's own."""
    organizer = organizer_of(request.user, request.GET.get("organization"))
    if organizer is None:
        raise PermissionDenied(_("You may plan events only for the bodies you act for, or as the secretariat."))
    form = PlanForm(
        posted(request),
        organizer=organizer,
        areas=areas_of(organizer),
        chairs=chair_choices(organizer, today()),
        groups=group_choices(organizer.area, today()),
        initial=_defaults(request, organizer),
    )
    if request.method == "POST" and form.is_valid():
        planned = sent_before(request, form) or attempt(form, lambda: _plan(form, organizer, request.user))
        if planned:
            messages.success(request, _("The event is planned. Those invited were told."))
            return redirect("meetings:event", planned.pk)
    return render(
        request,
        "meetings/plan.html",
        {"form": form, "organizer": organizer, "organizers": organizers_for(request.user)},
        status=422 if form.errors else 200,
    )


def _plan(form, organizer, user):
    values = form.event_values()
    return actions.plan_event(
        organizer=organizer,
        agenda=form.agenda_items(),
        chair=next(iter(posts_by_ids([form.cleaned_data["chair"]])), None),
        invited=posts_named(form.cleaned_data["groups"], (), values["area"], values["start"].date()),
        tentative=form.cleaned_data["tentative"],
        once=form.cleaned_data["once"],
        by=user,
        **values,
    )


def _defaults(request, organizer) -> dict:
    kind = request.GET.get("kind") or next(iter(kinds.kinds()))
    needs = kind in kinds.kinds() and kinds.kinds()[kind].needs_situation
    return {
        "classification": kind,
        "area": organizer.area_id,
        "begins": "10:00",
        "situation": _("The interethnic situation: %(area)s") % {"area": organizer.area.name} if needs else "",
        "chair": next((pk for pk, _label in chair_choices(organizer, today())), ""),
    }


def edit(request, pk):
    """Change an event. If somebody was quicker, both versions are shown and nothing typed is lost."""
    event = kept_event_of(request, pk)
    form = EditForm(
        posted(request),
        organizer=event.organizer,
        areas=areas_of(event.organizer),
        is_held=event.is_held,
        initial=EditForm.of(event),
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = attempt(form, lambda: _edit(form, event, request.user))
        except actions.StaleVersion as stale:
            return _both_versions(request, form, stale.event)
        if saved:
            messages.success(request, _("The event is changed."))
            return redirect("meetings:event", event.pk)
    return render(request, "meetings/edit.html", {"form": form, "event": event}, status=422 if form.errors else 200)


def _edit(form, event, user):
    items = form.agenda_items()
    before = [(item.title, item.is_situation) for item in event.agenda.all()]
    return actions.edit_event(
        event=event,
        version=form.cleaned_data["version"],
        agenda=items if sorted(items) != sorted(before) else None,
        by=user,
        **form.event_values(),
    )


def _both_versions(request, form, event):
    stored = EditForm.of(event)
    typed = form.cleaned_data
    changes = [
        {"label": field.label, "stored": stored.get(name) or "—", "typed": typed.get(name) or "—"}
        for name, field in form.fields.items()
        if name != "version" and (stored.get(name) or "") != (typed.get(name) or "")
    ]
    again = EditForm(
        {**request.POST.dict(), "version": event.version},
        organizer=event.organizer,
        areas=areas_of(event.organizer),
        is_held=event.is_held,
    )
    return render(
        request,
        "409.html",
        {"form": again, "changes": changes, "cancel": reverse("meetings:event", args=[event.pk])},
        status=409,
    )


def invite(request, pk):
    """Invite more people: groups of the region in one click, or single posts."""
    event = kept_event_of(request, pk)
    invited = set(event.participations.values_list("for_post", flat=True))
    form = InviteForm(
        posted(request),
        groups=group_choices(event.area, event.day),
        posts=post_choices(event.area, event.day, without=invited),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        posts = posts_named(chosen["groups"], chosen["posts"], event.area, event.day)
        added = attempt(form, lambda: actions.invite(event=event, invited=posts, by=request.user))
        if added is not None:
            messages.success(request, _("Newly invited: %(count)s.") % {"count": added})
            return redirect("meetings:event", event.pk)
    return render(request, "meetings/invite.html", {"form": form, "event": event}, status=422 if form.errors else 200)


def withdraw(request, pk, seat):
    """Take somebody off the list of those invited."""
    event = kept_event_of(request, pk)
    participation = seat_of(request, event, seat)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        attempt(
            form,
            lambda: actions.withdraw_invitation(
                participation=participation, reason=form.cleaned_data["reason"], by=request.user
            ),
        )
        if not form.errors:
            messages.success(request, _("The invitation is withdrawn."))
            return redirect("meetings:event", event.pk)
    return ask(
        request,
        form,
        event=event,
        heading=_("Withdraw the invitation"),
        text=participation.seat,
        submit=_("Withdraw"),
    )


def answer(request, pk, seat):
    """Will the invited head come, send a deputy, or not come?"""
    event = event_of(request, pk)
    participation = seat_of(request, event, seat)
    if not can_answer(request.user, participation):
        raise Http404
    form = AnswerForm(posted(request), initial={"partstat": participation.partstat})
    if request.method == "POST" and form.is_valid():
        attempt(
            form, lambda: actions.answer_invitation(participation=participation, by=request.user, **form.cleaned_data)
        )
        if not form.errors:
            messages.success(request, _("Your answer is kept."))
            return redirect("meetings:event", event.pk)
    return ask(
        request,
        form,
        event=event,
        heading=_("Will you come?"),
        text=participation.seat,
        hint=_("A key event asks for the head in person: a deputy is shown apart.") if event.is_key else "",
        submit=_("Answer"),
    )


def cancel(request, pk):
    """Call the event off; it stays visible."""
    event = kept_event_of(request, pk)
    return _with_reason(
        request,
        event,
        lambda reason: actions.cancel_event(event=event, reason=reason, by=request.user),
        heading=_("Cancel the event"),
        text=_("It stays visible with the reason, and binds nobody any more. Those invited are told."),
        submit=_("Cancel the event"),
        done=_("The event is cancelled."),
    )


def move(request, pk):
    """Move the event to another time; both stay linked."""
    event = kept_event_of(request, pk)
    form = MoveForm(posted(request), initial=WhenFields.of(event))
    if request.method == "POST" and form.is_valid():
        moved = attempt(
            form,
            lambda: actions.move_event(
                event=event, reason=form.cleaned_data["reason"], by=request.user, **form.moments()
            ),
        )
        if moved:
            messages.success(request, _("The event is moved. Those invited were told."))
            return redirect("meetings:event", moved.pk)
    return ask(
        request,
        form,
        event=event,
        heading=_("Move the event"),
        text=_("The old date stays visible and leads to the new one."),
        submit=_("Move"),
    )


def flag(request, pk):
    """Mark an event as key: the heads it binds must come in person."""
    event = event_of(request, pk)
    if not can_flag(request.user, event):
        raise Http404
    form = PlainForm(posted(request))
    answered = request.method == "POST" and form.is_valid()
    if answered and attempt(form, lambda: actions.flag_key(event=event, by=request.user)):
        messages.success(request, _("The event is key: the heads it binds are invited and told."))
        return redirect("meetings:event", event.pk)
    return ask(
        request,
        form,
        event=event,
        heading=_("Mark as a key event"),
        text=_("The heads of regions it concerns are bound to come in person. This is marked before the day only."),
        submit=_("Mark as key"),
    )


def unflag(request, pk):
    """Take the mark back before the day."""
    event = event_of(request, pk)
    if not can_flag(request.user, event):
        raise Http404
    return _with_reason(
        request,
        event,
        lambda reason: actions.unflag_key(event=event, reason=reason, by=request.user),
        heading=_("Take the key mark back"),
        text=_("Nobody is bound by the event any more."),
        submit=_("Take back"),
        done=_("The mark is taken back."),
    )


def _with_reason(request, event, deed, *, done, **page):
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: deed(form.cleaned_data["reason"]))
        if not form.errors:
            messages.success(request, done)
            return redirect("meetings:event", event.pk)
    return ask(request, form, event=event, **page)
