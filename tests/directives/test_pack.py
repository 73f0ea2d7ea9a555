"""The rules of the country are loaded whole or not at all, and loading twice changes nothing."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from factories import directives as made
from factories.accounts import user
from factories.registry import body, youth_post
from shanyraq.audit.models import Entry
from shanyraq.compliance import rule_from_json
from shanyraq.directives.duty_bearers import bound_bodies
from shanyraq.directives.models import Rule, Standing
from shanyraq.directives.pack import load_rules
from shanyraq.directives.rule_actions import close_rule, engine_json, replace_rule
from shanyraq.directives.rule_vocabulary import PackError, read_pack
from shanyraq.directives.rule_words import rule_words
from shanyraq.places.calendar import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
CITIES = "city-akims-meet-assembly"


@pytest.fixture
def raw():
    """The file of the pack, to be spoilt by a test."""
    return deepcopy(read_pack("rules.toml"))


def rule(raw, code="akims-meet-assembly"):
    return next(row for row in raw["rule"] if row["code"] == code)


def test_the_first_rules_of_the_country():
    load_rules()

    found = Rule.objects.order_by("code").values_list("code", "force", "group", "since", "since_assumed")
    begun = (date(2024, 4, 25), True)
    assert list(found) == [
        ("akims-meet-assembly", "must", "meetings", *begun),
        ("city-akims-meet-assembly", "must", "by_analogy", *begun),
        ("ethnomediator-in-every-region", "should", "ethnomediation", *begun),
        ("heads-at-key-events", "must", "key_events", *begun),
        ("others-at-key-events", "should", "key_events", *begun),
        ("youth-deputy", "proposed", "youth", *begun),
    ]


def test_every_rule_is_understood_by_the_engine_and_said_in_three_languages():
    load_rules()

    for each in Rule.objects.all():
        assert rule_from_json(engine_json(each)).force == each.force
        for language in ("kk", "ru", "en"):
            with override(language):
                assert rule_words(each).endswith(".")
                assert each.title
                assert each.meaning


def test_seventeen_regions_and_three_cities_are_bound_apart():
    from shanyraq.places.models import Area

    load_rules()
    for area in Area.objects.filter(level=1):
        made.akimat(area)

    counts = {
        each.code: bound_bodies(each, today()).count()
        for each in Rule.objects.filter(selector__bearer="post").order_by("code")
    }
    assert counts == {
        "akims-meet-assembly": 17,
        "city-akims-meet-assembly": 3,
        "heads-at-key-events": 20,
        "others-at-key-events": 0,
    }


def test_a_body_entered_later_is_bound_by_the_loaded_rules():
    load_rules()
    association = body()
    youth_post(association)

    assert Standing.objects.get(rule__code="youth-deputy", organization=association).state == "not_yet"


def test_loading_twice_changes_nothing():
    assert load_rules()
    entries = Entry.objects.count()

    assert not load_rules()
    assert (Rule.objects.count(), Entry.objects.count()) == (6, entries)


def test_loading_is_journalled():
    load_rules()

    assert Entry.objects.filter(verb="directives.rule_made").count() == 6
    assert Entry.objects.get(verb="directives.rules_loaded").data["made"][0] == "akims-meet-assembly"


def test_only_a_controller_or_the_machine_loads():
    with pytest.raises(PermissionDenied):
        load_rules(by=user("administrator"))

    assert load_rules(by=made.controller())


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda row: row.update(code="Akims Meet"), "rule 'Akims Meet', code: a code is small Latin letters"),
        (lambda row: row.update(title_kk=""), "rule 'akims-meet-assembly', title_kk: the translation is missing."),
        (lambda row: row.pop("meaning_en"), "rule 'akims-meet-assembly', meaning_en: the translation is missing."),
        (lambda row: row.update(group="unheard"), "rule 'akims-meet-assembly', group: 'unheard' is no class"),
        (lambda row: row.update(setting="unheard"), "setting: 'unheard' is not among [settings]."),
        (lambda row: row.update(colour="red"), "rule 'akims-meet-assembly', colour: no such field"),
        (lambda row: row.update(source="S4.1"), "source: say where it comes from"),
        (lambda row: row.update(version=[]), "version: a rule needs at least one dated"),
        (lambda row: row["version"].append(dict(row["version"][0])), "version.since: versions stand oldest first"),
        (lambda row: row["version"][0].update(since="2024-04-25"), "since: '2024-04-25' is not a day"),
        (lambda row: row["version"][0].update(force="mighty"), "force: 'mighty' is no force"),
        (lambda row: row["version"][0].update(cadence={"mode": "often"}), "cadence.mode: 'often' is not one of"),
        (lambda row: row["version"][0].update(checks=[]), "checks"),
        (
            lambda row: row["version"][0]["checks"][0].update(check="sing"),
            "checks[0].check: 'sing' is not a check; known: event_held",
        ),
        (
            lambda row: row["version"][0]["checks"][0].update(classification="ball"),
            "checks[0].classification: 'ball' is not known; known: ",
        ),
        (lambda row: row["version"][0]["checks"][1].update(group="crowd"), "checks[1].group: 'crowd' is not known"),
        (lambda row: row["version"][0]["checks"][1].update(min=0), "checks[1].min: 0 is not a whole number"),
        (
            lambda row: row["version"][0]["checks"][3].update(within="soon"),
            "checks[3].within: 'soon' is not a duration",
        ),
        (lambda row: row["version"][0]["checks"][3].update(until="P1D"), "no argument 'until'"),
        (lambda row: row["version"][0].update(accept_late="later"), "accept_late: 'later' is not a duration"),
        (
            lambda row: row["version"][0]["selector"].update(classifications=["akimat", "castle"]),
            "selector.classifications: 'castle' is not known",
        ),
        (lambda row: row["version"][0]["selector"].update(areas=["KZ-99"]), "selector.areas: 'KZ-99' is not known"),
        (lambda row: row["version"][0]["selector"].update(area_kinds=["sea"]), "selector.area_kinds: 'sea'"),
        (lambda row: row["version"][0]["selector"].update(role="king"), "selector.role: 'king' is not known"),
        (lambda row: row["version"][0]["selector"].update(bearer="horse"), "selector.bearer: 'horse' is not known"),
        (lambda row: row["version"][0].update(selector={}), "selector: say whom the rule binds"),
        (lambda row: row["version"][0]["selector"].update(people=[]), "selector.people: no such field"),
    ],
)
def test_a_mistake_is_named_by_file_rule_and_field_and_nothing_is_written(spoil, message, raw):
    raw["rule"].append(raw["rule"].pop(0))
    spoil(rule(raw))

    with pytest.raises(PackError) as refused:
        load_rules(raw=raw)

    assert str(refused.value).startswith("rules.toml: rule '")
    assert message in str(refused.value)
    assert not Rule.objects.exists()
    assert not Entry.objects.filter(verb__startswith="directives.").exists()


def test_two_rules_of_one_code_are_refused(raw):
    raw["rule"].append(rule(raw))

    with pytest.raises(PackError, match="two rules of the file have this code"):
        load_rules(raw=raw)


def test_a_dated_value_is_a_new_version_and_the_old_one_stays(raw):
    load_rules(raw=raw)
    row = rule(raw)
    row["version"].append(
        {**row["version"][0], "since": date(2026, 1, 1), "cadence": {"mode": "rolling", "every": "P3M"}}
    )

    loaded = load_rules(raw=raw)

    old, new = Rule.objects.filter(code="akims-meet-assembly").order_by("version")
    assert loaded.replaced == ["akims-meet-assembly"]
    assert (old.cadence["every"], old.valid_to) == ("P2M", date(2025, 12, 31))
    assert (new.cadence["every"], new.since, new.version) == ("P3M", date(2026, 1, 1), 2)
    assert not load_rules(raw=raw)


def test_a_file_with_several_dated_values_is_loaded_at_once(raw):
    row = rule(raw)
    row["version"].append({**row["version"][0], "since": date(2026, 1, 1)})

    load_rules(raw=raw)

    found = Rule.objects.filter(code="akims-meet-assembly").values_list("version", "since", "valid_to")
    assert list(found) == [(1, date(2024, 4, 25), date(2025, 12, 31)), (2, date(2026, 1, 1), None)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"force": "should"}, "force: the version of 2024-04-25 is in the house with another value"),
        ({"accept_late": "P30D"}, "accept_late: the version of 2024-04-25 is in the house with another value"),
        ({"since": date(2024, 5, 1)}, "the version of 2024-04-25 is in the house and missing here"),
    ],
)
def test_a_loaded_version_is_never_changed(change, message, raw):
    load_rules(raw=raw)
    rule(raw)["version"][0].update(change)
    rule(raw, CITIES)["title_ru"] = "Другое название"

    with pytest.raises(PackError, match=message):
        load_rules(raw=raw)

    assert not Rule.objects.filter(title_ru="Другое название").exists()


def test_wording_is_corrected_in_place(raw):
    load_rules(raw=raw)
    rule(raw)["title_en"] = "A clearer title"

    assert load_rules(raw=raw).renamed == ["akims-meet-assembly"]
    assert Rule.objects.get(code="akims-meet-assembly").title_en == "A clearer title"


def test_what_people_closed_or_replaced_stays_so():
    load_rules()
    someone = made.controller()
    close_rule(rule=Rule.objects.get(code="youth-deputy"), reason="Order 5.", by=someone)
    replace_rule(
        rule=Rule.objects.get(code="akims-meet-assembly"),
        since=today() + timedelta(days=1),
        reason="Order 6.",
        by=someone,
        title_en="Our own title",
    )

    assert not load_rules()
    assert Rule.objects.get(code="youth-deputy").end_reason == "Order 5."
    assert Rule.objects.get(code="akims-meet-assembly", version=2).title_en == "Our own title"


def test_the_cities_are_followed_only_while_the_setting_is_on():
    load_rules(settings={"cities_by_analogy": False})
    assert not Rule.objects.filter(code=CITIES).exists()

    load_rules()
    assert Rule.objects.get(code=CITIES).valid_to is None

    assert load_rules(settings={"cities_by_analogy": False}).closed == [CITIES]
    off = Rule.objects.get(code=CITIES)
    assert off.valid_to == today()
    assert off.why_it_ended == "The setting of the country on which this rule rests was switched off."
    assert not load_rules(settings={"cities_by_analogy": False})

    assert load_rules().replaced == [CITIES]
    again = Rule.objects.get(code=CITIES, version=2)
    assert (again.since, again.valid_to) == (today() + timedelta(days=1), None)
    assert not load_rules()
