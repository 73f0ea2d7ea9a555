from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .verbs import declare


class AuditConfig(AppConfig):
    name = "shanyraq.audit"
    label = "audit"

    def ready(self):
        declare({"audit.access_refused": _("Access refused")})
