"""The tables of `cases/`: more than a hundred duties judged by hand, and by the engine."""

import pytest

from compliance.duty_tables import examples

EXAMPLES = examples()


def named(example):
    """The trap the example serves, if any, and its promise."""
    return f"trap {example.trap}: {example.title}" if example.trap else example.title


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_the_engine_says_what_was_computed_by_hand(example):
    assert example.verdicts() == example.windows


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_the_order_of_facts_does_not_matter(example):
    backwards = example._replace(facts=[*reversed(example.facts), *example.facts])

    assert backwards.verdicts() == example.windows


def test_the_tables_are_large_and_serve_every_trap_of_the_engine():
    assert len(EXAMPLES) >= 100
    assert {example.trap for example in EXAMPLES} >= {1, 2, 3, 4, 5, 7, 9}


def test_no_two_examples_have_one_title():
    titles = [example.title for example in EXAMPLES]

    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_what_happens_later_changes_nothing_said_about_an_earlier_day(example):
    known = [fact for fact in example.facts if fact.kind == "appointment" or fact.date <= example.on]
    planned = [fact for fact in example.facts if fact.attributes.get("is_key")]
    later = example._replace(facts=[*known, *(fact for fact in planned if fact not in known)])

    assert later.verdicts() == example.windows
