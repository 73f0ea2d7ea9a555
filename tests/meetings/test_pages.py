"""The doors of meetings: what each shows, to whom, and that nothing typed is lost."""

from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import accounts, directives, registry
from factories.meetings import controller, event, held, in_days, key, minuted, moment, region
from meetings.test_minutes import word_file, words_of
from shanyraq.accounts.roles import RoleName
from shanyraq.audit import journal
from shanyraq.directives.duty_actions import confirm_fact
from shanyraq.meetings import actions
from shanyraq.meetings.models import Event, Participation
from shanyraq.registry.actions import rename_body

pytestmark = pytest.mark.django_db
COUNTRY_WIDE = ("hq_controller", "hq_analyst", "support_officer")


def door(name, event_, *more):
    return reverse(f"meetings:{name}", args=[event_.pk, *more])


def asked(client, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def every_door_of(home) -> dict[str, str]:
    """An address of each door that names an event of a region, or something in it."""
    planned = event(home, invited=[home.association_head])
    happened = minuted(held(home), by=home.assistant)
    tag = actions.tag_event(event=happened, classification="visit", by=home.assistant)
    decision = actions.decide(event=happened, text="Publish it", bearer=home.akimat, due=in_days(9), by=home.assistant)
    seat = planned.participations.get()
    plain = ["event", "edit", "invite", "cancel", "move", "flag", "unflag", "held", "presence", "tag", "close"]
    plain += ["reopen", "minutes", "docx", "decide", "ics"]
    return {
        **{name: door(name, happened) for name in plain},
        "planned": door("event", planned),
        "answer": door("answer", planned, seat.pk),
        "withdraw": door("withdraw", planned, seat.pk),
        "untag": door("untag", happened, tag.pk),
        "revision": door("revision", happened, 1),
        "file": door("file", happened, 1),
        "decision_done": reverse("meetings:decision_done", args=[decision.pk]),
        "decision_release": reverse("meetings:decision_release", args=[decision.pk]),
    }


@pytest.mark.parametrize("role", sorted(set(RoleName.values) - set(COUNTRY_WIDE)))
def test_an_event_of_another_region_does_not_exist_for_anybody_there(client, role):
    doors = every_door_of(region("KZ-31"))
    someone = accounts.user(role, "KZ-19")
    client.force_login(someone)

    answers = {name: client.get(path).status_code for name, path in doors.items()}
    posted = {name: client.post(path, {"reason": "x", "sure": "on"}).status_code for name, path in doors.items()}

    assert set(answers.values()) == {404}
    assert set(posted.values()) == {404}


@pytest.mark.parametrize("role", RoleName.values)
def test_a_stranger_sees_his_own_list_only(enter, role):
    one, two = region("KZ-19"), region("KZ-31")
    event(one, name_en="Ours")
    event(two, name_en="Theirs")
    someone = accounts.user(role, None if role in COUNTRY_WIDE else "KZ-19")

    page = enter(someone).get(reverse("meetings:list")).content.decode()

    assert ("Ours" in page, "Theirs" in page) == (True, role in COUNTRY_WIDE)


def test_a_search_does_not_find_what_is_elsewhere(enter):
    event(region("KZ-31"), name_en="Theirs")
    home = region("KZ-19")

    page = enter(home.secretary).get(reverse("meetings:list"), {"q": "Theirs"}).content.decode()

    assert "Nothing found" in page


def test_whoever_may_only_look_is_offered_no_deed(enter):
    home = region()
    happened = minuted(held(home), by=home.assistant)
    client = enter(home.association_user)

    page = client.get(door("event", happened)).content.decode()
    codes = {
        name: client.get(door(name, happened)).status_code for name in ["edit", "minutes", "decide", "tag", "close"]
    }

    assert "Correct the minutes" not in page
    assert set(codes.values()) == {404}


def test_a_national_event_shows_a_regional_reader_no_seats_of_other_regions(enter):
    home, other = region("KZ-19"), region("KZ-31")
    marked = key()

    page = enter(home.secretary).get(door("event", marked)).content.decode()

    assert home.akimat.name_en in page
    assert other.akimat.name_en not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_questions_for_one_row_as_for_three(enter, count):
    home = region()
    for _ in range(count):
        minuted(held(home), by=home.assistant)

    assert asked(enter(home.secretary), reverse("meetings:list")) == 10


def test_an_event_page_asks_as_many_questions_for_many_seats_and_decisions_as_for_few(enter):
    home = region()
    directives.rule(since=in_days(-30))
    posts = [registry.post(home.association, "member") for _ in range(8)]
    for one in posts:
        registry.appointed(one)
    few, many = (minuted(held(home, attended=some), by=home.assistant) for some in (posts[:1], posts))
    for happened, count in ((few, 1), (many, 5)):
        for number in range(count):
            actions.decide(event=happened, text=f"Do {number}", by=home.assistant)
    client = enter(home.secretary)

    assert asked(client, door("event", few)) == asked(client, door("event", many)) <= 30


@pytest.mark.parametrize("bodies", [1, 3])
def test_the_register_asks_as_many_questions_for_one_body_as_for_three(enter, bodies):
    for code in ["KZ-19", "KZ-31", "KZ-61"][:bodies]:
        region(code)
    hq = controller()
    key(by=hq)

    assert asked(enter(hq), reverse("meetings:attendance")) == 7


def test_the_presence_page_asks_as_many_questions_for_many_seats(enter):
    home = region()
    posts = [registry.post(home.association, "member") for _ in range(8)]
    for one in posts:
        registry.appointed(one)
    few, many = held(home, attended=posts[:1]), held(home, attended=posts)
    client = enter(home.assistant)

    assert asked(client, door("presence", few)) == asked(client, door("presence", many))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ауыл"}, ["Ауылдағы жиын"]),
        ({"q": "аульдагы"}, []),
        ({"q": "АУЫЛДАГЫ"}, ["Ауылдағы жиын"]),
        ({"kind": "visit"}, ["Ауылдағы жиын"]),
        ({"kind": "training"}, []),
        ({"status": "confirmed"}, ["Оқыту күні"]),
        ({"waiting": "minutes"}, ["Ауылдағы жиын"]),
        ({"waiting": "record"}, []),
        ({"key": "yes"}, []),
        ({"region": "KZ-19"}, ["Оқыту күні", "Ауылдағы жиын"]),
        ({"region": "KZ-31"}, ["Оқыту күні", "Ауылдағы жиын"]),
        ({"first": "2000-01-01", "last": "2001-01-01"}, []),
        ({"first": "nonsense"}, ["Оқыту күні", "Ауылдағы жиын"]),
    ],
)
def test_the_list_is_searched_and_filtered(enter, query, found):
    home = region()
    held(home, classification="visit", name_en="Ауылдағы жиын")
    event(home, classification="dialogue", name_en="Оқыту күні")

    page = enter(home.secretary).get(reverse("meetings:list"), query).context["page_obj"]

    assert [one.title for one in page] == found


def test_a_tag_is_found_by_its_kind(enter):
    home = region()
    visit = held(home, classification="visit", name_en="Visit")
    actions.tag_event(event=visit, classification="interethnic_meeting", by=home.assistant)

    page = enter(home.secretary).get(reverse("meetings:list"), {"kind": "interethnic_meeting"}).context["page_obj"]

    assert [one.title for one in page] == ["Visit"]


def test_what_waits_for_a_word_is_found(enter):
    home = region()
    directives.rule(since=in_days(-30))
    held(home, name_en="Waiting")
    event(home, name_en="Planned")

    page = enter(home.secretary).get(reverse("meetings:list"), {"waiting": "word"}).context["page_obj"]

    assert [one.title for one in page] == ["Waiting"]


def test_an_assistant_plans_with_what_is_filled_in(enter):
    home = region()
    client = enter(home.assistant)
    form = client.get(reverse("meetings:plan")).context["form"]
    filled = {name: form[name].value() for name in form.fields if form[name].value()}

    answer = client.post(
        reverse("meetings:plan"), {**filled, "day": in_days(9).isoformat(), "groups": ["associations"]}
    )

    planned = Event.objects.get()
    assert answer["Location"] == door("event", planned)
    assert (planned.organizer, planned.day, planned.agenda.get().is_situation) == (home.akimat, in_days(9), True)
    assert {seat.for_post for seat in planned.participations.all()} == {home.akim, home.association_head}


def test_a_wrong_form_is_shown_again_as_it_was_typed(enter):
    home = region()
    typed = {
        "classification": "visit",
        "day": in_days(9).isoformat(),
        "begins": "12:00",
        "ends": "11:00",
        "area": home.code,
        "location": "Тоғай ауылы",
        "agenda": "Бірінші\nЕкінші",
    }

    answer = enter(home.assistant).post(reverse("meetings:plan"), typed)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Give an end that is later." in page
    assert "Тоғай ауылы" in page
    assert "Бірінші\nЕкінші" in page
    assert Event.objects.count() == 0


@pytest.mark.parametrize("typed", [{}, {"day": "31.02.2026"}, {"day": "2026-02-31"}, {"day": "x", "begins": "25:00"}])
def test_nonsense_is_refused_and_changes_nothing(enter, typed):
    home = region()
    client = enter(home.assistant)

    assert client.post(reverse("meetings:plan"), typed).status_code == 422
    assert client.post(reverse("meetings:record"), typed).status_code == 422
    assert Event.objects.count() == 0


def test_one_tap_from_the_desk_records_a_meeting(enter):
    home = region()
    client = enter(home.assistant)
    path = f"{reverse('meetings:record')}?organization={home.akimat.pk}"
    form = client.get(path).context["form"]
    filled = {name: form[name].value() for name in form.fields if form[name].value()}

    client.post(path, {**filled, "day": in_days(-1).isoformat(), "came": [str(home.association_head.pk)]})

    happened = Event.objects.get()
    assert (happened.status, happened.organizer, happened.recorded_side) == ("passed", home.akimat, "bearer")
    assert {(s.for_post, s.presence, s.ical_role) for s in happened.participations.all()} == {
        (home.akim, "in_person", "CHAIR"),
        (home.association_head, "in_person", "REQ-PARTICIPANT"),
    }


def test_another_regions_body_is_not_recorded_through_the_address(enter):
    home, other = region("KZ-19"), region("KZ-31")
    client = enter(home.assistant)

    for asked_for in (other.akimat.pk, "nonsense", home.association.pk):
        assert client.get(reverse("meetings:record"), {"organization": asked_for}).status_code == 403


def test_it_took_place_is_filled_in_from_the_answers(enter):
    home = region()
    planned = event(
        home, day=in_days(0), start=moment(in_days(0), 0), end=None, chair=home.akim, invited=[home.association_head]
    )
    Participation.objects.filter(for_post=home.association_head).update(partstat="ACCEPTED")
    client = enter(home.assistant)

    page = client.get(door("held", planned))
    shown = {one.seat.for_post: one.initial["presence"] for one in page.context["seats"]}

    assert shown == {home.akim: "not_recorded", home.association_head: "in_person"}
    form, seats = page.context["form"], page.context["seats"]
    filled = {name: form[name].value() for name in form.fields if form[name].value()}
    for one in seats:
        filled |= {one[name].html_name: one[name].value() or "" for name in one.fields}
    client.post(door("held", planned), filled)
    planned.refresh_from_db()
    assert planned.status == "passed"
    assert {(s.for_post, s.presence) for s in planned.participations.all()} == {
        (home.akim, "in_person"),
        (home.association_head, "in_person"),
    }


def test_presence_of_all_seats_is_edited_in_one_screen(enter):
    home = region()
    happened = held(home)
    client = enter(home.assistant)
    seats = client.get(door("presence", happened)).context["seats"]
    typed = {"sure": "on"}
    for one in seats:
        typed |= {one[name].html_name: one[name].value() or "" for name in one.fields}
    head = next(one for one in seats if one.seat.for_post == home.association_head)
    typed |= {head["presence"].html_name: "excused", head["reason"].html_name: "Flood"}

    client.post(door("presence", happened), typed)

    assert {(s.for_post, s.presence, s.presence_reason) for s in happened.participations.all()} == {
        (home.akim, "in_person", ""),
        (home.association_head, "excused", "Flood"),
    }


def test_a_refused_presence_keeps_everything_typed(enter):
    home = region()
    happened = held(home)
    client = enter(home.assistant)
    seats = client.get(door("presence", happened)).context["seats"]
    head = next(one for one in seats if one.seat.for_post == home.association_head)
    typed = {"sure": "on"}
    for one in seats:
        typed |= {one[name].html_name: one[name].value() or "" for name in one.fields}
    typed |= {head["presence"].html_name: "excused", head["arrived"].html_name: "10:40"}

    answer = client.post(door("presence", happened), typed)

    assert answer.status_code == 422
    assert "is excused: the reason is shown to both sides" in answer.content.decode()
    assert 'value="10:40"' in answer.content.decode()


def test_a_bound_heads_assistant_speaks_for_his_own_seat_only(enter):
    home, other = region("KZ-19"), region("KZ-31")
    marked = key()
    with time_machine.travel(moment(in_days(10), 15)):
        client = enter(home.assistant)
        seats = client.get(door("presence", marked)).context["seats"]

        assert [one.seat.for_post for one in seats] == [home.akim]
        assert other.akim not in [one.seat.for_post for one in seats]


def test_the_second_editor_sees_both_versions_and_keeps_his_text(enter):
    home = region()
    planned = event(home)
    client = enter(home.assistant)
    form = client.get(door("edit", planned)).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()} | {"location": "Hall 3"}
    actions.edit_event(event=planned, version=1, location="Hall 2", by=home.secretary)

    answer = client.post(door("edit", planned), typed)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Hall 2" in page
    assert "Hall 3" in page
    again = {name: answer.context["form"][name].value() for name in form.fields if answer.context["form"][name].value()}
    client.post(door("edit", planned), again)
    planned.refresh_from_db()
    assert (planned.location, planned.version) == ("Hall 3", 3)


def test_the_page_shows_both_sides_words_and_the_duty_they_serve(enter):
    home = region()
    directives.rule(since=in_days(-30))
    happened = held(home)

    for_secretary = enter(home.secretary).get(door("event", happened)).content.decode()
    assert "This record waits for your side's word." in for_secretary
    assert "Two-monthly meeting" in for_secretary

    enter(home.secretary).post(
        reverse("duties:confirm"), {"fact": f"meetings:{happened.pk}", "organization": home.akimat.pk}
    )
    for_assistant = enter(home.assistant).get(door("event", happened)).content.decode()
    assert f"Confirmed by the other side: {home.secretary}" in for_assistant
    assert "state-met" in for_assistant


def test_the_page_says_in_words_why_a_confirmed_event_did_not_count(enter):
    home = region()
    directives.rule(since=in_days(-30))
    happened = held(home, chair=home.deputy, attended=[])
    confirm_fact(fact_id=f"meetings:{happened.pk}", organization=home.akimat, by=home.secretary)

    page = unescape(enter(home.assistant).get(door("event", happened)).content.decode())

    assert (
        "It does not count in full for the duty “Two-monthly meeting”: no representative of the Assembly from outside "
        "the host's own staff took part; a deputy chaired it, not the bearer." in page
    )


def test_the_page_says_that_no_term_rests_on_an_event_before_the_duty_began(enter):
    home = region()
    happened = held(home)
    directives.rule(since=in_days(-1))
    confirm_fact(fact_id=f"meetings:{happened.pk}", organization=home.akimat, by=home.secretary)

    page = enter(home.assistant).get(door("event", happened)).content.decode()

    assert "No term of a duty rests on it" in page


def test_the_bearers_side_is_not_offered_to_confirm_its_own_record(enter):
    home = region()
    directives.rule(since=in_days(-30))
    happened = held(home)

    page = enter(home.assistant).get(door("event", happened)).content.decode()

    assert reverse("duties:confirm") not in page
    assert "Waits for the other side's word." in page


def test_minutes_are_uploaded_and_downloaded_by_those_of_the_region(enter, client):
    home = region()
    happened = held(home)
    data = word_file("Тыңдалды: ахуал")
    enter(home.assistant).post(
        door("minutes", happened),
        {"date": happened.day.isoformat(), "number": "7", "document": SimpleUploadedFile("хаттама.docx", data)},
    )

    answer = client.get(door("file", happened, 1))

    assert happened.minutes.get().number == "7"
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"].startswith("attachment;")


def test_hostile_minutes_are_shown_without_their_sting(enter):
    home = region()
    happened = held(home)
    enter(home.assistant).post(
        door("minutes", happened),
        {"date": happened.day.isoformat(), "text": "<p>Text</p><script>alert('stung')</script>"},
    )

    page = enter(home.secretary).get(door("event", happened)).content.decode()

    assert "<p>Text</p>" in page
    assert "stung" not in page


def test_the_word_form_is_served_in_the_readers_language(enter):
    home = region()
    home.assistant.language = "kk"
    home.assistant.save()
    answer = enter(home.assistant).get(door("docx", held(home)))

    assert answer["Content-Disposition"] == f'attachment; filename="minutes-{in_days(-3):%Y-%m-%d}.docx"'
    assert "ХАТТАМА" in words_of(answer.content)


def test_the_month_shows_events_on_their_local_day(enter):
    home = region()
    held(home, start=moment(in_days(-3).replace(day=1), 2), end=None, name_en="Early")

    weeks = enter(home.secretary).get(reverse("meetings:month"), {"month": f"{in_days(-3):%Y-%m}"}).context["weeks"]

    assert [day.day.day for week in weeks for day in week if day.events and day.is_inside] == [1]


@pytest.mark.parametrize("month", ["nonsense", "2026-13", "0000-01", "0001-01", "9999-12"])
def test_a_month_that_does_not_exist_is_told_and_the_present_one_is_shown(enter, month):
    page = enter(controller()).get(reverse("meetings:month"), {"month": month})

    assert page.status_code == 200
    assert page.context["month"].first == in_days(0).replace(day=1)
    assert f"There is no month «{month}» here" in page.content.decode()


def test_the_month_of_no_question_is_the_present_one(enter):
    page = enter(controller()).get(reverse("meetings:month"))

    assert (page.context["month"].first, page.context["problem"]) == (in_days(0).replace(day=1), "")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_speaks_the_readers_language(enter, language):
    home = region()
    happened = minuted(held(home, by=home.secretary), by=home.secretary)
    planned = event(home, invited=[home.association_head])
    home.secretary.language = language
    home.secretary.save()
    client = enter(home.secretary)
    paths = [reverse(f"meetings:{name}") for name in ("list", "month", "attendance", "plan", "record", "calendar")]
    paths += [door(name, happened) for name in ("event", "presence", "minutes", "decide", "tag")]
    paths += [door(name, planned) for name in ("event", "edit", "invite", "cancel", "move", "flag")]

    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("name", ["plan", "record"])
def test_a_form_sent_twice_makes_one_event(enter, name):
    home = region()
    client = enter(home.assistant)
    path = reverse(f"meetings:{name}")
    form = client.get(path).context["form"]
    typed = {field: form[field].value() for field in form.fields if form[field].value()}
    typed["day"] = in_days(9 if name == "plan" else -1).isoformat()

    first, second = client.post(path, typed), client.post(path, typed)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == door("event", Event.objects.get())


def test_somebody_elses_form_does_not_open_an_event(enter):
    home, other = region("KZ-19"), region("KZ-31")
    theirs = event(other)
    client = enter(home.assistant)
    form = client.get(reverse("meetings:plan")).context["form"]
    typed = {field: form[field].value() for field in form.fields if form[field].value()}

    answer = client.post(reverse("meetings:plan"), {**typed, "day": in_days(9).isoformat(), "once": str(theirs.pk)})

    assert answer.status_code == 422
    assert "The same was sent a moment ago" in answer.content.decode()
    theirs.refresh_from_db()
    assert theirs.organizer == other.akimat


def test_who_was_forgotten_is_added_and_the_chair_corrected_in_the_same_screen(enter):
    home = region()
    happened = held(home, attended=[home.deputy])
    client = enter(home.assistant)
    page = client.get(door("presence", happened))
    typed = {one[name].html_name: one[name].value() or "" for one in page.context["seats"] for name in one.fields}
    deputy = happened.participations.get(for_post=home.deputy)

    client.post(door("presence", happened), {**typed, "chair": str(deputy.pk), "came": [str(home.association_head.pk)]})

    assert {(s.for_post, s.presence, s.ical_role) for s in happened.participations.all()} == {
        (home.akim, "in_person", "REQ-PARTICIPANT"),
        (home.deputy, "in_person", "CHAIR"),
        (home.association_head, "in_person", "REQ-PARTICIPANT"),
    }


def test_nobody_is_asked_for_a_word_that_no_duty_needs(enter):
    home = region()
    happened = held(home, classification="training")

    page = enter(home.secretary).get(door("event", happened)).content.decode()

    assert reverse("duties:confirm") not in page
    assert "No duty asks for it." in page


def test_each_head_is_confirmed_beside_his_seat_at_a_key_event(enter):
    home = region()
    directives.rule(cadence={"mode": "per_event"}, checks=[{"check": "present_in_person"}], accept_late="")
    marked = key(by=(hq := controller()))
    with time_machine.travel(moment(in_days(11))):
        actions.record_held(event=marked, attended=[home.akim], by=hq)
        page = enter(home.assistant).get(door("event", marked))

        seat = page.context["seats"][0]
        assert (seat.for_post, seat.told.may_speak, seat.told.is_waiting) == (home.akim, True, True)
        assert f"meetings:{marked.pk}@{home.akimat.pk}" in page.content.decode()


def test_an_old_event_keeps_the_name_its_organizer_had(enter):
    home = region()
    happened = held(home, day=in_days(-40))
    old = home.akimat.name_en
    rename_body(
        organization=home.akimat, since=in_days(-10), name_en="Akimat Renamed", reason="Decree 1", by=journal.SYSTEM
    )

    page = enter(home.secretary).get(door("event", happened)).content.decode()

    assert f"<dd>{old}</dd>" in page


@pytest.mark.parametrize("path", ["meetings:month", "meetings:attendance", "meetings:list"])
def test_no_page_of_many_events_shows_those_of_another_region(enter, path):
    home, other = region("KZ-19"), region("KZ-31")
    for one, name in ((home, "Ours"), (other, "Theirs")):
        planned = event(one, day=in_days(4), name_en=name, organizer=one.assembly, by=one.secretary)
        actions.flag_key(event=planned, by=one.secretary)

    page = enter(home.secretary).get(reverse(path), {"month": f"{in_days(4):%Y-%m}", "last": "2100-01-01"})

    assert ("Ours" in page.content.decode(), "Theirs" in page.content.decode()) == (True, False)
