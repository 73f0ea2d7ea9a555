"""Invented duties and facts for the laws every verdict must keep (hypothesis)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from shanyraq.compliance import Cadence, Check, Extension, Fact, Rule, State, Waiver, add_months

FIRST = date(2023, 10, 1)
MONTHS = 36

MEETING = (
    Check("event_held", {"classification": "interethnic_meeting"}),
    Check("with_participant", {"group": "assembly", "outside_host": True, "min": 1}),
    Check("chaired_by_bearer"),
)
MINUTED = (*MEETING, Check("minutes_within", {"within": "P10D"}))
ATTENDANCE = (Check("present_in_person"), Check("minutes_within", {"within": "P5D"}))
AWARDS = (Check("support_awarded", {"classification": "grant", "min": 2}),)
MEDIATION = (Check("post_filled", {"role": "mediator"}), Check("document_accepted", {"classification": "training"}))
POST = (Check("post_filled", {"role": "mediator"}),)

RANKS = {
    State.NOT_MET: 0,
    State.OVERDUE: 0,
    State.VOID: 0,
    State.NOT_YET: 0,
    State.PARTLY_MET: 1,
    State.UPCOMING: 2,
    State.OPEN: 2,
    State.DUE_SOON: 2,
    State.UNCONFIRMED: 3,
    State.MET_LATE: 4,
    State.EXCUSED: 5,
    State.MET: 6,
    State.FOLLOWED: 6,
}

days = st.integers(-20, MONTHS * 31).map(lambda after: FIRST + timedelta(after))
forces = st.sampled_from(["must", "should", "proposed"])
lateness = st.sampled_from([None, "P0D", "P14D", "P1M"])
terms = st.sampled_from(["P1M", "P2M", "P3M", "P5M", "P1Y", "P14D", "P1W"])


@st.composite
def meetings(draw, day=days):
    held = draw(day)
    return Fact(
        "",
        "event",
        held,
        {
            "classification": draw(st.sampled_from(["interethnic_meeting"] * 3 + ["training"])),
            "chair": draw(st.sampled_from(["bearer"] * 3 + ["acting", "deputy", "other"])),
            "participants": [
                {
                    "group": "assembly",
                    "outside_host": draw(st.sampled_from([True, True, False])),
                    "presence": draw(st.sampled_from(["in_person"] * 3 + ["absent", "not_recorded"])),
                }
            ],
            "minutes": draw(st.sampled_from([None, held, held + timedelta(10), held + timedelta(12)])),
        },
        confirmed=draw(st.sampled_from([True] * 3 + [False])),
        disputed=draw(st.sampled_from([False] * 5 + [True])),
    )


@st.composite
def key_events(draw):
    held = draw(days)
    presence = st.sampled_from(["in_person", "remote", "by_deputy", "absent", "excused", "not_recorded", None])
    return Fact(
        "",
        "event",
        held,
        {
            "is_key": draw(st.sampled_from([True, True, False])),
            "flagged": draw(st.sampled_from([None, held, held - timedelta(40), held - timedelta(10)])),
            "bearer_presence": draw(presence),
            "minutes": draw(st.sampled_from([None, held + timedelta(2)])),
        },
        confirmed=draw(st.sampled_from([True, True, False])),
    )


@st.composite
def papers(draw):
    """Awards, documents and appointments."""
    day = draw(days)
    kind = draw(st.sampled_from(["award", "document", "appointment"]))
    attributes = {
        "award": {"classification": "grant"},
        "document": {"classification": "training", "accepted": draw(st.booleans())},
        "appointment": {
            "role": "mediator",
            "from": day + timedelta(draw(st.integers(-10, 60))),
            "to": draw(st.sampled_from([None, day + timedelta(100), day + timedelta(400)])),
        },
    }[kind]
    return Fact("", kind, day, attributes, confirmed=draw(st.sampled_from([True, True, False])))


def books(facts):
    """Lists of such facts, each with an id of its own."""
    return st.lists(facts, max_size=14).map(
        lambda found: [replace(fact, id=f"f{number:02}") for number, fact in enumerate(found)]
    )


@st.composite
def meeting_rules(draw, modes=("rolling", "calendar")):
    return Rule(
        "must",
        draw(st.integers(0, 120).map(lambda after: FIRST + timedelta(after))),
        Cadence(draw(st.sampled_from(modes)), draw(terms)),
        draw(st.sampled_from([MEETING, MINUTED])),
        draw(lateness),
    )


@st.composite
def any_rules(draw):
    """A rule of any cadence, with or without an end."""
    since = draw(st.integers(0, 120).map(lambda after: FIRST + timedelta(after)))
    until = draw(st.sampled_from([None, None, since + timedelta(200)]))
    force, late = draw(forces), draw(lateness)
    due = draw(st.sampled_from([None, since + timedelta(90)]))
    cadence, checks = draw(
        st.one_of(
            st.tuples(
                st.builds(Cadence, st.sampled_from(["rolling", "calendar"]), terms),
                st.sampled_from([MEETING, MINUTED, AWARDS]),
            ),
            st.tuples(st.just(Cadence("calendar", "P1Y")), st.sampled_from([POST, MEDIATION])),
            st.tuples(st.just(Cadence("per_event")), st.just(ATTENDANCE)),
            st.tuples(st.just(Cadence("once", None, due)), st.sampled_from([POST, MEDIATION, MINUTED, AWARDS])),
        )
    )
    return Rule(force, since, cadence, checks, late, until)


any_books = books(st.one_of(meetings(), key_events(), papers()))


@st.composite
def waivers(draw):
    start = draw(days)
    return Waiver(start, start + timedelta(draw(st.integers(0, 90))), "flood")


@st.composite
def extensions(draw, rule):
    """An extension that meets the first window of a repeating rule, or none."""
    if not rule.cadence.repeats or not draw(st.booleans()):
        return []
    due = rule.step.after(rule.since) if rule.cadence.mode == "rolling" else rule.step.period_end(rule.since)
    return [Extension(due, due + timedelta(draw(st.integers(1, 100))), "flood")]


def full_meeting(day, id="valid"):
    """A meeting that passes every check of `MINUTED`."""
    guest = {"group": "assembly", "outside_host": True, "presence": "in_person"}
    return Fact(
        id,
        "event",
        day,
        {"classification": "interethnic_meeting", "chair": "bearer", "participants": [guest], "minutes": day},
    )


def end_of(rule):
    return add_months(rule.since, MONTHS)


def known_by(day, facts):
    """The facts as they were recorded by that day: nothing later, and no minutes dated later."""
    known = []
    for fact in facts:
        if fact.date <= day or fact.kind == "appointment" or fact.attributes.get("is_key"):
            minutes = fact.attributes.get("minutes")
            late = minutes is not None and minutes > day
            known.append(replace(fact, attributes={**fact.attributes, "minutes": None}) if late else fact)
    return known
