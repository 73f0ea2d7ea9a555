from datetime import timedelta

from django.apps import AppConfig

# Shorter than the pause of the worker: a letter about a report at the highest level leaves with the next round.
LETTERS = timedelta(seconds=15)


class NoticesConfig(AppConfig):
    name = "shanyraq.notices"
    label = "notices"

    def ready(self):
        from . import outbox, schedule

        schedule.register("notices.letters", outbox.send_due, every=LETTERS)
