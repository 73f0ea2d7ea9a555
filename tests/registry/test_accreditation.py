from datetime import date

import pytest
import time_machine

from factories.registry import body
from shanyraq.audit import journal
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]


@pytest.fixture
def in_may():
    with time_machine.travel(date(2025, 5, 1)):
        yield


def apply(organization=None, applied_on=date(2025, 3, 1)):
    return actions.apply_for_accreditation(organization=organization or body(), applied_on=applied_on, by=SYSTEM)


def decide(accreditation, **fields):
    fields = {"accredited": True, "decided_on": date(2025, 4, 1), "decision_number": "18-3", "by": SYSTEM, **fields}
    return actions.decide_accreditation(accreditation=accreditation, **fields)


def test_an_application_is_accredited_under_a_number_until_it_expires():
    accreditation = decide(apply(), expires_on=date(2028, 4, 1))

    assert (accreditation.state, accreditation.decision_number) == ("accredited", "18-3")
    assert [accreditation.expired_on(day) for day in (date(2028, 4, 1), date(2028, 4, 2))] == [False, True]


def test_a_refusal_says_why(refused):
    accreditation = apply()

    assert list(refused(decide, accreditation=accreditation, accredited=False)) == ["reason"]
    assert decide(accreditation, accredited=False, reason="no certificate", decision_number="").state == "refused"


def test_an_accreditation_has_a_number(refused):
    assert list(refused(decide, accreditation=apply(), decision_number=" ")) == ["decision_number"]


def test_a_decision_is_not_older_than_its_application(refused):
    assert refused(decide, accreditation=apply(), decided_on=date(2025, 2, 1)) == {
        "decided_on": ["The application is dated 01.03.2025; it cannot be decided before that."]
    }


def test_what_has_not_happened_is_not_entered(refused):
    assert list(refused(apply, applied_on=date(2025, 6, 1))) == ["applied_on"]
    assert list(refused(decide, accreditation=apply(), decided_on=date(2025, 6, 1))) == ["decided_on"]


def test_a_body_waits_for_one_decision_at_a_time(refused):
    association = body()
    decide(apply(association))
    apply(association)

    assert refused(apply, organization=association) == {
        "applied_on": ["An application of this body already waits for its decision."]
    }


def test_an_application_is_decided_once(refused):
    accreditation = decide(apply())

    assert list(refused(decide, accreditation=accreditation)) == ["decided_on"]


def test_a_council_needs_no_accreditation(refused):
    assert refused(apply, organization=body("council.mothers")) == {
        "applied_on": ["Bodies of this kind do not need an accreditation."]
    }


def test_a_wrong_number_is_corrected_with_a_reason():
    accreditation = decide(apply())

    actions.correct_accreditation(
        accreditation=accreditation,
        decided_on=date(2025, 4, 2),
        decision_number="18-4",
        expires_on=None,
        reason="typing mistake",
        by=SYSTEM,
    )

    entry = journal.history(accreditation).first()
    assert (entry.reason, entry.data["before"]) == ("typing mistake", ["2025-04-01", "18-3", None])
