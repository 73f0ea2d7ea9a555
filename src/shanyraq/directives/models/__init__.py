"""What is owed: acts, the directives found in them, the rules made of directives, and the few things people may add
to a duty (a waiver, an extension, a confirmation or dispute of a fact). The state of a duty is nowhere typed."""

from .acts import ActLink, Directive, Force, SourceAct
from .duties import BearerQuerySet, CalendarKey, Confirmation, Extension, Side, Standing, Waiver
from .rules import SWITCHED_OFF, Rule, RuleForce

__all__ = [
    "SWITCHED_OFF",
    "ActLink",
    "BearerQuerySet",
    "CalendarKey",
    "Confirmation",
    "Directive",
    "Extension",
    "Force",
    "Rule",
    "RuleForce",
    "Side",
    "SourceAct",
    "Standing",
    "Waiver",
]
