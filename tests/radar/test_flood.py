"""Ten thousand posts are one voice: they raise nothing above "to be checked", and everybody else is heard as before."""

from random import Random

import pytest
from django.utils import timezone

from factories import places, radar, weekly
from shanyraq.notices.models import Notice
from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.radar import scanning, throttling, weeks
from shanyraq.radar.clustering import NAMELESS_CAP
from shanyraq.radar.models import CallOut, Cluster, Hotspot, Line, Signal, Verification
from shanyraq.radar.scales import Channel, Level, Stage

POST = "Арық басында су үшін дау шықты, екі көше бір-біріне су бермей отыр"
WORDS = [
    "су", "арық", "көше", "ауыл", "базар", "мектеп", "жол", "дау", "шықты", "адамдар", "айтып", "жатыр", "көпір",
    "егін", "мал", "жайылым", "жиналыс", "кеңес", "түнде", "күндіз", "кеше", "бүгін", "ұзақ", "қысқа", "жаңа", "ескі",
]  # fmt: skip
COPIES, NEAR, DIFFERENT = 4_000, 3_000, 3_000

pytestmark = pytest.mark.django_db


def posts(chance: Random):
    """(channel, source, text): copies and near copies by many "sources" of a feed and of a program, then as many
    different texts by one source."""
    for number in range(COPIES + NEAR):
        tail = f" {' '.join(chance.sample(WORDS, 2))}" if number >= COPIES else ""
        yield (Channel.FEED, Channel.API)[number % 2], f"source-{number}", POST + tail
    for _number in range(DIFFERENT):
        yield Channel.API, "one source", " ".join(chance.choices(WORDS, k=14))


def flood(area: Area, many: int | None = None, **fields) -> None:
    for number, (channel, source, text) in enumerate(posts(Random(4))):
        if number == many:
            return
        radar.received(area, key=f"post-{number}", channel=channel, source=source, text=text, **fields)


@pytest.fixture
def flooded(places):
    """A quiet country, and 10,000 posts about one district in the week that is over."""
    week = weeks.monday(today()) - weeks.WEEK
    radar.analyst()
    radar.council()
    area = weekly.country_with(last=week)[0]
    flood(area, occurred_on=week)
    weeks.recount([week])
    scanning.scan(week, today=today())
    return area


def test_ten_thousand_posts_raise_nothing_and_others_are_still_heard(flooded):
    came = Signal.objects.filter(submission__isnull=False, form_version="1")
    counted = came.filter(counted=True)

    assert came.count() == COPIES + NEAR + DIFFERENT
    assert counted.filter(channel=Channel.FEED).count() == 1
    assert counted.filter(channel=Channel.API).count() == 3
    assert set(came.values_list("state", "level")) == {(Signal.State.SCREENED, Level.CHECK)}
    assert not any(kept.objects.exists() for kept in (Line, Hotspot, CallOut, Verification))
    assert not Notice.objects.filter(kind__startswith="radar.").exists()
    assert Cluster.objects.filter(flood=True).exists()

    council = radar.council(area=flooded)
    other = radar.received(flooded, text="Көпір құлады, ауылға жол жоқ", channel=Channel.REPORTER, reporter=council)
    resident = radar.received(flooded, text="Мектеп алдында екі ата-ана ұрысып қалды")
    alarm = radar.received(flooded, text="Базар алдына ел жиналып жатыр", stage=Stage.MOBILISATION)

    assert [answer.signal.counted for answer in (other, resident, alarm)] == [True, True, True]
    assert all(answer.code for answer in (other, resident, alarm))
    assert Notice.objects.filter(kind="radar.alarm").exists()
    assert alarm.signal.call_outs.exists()


def test_a_flood_of_alarms_wakes_everybody_once(places):
    radar.analyst()
    radar.council()
    area = places_of_council()

    flood(area, 300, stage=Stage.MOBILISATION)

    told = Notice.objects.filter(kind="radar.alarm").count()
    assert Signal.objects.filter(level=Level.NOW).count() == 300
    # The feed and the program are two ways: each is one voice.
    assert told == CallOut.objects.count() == 2


def test_in_a_flood_of_alarms_a_named_source_still_rings(places):
    analyst, council = radar.analyst(), radar.council()
    flood(council.area, 30, stage=Stage.MOBILISATION)
    before = Notice.objects.filter(user=analyst, kind="radar.alarm").count()

    radar.received(council.area, text=POST, stage=Stage.MOBILISATION, channel=Channel.REPORTER, reporter=council)

    assert Notice.objects.filter(user=analyst, kind="radar.alarm").count() == before + 1


def test_the_same_words_ring_again_on_another_day(places):
    radar.analyst()
    earlier = timezone.now() - timezone.timedelta(hours=25)
    for at in (earlier, earlier, timezone.now()):
        radar.received(text=POST, stage=Stage.MOBILISATION, now=at, occurred_on=earlier.date())

    assert Notice.objects.filter(kind="radar.alarm").count() == 2


def test_one_network_floods_the_public_form_and_the_next_one_is_served(places, client):
    throttling.forget()
    answers = {
        "region": "KZ-31",
        "place": "Масанчи",
        "issue": "T2",
        "stage": "dispute",
        "need": "talk",
        "text": "Су жоқ",
    }

    codes = [
        client.post("/radar/report/en/", answers | {"key": f"a-key-of-a-flood-{number}"}, REMOTE_ADDR="198.51.100.4")
        for number in range(200)
    ]
    other = client.post("/radar/report/en/", answers | {"key": "a-key-of-a-neighbour"}, REMOTE_ADDR="203.0.113.9")

    refused = sum(answer.status_code == 429 for answer in codes)
    assert refused >= 200 - throttling.REPORTS.burst - 10
    assert other.status_code in (200, 302)
    assert Signal.objects.filter(counted=True).count() <= NAMELESS_CAP
    assert set(Signal.objects.values_list("state", flat=True)) == {Signal.State.SCREENED}


def places_of_council() -> Area:
    return Area.objects.get(pk=places.district(radar.HERE).pk)
