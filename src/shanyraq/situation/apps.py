from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "shanyraq.situation"
    label = "situation"
