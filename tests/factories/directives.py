"""Acts, rules and duties; texts, bodies and people are invented.

``TestedFacts`` is a source of facts for tests of duties alone: what it tells is kept in memory, beside no table.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import count

from django.utils import timezone

from factories.accounts import user
from factories.registry import appointed, body, post
from shanyraq.compliance import Fact
from shanyraq.directives import act_actions, rule_actions, standing
from shanyraq.directives import facts as sources
from shanyraq.directives.facts import Evidence, RecordedFact
from shanyraq.directives.models import Rule, Side

SINCE = date(2025, 1, 1)
SITUATION_CHECKS = [
    {"check": "event_held", "classification": "interethnic_meeting"},
    {"check": "with_participant", "group": "assembly", "outside_host": True, "min": 1},
    {"check": "chaired_by_bearer"},
]
_numbers = count(1)


def rule(code=None, *, force="must", since=SINCE, classifications=("akimat",), **fields) -> Rule:
    """The two-monthly meeting of the heads of akimats, unless told otherwise; the cache knows it at once."""
    code = code or f"rule-{next(_numbers)}"
    fields.setdefault("cadence", {"mode": "rolling", "every": "P2M"})
    fields.setdefault("checks", SITUATION_CHECKS)
    fields.setdefault("accept_late", "P14D")
    fields.setdefault("selector", {"bearer": "post", "role": "head", "classifications": list(classifications)})
    titles = {
        "title_kk": "Екі айлық жиын",
        "title_ru": "Двухмесячное совещание",
        "title_en": "Two-monthly meeting",
    }
    made = Rule.objects.create(code=code, force=force, since=since, **{**titles, **fields})
    standing.refresh_rule(made)
    return made


def akimat(area="KZ-19", **fields):
    """An akimat with its akim's post."""
    host = body("akimat", area, **fields)
    post(host)
    return host


def akim_of(host, **fields):
    """A user who holds the head's post of a body."""
    someone = user("post_assistant", host.area.region_code, **fields)
    appointed(host.posts.get(role="head"), someone.name, user=someone)
    return type(someone).objects.get(pk=someone.pk)


class TestedFacts:
    """Facts kept in memory: ``tested:<n>``."""

    __test__ = False
    name = "tested"

    def __init__(self):
        self.told = defaultdict(list)
        self.shown = {}
        self.asked = 0

    def facts_of(self, organizations):
        self.asked += 1
        return {pk: list(self.told[pk]) for pk in organizations if pk in self.told}

    def evidence(self, fact_ids):
        return {fact_id: self.shown[fact_id] for fact_id in fact_ids if fact_id in self.shown}

    def tell(self, host, fact: Fact, *, side=Side.BEARER, title="Meeting", recorded_at=None) -> str:
        self.told[host.pk].append(RecordedFact(fact, side))
        self.shown[fact.id] = Evidence(
            fact_id=fact.id,
            title=title,
            url="/meetings/",
            recorded_at=recorded_at or timezone.now(),
            recorded_side=side,
            recorded_by="Recorder",
            day=fact.date,
        )
        standing.refresh([host.pk])
        return fact.id

    def mend(self, host, fact_id, **attributes):
        """Correct what was told."""
        self.told[host.pk] = [
            replace(known, fact=replace(known.fact, attributes={**known.fact.attributes, **attributes}))
            if known.fact.id == fact_id
            else known
            for known in self.told[host.pk]
        ]
        standing.refresh([host.pk])

    def meeting(self, host, day: date, *, side=Side.BEARER, recorded_at=None, title="Meeting", **attributes) -> str:
        """A meeting that passes every check of the two-monthly rule, unless told otherwise; returns the fact's id."""
        attributes = {
            "classification": "interethnic_meeting",
            "chair": "bearer",
            "participants": [{"group": "assembly", "outside_host": True, "presence": "in_person"}],
            **attributes,
        }
        fact = Fact(f"{self.name}:{next(_numbers)}", "event", day, attributes)
        return self.tell(host, fact, side=side, recorded_at=recorded_at, title=title)


def registered_facts():
    """The tested source, registered; forget it with ``sources.forget("tested")``."""
    source = TestedFacts()
    sources.forget(source.name)
    sources.register(source)
    return source


ADDRESS = """О согласии в обществе
Председатель говорил о необходимости мира между соседями.
Акимы областей обязаны не реже одного раза в два месяца проводить встречи о добрососедстве с участием \
представителей Ассамблеи. Поручаю всем главам регионов лично приходить на главные собрания Ассамблеи, не посылая \
заместителей.
Нужно развивать школу переговоров. Ассамблея должна до 1 июля 2026 года составить карту кабинетов медиации.
Предлагаю каждому руководителю объединения назначить заместителем молодого человека.
"""
"""An invented address: two obligations, a necessity without a bearer, a duty with a deadline, a proposal."""
MEETING, PRESENCE, SCHOOL, MAP, YOUTH = range(5)
"""The directives of the address in the order of its text."""


def controller(**fields):
    """A controller of the centre, who decides."""
    return user("hq_controller", **fields)


def act(text=ADDRESS, *, by=None, title="Address on accord", read=True, **card):
    """An act brought in by a controller (the invented address by default), its directives proposed."""
    by = by or controller()
    new = act_actions.add_act(text=text, title=title, by=by, **card)
    if read:
        act_actions.propose_directives(new, by=by)
    new.refresh_from_db()
    return new


def directives(of=None, **fields) -> list:
    """The directives of an act in the order of its text."""
    return list((of or act(**fields)).directives.order_by("start"))


def confirmed(place=MEETING, *, of=None, by=None, bearer=""):
    """A directive of the invented address, confirmed by a controller; ``bearer`` answers an open question."""
    by = by or controller()
    chosen = directives(of or act(by=by))[place]
    if bearer:
        chosen = act_actions.choose_bearer(directive=chosen, bearer=bearer, by=by)
    return act_actions.confirm_directive(directive=chosen, by=by)


def rule_of(directive=None, *, by=None, **content):
    """The two-monthly rule made of a confirmed directive by the real deed."""
    by = by or controller()
    return rule_actions.make_rule(directive=directive or confirmed(by=by), by=by, **{**RULE, **content})


RULE = {
    "since": SINCE,
    "force": "must",
    "selector": {"bearer": "post", "role": "head", "classifications": ["akimat"], "area_kinds": ["region"]},
    "cadence": {"mode": "rolling", "every": "P2M"},
    "checks": SITUATION_CHECKS,
    "accept_late": "P14D",
    "title_kk": "Екі айлық жиын",
    "title_ru": "Двухмесячное совещание",
    "title_en": "Two-monthly meeting",
}
