"""The repository holds our own work: no addresses of package indexes, no paths of a machine, no third-party bundles."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"https?://")
MACHINE_PATH = re.compile(r"(?<![\w/.])/(?:home|root|work|Users)/\w")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_locks_hold_versions_and_hashes_only():
    locks = tracked("requirements/*.txt", "package-lock.json")

    assert [lock.name for lock in locks if ADDRESS.search(lock.read_text())] == []


def test_every_pinned_package_carries_hashes():
    for lock in tracked("requirements/*.txt"):
        pins = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", lock.read_text(), re.MULTILINE)
        hashed = re.findall(r"^[a-z0-9][\w.\-\[\]]*==[^\n]*\\\n\s+--hash", lock.read_text(), re.MULTILINE)

        assert pins
        assert len(pins) == len(hashed), lock.name


def test_no_third_party_bundle_is_kept():
    assert [str(p) for p in tracked("*.min.js", "*.min.css", "*/vendor/*", "node_modules/*", "*.mo", "*.whl")] == []


def test_no_path_of_a_machine_is_written_down():
    texts = [p for p in tracked() if p.suffix in {".py", ".md", ".toml", ".html", ".txt", ".json", ".js", ".css", ""}]

    assert [str(p.relative_to(ROOT)) for p in texts if MACHINE_PATH.search(p.read_text(errors="ignore"))] == []
