"""Watching does not feed itself: where answers bring reports, the rule keeps the list as if they brought none."""

import numpy as np
import pytest

from shanyraq.detection.attention import attention
from shanyraq.detection.worlds.feedback import FeedbackRecipe, divergence, feedback_run, gini, score_feedback
from shanyraq.radar import echo_rule, scanning

STIRRED = FeedbackRecipe(series=40, before=110, weeks=60, rises_a_week=0.4, stirred=2.5)
UNSTIRRED = FeedbackRecipe(series=40, before=110, weeks=60, rises_a_week=0.4, stirred=0.0)


def in_full(age):
    return np.ones(age.shape), np.ones(age.shape)


def draw(seen):
    """The first lines of the country, as the weekly scan draws them."""
    series = seen.shape[1]
    places = {"district": [f"{column:02}" for column in range(series)], "theme": ["one"] * series}
    lines = attention(seen, at=[len(seen) - 1], hierarchy=places, capacity=scanning.CAPACITY)[0]
    return [line.series for line in lines if scanning.stands_out(line)][: scanning.COUNTRY_LINES]


def test_places_that_are_alike_stay_alike_when_every_second_is_answered():
    without, with_rule = (
        [divergence(seed, weigh, FeedbackRecipe()) for seed in range(10)] for weigh in (in_full, echo_rule.by_weeks)
    )

    assert min(without) > 0.5
    assert max(map(abs, with_rule)) <= 0.1


def test_without_the_rule_answered_places_fill_the_list_and_with_it_they_do_not():
    calm = score_feedback(feedback_run(3, draw, in_full, UNSTIRRED))
    without = score_feedback(feedback_run(3, draw, in_full, STIRRED))
    with_rule = score_feedback(feedback_run(3, draw, echo_rule.by_weeks, STIRRED))

    assert without.false_lines > 3 * max(calm.false_lines, 0.1)
    assert with_rule.false_lines <= calm.false_lines + 0.1
    assert without.most_weeks > 2 * with_rule.most_weeks
    assert with_rule.found_elsewhere >= calm.found_elsewhere - 0.1


def test_the_same_seed_lives_the_same_life():
    once, again = (feedback_run(5, lambda seen: [int(seen[-1].argmax())], in_full, STIRRED) for _time in range(2))

    assert once.lines == again.lines
    assert once.rises == again.rises


@pytest.mark.parametrize(("amounts", "share"), [([5, 5, 5], 0.0), ([0, 0, 9], 2 / 3)])
def test_gini_by_hand(amounts, share):
    assert gini(np.array(amounts)) == pytest.approx(share)
