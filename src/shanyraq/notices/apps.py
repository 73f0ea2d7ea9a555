from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shanyraq.notices"
    label = "notices"
