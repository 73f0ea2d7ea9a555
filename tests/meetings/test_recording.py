"""What happened: who chaired, who was there and how, what else an event served as."""

from datetime import time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from factories import accounts, directives, registry
from factories.meetings import event, held, in_days, minuted, moment, region
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.directives.duty_actions import confirm_fact, dispute_fact
from shanyraq.meetings import actions
from shanyraq.meetings.models import Event, Participation
from shanyraq.meetings.seats import Attending, is_late, left_early

pytestmark = pytest.mark.django_db


def seats(happened):
    return {
        seat.for_post_id: (seat.presence, seat.person, seat.ical_role)
        for seat in happened.participations.select_related("person")
    }


def planned_for_yesterday(home, **fields) -> Event:
    yesterday = in_days(-1)
    with time_machine.travel(moment(in_days(-2))):
        return event(home, day=yesterday, **fields)


def test_a_meeting_nobody_planned_is_recorded_in_one_deed():
    home = region()

    happened = held(home)

    assert (happened.status, happened.recorded_side, happened.recorded_by) == ("passed", "bearer", home.assistant)
    assert seats(happened) == {
        home.akim.pk: ("in_person", home.akim_holder.person, "CHAIR"),
        home.association_head.pk: ("in_person", home.association_holder.person, "REQ-PARTICIPANT"),
    }
    assert journal.history(happened)[0].verb == "meetings.event_held"


def test_a_planned_event_becomes_held_with_the_people_it_invited():
    home = region()
    planned = planned_for_yesterday(home, chair=home.akim, invited=[home.association_head])

    happened = actions.record_held(
        event=planned, chair=home.akim, attended=[Attending(post=home.association_head)], by=home.assistant
    )

    assert (happened.pk, happened.status, happened.version) == (planned.pk, "passed", 2)
    assert Participation.objects.count() == 2
    assert {value[0] for value in seats(happened).values()} == {"in_person"}


def test_those_of_whom_nothing_is_said_stay_not_recorded():
    home = region()
    planned = planned_for_yesterday(home, invited=[home.association_head])

    happened = actions.record_held(event=planned, chair=home.akim, by=home.assistant)

    assert seats(happened)[home.association_head.pk] == ("not_recorded", None, "REQ-PARTICIPANT")


def test_an_event_of_tomorrow_is_not_recorded_as_held():
    with pytest.raises(ValidationError, match="which is still to come"):
        held(day=in_days(1))

    assert Event.objects.count() == 0


def test_an_event_cannot_be_held_twice():
    home = region()
    happened = held(home)

    with pytest.raises(ValidationError, match="only while it is planned"):
        actions.record_held(event=happened, by=home.assistant)


@pytest.mark.parametrize("role", RoleName.values)
def test_only_the_body_itself_and_the_secretariat_record(role):
    home = region()
    country_wide = role in ("hq_controller", "hq_analyst", "support_officer")
    someone = accounts.user(role, None if country_wide else home.code)

    if role in ("hq_controller", "hq_analyst", "regional_secretary"):
        assert held(home, by=someone).recorded_side == "assembly"
    else:
        with pytest.raises(PermissionDenied):
            held(home, by=someone)


def test_somebody_else_than_the_holder_came_by_deputy_whatever_was_said():
    home = region()
    outsider = registry.person("Somebody Else")

    happened = held(home, attended=[Attending(post=home.association_head, person=outsider)])

    assert seats(happened)[home.association_head.pk][:2] == ("by_deputy", outsider)


def test_a_deputy_outside_the_registry_is_named():
    home = region()

    happened = held(home, attended=[Attending(post=home.association_head, name="Guest Person")])

    seat = happened.participations.get(for_post=home.association_head)
    assert (seat.presence, seat.guest_name, seat.person) == ("by_deputy", "Guest Person", None)


def test_a_nameless_deputy_is_refused():
    home = region()

    with pytest.raises(ValidationError, match="Name the person who came instead of Head of the association"):
        held(home, attended=[Attending(post=home.association_head, presence="by_deputy")])


def test_a_vacant_post_cannot_have_come_by_itself():
    home = region()
    vacant = registry.post(registry.body("council.mothers", home.code), label_en="Chair of the council")

    with pytest.raises(ValidationError, match="was vacant on"):
        held(home, attended=[Attending(post=vacant)])


def test_any_post_may_take_part_not_only_members():
    home = region()
    guest = registry.post(registry.body("ministry", "KZ"))
    holder = registry.appointed(guest)

    happened = held(home, attended=[Attending(post=guest)])

    assert seats(happened)[guest.pk][:2] == ("in_person", holder.person)


def test_a_post_of_another_region_does_not_take_part():
    home, other = region("KZ-19"), region("KZ-31")

    with pytest.raises(ValidationError, match="belongs to another region"):
        held(home, attended=[Attending(post=other.association_head)])


def test_being_excused_needs_a_reason():
    home = region()

    with pytest.raises(ValidationError, match="Say why Head of the association is excused"):
        held(home, attended=[Attending(post=home.association_head, presence="excused")])


def test_the_chair_is_there():
    home = region()

    with pytest.raises(ValidationError, match="cannot be absent"):
        held(home, chair=Attending(post=home.akim, presence="absent"))


def test_a_change_of_presence_keeps_the_old_value_in_the_journal():
    home = region()
    happened = held(home)
    seat = happened.participations.get(for_post=home.association_head)

    actions.set_presence(participation=seat, presence="absent", reason="Ill", by=home.assistant)

    entry = journal.history(happened)[0]
    assert entry.verb == "meetings.presence_recorded"
    assert entry.data["seats"] == [
        {
            "seat": str(seat.pk),
            "old": {
                "presence": "in_person",
                "person_id": str(home.association_holder.person_id),
                "ical_role": "REQ-PARTICIPANT",
            },
            "new": {"presence": "absent", "presence_reason": "Ill", "ical_role": "REQ-PARTICIPANT"},
        }
    ]


def test_saying_the_same_again_changes_nothing():
    home = region()
    happened = held(home)
    before = journal.history(happened).count()

    changed = actions.record_presence(
        event=happened, attended=[Attending(post=home.association_head)], by=home.assistant
    )

    assert (changed, journal.history(happened).count()) == (0, before)


@pytest.mark.parametrize(
    ("arrived", "left", "late", "early"),
    [
        (time(10, 15), time(11, 45), False, False),
        (time(10, 16), time(11, 44), True, True),
        (None, None, False, False),
    ],
)
def test_times_beyond_the_tolerance_are_shown(arrived, left, late, early):
    home = region()
    happened = held(home, attended=[Attending(post=home.association_head, arrived=arrived, left=left)])
    seat = happened.participations.get(for_post=home.association_head)

    assert (is_late(seat), left_early(seat)) == (late, early)


def test_nobody_leaves_before_he_arrives():
    home = region()

    with pytest.raises(ValidationError, match="cannot leave at 10:00 and arrive at 11:00"):
        held(home, attended=[Attending(post=home.association_head, arrived=time(11), left=time(10))])


def test_a_confirmed_record_is_changed_only_after_a_dispute():
    home = region()
    happened = held(home)
    fact = {"fact_id": f"meetings:{happened.pk}", "organization": home.akimat, "by": home.secretary}
    seat = happened.participations.get(for_post=home.association_head)
    confirm_fact(**fact)

    with pytest.raises(ValidationError, match="confirmed this record"):
        actions.set_presence(participation=seat, presence="absent", by=home.assistant)
    dispute_fact(**fact, reason="She was not there")
    actions.set_presence(participation=seat, presence="absent", by=home.assistant)

    seat.refresh_from_db()
    assert seat.presence == "absent"


def test_the_day_of_a_confirmed_meeting_does_not_slide():
    home = region()
    happened = held(home)
    confirm_fact(fact_id=f"meetings:{happened.pk}", organization=home.akimat, by=home.secretary)

    with pytest.raises(ValidationError, match="confirmed this record"):
        actions.edit_event(event=happened, version=happened.version, start=moment(in_days(-1)), by=home.assistant)


def test_the_other_side_does_not_rewrite_the_record():
    home = region()
    happened = held(home)

    with pytest.raises(ValidationError, match="The other side recorded this event"):
        actions.edit_event(event=happened, version=happened.version, start=moment(in_days(-1)), by=home.secretary)


def test_a_planned_visit_may_be_the_meeting_too():
    home = region()
    visit = held(home, classification="visit", agenda=["Roads"])

    tag = actions.tag_event(
        event=visit, classification="interethnic_meeting", situation_item="The situation", by=home.assistant
    )

    assert (tag.classification, tag.organization) == ("interethnic_meeting", home.akimat)
    assert [(item.order, item.title, item.is_situation) for item in visit.agenda.all()] == [
        (1, "Roads", False),
        (2, "The situation", True),
    ]


def test_a_visit_that_did_not_speak_of_the_situation_is_no_such_meeting():
    home = region()
    visit = held(home, classification="visit", agenda=["Roads"])

    with pytest.raises(ValidationError, match="The agenda has no item on the interethnic situation"):
        actions.tag_event(event=visit, classification="interethnic_meeting", by=home.assistant)


def test_a_sitting_of_the_assembly_may_count_for_the_akimat_too():
    home = region()
    sitting = held(home, organizer=home.assembly, classification="council_meeting", by=home.secretary)

    tag = actions.tag_event(
        event=sitting, classification="interethnic_meeting", organization=home.akimat, by=home.secretary
    )

    assert tag.organization == home.akimat


def test_only_the_side_that_recorded_says_what_else_it_was():
    home = region()
    visit = held(home, classification="visit")

    with pytest.raises(PermissionDenied, match="you may confirm it"):
        actions.tag_event(event=visit, classification="interethnic_meeting", by=home.secretary)


def test_an_event_is_not_tagged_as_what_it_already_is():
    home = region()

    with pytest.raises(ValidationError, match="The event already is"):
        actions.tag_event(event=held(home), classification="interethnic_meeting", by=home.assistant)


def test_a_tag_is_taken_back_until_the_other_side_has_confirmed_it():
    home = region()
    visit = held(home, classification="visit")
    tag = actions.tag_event(event=visit, classification="interethnic_meeting", by=home.assistant)
    confirm_fact(fact_id=f"meetings:{visit.pk}#interethnic_meeting", organization=home.akimat, by=home.secretary)

    with pytest.raises(ValidationError, match="confirmed this record"):
        actions.untag_event(tag=tag, reason="By mistake", by=home.assistant)


def test_who_held_the_meeting_does_not_close_it():
    home = region()
    happened = minuted(held(home), by=home.assistant)

    with pytest.raises(PermissionDenied):
        actions.close_event(event=happened, by=home.assistant)


def test_the_assemblys_side_closes_after_its_word_on_what_a_duty_waits_for():
    home = region()
    directives.rule(since=in_days(-30))
    happened = minuted(held(home), by=home.assistant)

    with pytest.raises(ValidationError, match="waits for the other side's word"):
        actions.close_event(event=happened, by=home.secretary)
    confirm_fact(fact_id=f"meetings:{happened.pk}", organization=home.akimat, by=home.secretary)

    assert actions.close_event(event=happened, by=home.secretary).status == "closed"


def test_what_no_duty_asks_for_is_closed_without_a_word():
    home = region()
    happened = minuted(held(home, classification="training"), by=home.assistant)

    assert actions.close_event(event=happened, by=home.secretary).status == "closed"


def test_a_disputed_or_unminuted_event_is_not_closed():
    home = region()
    happened = held(home)
    with pytest.raises(ValidationError, match="its minutes are entered"):
        actions.close_event(event=happened, by=home.secretary)
    minuted(happened, by=home.assistant)
    dispute_fact(fact_id=f"meetings:{happened.pk}", organization=home.akimat, reason="Not so", by=home.secretary)

    with pytest.raises(ValidationError, match="disputed"):
        actions.close_event(event=happened, by=home.secretary)


def test_a_closed_event_is_reopened_with_a_reason():
    home = region()
    happened = minuted(held(home, by=home.secretary), by=home.secretary)
    actions.close_event(event=happened, by=home.secretary)
    with pytest.raises(ValidationError, match="stays as it is"):
        actions.record_presence(event=Event.objects.get(pk=happened.pk), attended=[], by=home.secretary)

    reopened = actions.reopen_event(event=happened, reason="A name is wrong", by=home.secretary)

    assert (reopened.status, reopened.status_reason) == ("minuted", "A name is wrong")


def test_who_chaired_is_corrected_by_the_side_that_recorded_it():
    home = region()
    happened = held(home, attended=[home.deputy])
    deputy = happened.participations.get(for_post=home.deputy)

    with pytest.raises(PermissionDenied):
        actions.name_chair(event=happened, participation=deputy, by=home.secretary)
    actions.name_chair(event=happened, participation=deputy, by=home.assistant)

    assert {pk: role for pk, (_presence, _person, role) in seats(happened).items()} == {
        home.akim.pk: "REQ-PARTICIPANT",
        home.deputy.pk: "CHAIR",
    }


def test_an_order_entered_later_makes_the_deputy_the_acting_head():
    home = region()
    happened = held(home, attended=[], chair=Attending(post=home.akim, person=home.deputy_holder.person))
    assert seats(happened)[home.akim.pk][0] == "by_deputy"

    registry.appointed(home.akim, home.deputy_holder.person, start_date=in_days(-5), acting=True, document="Order 7")

    assert seats(happened)[home.akim.pk][0] == "in_person"
    assert (journal.history(happened)[0].verb, journal.history(happened)[0].actor) == (
        "meetings.presence_recorded",
        "system",
    )


def test_what_both_sides_agreed_on_does_not_follow_a_late_order():
    home = region()
    happened = held(home, attended=[], chair=Attending(post=home.akim, person=home.deputy_holder.person))
    confirm_fact(fact_id=f"meetings:{happened.pk}", organization=home.akimat, by=home.secretary)

    registry.appointed(home.akim, home.deputy_holder.person, start_date=in_days(-5), acting=True, document="Order 7")

    assert seats(happened)[home.akim.pk][0] == "by_deputy"


def test_a_corrected_day_asks_anew_who_held_the_post_then():
    home = region()
    registry.appointed(home.akim, home.deputy_holder.person, start_date=in_days(-3), acting=True, document="Order 7")
    happened = held(home, attended=[], chair=Attending(post=home.akim, person=home.deputy_holder.person))
    assert seats(happened)[home.akim.pk][0] == "in_person"

    actions.edit_event(event=happened, version=happened.version, start=moment(in_days(-9)), end=None, by=home.assistant)

    assert seats(happened)[home.akim.pk][0] == "by_deputy"


def test_a_day_after_its_own_minutes_is_refused():
    home = region()
    happened = minuted(held(home), by=home.assistant, day=in_days(-3))

    with pytest.raises(ValidationError, match="The minutes are dated"):
        actions.edit_event(
            event=happened, version=happened.version, start=moment(in_days(-1)), end=None, by=home.assistant
        )


def test_the_other_side_adds_nobody_to_a_record_that_it_is_to_confirm():
    home = region()
    happened = held(home, attended=[])

    with pytest.raises(PermissionDenied):
        actions.record_presence(event=happened, attended=[Attending(post=home.association_head)], by=home.secretary)

    assert set(seats(happened)) == {home.akim.pk}
