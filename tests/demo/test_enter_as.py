"""In a demo country anybody enters as anybody invented; elsewhere the door does not exist."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from factories.accounts import user
from shanyraq.accounts.models import User
from shanyraq.audit.models import Entry

ROOT = Path(__file__).resolve().parents[2]
DOORS = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "shanyraq.site.settings"
django.setup()
from django.urls import Resolver404, resolve
try:
    print(resolve("/demo/").view_name)
except Resolver404:
    print("no such door")
"""

pytestmark = [pytest.mark.django_db, pytest.mark.urls("demo.house_in_demo")]


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def door_in(tmp_path, demo: str) -> str:
    env = os.environ | {"SHANYRAQ_DATA": str(tmp_path), "SHANYRAQ_DEMO": demo, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-c", DOORS], env=env, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize(("demo_mode", "door"), [("1", "demo:enter"), ("0", "no such door")])
def test_the_door_exists_in_a_demo_country_only(tmp_path, demo_mode, door):
    assert door_in(tmp_path, demo_mode) == door


def test_outside_a_demo_the_page_refuses_even_if_the_door_is_left_open(client, settings):
    settings.DEMO = False
    someone = user("hq_analyst", username="demo-analyst")

    answers = [client.get("/demo/"), client.post("/demo/enter/", {"user": someone.pk})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "_auth_user_id" not in client.session


def test_roles_of_the_demo_country_are_shown_by_role_and_area(client, places):
    user("hq_analyst", username="demo-analyst", name="Aigul")
    user("regional_secretary", "KZ-19", username="demo-secretary-19", name="Bolat")
    user("regional_secretary", "KZ-11", username="demo-secretary-11", name="Saule")
    user("hq_analyst", username="real.analyst", name="Real Person")
    user("expert", "KZ-19", username="demo-expert", name="Closed", state=User.State.CLOSED)

    cards = client.get("/demo/").context["cards"]

    assert [
        (card.finds != "", [(choice.user.name, choice.area and choice.area.pk) for choice in card.choices])
        for card in cards
    ] == [(True, [("Aigul", None)]), (True, [("Saule", "KZ-11"), ("Bolat", "KZ-19")])]


def test_one_tap_enters(client, places):
    someone = user("regional_secretary", "KZ-19", username="demo-secretary-19")

    answer = client.post("/demo/enter/", {"user": someone.pk})

    assert (answer.status_code, answer["Location"], client.session["_auth_user_id"]) == (302, "/", str(someone.pk))
    assert list(Entry.objects.values_list("verb", "object_id")) == [("accounts.entered_demo", str(someone.pk))]


def test_one_may_change_into_somebody_else(client):
    first, second = user("hq_analyst", username="demo-analyst"), user("hq_controller", username="demo-controller")
    client.post("/demo/enter/", {"user": first.pk})

    client.post("/demo/enter/", {"user": second.pk})

    assert client.session["_auth_user_id"] == str(second.pk)


def test_nobody_enters_as_a_real_or_closed_or_unknown_person(client):
    real = user("hq_analyst", username="real.analyst")
    closed = user("hq_analyst", username="demo-closed", state=User.State.CLOSED)

    answers = [client.post("/demo/enter/", {"user": whom}).status_code for whom in (real.pk, closed.pk, "nobody", "")]

    assert answers == [404] * 4
    assert "_auth_user_id" not in client.session


def test_looking_does_not_enter(client):
    someone = user("hq_analyst", username="demo-analyst")

    assert client.get("/demo/enter/", {"user": someone.pk}).status_code == 405


def test_another_site_cannot_enter_for_the_visitor():
    someone = user("hq_analyst", username="demo-analyst")

    answer = Client(enforce_csrf_checks=True).post("/demo/enter/", {"user": someone.pk})

    assert answer.status_code == 403


def test_an_empty_demo_country_says_how_to_build_it(client):
    assert "shanyraq demo" in client.get("/demo/").content.decode()


def test_the_entrance_of_a_demo_country_leads_here(client, settings):
    with_door = client.get("/login/").content.decode()
    settings.DEMO = False
    without = client.get("/login/").content.decode()

    assert ('href="/demo/"' in with_door, 'href="/demo/"' in without) == (True, False)


def test_many_people_cost_as_many_questions_as_one(client, places, django_assert_max_num_queries):
    for code in ("KZ-10", "KZ-11", "KZ-19", "KZ-71", "KZ-75"):
        user("deputy", code, username=f"demo-deputy-{code.lower()}")

    with django_assert_max_num_queries(3):
        client.get("/demo/")
