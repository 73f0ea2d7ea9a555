"""An answer appears when it is whole, and not at all when the work fails."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .refusals import BadInput


def writable(target: Path, endings: tuple[str, ...]) -> None:
    """Raises ``BadInput`` where a file of this name cannot be written."""
    if target.suffix.lower() not in endings:
        raise BadInput(f"{target}: the name of this file ends in {' or '.join(endings)}.")
    if not target.parent.is_dir():
        raise BadInput(f"{target}: the folder {target.parent} is not there.")
    if target.is_dir():
        raise BadInput(f"{target}: is a folder; name a file.")


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A file beside the target; it takes the target's name when the work is done and goes away when it fails."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise BadInput(f"{target}: cannot be written, {(error.strerror or str(error)).lower()}.") from None
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
