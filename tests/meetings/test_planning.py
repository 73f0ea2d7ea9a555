from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from factories import accounts, registry
from factories.meetings import SITUATION, controller, event, held, in_days, moment, region
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.meetings import actions
from shanyraq.meetings.models import Event, Participation
from shanyraq.notices.models import Notice
from shanyraq.registry.actions import dissolve_body

pytestmark = pytest.mark.django_db


def said(error) -> str:
    return " ".join(error.value.messages)


def test_a_planned_event_keeps_what_was_said_and_is_journalled():
    home = region()

    planned = event(home, chair=home.akim, invited=[home.association_head], name_en="Talk with associations")

    assert (planned.status, planned.title, planned.sequence) == ("confirmed", "Talk with associations", 0)
    assert planned.uid == f"{planned.pk}@kz.shanyraq"
    assert [(item.title, item.is_situation) for item in planned.agenda.all()] == [SITUATION]
    assert [(s.for_post, s.ical_role, s.presence) for s in planned.participations.all()] == [
        (home.akim, "CHAIR", "not_recorded"),
        (home.association_head, "REQ-PARTICIPANT", "not_recorded"),
    ]
    assert [entry.verb for entry in journal.history(planned)] == ["meetings.event_planned"]


def test_an_event_without_a_name_is_called_by_its_kind():
    planned = event()

    with translation.override("kk"):
        assert str(planned) == "Этносаралық ахуал жөніндегі жиын"


def test_a_meeting_before_its_body_existed_is_refused_with_both_dates():
    home = region("KZ-10")

    with pytest.raises(ValidationError) as error:
        held(home, day=date(2022, 5, 12))

    assert said(error) == (
        f"The meeting is dated 12.05.2022, but {home.akimat.name} exists since 08.06.2022. "
        "Check the date or choose another body."
    )
    assert Event.objects.count() == 0


def test_the_sentence_names_the_body_that_stood_there_before():
    old = registry.body("assembly", "KZ", name_en="The Assembly", name_kk="Ассамблея")
    new = registry.body("peoples_council", "KZ", founding_date=date(2026, 7, 1), name_kk="Халық Кеңесі")
    dissolve_body(organization=old, last_day=date(2026, 6, 30), successor=new, by=journal.SYSTEM, reason="the reform")

    with time_machine.travel(moment(date(2026, 5, 1))), pytest.raises(ValidationError) as error:
        actions.plan_event(
            organizer=new, classification="assembly_session", start=moment(date(2026, 6, 1)), by=controller()
        )

    assert "Check the date or choose The Assembly." in said(error)


@pytest.mark.parametrize(
    ("days", "sentence"), [(-1, "If it took place, record it as held."), (3 * 366, "Events are planned up to")]
)
def test_a_plan_is_neither_for_the_past_nor_for_far_years(days, sentence):
    home = region()
    planned = event(home)

    with pytest.raises(ValidationError, match=sentence):
        event(home, day=in_days(days))
    with pytest.raises(ValidationError, match=sentence):
        actions.move_event(event=planned, start=moment(in_days(days)), reason="Snow", by=home.assistant)
    with pytest.raises(ValidationError, match=sentence):
        actions.edit_event(event=planned, version=1, start=moment(in_days(days)), end=None, by=home.assistant)

    assert list(Event.objects.values_list("start", "status")) == [(moment(in_days(10)), "confirmed")]


def test_an_event_cannot_end_before_it_begins():
    with pytest.raises(ValidationError) as error:
        event(end=moment(in_days(10), 9))

    assert "Give an end that is later." in said(error)


def test_an_unknown_kind_of_event_is_refused():
    with pytest.raises(ValidationError, match="There is no kind of event"):
        event(classification="picnic")


def test_a_body_of_a_region_holds_no_event_elsewhere():
    with pytest.raises(ValidationError, match="cannot hold an event of"):
        event(region("KZ-19"), area=registry._area("KZ-31"))


def test_a_post_of_another_region_is_not_invited():
    home, other = region("KZ-19"), region("KZ-31")

    with pytest.raises(ValidationError) as error:
        event(home, invited=[other.association_head])

    assert "belongs to another region than the event" in said(error)
    assert Event.objects.count() == 0


def test_people_of_the_centre_may_be_invited_anywhere():
    home = region()
    centre = registry.post(registry.body("ministry", "KZ"))

    planned = event(home, invited=[centre])

    assert [seat.for_post for seat in planned.participations.all()] == [centre]


@pytest.mark.parametrize("role", RoleName.values)
def test_only_the_body_itself_and_the_secretariat_plan_its_events(role):
    home = region()
    someone = accounts.user(role, None if role in ("hq_controller", "hq_analyst", "support_officer") else home.code)

    allowed = role in ("hq_controller", "hq_analyst", "regional_secretary")

    if allowed:
        assert event(home, by=someone).planned_by == someone
    else:
        with pytest.raises(PermissionDenied):
            event(home, by=someone)


def test_the_secretary_of_another_region_plans_nothing_here():
    with pytest.raises(PermissionDenied):
        event(region("KZ-19"), by=region("KZ-31").secretary)


def test_the_head_of_an_association_does_not_write_the_akimats_events():
    home = region()

    with pytest.raises(PermissionDenied):
        event(home, by=home.association_user)


def test_an_edit_keeps_the_old_values_in_the_journal_and_raises_the_sequence():
    home = region()
    planned = event(home)

    edited = actions.edit_event(event=planned, version=1, location="Hall 2", by=home.assistant)

    assert (edited.location, edited.version, edited.sequence) == ("Hall 2", 2, 1)
    assert journal.history(planned)[0].data == {"old": {"location": "Hall 1"}}


def test_the_second_of_two_editors_loses_nothing_and_learns_it():
    home = region()
    planned = event(home)
    actions.edit_event(event=planned, version=1, location="Hall 2", by=home.assistant)

    with pytest.raises(actions.StaleVersion) as stale:
        actions.edit_event(event=planned, version=1, location="Hall 3", by=home.secretary)

    assert (stale.value.event.location, stale.value.event.version) == ("Hall 2", 2)


def test_an_invitation_is_answered_by_the_invited_post():
    home = region()
    seat = event(home, invited=[home.association_head]).participations.get(for_post=home.association_head)

    actions.answer_invitation(participation=seat, partstat="DELEGATED", by=home.association_user)

    seat.refresh_from_db()
    assert (seat.partstat, seat.answered_by) == ("DELEGATED", home.association_user)


def test_nobody_answers_for_a_post_he_does_not_act_for():
    home = region()
    seat = event(home, invited=[home.association_head]).participations.get(for_post=home.association_head)

    with pytest.raises(PermissionDenied):
        actions.answer_invitation(participation=seat, partstat="ACCEPTED", by=home.assistant)


def test_a_cancelled_event_stays_visible_with_its_reason():
    home = region()
    planned = event(home)

    cancelled = actions.cancel_event(event=planned, reason="Flood", by=home.assistant)

    assert (cancelled.status, cancelled.status_reason, cancelled.sequence) == ("cancelled", "Flood", 1)


def test_cancelling_needs_a_reason():
    home = region()

    with pytest.raises(ValidationError, match="Say why"):
        actions.cancel_event(event=event(home), reason=" ", by=home.assistant)


def test_a_moved_event_keeps_its_people_and_the_link():
    home = region()
    planned = event(home, chair=home.akim, invited=[home.association_head])

    moved = actions.move_event(event=planned, start=moment(in_days(20), 15), reason="Snow", by=home.assistant)

    planned.refresh_from_db()
    assert (planned.status, planned.moved_to) == ("moved", moved)
    assert (moved.day, moved.end - moved.start, moved.status) == (in_days(20), timedelta(hours=2), "confirmed")
    assert [(s.for_post, s.ical_role) for s in moved.participations.all()] == [
        (home.akim, "CHAIR"),
        (home.association_head, "REQ-PARTICIPANT"),
    ]
    assert [item.is_situation for item in moved.agenda.all()] == [True]


def test_what_has_been_held_is_neither_cancelled_nor_moved():
    home = region()
    happened = held(home)

    with pytest.raises(ValidationError, match="only while it is planned"):
        actions.cancel_event(event=happened, reason="Flood", by=home.assistant)
    with pytest.raises(ValidationError, match="only while it is planned"):
        actions.move_event(event=happened, start=moment(in_days(3)), reason="Snow", by=home.assistant)


def test_invited_users_are_told_once_in_their_language():
    home = region()
    home.association_user.language = "ru"
    home.association_user.save()

    planned = event(home, invited=[home.association_head])
    actions.invite(event=planned, invited=[home.association_head], by=home.assistant)

    notices = Notice.objects.filter(user=home.association_user, kind="meetings.invited")
    assert [notice.title for notice in notices] == [
        f"Приглашение: Совещание по межэтнической ситуации, {in_days(10):%d.%m.%Y} 10:00"
    ]


def test_an_invitation_can_be_withdrawn_before_the_event():
    home = region()
    planned = event(home, invited=[home.association_head])

    actions.withdraw_invitation(participation=planned.participations.get(), by=home.assistant)

    assert not Participation.objects.filter(event=planned).exists()
