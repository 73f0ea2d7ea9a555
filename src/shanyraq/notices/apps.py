from datetime import timedelta

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shanyraq.notices"
    label = "notices"

    def ready(self):
        from . import outbox, schedule

        schedule.register("notices.letters", outbox.send_due, every=timedelta(minutes=1))
