from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from factories.accounts import user
from factories.registry import appointed, body, person, post, youth_post
from shanyraq.audit import journal
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions, queries
from shanyraq.registry.models import Membership, Person
from shanyraq.registry.terms import most_at_once

pytestmark = pytest.mark.django_db


def appoint(seat, who="Әсел Таңбаева", start_date=date(2022, 1, 1), **fields):
    return actions.appoint(post=seat, person=who, start_date=start_date, by=SYSTEM, **fields)


def test_a_name_is_enough_to_appoint_somebody_new():
    holder = appoint(post(), "  Әсел   Таңбаева ")

    assert (holder.person.name, holder.organization, holder.end_date) == (
        "Әсел Таңбаева",
        holder.post.organization,
        None,
    )


@pytest.mark.parametrize("name", ["", "   ", "Әсел 900115300018"])
def test_a_name_is_words_and_nothing_else(refused, name):
    assert list(refused(appoint, seat=post(), who=name)) == ["name"]
    assert not Person.objects.exists()


def test_nobody_holds_a_post_before_the_body_exists(refused):
    association = body(founding_date=date(2022, 6, 1), name_en="Birlik")
    seat = actions.open_post(organization=association, role="head", by=SYSTEM)

    assert refused(appoint, seat=seat, start_date=date(2022, 5, 12)) == {
        "start_date": ['"Birlik" exists since 01.06.2022, but the date is 12.05.2022. Check the date.']
    }


def test_a_first_day_is_at_most_a_year_ahead(refused):
    holder = appoint(post())
    sentence = {
        "start_date": [
            "The first day 01.01.2099 is more than a year ahead. Check the year, or enter it nearer to that day."
        ]
    }
    far = date(2099, 1, 1)
    mend = {"end_date": None, "acting": False, "reason": "a slip", "by": SYSTEM}
    name = {"organization": body(), "person": "Әсел Таңбаева", "by": SYSTEM}

    assert refused(appoint, seat=post(), start_date=far) == sentence
    assert refused(actions.correct_membership, membership=holder, start_date=far, **mend) == sentence
    assert refused(actions.name_youth_deputy, start_date=far, **name) == sentence


def test_nobody_holds_a_post_before_the_post_exists(refused):
    seat = post(start_date=date(2022, 6, 1))

    assert refused(appoint, seat=seat, start_date=date(2022, 5, 12)) == {
        "start_date": ["The post exists since 01.06.2022, but the date is 12.05.2022. Check the date."]
    }


def test_a_term_does_not_end_before_it_begins(refused):
    assert refused(appoint, seat=post(), start_date=date(2022, 1, 2), end_date=date(2022, 1, 1)) == {
        "end_date": ["The last day 01.01.2022 is before the first day 02.01.2022."]
    }


def test_a_term_in_an_abolished_post_has_a_last_day(refused):
    seat = post()
    seat = actions.abolish_post(post=seat, last_day=date(2024, 12, 31), reason="new charter", by=SYSTEM)

    assert refused(appoint, seat=seat) == {"end_date": ["The post ends on 31.12.2024: give the last day of the term."]}
    assert appoint(seat, end_date=date(2023, 1, 1)).end_date == date(2023, 1, 1)


def test_a_post_has_one_holder_at_a_time(refused):
    holder = appointed(start_date=date(2020, 1, 1))

    assert refused(appoint, seat=holder.post) == {
        "start_date": [
            f"{holder.person} holds this post since 01.01.2020. End that term first, or mark the new holder as acting."
        ]
    }


def test_the_next_holder_begins_the_day_after_the_last_one_ends(refused):
    holder = appointed(start_date=date(2020, 1, 1), end_date=date(2021, 12, 31))

    assert list(refused(appoint, seat=holder.post, start_date=date(2021, 12, 31))) == ["start_date"]
    assert appoint(holder.post, start_date=date(2022, 1, 1)).start_date == date(2022, 1, 1)


def test_an_earlier_holder_may_be_entered_later():
    seat = post()
    appointed(seat, start_date=date(2020, 1, 1))

    assert appoint(seat, start_date=date(2016, 1, 1), end_date=date(2019, 12, 31)).end_reason == "term"


def test_a_post_of_three_seats_has_three_holders_and_no_fourth(refused):
    council = post(role="member", max_holders=3)
    for _seat in range(3):
        appointed(council)

    assert refused(appoint, seat=council) == {"start_date": ["All 3 seats of this post are taken in that time."]}


def test_an_acting_holder_serves_beside_the_holder_and_there_is_only_one(refused):
    holder = appointed()
    acting = appoint(holder.post, start_date=date(2025, 5, 1), end_date=date(2025, 5, 20), acting=True)

    sentences = refused(appoint, seat=holder.post, who="Марат Желов", start_date=date(2025, 5, 10), acting=True)

    assert sentences == {"start_date": [f"{acting.person} is acting in this post since 01.05.2025. End that first."]}


def test_nobody_holds_the_same_post_twice_at_once(refused):
    council = post(role="member", max_holders=3)
    someone = person("Әсел Таңбаева")
    appointed(council, someone)

    assert refused(appoint, seat=council, who=someone) == {
        "start_date": ["Әсел Таңбаева already holds this post in that time."]
    }


def test_a_term_ends_with_its_reason():
    holder = appointed()

    ended = actions.end_membership(membership=holder, end_date=date(2024, 3, 1), reason="resigned", by=SYSTEM)

    assert (ended.end_date, ended.end_reason, ended.get_end_reason_display()) == (
        date(2024, 3, 1),
        "resigned",
        "resigned",
    )


def test_a_term_is_not_ended_twice(refused):
    holder = appointed(end_date=date(2024, 3, 1))

    sentences = refused(
        actions.end_membership, membership=holder, end_date=date(2025, 3, 1), reason="resigned", by=SYSTEM
    )

    assert sentences == {"end_date": ["This term ends on 01.03.2024 already. To mend a wrong date, correct the term."]}


def test_a_limited_term_may_end_earlier():
    holder = appointed(end_date=date(2026, 12, 31))

    ended = actions.end_membership(membership=holder, end_date=date(2024, 3, 1), reason="removed", by=SYSTEM)

    assert (ended.end_date, ended.end_reason) == (date(2024, 3, 1), "removed")


def test_a_term_ends_for_a_known_reason_only(refused):
    sentences = refused(
        actions.end_membership, membership=appointed(), end_date=date(2024, 3, 1), reason="bored", by=SYSTEM
    )

    assert list(sentences) == ["end_reason"]


def test_a_correction_keeps_what_was_written_before():
    holder = appointed(start_date=date(2020, 1, 1))

    actions.correct_membership(
        membership=holder,
        start_date=date(2020, 2, 1),
        end_date=date(2023, 2, 1),
        acting=False,
        reason="the order is dated 01.02.2020",
        by=SYSTEM,
    )

    entry = journal.history(holder).first()
    assert (entry.verb, entry.reason, entry.data["before"], entry.data["now"]) == (
        "registry.membership_corrected",
        "the order is dated 01.02.2020",
        ["2020-01-01", None, False],
        ["2020-02-01", "2023-02-01", False],
    )


def test_a_correction_does_not_lay_two_terms_over_each_other(refused):
    seat = post()
    first = appointed(seat, start_date=date(2020, 1, 1), end_date=date(2021, 12, 31))
    appointed(seat, start_date=date(2022, 1, 1))

    sentences = refused(
        actions.correct_membership,
        membership=first,
        start_date=first.start_date,
        end_date=date(2022, 2, 1),
        acting=False,
        reason="typing mistake",
        by=SYSTEM,
    )

    assert list(sentences) == ["start_date"]


def test_an_appointment_that_never_was_is_taken_back_and_remembered():
    holder = appointed()

    actions.annul_membership(membership=holder, reason="another person was meant", by=SYSTEM)

    entry = journal.history(holder.post).first()
    assert not Membership.objects.exists()
    assert (entry.verb, entry.reason) == ("registry.membership_annulled", "another person was meant")


@time_machine.travel(date(2025, 5, 1))
def test_the_age_rule_is_vouched_for_by_a_word_and_a_date():
    holder = appointed(youth_post())
    controller = user("hq_controller", name="Дина Сазова")

    actions.attest_youth(membership=holder, on=date(2025, 4, 30), by=controller)

    holder.refresh_from_db()
    assert (holder.attested_kind, holder.attested_on, holder.attested_by) == (
        "youth",
        date(2025, 4, 30),
        "Дина Сазова",
    )


def test_an_ordinary_seat_needs_no_word_on_age(refused):
    assert list(refused(actions.attest_youth, membership=appointed(), on=date(2025, 1, 1), by=SYSTEM)) == ["on"]


def test_a_word_on_age_can_be_taken_back():
    holder = appointed(youth_post())
    actions.attest_youth(membership=holder, on=date(2025, 1, 1), by=SYSTEM)

    actions.withdraw_attestation(membership=holder, reason="said of another person", by=SYSTEM)

    holder.refresh_from_db()
    assert (holder.attested_kind, holder.attested_on, holder.attested_by) == ("", None, "")


def test_an_office_holders_user_acts_for_his_posts():
    holder, someone = appointed(), user("association_head", "KZ-19")

    actions.link_user(person=holder.person, user=someone, by=SYSTEM)

    assert list(queries.posts_acted_for(someone, date(2025, 1, 1))) == [holder.post]


def test_an_assistant_is_told_in_his_language_for_which_post_he_acts():
    helper, seat = user("post_assistant", "KZ-19", language="ru"), post(label_ru="Аким", label_en="Akim")

    actions.assign_assistant(post=seat, user=helper, start_date=date(2024, 1, 1), by=SYSTEM)

    notice = helper.notices.get()
    assert "Аким" in notice.title
    assert notice.url == seat.get_absolute_url()


def test_one_user_is_one_office_holder(refused):
    someone = user("association_head", "KZ-19")
    appointed(user=someone)

    assert refused(actions.link_user, person=appointed().person, user=someone, by=SYSTEM) == {
        "user": ["This user is already another office-holder."]
    }


def test_an_administrator_acts_for_no_post(refused):
    administrator = user("administrator")

    linked = refused(actions.link_user, person=appointed().person, user=administrator, by=SYSTEM)
    assisting = refused(
        actions.assign_assistant, post=post(), user=administrator, start_date=date(2024, 1, 1), by=SYSTEM
    )

    sentence = {"user": ["An administrator looks after accounts and acts for no post."]}
    assert (linked, assisting) == (sentence, sentence)


DAYS = st.dates(date(2024, 1, 1), date(2024, 2, 15))
TERMS = st.tuples(DAYS, st.none() | DAYS).filter(lambda term: term[1] is None or term[0] <= term[1])


@given(terms=st.lists(TERMS, max_size=6), within=TERMS)
def test_most_at_once_agrees_with_counting_day_by_day(terms, within):
    last = date(2024, 2, 20)
    days = range(within[0].toordinal(), (within[1] or last).toordinal() + 1)
    counted = max(sum(a.toordinal() <= day <= (b or last).toordinal() for a, b in terms) for day in days)

    assert most_at_once(terms, within) == counted
