"""The counts of a line as pictures: a spark on the list, the whole on its page. SVG without script or style."""

from datetime import date

import numpy as np
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.detection.picture import SeriesView, series_picture

from .models import Line
from .weeks import WEEK

SPARK_WEEKS = 26
WIDTH, HEIGHT, EDGE = 130, 32, 3


def spark(line: Line) -> SafeString:
    """The last half year as a line of 130 by 32; the judged week is a point."""
    counts = line.series.get("counts", [])[-SPARK_WEEKS:] or [0]
    top, step = max(1, *counts), (WIDTH - 2 * EDGE) / max(1, len(counts) - 1)
    spots = [
        f"{EDGE + number * step:.1f},{HEIGHT - EDGE - count / top * (HEIGHT - 2 * EDGE):.1f}"
        for number, count in enumerate(counts)
    ]
    x, y = spots[-1].split(",")
    label = _("Weeks: %(weeks)s; at most %(top)s reports in one, %(last)s in the last.") % {
        "weeks": len(counts), "top": max(counts), "last": counts[-1],
    }  # fmt: skip
    return format_html(
        '<svg class="radar-spark" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<polyline points="{}" fill="none" stroke="#545c67" stroke-width="1.5"/>'
        '<circle cx="{}" cy="{}" r="3" fill="#86180c"/></svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, label, " ".join(spots), x, y,
    )  # fmt: skip


def picture(line: Line, title: str) -> SafeString:
    """Up to two years of reports; expectation and upper bound of the judged week."""
    counts = np.array(line.series.get("counts") or [line.observed], dtype=float)
    expected, upper = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    expected[-1], upper[-1] = line.expected, line.expected if line.high is None else line.high
    alarm = np.zeros(len(counts), dtype=bool)
    alarm[-1] = True
    days = [week.isoformat() for week, _count in weeks_of(line)]
    view = SeriesView.of(title, days, counts, expected, upper, alarm)
    # The engine escapes the title; everything else in it are numbers and its own words.
    return SafeString(series_picture(view, language=_language(), identifier="line"))  # nosec B703


def weeks_of(line: Line) -> list[tuple[date, int]]:
    """The Mondays and counts behind the picture, the oldest first."""
    counts = line.series.get("counts") or [int(line.observed)]
    first = line.scan.week - (len(counts) - 1) * WEEK
    return [(first + number * WEEK, count) for number, count in enumerate(counts)]


def _language() -> str:
    language = (get_language() or "kk")[:2]
    return language if language in ("kk", "ru", "en") else "kk"
