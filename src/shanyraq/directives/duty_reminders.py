"""What the tick does for duties: brings the cache up to the day and reminds people, each reminder exactly once.

A reminder's key is rule, body, due date and offset. On the day of an offset, or on the first tick after it, the latest
reminder that has come is sent; earlier ones that a stopped tick has missed are not sent afterwards.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shanyraq.accounts.models import Role, User
from shanyraq.accounts.roles import RoleName
from shanyraq.compliance import State, Window
from shanyraq.notices.actions import notify
from shanyraq.notices.models import Notice
from shanyraq.registry.models import Assistant, Membership, Organization

from .duty_bearers import Selector
from .duty_links import word_path
from .duty_queries import ToConfirm, living_rules, standings_for, waiting_facts
from .models import Rule, RuleForce, Side, Standing
from .standing import bring_up_to_date

OFFSETS = (-21, -7, -1, 1, 7)
"""Days from the due date."""
LAST_TURN = 14
"""A reminder that comes later than this after the due date would only nag."""
WORD_OFFSETS = (-3, 1)
"""Days from the day by which a word is expected; the first letter goes as soon as a fact waits."""
STILL_OWED = frozenset({State.OPEN, State.DUE_SOON, State.PARTLY_MET, State.OVERDUE})


@dataclass(frozen=True, slots=True)
class Word:
    """A notice that may have been given already: one for each user and key."""

    user: User
    key: str
    kind: str
    title: object
    body: object
    url: str


def update_standings(today: date, now: datetime) -> int:
    return bring_up_to_date(today)


def remind(today: date, now: datetime) -> int:
    """Remind bearers and secretaries of obligations near or past their date. Returns how many notices were new."""
    rules = list(living_rules(today).filter(force=RuleForce.MUST))
    bound = set(Standing.objects.filter(rule__in=rules).order_by().values_list("organization", flat=True))
    owed = [
        (standing, window, offset)
        for standing in standings_for(bound, today, rules=rules)
        for window in standing.window_list
        if (offset := offset_on(window, today)) is not None
    ]
    bodies = _bodies({standing.organization_id for standing, _window, _offset in owed})
    people = _People(bodies, today)
    return _say(
        word
        for standing, window, offset in owed
        for word in _reminders(standing.rule, bodies[standing.organization_id], window, offset, people, today)
    )


def remind_confirmers(today: date, now: datetime) -> int:
    """Tell the other side once that a fact waits for its word, and again near and after the day it is expected."""
    waiting = waiting_facts(today)
    people = _People({one.organization.pk: one.organization for one in waiting}, today)
    return _say(word for one in waiting for word in _requests(one, people, today))


def offset_on(window: Window, today: date) -> int | None:
    """The reminder whose turn it is; None before the first, long after the last, and when nothing is owed any more."""
    if window.due is None or window.closed_on is not None or not _is_owed(window):
        return None
    passed = (today - window.due).days
    turns = pairwise((*OFFSETS, LAST_TURN))
    return next((offset for offset, following in turns if offset <= passed < following), None)


def _is_owed(window: Window) -> bool:
    """A fact that waits for the other side's word is not the bearer's to hurry; a disputed one is."""
    return window.state in STILL_OWED or (window.state is State.UNCONFIRMED and "disputed" in window.flags)


class _People:
    """Users who act for the posts of some bodies, and the secretaries of their regions; asked for once."""

    def __init__(self, bodies: dict[UUID, Organization], day: date):
        self.acting: dict[tuple[UUID, str], dict[UUID, User]] = defaultdict(dict)
        held = Membership.objects.on(day).filter(post__organization__in=bodies, person__user__isnull=False)
        for one in held.select_related("post", "person__user"):
            self.acting[one.post.organization_id, one.post.role][one.person.user.pk] = one.person.user
        for one in Assistant.objects.on(day).filter(post__organization__in=bodies).select_related("post", "user"):
            self.acting[one.post.organization_id, one.post.role][one.user.pk] = one.user
        self.secretaries: dict[str, list[User]] = defaultdict(list)
        self.controllers: list[User] = []
        wanted = Q(name=RoleName.REGIONAL_SECRETARY) | Q(name=RoleName.HQ_CONTROLLER)
        for role in Role.objects.current().filter(wanted).select_related("user"):
            if role.name == RoleName.HQ_CONTROLLER:
                self.controllers.append(role.user)
            elif role.area_id:
                self.secretaries[role.area_id].append(role.user)

    def of_bearer(self, rule: Rule, body: Organization) -> list[User]:
        return list(self.acting[body.pk, Selector.of(rule).role].values())

    def secretaries_of(self, body: Organization) -> list[User]:
        return self.secretaries[body.area.region_code]

    def of_assembly(self, body: Organization) -> list[User]:
        """The secretaries of the region; where there is none, the controllers of the centre."""
        return self.secretaries_of(body) or self.controllers


def _reminders(
    rule: Rule, body: Organization, window: Window, offset: int, people: _People, today: date
) -> Iterable[Word]:
    listeners = {user.pk: user for user in [*people.of_bearer(rule, body), *people.secretaries_of(body)]}
    address = reverse("duties:duty", args=[rule.code, body.pk]) + f"?window={window.start.isoformat()}"
    for user in listeners.values():
        yield Word(
            user=user,
            key=f"duty:{rule.code}:{body.pk}:{window.due.isoformat()}:{offset:+d}",
            kind="duty_reminder",
            title=_headline(rule, (window.due - today).days),
            body=_particulars(body, window.due),
            url=address,
        )


def _requests(one: ToConfirm, people: _People, today: date) -> Iterable[Word]:
    body = one.organization
    if one.side == Side.ASSEMBLY:
        listeners = people.of_assembly(body)
    else:
        listeners = list({user.pk: user for rule in one.rules for user in people.of_bearer(rule, body)}.values())
    for stage, title in _stages(one, today):
        for user in listeners:
            yield Word(
                user=user,
                key=f"word:{body.pk}:{one.fact_id}:{stage}",
                kind="word_asked",
                title=title,
                body=_fact_of(one),
                url=word_path(fact_id=one.fact_id, organization=body, user=user),
            )


def _stages(one: ToConfirm, today: date) -> Iterable[tuple[str, object]]:
    yield "new", gettext_lazy("A fact waits for your word")
    if one.deadline is None:
        return
    passed = (today - one.deadline).days
    if WORD_OFFSETS[0] <= passed < WORD_OFFSETS[1]:
        yield "soon", _expected(one.deadline)
    elif WORD_OFFSETS[1] <= passed:
        yield "late", gettext_lazy("The day for your word on a fact has passed")


def _say(words: Iterable[Word]) -> int:
    """Give the notices that were not given yet."""
    wanted = list(words)
    given = set(Notice.objects.filter(key__in={word.key for word in wanted}).values_list("user", "key"))
    new = {(word.user.pk, word.key): word for word in wanted if (word.user.pk, word.key) not in given}
    for word in new.values():
        notify(user=word.user, key=word.key, kind=word.kind, title=word.title, body=word.body, url=word.url)
    return len(new)


def lazy_text(function):
    """Said when it is read, in the language of whoever reads."""
    return lazy(function, str)


@lazy_text
def _headline(rule: Rule, days: int) -> str:
    """How long it is to the due date, and of which rule."""
    if days > 0:
        left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    elif days == 0:
        left = _("due today")
    else:
        left = ngettext("overdue by %(days)s day", "overdue by %(days)s days", -days) % {"days": -days}
    return f"{left}: {rule.title}"


@lazy_text
def _particulars(body: Organization, due: date) -> str:
    return _("%(body)s: due on %(day)s.") % {"body": body.name, "day": _day(due)}


@lazy_text
def _expected(day: date) -> str:
    return _("Your word on a fact is expected by %(day)s") % {"day": _day(day)}


@lazy_text
def _fact_of(one: ToConfirm) -> str:
    return f"{one.evidence.title} · {one.organization.name}"


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _bodies(ids: Collection[UUID]) -> dict[UUID, Organization]:
    return Organization.objects.select_related("area").in_bulk(list(ids))
