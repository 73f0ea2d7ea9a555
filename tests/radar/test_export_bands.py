"""What leaves the house stays protected, whoever compares all of its tables: the attacker is a linear programme."""

import csv
import io
import json
from collections import defaultdict
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from factories import radar
from shanyraq.places.models import Area
from shanyraq.radar.exports import bands
from shanyraq.radar.exports.files import file_called
from shanyraq.radar.exports.weekly import ground
from shanyraq.radar.models import WeekCount

WEEKS = 2


def interval(cell: int, sums: list[tuple[set[int], float, float]], number: int) -> tuple[float, float]:
    """The least and the greatest a cell can be, given everything published: ``sums`` are (cells, least, greatest)."""
    rows, limits = [], []
    for members, low, high in sums:
        row = np.zeros(number)
        row[sorted(members)] = 1
        rows += [row, -row]
        limits += [high, -low]
    found = []
    for sign in (1, -1):
        aim = np.zeros(number)
        aim[cell] = sign
        answer = linprog(aim, A_ub=np.array(rows), b_ub=limits, bounds=(0, None), method="highs")
        assert answer.success, answer.message
        found.append(sign * answer.fun)
    return found[0], found[1]


def plain(count: int, threshold: int = bands.SMALL) -> tuple[float, float]:
    """What careless offices publish: the number itself, or "fewer than five"."""
    return (count, count) if count >= threshold else (0, threshold - 1)


def nested(counts: list[list[int]], told) -> list[tuple[set[int], float, float]]:
    """Cells, districts and the region as published by a rule; ``counts`` are districts of issues."""
    sums, place, everything = [], 0, set()
    for district in counts:
        cells = set(range(place, place + len(district)))
        sums += [({place + number}, *told(count)) for number, count in enumerate(district)]
        sums.append((cells, *told(sum(district))))
        everything |= cells
        place += len(district)
    return [*sums, (everything, *told(sum(map(sum, counts))))]


@pytest.mark.parametrize(("count", "told"), [(0, (0, 9)), (4, (0, 9)), (9, (0, 9)), (10, (10, 19)), (137, (130, 139))])
def test_a_count_is_told_as_a_band_of_ten(count, told):
    assert bands.band(count) == told


def test_the_attacker_is_awake():
    """The usual suppression falls: a district of 9, 3 and 12 reports, the region's total beside it."""
    counts = [[9, 3, 12]]

    assert interval(1, nested(counts, plain), 3) == (3, 3)


@given(st.lists(st.lists(st.integers(0, 24), min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_nested_tables_tell_more_of_a_small_cell_than_fewer_than_ten(counts):
    flat = [count for district in counts for count in district]
    sums = nested(counts, bands.band)

    for cell, count in enumerate(flat):
        if count < bands.SMALL:
            low, high = interval(cell, sums, len(flat))

            assert high == pytest.approx(9)
            assert high - low >= bands.SMALL


def test_bands_of_five_would_not_be_enough():
    five = lambda count: (count // 5 * 5, count // 5 * 5 + 4)  # noqa: E731

    low, high = interval(0, nested([[3, 9]], five), 2)

    assert high - low < bands.SMALL


@pytest.fixture
def counted(places):
    """Three regions of invented counts: mostly small, some large, some districts all zero."""
    chance = Random(4)
    user = radar.analyst()
    here = ground(user, None, WEEKS)
    districts = [area for area in here.districts if area.parent_id in ("KZ-19", "KZ-75", "KZ-61")]
    WeekCount.objects.bulk_create(
        WeekCount(week=week, area=area, issue=issue, count=count, weighted=count)
        for week in here.weeks
        for area in districts
        for issue in ("T1", "T2", "T5", "T9")
        if (count := chance.choice([0, 0, 1, 1, 2, 3, 4, 6, 9, 10, 13, 27]))
    )
    return user


def published(user, regions=("KZ-19", "KZ-75", "KZ-61")) -> dict[tuple, tuple[int, int]]:
    """Everything anybody could collect: each file, for the country, for each region, in each length."""
    told: dict[tuple, tuple[int, int]] = {}
    for region in (None, *(Area.objects.get(pk=code) for code in regions)):
        for weeks in (1, 2):
            here = ground(user, region, weeks)
            for key, level in (("weekly", "adm2"), ("regions", "adm1")):
                rows = list(
                    csv.reader(io.StringIO("".join(file_called(key).lines(here, region, "en")).lstrip("\ufeff")))
                )
                tags = [tag.split("+")[0] + "+" + tag.split("+")[1] for tag in rows[1]]
                for row in rows[2:]:
                    cell = dict(zip(tags, row, strict=False))
                    numbers = [int(value) for tag, value in zip(rows[1], row, strict=True) if "+num" in tag]
                    same(told, (row[0], cell[f"#{level}+code"], cell.get("#subject+code", "")), tuple(numbers))
            drawn = json.loads("".join(file_called("weekly-map").lines(here, region, "en")))
            for feature in drawn["features"]:
                for week in feature["properties"]["weeks"]:
                    told_here = (week["reports_at_least"], week["reports_at_most"])
                    same(told, (week["week"], feature["properties"]["code"], ""), told_here)
    return told


def same(told: dict, key: tuple, numbers: tuple) -> None:
    """Two tables never tell two things of one set: nothing is won by comparing them."""
    assert told.setdefault(key, numbers) == numbers


def test_all_exported_tables_together_keep_every_small_cell(counted):
    told = published(counted)
    counts = {(f"{row.week}", row.area_id, row.issue): row.count for row in WeekCount.objects.all()}
    region_of = dict(Area.objects.districts().values_list("pk", "parent_id"))
    week = str(ground(counted, None, 1).weeks[0])

    cells = [key for key in told if key[0] == week and key[2] and region_of[key[1]] in ("KZ-19", "KZ-75", "KZ-61")]
    place = {key: number for number, key in enumerate(cells)}
    groups = defaultdict(set)
    for key in cells:
        for group in (key, (week, key[1], ""), (week, region_of[key[1]], "")):
            groups[group].add(place[key])
    sums = [(members, *told[group]) for group, members in groups.items()]
    small = [key for key in cells if counts.get(key, 0) < bands.SMALL]
    assert len(small) > 300
    assert len({key for key in cells if counts.get(key, 0) >= bands.WIDTH}) > 10

    for key in Random(1).sample(small, 60):
        low, high = interval(place[key], sums, len(cells))
        assert high - low >= bands.SMALL, key


def test_a_row_stands_there_whether_anything_was_reported_or_not(counted):
    here = ground(counted, Area.objects.get(pk="KZ-31"), 1)

    rows = list(csv.reader(file_called("weekly").lines(here, None, "en")))[2:]

    assert len(rows) == len(here.districts) * 13
    assert {tuple(row[8:]) for row in rows} == {("0", "9", "unknown")}
