"""What a directive says about time and manner, in the reader's language."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, pgettext

from shanyraq.compliance import Duration, ScenarioError

CONDITIONS = {
    "participants": gettext_lazy("with whom"),
    "in_person": gettext_lazy("in person"),
    "no_delegation": gettext_lazy("not through a deputy"),
    "agreement": gettext_lazy("in agreement with"),
    "means": gettext_lazy("by which means"),
    "condition": gettext_lazy("in what case"),
    "purpose": gettext_lazy("for what purpose"),
}
RELATIVE = {
    "immediately": gettext_lazy("at once"),
    "soon": gettext_lazy("as soon as possible"),
    "year-end": gettext_lazy("by the end of the year"),
    "day-end": gettext_lazy("by the end of the day"),
    "quarter-end": gettext_lazy("by the end of the quarter"),
    "month-end": gettext_lazy("by the end of the month"),
    "week-end": gettext_lazy("by the end of the week"),
    "next-year-end": gettext_lazy("by the end of next year"),
    "signing": gettext_lazy("from the day of signing"),
}


def frequency_words(frequency: dict | None) -> str:
    """``{"at_least": 1, "per": "P2M"}`` → "at least once every 2 months"; an empty answer for none."""
    if not frequency:
        return ""
    term = every_words(frequency["per"])
    times = frequency.get("at_least") or 1
    if times == 1:
        return _("at least once every %(term)s") % {"term": term}
    return npgettext(
        "frequency", "at least %(n)s time every %(term)s", "at least %(n)s times every %(term)s", times
    ) % {
        "n": times,
        "term": term,
    }


def every_words(per: str) -> str:
    """A period after "every": ``P2M`` → "2 months"; a term that cannot be read is shown as it is."""
    unit, count = _unit(per)
    if count == 1:
        return {
            "Y": pgettext("every", "year"),
            "M": pgettext("every", "month"),
            "W": pgettext("every", "week"),
            "D": pgettext("every", "day"),
        }[unit]
    words = {
        "Y": npgettext("every", "%(n)s year", "%(n)s years", count),
        "M": npgettext("every", "%(n)s month", "%(n)s months", count),
        "W": npgettext("every", "%(n)s week", "%(n)s weeks", count),
        "D": npgettext("every", "%(n)s day", "%(n)s days", count),
    }
    return words[unit] % {"n": count} if unit else per


def within_words(term: str) -> str:
    """A term after "within": ``P10D`` → "10 days"."""
    unit, count = _unit(term)
    words = {
        "Y": npgettext("within", "%(n)s year", "%(n)s years", count),
        "M": npgettext("within", "%(n)s month", "%(n)s months", count),
        "W": npgettext("within", "%(n)s week", "%(n)s weeks", count),
        "D": npgettext("within", "%(n)s day", "%(n)s days", count),
    }
    return words[unit] % {"n": count} if unit else term


def deadline_words(deadline: dict | None) -> str:
    """A date, a day of every year, a term from the order, or the text's own words."""
    if not deadline:
        return ""
    day, relative = deadline.get("date") or "", deadline.get("relative") or ""
    if day.startswith("--"):
        return _("by %(day)s, no year is named") % {"day": f"{day[5:7]}.{day[2:4]}"}
    if day:
        return _("by %(day)s") % {"day": date.fromisoformat(day).strftime("%d.%m.%Y")}
    if relative in RELATIVE:
        return str(RELATIVE[relative])
    if relative.endswith("/working"):
        return _("within %(term)s (working days)") % {"term": within_words(relative.removesuffix("/working"))}
    if relative.startswith("P"):
        return _("within %(term)s") % {"term": within_words(relative)}
    return deadline.get("text", "")


def condition_label(kind: str) -> str:
    return str(CONDITIONS.get(kind, kind))


def _unit(written: str) -> tuple[str, int]:
    """The largest unit a term counts in, and how many; an empty unit for a mixed or unreadable term."""
    try:
        term = Duration.parse(written)
    except ScenarioError:
        return "", 0
    if term.months and term.days:
        return "", 0
    if term.months:
        return ("M", term.months) if term.months % 12 else ("Y", term.months // 12)
    return ("D", term.days) if term.days % 7 or not term.days else ("W", term.days // 7)
