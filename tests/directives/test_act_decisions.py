"""The reading proposes, a person decides; a decision is versioned, journalled and can be undone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from factories import directives as made
from factories.accounts import user
from shanyraq.audit import journal
from shanyraq.directives import act_actions, act_directive_actions
from shanyraq.directives.act_errors import ActError, AlreadyDecided, BearerMissing, StaleVersion
from shanyraq.directives.act_queries import outline_of, progress, suggested_bearers, unclaimed_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def someone():
    return made.controller(name="Aigerim Controller")


def test_a_proposal_keeps_who_proposed_it_and_the_fingerprint_of_its_text():
    act = made.act()

    first = made.directives(act)[made.MEETING]

    assert (first.proposer, first.proposer_version, first.source_sha256) == ("rules", act.read_version, act.sha256)
    assert act.text[first.start : first.end] == first.quote
    assert first.proposed["rule_id"]
    assert (first.frequency["at_least"], first.frequency["per"]) == (1, "P2M")
    assert [condition["kind"] for condition in first.conditions] == ["participants"]


def test_a_confirmed_directive_names_who_decided(someone):
    confirmed = made.confirmed(made.MEETING, by=someone)

    entry = journal.history(confirmed).first()
    assert (confirmed.state, confirmed.decided_by) == ("confirmed", someone)
    assert (entry.verb, entry.actor_name) == ("directives.directive_confirmed", "Aigerim Controller")


def test_a_directive_without_a_bearer_is_not_accepted(someone):
    school = made.directives(made.act())[made.SCHOOL]

    with pytest.raises(BearerMissing) as refused:
        act_actions.confirm_directive(directive=school, by=someone)

    school.refresh_from_db()
    assert school.state == "proposed"
    assert str(refused.value) == (
        "Nobody is named as the bearer yet. Choose who owes this, or say that the text leaves it open; then accept."
    )


def test_the_nearest_bearers_before_are_suggested_and_never_filled_in():
    act, someone = made.act(), made.controller()
    first, _second, school, *_rest = made.directives(act)
    outline = outline_of(act, someone)

    assert suggested_bearers(school.start, outline) == ["все главы регионов", "акимы областей"]
    assert suggested_bearers(first.start, outline) == []
    assert school.bearer == ""


def test_a_chosen_bearer_lets_the_directive_be_accepted(someone):
    school = made.directives(made.act())[made.SCHOOL]

    chosen = act_actions.choose_bearer(directive=school, bearer=" Ассамблея ", by=someone)
    confirmed = act_actions.confirm_directive(directive=chosen, by=someone)

    assert (confirmed.state, confirmed.bearer, confirmed.bearer_is_open) == ("confirmed", "Ассамблея", False)


def test_open_is_an_answer_too(someone):
    school = made.directives(made.act())[made.SCHOOL]

    opened = act_actions.choose_bearer(directive=school, by=someone)
    confirmed = act_actions.confirm_directive(directive=opened, by=someone)

    assert (confirmed.state, confirmed.bearer, confirmed.bearer_is_open) == ("confirmed", "", True)


def test_a_second_decision_is_refused_until_the_first_is_undone(someone):
    confirmed = made.confirmed(by=someone)

    with pytest.raises(AlreadyDecided, match="This directive is confirmed already \\(Aigerim Controller"):
        act_actions.reject_directive(directive=confirmed, reason="No directive.", by=someone)

    reopened = act_actions.reopen_directive(directive=confirmed, reason="Read too fast.", by=someone)
    rejected = act_actions.reject_directive(directive=reopened, reason="No directive.", by=someone)

    assert (rejected.state, rejected.reason) == ("rejected", "No directive.")


@pytest.mark.parametrize("deed", ["reject_directive", "reopen_directive"])
def test_rejecting_and_undoing_need_a_reason(deed, someone):
    directive = made.confirmed(by=someone) if deed == "reopen_directive" else made.directives()[0]

    with pytest.raises(ActError, match="Say why"):
        getattr(act_actions, deed)(directive=directive, reason="  ", by=someone)


def test_an_undecided_directive_has_nothing_to_undo(someone):
    with pytest.raises(ActError, match="nothing to undo"):
        act_actions.reopen_directive(directive=made.directives()[0], reason="Why not.", by=someone)


@pytest.mark.usefixtures("places")
def test_a_directive_with_a_rule_in_force_is_not_reopened(someone):
    rule = made.rule_of(by=someone)

    with pytest.raises(ActError, match="Close the rule first"):
        act_actions.reopen_directive(directive=rule.directive, reason="Read too fast.", by=someone)


def test_two_editors_get_a_conflict_and_nothing_is_overwritten(someone):
    seen = made.directives()[made.MAP]
    act_actions.edit_directive(directive=seen, bearer="Секретариат", by=someone, version=seen.version)

    for deed in (
        lambda: act_actions.edit_directive(directive=seen, bearer="Совет", by=someone, version=seen.version),
        lambda: act_actions.confirm_directive(directive=seen, by=someone, version=seen.version),
        lambda: act_actions.reject_directive(directive=seen, reason="No.", by=someone, version=seen.version),
    ):
        with pytest.raises(StaleVersion):
            deed()

    seen.refresh_from_db()
    assert (seen.bearer, seen.state) == ("Секретариат", "proposed")


def test_editing_keeps_what_was_proposed_and_journals_both(someone):
    meeting = made.directives()[made.MEETING]

    edited = act_actions.edit_directive(directive=meeting, force="duty", by=someone)

    assert (edited.force, edited.proposed["force"]) == ("duty", "obligation")
    assert journal.history(edited).first().data == {"old": {"force": "obligation"}, "new": {"force": "duty"}}


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 10, "end": 10_000},
        {"start": 40, "end": 30},
        {"force": "mighty"},
        {"bearer": "Совет", "bearer_is_open": True},
    ],
)
def test_an_edit_that_makes_no_sense_changes_nothing(changes, someone):
    meeting = made.directives()[made.MEETING]

    with pytest.raises(ActError):
        act_actions.edit_directive(directive=meeting, by=someone, **changes)

    before = (meeting.quote, meeting.force, meeting.version)
    meeting.refresh_from_db()
    assert (meeting.quote, meeting.force, meeting.version) == before


def test_merged_directives_point_to_the_one_that_stays(someone):
    first, second, third, *_rest = made.directives()

    kept = act_actions.merge_directives(into=first, others=[second, third], reason="The same meeting.", by=someone)

    for other in (second, third):
        other.refresh_from_db()
        assert (other.state, other.merged_into, other.reason) == ("merged", kept, "The same meeting.")
    assert kept.state == "proposed"


def test_merging_again_carries_earlier_merges_along(someone):
    first, second, third, *_rest = made.directives()
    kept = act_actions.merge_directives(into=second, others=[third], by=someone)

    act_actions.merge_directives(into=first, others=[kept], by=someone)

    third.refresh_from_db()
    assert third.merged_into == first


def test_directives_of_two_acts_are_never_merged(someone):
    one = made.directives(made.act())[0]
    other = made.directives(made.act("Другой текст. Акимы областей обязаны сеять лес.", title="Other"))[0]

    with pytest.raises(ActError, match="Directives of different acts are not merged"):
        act_actions.merge_directives(into=one, others=[other], by=someone)

    other.refresh_from_db()
    assert other.state == "proposed"


def test_one_directive_alone_is_no_merge(someone):
    one = made.directives()[0]

    with pytest.raises(ActError, match="at least two"):
        act_actions.merge_directives(into=one, others=[one], by=someone)


def test_a_decided_directive_is_not_merged(someone):
    confirmed = made.confirmed(made.MEETING, by=someone)
    other = made.directives(confirmed.act)[made.PRESENCE]

    with pytest.raises(AlreadyDecided):
        act_actions.merge_directives(into=other, others=[confirmed], by=someone)


def test_a_sentence_the_reading_did_not_claim_is_offered_and_becomes_a_directive(someone):
    act = made.act()
    [(start, end)] = unclaimed_of(act, made.directives(act))

    added = act_actions.add_directive(act=act, start=start, end=end, force="necessity", by=someone)

    assert added.quote == "Председатель говорил о необходимости мира между соседями."
    assert (added.proposer, added.proposer_version, added.state) == ("person", "", "proposed")
    assert unclaimed_of(act, made.directives(act)) == []


def test_words_outside_the_text_are_no_directive(someone):
    with pytest.raises(ActError, match="not in the text"):
        act_actions.add_directive(act=made.act(), start=5, end=99_999, force="duty", by=someone)


def test_progress_counts_every_decision(someone):
    act = made.act()
    first, second, third, *_rest = made.directives(act)
    act_actions.confirm_directive(directive=first, by=someone)
    act_actions.merge_directives(into=second, others=[third], by=someone)

    assert progress(made.directives(act)) == (2, 5)


def test_reading_twice_with_one_version_changes_nothing(someone):
    act = made.act()
    before = [directive.pk for directive in made.directives(act)]

    assert act_actions.propose_directives(act, by=someone) == []
    assert [directive.pk for directive in made.directives(act)] == before


def test_a_newer_version_reads_again_and_keeps_what_people_did(someone, monkeypatch):
    act = made.act()
    first, second, third, fourth, fifth = made.directives(act)
    act_actions.confirm_directive(directive=first, by=someone)
    act_actions.reject_directive(directive=second, reason="A wish.", by=someone)
    act_actions.choose_bearer(directive=third, bearer="Ассамблея", by=someone)
    monkeypatch.setattr(act_directive_actions, "VERSION", "99.0")

    added = act_actions.propose_directives(act, by=someone)

    found = made.directives(act)
    assert [d.pk for d in found[:3]] == [first.pk, second.pk, third.pk]
    assert [d.state for d in found] == ["confirmed", "rejected", "proposed", "proposed", "proposed"]
    assert found[2].bearer == "Ассамблея"
    assert [(d.start, d.proposer_version) for d in added] == [(fourth.start, "99.0"), (fifth.start, "99.0")]


@pytest.mark.parametrize("role", ["hq_analyst", "regional_secretary", "post_assistant", "administrator", None])
def test_nobody_but_a_controller_decides(role):
    other = user(role, "KZ-19" if role in ("regional_secretary", "post_assistant") else None)
    directive = made.directives()[0]

    for deed, words in {
        "confirm_directive": {},
        "reject_directive": {"reason": "No."},
        "edit_directive": {"bearer": "Совет"},
        "choose_bearer": {"bearer": "Совет"},
        "reopen_directive": {"reason": "No."},
    }.items():
        with pytest.raises(PermissionDenied):
            getattr(act_actions, deed)(directive=directive, by=other, **words)

    directive.refresh_from_db()
    assert (directive.state, directive.version) == ("proposed", 1)
