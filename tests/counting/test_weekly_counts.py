"""Items become weekly counts: every item once, in the week and place where it happened, or a sentence why not."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.counting import BadInput, count_weekly, workspace
from shanyraq.counting.items import day_sql, local_day

HEADER = "area,issue,source,time\n"


@pytest.fixture
def database():
    with workspace("256MB", threads=1) as database:
        yield database


@pytest.fixture
def counted(database, tmp_path):
    """``counted(text, ...)``: the rows of the answer, as the file holds them."""

    def rows(text: str | bytes, *, sparse: bool = False, **how) -> list[list[str]]:
        items = tmp_path / "items.csv"
        items.write_bytes(text if isinstance(text, bytes) else text.encode())
        count_weekly(database, [items], **how).write(tmp_path / "counts.csv", sparse=sparse)
        with (tmp_path / "counts.csv").open(encoding="utf-8", newline="") as answer:
            return list(csv.reader(answer))[1:]

    return rows


def test_items_are_counted_by_week_and_quiet_weeks_are_zero(counted):
    rows = counted(
        HEADER + "Abai,land,letter,2024-01-01\nAbai,land,letter,2024-01-07T23:59\nAbai,land,letter,2024-01-15\n"
    )

    assert rows == [
        ["Abai / land / letter", "2024-01-01", "2", "Abai", "land", "letter", "1"],
        ["Abai / land / letter", "2024-01-08", "0", "Abai", "land", "letter", ""],
        ["Abai / land / letter", "2024-01-15", "1", "Abai", "land", "letter", "1"],
    ]


def test_a_week_without_any_source_can_be_told_from_a_quiet_one(counted):
    text = HEADER + "Abai,land,letter,2024-01-01\nAbai,land,letter,2024-01-15\n"

    assert [row[2] for row in counted(text, silence="missing")] == ["1", "", "1"]


def test_a_late_evening_belongs_to_the_day_where_people_live(counted):
    sunday_evening_in_london = HEADER + "Abai,land,letter,2024-01-07T20:00:00Z\n"

    assert counted(sunday_evening_in_london)[0][1] == "2024-01-01"
    assert counted(sunday_evening_in_london, time_zone="Asia/Almaty")[0][1] == "2024-01-08"


def test_a_time_without_offset_is_local_already(counted):
    assert counted(HEADER + "Abai,land,letter,2024-01-07 23:30\n", time_zone="Asia/Almaty")[0][1] == "2024-01-01"


def test_one_source_counts_up_to_the_cap(counted):
    loud = "".join("Abai,land,loud,2024-01-02\n" for _ in range(50))

    rows = counted(HEADER + loud + "Abai,land,calm,2024-01-03\n", by=("area", "issue"), cap=3)

    assert rows == [["Abai / land", "2024-01-01", "4", "Abai", "land", "2"]]


def test_weeks_outside_the_days_asked_for_do_not_count(counted):
    text = HEADER + "".join(f"Abai,land,letter,2024-01-{day:02}\n" for day in (1, 8, 15, 22))

    rows = counted(text, since=date(2024, 1, 8), until=date(2024, 1, 21))

    assert [row[1] for row in rows] == ["2024-01-08", "2024-01-15"]


def test_sparse_counts_hold_only_weeks_with_items(counted):
    rows = counted(HEADER + "Abai,land,letter,2024-01-01\nAbai,land,letter,2024-03-04\n", sparse=True)

    assert [row[1:3] for row in rows] == [["2024-01-01", "1"], ["2024-03-04", "1"]]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + '"Abai, east",land,letter,2024-01-01\n',
        HEADER.replace("\n", "\r\n") + '"Abai, east",land,letter,2024-01-01\r\n',
        HEADER + '"Abai, east",land,letter,2024-01-01\r\n\n"Abai, east",land,letter,2024-01-01\n',
        'time,source,"issue",area\n2024-01-01,letter,land,"Abai, east"\n',
    ],
    ids=["byte order mark", "line ends of Windows", "mixed line ends", "another order of columns"],
)
def test_the_same_items_written_another_way_are_the_same(counted, text):
    assert {row[0] for row in counted(text)} == {"Abai, east / land / letter"}


BAD = {
    "an empty area": (",land,letter,2024-01-01", "line 3: the area is empty."),
    "an area that is nan": ("NaN,land,letter,2024-01-01", "line 3: the area is 'NaN', which is no name."),
    "a day that is not": ("Abai,land,letter,2024-02-30", "line 3: the time '2024-02-30' is none"),
    "an hour that is not": ("Abai,land,letter,2024-02-03T25:00", "line 3: the time '2024-02-03T25:00' is none"),
    "another format": ("Abai,land,letter,03.02.2024", "line 3: the time '03.02.2024' is none"),
    "a month before a day": ("Abai,land,letter,2024-2-3", "line 3: the time '2024-2-3' is none"),
    "no time": ("Abai,land,letter,", "line 3: the time '' is none"),
    "a year out of reach": ("Abai,land,letter,0024-02-03", "line 3: the time '0024-02-03' is none"),
    "a field too few": ("Abai,land,2024-01-01", "line 3: has 3 fields; the header names 4."),
    "a field too many": ("Abai,land,letter,2024-01-01,x", "line 3: has 5 fields; the header names 4."),
    "an open quote": ('"Abai,land,letter,2024-01-01', "line 3: is not CSV: unexpected end of data."),
    "another encoding": ("Абай,land,letter,2024-01-01".encode("cp1251"), "line 3: is not UTF-8"),
}


@pytest.mark.parametrize(("line", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_item_is_named_and_nothing_is_written(counted, tmp_path, line, sentence):
    line = line if isinstance(line, bytes) else line.encode()

    with pytest.raises(BadInput) as refused:
        counted(HEADER.encode() + b"Abai,land,letter,2024-01-01\n" + line + b"\n")

    assert f"{tmp_path / 'items.csv'}, {sentence}" in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["items.csv"]


FILES = {
    "empty": ("", "is empty; there is nothing to read."),
    "a header and nothing": (HEADER, "there is no item; nothing to count."),
    "no source": ("area,issue,time\n", "the column source is missing; its columns are area, issue, time."),
    "a stranger": (HEADER[:-1] + ",person\n", "the column 'person' is unknown"),
    "twice": (HEADER[:-1] + ",time\n", "line 1: the column 'time' comes twice."),
}


@pytest.mark.parametrize(("text", "sentence"), FILES.values(), ids=FILES.keys())
def test_a_file_that_holds_no_items_is_refused(counted, text, sentence):
    with pytest.raises(BadInput, match=r"items\.csv") as refused:
        counted(text)

    assert sentence in str(refused.value)


def test_a_column_can_be_left_out_by_name(counted):
    rows = counted(HEADER[:-1] + ",person\nAbai,land,letter,2024-01-01,somebody\n", ignored=["person"])

    assert [row[2] for row in rows] == ["1"]


def test_an_item_that_comes_twice_is_named_with_both_lines(counted, tmp_path):
    with pytest.raises(BadInput) as refused:
        counted("id,area,issue,source,time\n1,a,b,c,2024-01-01\n2,a,b,c,2024-01-01\n1,a,b,c,2024-01-02\n")

    assert "line 4: the id '1' was there before" in str(refused.value)
    assert str(refused.value).endswith("line 2.")


def test_an_item_without_its_id_is_named(counted):
    with pytest.raises(BadInput, match="line 3: the id is empty"):
        counted("id,area,issue,source,time\n1,a,b,c,2024-01-01\n ,a,b,c,2024-01-01\n")


def test_names_that_would_melt_into_one_are_refused(counted):
    with pytest.raises(BadInput, match="two series would have one name"):
        counted(HEADER + "a / b,c,d,2024-01-01\na,b / c,d,2024-01-01\n")


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"time_zone": "Asia/Atlantis"}, "the time zone 'Asia/Atlantis' is not known"),
        ({"cap": 0}, "the cap is a whole number from 1"),
        ({"by": ("area", "person")}, "counts are by some of area, issue, source"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(counted, how, sentence):
    with pytest.raises(BadInput, match=sentence):
        counted(HEADER + "a,b,c,2024-01-01\n", **how)


def test_files_of_a_folder_are_counted_together(database, tmp_path):
    folder = tmp_path / "items [all]"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.csv").write_text(HEADER + "a,b,c,2024-01-01\n")
    (folder / "2024" / "b.CSV").write_text("time,area,issue,source\n2024-01-02,a,b,c\n")
    _parquet(folder / "c.parquet", "SELECT 'a' AS area, 'b' AS issue, 'c' AS source, DATE '2024-01-03' AS time")

    counts = count_weekly(database, [folder])

    assert counts.dense().counts.tolist() == [[3.0]]


def test_the_folder_and_a_file_of_it_do_not_count_twice(database, tmp_path):
    (tmp_path / "a.csv").write_text(HEADER + "a,b,c,2024-01-01\n")

    with pytest.raises(BadInput, match="is named twice"):
        count_weekly(database, [tmp_path, tmp_path / "a.csv"])


@pytest.mark.parametrize(
    ("time", "week"),
    [
        ("DATE '2024-01-07'", "2024-01-01"),
        ("TIMESTAMP '2024-01-07 23:00'", "2024-01-01"),
        ("TIMESTAMPTZ '2024-01-07 20:00+00'", "2024-01-08"),
        ("'2024-01-07T20:00Z'", "2024-01-08"),
    ],
)
def test_parquet_times_of_every_kind(database, tmp_path, time, week):
    items = tmp_path / "items.parquet"
    _parquet(items, f"SELECT 'a' AS area, 7 AS issue, 'c' AS source, {time} AS time")

    dense = count_weekly(database, [items], time_zone="Asia/Almaty").dense()

    assert (str(dense.weeks[0]), dense.labels) == (week, (("a", "7", "c"),))


@pytest.mark.parametrize(
    ("select", "sentence"),
    [
        ("SELECT 'a' AS area, NULL::VARCHAR AS issue, 'c' AS source, DATE '2024-01-03' AS time", "row 1: the issue is"),
        ("SELECT 'a' AS area, 'b' AS issue, 'c' AS source, NULL::DATE AS time", "row 1: the time 'None' is none"),
        ("SELECT 1.5 AS area, 'b' AS issue, 'c' AS source, DATE '2024-01-03' AS time", "area is of the type"),
        ("SELECT 'a' AS area, 'b' AS issue, 'c' AS source, 20240103 AS time", "time is of the type INTEGER"),
    ],
)
def test_a_bad_parquet_row_is_named(database, tmp_path, select, sentence):
    items = tmp_path / "items.parquet"
    _parquet(items, select)

    with pytest.raises(BadInput, match=f"items.parquet.*{sentence}"):
        count_weekly(database, [items])


def test_a_file_that_is_no_parquet_is_refused(database, tmp_path):
    (tmp_path / "items.parquet").write_text("area,issue\n")

    with pytest.raises(BadInput, match=r"items\.parquet: cannot be read as Parquet\."):
        count_weekly(database, [tmp_path / "items.parquet"])


def test_dense_counts_are_the_rows_of_the_file(database, tmp_path):
    (tmp_path / "a.csv").write_text(HEADER + "b,x,s,2024-01-01\na,x,s,2024-01-15\na,x,s,2024-01-16\n")

    dense = count_weekly(database, [tmp_path], by=("area",)).dense()

    assert dense.labels == (("a",), ("b",))
    assert dense.weeks.astype(str).tolist() == ["2024-01-01", "2024-01-08", "2024-01-15"]
    np.testing.assert_array_equal(dense.counts, [[0, 1], [0, 0], [2, 0]])
    np.testing.assert_array_equal(dense.active_sources, [1, np.nan, 1])


def test_the_answer_does_not_depend_on_memory_threads_or_order(tmp_path):
    _parquet(
        tmp_path / "a.parquet",
        "SELECT 'a' || i % 7 AS area, 'b' || i % 5 AS issue, 'c' || i % 3 AS source,"
        " DATE '2024-01-01' + (i % 100)::INTEGER AS time FROM range(20000) AS r(i)",
    )
    _parquet(tmp_path / "b.parquet", f"SELECT * FROM '{tmp_path}/a.parquet' ORDER BY hash(area || time)")
    answers = []
    for name, memory, threads in (("a", "64MB", 1), ("b", "1GB", 2)):
        with workspace(memory, tmp_path, threads) as database:
            answers.append(count_weekly(database, [tmp_path / f"{name}.parquet"]).dense().counts)

    np.testing.assert_array_equal(*answers)


MOMENTS = st.one_of(
    st.dates(date(1890, 1, 1), date(2210, 1, 1)).map(str),
    st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)).map(lambda t: t.isoformat(timespec="seconds")),
    st.builds(
        lambda moment, minutes: moment.isoformat(timespec="minutes") + _offset(minutes),
        st.datetimes(datetime(1991, 1, 1), datetime(2030, 1, 1)),
        st.integers(-14 * 4, 14 * 4).map(lambda quarter: quarter * 15),
    ),
    st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?Z?\Z"),
    st.text("0123456789-+:TZ. ", max_size=25),
)


@settings(max_examples=25)
@given(st.lists(MOMENTS, min_size=1, max_size=50))
def test_both_readers_of_time_agree(texts):
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'; SET threads = 1")
        select = f"SELECT {day_sql('t', 'VARCHAR', 'Asia/Almaty')} FROM (SELECT unnest(?) AS t)"
        days = [row[0] for row in database.execute(select, [texts]).fetchall()]

    assert [local_day(text, "Asia/Almaty") for text in texts] == days


@settings(max_examples=25)
@given(st.lists(st.datetimes(datetime(2023, 1, 1), datetime(2025, 1, 1)), min_size=1, max_size=40))
def test_no_item_is_lost_and_each_lies_in_its_own_week(moments):
    zone = ZoneInfo("Asia/Almaty")
    with workspace("128MB", threads=1) as database:
        items = Path(database.execute("SELECT current_setting('temp_directory')").fetchone()[0]) / "items.csv"
        items.write_text(HEADER + "".join(f"a,b,c,{moment.isoformat()}Z\n" for moment in moments))

        dense = count_weekly(database, [items], time_zone="Asia/Almaty").dense()

    days = [moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).date() for moment in moments]
    mondays = [day - timedelta(day.weekday()) for day in days]
    expected = [mondays.count(week) for week in dense.weeks.tolist()]
    assert dense.counts[:, 0].tolist() == expected


def _offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _parquet(path: Path, select: str) -> None:
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
