"""A series as a picture: what was reported, what was expected, the bound and the alarms. SVG as text, no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .inputs import Bools, Floats
from .picture_words import WORDS, Language, amount, day

WIDTH, HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 12, 34, 58
_INK, _BAR, _BAND, _ALARM = "#1d2733", "#8a94a0", "#d6e4f0", "#b00020"


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series to be shown: ``weeks[T]`` and as long columns; nan where nothing is known or was not judged."""

    series: str
    weeks: NDArray[np.datetime64]
    observed: Floats
    expected: Floats
    upper: Floats
    alarm: Bools

    @classmethod
    def of(
        cls, series: str, weeks: ArrayLike, observed: ArrayLike, expected: ArrayLike, upper: ArrayLike, alarm: ArrayLike
    ) -> SeriesView:
        """The same from anything NumPy reads. Raises ``ValueError`` when the columns are not equally long."""
        days = np.array(weeks, dtype="datetime64[D]")
        seen, mean, bound = (np.array(column, dtype=np.float64) for column in (observed, expected, upper))
        flags = np.array(alarm, dtype=np.bool_)
        if days.ndim != 1 or not len(days) or any(each.shape != days.shape for each in (seen, mean, bound, flags)):
            raise ValueError("weeks, observed, expected, upper and alarm are equally long and not empty.")
        return cls(series, days, seen, mean, bound, flags)


def series_picture(view: SeriesView, *, language: Language = "en", identifier: str = "series") -> str:
    """An SVG of a series, readable in grey and by a screen reader (title and description).

    Bars: reports; dashed line: expected; line above: the bound, the space between them shaded; triangles: alarms;
    a short line under the axis: a week without data. ``identifier`` keeps several pictures of one page apart.
    """
    words = WORDS[language]
    scale = _Scale(len(view.weeks), _top_of(view))
    name = _printable(view.series)
    title = escape(words["title"].format(series=name))
    shown = escape(words["title"].format(series=name if len(name) <= 40 else f"{name[:39]}…"))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" xml:lang="{language}"'
        f' lang="{language}" aria-labelledby="{identifier}-title {identifier}-desc"'
        ' font-family="system-ui, sans-serif" font-size="12">',
        f'<title id="{identifier}-title">{title}</title>',
        f'<desc id="{identifier}-desc">{escape(described(view, language))}</desc>',
        f'<text x="{_LEFT}" y="18" font-size="14" font-weight="600" fill="{_INK}">{shown}</text>',
        *_grid(scale, words["axis"]),
        *_dates(view, scale, language),
        *_band(view, scale),
        *_bars(view, scale),
        *_line(view.expected, scale, f'stroke="{_INK}" stroke-width="1.2" stroke-dasharray="4 3"'),
        *_line(view.upper, scale, f'stroke="{_INK}" stroke-width="1.6"'),
        *_alarms(view, scale, language),
        *_legend(view, words),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def described(view: SeriesView, language: Language = "en") -> str:
    """The picture in words."""
    words = WORDS[language]
    rows = np.flatnonzero(view.alarm)
    alarms = words["no_alarm"]
    if len(rows):
        last = rows[-1]
        alarms = words["alarms"].format(
            count=len(rows),
            week=day(view.weeks[last], language),
            observed=amount(float(view.observed[last]), language),
            expected=amount(float(view.expected[last]), language),
        )
    first, end = day(view.weeks[0], language), day(view.weeks[-1], language)
    return words["desc"].format(weeks=len(view.weeks), first=first, last=end, alarms=alarms)


@dataclass(frozen=True, slots=True)
class _Scale:
    weeks: int
    top: float

    @property
    def step(self) -> float:
        return (WIDTH - _LEFT - _RIGHT) / self.weeks

    def x(self, row: float) -> float:
        return _LEFT + (row + 0.5) * self.step

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - value / self.top * (HEIGHT - _TOP - _BOTTOM)


def _top_of(view: SeriesView) -> float:
    """The end of the axis: above everything observed; a bound far beyond that does not flatten the rest."""
    observed = np.nanmax(view.observed, initial=1.0)
    bound = np.nanmax(np.r_[view.upper, view.expected], initial=1.0)
    return float(max(observed, min(bound, 4 * observed))) * 1.12


def _grid(scale: _Scale, axis: str) -> Iterator[str]:
    for value in _ticks(scale.top):
        y = scale.y(value)
        yield f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#c9d1d9" stroke-width=".6"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{_INK}">{value:.0f}</text>'
    yield f'<text x="{WIDTH - _RIGHT}" y="18" text-anchor="end" fill="{_INK}">{escape(axis)}</text>'


def _ticks(top: float) -> list[float]:
    """Whole round numbers from 0, at most six."""
    step = 1.0
    while top / step > 5:
        step *= 2.5 if f"{step:.0f}".startswith("2") else 2
        step = float(round(step))
    return [step * number for number in range(int(top / step) + 1)]


def _dates(view: SeriesView, scale: _Scale, language: Language) -> Iterator[str]:
    every = max(1, -(-len(view.weeks) // 6))
    for row in range(0, len(view.weeks), every):
        x, y = scale.x(row), HEIGHT - _BOTTOM
        anchor = "start" if row == 0 else "middle"
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{y + 4}" stroke="{_INK}" stroke-width=".8"/>'
        words = day(view.weeks[row], language)
        yield f'<text x="{x:.1f}" y="{y + 18}" text-anchor="{anchor}" fill="{_INK}">{words}</text>'


def _band(view: SeriesView, scale: _Scale) -> Iterator[str]:
    known = ~(np.isnan(view.expected) | np.isnan(view.upper))
    for rows in _runs(known):
        above = [f"{scale.x(row):.1f},{_inside(scale, view.upper[row])}" for row in rows]
        below = [f"{scale.x(row):.1f},{_inside(scale, view.expected[row])}" for row in reversed(rows)]
        yield f'<polygon points="{" ".join(above + below)}" fill="{_BAND}"/>'


def _bars(view: SeriesView, scale: _Scale) -> Iterator[str]:
    width, floor = max(0.6, min(12.0, scale.step * 0.7)), HEIGHT - _BOTTOM
    for row, value in enumerate(view.observed):
        x = scale.x(row) - width / 2
        if np.isnan(value):
            yield f'<rect x="{x:.1f}" y="{floor + 1}" width="{width:.1f}" height="3" fill="{_INK}"/>'
        elif value > 0:
            top = scale.y(value)
            yield f'<rect x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{floor - top:.1f}" fill="{_BAR}"/>'
    yield f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{floor}" y2="{floor}" stroke="{_INK}" stroke-width=".8"/>'


def _line(values: Floats, scale: _Scale, look: str) -> Iterator[str]:
    for rows in _runs(~np.isnan(values)):
        ends = rows if len(rows) > 1 else [rows[0] - 0.4, rows[0] + 0.4]
        at = [values[row] for row in rows] * (1 if len(rows) > 1 else 2)
        points = " ".join(f"{scale.x(x):.1f},{_inside(scale, y)}" for x, y in zip(ends, at, strict=True))
        yield f'<polyline points="{points}" fill="none" {look}/>'


def _alarms(view: SeriesView, scale: _Scale, language: Language) -> Iterator[str]:
    words = WORDS[language]
    for row in np.flatnonzero(view.alarm):
        observed = float(view.observed[row])
        x, y = scale.x(float(row)), scale.y(0 if np.isnan(observed) else observed) - 3
        told = (
            f"{words['alarm']}, {day(view.weeks[row], language)}: {words['observed']} {amount(observed, language)},"
            f" {words['expected']} {amount(float(view.expected[row]), language)}"
        )
        look = f'fill="{_ALARM}" stroke="#fff" stroke-width=".8"'
        yield f'<path d="{_triangle(x, y)}" {look}><title>{escape(told)}</title></path>'


def _legend(view: SeriesView, words: dict[str, str]) -> Iterator[str]:
    """Signs with their words in one row; as wide as the words are long."""
    y, x = HEIGHT - 12, float(_LEFT)
    signs = {
        "observed": f'<rect x="{{x}}" y="{y - 9}" width="8" height="10" fill="{_BAR}"/>',
        "expected": f'<path d="M{{x}} {y - 4}h20" stroke="{_INK}" stroke-width="1.2" stroke-dasharray="4 3"/>',
        "upper": f'<path d="M{{x}} {y - 4}h20" stroke="{_INK}" stroke-width="1.6"/>',
        "alarm": f'<path d="M{{x}} {y - 9}h10l-5 9z" fill="{_ALARM}"/>',
        "missing": f'<rect x="{{x}}" y="{y - 5}" width="8" height="3" fill="{_INK}"/>',
    }
    if not np.isnan(view.observed).any():
        del signs["missing"]
    for name, sign in signs.items():
        yield sign.format(x=f"{x:.0f}")
        yield f'<text x="{x + 26:.0f}" y="{y}" fill="{_INK}">{escape(words[name])}</text>'
        x += 26 + 7.2 * len(words[name]) + 18


def _runs(known: Bools) -> Iterator[list[int]]:
    """Neighbouring rows that are known, together."""
    rows = np.flatnonzero(known)
    if len(rows):
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
            yield run.tolist()


def _inside(scale: _Scale, value: float) -> str:
    return f"{scale.y(min(float(value), scale.top)):.1f}"


def _triangle(x: float, y: float) -> str:
    return f"M{x - 5:.1f} {y - 9:.1f}h10l-5 9z"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
