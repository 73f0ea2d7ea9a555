"""A clerk with a calendar on the wall goes through a rolling duty day by day; the engine must agree with him.

He knows nothing of the engine: he turns one leaf after the other and writes down what has become of the window.
"""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.duty_worlds import books, days, full_meeting, meeting_rules, meetings, waivers
from shanyraq.compliance import evaluate

DAY = timedelta(1)


def clerk(rule, facts, on, excuses):
    """(start, due, state) of every window, by turning the leaves of the calendar."""
    full = {fact.date for fact in facts if worth(fact, rule, on) == "full"}
    waits = [fact.date for fact in facts if worth(fact, rule, on) == "waits"]
    poor = [fact.date for fact in facts if worth(fact, rule, on) == "poor"]
    ledger, start, seen_until, leaf = [], rule.since, rule.since - DAY, rule.since

    def lost(last):
        if any(seen_until < day <= last for day in waits):
            return "unconfirmed"
        return "partly_met" if any(seen_until < day <= last for day in poor) else "not_met"

    while leaf <= on:
        due = rule.step.after(start)
        excused = any(waiver.start <= due <= waiver.end for waiver in excuses)
        if rule.grace is not None and not excused and leaf > rule.grace.after(due):
            last = rule.grace.after(due)
            ledger.append((start, due, lost(last)))
            start, seen_until = due, last
            continue  # the same leaf belongs to the next window
        if leaf in full and leaf > seen_until:
            ledger.append((start, due, "met" if leaf <= due else "met_late"))
            start = seen_until = leaf
        elif excused and leaf >= due:
            ledger.append((start, due, "excused"))
            start = seen_until = due
            continue
        leaf += DAY
    due = rule.step.after(start)
    if on < start:
        state = "upcoming"
    elif any(seen_until < day <= on for day in waits):
        state = "unconfirmed"
    elif on <= due:
        state = "due_soon" if (due - on).days <= 21 else "open"
    else:
        state = "partly_met" if any(seen_until < day <= on for day in poor) else "overdue"
    return [*ledger, (start, due, state)]


def worth(fact, rule, on):
    """What a meeting is worth, read from the rule by hand."""
    told = fact.attributes
    if fact.date > on or told["classification"] != "interethnic_meeting":
        return "nothing"
    (guest,) = told["participants"]
    minuted, last = len(rule.checks) == 4, fact.date + timedelta(10)
    there = told["minutes"] is not None and told["minutes"] <= min(on, last)
    if told["chair"] not in ("bearer", "acting"):
        return "poor"
    if not guest["outside_host"] or guest["presence"] == "absent":
        return "poor"
    if minuted and not there and on > last:
        return "poor"
    waits = fact.disputed or not fact.confirmed or guest["presence"] == "not_recorded"
    return "waits" if waits or (minuted and not there) else "full"


@settings(deadline=None, max_examples=300)
@given(meeting_rules(modes=["rolling"]), books(meetings()), days, st.lists(waivers(), max_size=2))
def test_the_engine_agrees_with_a_clerk_who_turns_the_leaves_of_a_calendar(rule, facts, on, excuses):
    windows = evaluate(rule, facts, on, waivers=excuses)

    assert [(window.start, window.due, window.state) for window in windows] == clerk(rule, facts, on, excuses)


@settings(deadline=None)
@given(meeting_rules(modes=["rolling"]), days)
def test_engine_and_clerk_agree_on_a_bearer_who_meets_too_often(rule, on):
    facts = [full_meeting(rule.since + timedelta(7 * week), f"f{week}") for week in range(60)]

    windows = evaluate(rule, facts, on)

    assert [(window.start, window.due, window.state) for window in windows] == clerk(rule, facts, on, [])
