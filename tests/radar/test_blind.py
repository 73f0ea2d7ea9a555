"""What the weekly scan does not see: what a place is called, who lives there, in which words people speak."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories.weekly import reports
from shanyraq.places.models import Area, Population
from shanyraq.radar import scanning, weeks
from shanyraq.radar.models import Line, Scan, Signal, Silence, WeekCount, WeekSources

LAST = date(2026, 3, 2)
TODAY = LAST + timedelta(days=7)
LONG = 70
ISSUES = ("T2", "T3", "T5")
REGIONS, DISTRICTS = 3, 5
SCORES = ("rank", "region_rank", "observed", "expected", "low", "high", "lower", "p_mid", "because", "series")

pytestmark = pytest.mark.django_db


def invented_country(region_codes: Sequence[str], district_codes: Sequence[str]) -> list[Area]:
    """The same three regions of five districts each, under whatever codes."""
    regions = [Area.objects.create(code=code, kind="region", level=1, name_ru=code) for code in region_codes]
    return [
        Area.objects.create(code=code, kind="district", level=2, parent=regions[number // DISTRICTS], name_ru=code)
        for number, code in enumerate(district_codes)
    ]


def fill(districts: Sequence[Area], seed: int) -> None:
    """Seventy weeks of reports; in two districts something rises, one region falls silent."""
    chance = np.random.default_rng(seed)
    means = chance.lognormal(0.4, 0.7, (len(districts), len(ISSUES)))
    counts = chance.poisson(means, (LONG, *means.shape))
    counts[-1, 3, 0] += 14
    counts[-3:, 7, 1] += 8
    counts[-6:, 10:, :] = 0
    rows = []
    for number in range(LONG):
        week = LAST - (LONG - 1 - number) * weeks.WEEK
        for place, area in enumerate(districts):
            for theme, issue in enumerate(ISSUES):
                rows += reports(area, issue, week, int(counts[number, place, theme]))
    Signal.objects.bulk_create(rows)


def scanned() -> tuple[dict, dict]:
    """What the weekly scan says: lines and silences with all their figures, by place."""
    weeks.recount_all()
    Line.objects.all().delete()
    done = scanning.scan(LAST, today=TODAY)
    lines = {(line.area_id, line.issue): {name: getattr(line, name) for name in SCORES} for line in done.lines.all()}
    quiet = {row.area_id: (row.weeks, row.observed, row.expected, row.p, row.last_heard) for row in done.silences.all()}
    return lines, quiet


def empty() -> None:
    for kept in (Silence, Line, Scan, WeekCount, WeekSources, Signal):
        kept.objects.all().delete()
    Area.objects.filter(level=2).delete()
    Area.objects.filter(level=1).delete()


def renamed(value, names: Mapping[str, str]):
    """An answer with every code replaced by the new one."""
    if isinstance(value, dict):
        return {names.get(key, key): renamed(each, names) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(renamed(each, names) for each in value)
    return names.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_names_of_places_permute_the_lines_and_change_no_digit_of_a_score(seed):
    regions = [f"XX-{number}" for number in range(REGIONS)]
    districts = [f"9{number:08}" for number in range(REGIONS * DISTRICTS)]
    fill(invented_country(regions, districts), seed)
    lines, quiet = scanned()
    empty()
    chance = np.random.default_rng(seed)
    names = dict(zip(regions, chance.permutation(regions).tolist(), strict=True))
    names |= dict(zip(districts, chance.permutation(districts).tolist(), strict=True))
    fill(invented_country([names[code] for code in regions], [names[code] for code in districts]), seed)

    other_lines, other_quiet = scanned()

    assert lines
    assert {(names[area], issue): renamed(said, names) for (area, issue), said in lines.items()} == other_lines
    assert {names[area]: said for area, said in quiet.items()} == other_quiet
    assert "XX-2" in quiet


def test_population_is_no_input_of_the_scan(places):
    fill(list(Area.objects.districts().order_by("pk"))[:15], seed=5)
    before = scanned()
    chance = np.random.default_rng(5)
    assert Population.objects.exists()
    for row in Population.objects.all():
        row.value = int(row.value * chance.uniform(0.01, 50)) + 1
        row.save(update_fields=["value"])

    with CaptureQueriesContext(connection) as asked:
        after = scanned()
        scanning.scan_due(TODAY, timezone.now())
    Population.objects.all().delete()

    assert before == after == scanned()
    assert not any("population" in query["sql"].lower() for query in asked)


def test_words_languages_and_names_change_nothing_in_the_counts(places):
    districts = list(Area.objects.districts().order_by("pk"))[:15]
    fill(districts, seed=6)
    before, counted = scanned(), list(WeekCount.objects.values_list("week", "area", "issue", "count", "weighted"))
    chance = np.random.default_rng(6)
    for language in ("kk", "ru", "en", "mixed", ""):
        chosen = Signal.objects.filter(pk__in=[pk for pk in _ids() if chance.random() < 0.3])
        chosen.update(language=language, text=f"other words, {language}", settlement=f"a place {language}")
    for area, other in zip(districts, chance.permutation(districts), strict=True):
        Area.objects.filter(pk=area.pk).update(name_kk=other.name_kk, name_ru=other.name_ru, name_en=other.name_en)

    after = scanned()

    assert after == before
    assert list(WeekCount.objects.values_list("week", "area", "issue", "count", "weighted")) == counted


def test_the_counts_have_no_column_for_people():
    columns = {field.name for model in (WeekCount, WeekSources) for field in model._meta.get_fields()}

    assert columns == {"id", "week", "area", "issue", "count", "weighted", "sources", "signals"}


def _ids() -> list:
    return list(Signal.objects.order_by("pk").values_list("pk", flat=True))
