from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "shanyraq.meetings"
    label = "meetings"

    def ready(self):
        from shanyraq.audit.verbs import declare
        from shanyraq.directives import facts
        from shanyraq.notices import schedule
        from shanyraq.registry import changes

        from . import letters, settling
        from .facts import MeetingFacts

        declare(
            {
                "meetings.event_planned": _("Event planned"),
                "meetings.event_edited": _("Event changed"),
                "meetings.people_invited": _("People invited"),
                "meetings.invitation_withdrawn": _("Invitation withdrawn"),
                "meetings.invitation_answered": _("Invitation answered"),
                "meetings.event_flagged_key": _("Event marked as key"),
                "meetings.event_unflagged": _("Key mark taken back"),
                "meetings.event_held": _("Event recorded as held"),
                "meetings.presence_recorded": _("Presence recorded"),
                "meetings.chair_named": _("Chair named"),
                "meetings.event_tagged": _("Event counted as another kind too"),
                "meetings.event_untagged": _("Event no longer counted as another kind"),
                "meetings.minutes_entered": _("Minutes entered"),
                "meetings.decision_made": _("Decision written down"),
                "meetings.decision_done": _("Decision reported as done"),
                "meetings.decision_released": _("Decision released"),
                "meetings.event_cancelled": _("Event cancelled"),
                "meetings.event_moved": _("Event moved"),
                "meetings.event_closed": _("Event closed"),
                "meetings.event_reopened": _("Event reopened"),
            }
        )
        facts.register(MeetingFacts())
        changes.subscribe(settling.follow_register)
        schedule.register("meetings.reminders", letters.remind)
