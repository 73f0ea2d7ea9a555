import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are compared in English; what must be said in another language says so itself."""
    with translation.override("en"):
        yield
