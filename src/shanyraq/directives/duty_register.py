"""Appointments of the register as facts: a post is filled while somebody holds it. No second word is needed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from shanyraq.compliance import Fact
from shanyraq.registry.models import Membership
from shanyraq.registry.queries import Appointment, appointments_of

from .facts import Evidence, RecordedFact


class RegistryFacts:
    """``registry:<membership id>``, kind ``appointment``: role, reserved_for, from, to.

    A seat reserved for somebody counts as such only when the age or other ground was attested; an appointment without
    attestation fills an ordinary seat of its role.
    """

    name = "registry"
    kinds = frozenset({"appointment"})

    def facts_of(self, organizations: Collection[UUID]) -> Mapping[UUID, list[RecordedFact]]:
        found: dict[UUID, list[RecordedFact]] = defaultdict(list)
        for appointment in appointments_of(organizations):
            found[appointment.organization_id].append(RecordedFact(_fact(appointment), None))
        return found

    def evidence(self, fact_ids: Iterable[str]) -> Mapping[str, Evidence]:
        keys = [fact_id.split(":", 1)[1] for fact_id in fact_ids]
        rows = Membership.objects.filter(pk__in=keys).select_related("person", "post")
        return {shown.fact_id: shown for shown in map(_shown, rows)}


def _fact(appointment: Appointment) -> Fact:
    return Fact(
        id=f"{RegistryFacts.name}:{appointment.membership_id}",
        kind="appointment",
        date=appointment.start,
        attributes={
            "role": appointment.role,
            "reserved_for": appointment.reserved_for if appointment.attested else "",
            "from": appointment.start,
            "to": appointment.end,
        },
    )


def _shown(membership: Membership) -> Evidence:
    return Evidence(
        fact_id=f"{RegistryFacts.name}:{membership.pk}",
        title=f"{membership.person} · {membership.post}",
        url=membership.post.get_absolute_url() if membership.post else "",
        day=membership.start_date,
    )
