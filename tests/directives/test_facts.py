"""Facts of all sources, told in bulk, counting when the other side says so."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.accounts import user
from factories.directives import akim_of, akimat, registered_facts, rule
from factories.registry import appointed, body, post, youth_post
from shanyraq.compliance import Fact
from shanyraq.directives import duty_actions, facts
from shanyraq.directives.duty_evaluation import cases
from shanyraq.directives.duty_queries import windows_of
from shanyraq.directives.models import Side
from shanyraq.registry import actions as registry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def today(at):
    at(2026, 3, 10)


def counted(two, host):
    """Fact id -> (confirmed, disputed) as the engine gets it."""
    (case,) = cases([two], TODAY, [host.pk])
    return {fact.id: (fact.confirmed, fact.disputed) for fact in case.book if fact.kind == "event"}


def test_a_fact_of_the_bearer_counts_when_the_assembly_says_so(told):
    host, two = akimat(), rule()
    fact = told.meeting(host, date(2026, 2, 20), side=Side.BEARER)
    before = counted(two, host)

    duty_actions.confirm_fact(fact_id=fact, organization=host, by=user("regional_secretary", "KZ-19"))

    assert (before, counted(two, host)) == ({fact: (False, False)}, {fact: (True, False)})


def test_a_fact_of_the_assembly_counts_when_the_bearer_says_so(told):
    host, two = akimat(), rule()
    fact = told.meeting(host, date(2026, 2, 20), side=Side.ASSEMBLY)
    before = counted(two, host)

    duty_actions.confirm_fact(fact_id=fact, organization=host, by=akim_of(host))

    assert (before, counted(two, host)) == ({fact: (False, False)}, {fact: (True, False)})


def test_a_disputed_fact_does_not_count(told):
    host, two = akimat(), rule()
    fact = told.meeting(host, date(2026, 2, 20))

    duty_actions.dispute_fact(
        fact_id=fact, organization=host, reason="Nobody of us was asked", by=user("regional_secretary", "KZ-19")
    )

    assert counted(two, host) == {fact: (False, True)}


def test_a_fact_of_a_register_needs_no_second_word():
    seat = youth_post(body("council.mothers"))
    youth = rule(
        force="proposed",
        cadence={"mode": "once"},
        checks=[{"check": "post_filled", "role": "deputy"}],
        selector={"bearer": "organization", "classifications": ["council.*"]},
        accept_late="",
    )
    membership = appointed(seat, start_date=date(2025, 5, 1))

    (window,) = windows_of(youth, [seat.organization], TODAY)[seat.organization_id]

    assert (window.state, window.facts) == ("followed", (f"registry:{membership.pk}",))


def test_a_seat_for_the_young_is_filled_only_with_an_attestation():
    seat = youth_post(body("council.mothers"))
    youth = rule(
        force="proposed",
        cadence={"mode": "once"},
        checks=[{"check": "post_filled", "role": "deputy", "reserved_for": "youth"}],
        selector={"bearer": "organization", "classifications": ["council.*"]},
        accept_late="",
    )
    membership = appointed(seat, start_date=date(2025, 5, 1))
    before = windows_of(youth, [seat.organization], TODAY)[seat.organization_id][0].state

    registry.attest_youth(membership=membership, on=date(2025, 5, 1), attested_by="Commission", by="system")

    assert (before, windows_of(youth, [seat.organization], TODAY)[seat.organization_id][0].state) == (
        "not_yet",
        "followed",
    )


def test_a_fact_of_one_rule_counts_for_no_other(told):
    host = akimat()
    checks, once = [{"check": "measure_done"}], {"mode": "once", "due": "2026-06-01"}
    named = {"organizations": [str(host.pk)]}
    first, second = (rule(cadence=once, checks=checks, selector=named, accept_late="") for _ in range(2))

    told.tell(host, Fact("tested:done", "measure", date(2026, 2, 1), {"done": True, "rule": str(first.pk)}), side=None)

    states = [windows_of(one, [host], TODAY)[host.pk][0].state for one in (first, second)]
    assert states == ["met", "open"]


def test_sources_are_asked_the_same_number_of_questions_for_one_body_and_for_many(told):
    two = rule()
    hosts = [akimat(code) for code in ("KZ-19", "KZ-31", "KZ-61")]
    for host in hosts:
        appointed(host.posts.get())
        told.meeting(host, date(2026, 2, 20))

    def questions(bodies):
        told.asked = 0
        with CaptureQueriesContext(connection) as caught:
            cases([two], TODAY, [host.pk for host in bodies])
        return len(caught), told.asked

    assert questions(hosts[:1]) == questions(hosts)
    assert questions(hosts)[1] == 1


def test_two_sources_of_one_name_are_refused():
    class Impostor:
        name = "registry"

    with pytest.raises(ValueError, match="registered already"):
        facts.register(Impostor())


def test_registering_a_source_twice_changes_nothing():
    source = registered_facts()
    facts.register(source)

    assert facts.sources().count(source) == 1
    facts.forget("tested")


def test_a_fact_of_nobody_is_unknown():
    with pytest.raises(facts.UnknownFact, match="nowhere"):
        facts.source_of("nowhere:1")


def test_an_appointment_is_shown_with_its_holder_and_post():
    membership = appointed(post(body()), "Сәуле Үлгіқызы", start_date=date(2025, 5, 1))
    fact_id = f"registry:{membership.pk}"

    shown = facts.evidence_of([fact_id])[fact_id]

    assert (str(shown.title), shown.day, shown.recorded_side) == (
        f"Сәуле Үлгіқызы · {membership.post}",
        date(2025, 5, 1),
        None,
    )
