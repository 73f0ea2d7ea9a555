"""What comes in about events. Bad input loses nothing: the form is shown again as it was typed."""

from .inputs import DayInput, TimeInput
from .papers import DecisionForm, DoneForm, MinutesForm
from .planning import AnswerForm, EditForm, InviteForm, MoveForm, PlainForm, PlanForm, ReasonForm
from .recording import HeldForm, PresenceForm, SeatForm, TagForm
from .searching import EventFilter, RegisterForm

__all__ = [
    "AnswerForm",
    "DayInput",
    "DecisionForm",
    "DoneForm",
    "EditForm",
    "EventFilter",
    "HeldForm",
    "InviteForm",
    "MinutesForm",
    "MoveForm",
    "PlainForm",
    "PlanForm",
    "PresenceForm",
    "ReasonForm",
    "RegisterForm",
    "SeatForm",
    "TagForm",
    "TimeInput",
]
