"""``shanyraq locate``: a line for a line."""

import json
import subprocess
import sys

from click.testing import CliRunner

from shanyraq.cli.locate import locate


def run(content: bytes, *options: str):
    return CliRunner().invoke(locate, list(options), input=content)


def test_each_line_has_its_answer():
    answered = run("Қордайда су жоқ\n\nмирный день".encode())
    lines = [json.loads(line) for line in answered.stdout.splitlines()]

    assert answered.exit_code == 0
    assert [[place["code"] for place in line["places"]] for line in lines] == [["314800000"], [], []]
    assert all(set(line) == {"places", "ambiguous", "issues"} for line in lines)


def test_more_tells_stages_and_route():
    line = json.loads(run("драка в Таразе".encode(), "--more").stdout)

    assert line["route"] == "tension"
    assert line["stages"] == [{"stage": "violence", "words": ["драка"]}]


def test_names_are_shown_in_the_chosen_language():
    line = json.loads(run("в Кордайском районе".encode(), "--language", "kk").stdout)

    assert line["places"][0]["name"] == "Қордай ауданы"


def test_a_line_in_another_encoding_is_named():
    answered = run("тихо\n".encode() + "в Таразе\n".encode("cp1251"))

    assert answered.exit_code == 2
    assert "line 2: is not in UTF-8" in answered.stderr
    assert len(answered.stdout.splitlines()) == 1


def test_utf16_is_told_from_utf8():
    answered = run("в Таразе".encode("utf-16"))

    assert (answered.exit_code, answered.stdout) == (2, "")
    assert "UTF-16" in answered.stderr


def test_a_mark_of_utf8_is_no_letter():
    line = json.loads(run("Тараз".encode("utf-8-sig")).stdout)

    assert line["places"][0]["span"] == [0, 5]


def test_an_unknown_region_is_refused():
    answered = run(b"", "--region", "KZ-99")

    assert (answered.exit_code, answered.stdout) == (2, "")
    assert "is no region" in answered.stderr


def test_the_answer_comes_before_the_next_line():
    # The module is asked directly: no console script is needed.
    process = subprocess.Popen(
        [sys.executable, "-c", "from shanyraq.cli.locate import locate; locate()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write("в Таразе\n".encode())
    process.stdin.flush()
    first = json.loads(process.stdout.readline())
    process.communicate(timeout=10)

    assert first["places"][0]["code"] == "311000000"
    assert process.returncode == 0
