from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "shanyraq.meetings"
    label = "meetings"
