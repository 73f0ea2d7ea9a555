"""How the register's words look."""

from django import template

register = template.Library()

LOOKS = {
    "proposed": "upcoming",
    "registered": "open",
    "active": "followed",
    "suspended": "due_soon",
    "dissolved": "excused",
    "filled": "followed",
    "vacant": "not_yet",
    "not_opened": "upcoming",
    "applied": "open",
    "accredited": "followed",
    "refused": "excused",
    "expired": "due_soon",
    "valid": "followed",
    "ends_soon": "due_soon",
    "run_out": "excused",
    "ended": "excused",
    "left": "excused",
}


@register.filter
def look(state: str) -> str:
    """The calm colour of a state of the register, one of the house's state classes."""
    return f"state state-{LOOKS.get(state, 'no_data')}"
