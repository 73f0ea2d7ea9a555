import os

import hypothesis
import pytest
from django.utils import translation

from factories.places import load_places

# Chance looks for new worlds on a developer's machine; the robots judge the same worlds every time.
# Time judges nothing.
hypothesis.settings.register_profile("developer", deadline=None)
hypothesis.settings.register_profile("robots", deadline=None, derandomize=True)
hypothesis.settings.load_profile("robots" if os.environ.get("CI") else "developer")


@pytest.fixture(autouse=True)
def quick_house(settings, tmp_path):
    """Nothing of a test outlives it: its letters and files lie in its own folder; it is quick and speaks English."""
    settings.LANGUAGE_CODE = "en"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    _forget_cache()
    with translation.override("en"):
        yield


@pytest.fixture
def places(db):
    """The real regions and districts."""
    load_places()


@pytest.fixture
def enter(client):
    """``enter(user)`` gives a client in which the user is logged in."""

    def as_user(someone):
        client.force_login(someone)
        return client

    return as_user


def _forget_cache():
    from django.core.cache import cache

    cache.clear()
