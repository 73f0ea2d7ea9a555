"""How fast somebody must look at a signal, from what the reporter said; never from who lives there."""

from .scales import Certainty, Crowd, Level, Need, Severity, Stage, Urgency

_LEVELS = {
    Stage.GRIEVANCE: Level.WATCH,
    Stage.DISPUTE: Level.CHECK,
    Stage.INCIDENT: Level.TODAY,
    Stage.MOBILISATION: Level.NOW,
}
_URGENCIES = {
    Level.WATCH: Urgency.FUTURE,
    Level.CHECK: Urgency.EXPECTED,
    Level.TODAY: Urgency.EXPECTED,
    Level.NOW: Urgency.IMMEDIATE,
}
_SEVERITIES = {
    Level.WATCH: Severity.MINOR,
    Level.CHECK: Severity.MODERATE,
    Level.TODAY: Severity.SEVERE,
    Level.NOW: Severity.EXTREME,
}


def level_of(stage: str, need: str = Need.NOTHING, crowd: str = Crowd.UNKNOWN) -> Level:
    """The level of a report: its stage, one higher for a crowd of hundreds, the highest for a call for help at once."""
    if need == Need.URGENT:
        return Level.NOW
    level = _LEVELS[Stage(stage)]
    if crowd == Crowd.HUNDREDS and level < Level.NOW:
        level = Level(level + 1)
    return level


def urgency_of(level: int) -> Urgency:
    return _URGENCIES[Level(level)]


def severity_of(level: int) -> Severity:
    return _SEVERITIES[Level(level)]


def certainty_of(witness: bool | None) -> Certainty:
    """Seen with one's own eyes, heard from others, or not said."""
    return {True: Certainty.LIKELY, False: Certainty.POSSIBLE, None: Certainty.UNKNOWN}[witness]
