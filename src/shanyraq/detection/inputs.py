"""Bad input never becomes a silent guess: every door of the engine asks these questions first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)

WEEK = np.timedelta64(7, "D")
_LARGEST = 2.0**53
_STRIP = 65_536


def as_counts(counts: ArrayLike, name: str = "counts") -> Floats:
    """Counts as float64 ``[T, S]`` of its own memory; a missing week is ``nan``.

    Raises ``ValueError`` naming the first cell that is negative, infinite or fractional.
    """
    table = as_table(counts, name)
    if _are_counts(table):
        return table
    with np.errstate(invalid="ignore"):
        _refuse_first(np.isinf(table), table, name, "is infinite; a count is a whole number, or nan")
        _refuse_first(table < 0, table, name, "is negative; a count is 0 or more")
        _refuse_first(table % 1 != 0, table, name, "is not whole; reports are counted one by one", let_nan=True)
        _refuse_first(table > _LARGEST, table, name, "is too large to be counted exactly")
    return table


def _are_counts(table: Floats) -> bool:
    """The common case, looked at in strips so that a large table needs no second one beside it."""
    rows = max(1, _STRIP // max(1, table.shape[1]))
    for top in range(0, len(table), rows):
        strip = table[top : top + rows]
        whole = (strip >= 0) & (strip <= _LARGEST) & (strip == np.floor(strip))
        if not (whole | np.isnan(strip)).all():
            return False
    return True


def as_table(values: ArrayLike, name: str) -> Floats:
    """Any numbers as float64 ``[T, S]`` of its own memory. Raises ``ValueError`` for other shapes and for text."""
    try:
        table = np.array(values, dtype=np.float64, order="C")
    except (TypeError, ValueError):
        raise ValueError(f"{name} holds something that is not a number.") from None
    if table.ndim != 2:
        raise ValueError(f"{name} has the shape {table.shape}; it must be [weeks, series].")
    return table


def as_positive(values: ArrayLike, name: str, shape: tuple[int, ...]) -> Floats:
    """Positive finite numbers of a given shape. Raises ``ValueError`` naming the first cell that is not."""
    table = as_table(values, name)
    same_shape(table.shape, shape, name)
    with np.errstate(invalid="ignore"):
        _refuse_first(~(table > 0) | np.isinf(table), table, name, "is not a number above 0")
    return table


def as_flags(values: ArrayLike, name: str, shape: tuple[int, ...]) -> Bools:
    """Yes or no for every cell. Raises ``ValueError`` for another shape or other values."""
    flags = np.array(values)
    same_shape(flags.shape, shape, name)
    if flags.dtype != np.bool_:
        if not np.isin(flags, (0, 1)).all():
            raise ValueError(f"{name} holds something other than yes or no.")
        flags = flags.astype(np.bool_)
    return flags


def same_shape(shape: tuple[int, ...], wanted: tuple[int, ...], name: str) -> None:
    """Raises ``ValueError`` when a table does not have the shape of the counts."""
    if shape != wanted:
        raise ValueError(f"{name} has the shape {shape}; it must be {wanted}, like the counts.")


def as_rows(at: Sequence[int] | ArrayLike, rows: int, *, first: int = 0, needs: str = "") -> Ints:
    """The rows to judge, in the order asked for.

    ``first`` is the first row with enough before it; ``needs`` says of what, e.g. "5 years of history".
    Raises ``ValueError`` naming the row that is out of range or too early.
    """
    wanted = np.array(at)
    if wanted.size == 0:
        return np.zeros(0, dtype=np.int64)
    if wanted.ndim != 1 or wanted.dtype.kind not in "iu":
        raise ValueError("at is a list of row numbers, whole and counted from 0.")
    for row in wanted[(wanted < 0) | (wanted >= rows)][:1]:
        raise ValueError(f"row {row} is not there; the counts have rows 0 to {rows - 1}.")
    for row in wanted[wanted < first][:1]:
        raise ValueError(f"row {row} needs {needs} before it; the first possible row is {first}.")
    return wanted.astype(np.int64)


def as_weeks(dates: ArrayLike, rows: int) -> NDArray[np.datetime64]:
    """One day for each row, exactly a week apart. Raises ``ValueError`` naming the row where they are not."""
    try:
        days = np.array(dates, dtype="datetime64[D]")
    except ValueError:
        raise ValueError("dates holds something that is not a date.") from None
    if days.shape != (rows,):
        raise ValueError(f"dates has the shape {days.shape}; there must be one date for each of the {rows} rows.")
    if np.isnat(days).any():
        raise ValueError(f"row {int(np.argmax(np.isnat(days)))} has no date.")
    steps = np.diff(days)
    for row in np.flatnonzero(steps != WEEK)[:1]:
        raise ValueError(f"row {row + 1} is dated {days[row + 1]}, {steps[row]} after row {row}; a week is 7 days.")
    return days


def check_whole(value: object, name: str, least: int, most: int) -> None:
    """Raises ``ValueError`` when a setting is not a whole number of its range."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not least <= value <= most:
        raise ValueError(f"{name} is a whole number from {least} to {most}; it is {value!r}.")


def check_between(value: float, name: str, least: float, most: float, *, open_ends: bool = False) -> None:
    """Raises ``ValueError`` when a setting is not a number of its range."""
    number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not number or not (least < value < most if open_ends else least <= value <= most):
        raise ValueError(f"{name} lies between {least} and {most}; it is {value!r}.")


def check_one_of(value: str, name: str, words: tuple[str, ...]) -> None:
    """Raises ``ValueError`` when a setting is not one of its words."""
    if value not in words:
        raise ValueError(f"{name} is one of {', '.join(words)}; it is {value!r}.")


def check_truth(value: object, name: str) -> None:
    """Raises ``ValueError`` when a switch is neither on nor off."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} is True or False; it is {value!r}.")


def read_only(array: NDArray[Kind]) -> NDArray[Kind]:
    """The same array, closed for writing: answers are facts."""
    array.setflags(write=False)
    return array


def _refuse_first(bad: Bools, table: Floats, name: str, why: str, *, let_nan: bool = False) -> None:
    if let_nan:
        bad = bad & ~np.isnan(table)
    if bad.any():
        row, column = (int(number) for number in np.argwhere(bad)[0])
        raise ValueError(f"{name}, row {row}, column {column}: {table[row, column]:g} {why}.")
