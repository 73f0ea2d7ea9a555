from datetime import date

import pytest

from factories.accounts import user
from factories.registry import appointed, assisting, body, post
from shanyraq.audit import journal
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions, queries
from shanyraq.registry.models import Assistant, Membership, Organization, Post

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 6, 30)
NEXT_DAY = date(2026, 7, 1)


def end(organization, **fields):
    return actions.dissolve_body(
        **{"organization": organization, "last_day": LAST_DAY, "reason": "decree", "by": SYSTEM, **fields}
    )


def test_with_the_body_end_its_posts_holders_and_assistants():
    seat = post()
    holder, helper = appointed(seat), assisting(user("post_assistant", "KZ-19"), seat)

    end(seat.organization)

    assert Post.objects.get(pk=seat.pk).end_date == LAST_DAY
    assert Membership.objects.values_list("end_date", "end_reason").get(pk=holder.pk) == (LAST_DAY, "body_dissolved")
    assert Assistant.objects.get(pk=helper.pk).end_date == LAST_DAY


def test_what_had_ended_before_stays_as_it_was():
    seat = post()
    former = appointed(seat, start_date=date(2020, 1, 1), end_date=date(2021, 1, 1))

    end(seat.organization)

    assert Membership.objects.values_list("end_date", "end_reason").get(pk=former.pk) == (date(2021, 1, 1), "term")


def test_a_body_is_dissolved_from_the_day_after_its_last():
    closed = end(body())

    assert [closed.state_on(day) for day in (LAST_DAY, NEXT_DAY)] == ["active", "dissolved"]
    assert list(Organization.objects.in_state("dissolved", NEXT_DAY)) == [closed]
    assert list(Organization.objects.in_state("active", LAST_DAY)) == [closed]


def test_the_assembly_ends_and_the_peoples_council_begins_in_one_deed(places):
    assembly = body("assembly", "KZ", name_ru="Ассамблея народа Казахстана")
    head = appointed(post(assembly))

    council = actions.dissolve_into_new_body(
        organization=assembly,
        last_day=LAST_DAY,
        reason="its mission is complete",
        by=SYSTEM,
        classification="peoples_council",
        area=assembly.area,
        name_ru="Халық Кеңесі",
    )

    assembly.refresh_from_db()
    head.refresh_from_db()
    assert (council.founding_date, assembly.successor, head.end_date) == (NEXT_DAY, council, LAST_DAY)
    assert queries.successor_on(assembly, NEXT_DAY) == council
    assert queries.names_on(assembly, date(2025, 1, 1))["ru"] == "Ассамблея народа Казахстана"


def test_nothing_is_founded_when_the_end_is_refused(refused):
    seat = post()
    appointed(seat, start_date=date(2026, 8, 1))
    before = Organization.objects.count()

    refused(
        actions.dissolve_into_new_body,
        organization=seat.organization,
        last_day=LAST_DAY,
        reason="decree",
        by=SYSTEM,
        classification="ngo",
        area=seat.organization.area,
        name_ru="Новая",
    )

    assert Organization.objects.count() == before


def test_a_successor_must_exist_the_day_after(refused):
    late = body(founding_date=date(2026, 9, 1), name_en="Late")

    assert refused(end, organization=body(), successor=late) == {
        "successor": ['"Late" does not exist on 01.07.2026, the day after the end: nobody would carry the duties.']
    }


def test_a_body_is_not_carried_on_by_itself_or_in_a_circle(refused):
    first, second = body(), body()
    end(first, last_day=date(2025, 12, 31), successor=second)

    assert list(refused(end, organization=second, successor=first)) == ["successor"]
    assert list(refused(end, organization=second, successor=second)) == ["successor"]


def test_a_body_ends_once(refused):
    closed = body()
    end(closed)

    assert refused(end, organization=closed) == {"last_day": ["This body ended on 30.06.2026 already."]}


def test_a_body_does_not_end_before_it_is_founded(refused):
    assert list(refused(end, organization=body(founding_date=date(2027, 1, 1)))) == ["last_day"]


def test_a_term_that_begins_after_the_end_stops_it(refused):
    later = appointed(start_date=date(2026, 8, 1))

    sentences = refused(end, organization=later.organization)

    assert sentences == {
        "last_day": [f'"{later}" begins on 01.08.2026, after the last day of the body. Correct or take it back first.']
    }


def test_an_end_needs_a_reason(refused):
    assert list(refused(end, organization=body(), reason=" ")) == ["reason"]


def test_an_end_taken_back_gives_everything_the_end_it_had():
    seat = post()
    holder = appointed(seat)
    limited = assisting(user("post_assistant", "KZ-19"), seat, end_date=date(2026, 12, 31))
    end(seat.organization, successor=body())

    actions.undo_dissolution(organization=seat.organization, reason="entered by mistake", by=SYSTEM)

    organization = Organization.objects.get(pk=seat.organization_id)
    assert (organization.dissolution_date, organization.successor) == (None, None)
    assert Post.objects.get(pk=seat.pk).end_date is None
    assert Membership.objects.values_list("end_date", "end_reason").get(pk=holder.pk) == (None, "")
    assert Assistant.objects.get(pk=limited.pk).end_date == date(2026, 12, 31)
    assert journal.history(organization).first().reason == "entered by mistake"


def test_what_was_corrected_after_the_end_is_not_given_back():
    holder = appointed()
    end(holder.organization)
    actions.correct_membership(
        membership=holder,
        start_date=holder.start_date,
        end_date=date(2026, 5, 31),
        acting=False,
        reason="left a month earlier",
        by=SYSTEM,
    )

    actions.undo_dissolution(organization=holder.organization, reason="entered by mistake", by=SYSTEM)

    assert Membership.objects.get(pk=holder.pk).end_date == date(2026, 5, 31)


def test_a_living_body_has_no_end_to_take_back(refused):
    sentences = refused(actions.undo_dissolution, organization=body(), reason="mistake", by=SYSTEM)

    assert sentences == {"reason": ["This body is not dissolved."]}
