"""Which reports are one story, and who is counted in it, also after something about a report has changed."""

import pytest

from factories import radar
from shanyraq.radar import actions
from shanyraq.radar.models import Cluster, Signal
from shanyraq.radar.relabelling import Labels
from shanyraq.radar.scales import Channel, Status

pytestmark = pytest.mark.django_db

STORY = "Арық басында су үшін дау шықты, екі көше бір-біріне су бермей отыр"
OTHER = "Базар жанындағы көпірде екі ауылдың жігіттері тағы да төбелесіп қалды"


def fresh(signal) -> Signal:
    return Signal.objects.select_related("cluster").get(pk=signal.pk)


def test_a_text_that_changed_by_a_glance_goes_to_the_story_it_tells_now():
    sealed = radar.signal(text=radar.DOUBTFUL)
    alone = sealed.cluster

    actions.give_glance(quarantine=sealed.quarantine, kept=[0], by=radar.analyst())
    same = radar.signal(text=fresh(sealed).text)

    assert "45-12-33" in fresh(sealed).text
    assert same.cluster == fresh(sealed).cluster
    assert (fresh(sealed).counted, same.counted) == (True, False)
    assert sum(Cluster.objects.values_list("size", flat=True)) == 2
    assert Cluster.objects.get(pk=alone.pk).size in (0, 2)


def test_a_glance_that_masks_everything_leaves_the_story_as_it_was():
    sealed = radar.signal(text=radar.DOUBTFUL)

    actions.give_glance(quarantine=sealed.quarantine, kept=[], by=radar.analyst())

    assert (fresh(sealed).cluster, fresh(sealed).counted) == (sealed.cluster, True)
    assert sealed.cluster.size == 1


def test_when_the_counted_report_leaves_the_next_of_its_source_is_counted():
    first, second, third = (radar.signal(text=STORY, source=f"s{number}") for number in range(3))

    actions.correct_signal(
        signal=first, labels=Labels.of(first, issue="T5"), reason="Су туралы емес", version=1, by=radar.analyst()
    )

    assert [fresh(signal).counted for signal in (first, second, third)] == [True, True, False]
    assert (fresh(second).cluster.size, fresh(second).cluster.sources) == (2, 2)
    assert fresh(first).cluster != fresh(second).cluster


def test_a_report_that_was_not_counted_leaves_the_count_as_it_is():
    first, second = (radar.signal(text=STORY) for _number in range(2))

    actions.correct_signal(
        signal=second, labels=Labels.of(second, issue="T5"), reason="Су туралы емес", version=1, by=radar.analyst()
    )

    assert (fresh(first).counted, fresh(second).counted) == (True, True)
    assert fresh(first).cluster.size == 1


def test_a_drill_and_a_real_report_are_never_one_story():
    drill = radar.signal(text=STORY, status=Status.EXERCISE)

    real = radar.signal(text=STORY)

    assert drill.cluster != real.cluster
    assert (drill.counted, real.counted) == (True, True)


def test_news_and_programs_have_the_room_of_one_named_source():
    words = ["су", "жол", "жер", "мектеп", "сауда", "жайылым"]

    for word in words:
        radar.signal(
            text=f"{word} туралы {word * 3} дау {word * 2} болды {word}", channel=Channel.FEED, source="a feed"
        )

    assert Signal.objects.filter(counted=True).count() == 3


def test_two_ways_of_one_story_are_two_voices():
    signals = [radar.signal(text=text, channel=way) for way in (Channel.FORM, Channel.FEED) for text in (STORY, STORY)]

    assert [signal.counted for signal in signals] == [True, False, True, False]
    assert len({signal.cluster for signal in signals}) == 1
    assert radar.signal(text=OTHER).counted
