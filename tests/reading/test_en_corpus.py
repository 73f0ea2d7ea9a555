"""How well English is read, on annotated invented texts: the floors below which no change may fall."""

import pytest

from reading.annotated import load, plain_sentences, score
from reading.corpus import measure

FLOORS = {"force": 0.9, "bearers": 0.9, "frequency": 0.9, "deadline": 0.9, "condition": 0.85, "action": 0.9}
TUNED = ["en_development", "en_second", "en_third"]


def report(found):
    return "\n".join([*found.missed, *found.spurious, *(each for wrong in found.wrong.values() for each in wrong)])


@pytest.mark.parametrize(("name", "floor"), [*((name, 0.95) for name in TUNED), ("en_final", 0.88)])
def test_directives_are_found_with_all_their_parts(name, floor):
    found = score(load(name), "en")

    below = {part: found.share(part) for part in FLOORS if found.share(part) < FLOORS[part]}
    assert found.f1 >= floor, report(found)
    assert below == {}, report(found)


def test_texts_that_no_rule_was_tuned_on_are_read_nearly_as_well():
    found = score(load("en_held_out"), "en")

    below = {part: found.share(part) for part in FLOORS if found.share(part) < FLOORS[part]}
    assert found.f1 >= 0.9, f"F1 {found.f1:.3f}"
    assert below == {}


@pytest.mark.parametrize(("name", "floor"), [("en_lines", 0.95), ("en_unseen", 0.9)])
def test_single_lines_of_every_class_are_read(name, floor):
    found = measure(name, language="en")

    assert found.f1 >= floor, "\n".join(found.misses)
    assert found.share("bearers") >= 0.95
    assert found.extra_bearers <= 2


def test_the_corpus_is_large_enough_to_mean_something():
    texts = [text for name in [*TUNED, "en_final", "en_held_out"] for text in load(name)]

    assert sum(len(text.expected) for text in texts) >= 240
    assert sum(plain_sentences(text) for text in texts) >= 200
    assert sum(len(text.decoys) for text in texts) >= 60
