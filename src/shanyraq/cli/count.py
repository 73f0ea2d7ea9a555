"""``shanyraq count``: items in files -> weekly counts, with DuckDB inside and no Django."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from shanyraq.counting import WeeklyCounts


class Refusal(click.ClickException):
    """Something cannot be right: one sentence on stderr, no file written."""

    exit_code = 2


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-03-09.", param, ctx)


class Names(click.ParamType[tuple[str, ...]]):
    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        return value if isinstance(value, tuple) else tuple(part.strip() for part in value.split(",") if part.strip())


class Bar:
    """A progress bar on stderr where somebody looks at it; nothing otherwise."""

    def __init__(self, label: str) -> None:
        self._bar: AbstractContextManager[Any] = nullcontext()
        if sys.stderr.isatty():
            self._bar = click.progressbar(length=1000, label=label, file=sys.stderr)
        self._shown: Any = None

    def __enter__(self) -> Bar:
        self._shown = self._bar.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._bar.__exit__(*error)

    def __call__(self, share: float) -> None:
        if self._shown is not None:
            self._shown.update(max(0, round(share * 1000) - self._shown.pos))


@click.command()
@click.argument("files", metavar="FILES...", nargs=-1, required=True)
@click.option("-o", "--output", "target", metavar="OUT.(csv|parquet)", required=True, help="The counts.")
@click.option("--by", type=Names(), default="area,issue,source", show_default=True, help="What makes a series.")
@click.option(
    "--cap", type=click.IntRange(min=1), help="Most items of one source in a week, area and issue that count."
)
@click.option("--time-zone", default="UTC", show_default=True, help="Where people live, for example Asia/Almaty.")
@click.option("--from", "since", type=Day(), help="The first day that counts.")
@click.option("--to", "until", type=Day(), help="The last day that counts.")
@click.option(
    "--silence",
    type=click.Choice(["zero", "missing"]),
    default="zero",
    show_default=True,
    help="A week in which no source says anything: no reports, or no knowledge?",
)
@click.option("--sparse", is_flag=True, help="Leave out weeks without items (detect then takes them for missing).")
@click.option("--ignore", multiple=True, metavar="COLUMN", help="A column of the items to leave out.")
@click.option("--memory", default="2GB", show_default=True, help="Memory for counting; beyond it on disk.")
@click.option("--spill", type=click.Path(path_type=Path), help="The folder for what does not fit into the memory.")
@click.option("--threads", type=click.IntRange(min=1), help="Cores to use; one for each GB when not given.")
def count(
    files: tuple[str, ...],
    target: str,
    memory: str,
    spill: Path | None,
    threads: int | None,
    sparse: bool,
    ignore: tuple[str, ...],
    **how: Any,
) -> None:
    """Items with the columns area, issue, source and time -> weekly counts, as detect reads them.

    FILES are CSV (UTF-8) or Parquet, or folders of them. Weeks are ISO weeks, named by their Monday. A time with an
    offset is moved to the time zone, one without is local. A column id, where there is one, must not repeat.
    """
    # Imported late: `--help` must not wait for DuckDB.
    from shanyraq.counting import BadInput, count_weekly, workspace, writable

    try:
        writable(Path(target), (".csv", ".parquet"))
        _refuse_own_input(target, files)
        with workspace(memory, spill, threads) as database:
            with Bar("counting") as bar:
                counts = count_weekly(database, files, ignored=ignore, progress=bar, **how)
            with Bar("writing") as bar:
                counts.write(target, sparse=sparse, progress=bar)
            click.echo(_sentence(counts), err=True)
    except BadInput as error:
        raise Refusal(str(error)) from None


def _refuse_own_input(target: str, files: tuple[str, ...]) -> None:
    if any(Path(target).resolve() == Path(file).resolve() for file in files):
        raise Refusal(f"{target}: is one of the files to count; choose another name for the answer.")


def _sentence(counts: WeeklyCounts) -> str:
    span = f"{counts.weeks:,} weeks from {counts.first} to {counts.last}"
    words = f"{counts.items:,} items, {counts.series:,} series, {span}."
    if counts.capped:
        words += f" {counts.capped:,} items lie beyond the cap and do not count."
    if counts.silent_weeks:
        taken = "are empty" if counts.silence == "missing" else "count as 0"
        words += f" No source says anything in {counts.silent_weeks:,} weeks; they {taken}."
    return words
