"""Deeds on directives: the reading proposes, a person decides, and every decision can be undone with a reason.

Each deed takes the ``version`` the person saw; another one meanwhile raises ``StaleVersion`` and nothing changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.calendar import today
from shanyraq.reading import PROPOSER, VERSION, Candidate, Reading, read, to_json

from .act_errors import ActError, AlreadyDecided, BearerMissing, StaleVersion
from .act_permissions import can_decide, can_prepare
from .act_queries import DECIDED
from .models import Directive, Force, SourceAct

State = Directive.State
PERSON = "person"
EDITABLE = (
    "start",
    "end",
    "quote",
    "force",
    "negated",
    "bearer",
    "bearer_is_open",
    "action",
    "frequency",
    "deadline",
    "conditions",
)
ALIKE = 0.5
"""Two spans that share this much of their union speak of the same directive."""


@transaction.atomic
def propose_directives(act: SourceAct, *, by) -> list[Directive]:
    """Read the act and propose what was found; returns the new proposals.

    Read by this version before: nothing happens. Read by another: what a person decided, edited or added stays, the
    untouched proposals give way to the new ones.
    """
    if not can_prepare(by):
        raise PermissionDenied
    act = SourceAct.objects.select_for_update().get(pk=act.pk)
    if (act.read_by, act.read_version) == (PROPOSER, VERSION):
        return []
    reading = read(act.text, language=act.language)
    kept = _withdraw_untouched(act)
    added = Directive.objects.bulk_create(_proposals(act, reading, kept))
    act.read_by, act.read_version, act.read_at = PROPOSER, VERSION, timezone.now()
    act.unclaimed = [list(sentence.span) for sentence in reading.unclaimed]
    act.save(update_fields=["read_by", "read_version", "read_at", "unclaimed"])
    journal.record(
        "directives.act_read", act, by=by, proposer=f"{PROPOSER} {VERSION}", proposed=len(added), kept=len(kept)
    )
    return added


@transaction.atomic
def add_directive(
    *, act: SourceAct, start: int, end: int, force: str, by, bearer: str = "", bearer_is_open: bool = False, **found
) -> Directive:
    """A directive that a person saw and the reading did not; it is proposed, and accepted like the others."""
    if not can_decide(by):
        raise PermissionDenied
    quote = _words_at(act, start, end)
    _check_force(force)
    directive = Directive(
        act=act,
        start=start,
        end=end,
        quote=quote,
        force=force,
        bearer=bearer.strip(),
        bearer_is_open=bearer_is_open and not bearer.strip(),
        proposer=PERSON,
        source_sha256=act.sha256,
        **{"action": quote, **found},
    )
    directive.save(force_insert=True)
    journal.record("directives.directive_added", directive, by=by, act=str(act.pk), span=[start, end], force=force)
    return directive


@transaction.atomic
def confirm_directive(*, directive: Directive, by, version: int | None = None) -> Directive:
    """A person says: yes, the text asks for this, and this is who owes it."""
    directive = _undecided(directive, by, version)
    if not directive.bearer and not directive.bearer_is_open:
        raise BearerMissing(
            _(
                "Nobody is named as the bearer yet. Choose who owes this, or say that the text leaves it open; "
                "then accept."
            )
        )
    _decide(directive, State.CONFIRMED, by, "")
    journal.record("directives.directive_confirmed", directive, by=by, bearer=directive.bearer, force=directive.force)
    return directive


@transaction.atomic
def reject_directive(*, directive: Directive, reason: str, by, version: int | None = None) -> Directive:
    """A person says: this is no directive; the reason stays."""
    directive = _undecided(directive, by, version)
    if not reason.strip():
        raise ActError(_("Say why this is no directive: the reason stays with the text."))
    _decide(directive, State.REJECTED, by, reason)
    journal.record("directives.directive_rejected", directive, by=by, reason=reason)
    return directive


@transaction.atomic
def edit_directive(*, directive: Directive, by, version: int | None = None, **changes) -> Directive:
    """Correct what the reading proposed: words, force, bearer, frequency … What was proposed at first stays kept."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a part of a directive: {', '.join(sorted(unknown))}")
    directive = _undecided(directive, by, version)
    before = {field: getattr(directive, field) for field in changes if getattr(directive, field) != changes[field]}
    for field in before:
        setattr(directive, field, changes[field])
    _check_whole(directive)
    _save(directive, *before)
    now = {field: getattr(directive, field) for field in before}
    journal.record("directives.directive_edited", directive, by=by, old=before, new=now)
    return directive


@transaction.atomic
def choose_bearer(*, directive: Directive, by, bearer: str = "", version: int | None = None) -> Directive:
    """Answer the question who owes it; an empty ``bearer`` is the answer "the text names no one"."""
    directive = _undecided(directive, by, version)
    directive.bearer = bearer.strip()[:300]
    directive.bearer_is_open = not directive.bearer
    _save(directive, "bearer", "bearer_is_open")
    journal.record(
        "directives.bearer_chosen", directive, by=by, bearer=directive.bearer, bearer_is_open=directive.bearer_is_open
    )
    return directive


@transaction.atomic
def merge_directives(
    *,
    into: Directive,
    others: Iterable[Directive],
    by,
    reason: str = "",
    versions: Mapping[Any, int] | None = None,
) -> Directive:
    """Several places of one text ask for the same: one directive stays, the others point to it."""
    known = versions or {}
    others = [other for other in others if other.pk != into.pk]
    if not others:
        raise ActError(_("Select at least two directives to merge."))
    if any(other.act_id != into.act_id for other in others):
        raise ActError(
            _(
                "Directives of different acts are not merged: each act keeps its own words. "
                "Link the acts instead (one reinforces the other)."
            )
        )
    into = _undecided(into, by, known.get(into.pk))
    for other in [_undecided(other, by, known.get(other.pk)) for other in others]:
        other.merged_into = into
        _decide(other, State.MERGED, by, reason)
        other.merged_from.update(merged_into=into)
    _save(into)
    journal.record("directives.directives_merged", into, by=by, reason=reason, merged=[str(each.pk) for each in others])
    return into


@transaction.atomic
def reopen_directive(*, directive: Directive, reason: str, by, version: int | None = None) -> Directive:
    """Undo a decision: the directive is proposed again. A living rule made of it must be closed first."""
    directive = _locked(directive, by, version)
    if directive.state not in DECIDED:
        raise ActError(_("This directive is not decided yet, so there is nothing to undo."))
    if not reason.strip():
        raise ActError(_("Say why the decision is undone: both stay in the history."))
    if rule := directive.rules.filter(Q(valid_to=None) | Q(valid_to__gte=today())).first():
        raise ActError(
            _("A rule in force is made of this directive: %(rule)s. Close the rule first.") % {"rule": rule.title}
        )
    was = directive.state
    directive.state, directive.merged_into = State.PROPOSED, None
    directive.reason, directive.decided_by, directive.decided_at = "", None, None
    _save(directive, "state", "merged_into", "reason", "decided_by", "decided_at")
    journal.record("directives.directive_reopened", directive, by=by, reason=reason, was=was)
    return directive


def _withdraw_untouched(act: SourceAct) -> list[Directive]:
    """Proposals nobody touched are withdrawn; the rest is returned."""
    kept = []
    for directive in act.directives.select_for_update():
        if directive.state in DECIDED or directive.version > 1 or directive.proposer == PERSON:
            kept.append(directive)
        else:
            directive.delete()
    return kept


def _proposals(act: SourceAct, reading: Reading, kept: Sequence[Directive]) -> list[Directive]:
    said = to_json(reading)["directives"]
    return [
        _proposal(act, candidate, words)
        for candidate, words in zip(reading.directives, said, strict=True)
        if not any(_alike(candidate.span, (directive.start, directive.end)) for directive in kept)
    ]


def _proposal(act: SourceAct, candidate: Candidate, words: dict) -> Directive:
    return Directive(
        act=act,
        start=candidate.span[0],
        end=candidate.span[1],
        quote=candidate.quote,
        force=candidate.force,
        negated=candidate.negated,
        bearer=", ".join(dict.fromkeys(bearer.norm for bearer in candidate.bearers))[:300],
        action=candidate.action.text,
        frequency=words["frequency"],
        deadline=words["deadline"],
        conditions=words["conditions"],
        proposed=words,
        proposer=PROPOSER,
        proposer_version=VERSION,
        source_sha256=act.sha256,
    )


def _alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared / (max(one[1], other[1]) - min(one[0], other[0])) >= ALIKE


def _check_whole(directive: Directive) -> None:
    _check_force(directive.force)
    directive.quote = _words_at(directive.act, directive.start, directive.end)
    if directive.bearer and directive.bearer_is_open:
        raise ActError(_("Either a bearer is named or the bearer is open, not both."))


def _check_force(force: str) -> None:
    if force not in Force.values:
        raise ActError(_("Choose how strongly the text says it: one of the five levels."))


def _words_at(act: SourceAct, start: int, end: int) -> str:
    if not 0 <= start < end <= len(act.text) or not act.text[start:end].strip():
        raise ActError(_("These words are not in the text of the act. Copy them from the text as they stand there."))
    return act.text[start:end]


def _undecided(directive: Directive, by, version: int | None) -> Directive:
    directive = _locked(directive, by, version)
    if directive.state in DECIDED:
        raise AlreadyDecided(
            _("This directive is %(state)s already (%(who)s, %(when)s). Undo that decision first.")
            % {
                "state": directive.get_state_display(),
                "who": directive.decided_by or "–",
                "when": timezone.localtime(directive.decided_at).strftime("%d.%m.%Y %H:%M"),
            }
        )
    return directive


def _locked(directive: Directive, by, version: int | None) -> Directive:
    if not can_decide(by):
        raise PermissionDenied
    current = Directive.objects.select_for_update().get(pk=directive.pk)
    if version is not None and current.version != version:
        raise StaleVersion(current)
    return current


def _decide(directive: Directive, state: str, by, reason: str) -> None:
    directive.state, directive.reason = state, reason.strip()
    directive.decided_by, directive.decided_at = by, timezone.now()
    _save(directive, "state", "reason", "decided_by", "decided_at", "merged_into")


def _save(directive: Directive, *fields: str) -> None:
    directive.version += 1
    directive.save(update_fields=[*dict.fromkeys(fields), "quote", "version"])
