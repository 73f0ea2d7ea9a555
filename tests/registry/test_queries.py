from datetime import date

import pytest

from factories.accounts import user
from factories.registry import appointed, assisting, body, person, post, youth_post
from shanyraq.audit.journal import SYSTEM
from shanyraq.registry import actions, queries
from shanyraq.registry.kinds import codes_with

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 6, 30)
NEXT_DAY = date(2026, 7, 1)


def test_the_head_post_is_the_one_of_the_day():
    akimat = body("akimat")
    old = post(akimat)
    actions.abolish_post(post=old, last_day=date(2020, 12, 31), reason="renamed office", by=SYSTEM)
    new = post(akimat, start_date=date(2021, 1, 1))

    heads = [queries.head_post(akimat, date(2020, 12, 31)), queries.head_post(akimat, date(2021, 1, 1))]

    assert heads == [old, new]


def test_a_body_without_a_head_post_has_none():
    assert queries.head_post(body()) is None


def test_the_head_of_a_body_is_who_holds_its_head_post_that_day(django_assert_num_queries):
    seat = post()
    holder = appointed(seat, start_date=date(2021, 1, 1))
    appointed(post(seat.organization, role="deputy"), start_date=date(2020, 1, 1))

    with django_assert_num_queries(2):
        found = [queries.head_of(seat.organization, day) for day in (date(2020, 12, 31), date(2021, 1, 1))]

    assert found == [None, holder]


def test_the_acting_holder_answers_while_the_holder_is_away():
    seat = post()
    holder = appointed(seat)
    acting = appointed(seat, start_date=date(2025, 5, 1), end_date=date(2025, 5, 31), acting=True)

    answers = [queries.holder_on(seat, day) for day in (date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 1))]

    assert answers == [holder, acting, holder]


def test_a_vacant_post_has_no_holder():
    assert queries.holder_on(post(), date(2025, 1, 1)) is None


def test_holders_of_many_posts_come_in_one_question(django_assert_num_queries):
    held, vacant = post(), post()
    holder = appointed(held)

    with django_assert_num_queries(1):
        holders = queries.holders_on([held, vacant], date(2025, 1, 1))

    assert holders == {held.pk: holder}


def test_a_user_acts_for_the_post_he_holds_and_for_the_one_he_assists():
    someone = user("post_assistant", "KZ-19")
    held, assisted, _foreign = post(), post(), appointed().post
    appointed(held, user=someone)
    assisting(someone, assisted)

    acted = set(queries.posts_acted_for(someone, date(2025, 1, 1)))

    assert acted == {held, assisted}
    assert set(queries.bodies_acted_for(someone, date(2025, 1, 1))) == {held.organization, assisted.organization}


def test_nobody_acts_before_his_first_day_or_after_his_last():
    someone = user("post_assistant", "KZ-19")
    assisting(someone, post(), start_date=date(2024, 1, 1), end_date=date(2024, 12, 31))

    counts = [
        queries.posts_acted_for(someone, day).count()
        for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    ]

    assert counts == [0, 1, 1, 0]


def test_the_successor_carries_on_from_the_day_after_the_end():
    assembly = body("assembly", "KZ")
    council = body("peoples_council", "KZ", founding_date=NEXT_DAY)
    actions.dissolve_body(
        organization=assembly, last_day=LAST_DAY, successor=council, reason="its mission is complete", by=SYSTEM
    )
    assembly.refresh_from_db()

    bodies = [queries.successor_on(assembly, day) for day in (LAST_DAY, NEXT_DAY)]

    assert bodies == [assembly, council]


def test_the_chain_of_successors_is_followed_to_the_body_of_the_day():
    first, second, third = (body("ngo", founding_date=date(year, 1, 1)) for year in (2010, 2015, 2020))
    actions.dissolve_body(organization=first, last_day=date(2014, 12, 31), successor=second, reason="merged", by=SYSTEM)
    actions.dissolve_body(organization=second, last_day=date(2019, 12, 31), successor=third, reason="merged", by=SYSTEM)
    first.refresh_from_db()

    bodies = [queries.successor_on(first, date(year, 6, 1)) for year in (2012, 2016, 2025)]

    assert bodies == [first, second, third]


def test_a_body_without_a_successor_stays_itself_for_ever():
    closed = body()
    actions.dissolve_body(organization=closed, last_day=date(2024, 12, 31), reason="no members left", by=SYSTEM)
    closed.refresh_from_db()

    assert queries.successor_on(closed, date(2026, 1, 1)) == closed


def test_appointments_come_in_one_question_oldest_first(django_assert_num_queries):
    association = body()
    seat = youth_post(association)
    first = appointed(seat, start_date=date(2020, 1, 1), end_date=date(2021, 12, 31))
    second = appointed(seat, start_date=date(2022, 1, 1))
    actions.attest_youth(membership=second, on=date(2022, 1, 1), by=SYSTEM)
    head = appointed(post(), start_date=date(2021, 5, 5))

    with django_assert_num_queries(1):
        rows = queries.appointments_of([association.pk, head.organization_id])

    youth = {"post_id": seat.pk, "organization_id": association.pk, "role": "deputy", "reserved_for": "youth"}
    assert rows == [
        queries.Appointment(
            **youth,
            membership_id=first.pk,
            start=date(2020, 1, 1),
            end=date(2021, 12, 31),
            acting=False,
            attested=False,
        ),
        queries.Appointment(
            membership_id=head.pk,
            organization_id=head.organization_id,
            post_id=head.post_id,
            role="head",
            reserved_for="",
            start=date(2021, 5, 5),
            end=None,
            acting=False,
            attested=False,
        ),
        queries.Appointment(
            **youth, membership_id=second.pk, start=date(2022, 1, 1), end=None, acting=False, attested=True
        ),
    ]


def test_a_vacancy_is_as_old_as_the_last_holder_is_gone():
    seat = post()
    appointed(seat, start_date=date(2020, 1, 1), end_date=date(2025, 1, 31))

    [vacancy] = queries.vacancies(date(2025, 3, 3), user("hq_analyst"))

    assert (vacancy.post, vacancy.since, vacancy.days, vacancy.free_seats) == (seat, date(2025, 2, 1), 30, 1)


def test_a_post_nobody_ever_held_is_vacant_since_it_was_opened():
    seat = post(start_date=date(2025, 1, 1))

    [vacancy] = queries.vacancies(date(2025, 1, 11), user("hq_analyst"))

    assert (vacancy.post, vacancy.since, vacancy.days) == (seat, date(2025, 1, 1), 10)


def test_a_vacancy_of_unknown_beginning_says_so():
    nameless = body(founding_date=None, name_ru="Организация без даты")
    actions.open_post(organization=nameless, role="head", by=SYSTEM)

    [vacancy] = queries.vacancies(date(2025, 1, 11), user("hq_analyst"))

    assert (vacancy.since, vacancy.days) == (None, None)


def test_free_seats_of_a_council_are_counted():
    council = post(body("council.mothers"), "member", max_holders=5)
    appointed(council)
    appointed(council)

    [vacancy] = queries.vacancies(date(2025, 1, 1), user("hq_analyst"))

    assert vacancy.free_seats == 3


def test_posts_of_ended_bodies_and_other_days_are_not_vacant():
    seat = post()
    actions.dissolve_body(organization=seat.organization, last_day=date(2024, 12, 31), reason="merged", by=SYSTEM)

    days = [
        len(queries.vacancies(day, user("hq_analyst")))
        for day in (date(2014, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    ]

    assert days == [0, 1, 0]


def test_vacancies_of_youth_deputies_are_asked_for_apart():
    association = body()
    post(association)
    seat = youth_post(association)

    assert [v.post for v in queries.vacancies(date(2025, 1, 1), user("hq_analyst"), reserved_for="youth")] == [seat]


def test_a_secretary_sees_the_vacancies_of_his_region_and_of_the_country():
    own, country = post(body(area="KZ-19")), post(body("ministry", "KZ"))
    post(body(area="KZ-31"))

    seen = {v.post for v in queries.vacancies(date(2025, 1, 1), user("regional_secretary", "KZ-19"))}

    assert seen == {own, country}


def test_a_kind_is_called_in_the_language_of_the_reader(settings):
    from django.utils import translation

    names = []
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            names.append(queries.classification_label("council.mothers"))

    assert names == ["Аналар кеңесі", "Совет матерей", "Council of Mothers"]


def test_an_unknown_kind_speaks_for_itself():
    assert queries.classification_label("guild") == "guild"


def test_the_sides_of_a_duty_are_data():
    assert "akimat" in codes_with(side="executive")
    assert {"assembly", "peoples_council", "association.ethnocultural"} <= set(codes_with(side="assembly"))


def test_a_person_may_hold_posts_of_two_bodies():
    someone = person()
    appointed(post(), someone)
    appointed(post(), someone)

    assert someone.memberships.count() == 2
