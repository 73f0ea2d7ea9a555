"""A file of weekly counts becomes a matrix, whatever the order of its lines, or is refused with the line's number."""

import csv
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.counting import BadInput, workspace
from shanyraq.counting.series_file import open_series

HEADER = "series,date,count\n"


@pytest.fixture
def opened(tmp_path):
    """``opened(text, ...)``: the file as the detectors see it."""
    with workspace("256MB", threads=1) as database:

        def call(text: str | bytes, **how):
            path = tmp_path / "counts.csv"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            return open_series(database, path, **how)

        yield call


def test_series_come_in_order_of_appearance_and_weeks_in_order_of_time(opened):
    file = opened(HEADER + "b,2024-01-15,3\na,2024-01-01,1\nb,2024-01-01,2\na,2024-01-15,0\n")

    assert file.labels == ("b", "a")
    assert file.weeks.astype(str).tolist() == ["2024-01-01", "2024-01-08", "2024-01-15"]
    np.testing.assert_array_equal(file.block()[0], [[2, 1], [np.nan, np.nan], [3, 0]])


def test_an_empty_count_and_an_absent_row_are_the_same(opened):
    whole = opened(HEADER + "a,2024-01-01,1\na,2024-01-08,\na,2024-01-15,2\n").block()[0]
    short = opened(HEADER + "a,2024-01-01,1\na,2024-01-15,2\n").block()[0]

    np.testing.assert_array_equal(whole, short)


def test_a_series_begins_with_its_first_count(opened):
    file = opened(HEADER + "a,2024-01-01,\na,2024-01-08,2\nb,2024-01-01,0\nc,2024-01-01,\n")

    assert file.first_known.tolist() == [1, 0, 2]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + '"a, ""b""",2024-01-01,1\n',
        HEADER.replace("\n", "\r\n") + '"a, ""b""",2024-01-01,1\r\n',
        HEADER + '\n"a, ""b""",2024-01-01,1.0\r\n\n',
        'count,series,date\n 1 ,"a, ""b""",2024-01-01',
    ],
    ids=["byte order mark", "line ends of Windows", "mixed line ends", "another order of columns"],
)
def test_the_same_file_written_another_way_is_the_same(opened, text):
    file = opened(text)

    assert (file.labels, file.block()[0].tolist()) == (('a, "b"',), [[1.0]])


def test_population_fills_its_gaps_from_the_week_before_or_after(opened):
    text = "series,date,count,population\na,2024-01-01,1,\na,2024-01-08,1,5.5\na,2024-01-22,1,7\n"

    assert opened(text).block()[1].tolist() == [[5.5], [5.5], [5.5], [7.0]]


def test_another_column_can_be_the_exposure(opened):
    text = "series,date,count,population,active_sources\na,2024-01-01,1,1000,3\n"

    assert opened(text, exposure="active_sources").block()[1].tolist() == [[3.0]]


def test_levels_are_the_columns_that_name_places_and_themes(opened):
    text = "series,date,count,area,issue\nx,2024-01-01,1,Abai,land\ny,2024-01-01,1,Abai,water\n"

    assert opened(text).levels == {"area": ("Abai", "Abai"), "issue": ("land", "water")}
    assert opened(text, levels=["issue"]).levels == {"issue": ("land", "water")}


BAD = {
    "another weekday": (
        "a,2024-01-09,1,1",
        "2024-01-09 is a Tuesday; the weeks of this file begin on a Monday (line 2)",
    ),
    "the same week again": ("a,2024-01-01,1,1", "the week 2024-01-01 of 'a' was there before, in line 2."),
    "a negative count": ("b,2024-01-01,-1,1", "the count '-1' is negative; a count is 0 or more."),
    "a fraction": ("b,2024-01-01,1.5,1", "the count '1.5' is not whole"),
    "nan": ("b,2024-01-01,NaN,1", "the count is 'NaN'; leave it empty where the week is missing."),
    "infinity": ("b,2024-01-01,inf,1", "the count 'inf' is not whole"),
    "a word": ("b,2024-01-01,many,1", "the count 'many' is not a number."),
    "a number too large": ("b,2024-01-01,99999999999999999999,1", "the count '99999999999999999999' is too large"),
    "a population of 0": ("b,2024-01-01,1,0", "the population '0' is not a number above 0."),
    "a negative population": ("b,2024-01-01,1,-3", "the population '-3' is not a number above 0."),
    "a population that is none": ("b,2024-01-01,1,nan", "the population 'nan' is not a number above 0."),
    "no population at all": ("b,2024-01-01,1,", "the series 'b' has no population in any week."),
    "another format of dates": ("b,01/01/2024,1,1", "the date '01/01/2024' is none; write it as 2026-03-09"),
    "a day that is not": ("b,2024-02-30,1,1", "the date '2024-02-30' is none"),
    "a time of day": ("b,2024-01-01T00:00,1,1", "the date '2024-01-01T00:00' is none"),
    "no date": ("b,,1,1", "the date '' is none"),
    "no series": (",2024-01-01,1,1", "the series is empty, which is no name."),
    "a field too few": ("b,2024-01-01,1", "has 3 fields; the header names 4."),
    "a field too many": ("b,2024-01-01,1,1,1", "has 5 fields; the header names 4."),
    "an open quote": ('"b,2024-01-01,1,1', "is not CSV: unexpected end of data."),
    "another encoding": ("Абай,2024-01-01,1,1".encode("cp1251"), "is not UTF-8; save the file as UTF-8 first."),
}


@pytest.mark.parametrize(("line", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named(opened, tmp_path, line, sentence):
    line = line if isinstance(line, bytes) else line.encode()

    with pytest.raises(BadInput) as refused:
        opened(b"series,date,count,population\na,2024-01-01,1,1\n" + line + b"\nc,2024-01-01,1,1\n")

    assert f"{tmp_path / 'counts.csv'}, line 3: {sentence}" in str(refused.value)


def test_the_first_bad_line_is_the_one_named(opened):
    with pytest.raises(BadInput, match="line 4: the count '-1'"):
        opened(HEADER + "".join(f"a,2024-01-{day:02},{day - 14}\n" for day in (29, 22, 13, 8)).replace("13", "01"))


FILES = {
    "empty": ("", "is empty; there is nothing to read."),
    "only a byte order mark": ("\ufeff", "is empty; there is nothing to read."),
    "only a header": (HEADER, "has a header and no rows; there is nothing to judge."),
    "a column missing": ("series,count\na,1\n", "line 1: the column date is missing; the header names series, count."),
    "a stranger": (HEADER[:-1] + ",person\n", "line 1: the column 'person' is unknown"),
    "a column twice": (HEADER[:-1] + ",count\n", "line 1: the column 'count' comes twice."),
}


@pytest.mark.parametrize(("text", "sentence"), FILES.values(), ids=FILES.keys())
def test_a_file_without_series_is_refused(opened, text, sentence):
    with pytest.raises(BadInput, match=r"counts\.csv") as refused:
        opened(text)

    assert sentence in str(refused.value)


def test_a_series_in_two_places_is_refused(opened):
    text = "series,date,count,area\na,2024-01-01,1,Abai\na,2024-01-08,1,Ulytau\n"

    with pytest.raises(BadInput, match="line 3: the area of 'a' is 'Ulytau' here and 'Abai' in line 2"):
        opened(text)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with workspace(threads=1) as database, pytest.raises(BadInput, match="cannot be read, no such file"):
        open_series(database, tmp_path / "nowhere.csv")


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["a", 'b, "c"', "щ\nъ"]), st.integers(0, 6)),
        st.one_of(st.none(), st.integers(0, 2**53)),
        min_size=1,
        max_size=15,
    ),
    st.randoms(use_true_random=False),
)
def test_every_count_lands_in_its_cell(tmp_path_factory, cells, chance: random.Random):
    rows = list(cells.items())
    chance.shuffle(rows)
    path = tmp_path_factory.mktemp("file") / "counts.csv"
    first = np.datetime64("2024-01-01")
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [HEADER.strip().split(","), *((series, first + 7 * week, count) for (series, week), count in rows)]
        )

    with workspace("128MB", threads=1) as database:
        file = open_series(database, path)
        counts = file.block()[0]
        apart = np.column_stack([file.block(n, n + 1)[0] for n in range(len(file.labels))])

    begin = min(week for (_series, week), _count in rows)
    assert file.labels == tuple(dict.fromkeys(series for (series, _week), _count in rows))
    for (series, week), count in rows:
        got = counts[week - begin, file.labels.index(series)]
        assert got == count or (count is None and np.isnan(got))
    np.testing.assert_array_equal(counts, apart)


def test_a_parquet_file_is_named_as_what_it_is(opened):
    with pytest.raises(BadInput, match=r"counts\.csv: is a Parquet file; detect reads CSV"):
        opened(b"PAR1\x15\x04\x15\n\x15\x0e,\nPAR1")
