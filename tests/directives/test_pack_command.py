"""``shanyraq rules``: a new dated version of the pack reaches a house that is lived in."""

import pytest
from click.testing import CliRunner

from shanyraq.cli.rules import rules
from shanyraq.directives.models import Rule

pytestmark = pytest.mark.django_db


def call(*arguments):
    return CliRunner().invoke(rules, arguments)


def test_rules_come_once(places):
    first, second = call(), call()

    assert "made: akims-meet-assembly" in first.output
    assert second.output == "Every rule stands as in the file.\n"


def test_the_three_cities_are_a_setting(places):
    call()

    off = call("--set", "cities_by_analogy=off")

    assert off.output == "closed: city-akims-meet-assembly\n"
    assert not Rule.objects.filter(code="city-akims-meet-assembly", valid_to=None).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [("nothing=off", "there is no setting 'nothing'"), ("cities_by_analogy", "write NAME=on or NAME=off")],
)
def test_a_setting_that_cannot_be_is_named_and_changes_nothing(places, given, said):
    answer = call("--set", given)

    assert (answer.exit_code, said in answer.output) == (2, True)
    assert not Rule.objects.exists()
