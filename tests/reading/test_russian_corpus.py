"""How well Russian is read, on annotated invented texts: the floors below which no change may fall."""

import pytest

from reading.corpus import documents, measure
from shanyraq.reading import read
from shanyraq.reading.russian import tables

SETS = ["ru_dev", "ru_held", "ru_fresh", "ru_fresh2", "ru_fresh3", "ru_fresh4", "ru_fresh5", "ru_fresh6", "ru_fresh7"]
FLOORS = {"precision": 0.95, "recall": 0.95, "force": 0.97, "bearers": 0.9, "frequency": 0.9, "deadline": 0.85}


@pytest.mark.parametrize("name", SETS)
def test_directives_are_found_and_facts_are_left_alone(name):
    score = measure(name, language="ru")

    found = {"precision": score.precision, "recall": score.recall}
    found |= {field: score.share(field) for field in ("force", "bearers", "frequency", "deadline")}
    below = {field: value for field, value in found.items() if value < FLOORS[field]}
    assert below == {}, f"{score}\n" + "\n".join(score.misses)


def test_the_corpus_is_large_enough_to_mean_something():
    lines = [line for name in SETS for _, lines in documents(name) for line in lines]

    directives = sum(len(line.expected) for line in lines)
    silent = sum(not line.expected for line in lines)
    assert directives >= 400
    assert silent >= 250


def test_most_triggers_of_the_table_are_heard_in_the_corpus():
    rules = {
        candidate.rule_id
        for name in SETS
        for text, _ in documents(name)
        for candidate in read(text, language="ru").directives
    }

    silent = {trigger.id for trigger in tables.triggers()} - rules

    assert len(silent) <= 6, sorted(silent)


def test_every_trigger_has_a_name_of_its_own():
    names = [trigger.id for trigger in tables.triggers()]

    assert len(names) == len(set(names))


def test_every_quote_of_the_corpus_stands_at_its_span():
    for name in SETS:
        for text, _ in documents(name):
            for candidate in read(text, language="ru").directives:
                assert text[slice(*candidate.span)] == candidate.quote
