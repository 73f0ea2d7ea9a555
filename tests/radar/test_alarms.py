"""Level 4 does not wait: the desks are told and the councils called within the deed of intake."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from factories import accounts, places, radar, registry
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.notices.models import Notice
from shanyraq.places.calendar import today
from shanyraq.radar import actions
from shanyraq.radar.models import CallOut, Signal
from shanyraq.radar.scales import Need, Stage, Status
from shanyraq.radar.vocabulary import issue_name

pytestmark = pytest.mark.django_db


def alarm(**fields):
    return radar.signal(stage=Stage.MOBILISATION, **fields)


def told():
    """Notices of the radar; an assistant's appointment has one of its own."""
    return Notice.objects.filter(kind__startswith="radar.")


def test_people_gathering_reach_the_region_and_the_centre_at_once():
    secretary, analyst, elsewhere = radar.secretary(), radar.analyst(), radar.secretary("KZ-31")

    signal = alarm()

    told = Notice.objects.filter(kind="radar.alarm")
    assert {notice.user for notice in told} == {secretary, analyst}
    assert not Notice.objects.filter(user=elsewhere).exists()
    assert {notice.url for notice in told} == {f"/radar/signals/{signal.pk}/"}


def test_an_alarm_says_the_issue_and_the_place_and_no_word_of_the_text():
    radar.secretary()

    signal = alarm(text="Базарда ел жиналып жатыр")

    notice = told().get()
    assert notice.title == f"Level 4: {issue_name('T2')}, {signal.area.name}"
    assert "102" in notice.body
    assert "Базарда" not in notice.title + notice.body


def test_a_call_for_help_is_an_alarm_whatever_its_stage():
    radar.analyst()

    radar.signal(stage=Stage.GRIEVANCE, need=Need.URGENT)

    assert Notice.objects.filter(kind="radar.alarm").count() == 1


def test_lower_levels_wake_nobody():
    radar.analyst()
    radar.council()

    radar.signal(stage=Stage.INCIDENT)

    assert not told().exists()
    assert not CallOut.objects.exists()


def test_councils_of_the_district_are_called_before_those_of_the_region():
    far_mediators = radar.council("mediation.office", "KZ-19")
    radar.council("council.aksakals", "KZ-19")
    mothers = radar.council("council.mothers")
    aksakals = radar.council("council.aksakals")
    radar.council("council.aksakals", places.district("KZ-31"))

    signal = alarm()

    assert [call.organization for call in signal.call_outs.all()] == [aksakals, mothers, far_mediators]
    assert told().get(user=aksakals.voice).url == f"/radar/calls/{signal.call_outs.first().pk}/"


def test_a_drill_says_so_in_its_title():
    analyst, council = radar.analyst(), radar.council()

    alarm(status=Status.EXERCISE)

    for user in (analyst, council.voice):
        assert told().get(user=user).title.startswith("DRILL. ")


def test_each_is_told_in_his_own_language():
    accounts.user(RoleName.HQ_ANALYST, language="kk")

    alarm()

    assert told().get().title.startswith("4-деңгей: ")


def test_the_alarm_stands_or_falls_with_the_signal():
    radar.analyst()
    radar.council()

    with transaction.atomic():
        alarm()
        transaction.set_rollback(True)

    assert not Signal.objects.exists()
    assert not told().exists()
    assert not CallOut.objects.exists()


def test_a_called_body_answers_and_that_is_the_first_response():
    council = radar.council()
    signal = alarm()

    call = actions.answer_call(call=signal.call_outs.get(), answer="coming", by=council.voice)

    signal.refresh_from_db()
    assert (call.answer, call.answered_by) == ("coming", council.voice)
    assert signal.first_action_at == call.answered_at
    assert journal.history(call).get().data == {"signal": str(signal.pk), "answer": ["waiting", "coming"]}


def test_the_desks_hear_when_a_body_cannot_come():
    secretary, council = radar.secretary(), radar.council()
    signal = alarm()

    actions.answer_call(call=signal.call_outs.get(), answer="cannot", by=council.voice)

    assert f"{council.name} cannot come" in told().get(user=secretary, kind="radar.cannot").title
    assert Signal.objects.get().first_action_at is None


def test_nobody_answers_for_another_body():
    radar.council()
    signal = alarm()

    for someone in (radar.secretary(), radar.council("council.mothers", "KZ-31").voice):
        with pytest.raises(PermissionDenied):
            actions.answer_call(call=signal.call_outs.get(), answer="coming", by=someone)


# --- by place and by language

IN_KAZAKH = "Базарда ел жиналып жатыр, судың кезегіне таласып жатыр"
IN_RUSSIAN = "На базаре собираются люди, спорят из-за очереди на полив"
HERE = radar.HERE


def mediator(area=None, *, offered_in, voice=True, **card):
    """A credentialed mediator of a room of his own; with ``voice`` somebody of the room can be told."""
    area = area or places.district(HERE)
    user = accounts.user(RoleName.MEDIATOR, HERE) if voice else None
    return registry.mediator(area, offered_in=offered_in, voice=user, **card)


def called(signal) -> list:
    return [call.organization for call in signal.call_outs.all()]


def rooms(*credentials) -> list:
    return [each.membership.organization for each in credentials]


def test_mediators_are_called_by_the_language_of_the_report():
    kazakh, russian = mediator(offered_in=("kk",)), mediator(offered_in=("ru",))

    assert called(alarm(text=IN_KAZAKH)) == rooms(kazakh)
    assert called(alarm(text=IN_RUSSIAN)) == rooms(russian)


def test_a_mediator_of_the_region_is_called_where_the_district_has_none_of_the_language():
    near, far = mediator(offered_in=("ru",)), mediator(HERE, offered_in=("kk",))
    mediator("KZ-31", offered_in=("kk",))

    assert called(alarm(text=IN_KAZAKH)) == rooms(far)
    assert called(alarm(text=IN_RUSSIAN)) == rooms(near)


def test_where_nobody_offers_the_language_all_mediators_of_the_place_are_called_the_district_first():
    far, near = mediator(HERE, offered_in=("ru",)), mediator(offered_in=("ru",))
    bare = radar.council("mediation.office")

    assert called(alarm(text=IN_KAZAKH)) == [*rooms(near), bare, *rooms(far)]


def test_a_credential_that_has_run_out_calls_nobody_by_its_language():
    mediator(offered_in=("kk",), valid_to=today() - timedelta(days=1))
    valid = mediator(HERE, offered_in=("kk",), valid_to=today())

    assert called(alarm(text=IN_KAZAKH)) == rooms(valid)


def test_a_report_without_a_known_language_calls_all_of_the_place():
    kazakh, russian = mediator(offered_in=("kk",)), mediator(offered_in=("ru",))

    assert called(alarm()) == rooms(kazakh, russian)


def test_a_speaker_whom_nobody_can_tell_is_not_called_alone():
    dumb, room = mediator(HERE, offered_in=("kk",), voice=False), radar.council("mediation.office")

    assert called(alarm(text=IN_KAZAKH)) == [room, *rooms(dumb)]


def test_who_mediates_the_issue_comes_before_who_does_not():
    others = mediator(offered_in=("kk",), issues=("T5",))
    every, water = mediator(offered_in=("kk",)), mediator(offered_in=("kk",), issues=("T2",))

    turn = called(alarm(text=IN_KAZAKH))

    assert set(turn[:2]) == set(rooms(every, water))
    assert turn[2:] == rooms(others)


def test_the_councils_are_called_whatever_the_language():
    aksakals, mothers = radar.council(), radar.council("council.mothers")
    speaker = mediator(HERE, offered_in=("kk",))

    assert called(alarm(text=IN_KAZAKH)) == [aksakals, mothers, *rooms(speaker)]


def test_both_pages_of_a_call_name_the_language_and_who_offers_it(enter):
    speaker = mediator(offered_in=("kk",))
    signal = alarm(text=IN_KAZAKH)
    name = speaker.membership.person.name
    call = signal.call_outs.get()

    of_room = enter(speaker.membership.person.user).get(f"/radar/calls/{call.pk}/").content.decode()
    of_desk = enter(radar.secretary()).get(f"/radar/signals/{signal.pk}/").content.decode()

    assert "in Kazakh" in of_room
    assert name in of_room
    assert "Базарда" not in of_room
    assert "in Kazakh" in of_desk
    assert f'<a href="/registry/mediators/{speaker.pk}/">{name}</a>' in of_desk
