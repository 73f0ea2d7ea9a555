from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "shanyraq.directives"
    label = "directives"
