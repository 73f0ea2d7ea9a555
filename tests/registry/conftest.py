import pytest
from django.core.exceptions import ValidationError
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def refused():
    """``refused(deed, **arguments)``: the sentences with which the deed was refused, by field."""

    def sentences(deed, **arguments):
        with pytest.raises(ValidationError) as refusal:
            deed(**arguments)
        return refusal.value.message_dict

    return sentences
