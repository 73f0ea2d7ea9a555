"""Deeds on acts: bringing a text in, its card, its state, its links with other acts.

Deeds on directives live in ``act_directive_actions`` and are named here too, so that floors above know one room.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.calendar import today
from shanyraq.reading import LANGUAGES, detect_language

from . import act_text
from .act_directive_actions import (
    add_directive,
    choose_bearer,
    confirm_directive,
    edit_directive,
    merge_directives,
    propose_directives,
    reject_directive,
    reopen_directive,
)
from .act_errors import ActError, SameText, StaleVersion
from .act_permissions import can_decide, can_prepare
from .act_queries import same_text
from .models import ActLink, SourceAct

__all__ = [
    "add_act",
    "add_directive",
    "choose_bearer",
    "confirm_directive",
    "edit_act",
    "edit_directive",
    "link_acts",
    "merge_directives",
    "propose_directives",
    "put_in_force",
    "reject_directive",
    "reopen_directive",
    "repeal_act",
    "unlink_acts",
]

EARLIEST = date(1900, 1, 1)


@transaction.atomic
def add_act(
    *,
    text: str,
    title: str,
    by,
    kind: str = SourceAct.Kind.ADDRESS,
    issuer: str = "",
    issuing_body=None,
    number: str = "",
    akn_uri: str = "",
    external_ref: str = "",
    date: date | None = None,
    date_assumed: bool = False,
    language: str = "",
) -> SourceAct:
    """Keep a text as an act, a draft at first; the language is found by the engine unless it is given.

    Raises ``act_text.UnreadableText`` for a text that cannot be read, ``SameText`` when it is in the house already.
    """
    if not can_prepare(by):
        raise PermissionDenied
    text = act_text.clean(text)
    act_text.check_readable(text)
    _check_date(date)
    act = SourceAct(
        text=text,
        sha256=act_text.digest(text),
        language=_language(language, text),
        title=title.strip(),
        kind=kind,
        issuer=issuer.strip(),
        issuing_body=issuing_body,
        number=number.strip(),
        akn_uri=akn_uri.strip(),
        external_ref=external_ref.strip(),
        date=date,
        date_assumed=bool(date and date_assumed),
        added_by=None if by == journal.SYSTEM else by,
    )
    _check_named(act)
    _save_once(act)
    journal.record("directives.act_added", act, by=by, title=act.title, sha256=act.sha256, language=act.language)
    return act


@transaction.atomic
def edit_act(*, act: SourceAct, by, version: int | None = None, **card) -> SourceAct:
    """Change the card of an act (title, kind, number, issuer, date, language …); its text never changes.

    A new language means that the text must be read again.
    """
    act = _locked(act, by, version)
    before = {field: getattr(act, field) for field in card if getattr(act, field) != card[field]}
    for field in before:
        setattr(act, field, card[field])
    _check_date(act.date)
    _check_named(act)
    act.date_assumed = bool(act.date and act.date_assumed)
    if "language" in before:
        act.read_version = ""
    _save(act, "read_version", "date_assumed", *before)
    now = {field: getattr(act, field) for field in before}
    journal.record("directives.act_edited", act, by=by, old=before, new=now)
    return act


@transaction.atomic
def put_in_force(*, act: SourceAct, by) -> SourceAct:
    """From now on everybody in the house may read the act and its confirmed directives."""
    act = _locked(act, by)
    if act.state != SourceAct.State.DRAFT:
        raise ActError(_("This act is no draft any more: it is %(state)s.") % {"state": act.get_state_display()})
    act.state = SourceAct.State.IN_FORCE
    _save(act, "state")
    journal.record("directives.act_in_force", act, by=by)
    return act


@transaction.atomic
def repeal_act(*, act: SourceAct, reason: str, by, version: int | None = None) -> SourceAct:
    """The act is no longer in force. Its rules are not touched: each is closed by a decision of its own."""
    act = _locked(act, by, version)
    if not reason.strip():
        raise ActError(_("Say why the act is repealed: the decision, its number and date."))
    if act.state == SourceAct.State.REPEALED:
        raise ActError(_("This act is repealed already."))
    act.state = SourceAct.State.REPEALED
    _save(act, "state")
    journal.record("directives.act_repealed", act, by=by, reason=reason)
    return act


@transaction.atomic
def link_acts(*, source: SourceAct, target: SourceAct, kind: str, by, since: date | None = None) -> ActLink:
    """``source`` supersedes or reinforces ``target``; what is superseded is so from ``since``, else from its date."""
    if not can_decide(by):
        raise PermissionDenied
    if source.pk == target.pk:
        raise ActError(_("An act cannot be linked to itself. Choose another act."))
    if kind == ActLink.Kind.SUPERSEDES:
        since = since or source.date
        _check_superseding(source, target, since)
    link, created = ActLink.objects.get_or_create(
        source=source, target=target, kind=kind, defaults={"since": since if kind == ActLink.Kind.SUPERSEDES else None}
    )
    if not created:
        raise ActError(_("These two acts are linked in this way already."))
    journal.record("directives.acts_linked", source, by=by, kind=kind, target=str(target.pk), since=link.since)
    return link


@transaction.atomic
def unlink_acts(*, link: ActLink, reason: str, by) -> None:
    """Take a mistaken link away."""
    if not can_decide(by):
        raise PermissionDenied
    if not reason.strip():
        raise ActError(_("Say why the link is removed."))
    journal.record(
        "directives.acts_unlinked", link.source, by=by, reason=reason, kind=link.kind, target=str(link.target_id)
    )
    link.delete()


def _check_superseding(source: SourceAct, target: SourceAct, since: date | None) -> None:
    if since is None:
        raise ActError(_("Give the day from which the old act is superseded: the new act has no date of its own."))
    if target.date and since < target.date:
        raise ActError(
            _("The old act is of %(old)s, so it cannot be superseded from %(since)s, before it. Check the date.")
            % {"old": target.date.strftime("%d.%m.%Y"), "since": since.strftime("%d.%m.%Y")}
        )
    if _supersedes(target, source):
        raise ActError(_("The other act already supersedes this one. Remove that link first."))


def _supersedes(newer: SourceAct, older: SourceAct) -> bool:
    """Does ``newer`` supersede ``older``, directly or through others?"""
    pairs = ActLink.objects.filter(kind=ActLink.Kind.SUPERSEDES).values_list("source_id", "target_id")
    reached, front = set(), {newer.pk}
    while front:
        reached |= front
        front = {target for source, target in pairs if source in front} - reached
    return older.pk in reached


def _check_date(day: date | None) -> None:
    if day and day > today():
        raise ActError(
            _("The act is dated %(day)s, which has not come yet. Check the date, or leave it empty and add it later.")
            % {"day": day.strftime("%d.%m.%Y")}
        )
    if day and day < EARLIEST:
        raise ActError(_("The act is dated %(day)s. Check the year.") % {"day": day.strftime("%d.%m.%Y")})


def _check_named(act: SourceAct) -> None:
    if not act.title:
        raise ActError(_("Give the act a title, so that people find it."))


def _language(given: str, text: str) -> str:
    return given if given in LANGUAGES else detect_language(text)


def _save_once(act: SourceAct) -> None:
    """A text is kept once, also when two people bring it at the same moment."""
    known = same_text(act.sha256)
    if known is None:
        try:
            with transaction.atomic():
                act.save(force_insert=True)
            return
        except IntegrityError:
            known = same_text(act.sha256)
            if known is None:
                raise
    raise SameText(_("This very text is in the house already: %(title)s.") % {"title": known.title}, known)


def _locked(act: SourceAct, by, version: int | None = None) -> SourceAct:
    if not can_decide(by):
        raise PermissionDenied
    current = SourceAct.objects.select_for_update().get(pk=act.pk)
    if version is not None and current.version != version:
        raise StaleVersion(current)
    return current


def _save(act: SourceAct, *fields: str) -> None:
    act.version += 1
    act.save(update_fields=[*dict.fromkeys(fields), "version"])
