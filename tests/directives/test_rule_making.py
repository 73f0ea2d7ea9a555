"""A confirmed directive becomes a rule the duty engine understands; a change is a new version, the past stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from factories import directives as made
from factories.accounts import user
from shanyraq.audit import journal
from shanyraq.audit.journal import SYSTEM
from shanyraq.compliance import rule_from_json
from shanyraq.directives import act_actions
from shanyraq.directives.models import Rule, Standing
from shanyraq.directives.rule_actions import RuleError, close_rule, engine_json, make_rule, replace_rule, source_rule
from shanyraq.places.calendar import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def someone():
    return made.controller()


def test_a_rule_of_a_directive_binds_and_is_computed_at_once(someone):
    host = made.akimat("KZ-19")
    made.akimat("KZ-75")

    rule = made.rule_of(by=someone)

    assert rule_from_json(engine_json(rule)).cadence.every == "P2M"
    assert [row.organization for row in Standing.objects.filter(rule=rule)] == [host]
    assert journal.history(rule).get().verb == "directives.rule_made"


def test_the_act_is_put_in_force_so_that_those_bound_can_read_it(someone):
    rule = made.rule_of(by=someone)

    rule.directive.act.refresh_from_db()
    assert rule.directive.act.state == "in_force"


def test_a_code_is_made_of_the_english_title_and_stays_free(someone):
    directive = made.confirmed(by=someone)

    codes = [made.rule_of(directive, by=someone).code for _ in range(3)]

    assert codes == ["two-monthly-meeting", "two-monthly-meeting-2", "two-monthly-meeting-3"]


@pytest.mark.parametrize("state", ["proposed", "rejected"])
def test_only_a_confirmed_directive_becomes_a_rule(state, someone):
    directive = made.directives(made.act(by=someone))[0]
    if state == "rejected":
        act_actions.reject_directive(directive=directive, reason="A wish.", by=someone)
        directive.refresh_from_db()

    with pytest.raises(RuleError, match="Only a confirmed directive becomes a rule"):
        made.rule_of(directive, by=someone)

    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"title_kk": " "}, "Give the title in every language; missing: kk."),
        ({"selector": {"bearer": "post"}}, "Choose whom the rule binds."),
        ({"checks": []}, "a rule needs at least one check"),
        ({"checks": [{"check": "sing"}]}, "'sing' is not a check"),
        ({"checks": [{"check": "minutes_within", "within": "soon"}]}, "'soon' is not a duration"),
        ({"cadence": {"mode": "rolling", "every": "P0M"}}, "no time at all"),
        ({"accept_late": "later"}, "'later' is not a duration"),
        ({"cadence": {"mode": "once", "due": "2024-01-01"}}, "before since"),
    ],
)
def test_a_rule_that_does_not_hold_together_is_refused_with_a_sentence(content, sentence, someone):
    with pytest.raises(RuleError) as refused:
        made.rule_of(by=someone, **content)

    assert sentence in str(refused.value)
    assert not Rule.objects.exists()


def test_an_open_bearer_never_becomes_a_must(someone):
    school = made.directives(made.act(by=someone))[made.SCHOOL]
    opened = act_actions.choose_bearer(directive=school, by=someone)
    directive = act_actions.confirm_directive(directive=opened, by=someone)

    with pytest.raises(RuleError, match="names no bearer, so its rule cannot be a must"):
        made.rule_of(directive, by=someone, force_reason="We want it.")

    assert made.rule_of(directive, by=someone, force="should").force == "should"


@pytest.mark.parametrize(
    ("place", "derived", "other"),
    [
        (made.MEETING, "must", "should"),
        (made.SCHOOL, "should", "must"),
        (made.MAP, "should", "must"),
        (made.YOUTH, "proposed", "should"),
    ],
)
def test_another_force_than_that_of_the_wording_needs_a_reason(place, derived, other, someone):
    directive = made.confirmed(place, by=someone, bearer="Ассамблея" if place == made.SCHOOL else "")

    with pytest.raises(RuleError, match="By its wording this is"):
        made.rule_of(directive, by=someone, force=other)

    assert made.rule_of(directive, by=someone, force=derived).force == derived
    assert made.rule_of(directive, by=someone, force=other, force_reason="Order 5.").force_reason == "Order 5."


def test_a_must_needs_a_term(someone):
    directive, filled = made.confirmed(by=someone), [{"check": "post_filled", "role": "deputy"}]

    with pytest.raises(RuleError, match="A must needs a term"):
        made.rule_of(directive, by=someone, cadence={"mode": "once"}, checks=filled)

    due = {"mode": "once", "due": "2030-01-01"}
    assert made.rule_of(directive, by=someone, cadence=due, checks=filled, accept_late="").cadence == due


@pytest.mark.parametrize("role", ["hq_analyst", "regional_secretary", "administrator"])
def test_nobody_but_a_controller_makes_changes_or_closes_rules(role, someone):
    rule = made.rule_of(by=someone)
    other = user(role, "KZ-19" if role == "regional_secretary" else None)

    for deed in (
        lambda: made.rule_of(rule.directive, by=other),
        lambda: replace_rule(rule=rule, since=today(), reason="Order.", by=other),
        lambda: close_rule(rule=rule, reason="Order.", by=other),
        lambda: source_rule(rule=rule, directive=rule.directive, by=other),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_of_a_directive_even_the_machine_makes_no_rule(someone):
    directive = made.confirmed(by=someone)

    with pytest.raises(PermissionDenied):
        make_rule(directive=directive, by=SYSTEM, **made.RULE)


def test_a_new_version_begins_on_its_day_and_the_old_one_ends_before(someone):
    rule = made.rule_of(by=someone)
    since = today() + 30 * DAY

    new = replace_rule(
        rule=rule, since=since, reason="Order 9.", cadence={"mode": "rolling", "every": "P3M"}, by=someone
    )

    rule.refresh_from_db()
    assert (rule.valid_to, rule.end_reason, rule.cadence["every"]) == (since - DAY, "Order 9.", "P2M")
    assert (new.version, new.code, new.since, new.cadence["every"]) == (2, rule.code, since, "P3M")
    assert (new.directive, new.selector, new.title_kk) == (rule.directive, rule.selector, rule.title_kk)


def test_windows_of_the_old_version_stay_as_they_were(someone):
    host = made.akimat("KZ-19")
    rule = made.rule_of(by=someone)
    before = Standing.objects.get(rule=rule, organization=host).windows

    replace_rule(
        rule=rule, since=today() + 90 * DAY, reason="Order 9.", cadence={"mode": "rolling", "every": "P6M"}, by=someone
    )

    assert Standing.objects.get(rule=rule, organization=host).windows == before


@pytest.mark.parametrize(
    ("since", "reason", "sentence"),
    [
        (date(2025, 6, 1), "Order.", "windows that have passed are not rewritten"),
        (made.SINCE, "Order.", "a new one begins later than that"),
        (None, " ", "Say why the rule changes"),
    ],
)
def test_a_version_that_would_rewrite_the_past_is_refused(since, reason, sentence, someone):
    rule = made.rule_of(by=someone)

    with pytest.raises(RuleError, match=sentence):
        replace_rule(rule=rule, since=since or today() + DAY, reason=reason, by=someone)

    rule.refresh_from_db()
    assert rule.valid_to is None


def test_an_old_version_is_neither_replaced_nor_closed(someone):
    rule = made.rule_of(by=someone)
    replace_rule(rule=rule, since=today() + DAY, reason="Order.", by=someone)

    with pytest.raises(RuleError, match="newer version already \\(2\\)"):
        replace_rule(rule=rule, since=today() + 9 * DAY, reason="Order.", by=someone)
    with pytest.raises(RuleError, match="newer version already"):
        close_rule(rule=rule, reason="Order.", by=someone)


def test_a_closed_rule_ends_today_with_its_reason_and_binds_no_longer(someone):
    made.akimat("KZ-19")
    rule = made.rule_of(by=someone)

    closed = close_rule(rule=rule, reason="Order 9.", by=someone)

    assert (closed.valid_to, closed.end_reason) == (today(), "Order 9.")
    with pytest.raises(RuleError, match="has ended on"):
        close_rule(rule=closed, reason="Again.", by=someone)


def test_a_rule_closed_before_it_began_never_binds(someone):
    future = today() + 90 * DAY
    rule = made.rule_of(by=someone, since=future)

    assert close_rule(rule=rule, reason="Order 9.", by=someone).valid_to == future - DAY


@pytest.mark.parametrize(
    ("on", "reason", "sentence"), [(date(2025, 6, 1), "Order.", "windows that have passed"), (None, "", "Say why")]
)
def test_a_rule_is_not_closed_in_the_past_nor_without_a_reason(on, reason, sentence, someone):
    rule = made.rule_of(by=someone)

    with pytest.raises(RuleError, match=sentence):
        close_rule(rule=rule, on=on, reason=reason, by=someone)


def test_an_ended_rule_begins_anew_after_its_end(someone):
    rule = made.rule_of(by=someone)
    close_rule(rule=rule, reason="Order 9.", by=someone)

    with pytest.raises(RuleError, match="it can begin anew after that day"):
        replace_rule(rule=rule, since=today(), reason="Order 10.", by=someone)
    again = replace_rule(rule=rule, since=today() + DAY, reason="Order 10.", by=someone)

    rule.refresh_from_db()
    assert (rule.end_reason, again.version, again.since) == ("Order 9.", 2, today() + DAY)


def test_a_rule_of_the_pack_is_tied_to_its_sentence_once(someone):
    rule = make_rule(by=SYSTEM, code="packed", **made.RULE)
    directive = made.confirmed(by=someone)

    tied = source_rule(rule=rule, directive=directive, by=someone)

    assert tied.directive == directive
    with pytest.raises(RuleError, match="has its sentence already"):
        source_rule(rule=rule, directive=directive, by=someone)
