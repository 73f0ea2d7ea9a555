"""Doors to the deeds on bodies and their accreditations."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from . import actions, forms, permissions
from .body_actions import next_states
from .deeds import Words, deed
from .models import Accreditation, Organization


def body_to(request, pk, allowed) -> Organization:
    """The body when the reader may see it and may do the deed: else 404, else 403."""
    body = get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)
    if not allowed(request.user, body):
        raise PermissionDenied(_("You may not change this in the register."))
    return body


def found(request):
    if not permissions.can_found_some(request.user):
        raise PermissionDenied(_("Bodies are entered by the centre and by regional secretaries."))
    form = forms.FoundForm(request.POST or None, user=request.user, initial=_asked_kind(request))

    def do(**card):
        return actions.found_body(by=request.user, **card).get_absolute_url()

    words = Words(_("Enter a body"), _("Enter the body"), _("The body is entered."))
    return deed(request, form, do, words=words, back="/registry/")


def edit(request, pk):
    body = body_to(request, pk, permissions.can_edit_body)
    form = forms.EditForm(request.POST or None, user=request.user, initial=forms.card_of(body))
    words = Words(
        _("Edit the card"),
        _("Save"),
        _("The card is saved."),
        _("A name that changes from a day on is entered by renaming; here a name is only mended."),
    )
    do = partial(actions.edit_body, organization=body, by=request.user)
    return _deed(request, body, form, do, words, initial_of=forms.card_of)


def contacts(request, pk):
    body = body_to(request, pk, permissions.can_edit_contacts)
    form = forms.ContactsForm(request.POST or None, initial=forms.card_of(body))
    words = Words(_("Edit the contacts"), _("Save"), _("The contacts are saved."))
    do = partial(actions.edit_body, organization=body, by=request.user)
    return _deed(request, body, form, do, words, initial_of=forms.card_of)


def rename(request, pk):
    body = body_to(request, pk, permissions.can_rename)
    form = forms.RenameForm(request.POST or None, initial=forms.card_of(body))
    words = Words(
        _("Rename"),
        _("Rename"),
        _("The body bears its new name; the old one keeps its dates."),
        _("Change the names that change; older papers keep the old name."),
    )
    do = partial(actions.rename_body, organization=body, by=request.user)
    return _deed(request, body, form, do, words, initial_of=forms.card_of)


def undo_rename(request, pk):
    body = body_to(request, pk, permissions.can_rename)
    words = Words(
        _("Take the last renaming back"),
        _("Take back"),
        _("The body bears its former name again."),
        _("For a renaming that never was; the history keeps that it was entered."),
    )
    form = forms.ReasonForm(request.POST or None)
    return _deed(request, body, form, partial(actions.undo_rename, organization=body, by=request.user), words)


def state(request, pk):
    body = body_to(request, pk, permissions.can_edit_body)
    if not next_states(body):
        raise PermissionDenied(_("The state of this body does not change any more."))
    form = forms.StateForm(request.POST or None, body=body, initial={"version": body.version})
    words = Words(_("Change the state"), _("Change the state"), _("The state is changed."))
    do = partial(actions.change_state, organization=body, by=request.user)
    return _deed(request, body, form, do, words, initial_of=lambda now: {"state": now.state})


def dissolve(request, pk):
    body = body_to(request, pk, permissions.can_end_body)
    form = forms.DissolveForm(request.POST or None, user=request.user, body=body, initial={"version": body.version})
    words = Words(
        _("Dissolve"),
        _("Dissolve"),
        _("The body is dissolved; its history stays."),
        _(
            "Its posts are abolished, the terms of its holders and assistants end on its last day."
            " Open duties pass to the successor from the next day; older papers keep the old name."
        ),
    )
    return _deed(request, body, form, partial(_dissolve, request.user, body), words, initial_of=_dissolved_in_words)


def restore(request, pk):
    body = body_to(request, pk, permissions.can_end_body)
    words = Words(
        _("Take the end back"),
        _("Take back"),
        _("The body exists again."),
        _("Posts and terms get back the ends they had before. A successor founded meanwhile stays."),
    )
    form = forms.ReasonForm(request.POST or None)
    return _deed(request, body, form, partial(actions.undo_dissolution, organization=body, by=request.user), words)


def apply(request, pk):
    body = body_to(request, pk, permissions.can_apply)
    form = forms.ApplyForm(request.POST or None)
    words = Words(_("Application for accreditation"), _("Enter the application"), _("The application is entered."))
    do = partial(actions.apply_for_accreditation, organization=body, by=request.user)
    return _deed(request, body, form, do, words)


def decide(request, pk):
    accreditation, body = _accreditation_to(request, pk)
    form = forms.DecideForm(request.POST or None)
    words = Words(_("Decision on accreditation"), _("Enter the decision"), _("The decision is entered."))
    do = partial(actions.decide_accreditation, accreditation=accreditation, by=request.user)
    return _deed(request, body, form, do, words)


def correct_decision(request, pk):
    accreditation, body = _accreditation_to(request, pk)
    fields = ("decided_on", "decision_number", "expires_on")
    initial = {name: getattr(accreditation, name) for name in fields}
    form = forms.CorrectDecisionForm(request.POST or None, initial=initial)
    words = Words(_("Correct the decision"), _("Correct the decision"), _("The decision is corrected."))
    do = partial(actions.correct_accreditation, accreditation=accreditation, by=request.user)
    return _deed(request, body, form, do, words)


def _deed(request, body, form, do, words, initial_of=None):
    back = body.get_absolute_url()
    return deed(request, form, do, words=words, back=back, about=body, initial_of=initial_of)


def _accreditation_to(request, pk) -> tuple[Accreditation, Organization]:
    rows = Accreditation.objects.visible_to(request.user).select_related("organization__area")
    accreditation = get_object_or_404(rows, pk=pk)
    if not permissions.can_accredit(request.user, accreditation.organization):
        raise PermissionDenied(_("You may not change this in the register."))
    return accreditation, accreditation.organization


def _dissolve(user, body, *, last_day, reason, version, heir, successor, classification, **names):
    common = {"organization": body, "last_day": last_day, "reason": reason, "version": version, "by": user}
    if heir == "new":
        return actions.dissolve_into_new_body(**common, classification=classification, area=body.area, **names)
    return actions.dissolve_body(**common, successor=successor if heir == "present" else None)


def _dissolved_in_words(body: Organization) -> dict:
    return {"last_day": body.dissolution_date, "successor": body.successor}


def _asked_kind(request) -> dict:
    """A link may say which kind and place is meant."""
    return {name: request.GET[name] for name in ("classification", "area") if name in request.GET}
