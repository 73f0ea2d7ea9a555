"""The other side's word: once, by the right side, with a reason for a dispute; a later word replaces an earlier one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from factories.accounts import user
from factories.directives import akim_of, akimat, rule
from factories.registry import appointed, body, post
from shanyraq.audit import journal
from shanyraq.directives import duty_actions, duty_queries
from shanyraq.directives.models import Confirmation, Side, Standing
from shanyraq.registry import actions as registry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def english(at):
    at(2026, 3, 10)
    with translation.override("en"):
        yield


@pytest.fixture
def held(told):
    """A meeting in time, recorded by the akimat: (host, fact id, secretary)."""
    host = akimat()
    rule(since=date(2026, 1, 1))
    fact = told.meeting(host, date(2026, 2, 20))
    return host, fact, user("regional_secretary", "KZ-19")


def state():
    return Standing.objects.get().state


def words():
    return [
        (word.side, word.stance, word.reason, word.by.name, word.replaced_by_id is None)
        for word in Confirmation.objects.order_by("at", "replaced_by")
    ]


def refused(deed, **said):
    """What a refusal says; nothing may have changed."""
    before = (words(), state())
    with pytest.raises((PermissionDenied, ValidationError)) as refusal:
        deed(**said)
    assert (words(), state()) == before
    return " ".join(getattr(refusal.value, "messages", [str(refusal.value)]))


def test_a_confirmed_meeting_is_met_by_the_day_it_happened(held):
    host, fact, secretary = held
    before = state()

    duty_actions.confirm_fact(fact_id=fact, organization=host, by=secretary)

    first = Standing.objects.get().window_list[0]
    assert (before, first.state, first.closed_on) == ("unconfirmed", "met", date(2026, 2, 20))


def test_a_word_is_journalled_with_its_fact(held):
    host, fact, secretary = held

    word = duty_actions.confirm_fact(fact_id=fact, organization=host, by=secretary)

    entry = journal.history(word).get()
    assert (entry.verb, entry.data["fact"], entry.area_code) == ("directives.fact_confirmed", fact, "KZ-19")


def test_the_bearer_can_never_close_his_own_item(held):
    host, fact, _secretary = held

    said = refused(duty_actions.confirm_fact, fact_id=fact, organization=host, by=akim_of(host))

    assert said == "Your own side recorded this fact. The other side has the word."


def test_the_bearer_s_assistant_can_t_either(held, told):
    host, fact, _secretary = held
    akim = akim_of(host)

    said = refused(duty_actions.dispute_fact, fact_id=fact, organization=host, reason="No", by=akim)

    assert said == "Your own side recorded this fact. The other side has the word."


def test_the_assembly_s_side_does_not_confirm_what_it_recorded(told, held):
    host, _fact, secretary = held
    fact = told.meeting(host, date(2026, 2, 21), side=Side.ASSEMBLY)

    said = refused(duty_actions.confirm_fact, fact_id=fact, organization=host, by=secretary)

    assert said == "Your own side recorded this fact. The other side has the word."


def test_another_region_s_secretary_speaks_for_neither_side(held):
    host, fact, _secretary = held

    said = refused(duty_actions.confirm_fact, fact_id=fact, organization=host, by=user("regional_secretary", "KZ-31"))

    assert said == "You speak for neither side of this duty."


def test_a_second_confirmation_says_who_was_first(held):
    host, fact, secretary = held
    duty_actions.confirm_fact(fact_id=fact, organization=host, by=secretary)

    said = refused(duty_actions.confirm_fact, fact_id=fact, organization=host, by=user("hq_controller"))

    assert said == f"This fact was confirmed already: {secretary.name}, 10.03.2026."


def test_a_dispute_needs_a_reason(held):
    host, fact, secretary = held

    said = refused(duty_actions.dispute_fact, fact_id=fact, organization=host, reason="  ", by=secretary)

    assert said == "Say why you dispute it: the other side will read the reason."


def test_a_later_word_replaces_an_earlier_one_and_history_keeps_both(held):
    host, fact, secretary = held
    duty_actions.dispute_fact(fact_id=fact, organization=host, reason="Nobody was asked", by=secretary)
    disputed = (state(), list(Standing.objects.get().flags))

    duty_actions.confirm_fact(fact_id=fact, organization=host, by=secretary)

    assert disputed == ("unconfirmed", ["disputed"])
    assert state() == "open"
    assert sorted(words(), key=lambda word: word[-1]) == [
        ("assembly", "disputed", "Nobody was asked", secretary.name, False),
        ("assembly", "confirmed", "", secretary.name, True),
    ]


def test_a_dispute_may_be_given_a_better_reason(held):
    host, fact, secretary = held
    duty_actions.dispute_fact(fact_id=fact, organization=host, reason="No", by=secretary)

    duty_actions.dispute_fact(fact_id=fact, organization=host, reason="The hall was closed", by=secretary)

    standing = Confirmation.objects.get(replaced_by=None)
    assert (standing.reason, Confirmation.objects.count()) == ("The hall was closed", 2)


def test_what_has_not_happened_yet_is_not_confirmed(told, held):
    host, _fact, secretary = held
    fact = told.meeting(host, date(2026, 4, 1))

    said = refused(duty_actions.confirm_fact, fact_id=fact, organization=host, by=secretary)

    assert said == "This has not happened yet: it is dated 01.04.2026."


def test_a_fact_of_the_register_needs_no_word(held):
    host, _fact, secretary = held
    membership = appointed(host.posts.get())

    said = refused(duty_actions.confirm_fact, fact_id=f"registry:{membership.pk}", organization=host, by=secretary)

    assert said == "This fact comes from the register: it needs no second word."


@pytest.mark.parametrize("fact", ["tested:999", "nowhere:1", "", "registry:not-a-number"])
def test_an_unknown_fact_is_refused_in_words(held, fact):
    host, _fact, secretary = held

    said = refused(duty_actions.confirm_fact, fact_id=fact, organization=host, by=secretary)

    assert said.startswith("This fact is not known any more")


def test_a_word_names_the_post_it_was_given_for(told, held):
    host, _fact, _secretary = held
    fact = told.meeting(host, date(2026, 2, 21), side=Side.ASSEMBLY)
    akim = akim_of(host)

    word = duty_actions.confirm_fact(fact_id=fact, organization=host, by=akim)

    assert (word.side, word.for_post) == ("bearer", host.posts.get())


def test_a_fact_of_a_body_that_has_ended_is_confirmed_through_its_successor(told):
    old = akimat()
    two = rule(since=date(2025, 9, 1))
    fact = told.meeting(old, date(2025, 10, 20))
    new = body("akimat", "KZ-19", founding_date=date(2026, 1, 1))
    post(new)
    registry.dissolve_body(organization=old, last_day=date(2025, 12, 31), successor=new, reason="Reform", by="system")

    word = duty_actions.confirm_fact(fact_id=fact, organization=new, by=user("regional_secretary", "KZ-19"))

    first = duty_queries.windows_of(two, [new], TODAY)[new.pk][0]
    assert (word.organization, first.state, first.facts) == (old, "met", (fact,))


def test_what_waits_for_my_word_has_the_day_it_is_expected_by(held):
    host, fact, secretary = held

    (asked,) = duty_queries.to_confirm(secretary, TODAY)

    assert (asked.fact_id, asked.organization, asked.side, asked.deadline) == (
        fact,
        host,
        Side.ASSEMBLY,
        date(2026, 3, 27),  # ten working days on: 21–24 March are days off
    )


def test_what_waits_is_asked_of_the_other_side_only(held):
    host, fact, secretary = held

    asked = {
        name: [one.fact_id for one in duty_queries.to_confirm(someone, TODAY)]
        for name, someone in {
            "secretary": secretary,
            "controller": user("hq_controller"),
            "akim": akim_of(host),
            "other region": user("regional_secretary", "KZ-31"),
            "administrator": user("administrator"),
        }.items()
    }

    assert asked == {"secretary": [fact], "controller": [fact], "akim": [], "other region": [], "administrator": []}


def test_what_has_its_word_waits_no_more(held):
    host, fact, secretary = held
    duty_actions.dispute_fact(fact_id=fact, organization=host, reason="No", by=secretary)

    assert duty_queries.to_confirm(secretary, TODAY) == []


def test_a_rule_that_began_after_the_fact_is_not_asked_about(held):
    _host, fact, secretary = held
    late = rule(code="later", since=date(2026, 3, 8))
    Standing.objects.filter(rule=late).update(waiting=[fact])

    (asked,) = duty_queries.to_confirm(secretary, TODAY)
    Standing.objects.exclude(rule=late).update(waiting=[])

    assert late not in asked.rules
    assert duty_queries.to_confirm(secretary, TODAY) == []


def test_a_fact_no_rule_looks_at_waits_for_nobody(told, held):
    host, fact, secretary = held
    told.meeting(host, date(2026, 2, 22), classification="training")

    assert [one.fact_id for one in duty_queries.to_confirm(secretary, TODAY)] == [fact]


def test_the_term_for_a_word_is_a_setting(held, settings):
    _host, _fact, secretary = held
    settings.CONFIRM_WITHIN_WORKING_DAYS = 1

    (asked,) = duty_queries.to_confirm(secretary, TODAY)

    assert asked.deadline == date(2026, 3, 11)
