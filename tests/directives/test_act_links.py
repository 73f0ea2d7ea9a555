"""Acts supersede and reinforce one another; a superseded act is so from a day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from factories import directives as made
from shanyraq.directives import act_actions
from shanyraq.directives.act_errors import ActError
from shanyraq.directives.act_queries import acts_for, state_on
from shanyraq.places.calendar import today

pytestmark = pytest.mark.django_db
OLD, NEW = date(2023, 4, 27), date(2024, 4, 25)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def someone():
    return made.controller()


@pytest.fixture
def old(someone):
    act = made.act("Старый текст.", title="Old address", date=OLD, by=someone)
    return act_actions.put_in_force(act=act, by=someone)


@pytest.fixture
def new(someone):
    act = made.act("Новый текст.", title="New address", date=NEW, by=someone)
    return act_actions.put_in_force(act=act, by=someone)


def test_a_superseded_act_is_so_from_the_day_of_the_new_one(old, new, someone):
    act_actions.link_acts(source=new, target=old, kind="supersedes", by=someone)

    assert state_on(old, NEW - timedelta(days=1)) == "in_force"
    assert state_on(old, NEW) == "superseded"
    assert state_on(new, NEW) == "in_force"


def test_a_draft_supersedes_nothing_yet(old, someone):
    draft = made.act("Черновик.", title="Draft", date=NEW, by=someone)

    act_actions.link_acts(source=draft, target=old, kind="supersedes", by=someone)

    assert state_on(old, today()) == "in_force"


def test_reinforcing_changes_no_state(old, new, someone):
    act_actions.link_acts(source=new, target=old, kind="reinforces", by=someone)

    assert state_on(old, today()) == "in_force"


def test_both_pages_show_the_link(old, new, someone, enter):
    act_actions.link_acts(source=new, target=old, kind="supersedes", by=someone)
    desk = enter(someone)

    old_page = desk.get(reverse("acts:act", args=[old.pk])).content.decode()
    new_page = desk.get(reverse("acts:act", args=[new.pk])).content.decode()

    assert "Superseded from 25.04.2024 by:" in old_page
    assert reverse("acts:act", args=[new.pk]) in old_page
    assert "supersedes" in new_page
    assert reverse("acts:act", args=[old.pk]) in new_page


def test_the_list_is_narrowed_by_the_state_of_today(old, new, someone):
    act_actions.link_acts(source=new, target=old, kind="supersedes", by=someone)

    assert [act.title for act in acts_for(someone, today()).filter(state_now="superseded")] == ["Old address"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"since": date(2022, 1, 1)}, "The old act is of 27.04.2023"),
        ({"target": "new"}, "An act cannot be linked to itself."),
    ],
)
def test_an_impossible_link_is_refused(words, sentence, old, new, someone):
    target = new if words.pop("target", None) else old

    with pytest.raises(ActError, match=sentence):
        act_actions.link_acts(source=new, target=target, kind="supersedes", by=someone, **words)


def test_an_undated_act_supersedes_from_a_day_that_is_given(old, someone):
    undated = made.act("Без даты.", title="Undated", by=someone)

    with pytest.raises(ActError, match="Give the day"):
        act_actions.link_acts(source=undated, target=old, kind="supersedes", by=someone)

    link = act_actions.link_acts(source=undated, target=old, kind="supersedes", since=NEW, by=someone)
    assert link.since == NEW


def test_two_acts_never_supersede_each_other_even_through_a_third(old, new, someone):
    third = made.act("Третий текст.", title="Third", date=date(2025, 1, 1), by=someone)
    act_actions.link_acts(source=new, target=old, kind="supersedes", by=someone)
    act_actions.link_acts(source=third, target=new, kind="supersedes", by=someone)

    with pytest.raises(ActError, match="already supersedes"):
        act_actions.link_acts(source=old, target=third, kind="supersedes", since=today(), by=someone)


def test_a_link_is_made_once_and_removed_with_a_reason(old, new, someone):
    link = act_actions.link_acts(source=new, target=old, kind="supersedes", by=someone)

    with pytest.raises(ActError, match="already"):
        act_actions.link_acts(source=new, target=old, kind="supersedes", by=someone)
    with pytest.raises(ActError, match="Say why"):
        act_actions.unlink_acts(link=link, reason="", by=someone)
    act_actions.unlink_acts(link=link, reason="Mistaken.", by=someone)

    assert state_on(old, today()) == "in_force"
