"""What a signal may be about: the open lexicon's themes, in the reader's language."""

from django.utils.translation import get_language

from shanyraq.reading.issues import THEMES, theme_name

POSITIVE = "T14"


def issue_codes() -> tuple[str, ...]:
    """T1 to T14."""
    return THEMES


def issue_name(code: str) -> str:
    """The name of an issue in the reader's language, with a capital letter; a code that is not known stays itself."""
    if code not in THEMES:
        return code
    language = (get_language() or "kk")[:2]
    name = theme_name(code, language if language in ("kk", "ru", "en") else "kk")
    return name[:1].upper() + name[1:]


def issue_choices() -> list[tuple[str, str]]:
    return [(code, issue_name(code)) for code in THEMES]


def is_positive(code: str) -> bool:
    """Good news: recorded, never counted as tension."""
    return code == POSITIVE
