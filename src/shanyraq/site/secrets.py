import os
import secrets
from pathlib import Path


def secret_key(data: Path, given: str, name: str = "secret.key") -> str:
    """A key of the house: the given one, else one made on the first start and kept in the data folder for its owner."""
    if given:
        return given
    file = data / name
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        _write_once(file, secrets.token_urlsafe(48))
    return file.read_text().strip()


def _write_once(file: Path, text: str) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as out:
        out.write(text)
