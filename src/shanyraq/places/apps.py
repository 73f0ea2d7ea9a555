from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "shanyraq.places"
    label = "places"

    def ready(self):
        from shanyraq.audit.verbs import declare

        declare(
            {
                "places.pack_loaded": _("Country pack loaded"),
                "places.day_moved": _("Working day moved"),
                "places.day_restored": _("Working day restored"),
            }
        )
