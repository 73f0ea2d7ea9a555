"""The key mark binds heads of regions: before the day, with notice, and never afterwards."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from factories import accounts, directives, registry
from factories.meetings import controller, event, held, in_days, key, moment, region
from factories.places import district
from shanyraq.accounts.roles import RoleName
from shanyraq.directives.duty_actions import confirm_fact, dispute_fact
from shanyraq.directives.duty_queries import windows_of
from shanyraq.meetings import actions, register
from shanyraq.meetings.facts import MeetingFacts
from shanyraq.meetings.models import Participation
from shanyraq.meetings.seats import Attending
from shanyraq.places.calendar import today

pytestmark = pytest.mark.django_db

IN_PERSON = [{"check": "present_in_person"}]


def attendance_rule(**fields):
    return directives.rule(cadence={"mode": "per_event"}, checks=IN_PERSON, accept_late="", **fields)


def state_of(rule, body, on=None):
    return [(str(window.state), window.flags) for window in windows_of(rule, [body], on or today())[body.pk]]


def took_place(happened, by):
    """The day has come: the event is recorded as held."""
    with time_machine.travel(happened.start, tick=False):
        return actions.record_held(event=happened, by=by)


def seat_of(happened, home):
    return happened.participations.get(for_post=home.akim)


def test_a_key_event_of_the_country_invites_the_heads_of_all_regions():
    one, two = region("KZ-19"), region("KZ-31")

    marked = key()

    assert marked.flagged_on == today()
    assert {(seat.for_post, seat.ical_role) for seat in marked.participations.all()} == {
        (one.akim, "REQ-PARTICIPANT"),
        (two.akim, "REQ-PARTICIPANT"),
    }


def test_a_key_event_of_a_region_binds_its_own_head_only():
    home, other = region("KZ-19"), region("KZ-31")

    marked = actions.flag_key(event=event(home, organizer=home.assembly, by=home.secretary), by=home.secretary)

    facts = MeetingFacts().facts_of([home.akimat.pk, other.akimat.pk])
    assert {pk: [known.fact.id for known in told] for pk, told in facts.items()} == {
        home.akimat.pk: [f"meetings:{marked.pk}@{home.akimat.pk}"]
    }


def test_an_event_of_a_district_binds_no_head_of_a_region():
    home = region()
    planned = event(home, area=district("KZ-19"))

    with pytest.raises(ValidationError, match="binds no head of a region"):
        actions.flag_key(event=planned, by=home.secretary)


def test_a_mark_after_the_event_is_refused():
    home = region()

    with pytest.raises(ValidationError) as refused:
        actions.flag_key(event=held(home), by=home.secretary)

    assert refused.value.messages == [
        f"The event is dated {in_days(-3):%d.%m.%Y}. An event is marked as key before its day and never afterwards: "
        "nobody can be bound by it in hindsight."
    ]


def test_a_mark_on_the_very_day_is_refused():
    home = region()
    planned = event(home, day=today())

    with pytest.raises(ValidationError, match="never afterwards"):
        actions.flag_key(event=planned, by=home.secretary)


def test_a_mark_without_notice_is_refused_and_says_how_much_is_needed():
    home = region()
    planned = event(home, day=in_days(2))

    with pytest.raises(ValidationError) as refused:
        actions.flag_key(event=planned, by=home.secretary)

    assert refused.value.messages == [
        "The event is in 2 days; those it binds are told at least 3 days before. "
        "Choose a later day, or hold it without the mark."
    ]


def test_a_mark_with_just_enough_notice_is_accepted():
    home = region()

    assert actions.flag_key(event=event(home, day=in_days(3)), by=home.secretary).is_key


@pytest.mark.parametrize("role", RoleName.values)
def test_only_the_centre_and_the_secretariat_mark_events(role):
    home = region()
    planned = event(home)
    country_wide = role in ("hq_controller", "hq_analyst", "support_officer")
    someone = accounts.user(role, None if country_wide else home.code)

    if role in ("hq_controller", "regional_secretary"):
        assert actions.flag_key(event=planned, by=someone).flagged_by == someone
    else:
        with pytest.raises(PermissionDenied):
            actions.flag_key(event=planned, by=someone)


def test_a_secretary_marks_no_event_of_the_country_or_of_another_region():
    home, other = region("KZ-19"), region("KZ-31")
    national = actions.plan_event(
        organizer=registry.body("assembly", "KZ"),
        classification="assembly_session",
        start=moment(in_days(10)),
        by=controller(),
    )

    for planned in (national, event(other)):
        with pytest.raises(PermissionDenied):
            actions.flag_key(event=planned, by=home.secretary)


def test_the_window_stands_open_before_the_event_and_waits_after_it():
    home = region()
    rule = attendance_rule()
    marked = key()

    assert state_of(rule, home.akimat) == [("due_soon", ())]
    with time_machine.travel(moment(in_days(12))):
        assert state_of(rule, home.akimat) == [("unconfirmed", ())]

    assert seat_of(marked, home).presence == "not_recorded"


@pytest.mark.parametrize(
    ("presence", "extra", "verdict"),
    [
        ("in_person", {}, ("met", ())),
        ("remote", {}, ("partly_met", ("remote",))),
        ("absent", {}, ("not_met", ())),
        ("excused", {"reason": "Flood"}, ("excused", ())),
    ],
)
def test_each_presence_has_its_own_verdict_once_the_other_side_confirms(presence, extra, verdict):
    home = region()
    rule = attendance_rule()
    marked = key(by=(hq := controller()))
    with time_machine.travel(moment(in_days(11))):
        held_event = took_place(marked, hq)
        actions.set_presence(participation=seat_of(held_event, home), presence=presence, by=hq, **extra)
        confirm_fact(fact_id=f"meetings:{marked.pk}@{home.akimat.pk}", organization=home.akimat, by=home.assistant)

        assert state_of(rule, home.akimat) == [verdict]


def test_a_deputy_at_a_key_event_is_by_deputy_and_not_in_person():
    home = region()
    rule = attendance_rule()
    marked = key(by=(hq := controller()))
    with time_machine.travel(moment(in_days(11))):
        held_event = took_place(marked, hq)

        actions.set_presence(
            participation=seat_of(held_event, home), presence="in_person", person=home.deputy_holder.person, by=hq
        )

        assert seat_of(marked, home).presence == "by_deputy"
        assert state_of(rule, home.akimat)[0][0] == "partly_met"


def test_an_acting_akim_by_order_counts_as_the_akim():
    home = region()
    rule = attendance_rule()
    registry.appointed(home.akim, home.deputy_holder.person, start_date=in_days(5), acting=True, document="Order 7")
    marked = key(by=(hq := controller()))
    with time_machine.travel(moment(in_days(11))):
        held_event = took_place(marked, hq)

        actions.set_presence(
            participation=seat_of(held_event, home), presence="by_deputy", person=home.deputy_holder.person, by=hq
        )

        assert seat_of(marked, home).presence == "in_person"
        assert state_of(rule, home.akimat) == [("unconfirmed", ())]


def test_the_bearers_side_may_speak_first_and_the_centre_confirms():
    home = region()
    rule = attendance_rule()
    marked = key(by=(hq := controller()))
    with time_machine.travel(moment(in_days(11))):
        actions.record_presence(event=marked, attended=[Attending(post=home.akim)], by=home.assistant)
        assert seat_of(marked, home).recorded_side == "bearer"

        confirm_fact(fact_id=f"meetings:{marked.pk}@{home.akimat.pk}", organization=home.akimat, by=hq)

        assert state_of(rule, home.akimat) == [("met", ())]


def test_neither_side_writes_over_the_others_word():
    home = region()
    marked = key(by=(hq := controller()))
    with time_machine.travel(moment(in_days(11))):
        held_event = took_place(marked, hq)
        actions.set_presence(participation=seat_of(held_event, home), presence="absent", by=hq)

        with pytest.raises(ValidationError, match="The other side recorded «absent»"):
            actions.set_presence(participation=seat_of(held_event, home), presence="in_person", by=home.assistant)


def test_what_the_other_side_confirmed_is_not_changed_behind_its_back():
    home = region()
    marked = key(by=(hq := controller()))
    fact = {"fact_id": f"meetings:{marked.pk}@{home.akimat.pk}", "organization": home.akimat, "by": home.assistant}
    with time_machine.travel(moment(in_days(11))):
        held_event = took_place(marked, hq)
        actions.set_presence(participation=seat_of(held_event, home), presence="absent", by=hq)
        confirm_fact(**fact)

        with pytest.raises(ValidationError, match="confirmed this record"):
            actions.set_presence(participation=seat_of(held_event, home), presence="in_person", by=hq)
        dispute_fact(**fact, reason="The akim was there")
        actions.set_presence(participation=seat_of(held_event, home), presence="in_person", by=hq)

        assert seat_of(marked, home).presence == "in_person"


def test_presence_before_the_day_is_refused():
    home = region()
    marked = key()

    with pytest.raises(ValidationError, match="First record that the event took place"):
        actions.record_presence(event=marked, attended=[Attending(post=home.akim)], by=home.assistant)


def test_a_cancelled_key_event_binds_nobody():
    home = region()
    rule = attendance_rule()
    marked = key(by=(hq := controller()))

    actions.cancel_event(event=marked, reason="Flood", by=hq)

    assert state_of(rule, home.akimat) == []


def test_a_moved_key_event_binds_on_its_new_day():
    home = region()
    rule = attendance_rule()
    marked = key(by=(hq := controller()))

    moved = actions.move_event(event=marked, start=moment(in_days(20)), reason="Snow", by=hq)

    windows = windows_of(rule, [home.akimat], today())[home.akimat.pk]
    assert [(w.start, w.due) for w in windows] == [(today(), in_days(20))]
    assert moved.is_key


def test_a_key_event_is_not_moved_to_tomorrow():
    marked = key(by=(hq := controller()))

    with pytest.raises(ValidationError, match="told at least 3 days before"):
        actions.move_event(event=marked, start=moment(in_days(1)), reason="Hurry", by=hq)


def test_a_key_event_is_recorded_on_the_day_it_was_marked_for():
    marked = key(by=(hq := controller()))

    other_day = moment(in_days(11))

    with time_machine.travel(moment(in_days(12))), pytest.raises(ValidationError, match="Move it first"):
        actions.record_held(event=marked, start=other_day, by=hq)


def test_the_mark_may_be_taken_back_before_the_day_with_a_reason():
    home = region()
    rule = attendance_rule()
    marked = key(by=(hq := controller()))

    actions.unflag_key(event=marked, reason="Marked by mistake", by=hq)

    marked.refresh_from_db()
    assert (marked.is_key, marked.flagged_on) == (False, None)
    assert state_of(rule, home.akimat) == []


def test_a_recommendation_is_never_shown_as_a_violation():
    maslikhat = registry.body("maslikhat", "KZ-19")
    chair = registry.post(maslikhat)
    registry.appointed(chair)
    rule = attendance_rule(force="should", classifications=["maslikhat"])
    marked = key(by=(hq := controller()))
    with time_machine.travel(moment(in_days(11))):
        held_event = took_place(marked, hq)
        actions.set_presence(participation=held_event.participations.get(for_post=chair), presence="absent", by=hq)

        assert state_of(rule, maslikhat)[0][0] == "not_yet"


def test_the_register_keeps_six_values_apart_and_counts_the_unrecorded_by_themselves():
    home, other = region("KZ-19"), region("KZ-31")
    first, second = key(days=5, by=(hq := controller())), key(days=8, by=hq)
    with time_machine.travel(moment(in_days(9))):
        actions.set_presence(participation=seat_of(took_place(first, hq), home), presence="remote", by=hq)
        took_place(second, hq)

        shown = register.of(hq, first.day, second.day)

        assert [[cell.presence for cell in row.cells] for row in shown.obliged] == [
            ["remote", "not_recorded"],
            ["not_recorded", "not_recorded"],
        ]
        assert [(row.body, row.counts) for row in shown.obliged] == [
            (home.akimat, [("not_recorded", "not recorded", 1), ("remote", "remote", 1)]),
            (other.akimat, [("not_recorded", "not recorded", 2)]),
        ]


def test_a_regional_reader_sees_his_own_row_of_the_register_only():
    home, _other = region("KZ-19"), region("KZ-31")
    marked = key()

    shown = register.of(home.secretary, in_days(0), in_days(30))

    assert [row.body for row in shown.obliged] == [home.akimat]
    assert list(Participation.objects.visible_to(home.secretary).filter(event=marked)) == [seat_of(marked, home)]
