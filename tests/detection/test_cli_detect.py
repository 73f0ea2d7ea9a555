"""`shanyraq detect`: weekly counts in, the numbers of the engine out, and one sentence where it cannot be."""

import csv
import io
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner

from shanyraq.cli.detect import _counted
from shanyraq.cli.main import main
from shanyraq.detection import FarringtonSettings, ears, farrington_flexible
from shanyraq.detection.attention import attention

WEEKS = np.datetime64("2018-01-01") + 7 * np.arange(290)
FIRST = 264
"""Five calendar years and half a window before it lies row 0."""
HEADER = "series,date,count\n"


def world(series: int = 4, weeks: int = len(WEEKS)) -> np.ndarray:
    """Quiet counts with one rise near the end of the last series, and two missing weeks."""
    counts = np.random.default_rng(7).poisson(np.linspace(1, 6, series), (weeks, series)).astype(float)
    counts[-8:-5, -1] += 25
    counts[[3, -2], 0] = np.nan
    return counts


def as_csv(counts: np.ndarray, weeks=WEEKS, population=None) -> str:
    lines = [HEADER.strip() + (",population" if population is not None else "")]
    for column in range(counts.shape[1]):
        for row, week in enumerate(weeks):
            count = "" if np.isnan(counts[row, column]) else f"{counts[row, column]:.0f}"
            lines.append(
                f'"place {column}, east",{week},{count}'
                + (f",{population[row, column]}" if population is not None else "")
            )
    return "\n".join(lines) + "\n"


@pytest.fixture
def run(tmp_path):
    """``run(text, *words)``: the command on a file of counts."""

    def call(text: str | bytes, *words: str):
        (tmp_path / "counts.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return CliRunner().invoke(main, ["detect", str(tmp_path / "counts.csv"), *words])

    return call


@pytest.fixture
def judged(run):
    """``judged(text, *words)``: the rows of the answer."""

    def rows(text: str, *words: str) -> list[dict[str, str]]:
        answer = run(text, "-o", "-", *words)
        assert answer.exit_code == 0, answer.stderr
        return list(csv.DictReader(io.StringIO(answer.stdout)))

    return rows


def column(rows, name, series: int = 4) -> np.ndarray:
    """A column of the answer as ``[len(at), S]``."""
    return np.array([float(row[name] or "nan") for row in rows]).reshape(series, -1).T


def distance(observed, expected, upper):
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(upper == expected, np.nan, (observed - expected) / (upper - expected))


@pytest.mark.parametrize("name", ["noufaily", "classic", "calibrated"])
def test_the_numbers_are_those_of_the_engine(judged, name):
    counts = world()
    at = np.arange(FIRST, len(WEEKS))
    settings = getattr(FarringtonSettings, name)(alpha=0.02)
    wanted = farrington_flexible(counts, at=at, settings=settings, dates=WEEKS)

    rows = judged(as_csv(counts), "--settings", name, "--alpha", "0.02")

    assert list(rows[0]) == ["series", "date", "observed", "expected", "upper", "p", "score", "alarm"]
    assert [row["date"] for row in rows[: len(at)]] == [str(week) for week in WEEKS[at]]
    np.testing.assert_array_equal(column(rows, "observed"), counts[at])
    for part in ("expected", "upper", "p", "alarm"):
        np.testing.assert_allclose(column(rows, part), getattr(wanted, part), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(
        column(rows, "score"), distance(counts[at], wanted.expected, wanted.upper), rtol=1e-6, atol=1e-9
    )


def test_calibrated_is_the_default(judged):
    text = as_csv(world())

    assert judged(text) == judged(text, "--method", "farrington-flexible", "--settings", "calibrated")


def test_population_is_the_offset(judged):
    counts, population = world(), np.repeat(np.linspace(900, 1900, len(WEEKS))[:, None], 4, axis=1)
    at = np.arange(FIRST, len(WEEKS))
    wanted = farrington_flexible(
        counts, at=at, settings=FarringtonSettings.noufaily(), dates=WEEKS, population=population
    )

    rows = judged(as_csv(counts, population=population), "--settings", "noufaily")

    np.testing.assert_allclose(column(rows, "expected"), wanted.expected, rtol=1e-9)


@pytest.mark.parametrize(("variant", "first"), [("C1", 7), ("C2", 9), ("C3", 11)])
def test_ears_begins_as_soon_as_it_can(judged, variant, first):
    counts = world()
    wanted = ears(counts, at=np.arange(first, len(WEEKS)), method=variant)

    rows = judged(as_csv(counts), "--method", "ears", "--variant", variant)

    for part in ("expected", "upper", "p", "alarm"):
        np.testing.assert_allclose(column(rows, part), getattr(wanted, part), rtol=1e-9, atol=1e-12)


def test_attention_marks_the_lines_of_the_list(judged):
    counts = world()
    at = np.arange(FIRST, len(WEEKS))
    wanted = attention(counts, at=at, hierarchy={}, capacity=2, settings=FarringtonSettings.calibrated())

    rows = judged(as_csv(counts), "--method", "attention", "--capacity", "2")

    alarm, score = column(rows, "alarm"), column(rows, "score")
    listed = {(row, line.series): line.lower for row, lines in enumerate(wanted) for line in lines}
    assert {(row, series) for row, series in np.argwhere(alarm == 1).tolist()} == set(listed)
    assert listed
    assert all(score[place] == pytest.approx(lower, rel=1e-9) for place, lower in listed.items())
    assert np.isnan(score[alarm == 0]).all()


def test_attention_takes_areas_and_issues_for_its_hierarchy(judged):
    counts = world()
    labels = {"area": ["Abai", "Abai", "Ulytau", "Ulytau"], "issue": ["land", "water", "land", "water"]}
    head, *lines = as_csv(counts).splitlines()
    places = [f"{area},{issue}" for area, issue in zip(*labels.values(), strict=True)]
    levelled = [f"{line},{places[number // len(WEEKS)]}" for number, line in enumerate(lines)]
    at = np.arange(len(WEEKS) - 12, len(WEEKS))
    hierarchy = {"area": labels["area"], "theme": labels["issue"]}
    wanted = attention(counts, at=at, hierarchy=hierarchy, capacity=5)

    rows = judged("\n".join([f"{head},area,issue", *levelled]), "--method", "attention", "--from", str(WEEKS[at[0]]))

    listed = {(row, line.series) for row, lines in enumerate(wanted) for line in lines}
    assert listed
    assert {(row, series) for row, series in np.argwhere(column(rows, "alarm") == 1).tolist()} == listed


def test_attention_needs_no_years(judged):
    rows = judged(as_csv(world(weeks=60)[:, -1:], WEEKS[:60]), "--method", "attention")

    assert rows[0]["date"] < str(WEEKS[15])
    listed = [row for row in rows if row["alarm"] == "1"]
    assert listed
    assert all(float(row["expected"]) < float(row["observed"]) for row in listed)
    assert {row["p"] for row in rows} == {""}


@pytest.mark.parametrize("method", ["cusum", "scan"])
def test_cusum_and_scan_see_the_rise(judged, method):
    rows = judged(as_csv(world()), "--method", method)

    alarms = column(rows, "alarm")
    assert alarms[-8:-4, -1].any()
    assert alarms[:, :-1].mean() < 0.05


@pytest.mark.parametrize("method", ["farrington-flexible", "ears", "cusum", "attention"])
def test_a_later_beginning_changes_no_answer(judged, method):
    text = as_csv(world())
    whole = judged(text, "--method", method)

    late = judged(text, "--method", method, "--from", str(WEEKS[-9]))

    assert len(late) == 4 * 9
    assert late == [row for row in whole if row["date"] >= str(WEEKS[-9])]


def test_the_order_of_the_lines_changes_no_answer_but_the_order_of_series(judged):
    head, *lines = as_csv(world()).splitlines()
    shuffled = [head, *np.random.default_rng(1).permutation(lines)]

    mixed = judged("\n".join(shuffled), "--settings", "noufaily")

    names = list(dict.fromkeys(line.rsplit(",", 2)[0].strip('"') for line in shuffled[1:]))
    assert list(dict.fromkeys(row["series"] for row in mixed)) == names
    straight = judged(as_csv(world()), "--settings", "noufaily")
    assert sorted(map(str, mixed)) == sorted(map(str, straight))


def test_a_missing_week_has_no_p_and_no_alarm(judged):
    missing = next(row for row in judged(as_csv(world())) if row["observed"] == "")

    assert (missing["p"], missing["score"], missing["alarm"]) == ("", "", "0")


def test_an_answer_in_a_file_is_the_same(run, tmp_path):
    shown = run(as_csv(world()), "-o", "-")

    written = run(as_csv(world()), "-o", str(tmp_path / "out.csv"))

    assert (tmp_path / "out.csv").read_text() == shown.stdout
    assert written.stdout == ""
    assert written.stderr.startswith(f"4 series, {len(WEEKS) - FIRST} weeks judged from {WEEKS[FIRST]} to {WEEKS[-1]},")


def test_a_series_younger_than_the_baseline_is_told_of(run):
    counts = world()
    counts[:-60, 2] = np.nan

    answer = run(as_csv(counts), "-o", "-", "--settings", "noufaily")

    assert answer.exit_code == 0
    assert "1 of them begins later than the file. 15 series-weeks have too short a history" in answer.stderr


def test_a_file_shorter_than_the_baseline_says_what_is_needed(run):
    answer = run(as_csv(world(weeks=100), WEEKS[:100]), "-o", "-")

    assert answer.exit_code == 2
    assert "too few weeks (100) for farrington-flexible, calibrated, 5 years" in answer.stderr
    assert answer.stdout == ""


BAD = {
    "a negative count": (HEADER + "a,2024-01-01,-1\n", "line 2: the count '-1' is negative"),
    "a fraction": (HEADER + "a,2024-01-01,1\na,2024-01-08,1.5\n", "line 3: the count '1.5' is not whole"),
    "a duplicate": (HEADER + "a,2024-01-01,1\na,2024-01-01,1\n", "line 3: the week 2024-01-01 of 'a' was there before"),
    "mixed weekdays": (HEADER + "a,2024-01-01,1\na,2024-01-09,1\n", "line 3: 2024-01-09 is a Tuesday"),
    "not a number": (HEADER + "a,2024-01-01,NaN\n", "line 2: the count is 'NaN'"),
    "no column date": ("series,count\na,1\n", "line 1: the column date is missing"),
    "another encoding": (HEADER.encode() + "Абай,2024-01-01,1".encode("cp1251"), "line 2: is not UTF-8"),
    "nothing": ("", "is empty"),
    "a header alone": (HEADER, "has a header and no rows"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_one_sentence_and_no_file(run, tmp_path, text, sentence):
    answer = run(text, "-o", str(tmp_path / "out.csv"), "--report", str(tmp_path / "report.html"))

    assert answer.exit_code == 2
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["counts.csv"]


WISHES = {
    "too early": (["--from", "2020-01-06"], f"the first week with enough history is {WEEKS[FIRST]}."),
    "too late": (["--from", "2030-01-07"], "before --from 2030-01-07"),
    "a level": (["--alpha", "2"], "alpha lies between 0 and"),
    "a level that is none": (["--method", "ears", "--alpha", "nan"], "alpha lies between 0 and 1"),
    "settings of another": (
        ["--method", "ears", "--settings", "classic"],
        "--settings does not go with the method ears",
    ),
    "capacity of another": (["--capacity", "3"], "--capacity does not go with the method farrington-flexible"),
    "a series not there": (["--picture", "x", "--picture-to", "x.svg"], "there is no series 'x' to draw"),
    "a picture without file": (["--picture", "x"], "give both or none"),
    "a column not there": (["--exposure", "sources"], "the column sources is missing"),
    "another ending": (["--report", "report.pdf"], "ends in .html"),
}


@pytest.mark.parametrize(("words", "sentence"), WISHES.values(), ids=WISHES.keys())
def test_a_wish_that_cannot_be_met_is_one_sentence(run, words, sentence):
    answer = run(as_csv(world()), "-o", "-", *words)

    assert answer.exit_code == 2
    assert sentence in answer.stderr
    assert answer.stdout == ""


def test_the_counts_are_never_overwritten(run, tmp_path):
    answer = run(as_csv(world()), "-o", str(tmp_path / "counts.csv"))

    assert answer.exit_code == 2
    assert (tmp_path / "counts.csv").read_text() == as_csv(world())


def test_a_picture_and_a_report_come_with_the_answer(run, tmp_path):
    words = [
        "--picture",
        "place 3, east",
        "--picture-to",
        str(tmp_path / "p.svg"),
        "--report",
        str(tmp_path / "r.html"),
    ]

    answer = run(as_csv(world()), "-o", str(tmp_path / "out.csv"), "--language", "kk", *words)

    assert answer.exit_code == 0, answer.stderr
    assert ET.parse(tmp_path / "p.svg").getroot().get("lang") == "kk"
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "place 3, east" in page
    assert "Бұл тізім біле алмайтын нәрселер" in page


def test_help_loads_no_engine():
    probe = (
        "import sys; from click.testing import CliRunner; from shanyraq.cli.main import main;"
        "CliRunner().invoke(main, ['detect', '--help']);"
        "print([name for name in ('django', 'duckdb', 'numpy') if name in sys.modules])"
    )

    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize(("number", "words"), [(0, "0 weeks"), (1, "1 week"), (1200, "1,200 weeks")])
def test_one_week_is_not_told_as_many(number, words):
    assert _counted(number, "week") == words
