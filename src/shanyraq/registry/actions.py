"""The deeds of the register. Each asks permission first, refuses with a sentence, is journalled and announced."""

from .accreditation_actions import apply_for_accreditation, correct_accreditation, decide_accreditation
from .assistant_actions import assign_assistant, end_assistance
from .body_actions import change_state, edit_body, found_body, rename_body, undo_rename
from .ending_actions import dissolve_body, dissolve_into_new_body, undo_dissolution
from .holder_actions import (
    annul_membership,
    appoint,
    correct_membership,
    end_membership,
)
from .import_actions import import_bodies
from .locking import StaleVersion
from .mediator_actions import correct_credential, end_credential, enter_credential, renew_credential
from .people_actions import edit_person, link_user
from .post_actions import abolish_post, edit_post, open_post, undo_abolition
from .youth_actions import attest_youth, name_youth_deputy, withdraw_attestation

__all__ = [
    "StaleVersion",
    "abolish_post",
    "annul_membership",
    "apply_for_accreditation",
    "appoint",
    "assign_assistant",
    "attest_youth",
    "change_state",
    "correct_accreditation",
    "correct_credential",
    "correct_membership",
    "decide_accreditation",
    "dissolve_body",
    "dissolve_into_new_body",
    "edit_body",
    "edit_person",
    "edit_post",
    "end_assistance",
    "end_credential",
    "end_membership",
    "enter_credential",
    "found_body",
    "import_bodies",
    "link_user",
    "name_youth_deputy",
    "open_post",
    "rename_body",
    "renew_credential",
    "undo_abolition",
    "undo_dissolution",
    "undo_rename",
    "withdraw_attestation",
]
