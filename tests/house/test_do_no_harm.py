"""No table has a place for a person's ethnicity, religion, birth date or personal number."""

import re

import pytest
from django.apps import apps

FORBIDDEN = re.compile(
    r"ethnic(?!_?mediation)|ethnos|nationalit|religio|faith|confession|birth|born|\biin\b|personal_number|mother_tongue|race$"
    r"|ұлт|ulty|dini|жсн|туған|национальн|вероисповед|рожден|иин|этнос",
    re.IGNORECASE,
)


def columns():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            yield f"{model._meta.label}.{field.name}", field


@pytest.mark.parametrize(("name", "field"), list(columns()), ids=lambda value: value if isinstance(value, str) else "")
def test_no_column_may_hold_who_a_person_is_by_birth_or_faith(name, field):
    said = " ".join([field.name, field.column, str(field.verbose_name), str(field.help_text)])

    assert not FORBIDDEN.search(said), f"{name} could hold what we never keep."


def test_the_watchman_is_awake():
    caught = ["ethnicity", "person_religion", "birth_date", "iin", "nationality", "дата рождения", "ұлты"]

    assert [word for word in caught if not FORBIDDEN.search(word)] == []
    assert not FORBIDDEN.search("ethnomediation")
