"""The journal calls things of every floor by their kind and name."""

import pytest

from factories.accounts import user
from factories.places import region
from shanyraq.audit import journal, labels
from shanyraq.audit.verbs import declare
from shanyraq.registry.models import Organization
from shanyraq.site.journal_words import KINDS, NAMED, PAGES

pytestmark = pytest.mark.django_db

declare({"tests.noted": "Noted"})


def test_a_thing_is_called_by_kind_and_name_and_leads_to_its_page(enter):
    body = Organization.objects.create(classification="council.mothers", area=region(), name_en="Council of Mothers")
    journal.record("tests.noted", body, by=journal.SYSTEM)

    page = enter(user("hq_controller")).get("/audit/").content.decode()

    assert f'<a href="/registry/{body.pk}/">Council of Mothers</a>' in page


def test_a_thing_that_is_gone_is_called_by_its_number(enter):
    body = Organization.objects.create(classification="council.mothers", area=region(), name_en="Council of Mothers")
    journal.record("tests.noted", body, by=journal.SYSTEM)
    gone = str(body.pk)
    body.delete()

    page = enter(user("hq_controller")).get("/audit/").content.decode()

    assert f">{gone}</a>" in page


@pytest.mark.parametrize("object_type", sorted({*KINDS, *PAGES, *NAMED}))
def test_every_word_speaks_of_a_model_of_the_house(object_type):
    from django.apps import apps

    assert apps.get_model(object_type)


@pytest.mark.parametrize("object_type", sorted(PAGES))
def test_every_page_exists(object_type):
    assert labels.page_of(object_type, "01a21230-26ca-726d-9b6c-86a9f189249c")
