from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.queries import country

from . import permissions
from .asking import allow
from .body_actions import edit_body, found_body
from .changes import together
from .importing import Line, Plan, read_plan


@transaction.atomic
def import_bodies(*, text: str, by) -> Plan:
    """Enter and mend the bodies of a CSV text, all of them or none; the same text a second time changes nothing.

    Raises ``ValidationError`` with one sentence for each wrong line.
    """
    allow(permissions.can_import(by))
    plan = read_plan(text, by)
    if plan.mistakes:
        raise ValidationError([_told(mistake.number, mistake.sentence) for mistake in plan.mistakes])
    reason = _("Import from a file")
    with together():
        for line in plan.lines:
            try:
                _enter(line, by, reason)
            except ValidationError as wrong:
                raise ValidationError([_told(line.number, sentence) for sentence in wrong.messages]) from wrong
    if plan.new or plan.changed:
        journal.record("registry.bodies_imported", country(), by=by, new=plan.new, changed=plan.changed)
    return plan


def _enter(line: Line, by, reason: str) -> None:
    if line.deed == "new":
        found_body(classification=line.classification, area=line.area, by=by, reason=reason, **line.card)
    elif line.deed == "changed":
        edit_body(organization=line.present, by=by, reason=reason, **line.changes)


def _told(number: int, sentence: str) -> str:
    return _("Line %(line)s: %(sentence)s") % {"line": number, "sentence": sentence}
