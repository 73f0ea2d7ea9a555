"""The roles of the house and what each may ask of a region or of the country."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoleName(models.TextChoices):
    HQ_ANALYST = "hq_analyst", _("analyst of the centre")
    HQ_CONTROLLER = "hq_controller", _("controller of the centre")
    REGIONAL_SECRETARY = "regional_secretary", _("regional secretary")
    POST_ASSISTANT = "post_assistant", pgettext_lazy("role", "assistant of a post")
    ASSOCIATION_HEAD = "association_head", _("head of an association or council")
    MEDIATOR = "mediator", _("mediator")
    EXPERT = "expert", _("expert")
    SUPPORT_OFFICER = "support_officer", _("support officer")
    DEPUTY = "deputy", _("deputy of parliament or maslikhat")
    ADMINISTRATOR = "administrator", _("administrator")


COUNTRY_ROLES = frozenset({RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER, RoleName.SUPPORT_OFFICER})
"""Roles that see every region; all others see the regions named in their role."""

CENTRAL_ROLES = COUNTRY_ROLES | {RoleName.ADMINISTRATOR}
"""Roles given without an area."""
REGION_ROLES = frozenset({RoleName.REGIONAL_SECRETARY})
"""Roles given for a region (or a city of the same level), nothing smaller."""


def needs_area(role: str) -> bool:
    return role not in CENTRAL_ROLES
