from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

OFTEN = timedelta(minutes=10)
DAILY = timedelta(days=1)


class RadarConfig(AppConfig):
    name = "shanyraq.radar"
    label = "radar"

    def ready(self):
        from shanyraq.audit.verbs import declare
        from shanyraq.directives import facts
        from shanyraq.notices import schedule

        from . import echoes, feeds, reach, scanning, upkeep
        from .duties import RadarFacts

        declare(
            {
                "radar.signal_received": _("Signal received"),
                "radar.finding_recorded": _("Finding on a signal recorded"),
                "radar.finding_seconded": _("Second person agreed with a finding"),
                "radar.signal_corrected": _("Signal corrected"),
                "radar.signal_independent": _("Signal counted in full again"),
                "radar.signal_closed": _("Signal closed"),
                "radar.signal_reopened": _("Signal opened again"),
                "radar.reporter_answered": _("Reporter answered"),
                "radar.import_begun": _("File of signals being read in"),
                "radar.import_resumed": _("Reading of a file resumed"),
                "radar.import_finished": _("File of signals read in"),
                "radar.key_made": _("Key of a program made"),
                "radar.key_closed": _("Key of a program closed"),
                "radar.feed_added": _("News feed added"),
                "radar.feed_paused": _("News feed paused"),
                "radar.feed_resumed": _("News feed read again"),
                "radar.line_added": _("Reporter added a line"),
                "radar.words_vouched": _("Words that look like a name vouched for"),
                "radar.note_written": _("Note on a signal written"),
                "radar.change_agreed": _("Second look agreed with a change"),
                "radar.change_reversed": _("Second look took a change back"),
                "radar.glance_opened": _("Sealed text opened for a glance"),
                "radar.glance_given": _("Doubtful words of a text decided"),
                "radar.glance_lapsed": _("Doubtful words masked when their term ended"),
                "radar.week_scanned": _("Week scanned"),
                "radar.reports_fell": _("Reports of a region fell"),
                "radar.line_checked": _("Check of a line asked for"),
                "radar.line_dismissed": _("Line dismissed"),
                "radar.line_confirmed": _("Line confirmed as a hotspot"),
                "radar.hotspot_confirmed": _("Hotspot confirmed"),
                "radar.signals_linked": _("Signals joined to a hotspot"),
                "radar.hotspot_answered": _("Answer to a hotspot begun"),
                "radar.hotspot_calming": _("Hotspot calming down"),
                "radar.hotspot_closed": _("Hotspot closed"),
                "radar.hotspot_reopened": _("Hotspot opened again"),
                "radar.hotspot_reviewed": _("Hotspot reviewed"),
                "radar.effect_reviewed": _("Effect reviewed"),
                "radar.plan_drafted": _("Plan drafted"),
                "radar.measure_added": _("Measure added to a plan"),
                "radar.measure_dropped": _("Measure taken out of a plan"),
                "radar.plan_approved": _("Plan approved"),
                "radar.measure_done": _("Measure reported as done"),
                "radar.plan_ended": _("Plan ended"),
                "radar.call_answered": _("Call-out answered"),
                "radar.file_taken_out": _("File taken out of the house"),
                "radar.message_taken_out": _("Message about a hotspot taken out of the house"),
                "radar.text_expired": _("Text of a signal removed at the end of its term"),
            }
        )
        facts.register(RadarFacts())
        schedule.register("radar.glances", upkeep.release_unseen, every=OFTEN)
        schedule.register("radar.echoes", echoes.settle_due)
        schedule.register("radar.week", scanning.scan_due)
        schedule.register("radar.reach", reach.count_due, every=DAILY)
        schedule.register("radar.feeds", feeds.read_due, every=feeds.EVERY)
        schedule.register("radar.texts", upkeep.remove_expired_texts)
