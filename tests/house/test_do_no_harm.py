"""No table has a place for a person's ethnicity, religion, birth date or personal number."""

import pytest

from shanyraq.radar.openness.never_kept import NEVER, columns, forbidden_in


@pytest.mark.parametrize("name", dict(columns()))
def test_no_column_may_hold_who_a_person_is_by_birth_or_faith(name):
    assert forbidden_in(dict(columns())[name]) is None, f"{name} could hold what we never keep."


def test_the_watchman_is_awake():
    words = [
        "ethnicity",
        "person_religion",
        "birth_date",
        "iin",
        "nationality",
        "дата рождения",
        "ұлты",
        "mother_tongue",
    ]

    assert [word for word in words if forbidden_in(word) is None] == []
    assert {forbidden_in(word).name for word in words} == {thing.name for thing in NEVER}
    assert forbidden_in("ethnomediation") is None
