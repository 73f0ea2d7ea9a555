"""Who may do what to an event. A user stands on one of the two sides of a body's duties, or on none."""

from shanyraq.accounts.roles import RoleName
from shanyraq.directives.models import Side
from shanyraq.directives.permissions import side_among, side_of
from shanyraq.places.calendar import today
from shanyraq.registry.queries import posts_acted_for

from .queries import is_bound

RECORDERS = (RoleName.HQ_CONTROLLER, RoleName.HQ_ANALYST, RoleName.REGIONAL_SECRETARY)
KEEPERS = (RoleName.HQ_CONTROLLER, RoleName.REGIONAL_SECRETARY)


def recording_side(user, organizer, bodies=None) -> Side | None:
    """From which side the user may plan and record events of a body; None: he may not.

    Those who act for the body speak as the bearer. The centre and the regional secretary speak for the assembly;
    a head of an association confirms or disputes, but does not write another body's record.
    ``bodies``: those the user acts for, where the caller knows them already.
    """
    side = _side(user, organizer, bodies)
    if side == Side.ASSEMBLY and not user.has_role(*RECORDERS):
        return None
    return side


def can_record(user, event) -> bool:
    return recording_side(user, event.organizer) is not None


def acts_for_post(user, post) -> bool:
    return post is not None and posts_acted_for(user, today()).filter(pk=post.pk).exists()


def can_flag(user, event) -> bool:
    """The key flag is the assembly's: the centre sets it anywhere, a regional secretary in his region."""
    return user.has_role(*KEEPERS) and (user.sees_country or _in_own_region(user, event.area))


def can_close(user, event) -> bool:
    """The assembly's side closes: who held the meeting never removes it from control himself."""
    return user.has_role(*KEEPERS) and side_of(user, event.organizer, today()) == Side.ASSEMBLY


def can_answer(user, participation) -> bool:
    """An invitation is answered by those who act for the invited post, or by the invited person himself."""
    if participation.for_post_id:
        return acts_for_post(user, participation.for_post)
    return participation.person_id is not None and participation.person.user_id == user.pk


def presence_side(user, participation, bodies=None) -> Side | None:
    """From which side the user may say how somebody came; None: he may not.

    The side that recorded the event may. A body that the event binds may also speak for itself; for it, everybody
    else who keeps the record speaks as the assembly.
    """
    event = participation.event
    if not is_bound(participation):
        side = recording_side(user, event.organizer, bodies)
        return None if event.is_held and side != event.recorded_side else side
    if _side(user, participation.organization, bodies) == Side.BEARER:
        return Side.BEARER
    return Side.ASSEMBLY if recording_side(user, event.organizer, bodies) else None


def answerable(user, seats) -> list:
    """Those of the seats whose invitations the user may answer; one question for all."""
    posts = set(posts_acted_for(user, today()).values_list("pk", flat=True))
    return [
        seat
        for seat in seats
        if seat.for_post_id in posts or (not seat.for_post_id and seat.person and seat.person.user_id == user.pk)
    ]


def can_plan_somewhere(user) -> bool:
    """Is there any body whose events the user may plan?"""
    return user.has_role(*RECORDERS) or posts_acted_for(user, today()).exists()


def can_complete(user, decision) -> bool:
    return decision.bearer_id is not None and side_of(user, decision.bearer, today()) == Side.BEARER


def can_release(user, decision) -> bool:
    """The assembly's side ends the duty of a decision; never the body that owes it."""
    return (
        decision.bearer_id is not None
        and user.has_role(*KEEPERS)
        and side_of(user, decision.bearer, today()) == Side.ASSEMBLY
    )


def _side(user, organization, bodies) -> Side | None:
    return side_of(user, organization, today()) if bodies is None else side_among(user, organization, bodies)


def _in_own_region(user, area) -> bool:
    return bool(area.region_code) and area.region_code in user.region_codes
