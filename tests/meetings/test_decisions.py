"""A decision with a bearer and a term is a duty that two sides end."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import accounts, registry
from factories.meetings import event, held, in_days, region
from factories.places import district
from shanyraq.accounts.roles import RoleName
from shanyraq.directives.duty_actions import confirm_fact
from shanyraq.directives.duty_queries import windows_of
from shanyraq.directives.models import SourceAct
from shanyraq.meetings import actions
from shanyraq.meetings.models import Decision
from shanyraq.places.calendar import today

pytestmark = pytest.mark.django_db


def decided(home, *, by=None, happened=None, **fields):
    given = {"text": "Publish the schedule of the water supply", "bearer": home.akimat, "due": in_days(30), **fields}
    return actions.decide(event=happened or held(home), by=by or home.assistant, **given)


def states(decision):
    return [str(window.state) for window in windows_of(decision.rule, [decision.bearer], today())[decision.bearer_id]]


def test_a_decision_carries_its_exact_words_into_a_rule():
    home = region()

    decision = decided(home)

    directive = decision.rule.directive
    assert (decision.order, directive.quote, directive.state) == (1, decision.text, "confirmed")
    assert directive.act.text[directive.start : directive.end] == decision.text
    assert (directive.act.kind, directive.act.state, directive.act.issuing_body) == (
        "protocol",
        "in_force",
        home.akimat,
    )
    assert decision.rule.cadence == {"mode": "once", "due": in_days(30).isoformat()}
    assert decision.rule.checks == [{"check": "measure_done"}]
    assert states(decision) == ["open"]


def test_a_decision_without_a_bearer_is_only_written_down():
    home = region()

    decision = decided(home, bearer=None, due=None)

    assert (decision.rule, SourceAct.objects.count()) == (None, 0)


def test_the_bearers_report_counts_when_the_other_side_confirms_it():
    home = region()
    decision = decided(home)

    actions.complete_decision(decision=decision, done_on=today(), note="Published on the site", by=home.assistant)
    assert states(decision) == ["unconfirmed"]
    confirm_fact(fact_id=f"meetings:decision-{decision.pk}", organization=home.akimat, by=home.secretary)

    assert states(decision) == ["met"]


def test_one_decision_done_does_not_meet_another():
    home = region()
    happened = held(home)
    first, second = decided(home, happened=happened), decided(home, happened=happened, text="Meet the residents")

    actions.complete_decision(decision=first, done_on=today(), note="Done", by=home.assistant)
    confirm_fact(fact_id=f"meetings:decision-{first.pk}", organization=home.akimat, by=home.secretary)

    assert (states(first), states(second)) == (["met"], ["open"])


def test_only_the_bearers_side_reports():
    home = region()
    decision = decided(home)

    for stranger in (home.secretary, home.association_user, region("KZ-31").assistant):
        with pytest.raises(PermissionDenied):
            actions.complete_decision(decision=decision, done_on=today(), note="Done", by=stranger)


def test_a_report_says_what_was_done_and_when_it_can_have_been():
    home = region()
    decision = decided(home)

    with pytest.raises(ValidationError, match="Say what was done"):
        actions.complete_decision(decision=decision, done_on=today(), note=" ", by=home.assistant)
    for day in (in_days(-4), in_days(1)):
        with pytest.raises(ValidationError, match="does not fit"):
            actions.complete_decision(decision=decision, done_on=day, note="Done", by=home.assistant)


def test_a_confirmed_report_is_not_rewritten():
    home = region()
    decision = decided(home)
    actions.complete_decision(decision=decision, done_on=today(), note="Done", by=home.assistant)
    confirm_fact(fact_id=f"meetings:decision-{decision.pk}", organization=home.akimat, by=home.secretary)

    with pytest.raises(ValidationError, match="confirmed this record"):
        actions.complete_decision(decision=decision, done_on=today(), note="Otherwise", by=home.assistant)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  "}, "Write what was decided"),
        ({"due": None}, "give both or none"),
        ({"bearer": None}, "give both or none"),
        ({"due": in_days(-10)}, "is before the event"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(fields, sentence):
    with pytest.raises(ValidationError, match=sentence):
        decided(region(), **fields)

    assert (Decision.objects.count(), SourceAct.objects.count()) == (0, 0)


def test_a_body_of_another_region_is_told_nothing():
    home, other = region("KZ-19"), region("KZ-31")

    with pytest.raises(ValidationError, match="belongs to another region"):
        decided(home, bearer=other.akimat)


def test_a_planned_event_has_decided_nothing():
    home = region()

    with pytest.raises(ValidationError, match="First record that the event took place"):
        decided(home, happened=event(home))


@pytest.mark.parametrize(
    ("who", "whom", "force"),
    [
        ("akimat", "akimat", "must"),
        ("akimat", "district", "must"),
        ("akimat", "association", "should"),
        ("assembly", "akimat", "should"),
        ("association", "association", "must"),
        ("association", "akimat", "proposed"),
    ],
)
def test_how_binding_a_decision_is_follows_from_who_decides_for_whom(who, whom, force):
    home = region()
    bodies = {
        "akimat": home.akimat,
        "assembly": home.assembly,
        "association": home.association,
        "district": registry.body("akimat.district", district("KZ-19")),
    }
    happened = held(home, organizer=bodies[who], by=home.secretary, chair=home.association_head, attended=[])

    assert decided(home, happened=happened, bearer=bodies[whom], by=home.secretary).rule.force == force


def test_the_same_words_may_be_decided_twice():
    home = region()

    decided(home)
    decided(home)

    assert SourceAct.objects.count() == 2


def test_a_decision_that_lost_its_sense_is_released_by_the_assembly_with_a_reason():
    home = region()
    decision = decided(home)

    with pytest.raises(PermissionDenied):
        actions.release_decision(decision=decision, reason="Not needed", by=home.assistant)
    actions.release_decision(decision=decision, reason="The water runs again", by=home.secretary)

    decision.rule.refresh_from_db()
    assert decision.rule.valid_to == today()


@pytest.mark.parametrize("role", RoleName.values)
def test_who_writes_decisions_down(role):
    home = region()
    happened = held(home)
    country_wide = role in ("hq_controller", "hq_analyst", "support_officer")
    someone = accounts.user(role, None if country_wide else home.code)

    if role in ("hq_controller", "hq_analyst", "regional_secretary"):
        assert decided(home, happened=happened, by=someone).order == 1
    else:
        with pytest.raises(PermissionDenied):
            decided(home, happened=happened, by=someone)
