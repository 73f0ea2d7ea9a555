"""One page about a judged file: what was judged, the list, the first lines in pictures, and what it cannot know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from .picture import SeriesView, series_picture
from .picture_words import WORDS, Language, amount, day

MOST_LINES, MOST_PICTURES = 8, 2


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One alarm of the list."""

    series: str
    week: np.datetime64
    observed: float
    expected: float
    upper: float
    p: float
    score: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was judged, and what came of it. ``lines``: the list, most urgent first; ``views``: its first series."""

    file: str
    method: str
    series: int
    first: np.datetime64
    last: np.datetime64
    weeks: int
    alarms: int
    lines: Sequence[ReportLine]
    views: Sequence[SeriesView]
    notes: Sequence[str] = ()


def report_page(report: Report, *, language: Language = "en") -> str:
    """A self-contained HTML page that prints on one A4: at most 8 lines and 2 pictures. No script, nothing loaded."""
    words = WORDS[language]
    title = escape(words["report"])
    body = [
        f"<h1>{title}</h1>",
        f"<h2>{escape(words['judged'])}</h2>",
        _facts(report, language),
        *(f'<p class="note">{escape(note)}</p>' for note in report.notes),
        f"<h2>{escape(words['list'])}</h2>",
        _list(report, language),
        *_pictures(report, language),
        f"<h2>{escape(words['limits'])}</h2>",
        "<ul>" + "".join(f"<li>{escape(words[f'limit_{number}'])}</li>" for number in (1, 2, 3, 4)) + "</ul>",
    ]
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def _facts(report: Report, language: Language) -> str:
    words = WORDS[language]
    span = f"{report.weeks} ({day(report.first, language)} – {day(report.last, language)})"
    facts = {
        "file": report.file,
        "method": report.method,
        "series_count": str(report.series),
        "weeks": span,
        "alarm_count": str(report.alarms),
    }
    rows = "".join(f"<dt>{escape(words[name])}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    return f"<dl>{rows}</dl>"


def _list(report: Report, language: Language) -> str:
    words = WORDS[language]
    if not report.lines:
        return f"<p>{escape(words['nothing'])}</p>"
    columns = ("series", "week", "observed", "expected", "upper", "p", "score")
    head = "".join(f'<th scope="col">{escape(words[name])}</th>' for name in columns)
    rows = "".join(_row(line, language) for line in report.lines[:MOST_LINES])
    note = escape(words["list_note"])
    return f'<p class="note">{note}</p>\n<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(line: ReportLine, language: Language) -> str:
    p = "–" if np.isnan(line.p) else f"{line.p:.2g}"
    numbers = [amount(value, language) for value in (line.observed, line.expected, line.upper)]
    numbers += [p if language == "en" else p.replace(".", ","), amount(line.score, language)]
    cells = "".join(f'<td class="number">{escape(number)}</td>' for number in numbers)
    return f'<tr><th scope="row">{escape(line.series)}</th><td>{day(line.week, language)}</td>{cells}</tr>'


def _pictures(report: Report, language: Language) -> list[str]:
    views = report.views[:MOST_PICTURES]
    if not views:
        return []
    drawn = [
        f"<figure>{series_picture(view, language=language, identifier=f'picture-{number}')}</figure>"
        for number, view in enumerate(views, start=1)
    ]
    return [f"<h2>{escape(WORDS[language]['pictures'])}</h2>", *drawn]


_STYLE = """
@page { size: A4; margin: 12mm }
body { margin: 0; background: #fff; color: #1d2733; font: 14px/1.4 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.4rem; margin: 0 0 .5rem }
h2 { font-size: 1.05rem; margin: .9rem 0 .3rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 }
dt { color: #4a5663 }
dd { margin: 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .15rem .4rem; border-bottom: 1px solid #c9d1d9; font-weight: normal }
thead th { font-weight: 600 }
tbody th { overflow-wrap: anywhere }
.number, thead th:nth-child(n+3) { text-align: right; font-variant-numeric: tabular-nums }
.note { color: #4a5663; margin: .2rem 0 }
figure { margin: .3rem 0; break-inside: avoid }
svg { width: 100%; height: auto }
ul { margin: 0; padding-left: 1.2rem }
@media print { body { font-size: 10px } main { padding: 0; max-width: none } figure { width: 68% } }
"""
