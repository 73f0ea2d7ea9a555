"""What may go wrong with acts, directives and rules, said to a person: what happened, why, what to do next."""


class ActError(ValueError):
    """A deed that cannot be done; the message is a sentence in the reader's language. Nothing was changed."""


class SameText(ActError):
    """The text is in the house already."""

    def __init__(self, message: str, act):
        super().__init__(message)
        self.act = act


class BearerMissing(ActError):
    """A directive without a bearer cannot be accepted: somebody must choose."""


class AlreadyDecided(ActError):
    """Another decision stands; it is undone first."""


class StaleVersion(Exception):
    """Another person changed the object meanwhile; ``current`` is how it stands now."""

    def __init__(self, current):
        super().__init__(f"{current._meta.label} {current.pk} has version {current.version}")
        self.current = current
