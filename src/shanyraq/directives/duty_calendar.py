"""Duties as a calendar (RFC 5545): each window a task from its first day to its due date, each due date a day to see.

Task lists show VTODO, ordinary calendars show VEVENT; a feed carries the kind that was asked for.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Component, Event, Todo

from shanyraq.accounts.roles import RoleName
from shanyraq.compliance import State, Window
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import bodies_acted_for

from .duty_queries import standings_for
from .duty_words import mark
from .models import RuleForce, Standing

TASKS, DAYS = "tasks", "days"
KEPT_BACK = timedelta(days=180)
REMIND_BEFORE = timedelta(days=7)
STATUS = {State.MET: "COMPLETED", State.MET_LATE: "COMPLETED", State.FOLLOWED: "COMPLETED"} | dict.fromkeys(
    (State.EXCUSED, State.VOID, State.NOT_MET), "CANCELLED"
)


def duty_calendar(user, on: date, *, kind: str, address: str) -> bytes:
    """The calendar of one user in his language; ``address`` begins every link ("https://host")."""
    with translation.override(user.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Shanyraq//Duties//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("name", _("Duties"))
        calendar.add("x-wr-calname", _("Duties"))
        for standing, body in _owed(user, on):
            for window in standing.window_list:
                if window.due and window.due >= on - KEPT_BACK:
                    make = _task if kind == TASKS else _day
                    calendar.add_component(make(standing, body, window, address, timezone.now()))
        return calendar.to_ical()


def _owed(user, on: date) -> Iterable[tuple[Standing, Organization]]:
    """Duties of the bodies a user acts for; for a secretary also the obligations in his regions."""
    own = {body.pk: body for body in bodies_acted_for(user, on)}
    watched = {}
    if user.has_role(RoleName.REGIONAL_SECRETARY):
        bound = Standing.objects.visible_to(user).filter(rule__force=RuleForce.MUST).values("organization")
        watched = {body.pk: body for body in Organization.objects.filter(pk__in=bound.order_by())}
    for standing in standings_for([*own, *watched], on):
        if standing.organization_id in own:
            yield standing, own[standing.organization_id]
        elif standing.rule.force == RuleForce.MUST:
            yield standing, watched[standing.organization_id]


def _task(standing: Standing, body: Organization, window: Window, address: str, now: datetime) -> Todo:
    todo = Todo()
    _describe(todo, standing, body, window, address, now)
    todo.add("dtstart", window.start)
    todo.add("due", window.due)
    todo.add("status", STATUS.get(window.state, "NEEDS-ACTION"))
    if todo["status"] == "COMPLETED" and window.closed_on:
        todo.add("completed", timezone.make_aware(datetime.combine(window.closed_on, datetime.min.time())))
    return todo


def _day(standing: Standing, body: Organization, window: Window, address: str, now: datetime) -> Event:
    event = Event()
    _describe(event, standing, body, window, address, now)
    event.add("dtstart", window.due)
    event.add("dtend", window.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if window.closed_on is None:
        event.add_component(_alarm())
    return event


def _describe(component: Component, standing: Standing, body: Organization, window: Window, address: str, now) -> None:
    rule = standing.rule
    component.add("uid", f"{rule.code}.{body.pk}.{window.start.isoformat()}@shanyraq")
    component.add("dtstamp", now)
    component.add("summary", f"{rule.title} · {body.name}")
    component.add("description", _("State: %(state)s") % {"state": mark(window.state).name})
    component.add("url", f"{address}/duties/{rule.code}/{body.pk}/?window={window.start.isoformat()}")
    component.add("categories", [str(rule.get_force_display())])


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("A duty is due in a week"))
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
