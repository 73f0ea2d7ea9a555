"""Words of verdicts: names, letters, flags, and the control words people know from letters.

A letter stands beside the colour everywhere, so that nobody needs the colour. Obligations have letters; recommendations
and proposals have calm signs of their own.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from shanyraq.compliance import State, Window

from .models import RuleForce

NAMES = {
    State.UPCOMING: pgettext_lazy("verdict", "upcoming"),
    State.OPEN: pgettext_lazy("verdict", "open"),
    State.DUE_SOON: pgettext_lazy("verdict", "due soon"),
    State.UNCONFIRMED: pgettext_lazy("verdict", "waits for confirmation"),
    State.MET: pgettext_lazy("verdict", "met"),
    State.MET_LATE: pgettext_lazy("verdict", "met late"),
    State.PARTLY_MET: pgettext_lazy("verdict", "partly met"),
    State.OVERDUE: pgettext_lazy("verdict", "overdue"),
    State.NOT_MET: pgettext_lazy("verdict", "not met"),
    State.EXCUSED: pgettext_lazy("verdict", "excused"),
    State.VOID: pgettext_lazy("verdict", "void"),
    State.FOLLOWED: pgettext_lazy("verdict", "followed"),
    State.NOT_YET: pgettext_lazy("verdict", "not yet"),
}
LETTERS = {
    State.UPCOMING: "…",
    State.OPEN: pgettext_lazy("letter of open", "O"),
    State.DUE_SOON: pgettext_lazy("letter of due soon", "S"),
    State.UNCONFIRMED: pgettext_lazy("letter of waits for confirmation", "C"),
    State.MET: pgettext_lazy("letter of met", "M"),
    State.MET_LATE: pgettext_lazy("letter of met late", "L"),
    State.PARTLY_MET: pgettext_lazy("letter of partly met", "P"),
    State.OVERDUE: "!",
    State.NOT_MET: "×",
    State.EXCUSED: pgettext_lazy("letter of excused", "E"),
    State.VOID: "–",
    State.FOLLOWED: "✓",
    State.NOT_YET: "○",
}
MEANINGS = {
    State.UPCOMING: gettext_lazy("the window has not begun"),
    State.OPEN: gettext_lazy("the window runs, more than 21 days are left"),
    State.DUE_SOON: gettext_lazy("the window runs, 21 days or fewer are left"),
    State.UNCONFIRMED: gettext_lazy("one side has said it is done, the other has not spoken or disputes it"),
    State.MET: gettext_lazy("all checks pass and both sides say so"),
    State.MET_LATE: gettext_lazy("met in full after the due date"),
    State.PARTLY_MET: gettext_lazy("something was held, but a check failed"),
    State.OVERDUE: gettext_lazy("the due date has passed, it can still be met late"),
    State.NOT_MET: gettext_lazy("the due date has passed for good"),
    State.EXCUSED: gettext_lazy("excused by a document, not counted"),
    State.VOID: gettext_lazy("the rule ended before the due date"),
    State.FOLLOWED: gettext_lazy("the recommendation or proposal was followed"),
    State.NOT_YET: gettext_lazy("not followed yet; this is no violation"),
}
FLAGS = {
    "by_deputy": gettext_lazy("by a deputy"),
    "remote": gettext_lazy("remotely, not in person"),
    "absent": gettext_lazy("absent"),
    "excused": gettext_lazy("excused"),
    "other_chair": gettext_lazy("chaired by somebody else"),
    "no_chair": gettext_lazy("the chair is not recorded"),
    "no_assembly_rep": gettext_lazy("no representative of the assembly from outside"),
    "no_minutes": gettext_lazy("no minutes in time"),
    "awaiting_minutes": gettext_lazy("minutes are awaited"),
    "disputed": gettext_lazy("disputed"),
    "not_accepted": gettext_lazy("not accepted"),
    "unanswered": gettext_lazy("recommendations without an answer"),
}
MUST_STATES = (
    State.UPCOMING,
    State.OPEN,
    State.DUE_SOON,
    State.UNCONFIRMED,
    State.MET,
    State.MET_LATE,
    State.PARTLY_MET,
    State.OVERDUE,
    State.NOT_MET,
    State.EXCUSED,
    State.VOID,
)
SOFT_STATES = (State.UPCOMING, State.NOT_YET, State.FOLLOWED, State.EXCUSED)
CONTROL = {
    State.UPCOMING: pgettext_lazy("control", "registered"),
    State.OPEN: pgettext_lazy("control", "on control, in progress"),
    State.DUE_SOON: pgettext_lazy("control", "on control, the term is near"),
    State.UNCONFIRMED: pgettext_lazy("control", "submitted for check"),
    State.MET: pgettext_lazy("control", "fulfilled, removed from control"),
    State.MET_LATE: pgettext_lazy("control", "fulfilled late, removed from control"),
    State.PARTLY_MET: pgettext_lazy("control", "fulfilled in part"),
    State.OVERDUE: pgettext_lazy("control", "overdue"),
    State.NOT_MET: pgettext_lazy("control", "not fulfilled"),
    State.EXCUSED: pgettext_lazy("control", "lost relevance, by a document"),
    State.VOID: pgettext_lazy("control", "superseded or closed"),
}
HEADINGS = {
    RuleForce.MUST: gettext_lazy("Obligations"),
    RuleForce.SHOULD: gettext_lazy("Recommendations"),
    RuleForce.PROPOSED: gettext_lazy("Proposals"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How one state is shown: its css class, its letter, its name, what it means."""

    state: str
    letter: str
    name: str
    meaning: str


def mark(state) -> Mark:
    state = State(state)
    return Mark(state.value, str(LETTERS[state]), str(NAMES[state]), str(MEANINGS[state]))


def legend(force: str) -> list[Mark]:
    """Every state a rule of this force can be in."""
    return [mark(state) for state in (MUST_STATES if force == RuleForce.MUST else SOFT_STATES)]


def flag_name(flag: str) -> str:
    if flag in FLAGS:
        return str(FLAGS[flag])
    if flag.startswith("no_") and flag.endswith("_rep"):
        return _("no representative of the group “%(group)s”") % {"group": flag[3:-4]}
    return flag


def control_word(window: Window, force: str) -> str:
    """The word of the control service for a verdict; recommendations and proposals are not on control."""
    if force != RuleForce.MUST:
        return ""
    state = State(window.state)
    if "disputed" in window.flags and state in (State.UNCONFIRMED, State.PARTLY_MET):
        return pgettext("control", "returned for rework")
    if window.extended_from and window.closed_on is None and state in (State.OPEN, State.DUE_SOON):
        return pgettext("control", "on control, the term was extended")
    return str(CONTROL[state])
