from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "shanyraq.site"
    label = "site"

    def ready(self):
        from . import journal_words

        journal_words.register()
