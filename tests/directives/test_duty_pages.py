"""Pages of duties: whoever may see them sees them, one tap does the deed, refusals are sentences."""

import re
from datetime import date

import pytest
from django.core import signing
from django.urls import reverse

from factories.accounts import user
from factories.directives import akim_of, akimat, rule
from factories.registry import appointed, body
from shanyraq.directives import duty_actions, duty_links
from shanyraq.directives.models import Confirmation, Extension, Side, Standing, Waiver
from shanyraq.registry import actions as registry

pytestmark = pytest.mark.django_db
PLACES = ("KZ-19", "KZ-31")


@pytest.fixture(autouse=True)
def today(at):
    at(2026, 3, 10)


@pytest.fixture
def duty(told):
    """A two-monthly duty of an akimat, met late last time, with a meeting that waits for a word."""
    host = akimat()
    two = rule(since=date(2025, 12, 1), code="two-monthly")
    told.meeting(host, date(2026, 1, 20), side=None, title="January meeting")
    fact = told.meeting(host, date(2026, 3, 5), title="March meeting")
    return two, host, fact


def page_of(duty, **asked):
    return reverse("duties:duty", args=[duty[0].code, duty[1].pk]) + (
        "?" + "&".join(f"{k}={v}" for k, v in asked.items()) if asked else ""
    )


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


EVERY_PAGE = [
    lambda duty: page_of(duty),
    lambda duty: reverse("duties:waive", args=[duty[0].code, duty[1].pk]),
    lambda duty: reverse("duties:extend", args=[duty[0].code, duty[1].pk]) + "?due=2026-03-20",
    lambda duty: reverse("duties:dispute") + f"?fact={duty[2]}&organization={duty[1].pk}",
]


@pytest.mark.parametrize("page", EVERY_PAGE)
@pytest.mark.parametrize(
    "role",
    ["regional_secretary", "post_assistant", "association_head", "mediator", "expert", "deputy", "administrator"],
)
def test_a_duty_of_another_region_does_not_exist(duty, enter, page, role):
    client = enter(user(role, None if role == "administrator" else "KZ-31"))

    assert client.get(page(duty)).status_code == 404


@pytest.mark.parametrize("role", ["regional_secretary", "association_head"])
def test_words_on_another_region_s_facts_are_not_taken(duty, enter, role):
    client = enter(user(role, "KZ-31"))
    said = {"fact": duty[2], "organization": str(duty[1].pk), "reason": "No"}

    answers = [client.post(reverse(f"duties:{name}"), said).status_code for name in ("confirm", "dispute")]

    assert (answers, Confirmation.objects.count()) == ([404, 404], 0)


@pytest.mark.parametrize(
    ("role", "region", "status"),
    [
        ("hq_controller", None, 200),
        ("hq_analyst", None, 200),
        ("regional_secretary", "KZ-19", 200),
        ("association_head", "KZ-19", 200),
    ],
)
def test_a_duty_is_seen_by_the_centre_and_by_its_region(duty, enter, role, region, status):
    assert enter(user(role, region)).get(page_of(duty)).status_code == status


def test_the_page_says_the_state_and_why(duty, enter):
    shown = text(enter(user("hq_analyst")).get(page_of(duty)))

    assert "waits for confirmation" in shown
    assert "20.03.2026" in shown
    assert "the other side has not confirmed it" in shown
    assert "March meeting" in shown


@pytest.mark.parametrize(
    ("language", "because"),
    [
        ("kk", "екінші тараптың растауы жоқ"),
        ("ru", "нет подтверждения другой стороны"),
        ("en", "the other side has not confirmed it"),
    ],
)
def test_the_reason_is_given_in_the_reader_s_language(duty, enter, language, because):
    assert because in text(enter(user("hq_analyst", language=language)).get(page_of(duty)))


def test_evidence_is_two_clicks_away_from_the_grid(duty, enter):
    client = enter(user("hq_analyst"))
    grid = client.get(reverse("duties:grid")).content.decode()

    (cell,) = set(re.findall(rf'href="(/duties/two-monthly/{duty[1].pk}/\?window=2026-01-20)"', grid))
    evidence = re.findall(r'href="(/meetings/)"', client.get(cell).content.decode())

    assert evidence


def test_a_chosen_window_is_shown_with_its_own_reason(duty, enter):
    shown = text(enter(user("hq_analyst")).get(page_of(duty, window="2025-12-01")))

    assert "This is the window that began on 01.12.2025" in shown
    assert "01.02.2026" in shown


def test_an_earlier_day_shows_what_had_happened_by_then(duty, enter):
    shown = text(enter(user("hq_analyst")).get(page_of(duty, on="2026-02-20")))

    assert "as of 20.02.2026" in shown
    assert "March meeting" not in shown


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("yesterday", "Write the day as 2026-03-14."),
        ("2026-02-31", "Write the day as 2026-03-14."),
        ("20.02.2026", "Write the day as 2026-03-14."),
        ("9999-12-31", "Give a day from 01.01.2000 to 31.12.2036."),
        ("1026-03-10", "Give a day from 01.01.2000 to 31.12.2036."),
    ],
)
def test_a_wrong_day_is_said_in_words_and_today_is_shown(duty, enter, on, sentence):
    answer = enter(user("hq_analyst")).get(page_of(duty, on=on))

    assert (answer.status_code, answer.context["page"].on) == (200, date(2026, 3, 10))
    assert f"{sentence} Today is shown." in text(answer)


@pytest.mark.parametrize("window", ["yesterday", "9999-12-31"])
def test_a_wrong_window_shows_the_leading_one(duty, enter, window):
    page = enter(user("hq_analyst")).get(page_of(duty, window=window)).context["page"]

    assert page.selected == page.leading


def test_a_rule_that_does_not_bind_the_body_has_no_page(duty, enter):
    other = body("ngo", "KZ-19")

    answer = enter(user("hq_analyst")).get(reverse("duties:duty", args=["two-monthly", other.pk]))

    assert answer.status_code == 404


def test_no_form_of_the_house_has_a_field_for_a_state(duty, enter):
    client = enter(user("hq_controller"))
    pages = [page_of(duty), reverse("duties:waive", args=["two-monthly", duty[1].pk]), reverse("duties:to_confirm")]

    names = {name for page in pages for name in re.findall(r'name="(\w+)"', client.get(page).content.decode())}

    assert not names & {"state", "verdict", "met", "closed", "status"}


def test_the_other_side_confirms_in_one_tap(duty, enter):
    secretary = user("regional_secretary", "KZ-19")
    said = {"fact": duty[2], "organization": str(duty[1].pk), "next": page_of(duty)}

    answer = enter(secretary).post(reverse("duties:confirm"), said, follow=True)

    assert answer.redirect_chain == [(page_of(duty), 302)]
    assert "Confirmed. The fact counts by the day it happened." in text(answer)
    assert Standing.objects.get().state == "open"


def test_a_second_tap_says_that_it_was_confirmed(duty, enter):
    secretary = user("regional_secretary", "KZ-19")
    client = enter(secretary)
    said = {"fact": duty[2], "organization": str(duty[1].pk)}
    client.post(reverse("duties:confirm"), said)

    answer = client.post(reverse("duties:confirm"), said, follow=True)

    assert "This fact was confirmed already" in text(answer)
    assert Confirmation.objects.count() == 1


def test_one_s_own_fact_is_not_confirmed_and_the_page_says_why(duty, enter):
    akim = akim_of(duty[1])

    answer = enter(akim).post(reverse("duties:confirm"), {"fact": duty[2], "organization": str(duty[1].pk)})

    assert (answer.status_code, Confirmation.objects.count()) == (403, 0)
    assert "Your own side recorded this fact." in text(answer)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_after_a_word_one_comes_back_into_the_house(duty, enter, elsewhere):
    said = {"fact": duty[2], "organization": str(duty[1].pk), "next": elsewhere}

    answer = enter(user("hq_controller")).post(reverse("duties:confirm"), said)

    assert answer["Location"] == reverse("duties:to_confirm")


def test_a_word_is_not_given_by_looking(duty, enter):
    answer = enter(user("hq_controller")).get(reverse("duties:confirm"))

    assert answer.status_code == 405


@pytest.mark.parametrize("broken", ["", "not-an-id", "00000000-0000-0000-0000-000000000000"])
def test_a_word_on_nobody_s_fact_is_not_found(duty, enter, broken):
    answer = enter(user("hq_controller")).post(reverse("duties:confirm"), {"fact": duty[2], "organization": broken})

    assert answer.status_code == 404


def test_a_dispute_without_a_reason_is_shown_again(duty, enter):
    client = enter(user("regional_secretary", "KZ-19"))
    said = {"fact": duty[2], "organization": str(duty[1].pk), "reason": ""}

    answer = client.post(reverse("duties:dispute"), said)

    assert (answer.status_code, Confirmation.objects.count()) == (200, 0)
    assert answer.context["form"].errors["reason"]


def test_a_dispute_is_seen_with_its_reason(duty, enter):
    client = enter(user("regional_secretary", "KZ-19"))
    said = {"fact": duty[2], "organization": str(duty[1].pk), "reason": "Nobody of us was there", "next": page_of(duty)}

    shown = text(client.post(reverse("duties:dispute"), said, follow=True))

    assert "“Nobody of us was there”" in shown
    assert "returned for rework" in shown


@pytest.mark.parametrize("fact", ["tested:404", "nowhere:1", "", "registry:x", "meetings:x"])
def test_a_dispute_of_an_unknown_fact_is_not_found(duty, enter, fact):
    address = reverse("duties:dispute") + f"?fact={fact}&organization={duty[1].pk}"

    assert enter(user("hq_controller")).get(address).status_code == 404


def test_the_bearer_sees_no_button_on_his_own_fact(duty, enter):
    shown = enter(akim_of(duty[1])).get(page_of(duty)).content.decode()

    assert reverse("duties:confirm") not in shown
    assert "Ask for more time" in shown


def test_the_list_of_what_waits_leads_to_the_deed(duty, enter):
    shown = enter(user("regional_secretary", "KZ-19")).get(reverse("duties:to_confirm")).content.decode()

    assert f'value="{duty[2]}"' in shown
    assert "expected by 27.03.2026" in shown


def test_an_empty_list_says_so(enter):
    assert "Nothing waits for your word" in text(enter(user("hq_controller")).get(reverse("duties:to_confirm")))


class TestLink:
    def link(self, duty, someone):
        return duty_links.word_path(fact_id=duty[2], organization=duty[1], user=someone)

    def test_a_letter_s_link_shows_the_fact_and_one_button(self, duty, enter):
        secretary = user("regional_secretary", "KZ-19")

        answer = enter(secretary).get(self.link(duty, secretary))

        assert ("March meeting" in text(answer), "Yes, confirm" in text(answer)) == (True, True)
        assert Confirmation.objects.count() == 0

    def test_one_tap_confirms(self, duty, enter):
        secretary = user("regional_secretary", "KZ-19")

        answer = enter(secretary).post(self.link(duty, secretary), follow=True)

        assert "Confirmed." in text(answer)
        assert Confirmation.objects.get().by == secretary

    def test_the_link_is_for_the_named_user_only(self, duty, enter):
        secretary, other = user("regional_secretary", "KZ-19"), user("hq_controller")
        client = enter(other)

        answers = [client.get(self.link(duty, secretary)), client.post(self.link(duty, secretary))]

        assert [answer.status_code for answer in answers] == [403, 403]
        assert "The letter was written to another user." in text(answers[0])
        assert Confirmation.objects.count() == 0

    def test_a_stranger_is_sent_to_the_entrance(self, duty, client):
        answer = client.get(self.link(duty, user("regional_secretary", "KZ-19")))

        assert (answer.status_code, "/login" in answer["Location"]) == (302, True)

    @pytest.mark.parametrize(
        "token", ["x", "a:b:c", signing.dumps(["f", "o", "u"], salt="another")], ids=["no_parts", "parts", "other_salt"]
    )
    def test_a_forged_link_is_refused_in_words(self, duty, enter, token):
        answer = enter(user("hq_controller")).get(reverse("duties:one_tap", args=[token]))

        assert (answer.status_code, "The link has expired or is not whole." in text(answer)) == (410, True)

    def test_an_old_link_expires(self, duty, enter, at):
        secretary = user("regional_secretary", "KZ-19")
        link = self.link(duty, secretary)
        at(2026, 6, 10)

        assert enter(secretary).get(link).status_code == 410

    def test_who_has_no_say_any_more_sees_no_button(self, duty, enter):
        akim = akim_of(duty[1])

        shown = text(enter(akim).get(self.link(duty, akim)))

        assert "Your word is not asked for this fact now" in shown
        assert "Yes, confirm" not in shown


class TestTimes:
    def test_a_controller_excuses_by_a_form(self, duty, enter):
        said = {"start": "2026-03-01", "end": "2026-04-01", "reason": "Flood", "document": "Order 12"}

        answer = enter(user("hq_controller")).post(
            reverse("duties:waive", args=["two-monthly", duty[1].pk]), said, follow=True
        )

        assert "Kept. Windows due on these days are excused." in text(answer)
        assert (Waiver.objects.get().document, "Order 12" in text(answer)) == ("Order 12", True)

    def test_a_form_refused_keeps_what_was_typed(self, duty, enter):
        said = {"start": "2026-03-20", "end": "2026-03-01", "reason": "A long reason", "document": "Order 12"}

        answer = enter(user("hq_controller")).post(reverse("duties:waive", args=["two-monthly", duty[1].pk]), said)

        assert (answer.status_code, "A long reason" in answer.content.decode(), Waiver.objects.count()) == (
            200,
            True,
            0,
        )

    @pytest.mark.parametrize("role", ["regional_secretary", "association_head"])
    def test_the_door_of_excuses_is_closed_to_others(self, duty, enter, role):
        answer = enter(user(role, "KZ-19")).get(reverse("duties:waive", args=["two-monthly", duty[1].pk]))

        assert (answer.status_code, "Only a controller of the centre" in text(answer)) == (403, True)

    def test_more_time_is_asked_for_and_decided(self, duty, enter, client):
        two, host, _fact = duty
        akim, controller = akim_of(host), user("hq_controller")
        said = {"due": "2026-03-20", "new_due": "2026-04-05", "reason": "The hall is closed", "document": ""}

        enter(akim).post(reverse("duties:extend", args=[two.code, host.pk]), said)
        extension = Extension.objects.get()
        shown = text(
            enter(controller).post(
                reverse("duties:decide_extension", args=[extension.pk]),
                {"decision": "grant", "reason": ""},
                follow=True,
            )
        )

        assert "Decided. The old date stays visible beside the new one." in shown
        assert ("20.03.2026" in shown, "05.04.2026" in shown) == (True, True)

    def test_more_time_asked_too_late_is_refused_on_the_form(self, duty, enter, at):
        two, host, _fact = duty
        akim = akim_of(host)
        at(2026, 3, 21)
        said = {"due": "2026-03-20", "new_due": "2026-04-05", "reason": "The hall is closed"}

        answer = enter(akim).post(reverse("duties:extend", args=[two.code, host.pk]), said)

        assert "The date 20.03.2026 has passed." in text(answer)
        assert ("The hall is closed" in answer.content.decode(), Extension.objects.count()) == (True, 0)

    def test_a_refusal_without_a_reason_is_shown_again(self, duty, enter):
        two, host, _fact = duty
        extension = duty_actions.request_extension(
            rule=two,
            organization=host,
            due=date(2026, 3, 20),
            new_due=date(2026, 4, 5),
            reason="Hall",
            by=akim_of(host),
        )

        answer = enter(user("hq_controller")).post(
            reverse("duties:decide_extension", args=[extension.pk]), {"decision": "refuse", "reason": ""}
        )

        assert answer.context["form"].errors["reason"] == ["Say why more time is refused."]

    def test_an_excuse_is_withdrawn_with_a_reason(self, duty, enter):
        controller = user("hq_controller")
        waiver = duty_actions.grant_waiver(
            rule=duty[0],
            organization=duty[1],
            start=date(2026, 3, 1),
            end=date(2026, 4, 1),
            reason="Flood",
            document="Order 12",
            by=controller,
        )

        answer = enter(controller).post(
            reverse("duties:withdraw_waiver", args=[waiver.pk]), {"reason": "Void order"}, follow=True
        )

        waiver.refresh_from_db()
        assert (waiver.withdrawn_reason, "withdrawn on 10.03.2026" in text(answer)) == ("Void order", True)

    @pytest.mark.parametrize("name", ["withdraw_waiver", "decide_extension"])
    def test_papers_of_another_region_do_not_exist(self, duty, enter, name):
        controller, akim = user("hq_controller"), akim_of(duty[1])
        waiver = duty_actions.grant_waiver(
            rule=duty[0],
            organization=duty[1],
            start=date(2026, 3, 1),
            end=date(2026, 4, 1),
            reason="Flood",
            document="Order 12",
            by=controller,
        )
        extension = duty_actions.request_extension(
            rule=duty[0],
            organization=duty[1],
            due=date(2026, 3, 20),
            new_due=date(2026, 4, 5),
            reason="Hall",
            by=akim,
        )
        paper = waiver if name == "withdraw_waiver" else extension

        assert (
            enter(user("regional_secretary", "KZ-31")).get(reverse(f"duties:{name}", args=[paper.pk])).status_code
            == 404
        )


class TestHolders:
    def test_each_answers_for_his_own_days(self, told, enter):
        host, two = akimat(), rule(since=date(2025, 9, 1), code="two-monthly")
        head = host.posts.get()
        first = appointed(head, "Бірінші Үлгі", start_date=date(2025, 1, 1))
        registry.end_membership(membership=first, end_date=date(2025, 12, 31), reason="term", by="system")
        appointed(head, "Екінші Үлгі", start_date=date(2026, 1, 1))
        told.meeting(host, date(2025, 10, 20), side=None)
        told.meeting(host, date(2026, 2, 1), side=None)

        page = enter(user("hq_analyst")).get(page_of((two, host))).context["page"]

        assert [
            (line.window.due, line.mark.state, str(line.holder.person), line.is_inherited) for line in page.lines
        ] == [
            (date(2025, 11, 1), "met", "Бірінші Үлгі", False),
            (date(2025, 12, 20), "not_met", "Бірінші Үлгі", False),
            (date(2026, 2, 20), "met", "Екінші Үлгі", True),
            (date(2026, 4, 1), "open", "Екінші Үлгі", False),
        ]

    def test_the_other_side_keeps_its_name_of_the_day(self, told, enter, at):
        old = body("assembly", "KZ", name_en="The Assembly")
        new = body("peoples_council", "KZ", name_en="The Council", founding_date=date(2026, 2, 1))
        host, two = akimat(), rule(since=date(2025, 11, 1), code="two-monthly", counterparty=old)
        told.meeting(host, date(2025, 12, 20), side=None)

        registry.dissolve_body(organization=old, last_day=date(2026, 1, 31), successor=new, reason="Law", by="system")

        page = enter(user("hq_analyst")).get(page_of((two, host))).context["page"]
        assert [(line.window.due, line.counterparty) for line in page.lines] == [
            (date(2026, 1, 1), "The Assembly"),
            (date(2026, 2, 20), "The Council"),
            (date(2026, 4, 20), "The Council"),
        ]


class TestWhatIf:
    def test_the_day_that_keeps_both_readings_is_said(self, told, enter):
        host, two = akimat(), rule(since=date(2025, 12, 1), code="two-monthly")
        told.meeting(host, date(2026, 2, 14), side=None)

        page = enter(user("hq_analyst")).get(page_of((two, host))).context["page"]

        assert (page.readings.rolling, page.readings.calendar, page.readings.both) == (
            date(2026, 4, 14),
            date(2026, 4, 30),
            date(2026, 4, 14),
        )

    def test_the_calendar_may_be_the_stricter_reading(self, told, enter):
        host, two = akimat(), rule(since=date(2025, 12, 1), code="two-monthly")
        told.meeting(host, date(2026, 3, 5), side=None)

        page = enter(user("hq_analyst")).get(page_of((two, host))).context["page"]

        assert (page.readings.rolling, page.readings.calendar) == (date(2026, 5, 5), date(2026, 6, 30))

    def test_the_next_window_is_visible(self, duty, enter):
        page = enter(user("hq_analyst")).get(page_of(duty)).context["page"]

        assert (page.upcoming.start, page.upcoming.due) == (date(2026, 3, 20), date(2026, 5, 20))


def test_versions_of_a_rule_stand_one_after_the_other(told, enter):
    from shanyraq.directives.rule_actions import replace_rule

    host = akimat()
    two = rule(since=date(2025, 12, 1), code="two-monthly")
    told.meeting(host, date(2026, 1, 20), side=None)
    replace_rule(
        rule=two, since=date(2026, 3, 10), reason="Decision", by="system", cadence={"mode": "rolling", "every": "P3M"}
    )

    page = enter(user("hq_analyst")).get(page_of((two, host))).context["page"]

    assert [(line.rule.version, line.window.start, line.window.due, line.mark.state) for line in page.lines] == [
        (1, date(2025, 12, 1), date(2026, 2, 1), "met"),
        (1, date(2026, 1, 20), date(2026, 3, 20), "void"),
        (2, date(2026, 3, 10), date(2026, 6, 10), "open"),
    ]


def test_a_body_that_has_ended_shows_its_last_day_and_its_heir(told, enter):
    host, two = akimat(), rule(since=date(2025, 12, 1), code="two-monthly")
    heir = akimat("KZ-31", name_en="The heir")
    registry.dissolve_body(organization=host, last_day=date(2026, 2, 28), successor=heir, reason="Reform", by="system")

    shown = text(enter(user("hq_analyst")).get(page_of((two, host))))

    assert "This body ended on 28.02.2026" in shown
    assert "The heir" in shown


def test_a_fact_of_the_assembly_s_side_waits_for_the_akim(told, enter):
    host, _two = akimat(), rule(since=date(2025, 12, 1))
    fact = told.meeting(host, date(2026, 1, 20), side=Side.ASSEMBLY, title="Joint meeting")

    shown = enter(akim_of(host)).get(reverse("duties:to_confirm")).content.decode()

    assert f'value="{fact}"' in shown


def test_a_duty_at_key_events_has_a_page_before_the_first_event(told, enter):
    host = akimat()
    key = rule("key-events", cadence={"mode": "per_event"}, checks=[{"check": "present_in_person"}], accept_late="")

    answer = enter(user("hq_analyst")).get(page_of((key, host)))

    assert (answer.status_code, "Nothing is due yet" in text(answer)) == (200, True)


def test_an_excuse_that_will_count_is_announced_beforehand(duty, enter):
    two, host, _fact = duty
    duty_actions.grant_waiver(
        rule=two,
        organization=host,
        start=date(2026, 3, 15),
        end=date(2026, 4, 1),
        reason="Flood",
        document="Order 12",
        by=user("hq_controller"),
    )

    shown = text(enter(user("hq_analyst")).get(page_of(duty)))

    assert "If it is not met by 20.03.2026, it is excused: Flood (Order 12)." in shown
