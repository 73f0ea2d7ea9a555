"""`shanyraq redact`: a line in, an object out, and a clear word when a line cannot be read."""

import json
import subprocess
import sys

from click.testing import CliRunner

from shanyraq.cli.redact import LIMIT, redact
from shanyraq.reading.screening import screen, to_json

TEXTS = ["Звоните Серику: 8 701 000 00 00", "", "Ауылда су жоқ.", "сосед-уйгур ругается"]


def run(content, *arguments):
    return CliRunner().invoke(redact, list(arguments), input=content)


def test_a_line_in_an_object_out():
    answer = run("\n".join(TEXTS).encode())

    assert answer.exit_code == 0
    assert [json.loads(line) for line in answer.output.splitlines()] == [to_json(screen(text)) for text in TEXTS]


def test_what_was_masked_is_nowhere_in_the_output():
    output = run("Звоните Серику: 8 701 000 00 00".encode()).output

    assert "Серик" not in output
    assert "701" not in output


def test_the_language_can_be_told():
    assert json.loads(run("Серик".encode(), "--language", "kk").output)["language"] == "kk"


def test_a_windows_line_and_a_byte_order_mark_are_no_part_of_the_text():
    answer = run(b"\xef\xbb\xbf" + "Серик ушёл\r\n".encode())

    assert json.loads(answer.output)["found"] == [{"kind": "person", "span": [0, 5]}]


def test_a_line_in_another_encoding_is_named():
    answer = run("Серик ушёл\n".encode() + "Серик".encode("cp1251") + b"\n")

    assert answer.exit_code == 2
    assert "line 2: is not in UTF-8 (byte 1)" in answer.stderr
    assert json.loads(answer.stdout)["text"] == "[person] ушёл"


def test_utf16_is_refused():
    answer = run("Серик".encode("utf-16"))

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "UTF-16" in answer.stderr


def test_a_line_without_end_is_refused():
    answer = run(b"a" * (LIMIT + 1))

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "5 MB" in answer.stderr


def test_the_door_loads_no_django():
    code = (
        "import sys; from shanyraq.cli.redact import redact; from shanyraq.reading.screening import screen;"
        "screen('Серик');"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
