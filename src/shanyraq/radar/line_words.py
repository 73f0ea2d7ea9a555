"""The reasons of a line in words: codes and values of the engine as sentences in the reader's language.

The codes are those of docs/reference/detection-attention.md, and ``signal`` for a hotspot opened without a line.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .scales import Level

UNCERTAIN = ("short_history", "still_arriving", "probability", "beyond_chance", "capacity")
WOULD_CHANGE = ("would_stay_off_at", "stays_without_reports")
TELLING = ("too_few_reports", "weeks_above", "neighbours", "still_arriving", "expected")
MANY_TIMES = 1000
EXACT_TIMES = 10
SMALLEST = 0.1
NEARLY_ALL = 0.99

Reason = Mapping[str, object]
Names = Mapping[str, str]


def because(reasons: Iterable[Reason], names: Names) -> list[str]:
    """Why the line stands there: what was seen and what it was compared with."""
    return [sentence(each, names) for each in reasons if each["code"] not in (*UNCERTAIN, *WOULD_CHANGE)]


def uncertainty(reasons: Iterable[Reason], names: Names) -> list[str]:
    """How sure one may be of it."""
    return [sentence(each, names) for each in _told(reasons) if each["code"] in UNCERTAIN]


def would_change(reasons: Iterable[Reason], names: Names) -> list[str]:
    """With which reports the line would not stand there."""
    return [sentence(each, names) for each in reasons if each["code"] in WOULD_CHANGE]


def why(reasons: Iterable[Reason], names: Names) -> str:
    """The one sentence that says most: memory, then rising neighbours, then the week itself."""
    found = {each["code"]: each for each in _told(reasons)}
    if "neighbours" in found and not found["neighbours"]["values"].get("rising"):
        del found["neighbours"]
    telling = next((found[code] for code in TELLING if code in found), None)
    return sentence(telling, names) if telling else ""


def _told(reasons: Iterable[Reason]) -> list[Reason]:
    """Reasons without a delay that holds back next to nothing."""
    return [each for each in reasons if each["code"] != "still_arriving" or each["values"]["share"] <= NEARLY_ALL]


def codes_of(reasons: Iterable[Reason]) -> set[str]:
    """Codes of the areas that reasons speak of."""
    return {code for each in reasons for code in each["values"].get("rising", ())}


def sentence(reason: Reason, names: Names) -> str:
    """One reason as a sentence; a code this house does not know speaks for itself. ``names`` of areas by code."""
    say = _SENTENCES.get(reason["code"])
    return say(reason["values"], names) if say else str(reason["code"])


def at_least(lower: float) -> str:
    """What the rate is at least, with 95 % certainty, against the expectation."""
    if lower <= 1:
        return _("It may be no more than expected: with 95 per cent certainty no rise can be told from chance.")
    return _("With 95 per cent certainty it is at least %(times)s times what was expected.") % {"times": amount(lower)}


def amount(value: float) -> str:
    """A number of reports: whole, or with one digit behind the point; less than a tenth is not written as nothing."""
    if 0 < value < SMALLEST:
        return f"< {number_format(SMALLEST, 1)}"
    return number_format(value, 0 if float(value).is_integer() else 1, force_grouping=value >= 1000)


def share(value: float) -> str:
    """A probability or a part in per cent; the ends are not rounded to certainty."""
    if value > NEARLY_ALL:
        return "> 99 %"
    return "< 1 %" if value < 0.01 else f"{round(100 * value)} %"


def _expected(values, names: Names) -> str:
    return ngettext(
        "%(observed)s report this week, %(expected)s expected; nine quiet weeks of ten bring between %(low)s and"
        " %(high)s.",
        "%(observed)s reports this week, %(expected)s expected; nine quiet weeks of ten bring between %(low)s and"
        " %(high)s.",
        int(values["observed"]),
    ) % {name: amount(values[name]) for name in ("observed", "expected", "low", "high")}


def _years(values, names: Names) -> str:
    return ngettext(
        "Compared with the same season of %(years)s year; weeks of history: %(weeks)s.",
        "Compared with the same season of %(years)s years; weeks of history: %(weeks)s.",
        values["years"],
    ) % {"years": values["years"], "weeks": values["weeks"]}


def _short_history(values, names: Names) -> str:
    if not values["years"]:
        return _(
            "A short history: only the last half year is compared, seasons are not known yet. Weeks: %(weeks)s."
        ) % {"weeks": values["weeks"]}
    return ngettext(
        "A short history: the same season of only %(years)s year is compared. Weeks: %(weeks)s.",
        "A short history: the same season of only %(years)s years is compared. Weeks: %(weeks)s.",
        values["years"],
    ) % {"years": values["years"], "weeks": values["weeks"]}


def _trend(values, names: Names) -> str:
    factor = values["factor_a_year"]
    change = {"change": f"{abs(round(100 * (factor - 1)))} %"}
    if factor >= 1:
        return _("Reports here grow by %(change)s a year, and the expectation grows with them.") % change
    return _("Reports here fall by %(change)s a year, and the expectation falls with them.") % change


def _weeks_above(values, names: Names) -> str:
    return ngettext(
        "For %(weeks)s week running above the expectation: reports %(observed)s, expected %(expected)s.",
        "For %(weeks)s weeks running above the expectation: reports %(observed)s, expected %(expected)s.",
        values["weeks"],
    ) % {
        "weeks": values["weeks"],
        "observed": amount(values["observed"]),
        "expected": amount(values["expected"]),
    }


def _listed_before(values, names: Names) -> str:
    return ngettext(
        "It stood on the list already, last %(weeks)s week ago.",
        "It stood on the list already, last %(weeks)s weeks ago.",
        values["weeks_ago"],
    ) % {"weeks": values["weeks_ago"]}


def _neighbours(values, names: Names) -> str:
    said = ngettext(
        "%(many)s place next door: reports of the same issue %(observed)s, expected %(expected)s.",
        "%(many)s places next door: reports of the same issue %(observed)s, expected %(expected)s.",
        values["neighbours"],
    ) % {
        "many": values["neighbours"],
        "observed": amount(values["observed"]),
        "expected": amount(values["expected"]),
    }
    rising = ", ".join(names.get(code, code) for code in values["rising"])
    more = _("Rising too: %(places)s.") % {"places": rising} if rising else _("None of them rises.")
    return f"{said} {more}"


def _sources(values, names: Names) -> str:
    return _("Sources heard: %(now)s, usually %(usual)s; the expectation follows them.") % {
        "now": amount(values["now"]),
        "usual": amount(values["usual"]),
    }


def _still_arriving(values, names: Names) -> str:
    return _("Only %(share)s of the week's reports are here by now; the expectation is cut to that part.") % {
        "share": share(values["share"])
    }


def _probability(values, names: Names) -> str:
    factor = values["bayes_factor"]
    times = (
        f"> {amount(MANY_TIMES)}" if factor > MANY_TIMES else amount(factor if factor < EXACT_TIMES else round(factor))
    )
    return _(
        "Probability of a true rise this week: %(rise)s. The last weeks are %(times)s times as likely with a rise as"
        " without one; series that begin to rise in a week: %(rate)s of 1,000."
    ) % {"rise": share(values["rise"]), "times": times, "rate": amount(values["rises_in_1000"])}


def _beyond_chance(values, names: Names) -> str:
    return _("If all lines as sure as this one are called rises, at most %(level)s of them are false.") % {
        "level": share(values["level"])
    }


def _would_stay_off_at(values, names: Names) -> str:
    return ngettext(
        "With %(count)s report this week or fewer it would not be on the list.",
        "With %(count)s reports this week or fewer it would not be on the list.",
        values["count"],
    ) % {"count": values["count"]}


def _stays_without_reports(values, names: Names) -> str:
    return _("Even without a report this week it would be on the list: the weeks before are enough.")


def _capacity(values, names: Names) -> str:
    return ngettext(
        "%(count)s more line was urgent enough and found no room on the list.",
        "%(count)s more lines were urgent enough and found no room on the list.",
        values["left_out"],
    ) % {"count": values["left_out"]}


def _signal(values, names: Names) -> str:
    return _("Opened from a signal that could not wait for the week's list; its level: %(level)s.") % {
        "level": Level(values["level"]).label
    }


def _echoes(values, names: Names) -> str:
    return ngettext(
        "%(reports)s report came; it came after an answer that is still fresh and counts as %(weighted)s.",
        "%(reports)s reports came; some came after an answer that is still fresh: together they count as %(weighted)s.",
        values["reports"],
    ) % {"reports": values["reports"], "weighted": number_format(values["weighted"], 2)}


def _too_few_reports(values, names: Names) -> str:
    return _(
        "It stays from the week of %(day)s, and its figures are of that week: since then too few reports come from the"
        " region, and fewer reports answer no question."
    ) % {"day": date.fromisoformat(values["week"]).strftime("%d.%m.%Y")}


_SENTENCES = {
    "expected": _expected,
    "years": _years,
    "short_history": _short_history,
    "trend": _trend,
    "weeks_above": _weeks_above,
    "listed_before": _listed_before,
    "neighbours": _neighbours,
    "sources": _sources,
    "still_arriving": _still_arriving,
    "probability": _probability,
    "beyond_chance": _beyond_chance,
    "would_stay_off_at": _would_stay_off_at,
    "stays_without_reports": _stays_without_reports,
    "capacity": _capacity,
    "signal": _signal,
    "echoes": _echoes,
    "too_few_reports": _too_few_reports,
}
