"""Doors to the deeds on posts, terms, assistants and office-holders."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from . import actions, permissions, post_forms
from .body_views import body_to
from .deeds import Words, deed
from .forms import ReasonForm
from .models import Assistant, Membership, Person, Post
from .post_forms import today_first


def open_post(request, pk):
    body = body_to(request, pk, permissions.can_keep_posts)
    form = post_forms.OpenPostForm(request.POST or None, initial={"start_date": body.founding_date})
    words = Words(
        _("Open a post"), _("Open the post"), _("The post is open: it is vacant until somebody is appointed.")
    )

    def do(**card):
        return actions.open_post(organization=body, by=request.user, **card).get_absolute_url()

    return deed(request, form, do, words=words, back=body.get_absolute_url(), about=body)


def youth_deputy(request, pk):
    """One question a screen: who is the youth deputy."""
    body = body_to(request, pk, partial(permissions.can_open_post, reserved_for=Post.ReservedFor.YOUTH))
    form = post_forms.YouthDeputyForm(request.POST or None, user=request.user, initial=today_first("start_date"))
    words = Words(
        _("Name the youth deputy"),
        _("Name the deputy"),
        _("The youth deputy is entered."),
        _("One of the deputies of the head is proposed to be a youth representative. A proposal is never overdue."),
    )
    do = partial(actions.name_youth_deputy, organization=body, by=request.user)
    return deed(request, form, do, words=words, back=body.get_absolute_url(), about=body)


def edit(request, pk):
    post = _post_to(request, pk, _keeps)
    form = post_forms.EditPostForm(request.POST or None, initial=post_forms.post_card(post))
    words = Words(_("Edit the post"), _("Save"), _("The post is saved."))
    do = partial(actions.edit_post, post=post, by=request.user)
    return _deed(request, post, form, do, words, initial_of=post_forms.post_card)


def abolish(request, pk):
    post = _post_to(request, pk, _keeps)
    form = post_forms.AbolishForm(request.POST or None)
    words = Words(
        _("Abolish the post"),
        _("Abolish the post"),
        _("The post is abolished; its history stays."),
        _("Who holds or assists it ends on its last day."),
    )
    return _deed(request, post, form, partial(actions.abolish_post, post=post, by=request.user), words)


def restore(request, pk):
    post = _post_to(request, pk, _keeps)
    words = Words(
        _("Take the end of the post back"),
        _("Take back"),
        _("The post exists again."),
        _("Holders and assistants get back the ends they had before."),
    )
    form = ReasonForm(request.POST or None)
    return _deed(request, post, form, partial(actions.undo_abolition, post=post, by=request.user), words)


def appoint(request, pk):
    post = _post_to(request, pk, permissions.can_appoint)
    form = post_forms.AppointForm(request.POST or None, user=request.user, initial=today_first("start_date"))
    words = Words(_("Appoint"), _("Appoint"), _("The appointment is entered."))
    return _deed(request, post, form, partial(actions.appoint, post=post, by=request.user), words)


def end(request, pk):
    term = _term_to(request, pk)
    form = post_forms.EndForm(request.POST or None, initial=today_first("end_date"))
    words = Words(_("End the term"), _("End the term"), _("The term has its last day."), str(term))
    return _deed(request, term.post, form, partial(actions.end_membership, membership=term, by=request.user), words)


def correct(request, pk):
    term = _term_to(request, pk)
    form = post_forms.CorrectForm(request.POST or None, initial=post_forms.term_of(term))
    words = Words(
        _("Correct the term"),
        _("Correct the term"),
        _("The term is corrected; the former dates stay in the history."),
        str(term),
    )
    do = partial(actions.correct_membership, membership=term, by=request.user)
    return _deed(request, term.post, form, do, words, initial_of=post_forms.term_of)


def annul(request, pk):
    term = _term_to(request, pk)
    form = ReasonForm(request.POST or None)
    words = Words(
        _("Take the appointment back"),
        _("Take back"),
        _("The appointment is taken back."),
        _("For an appointment that never was: %(term)s. A term that happened is ended or corrected instead.")
        % {"term": term},
    )
    return _deed(request, term.post, form, partial(actions.annul_membership, membership=term, by=request.user), words)


def attest(request, pk):
    term = _term_to(request, pk)
    form = post_forms.AttestForm(request.POST or None, initial=today_first("on"))
    words = Words(
        _("Vouch for the age rule"),
        _("I vouch"),
        _("Your word is kept with its date."),
        _("%(person)s meets the age rule for a youth representative. No birth date is asked for or kept.")
        % {"person": term.person},
    )
    return _deed(request, term.post, form, partial(actions.attest_youth, membership=term, by=request.user), words)


def withdraw(request, pk):
    term = _term_to(request, pk)
    form = ReasonForm(request.POST or None)
    words = Words(_("Take the word on age back"), _("Take back"), _("The word is taken back."), str(term))
    do = partial(actions.withdraw_attestation, membership=term, by=request.user)
    return _deed(request, term.post, form, do, words)


def assign(request, pk):
    post = _post_to(request, pk, _keeps)
    form = post_forms.AssistantForm(request.POST or None, by=request.user, initial=today_first("start_date"))
    words = Words(
        _("Name an assistant"),
        _("Name the assistant"),
        _("The assistant acts for the post."),
        _("He sees and does what the post owes; what he does bears his own name."),
    )
    return _deed(request, post, form, partial(actions.assign_assistant, post=post, by=request.user), words)


def end_assistance(request, pk):
    rows = Assistant.objects.visible_to(request.user).select_related("post__organization__area", "user")
    assistant = get_object_or_404(rows, pk=pk)
    _ask(_keeps(request.user, assistant.post))
    form = post_forms.EndAssistanceForm(request.POST or None, initial=today_first("end_date"))
    words = Words(
        _("End the assistant's work"), _("End the work"), _("The assistant has a last day."), str(assistant.user)
    )
    do = partial(actions.end_assistance, assistant=assistant, by=request.user)
    return _deed(request, assistant.post, form, do, words)


def person(request, pk):
    someone = _person_to(request, pk)
    form = post_forms.PersonForm(request.POST or None, initial=post_forms.person_card(someone))
    words = Words(_("Edit the office-holder"), _("Save"), _("The card is saved."))
    do = partial(actions.edit_person, person=someone, by=request.user)
    back = someone.get_absolute_url()
    return deed(request, form, do, words=words, back=back, about=someone, initial_of=post_forms.person_card)


def link(request, pk):
    someone = _person_to(request, pk)
    form = post_forms.LinkForm(request.POST or None, by=request.user, initial={"user": someone.user_id})
    words = Words(
        _("Which user is this?"),
        _("Save"),
        _("The link is saved."),
        _("The user then acts for the posts of this office-holder himself."),
    )
    do = partial(actions.link_user, person=someone, by=request.user)
    return deed(request, form, do, words=words, back=someone.get_absolute_url(), about=someone)


def _deed(request, post: Post, form, do, words, initial_of=None):
    back = post.get_absolute_url()
    return deed(request, form, do, words=words, back=back, about=post, initial_of=initial_of)


def _keeps(user, post: Post) -> bool:
    return permissions.can_keep_posts(user, post.organization)


def _ask(may: bool) -> None:
    if not may:
        raise PermissionDenied(_("You may not change this in the register."))


def _post_to(request, pk, allowed) -> Post:
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("organization__area"), pk=pk)
    _ask(allowed(request.user, post))
    return post


def _term_to(request, pk) -> Membership:
    rows = Membership.objects.visible_to(request.user).select_related("post__organization__area", "person")
    term = get_object_or_404(rows, pk=pk, post__isnull=False)
    _ask(permissions.can_appoint(request.user, term.post))
    return term


def _person_to(request, pk) -> Person:
    someone = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    _ask(permissions.can_edit_person(request.user, someone))
    return someone
