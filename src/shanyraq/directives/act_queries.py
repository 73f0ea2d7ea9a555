"""What people ask about acts and the directives found in them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, islice
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from shanyraq.accounts.roles import RoleName
from shanyraq.registry.queries import bodies_acted_for
from shanyraq.registry.spelling import folded

from .act_permissions import can_read_drafts
from .models import ActLink, Directive, Rule, SourceAct, Standing

State = Directive.State
SUGGESTIONS = 3
CENTRE = (RoleName.HQ_ANALYST, RoleName.HQ_CONTROLLER)
"""Who leads the course of hotspots everywhere; a secretary does in his regions."""
DECIDED = (State.CONFIRMED, State.REJECTED, State.MERGED, State.SUPERSEDED)


def acts_for(user, day: date) -> QuerySet[SourceAct]:
    """Acts the user may read, each with ``state_now``.

    Drafts only for those who prepare them; an act of a body of a region (minutes with decisions) only for that region;
    a plan that answers a hotspot only for those who lead its course or carry it out.
    """
    acts = with_state(SourceAct.objects.all(), day)
    if not getattr(user, "sees_country", False):
        acts = acts.filter(_of_regions(getattr(user, "region_codes", ())))
    if not (user.is_authenticated and user.has_role(*CENTRE)):
        acts = acts.filter(~Q(kind=SourceAct.Kind.RESPONSE_PLAN) | _led_by(user) | Q(pk__in=_plans_of(user, day)))
    return acts if can_read_drafts(user) else acts.exclude(state=SourceAct.State.DRAFT)


def with_state(acts: QuerySet[SourceAct], day: date) -> QuerySet[SourceAct]:
    """Adds ``state_now``: an act in force is superseded from the day its successor's link says."""
    superseding = ActLink.objects.filter(_superseding(day), target=OuterRef("pk"))
    return acts.annotate(
        state_now=Case(
            When(Q(state=SourceAct.State.IN_FORCE) & Exists(superseding), then=Value(SourceAct.State.SUPERSEDED.value)),
            default=F("state"),
            output_field=CharField(),
        )
    )


def state_on(act: SourceAct, day: date) -> str:
    """The state of one act on a day."""
    return with_state(SourceAct.objects.filter(pk=act.pk), day).values_list("state_now", flat=True).get()


def with_progress(acts: QuerySet[SourceAct]) -> QuerySet[SourceAct]:
    """Adds ``total`` and ``decided``: how many directives were found and how many a person has decided."""
    return acts.annotate(
        total=Count("directives", distinct=True),
        decided=Count("directives", filter=Q(directives__state__in=DECIDED), distinct=True),
        confirmed=Count("directives", filter=Q(directives__state=State.CONFIRMED), distinct=True),
    )


def search_acts(acts: QuerySet[SourceAct], words: str) -> QuerySet[SourceAct]:
    """Acts whose title, number, issuer or text holds the words, however they were typed."""
    wanted = folded(words)
    if not wanted:
        return acts
    rows = acts.values_list("pk", "title", "number", "issuer")
    cards = [pk for pk, *names in rows if wanted in folded(" ".join(names))]
    in_text = Q()
    for spelling in {words, words.lower(), words.capitalize(), words.upper()}:
        in_text |= Q(text__contains=spelling.strip())
    return acts.filter(Q(pk__in=cards) | in_text)


def directives_for(user, day: date) -> QuerySet[Directive]:
    """Directives of the acts the user may read."""
    return Directive.objects.filter(act__in=acts_for(user, day)).select_related("act", "decided_by")


def links_for(user, day: date) -> QuerySet[ActLink]:
    """Links that begin at an act the user may read."""
    return ActLink.objects.filter(source__in=acts_for(user, day)).select_related("source")


def same_text(sha256: str) -> SourceAct | None:
    return SourceAct.objects.filter(sha256=sha256).first()


def links_of(act: SourceAct) -> dict[str, list[ActLink]]:
    """``out``: what this act supersedes or reinforces; ``in``: what does so to it."""
    return {
        "out": list(act.links_out.select_related("target").order_by("kind", "since")),
        "in": list(act.links_in.select_related("source").order_by("kind", "since")),
    }


class Outlined(NamedTuple):
    """The little one needs to know of every directive of a text, however long it is."""

    pk: UUID
    start: int
    end: int
    state: str
    bearer: str


def outline_of(act: SourceAct, user) -> list[Outlined]:
    """Directives this reader sees, in the order of the text; a reader of acts in force sees the confirmed ones."""
    found = act.directives.order_by("start", "end", "pk")
    if not can_read_drafts(user):
        found = found.filter(state=State.CONFIRMED)
    return [Outlined(*row) for row in found.values_list(*Outlined._fields)]


def directives_in(act: SourceAct, pks: Iterable[UUID]) -> list[Directive]:
    """The named directives whole, with their rules and who decided."""
    found = act.directives.filter(pk__in=list(pks)).select_related("decided_by", "merged_into")
    return list(found.prefetch_related("rules").order_by("start", "end", "pk"))


def progress(directives: Iterable[Directive | Outlined]) -> tuple[int, int]:
    """How many are decided, of how many."""
    states = [directive.state for directive in directives]
    return sum(state in DECIDED for state in states), len(states)


def suggested_bearers(start: int, outline: Iterable[Outlined]) -> list[str]:
    """Bearers named before a place of the text, the nearest first: a question to a person, never an answer."""
    before = [known.bearer for known in outline if known.start < start and known.bearer]
    return list(islice(dict.fromkeys(reversed(before)), SUGGESTIONS))


def unclaimed_of(act: SourceAct, outline: Iterable[Directive | Outlined]) -> list[tuple[int, int]]:
    """Sentences with a modal word that no directive touches yet; both lists stand in the order of the text."""
    taken = sorted((known.start, known.end) for known in outline)
    reach = list(accumulate((end for _start, end in taken), max))
    starts = [start for start, _end in taken]
    return [(start, end) for start, end in act.unclaimed if not _touched(start, end, starts, reach)]


def living_rules_of(act: SourceAct) -> QuerySet[Rule]:
    """Rules made of the act's directives that have no end."""
    return Rule.objects.filter(directive__act=act, valid_to=None)


def _touched(start: int, end: int, starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Does a stretch that begins before ``end`` go beyond ``start``?"""
    before = bisect_left(starts, end)
    return before > 0 and reach[before - 1] > start


def _of_regions(codes) -> Q:
    """Acts of the whole country, and those of bodies of the given regions."""
    national = Q(issuing_body=None) | Q(issuing_body__area__level=0)
    return national | Q(issuing_body__area__in=codes) | Q(issuing_body__area__parent__in=codes)


def _led_by(user) -> Q:
    """Acts of the bodies of regions whose secretary the user is."""
    roles = user.held_roles if user.is_authenticated else ()
    codes = [role.area_id for role in roles if role.name == RoleName.REGIONAL_SECRETARY]
    return Q(issuing_body__area__in=codes) | Q(issuing_body__area__parent__in=codes, issuing_body__area__level=2)


def _plans_of(user, day: date):
    """Response plans of the bodies a user acts for, and those that name such a body in a measure."""
    bodies = bodies_acted_for(user, day).order_by().values("pk")
    borne = Standing.objects.filter(organization__in=bodies).order_by().values("rule__directive__act")
    plans = SourceAct.objects.filter(kind=SourceAct.Kind.RESPONSE_PLAN).order_by()
    return plans.filter(Q(issuing_body__in=bodies) | Q(pk__in=borne)).values("pk")


def _superseding(day: date) -> Q:
    began = Q(since=None) | Q(since__lte=day)
    return began & Q(kind=ActLink.Kind.SUPERSEDES) & ~Q(source__state=SourceAct.State.DRAFT)
