"""Which files hold the items, and how DuckDB is to read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from .refusals import BadInput
from .workspace import quoted

KINDS = (".csv", ".parquet")


def files_of(paths: Iterable[Path | str]) -> list[Path]:
    """Files as they are; of a folder, all its CSV and Parquet files at any depth, in the order of their names."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(each for each in path.rglob("*") if _is_data(each)) if path.is_dir() else [path]
        if not inside:
            raise BadInput(f"{path}: holds no .csv and no .parquet file.")
        found += inside
    for path in found:
        _refuse_unreadable(path)
    twice = [path for number, path in enumerate(found) if path.resolve() in {each.resolve() for each in found[:number]}]
    if twice:
        raise BadInput(f"{twice[0]}: is named twice; its items would count twice.")
    if not found:
        raise BadInput("no file is named; there is nothing to count.")
    return found


def is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def csv_source(paths: Sequence[Path], names: Sequence[str]) -> str:
    """``read_csv`` that guesses nothing: every column is text, the header is known."""
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    return (
        f"read_csv([{_listed(paths)}], columns={{{columns}}}, auto_detect=false, header=true, delim=',', quote='\"',"
        " escape='\"', strict_mode=true, null_padding=false, max_line_size=10000000)"
    )


def parquet_source(paths: Sequence[Path], *, numbered: bool = False) -> str:
    extra = ", filename=true, file_row_number=true" if numbered else ""
    return f"read_parquet([{_listed(paths)}], union_by_name=true, hive_partitioning=false{extra})"


def _listed(paths: Sequence[Path]) -> str:
    # DuckDB reads [ and * in a name as a pattern; a character class of one letter takes them literally.
    return ", ".join(quoted(_literal(str(path))) for path in paths)


def _literal(path: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path)


def _is_data(path: Path) -> bool:
    hidden = path.name.startswith((".", "_"))
    return path.suffix.lower() in KINDS and path.is_file() and not hidden


def _refuse_unreadable(path: Path) -> None:
    if path.suffix.lower() not in KINDS:
        raise BadInput(f"{path}: is neither .csv nor .parquet.")
    try:
        with path.open("rb") as source:
            source.read(1)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read, {(error.strerror or str(error)).lower()}.") from None
