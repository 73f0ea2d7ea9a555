"""Who reads and who decides, door by door."""

import pytest
from django.urls import reverse

from factories import directives as made
from factories.accounts import user
from factories.places import region
from shanyraq.directives import act_actions
from shanyraq.directives.models import ActLink

pytestmark = pytest.mark.django_db
READERS = ["hq_analyst", "regional_secretary"]
OTHERS = ["post_assistant", "association_head", "mediator", "expert", "support_officer", "deputy"]
REGIONAL = {"regional_secretary", "post_assistant", "association_head", "mediator", "deputy"}


def somebody(role):
    return user(role, "KZ-19" if role in REGIONAL else None)


@pytest.fixture
def act():
    """An act in force with one directive confirmed, one rejected, three waiting."""
    someone = made.controller()
    act = made.act(by=someone)
    first, second, *_rest = made.directives(act)
    act_actions.confirm_directive(directive=first, by=someone)
    act_actions.reject_directive(directive=second, reason="A wish.", by=someone)
    return act_actions.put_in_force(act=act, by=someone)


@pytest.mark.parametrize("role", READERS)
def test_readers_see_drafts_and_proposals_and_no_deeds(role, act, enter):
    draft = made.act("Черновик.", title="Draft")
    desk = enter(somebody(role))

    shown = desk.get(reverse("acts:act", args=[act.pk])).content.decode()

    assert desk.get(reverse("acts:act", args=[draft.pk])).status_code == 200
    assert shown.count("data-card ") == 5
    assert "/confirm/" not in shown
    assert "acts.js" not in shown


@pytest.mark.parametrize("role", OTHERS)
def test_others_read_acts_in_force_with_their_confirmed_directives(role, act, enter):
    draft = made.act("Черновик.", title="Draft")
    desk = enter(somebody(role))

    shown = desk.get(reverse("acts:act", args=[act.pk])).content.decode()
    listed = desk.get(reverse("acts:list")).content.decode()

    assert desk.get(reverse("acts:act", args=[draft.pk])).status_code == 404
    assert shown.count("data-card ") == 1
    assert "A wish." not in shown
    assert "Look here too" not in shown
    assert "Address on accord" in listed
    assert "Draft" not in listed


@pytest.mark.parametrize("role", [*READERS, *OTHERS])
def test_only_a_controller_passes_the_doors_of_deeds(role, act, enter):
    directive = made.directives(act)[0]
    other = made.act("Другой текст.", title="Other")
    link = ActLink.objects.create(source=act, target=other, kind="reinforces")
    desk = enter(somebody(role))

    for name, of in [
        ("in_force", act),
        ("reread", act),
        ("link", act),
        ("repeal", act),
        ("edit", act),
        ("merge", act),
        ("add_directive", act),
        ("confirm", directive),
        ("reject", directive),
        ("bearer", directive),
        ("reopen", directive),
        ("edit_directive", directive),
        ("make_rule", directive),
        ("source_rule", directive),
        ("unlink", link),
    ]:
        words = {"reason": "No.", "kind": "reinforces", "target": other.pk, "open": "1"}
        answer = desk.post(reverse(f"acts:{name}", args=[of.pk]), words)

        assert answer.status_code == 403 or name in ("link",), name
    directive.refresh_from_db()
    assert directive.state == "confirmed"
    assert ActLink.objects.get() == link


def test_minutes_of_a_region_are_read_in_that_region_and_at_the_centre(enter):
    from factories.registry import body

    region("KZ-19")
    act = made.act("Решение совещания.", title="Minutes", kind="protocol", issuing_body=body("akimat", "KZ-31"))
    act = act_actions.put_in_force(act=act, by=made.controller())
    door = reverse("acts:act", args=[act.pk])

    statuses = {
        who: enter(user(role, area)).get(door).status_code
        for who, role, area in [
            ("centre", "hq_analyst", None),
            ("own secretary", "regional_secretary", "KZ-31"),
            ("other secretary", "regional_secretary", "KZ-19"),
            ("other assistant", "post_assistant", "KZ-19"),
        ]
    }

    assert statuses == {"centre": 200, "own secretary": 200, "other secretary": 404, "other assistant": 404}


def test_a_stranger_is_sent_to_the_entrance(client, act):
    for door in (reverse("acts:list"), reverse("acts:act", args=[act.pk]), reverse("acts:rules")):
        answer = client.get(door)

        assert (answer.status_code, "/login" in answer["Location"]) == (302, True)
