from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SiteConfig(AppConfig):
    name = "shanyraq.site"
    label = "site"

    def ready(self):
        from . import journal_words

        journal_words.register()
        if settings.NAMES_MODEL:
            _use_names_model()


def _use_names_model():
    # Loaded at the start: a report must not wait for it, and a missing package is told to whoever set it.
    from shanyraq.reading.screening import names_model

    try:
        names_model.use()
    except names_model.ModelMissing as missing:
        raise ImproperlyConfigured(str(missing)) from None
