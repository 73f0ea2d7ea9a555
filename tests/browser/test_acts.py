"""From an address to a rule in a browser: read, decide, make a rule, see it, in three languages and by the keyboard."""

import pytest
from django.db.models import Count

from browser.checks import check_page, first_view_is_light, press
from factories import directives as made
from shanyraq.directives import act_actions
from shanyraq.directives.models import Rule, SourceAct
from shanyraq.directives.pack import load_rules

LANGUAGES = ["kk", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_becomes_a_rule(look, places, language):
    for code in ("KZ-19", "KZ-31", "KZ-75"):
        made.akimat(code)
    page = look("/acts/", as_=made.controller(language=language))
    check_page(page)
    press(page.locator("a[href='/acts/add/']").first)
    check_page(page)

    page.locator("textarea[name=text]").fill(made.ADDRESS)
    press(page.locator("main form button"))
    check_page(page)
    page.locator("input[name=title]").fill("Address on accord")
    press(page.locator("main form button"))
    check_page(page)
    cards = page.locator("[data-card]")
    shown = cards.count()

    press(cards.nth(made.MEETING).locator("[data-key=accept]"))
    school = cards.nth(made.SCHOOL)
    press(school.locator("[data-key=accept]"))
    refused = school.locator("[role=alert]").count()
    check_page(page)
    press(school.locator("button[name=suggestion]").first)
    press(school.locator("[data-key=accept]"))
    check_page(page)

    press(cards.nth(made.MEETING).locator("a.btn-primary"))
    check_page(page)
    press(page.locator("button.btn[value=preview]"))
    check_page(page)
    press(page.locator("button[value=save]"))
    check_page(page)
    bound = page.locator(".rule-names li").count()
    page.goto("/acts/rules/")
    check_page(page)

    act, rule = SourceAct.objects.get(), Rule.objects.get(group="meetings")
    assert (shown, refused, bound) == (5, 1, 2)
    assert act.state == "in_force"
    assert dict(act.directives.values_list("state").annotate(Count("pk"))) == {"confirmed": 2, "proposed": 3}
    assert (rule.force, rule.cadence) == ("must", {"mode": "rolling", "every": "P2M"})
    assert Rule.objects.get(group="by_analogy").standings.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_directive_is_open_to_everybody(look, places, language):
    someone = made.controller(language=language)
    act = made.act(by=someone)
    first, second, third, *_rest = made.directives(act)
    page = look(f"/acts/directives/{first.pk}/edit/", as_=someone)
    check_page(page)
    act_actions.edit_directive(directive=first, bearer="Совет", by=someone)
    press(page.locator("main form button"))
    check_page(page)

    for path in (
        f"/acts/{act.pk}/merge/?directive={second.pk}&directive={third.pk}",
        f"/acts/{act.pk}/directives/add/?start={act.unclaimed[0][0]}&end={act.unclaimed[0][1]}",
        f"/acts/{act.pk}/edit/",
        f"/acts/{act.pk}/repeal/",
    ):
        page.goto(path)
        check_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_of_the_country_are_read_replaced_and_closed(look, places, language):
    made.akimat("KZ-19")
    load_rules()
    page = look("/acts/rules/", as_=made.controller(language=language))
    check_page(page)
    for door in ("", "replace/", "close/"):
        page.goto(f"/acts/rules/akims-meet-assembly/{door}")
        check_page(page)


def test_the_keyboard_decides_while_a_card_has_the_focus(look, places):
    act = made.act()
    page = look(f"/acts/{act.pk}/", as_=made.controller())
    page.locator("[data-next]").click()

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("m")
    selected = page.locator("[data-key=merge]:checked").count()
    page.keyboard.press("r")
    page.keyboard.type("A wish, no task")
    with page.expect_navigation():
        page.locator("[data-card]").nth(made.PRESENCE).locator("details button").click()
    page.locator("[data-next]").click()
    with page.expect_navigation():
        page.keyboard.press("a")

    states = [directive.state for directive in made.directives(act)]
    assert selected == 1
    assert states == ["confirmed", "rejected", "proposed", "proposed", "proposed"]


def test_keys_do_nothing_where_no_card_has_the_focus(look, places):
    act = made.act()
    page = look(f"/acts/{act.pk}/", as_=made.controller())

    for key in "jkaerm":
        page.keyboard.press(key)

    assert page.url.endswith(f"/acts/{act.pk}/")
    assert {directive.state for directive in made.directives(act)} == {"proposed"}


def test_the_first_view_of_an_act_is_light(look, places):
    act = made.act()
    page = look(None, as_=made.controller())

    first_view_is_light(page, f"/acts/{act.pk}/")
