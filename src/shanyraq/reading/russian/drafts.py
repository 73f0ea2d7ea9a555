"""A directive while it is being found: token positions instead of offsets."""

from dataclasses import dataclass

from shanyraq.reading.model import Bearer, Force
from shanyraq.reading.russian import refusals, roles, tables
from shanyraq.reading.russian.complements import Complement, complement
from shanyraq.reading.russian.groups import Group
from shanyraq.reading.russian.matching import Hit
from shanyraq.reading.russian.scene import Scene

# A finite verb so near behind an infinitive governs it; farther off it belongs to something else.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """`at` is the token that makes it a directive, `first` the first token surely its own (its bearer or trigger).

    `verb` is what is to be done; the action begins at `action`. `clauses` are the numbers of its clauses.
    """

    rule_id: str
    force: Force
    negated: bool
    bearers: tuple[Bearer, ...]
    pronoun: str
    at: int
    first: int
    verb: int
    action: int
    clauses: frozenset[int]


@dataclass(frozen=True, slots=True)
class Triggered:
    """What the triggers of a sentence gave; `closed` are the clauses that hold a trigger with something asked for."""

    drafts: list[Draft]
    closed: frozenset[int]


def drafts_of_triggers(scene: Scene) -> Triggered:
    """One draft for every trigger that is a directive."""
    found: list[Draft] = []
    closed: set[int] = set()
    spent: set[int] = set()
    inner = {hit.at: hit for hit in scene.hits if scene.tokens[hit.at].word.infinitive}
    for hit in scene.hits:
        what = complement(scene, hit)
        if what is None or hit.at in spent:
            continue
        closed |= {scene.clause(hit.at).number, what.clause}
        draft = None
        if what.kind == "infinitive" and not what.left and what.verb in inner and what.verb != hit.at:
            draft = _order_inside(scene, hit, what, inner[what.verb])
            spent.add(what.verb)
        draft = draft or _draft(scene, hit, what, None)
        if draft and not any(draft.verb == each.verb for each in found):
            found.append(draft)
    return Triggered(found, frozenset(closed))


def _order_inside(scene: Scene, outer: Hit, what: Complement, order: Hit) -> Draft | None:
    """«Считаю необходимым поручить акимам …»: the order inside tells who and what."""
    if refusals.refused(scene, outer, what, None) or refusals.is_negated(scene, outer, what):
        return None
    own = complement(scene, order)
    if own is None or (outer.trigger.weak and _is_named(scene, outer, what)):
        return None
    return _draft(scene, order, own, outer)


def _is_named(scene: Scene, hit: Hit, what: Complement) -> bool:
    """«Кабинету министров предлагается поручить …»: the outer word says who must."""
    return bool(roles.bearers(scene, hit, what, roles.find(scene, hit, what)))


def _draft(scene: Scene, hit: Hit, what: Complement, outer: Hit | None) -> Draft | None:
    if scene.tokens[hit.at].word.infinitive and outer is None and not _stands_alone(scene, hit):
        return None
    group = roles.find(scene, hit, what)
    if refusals.refused(scene, hit, what, group) or refusals.is_bare_everybody(scene, hit):
        return None
    start = min(hit.start, outer.start if outer else hit.start)
    first = min(start, group.start) if group and group.start < start and _near(scene, group, hit) else start
    own = {scene.clause(hit.at).number, what.clause, scene.clause(start).number}
    return Draft(
        rule_id=hit.trigger.id,
        force=outer.trigger.force if outer and outer.trigger.weak else hit.trigger.force,
        negated=refusals.is_negated(scene, hit, what),
        bearers=roles.bearers(scene, hit, what, group),
        pronoun=_pronoun(scene, group),
        at=hit.at,
        first=first,
        verb=what.verb,
        action=_action_start(scene, what),
        clauses=frozenset(own),
    )


def _stands_alone(scene: Scene, hit: Hit) -> bool:
    """An infinitive of ordering that obeys nobody: «Рекомендовать …», also after «решил», «хочу»."""
    own = scene.clause(hit.at)
    if own.kind not in ("main", "complement"):
        return False
    told = [(i, token.word) for i, token in enumerate(scene.tokens) if token.clause == own.number and token.word.finite]
    before = [word for index, word in told if index < hit.start]
    if not before:
        return not told or told[0][0] > hit.end + _REACH
    return before[-1].lemma in tables.words("before_order")


def _near(scene: Scene, group: Group, hit: Hit) -> bool:
    return scene.clause(group.start).number == scene.clause(hit.at).number


def _pronoun(scene: Scene, group: Group | None) -> str:
    if group is None or not group.pronoun:
        return ""
    return scene.tokens[group.head].low


def _action_start(scene: Scene, what: Complement) -> int:
    if what.kind == "infinitive" and scene.low(what.verb - 1) == "не":
        return what.verb - 1
    return what.start
