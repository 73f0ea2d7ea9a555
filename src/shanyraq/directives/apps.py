from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectivesConfig(AppConfig):
    name = "shanyraq.directives"
    label = "directives"

    def ready(self):
        from shanyraq.audit.verbs import declare
        from shanyraq.notices import schedule
        from shanyraq.registry import changes

        from . import act_verbs, duty_reminders, facts, standing
        from .duty_register import RegistryFacts

        declare(act_verbs.VERBS)
        declare(
            {
                "directives.fact_confirmed": _("Fact confirmed"),
                "directives.fact_disputed": _("Fact disputed"),
                "directives.waiver_granted": _("Bearer excused"),
                "directives.waiver_withdrawn": _("Excuse withdrawn"),
                "directives.extension_requested": _("Extension asked for"),
                "directives.extension_granted": _("Extension granted"),
                "directives.extension_refused": _("Extension refused"),
                "directives.calendar_key_made": _("Private calendar address made"),
            }
        )
        facts.register(RegistryFacts())
        changes.subscribe(standing.refresh)
        schedule.register("directives.standings", duty_reminders.update_standings)
        schedule.register("directives.reminders", duty_reminders.remind)
        schedule.register("directives.words", duty_reminders.remind_confirmers)
