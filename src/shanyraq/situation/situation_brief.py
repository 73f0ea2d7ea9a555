"""What the printed brief says of the situation in a region: the figures of its card, in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from shanyraq.radar.hotspot_queries import Clock
from shanyraq.radar.models import Hotspot, Line
from shanyraq.radar.reach import Coverage
from shanyraq.radar.response import Waits
from shanyraq.radar.response_queries import Open
from shanyraq.radar.vocabulary import issue_name

from .layer import Layer, Place
from .situation_map import said
from .templatetags.situation import days, repeats_said

MOST_HOTSPOTS, MOST_QUIET = 4, 8


def content(shown: Layer) -> dict:
    """A heading and three lists: hotspots, lines of the week, figures."""
    return {
        "heading": _("Situation"),
        "hotspots_heading": _("Open hotspots"),
        "hotspots": [_hotspot(one) for one in shown.open[:MOST_HOTSPOTS]],
        "more": _more(shown),
        "lines_heading": _lines_heading(shown),
        "lines": [
            {
                "title": f"{issue_name(line.issue)} · {line.area.name}",
                "state": str(Line.State(line.state_then).label),
                "more": line.why,
            }
            for line in (shown.weekly.lines if shown.weekly else ())
        ],
        "figures": _figures(shown),
    }


def _hotspot(one: Open) -> dict:
    measures = _("measures: %(done)s of %(all)s") % {"done": one.done, "all": one.measures} if one.measures else ""
    return {
        "title": f"{issue_name(one.hotspot.issue)} · {one.hotspot.area.name}",
        "state": str(Hotspot.State(one.state).label),
        "more": "; ".join(filter(None, (one.hotspot.number, _plan(one.clock), measures))),
    }


def _plan(clock: Clock) -> str:
    if clock.approved_on:
        return _("plan approved %(day)s") % {"day": clock.approved_on.strftime("%d.%m.%Y")}
    return _("plan owed by %(day)s") % {"day": clock.due.strftime("%d.%m.%Y")}


def _more(shown: Layer) -> str:
    left = shown.open_total - MOST_HOTSPOTS
    return _("and more: %(number)s") % {"number": left} if left > 0 and shown.watches else ""


def _lines_heading(shown: Layer) -> str:
    if shown.weekly is None or shown.weekly.scan is None:
        return ""
    return _("Attention list, week of %(day)s") % {"day": shown.weekly.scan.week.strftime("%d.%m.%Y")}


def _figures(shown: Layer) -> list[dict]:
    """Silence is set in bold: it weighs as much as a hotspot."""
    rows = [_figure(_("First response"), _waits(shown.response.from_confirmation, shown.watches))]
    rows.append(_figure(_("Came back"), repeats_said(shown)))
    if shown.watches:
        rows.append(_figure(_("Silent or not heard"), _quiet(shown), is_heavy=bool(_silent(shown))))
    if shown.coverage:
        went_quiet = any(one.went_quiet for one in shown.coverage.channels)
        rows.append(_figure(_("Reports in four weeks"), _channels(shown.coverage), is_heavy=went_quiet))
    return rows


def _figure(name: str, text: str, *, is_heavy: bool = False) -> dict:
    return {"name": name, "text": text, "weight": "bold" if is_heavy else "regular"}


def _silent(shown: Layer) -> list[Place]:
    """Regions that fell silent as a whole, then districts."""
    return [place for place in shown.above if place.whole] + shown.quiet_places


def _waits(waits: Waits, may_count: bool) -> str:
    half = _("half within %(days)s") % {"days": days(waits.median)} if waits.median else days(None)
    parts = [half]
    if waits.ninetieth:
        parts.append(_("nine of ten within %(days)s") % {"days": days(waits.ninetieth)})
    if may_count:
        parts.append(_("hotspots: %(all)s, not answered yet: %(open)s") % {"all": waits.n, "open": waits.unanswered})
    return "; ".join(parts)


def _quiet(shown: Layer) -> str:
    quiet = _silent(shown)
    named = ", ".join(f"{place.area.name} ({said(place)})" for place in quiet[:MOST_QUIET])
    if len(quiet) > MOST_QUIET:
        named += " " + _("and more: %(number)s") % {"number": len(quiet) - MOST_QUIET}
    return named or _("every place that used to report is heard")


def _channels(coverage: Coverage) -> str:
    spoken = [one for one in coverage.channels if one.year.signals]
    return ", ".join(
        f"{one.name}: {number_format(one.recent.signals)}" + (f" ({_('went quiet')})" if one.went_quiet else "")
        for one in spoken
    ) or _("none")
