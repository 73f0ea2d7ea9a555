"""The deeds of the signal loop, all in one room for the floors above."""

from .call_actions import answer_call
from .checking_actions import record_finding, second_finding
from .correcting_actions import close_signal, correct_signal, reopen_signal
from .deeds import StaleVersion
from .echo_actions import count_in_full
from .glance_actions import give_glance, open_glance
from .hotspot_actions import (
    calm_hotspot,
    check_line,
    close_hotspot,
    confirm_line,
    dismiss_line,
    link_signals,
    open_hotspot,
    reopen_hotspot,
    review_effect,
)
from .plan_actions import add_measure, approve_plan, complete_plan, draft_plan, drop_measure, report_measure
from .receiving import OtherSubmission, Received, receive
from .relabelling import Labels
from .review_actions import agree_with_change, reverse_change
from .speaking_actions import answer_reporter, write_note

__all__ = [
    "Labels",
    "OtherSubmission",
    "Received",
    "StaleVersion",
    "add_measure",
    "agree_with_change",
    "answer_call",
    "answer_reporter",
    "approve_plan",
    "calm_hotspot",
    "check_line",
    "close_hotspot",
    "close_signal",
    "complete_plan",
    "confirm_line",
    "correct_signal",
    "count_in_full",
    "dismiss_line",
    "draft_plan",
    "drop_measure",
    "give_glance",
    "link_signals",
    "open_glance",
    "open_hotspot",
    "receive",
    "record_finding",
    "reopen_hotspot",
    "reopen_signal",
    "report_measure",
    "reverse_change",
    "review_effect",
    "second_finding",
    "write_note",
]
