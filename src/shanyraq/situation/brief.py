"""A region on two pages of paper: the figures of the region card, set by typst."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import typst
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.compliance import State, because
from shanyraq.directives.duty_evaluation import cases
from shanyraq.directives.duty_queries import UNSETTLED
from shanyraq.directives.duty_windows import leading
from shanyraq.directives.duty_words import HEADINGS, mark
from shanyraq.places.calendar import today

from . import situation_brief
from .layer import Layer
from .queries import Card, Duty

TEMPLATE = Path(__file__).parent / "data" / "brief.typ"
LAST_WINDOWS = 12
MOST_DUTIES, MOST_ENDED, MOST_ENDED_BESIDE = 8, 22, 8
"""What fits: duties on the first sheet, ended windows on the second, fewer where the situation stands above them."""
YEAR = timedelta(days=365)


def brief_pdf(card: Card, situation: Layer | None = None) -> bytes:
    """PDF in the active language, with the situation where the reader may see it.

    Raises ``typst.TypstError`` only if the template itself is broken.
    """
    return typst.compile(str(TEMPLATE), sys_inputs={"brief": json.dumps(content(card, situation), ensure_ascii=False)})


def content(card: Card, situation: Layer | None = None) -> dict:
    """What the sheet says, as plain words and numbers."""
    grounds = _grounds(card)
    return {
        "language": (get_language() or "kk")[:2],
        "title": card.area.name,
        "heading": _("Brief on the duties of a region"),
        "as_of": _("As of %(day)s") % {"day": _day(card.on)},
        "made": _("Printed %(day)s. Source: the journal of facts confirmed by both sides.") % {"day": _day(today())},
        "facts": _facts(card),
        "duties": [_duty(duty, grounds.get(duty.line.key, "")) for duty in _first_sheet(card)],
        "duties_heading": str(HEADINGS["must"]),
        "ended_heading": _("What ended in the last year"),
        "ended": _ended(card, MOST_ENDED_BESIDE if situation else MOST_ENDED),
        "situation": situation_brief.content(situation) if situation else None,
        "soft_heading": _("Recommendations and proposals (never counted as missed)"),
        "soft": [
            {"title": rule.title, "counts": ", ".join(f"{mark(s).name}: {n}" for s, n in counts.items())}
            for rule, counts in card.soft
        ],
        "meetings_heading": _("Last meetings"),
        "meetings": [_event(event) for event in card.held],
        "coming_heading": _("What is coming"),
        "coming": [_event(event) for event in card.coming],
        "vacancies_heading": _("Vacant posts"),
        "vacancies": [
            {
                "post": vacancy.post.label,
                "body": vacancy.post.organization.name,
                "days": _("%(days)s days") % {"days": vacancy.days} if vacancy.days is not None else "",
            }
            for vacancy in card.vacancies
        ],
        "none": _("none"),
    }


def _facts(card: Card) -> list[list[str]]:
    rows = []
    if card.akimat:
        rows.append([_("Akim"), card.holder.person.name if card.holder else _("vacant")])
    if card.people:
        rows.append([_("People"), _people(card.people)])
    rows.append(
        [_("Windows kept"), _("%(kept)s of %(all)s that have ended") % {"kept": card.kept, "all": card.settled}]
    )
    rows.append([_("Bodies"), ", ".join(f"{name}: {count}" for _kind, name, count in card.bodies)])
    return rows


def _people(figure) -> str:
    number = number_format(figure.value, force_grouping=True)
    said = {"people": number, "day": _day(figure.date), "source": figure.source}
    return _("%(people)s on %(day)s (%(source)s)") % said


def _first_sheet(card: Card) -> list[Duty]:
    """Duties that repeat or are not settled yet; one-off duties that are done stand on the second sheet."""
    open_ones = [d for d in card.must if d.line.rule.cadence["mode"] != "once" or State(d.line.state) in UNSETTLED]
    return open_ones[:MOST_DUTIES]


def _ended(card: Card, most: int) -> list[dict]:
    """Windows whose term passed within a year, the latest first."""
    ended = [
        (window, duty.line.rule)
        for duty in card.must
        for window in duty.windows
        if window.due and card.on - YEAR <= window.due <= card.on
    ]
    ended.sort(key=lambda one: one[0].due, reverse=True)
    return [
        {"due": _day(window.due), "duty": rule.title, "state": mark(window.state).name, "css": str(window.state)}
        for window, rule in ended[:most]
    ]


def _grounds(card: Card) -> dict:
    """(rule code, body) -> the because of the window that speaks for the duty, in the active language."""
    rules = {duty.line.rule.pk: duty.line.rule for duty in card.must}
    bodies = {duty.line.body.pk for duty in card.must}
    language, found = (get_language() or "kk")[:2], {}
    for case in cases(rules.values(), card.on, bodies):
        if window := leading(case.windows(card.on), card.on):
            found[rules[case.rule_id].code, case.bearer.organization] = because(window, language)
    return found


def _duty(duty, ground: str) -> dict:
    standing = duty.line.standing
    windows = [window for window in duty.windows if window.start <= standing.computed_on][-LAST_WINDOWS:]
    return {
        "title": duty.line.rule.title,
        "body": duty.line.body.name,
        "state": mark(standing.state).name,
        "css": standing.state,
        "due": _("due %(day)s") % {"day": _day(standing.due)} if standing.due else "",
        "because": ground,
        "windows": [
            {
                "letter": mark(window.state).letter,
                "css": str(window.state),
                "due": _day(window.due) if window.due else "",
            }
            for window in windows
        ],
    }


def _event(event) -> dict:
    start: datetime = timezone.localtime(event.start)
    return {
        "day": start.strftime("%d.%m.%Y"),
        "name": event.title,
        "body": event.organizer.name,
        "place": event.location,
    }


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")
