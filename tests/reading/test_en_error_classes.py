"""Every class of mistake once made in reading English, each held by a sentence of our own."""

import pytest

from shanyraq.reading import read


def found(text):
    """(force, negated, bearers in dictionary form) of every directive."""
    return [
        (each.force, each.negated, [bearer.norm for bearer in each.bearers])
        for each in read(text, language="en").directives
    ]


def actions(text):
    return [each.action.text for each in read(text, language="en").directives]


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("Akims shall report.", "obligation"),
        ("Akims are obliged to report.", "obligation"),
        ("I instruct the akims to report.", "obligation"),
        ("Akims must report.", "duty"),
        ("Akims are to report.", "duty"),
        ("Akims have to report.", "duty"),
        ("Akims should report.", "necessity"),
        ("Akims need to report.", "necessity"),
        ("The Council requests the akims to report.", "necessity"),
        ("The Council calls upon the akims to report.", "recommendation"),
        ("It is recommended that akims report.", "recommendation"),
        ("The Council invites the akims to report.", "proposal"),
        ("I propose that akims report.", "proposal"),
    ],
)
def test_the_table_gives_each_english_word_its_level(text, force):
    assert found(text) == [(force, False, ["akims"])]


def test_a_prohibition_is_marked():
    assert found("Akims must not close schools.") == [("duty", True, ["akims"])]
    assert found("Akims may not close schools.") == [("obligation", True, ["akims"])]
    assert found("No akim shall close a school.") == [("obligation", True, ["akim"])]
    assert found("Delegation of this duty is prohibited.") == [("obligation", True, [])]
    assert found("It is forbidden to close schools.") == [("obligation", True, [])]
    assert found("Under no circumstances may officials close schools.") == [("obligation", True, ["officials"])]


def test_a_future_with_a_frequency_is_a_duty():
    assert found("Departments will report not less than once a month.") == [("duty", False, ["departments"])]


def test_a_future_without_a_frequency_is_news():
    assert found("The ministry will build forty schools.") == []


def test_a_future_in_a_plan_is_a_duty():
    assert found("WORK PLAN\nThe youth wing will hold debates.\n") == [("duty", False, ["youth wing"])]


def test_a_present_with_a_floor_is_a_duty_and_a_habit_is_not():
    assert found("Sittings are held at least once a quarter.") == [("duty", False, [])]
    assert found("A fair is held in the city every year.") == []


def test_items_of_a_list_inherit_force_and_bearer_from_their_head():
    text = "The akims shall:\n(a) hold meetings;\n(b) report to the Council."

    assert found(text) == [("obligation", False, ["akims"])] * 2
    assert actions(text) == ["hold meetings", "report to the Council"]


def test_items_of_a_list_inherit_the_term_of_their_head():
    text = "By 1 May 2026 the akims shall:\n- hold meetings;\n- open receptions."

    assert [each.deadline.date for each in read(text, language="en").directives] == ["2026-05-01"] * 2


def test_a_bearer_on_its_own_line_is_inherited_together_with_the_force_above_it():
    text = (
        "The participants recommend:\nto the Government:\n1. to open a fund;\nto the maslikhats:\n2. to hold hearings."
    )

    assert found(text) == [("recommendation", False, ["government"]), ("recommendation", False, ["maslikhats"])]


def test_minutes_order_without_any_modal():
    assert found("Ministry of Culture to submit a list by 1 July.") == [("obligation", False, ["ministry of culture"])]
    assert found("- Press service – prepare a fact sheet.") == [("obligation", False, ["press service"])]


def test_a_line_about_the_deadline_belongs_to_the_directive_before_it():
    [directive] = read("1. Bureau to give access to data. Deadline: 15 June 2025.", language="en").directives

    assert (directive.deadline.text, directive.deadline.date) == ("15 June 2025", "2025-06-15")


def test_a_line_about_the_responsible_names_the_bearer():
    assert found("1. To give access to data.\nResponsible: Bureau of Statistics.") == [
        ("obligation", False, ["bureau of statistics"])
    ]


def test_coordinated_bearers_stand_apart():
    assert found("Line ministries and akimats must support them.") == [("duty", False, ["line ministries", "akimats"])]


def test_a_conjunction_inside_a_name_parts_nothing():
    text = "The Ministry of Culture and Information must report."

    assert found(text) == [("duty", False, ["ministry of culture and information"])]


def test_names_before_the_last_noun_stay_in_the_bearer():
    text = "The akims of Almaty, Zhambyl and Turkistan regions must report."

    assert found(text) == [("duty", False, ["akims of almaty, zhambyl and turkistan regions"])]


def test_two_modals_share_one_bearer():
    text = "Members must observe confidentiality and shall refrain from comments."

    assert found(text) == [("duty", False, ["members"]), ("obligation", False, ["members"])]


def test_the_agent_of_a_passive_bears_it_and_its_subject_does_not():
    assert found("Hearings shall be held by the council.") == [("obligation", False, ["council"])]
    assert found("Deputies must be invited.") == [("duty", False, [])]


def test_a_pronoun_stands_for_the_bearer_before_it():
    text = "The Secretariat must keep a register. It should publish the register."

    assert found(text) == [("duty", False, ["secretariat"]), ("necessity", False, ["secretariat"])]


def test_a_relative_clause_owes_nothing():
    assert found("The participants discussed problems that need to be solved.") == []
    assert found("This is the list of measures which the ministry must take.") == []


def test_a_relative_clause_inside_the_bearer_does_not_hide_the_duty():
    text = "Bodies that receive proposals are obliged to respond."

    assert found(text) == [("obligation", False, ["bodies"])]


@pytest.mark.parametrize(
    "text",
    [
        "We must all cherish peace.",
        "Each of us must remember the past.",
        "Our people must never forget.",
        "We must respect each other.",
        "Nobody should be left alone.",
    ],
)
def test_an_appeal_to_everybody_is_no_directive(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It should be noted that the number has grown.",
        "One must admit that mistakes were made.",
        "As it should be, the dispute went to court.",
        "The must-see exhibition is open.",
        "People must have been frightened.",
        "Ministries should have reacted earlier.",
        "Prices should fall in autumn.",
        "Should the forecast worsen, help will come.",
        "Who must answer for the road?",
        "Does the akimat need to pay?",
        "If the law required it, the court would have to decide.",
        "Recalling that dialogue must be open,",
        "This order shall enter into force on 1 July.",
        "The need to strengthen trust was discussed.",
        "Guests need not register.",
        "Citizens are not obliged to pay.",
        "The aim of the fund is to help farmers.",
        "He hopes that rains will come.",
    ],
)
def test_a_modal_word_that_owes_nothing_is_left_alone(text):
    assert found(text) == []


def test_sentences_with_a_modal_word_and_no_directive_are_listed():
    reading = read("We must all cherish peace. The sun shines. It should be noted that rain fell.", language="en")

    assert [each.text for each in reading.unclaimed] == [
        "We must all cherish peace.",
        "It should be noted that rain fell.",
    ]


def test_a_condition_of_each_kind_is_told_apart():
    text = (
        "If a member is absent, the Secretariat shall, in agreement with the Council, in person, without delegating "
        "this to deputies, settle the matter through mediation, jointly with elders, in order to prevent conflict."
    )

    [directive] = read(text, language="en").directives

    assert [(each.kind, each.text) for each in directive.conditions] == [
        ("condition", "If a member is absent"),
        ("agreement", "in agreement with the Council"),
        ("in_person", "in person"),
        ("no_delegation", "without delegating this to deputies"),
        ("means", "through mediation"),
        ("participants", "jointly with elders"),
        ("purpose", "in order to prevent conflict"),
    ]


def test_the_action_is_free_of_terms_and_conditions():
    text = "Akims must hold meetings at least once every two months with the participation of elders by 1 July."

    assert actions(text) == ["hold meetings"]


def test_a_quotation_ends_before_the_speaker():
    assert actions("“Akims must hold meetings,” he said.") == ["hold meetings"]
