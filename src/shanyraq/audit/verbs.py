"""The closed list of deeds: each app declares its own at start-up, so a journal reads in three languages."""

_declared: dict[str, str] = {}


class UnknownVerb(ValueError):
    """A deed nobody declared."""


def declare(verbs: dict[str, str]) -> None:
    """``{"meetings.event_recorded": _("Meeting recorded")}``: verb to its lazy label."""
    _declared.update(verbs)


def check_verb(verb: str) -> None:
    if verb not in _declared:
        raise UnknownVerb(f"'{verb}' is not declared; declare it in the app's start-up.")


def label(verb: str) -> str:
    return str(_declared.get(verb, verb))


def declared() -> dict[str, str]:
    return dict(_declared)
