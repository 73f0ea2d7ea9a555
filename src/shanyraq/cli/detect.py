"""``shanyraq detect``: weekly counts -> expected, bound, p and alarms; on request a picture and a page. No Django."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shanyraq.cli.count import Bar, Day, Names, Refusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shanyraq.counting.answers import Answers
    from shanyraq.counting.detectors import Detector
    from shanyraq.counting.series_file import SeriesFile

METHODS = ("farrington-flexible", "ears", "cusum", "scan", "attention")


@click.command()
@click.argument("counts", metavar="COUNTS.csv")
@click.option("-o", "--output", "target", metavar="OUT.csv", required=True, help="The answer; - is standard output.")
@click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True)
@click.option(
    "--settings",
    type=click.Choice(["noufaily", "classic", "calibrated"]),
    help="How past weeks are compared; calibrated when not given.",
)
@click.option(
    "--from", "since", type=Day(), help="The first week judged; the first with enough history when not given."
)
@click.option("--alpha", type=float, help="One-sided level of the bound and the alarm.")
@click.option("--years", type=click.IntRange(1, 50), help="Years of history compared; 5 when not given.")
@click.option(
    "--r-compat",
    is_flag=True,
    help="Repeat R surveillance 1.20.3, its wrong dispersion included; changes nothing in calibrated.",
)
@click.option("--variant", type=click.Choice(["C1", "C2", "C3"]), help="Of ears; C1 when not given.")
@click.option("--capacity", type=click.IntRange(min=1), help="Lines a week, of attention; 5 when not given.")
@click.option("--exposure", metavar="COLUMN", help="The column of the offset; population where it is there.")
@click.option("--levels", type=Names(), help="Columns of the hierarchy, of attention and scan: region,issue.")
@click.option("--picture", metavar="SERIES", help="The series of the picture.")
@click.option("--picture-to", metavar="FILE.svg", help="Where the picture goes.")
@click.option("--report", metavar="FILE.html", help="A page with the list, its first lines in pictures, and limits.")
@click.option(
    "--language",
    type=click.Choice(["en", "ru", "kk"]),
    default="en",
    show_default=True,
    help="Of the picture and the page.",
)
@click.option("--memory", default="1GB", show_default=True, help="Memory for the table of counts; beyond it on disk.")
@click.option("--spill", type=click.Path(path_type=Path), help="The folder for what does not fit into the memory.")
def detect(
    counts: str,
    target: str,
    since: date | None,
    exposure: str | None,
    levels: tuple[str, ...] | None,
    picture: str | None,
    picture_to: str | None,
    report: str | None,
    language: Any,
    memory: str,
    spill: Path | None,
    **how: Any,
) -> None:
    """Which weeks stand out? COUNTS.csv is UTF-8 with the columns series,date,count and perhaps population.

    One row a series and week, in any order, dates of one weekday; an empty count or an absent row is a missing week.
    The answer has the columns series,date,observed,expected,upper,p,score,alarm.
    """
    # Imported late: `--help` must not wait for the engines.
    from shanyraq.counting import BadInput, workspace
    from shanyraq.counting.answers import judge
    from shanyraq.counting.detectors import detector
    from shanyraq.counting.series_file import open_series

    try:
        if (picture is None) != (picture_to is None):
            raise BadInput("--picture names a series and --picture-to its file; give both or none.")
        wanted = {"answer": target, "picture": picture_to, "report": report}
        _refuse_own_input(counts, wanted)
        with ExitStack() as stack:
            files = {name: stack.enter_context(_file(name, path)) for name, path in wanted.items() if path}
            method = detector(**how)
            database = stack.enter_context(workspace(memory, spill))
            with Bar("reading") as bar:
                file = open_series(database, counts, exposure=exposure, levels=levels, progress=bar)
            number = None if picture is None else _number(file, picture)
            at, first = _rows(file, method, since)
            with Bar("judging") as bar:
                answers = judge(file, method, at, first, bar)
            with Bar("writing") as bar:
                answers.write(files["answer"], bar)
            _draw(answers, method, files, number, language)
        click.echo(_sentence(answers), err=True)
    except BadInput as error:
        raise Refusal(str(error)) from None


@contextmanager
def _file(name: str, path: str) -> Iterator[Path]:
    """A file that takes its name when everything is done; standard output gets its text at the same moment."""
    from shanyraq.counting import whole_file, writable

    if path != "-":
        writable(Path(path), {"answer": (".csv",), "picture": (".svg",), "report": (".html",)}[name])
        with whole_file(Path(path)) as unfinished:
            yield unfinished
        return
    with tempfile.TemporaryDirectory(prefix="shanyraq-") as folder:
        yield Path(folder) / "answer.csv"
        with (Path(folder) / "answer.csv").open("rb") as answer:
            shutil.copyfileobj(answer, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _refuse_own_input(counts: str, wanted: dict[str, str | None]) -> None:
    from shanyraq.counting import BadInput

    paths = [Path(path).resolve() for path in (counts, *wanted.values()) if path and path != "-"]
    for number, path in enumerate(paths):
        if path in paths[:number]:
            raise BadInput(f"{path}: is named twice; every file of a call has its own name.")


def _number(file: SeriesFile, series: str) -> int:
    from shanyraq.counting import BadInput

    if series not in file.labels:
        raise BadInput(f"{file.path}: there is no series '{series}' to draw.")
    return file.labels.index(series)


def _rows(file: SeriesFile, method: Detector, since: date | None) -> tuple[NDArray[np.int64], int]:
    """The weeks to judge, from the first possible one or the day asked for; and the first possible one."""
    import numpy as np

    from shanyraq.counting import BadInput

    try:
        first = method.first_row(file.weeks)
    except BadInput as error:
        raise BadInput(f"{file.path}: {error}") from None
    if since is None:
        return np.arange(method.usual_row(file.weeks), len(file.weeks)), first
    asked = int(np.searchsorted(file.weeks, np.datetime64(since, "D")))
    if asked == len(file.weeks):
        raise BadInput(f"{file.path}: ends with the week of {file.weeks[-1]}, before --from {since}.")
    if asked < first:
        raise BadInput(
            f"{file.path}: --from {since} is too early for {method.words}; the first week with enough history"
            f" is {file.weeks[first]}."
        )
    return np.arange(asked, len(file.weeks)), first


def _draw(answers: Answers, method: Detector, files: dict[str, Path], number: int | None, language: Any) -> None:
    from shanyraq.detection.picture import series_picture
    from shanyraq.detection.report import MOST_LINES, MOST_PICTURES, Report, report_page

    file = answers.file
    if number is not None:
        files["picture"].write_text(series_picture(answers.view(number), language=language), encoding="utf-8")
    if "report" in files:
        lines = answers.listed(MOST_LINES)
        series = list(dict.fromkeys(line.series for line in lines))[:MOST_PICTURES]
        page = Report(
            file=file.path.name,
            method=method.words,
            series=len(file.labels),
            first=file.weeks[answers.at[0]],
            last=file.weeks[answers.at[-1]],
            weeks=len(answers.at),
            alarms=answers.alarms,
            lines=lines,
            views=[answers.view(file.labels.index(each)) for each in series],
        )
        files["report"].write_text(report_page(page, language=language), encoding="utf-8")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _sentence(answers: Answers) -> str:
    file, weeks = answers.file, answers.file.weeks[answers.at]
    judged, alarms = _counted(len(weeks), "week"), _counted(answers.alarms, "alarm")
    words = f"{len(file.labels):,} series, {judged} judged from {weeks[0]} to {weeks[-1]}, {alarms}."
    young = int((file.first_known > 0).sum())
    if young:
        words += f" {young:,} of them {'begins' if young == 1 else 'begin'} later than the file."
    if answers.unjudged:
        words += f" {answers.unjudged:,} series-weeks have too short a history and are not judged; they are empty."
    return words
