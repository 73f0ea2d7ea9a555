"""How the facts of meetings are named: the name of a fact never changes.

``meetings:<event>`` the organizer's own event · ``meetings:<event>#<kind>`` the same event as another kind ·
``meetings:<event>#<kind>@<body>`` the same for a body that held it together with the organizer ·
``meetings:<event>@<body>`` the presence of a bound head at a key event · ``meetings:decision-<id>`` a decision done.
"""

from dataclasses import dataclass
from uuid import UUID

SOURCE = "meetings"
DECISION = "decision-"


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact's name taken apart: exactly one of ``event_id`` and ``decision_id`` is given."""

    event_id: UUID | None = None
    decision_id: UUID | None = None
    classification: str = ""
    organization_id: UUID | None = None

    @property
    def is_presence(self) -> bool:
        return self.organization_id is not None and not self.classification


def of_event(event_id) -> str:
    return f"{SOURCE}:{event_id}"


def of_tag(tag, organizer_id) -> str:
    shared = "" if tag.organization_id == organizer_id else f"@{tag.organization_id}"
    return f"{SOURCE}:{tag.event_id}#{tag.classification}{shared}"


def of_presence(event_id, organization_id) -> str:
    return f"{SOURCE}:{event_id}@{organization_id}"


def of_decision(decision_id) -> str:
    return f"{SOURCE}:{DECISION}{decision_id}"


def parse(fact_id: str) -> FactName | None:
    """The parts of a fact's name; None for a name that is not ours."""
    source, _colon, rest = fact_id.partition(":")
    if source != SOURCE:
        return None
    try:
        if rest.startswith(DECISION):
            return FactName(decision_id=UUID(rest.removeprefix(DECISION)))
        rest, _at, body = rest.partition("@")
        event, _hash, classification = rest.partition("#")
        return FactName(
            event_id=UUID(event), classification=classification, organization_id=UUID(body) if body else None
        )
    except ValueError:
        return None
