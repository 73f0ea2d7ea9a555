"""Every table that belongs to a region is asked for through ``visible_to``."""

import pytest
from django.apps import apps

from shanyraq.places.models import Area

SCOPED_ELSEWHERE = {
    "accounts.Role": "read through its user, by administrators",
    "places.Area": "the map itself",
    "places.Population": "published figures",
}


def regional_models():
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("shanyraq.")
        and any(field.related_model is Area for field in model._meta.local_fields if field.is_relation)
    ]


@pytest.mark.parametrize("model", regional_models(), ids=lambda model: model._meta.label)
def test_a_regional_table_is_asked_for_through_visible_to(model):
    if model._meta.label in SCOPED_ELSEWHERE:
        return

    assert hasattr(model._default_manager, "visible_to"), f"{model._meta.label} needs a RegionalQuerySet."
