"""The deeds of meetings, all in one room for the floors above."""

from .course_actions import cancel_event, close_event, move_event, reopen_event
from .decision_actions import complete_decision, decide, release_decision
from .key_actions import flag_key, unflag_key
from .minutes_actions import add_minutes
from .planning_actions import StaleVersion, answer_invitation, edit_event, invite, plan_event, withdraw_invitation
from .recording_actions import name_chair, record_held, record_presence, set_presence
from .tag_actions import tag_event, untag_event

__all__ = [
    "StaleVersion",
    "add_minutes",
    "answer_invitation",
    "cancel_event",
    "close_event",
    "complete_decision",
    "decide",
    "edit_event",
    "flag_key",
    "invite",
    "move_event",
    "name_chair",
    "plan_event",
    "record_held",
    "record_presence",
    "release_decision",
    "reopen_event",
    "set_presence",
    "tag_event",
    "unflag_key",
    "untag_event",
    "withdraw_invitation",
]
