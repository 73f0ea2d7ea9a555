"""Who may see and do what with a signal. Nobody asks who lives in a place; everybody is asked which role he holds."""

from shanyraq.accounts.roles import RoleName
from shanyraq.places.calendar import today
from shanyraq.registry.queries import bodies_acted_for

from .known_reporters import bodies_reporting
from .models import CallOut, SecondReview, Signal, Verification
from .scoping import VOICES, WATCHERS, watched_regions, watches_country


def has_signals(user) -> bool:
    """Is there a list of signals for this user: those he watches over, or those his body reported?"""
    return user.has_role(*WATCHERS, RoleName.ASSOCIATION_HEAD) or (
        user.has_role(*VOICES) and bodies_reporting(user).exists()
    )


def watches(user, signal: Signal) -> bool:
    """Sees all of a signal: its cluster, its history, the desk's notes. A reporting body sees less."""
    return watches_country(user) or signal.region_id in watched_regions(user)


def can_work_on(user, signal: Signal) -> bool:
    """Check, correct, answer and close a signal: the centre anywhere, a secretary in his region; nobody deletes."""
    return watches(user, signal)


def can_second(user, finding: Verification) -> bool:
    """A second pair of eyes belongs to somebody else."""
    return finding.by_id != user.pk and can_work_on(user, finding.signal)


def reviews_changes(user) -> bool:
    """The centre takes the second look at what was relabelled or closed."""
    return watches_country(user)


def can_review(user, review: SecondReview) -> bool:
    return reviews_changes(user) and review.changed_by_id != user.pk


def can_glance(user, signal: Signal) -> bool:
    """Look once at the doubtful words of a sealed text."""
    return watches(user, signal)


def can_answer_call(user, call: CallOut) -> bool:
    return bodies_acted_for(user, today()).filter(pk=call.organization_id).exists()


def sees_hotspots_of_bodies(user) -> bool:
    """Akims and those who act for them see the hotspots they owe measures on, never a signal."""
    return user.has_role(RoleName.POST_ASSISTANT, RoleName.ASSOCIATION_HEAD)


def sees_confirmed_hotspots(user) -> bool:
    """Deputies see confirmed hotspots of their area, without a text."""
    return user.has_role(RoleName.DEPUTY)


def has_hotspots(user) -> bool:
    """Is there a list of hotspots for this user: those he watches, those his body answers, those of his district?"""
    return user.has_role(*WATCHERS) or sees_hotspots_of_bodies(user) or sees_confirmed_hotspots(user)


def can_decide_line(user, line) -> bool:
    """The attention list is a question to the centre and to the region's secretary."""
    return watches_country(user) or line.area.region_code in watched_regions(user)


def can_open_hotspot(user, area) -> bool:
    return watches_country(user) or area.region_code in watched_regions(user)


def can_take_out(user, region=None) -> bool:
    """Take files out of the house: the centre everywhere, a secretary from his regions."""
    if region is None:
        return user.has_role(*WATCHERS)
    return watches_country(user) or region.pk in watched_regions(user)


def sees_redaction(user) -> bool:
    """The figures of redaction: the administrator, who sees no signal, and those who watch."""
    return user.has_role(RoleName.ADMINISTRATOR, *WATCHERS)


def can_lead_hotspot(user, hotspot) -> bool:
    """Confirm, calm, close, review, open again: the centre and the region's secretary, never the bearer."""
    return can_open_hotspot(user, hotspot.area)


def can_draft_plan(user, hotspot) -> bool:
    """Those who lead the hotspot, and those who act for the body that owes the plan."""
    return can_lead_hotspot(user, hotspot) or _acts_for(user, hotspot.owner.organization_id)


def can_approve_plan(user, plan) -> bool:
    """Two pairs of eyes: whoever wrote a plan does not approve it."""
    return can_lead_hotspot(user, plan.hotspot) and plan.made_by_id != user.pk


def can_report_measure(user, measure) -> bool:
    return _acts_for(user, measure.bearer_id)


def _acts_for(user, organization_id) -> bool:
    return bodies_acted_for(user, today()).filter(pk=organization_id).exists()
