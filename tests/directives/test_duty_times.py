"""Excuses and later dates: by whom, with what paper, until when; the old date stays visible."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from factories.accounts import user
from factories.directives import akim_of, akimat, rule
from shanyraq.audit import journal
from shanyraq.directives import duty_actions, duty_queries
from shanyraq.directives.models import Extension, Standing, Waiver
from shanyraq.directives.rule_actions import replace_rule
from shanyraq.places import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(at):
    at(2026, 2, 10)
    with translation.override("en"):
        yield


@pytest.fixture
def duty():
    """A two-monthly duty due on 1 March 2026: (rule, host)."""
    host = akimat()
    return rule(since=date(2026, 1, 1)), host


def excuse(duty, by, *, start=date(2026, 2, 1), end=date(2026, 3, 31), reason="Flood", document="Order 12"):
    two, host = duty
    return duty_actions.grant_waiver(
        rule=two, organization=host, start=start, end=end, reason=reason, document=document, by=by
    )


def ask(duty, by, *, due=date(2026, 3, 1), new_due=date(2026, 3, 20), reason="The hall is closed"):
    two, host = duty
    return duty_actions.request_extension(rule=two, organization=host, due=due, new_due=new_due, reason=reason, by=by)


def said_by(deed, *args, **kwargs):
    before = (Waiver.objects.count(), Extension.objects.count(), values())
    with pytest.raises((PermissionDenied, ValidationError)) as refusal:
        deed(*args, **kwargs)
    assert (Waiver.objects.count(), Extension.objects.count(), values()) == before
    return " ".join(getattr(refusal.value, "messages", [str(refusal.value)]))


def values():
    return [(row.state, row.start, row.due) for row in Standing.objects.order_by("pk")]


def windows(duty):
    two, host = duty
    return [
        (window.start, window.due, window.extended_from, window.state.value)
        for window in duty_queries.windows_of(two, [host], calendar.today())[host.pk]
    ]


def test_a_controller_excuses_with_reason_and_document(duty, at):
    controller = user("hq_controller")

    waiver = excuse(duty, controller)

    at(2026, 3, 5)
    assert windows(duty) == [
        (date(2026, 1, 1), date(2026, 3, 1), None, "excused"),
        (date(2026, 3, 1), date(2026, 5, 1), None, "open"),
    ]
    entry = journal.history(waiver).get()
    assert (entry.verb, entry.reason, entry.data["document"]) == ("directives.waiver_granted", "Flood", "Order 12")


def test_what_is_met_stays_met_under_an_excuse(duty, told):
    _two, host = duty
    told.meeting(host, date(2026, 2, 5), side=None)

    excuse(duty, user("hq_controller"))

    assert windows(duty)[0] == (date(2026, 1, 1), date(2026, 3, 1), None, "met")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": " "}, "Say why the bearer is excused."),
        ({"document": ""}, "Name the document that excuses the bearer."),
        ({"end": date(2026, 1, 31)}, "The last day must not be before the first."),
    ],
)
def test_an_excuse_says_what_is_missing(duty, wrong, sentence):
    assert said_by(excuse, duty, user("hq_controller"), **wrong) == sentence


@pytest.mark.parametrize(("role", "region"), [("regional_secretary", "KZ-19"), ("hq_analyst", None)])
def test_nobody_but_a_controller_excuses(duty, role, region):
    said = said_by(excuse, duty, user(role, region))

    assert said == "Only a controller of the centre excuses a bearer, and never his own body."


def test_the_bearer_does_not_excuse_himself(duty):
    assert said_by(excuse, duty, akim_of(duty[1])).startswith("Only a controller of the centre")


def test_two_excuses_for_one_time_are_refused(duty):
    controller = user("hq_controller")
    excuse(duty, controller)

    said = said_by(excuse, duty, controller, start=date(2026, 3, 31), end=date(2026, 4, 30))

    assert said == (
        "The bearer is excused already from 01.02.2026 to 31.03.2026. Withdraw that first, or choose other days."
    )


def test_a_body_the_rule_does_not_bind_needs_no_excuse(duty):
    from factories.registry import body

    other = (duty[0], body("ngo", "KZ-19"))

    assert said_by(excuse, other, user("hq_controller")).startswith("This rule does not bind this body")


def test_an_excuse_withdrawn_stays_readable_and_counts_no_more(duty, at):
    controller = user("hq_controller")
    waiver = excuse(duty, controller)

    duty_actions.withdraw_waiver(waiver=waiver, reason="The order was void", by=controller)

    at(2026, 3, 5)
    waiver.refresh_from_db()
    assert (waiver.withdrawn_reason, windows(duty)[0][-1]) == ("The order was void", "overdue")
    assert said_by(duty_actions.withdraw_waiver, waiver=waiver, reason="Again", by=controller) == (
        "This excuse was withdrawn already, on 10.02.2026."
    )


def test_an_excuse_outlives_a_new_version_of_the_rule(duty, at):
    two, host = duty
    controller = user("hq_controller")
    excuse(duty, controller, start=date(2026, 2, 1), end=date(2026, 6, 30))

    newer = replace_rule(rule=two, since=date(2026, 3, 10), reason="Decision 4", by=controller, accept_late="P20D")

    at(2026, 5, 20)
    states = [window.state for window in duty_queries.windows_of(newer, [host], calendar.today())[host.pk]]
    assert states == ["excused", "open"]


def test_more_time_is_asked_before_the_date_and_granted_by_the_centre(duty):
    akim, controller = akim_of(duty[1]), user("hq_controller")
    extension = ask(duty, akim)
    asked = windows(duty)

    duty_actions.decide_extension(extension=extension, granted=True, by=controller)

    assert asked == [(date(2026, 1, 1), date(2026, 3, 1), None, "due_soon")]
    assert windows(duty) == [(date(2026, 1, 1), date(2026, 3, 20), date(2026, 3, 1), "open")]


def test_more_time_refused_changes_nothing(duty):
    extension = ask(duty, akim_of(duty[1]))

    duty_actions.decide_extension(
        extension=extension, granted=False, reason="Too late in the year", by=user("hq_controller")
    )

    extension.refresh_from_db()
    assert (extension.state, extension.decision_reason) == ("refused", "Too late in the year")
    assert windows(duty) == [(date(2026, 1, 1), date(2026, 3, 1), None, "due_soon")]


def test_more_time_is_not_asked_for_after_the_date(duty, at):
    akim = akim_of(duty[1])
    at(2026, 3, 2)

    assert said_by(ask, duty, akim) == (
        "The date 01.03.2026 has passed. More time can be asked for only before the date; now say what happened."
    )


def test_on_the_last_day_it_is_still_in_time(duty, at):
    akim = akim_of(duty[1])
    at(2026, 3, 1)

    assert ask(duty, akim).state == "requested"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "Say why more time is needed."),
        ({"new_due": date(2026, 3, 1)}, "The new date must be later than 01.03.2026."),
        ({"due": date(2026, 3, 2)}, "No window of this duty is due on 02.03.2026. Look at the duty again."),
    ],
)
def test_a_request_says_what_is_wrong(duty, wrong, sentence):
    assert said_by(ask, duty, akim_of(duty[1]), **wrong) == sentence


@pytest.mark.parametrize(("role", "region"), [("regional_secretary", "KZ-19"), ("hq_controller", None)])
def test_only_the_bearer_asks_for_more_time(duty, role, region):
    assert said_by(ask, duty, user(role, region)) == "Only the side that bears the duty asks for more time."


def test_more_time_for_one_date_is_asked_for_once(duty):
    akim = akim_of(duty[1])
    ask(duty, akim)

    assert said_by(ask, duty, akim) == "More time for this date was asked for already."


def test_after_a_refusal_it_may_be_asked_again(duty):
    akim = akim_of(duty[1])
    extension = ask(duty, akim)
    duty_actions.decide_extension(extension=extension, granted=False, reason="No", by=user("hq_controller"))

    assert ask(duty, akim, reason="Flood").state == "requested"


def test_a_date_put_off_may_be_put_off_again_and_both_stay(duty):
    akim, controller = akim_of(duty[1]), user("hq_controller")
    duty_actions.decide_extension(extension=ask(duty, akim), granted=True, by=controller)

    again = ask(duty, akim, due=date(2026, 3, 20), new_due=date(2026, 4, 1))
    duty_actions.decide_extension(extension=again, granted=True, by=controller)

    assert windows(duty) == [(date(2026, 1, 1), date(2026, 4, 1), date(2026, 3, 1), "open")]
    assert Extension.objects.filter(state="granted").count() == 2


def test_a_request_is_decided_once(duty):
    controller = user("hq_controller")
    extension = ask(duty, akim_of(duty[1]))
    duty_actions.decide_extension(extension=extension, granted=True, by=controller)

    said = said_by(duty_actions.decide_extension, extension=extension, granted=False, reason="No", by=controller)

    assert said == "This request was decided already: granted."


def test_the_bearer_does_not_decide_on_his_own_request(duty):
    akim = akim_of(duty[1])
    extension = ask(duty, akim)

    assert said_by(duty_actions.decide_extension, extension=extension, granted=True, by=akim) == (
        "Only a controller of the centre decides on more time, and never for his own body."
    )


def test_a_refusal_of_more_time_needs_a_reason(duty):
    extension = ask(duty, akim_of(duty[1]))

    said = said_by(duty_actions.decide_extension, extension=extension, granted=False, by=user("hq_controller"))

    assert said == "Say why more time is refused."
