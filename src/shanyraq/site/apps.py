from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "shanyraq.site"
    label = "site"
