"""Where a signal goes. A complaint about a service goes to whoever can mend it, never to an alarm."""

from shanyraq.reading.issues import issues

from . import vocabulary
from .models import Signal
from .scales import Level, Need, Route, Stage


def route(signal: Signal) -> None:
    """Set the route and the words of the text that speak of the issue; what the reporter chose is not changed."""
    found = issues(signal.text) if signal.text else None
    signal.issue_words = [[theme.code, *theme.words] for theme in found.themes] if found else []
    signal.route = _route(signal, found.route if found else "")


def _route(signal: Signal, said: str) -> Route:
    if vocabulary.is_positive(signal.issue):
        return Route.POSITIVE
    quiet = signal.stage == Stage.GRIEVANCE and signal.level < Level.TODAY
    if quiet and (signal.need == Need.SERVICE or said == Route.SERVICE):
        return Route.SERVICE
    return Route.TENSION
