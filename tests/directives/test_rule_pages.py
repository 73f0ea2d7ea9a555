"""The pages of rules: one question after another, a look before saving, nothing typed lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from factories import directives as made
from factories.accounts import user
from factories.registry import body
from shanyraq.audit.journal import SYSTEM
from shanyraq.directives import act_actions
from shanyraq.directives.models import Rule
from shanyraq.directives.rule_actions import close_rule, make_rule, replace_rule
from shanyraq.places.calendar import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
ANSWERS = {
    "bearers": "akims_regions",
    "bind": "organization",
    "mode": "rolling",
    "every": "2",
    "unit": "M",
    "use_event_held": "on",
    "event_kinds": "interethnic_meeting",
    "use_with_participant": "on",
    "participants": "assembly",
    "participants_min": "1",
    "outside_host": "on",
    "use_chaired_by_bearer": "on",
    "use_minutes_within": "on",
    "minutes_days": "10",
    "role": "head",
    "late": "within",
    "late_days": "14",
    "since": "2024-04-25",
    "since_assumed": "on",
    "force": "must",
    "group": "meetings",
}
TITLES = {"title_kk": "Жиын", "title_ru": "Совещание", "title_en": "Meeting of akims"}


@pytest.fixture
def someone():
    return made.controller()


@pytest.fixture
def desk(enter, someone):
    return enter(someone)


@pytest.fixture
def directive(someone):
    return made.confirmed(by=someone)


def ask(desk, directive, step, **changed):
    answers = {**ANSWERS, **changed, "step": step}
    return desk.post(
        reverse("acts:make_rule", args=[directive.pk]), {k: v for k, v in answers.items() if v is not None}
    )


def test_the_form_suggests_what_the_words_say(desk, directive):
    shown = desk.get(reverse("acts:make_rule", args=[directive.pk])).content.decode()

    assert re.search(r'value="akims_regions"[^>]*checked', shown)
    assert "suggested by the words" in shown
    assert re.search(r'value="rolling"[^>]*checked', shown)
    assert re.search(r'name="every" value="2"', shown)
    assert re.search(r'name="use_with_participant"[^>]*checked', shown)
    assert "so by the policy of the house it is: must" in shown


def test_presence_in_person_suggests_key_events(desk, someone):
    directive = made.confirmed(made.PRESENCE, by=someone)

    shown = desk.get(reverse("acts:make_rule", args=[directive.pk])).content.decode()

    assert re.search(r'value="heads_all_regions"[^>]*checked', shown)
    assert re.search(r'value="per_event"[^>]*checked', shown)
    assert re.search(r'name="use_present_in_person"[^>]*checked', shown)


def test_a_proposal_of_a_youth_deputy_suggests_a_post_filled_once(desk, someone):
    directive = made.confirmed(made.YOUTH, by=someone)

    shown = desk.get(reverse("acts:make_rule", args=[directive.pk])).content.decode()

    assert re.search(r'value="once"[^>]*checked', shown)
    assert re.search(r'name="use_post_filled"[^>]*checked', shown)
    assert re.search(r'value="youth"[^>]*selected', shown)
    assert "cannot be checked yet" not in shown


def test_where_nothing_fits_the_form_says_what_cannot_be_checked_yet(desk, someone):
    directive = made.confirmed(made.MAP, by=someone)

    shown = desk.get(reverse("acts:make_rule", args=[directive.pk])).content.decode()

    assert "Support, documents and answers cannot be checked yet" in shown


def test_enter_in_the_form_leads_to_the_preview(desk, directive):
    shown = desk.get(reverse("acts:make_rule", args=[directive.pk])).content.decode()

    assert re.findall(r'<button[^>]*name="step" value="(\w+)"', shown) == ["preview", "find", "preview"]


def test_the_preview_names_whom_it_binds_and_the_first_windows(desk, directive):
    made.akimat("KZ-19", name_en="Akimat of Almaty Region")
    made.akimat("KZ-75", name_en="Akimat of Almaty")

    shown = ask(desk, directive, "preview").content.decode()

    assert "Akims of regions must, at least once every 2 months" in shown
    assert "1 body is bound now." in shown
    assert "Akimat of Almaty Region" in shown
    assert "Akimat of Almaty<" not in shown
    assert "25.04.2024 – 25.06.2024" in shown
    assert "25.06.2024 – 25.08.2024" in shown
    assert 'value="Meeting on the interethnic situation: every 2 months"' in shown
    assert 'value="Совещание по межэтнической ситуации: раз в 2 месяца"' in shown
    assert 'value="Этносаралық ахуал жөніндегі жиын: 2 айда бір рет"' in shown
    assert "The act is still a draft." in shown
    assert not Rule.objects.exists()


def test_saving_makes_the_rule_that_was_shown(desk, directive):
    answer = ask(desk, directive, "save", **TITLES)

    rule = Rule.objects.get()
    assert answer["Location"] == reverse("acts:rule", args=["meeting-of-akims"])
    assert (rule.cadence, rule.accept_late, rule.since_assumed) == ({"mode": "rolling", "every": "P2M"}, "P14D", True)
    assert rule.checks == [
        {"check": "event_held", "classification": "interethnic_meeting"},
        {"check": "with_participant", "group": "assembly", "outside_host": True, "min": 1},
        {"check": "chaired_by_bearer"},
        {"check": "minutes_within", "within": "P10D"},
    ]
    assert rule.selector == {
        "bearer": "post",
        "role": "head",
        "classifications": ["akimat"],
        "area_kinds": ["region"],
    }


def test_a_title_that_is_missing_is_asked_for_and_the_others_stay(desk, directive):
    answer = ask(desk, directive, "save", **{**TITLES, "title_ru": ""})

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "Give the title in every language; missing: ru." in shown
    assert 'value="Meeting of akims"' in shown
    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"bearers": None}, "This field is required."),
        ({"bearers": "kinds"}, "Choose at least one kind of bodies."),
        ({"bearers": "bodies"}, "Find and choose at least one body."),
        ({"every": ""}, "Say how long the term is"),
        ({"every": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"mode": "once", "due": "2020-01-01"}, "It is due on 01.01.2020, before the rule begins on 25.04.2024."),
        ({"since": "spring"}, "Enter a valid date."),
        ({"event_kinds": None}, "Choose the kind of event."),
        ({"use_event_held": None}, "Say which kind of event it is"),
        ({"use_post_filled": "on"}, "A filled post lasts, so no term restarts by it."),
        ({"mode": "per_event", "use_measure_done": "on"}, "only signs about the event itself"),
        ({"participants": ""}, "Choose one of the list."),
        ({"late_days": ""}, "Say for how many days a late deed is accepted."),
        ({"force": "should"}, "By its wording this is: must. Give a reason for choosing another force."),
    ],
)
def test_answers_that_do_not_fit_get_a_sentence_and_stay_in_the_form(changed, sentence, desk, directive):
    answer = ask(desk, directive, "preview", **{"minutes_days": "17", **changed})

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in shown
    assert 'name="minutes_days" value="17"' in shown


def test_no_sign_at_all_is_refused(desk, directive):
    signs = dict.fromkeys(["use_event_held", "use_with_participant", "use_chaired_by_bearer", "use_minutes_within"])

    answer = ask(desk, directive, "preview", **signs)

    assert answer.status_code == 400
    assert "Choose at least one sign by which it counts as done." in answer.content.decode()


def test_going_back_keeps_every_answer_without_complaint(desk, directive):
    shown = ask(desk, directive, "change", every="", **TITLES).content.decode()

    assert "Something is missing" not in shown
    assert re.search(r'name="use_minutes_within"[^>]*checked', shown)
    assert 'name="title_kk" value="Жиын"' in shown


def test_a_list_of_bodies_is_found_chosen_and_bound(desk, directive):
    first = body("ngo", name_en="Steppe Friends")
    body("ngo", name_en="River Friends")

    found = ask(desk, directive, "find", bearers="bodies", find="steppe").content.decode()
    kept = ask(desk, directive, "find", bearers="bodies", find="river", bodies=str(first.pk)).content.decode()
    ask(desk, directive, "save", bearers="bodies", bodies=str(first.pk), **TITLES)

    assert "Steppe Friends" in found
    assert "River Friends" not in found
    assert "Steppe Friends" in kept
    assert "River Friends" in kept
    assert Rule.objects.get().selector == {"bearer": "organization", "organizations": [str(first.pk)]}


def test_kinds_of_bodies_are_bound_where_one_chooses(desk, directive):
    ask(
        desk,
        directive,
        "save",
        bearers="kinds",
        bind="post",
        kinds="council.mothers",
        area_kinds="region",
        areas="KZ-19",
        **TITLES,
    )

    assert Rule.objects.get().selector == {
        "bearer": "post",
        "role": "head",
        "classifications": ["council.mothers"],
        "area_kinds": ["region"],
        "areas": ["KZ-19"],
    }


def test_an_undecided_directive_has_no_form(desk, someone):
    directive = made.directives(made.act(by=someone))[0]

    answer = desk.get(reverse("acts:make_rule", args=[directive.pk]))

    assert answer["Location"] == reverse("acts:act", args=[directive.act_id])


def test_a_rule_that_is_in_the_house_is_shown_and_may_be_tied_instead(desk, directive):
    known = make_rule(by=SYSTEM, code="akims-meet", **made.RULE)

    shown = ask(desk, directive, "preview").content.decode()
    answer = desk.post(reverse("acts:source_rule", args=[directive.pk]), {"rule": known.pk})

    assert "A rule in force asks the same of the same bodies: Two-monthly meeting." in shown
    assert answer["Location"] == reverse("acts:rule", args=["akims-meet"])
    page = desk.get(answer["Location"]).content.decode()
    assert directive.quote in page
    assert f"#words-{directive.pk}" in page
    assert Rule.objects.count() == 1


def test_a_new_version_goes_through_the_same_form(desk, someone):
    rule = made.rule_of(by=someone)
    door = reverse("acts:replace_rule", args=[rule.code])
    since = today() + timedelta(days=10)

    shown = desk.get(door).content.decode()
    answers = {**ANSWERS, **TITLES, "every": "3", "since": since.isoformat(), "since_assumed": "", "seen": rule.pk}
    preview = desk.post(door, {**answers, "reason": "Order 9.", "step": "preview"}).content.decode()
    desk.post(door, {**answers, "reason": "Order 9.", "step": "save"})

    assert 'name="title_en" value="Two-monthly meeting"' in shown
    assert "at least once every 3 months" in preview
    old, new = Rule.objects.order_by("version")
    assert (old.valid_to, new.since, new.cadence["every"]) == (since - timedelta(days=1), since, "P3M")


def test_a_second_replacement_from_an_old_page_is_refused(desk, someone):
    rule = made.rule_of(by=someone)
    since = today() + timedelta(days=10)
    replace_rule(rule=rule, since=since, reason="Order 8.", by=someone)

    answers = {**ANSWERS, **TITLES, "since": (since + timedelta(days=5)).isoformat(), "seen": rule.pk}
    answer = desk.post(
        reverse("acts:replace_rule", args=[rule.code]), {**answers, "reason": "Order 9.", "step": "save"}
    )

    assert answer.status_code == 400
    assert "This rule has a newer version already (2)." in answer.content.decode()
    assert Rule.objects.count() == 2


def test_closing_asks_for_the_day_and_the_reason(desk, someone):
    rule = made.rule_of(by=someone)
    door = reverse("acts:close_rule", args=[rule.code])

    refused = desk.post(door, {"on": "2020-01-01", "reason": "Order 9."})
    desk.post(door, {"on": today().isoformat(), "reason": "Order 9."})

    assert "A rule ends today or later" in refused.content.decode()
    rule.refresh_from_db()
    assert (rule.valid_to, rule.end_reason) == (today(), "Order 9.")


def test_the_page_of_a_rule_says_everything_and_links_to_its_sentence(desk, someone):
    made.akimat("KZ-19", name_en="Akimat of Almaty Region")
    rule = made.rule_of(by=someone, force_reason="Order 5.", since_assumed=True)

    shown = desk.get(reverse("acts:rule", args=[rule.code])).content.decode()

    for words in [
        "Akims of regions must, at least once every 2 months",
        rule.directive.quote,
        f"{reverse('acts:act', args=[rule.directive.act_id])}#words-{rule.directive.pk}",
        "Hold a meeting on the interethnic situation",
        "A late deed is accepted within 2 weeks",
        "Order 5.",
        "1 body is bound now.",
        "Akimat of Almaty Region",
        "version 1",
        "assumed",
    ]:
        assert words in shown


def test_readers_of_a_region_see_the_names_of_their_own_bodies_only(enter, someone):
    made.akimat("KZ-19", name_en="Akimat of Almaty Region")
    made.akimat("KZ-31", name_en="Akimat of Zhambyl Region")
    rule = made.rule_of(by=someone)

    shown = enter(user("regional_secretary", "KZ-19")).get(reverse("acts:rule", args=[rule.code])).content.decode()

    assert "Akimat of Almaty Region" in shown
    assert "Akimat of Zhambyl Region" not in shown
    assert "2 bodies are bound now." in shown
    assert "/close/" not in shown


@pytest.mark.parametrize("role", ["hq_analyst", "regional_secretary", "post_assistant", "association_head", "deputy"])
def test_everybody_reads_rules_and_only_a_controller_changes_them(role, enter, someone):
    rule = made.rule_of(by=someone)
    desk = enter(user(role, None if role == "hq_analyst" else "KZ-19"))

    assert desk.get(reverse("acts:rules")).status_code == 200
    assert desk.get(reverse("acts:rule", args=[rule.code])).status_code == 200
    for door in ("replace_rule", "close_rule"):
        assert desk.get(reverse(f"acts:{door}", args=[rule.code])).status_code == 403
        assert desk.post(reverse(f"acts:{door}", args=[rule.code]), {"reason": "No."}).status_code == 403


def test_an_unknown_rule_is_not_found(desk):
    assert desk.get(reverse("acts:rule", args=["no-such-rule"])).status_code == 404


def test_the_list_is_searched_and_narrowed(desk, someone):
    directive = made.confirmed(by=someone)
    made.rule_of(directive, by=someone, title_en="Forests", group="meetings")
    closed = made.rule_of(directive, by=someone, title_en="Rivers", force="should", force_reason="Soft.")
    made.rule_of(directive, by=someone, title_en="One decision", group="decisions")
    close_rule(rule=closed, on=today(), reason="Order.", by=someone)
    Rule.objects.filter(pk=closed.pk).update(valid_to=today() - timedelta(days=1))

    def found(**query):
        shown = desk.get(reverse("acts:rules"), query).content.decode()
        return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', shown)

    assert sorted(found()) == ["Forests", "Rivers"]
    assert found(q="forest") == ["Forests"]
    assert found(q="nothing like it") == []
    assert found(force="should") == ["Rivers"]
    assert found(group="meetings") == ["Forests"]
    assert found(group="decisions") == ["One decision"]
    assert found(state="living") == ["Forests"]
    assert found(state="ended") == ["Rivers"]


def test_the_list_asks_as_many_questions_for_three_rules_as_for_one(desk, someone, django_assert_max_num_queries):
    directive = made.confirmed(by=someone)
    made.rule_of(directive, by=someone)
    desk.get(reverse("acts:rules"))
    with django_assert_max_num_queries(30) as one:
        desk.get(reverse("acts:rules"))
    made.rule_of(directive, by=someone)
    made.rule_of(directive, by=someone)
    with django_assert_max_num_queries(30) as three:
        desk.get(reverse("acts:rules"))

    assert len(one.captured_queries) == len(three.captured_queries)


def test_a_rule_of_a_regions_minutes_is_not_found_in_another_region(enter, someone):
    host = made.akimat("KZ-31")
    act = made.act("Акимы областей обязаны сеять лес.", kind="protocol", issuing_body=host, by=someone)
    directive = act_actions.confirm_directive(directive=made.directives(act)[0], by=someone)
    rule = made.rule_of(directive, by=someone)

    door = reverse("acts:rule", args=[rule.code])
    assert enter(user("regional_secretary", "KZ-31")).get(door).status_code == 200
    assert enter(user("regional_secretary", "KZ-19")).get(door).status_code == 404


def test_the_three_cities_are_followed_by_analogy_in_a_class_of_their_own(desk, directive):
    for code in ("KZ-19", "KZ-71", "KZ-75", "KZ-79"):
        made.akimat(code)

    form = desk.get(reverse("acts:make_rule", args=[directive.pk])).content.decode()
    shown = ask(desk, directive, "preview", by_analogy="on").content.decode()
    ask(desk, directive, "save", by_analogy="on", **TITLES)

    named, alike = Rule.objects.order_by("created_at", "pk")
    assert re.search(r'name="by_analogy"[^>]*checked', form)
    assert "counted apart: akims of the cities of republican significance (now: 3)." in shown
    assert (named.group, named.standings.count()) == ("meetings", 1)
    assert (alike.group, alike.standings.count(), alike.force) == ("by_analogy", 3, "must")
    assert alike.title_ru == "Совещание (акимы городов республиканского значения)"
    assert (alike.cadence, alike.checks, alike.directive) == (named.cadence, named.checks, named.directive)
    assert alike.force_reason == "By analogy with the rule meeting-of-akims: the words do not name them."


def test_nobody_is_followed_by_analogy_where_nobody_stands_alike(desk, directive):
    ask(desk, directive, "save", bearers="ministries", by_analogy="on", **TITLES)

    assert Rule.objects.get().group == "meetings"
