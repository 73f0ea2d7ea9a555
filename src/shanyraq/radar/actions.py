"""The deeds of the signal loop, all in one room for the floors above."""

from .call_actions import answer_call
from .checking_actions import record_finding, second_finding
from .correcting_actions import close_signal, correct_signal, reopen_signal
from .deeds import StaleVersion
from .glance_actions import give_glance, open_glance
from .receiving import OtherSubmission, Received, receive
from .relabelling import Labels
from .review_actions import agree_with_change, reverse_change
from .speaking_actions import answer_reporter, write_note

__all__ = [
    "Labels",
    "OtherSubmission",
    "Received",
    "StaleVersion",
    "agree_with_change",
    "answer_call",
    "answer_reporter",
    "close_signal",
    "correct_signal",
    "give_glance",
    "open_glance",
    "receive",
    "record_finding",
    "reopen_signal",
    "reverse_change",
    "second_finding",
    "write_note",
]
