"""Who sees what lies near a signal: those who watch over the country or a region, and nobody else by his region."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from shanyraq.accounts.roles import RoleName
from shanyraq.accounts.scoping import RegionalQuerySet

OF_THE_CENTRE = (RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER)
OF_A_REGION = RoleName.REGIONAL_SECRETARY
WATCHERS = (*OF_THE_CENTRE, OF_A_REGION)
VOICES = (RoleName.ASSOCIATION_HEAD, RoleName.MEDIATOR, RoleName.POST_ASSISTANT)
"""Roles of those who may act for a body that reports: a council, a mediators' room, a school."""


def watches_country(user) -> bool:
    return user.is_authenticated and user.has_role(*OF_THE_CENTRE)


def watched_regions(user) -> frozenset[str]:
    """Regions whose signals a user reads by his role; an akim's assistant or a deputy reads none."""
    if not user.is_authenticated:
        return frozenset()
    return frozenset(role.area_id for role in user.held_roles if role.name == OF_A_REGION and role.area_id)


class WatchedQuerySet(RegionalQuerySet):
    """Regional rows for watchers only: roles that merely lie in a region do not open them."""

    def visible_to(self, user):
        if watches_country(user):
            return self
        codes = watched_regions(user)
        return self.filter(self.in_regions(codes)) if codes else self.none()


class OfSignalQuerySet(WatchedQuerySet):
    """What hangs on a signal, for those who watch over its region."""

    region_path = "signal__region"

    def in_regions(self, codes) -> Q:
        # Asked row by row: few things hang on signals, and a join would begin with all signals of the region.
        signals = apps.get_model("radar", "Signal").objects
        return Q(Exists(signals.filter(pk=OuterRef("signal_id"), region__in=codes).order_by()))
