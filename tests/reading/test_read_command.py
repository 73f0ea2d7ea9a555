"""`shanyraq read`: a file in, directives out, and a clear word when a file cannot be read."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from shanyraq.cli.read import LIMIT, read
from shanyraq.reading import read as read_text
from shanyraq.reading import to_json

TEXT = "Поручаю акимам не реже раза в квартал отчитываться.\n\nУчастники говорили о необходимости диалога."


@pytest.fixture
def address(tmp_path):
    path = tmp_path / "address.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments, **options):
    return CliRunner().invoke(read, [str(argument) for argument in arguments], **options)


def test_json_is_one_object_with_letters_as_they_are(address):
    answer = run(address, "--json")

    assert answer.exit_code == 0
    assert json.loads(answer.output) == to_json(read_text(TEXT))
    assert "акимам" in answer.output


def test_without_json_a_list_for_the_eye_is_shown(address):
    answer = run(address)

    assert answer.output == (
        "ru: 1 directive\n"
        "\n"
        "1. [obligation] @0 Поручаю акимам не реже раза в квартал отчитываться\n"
        "   who:  акимы\n"
        "   what: отчитываться\n"
        "   how often: at least 1 in P3M\n"
        "\n"
        "Look here too (a modal word, no directive):\n"
        "  @53 Участники говорили о необходимости диалога.\n"
    )


def test_a_dash_reads_the_standard_input():
    answer = run("-", "--json", input=TEXT.encode("utf-8"))

    assert json.loads(answer.output) == to_json(read_text(TEXT))


def test_the_language_can_be_told(address):
    assert json.loads(run(address, "--json", "--language", "ru").output)["language"] == "ru"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_text_whose_first_bytes_tell_its_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "address.txt"
    path.write_bytes(TEXT.encode(encoding))

    assert json.loads(run(path, "--json").output) == to_json(read_text(TEXT))


def refused(path):
    answer = run(path, "--json")
    assert (answer.exit_code, answer.stdout) == (2, "")
    return answer.stderr.removeprefix(f"Error: {path}: ").strip()


def test_windows_1251_is_not_guessed(tmp_path):
    path = tmp_path / "address.txt"
    path.write_bytes(TEXT.encode("cp1251"))

    assert refused(path) == (
        "is not in UTF-8; it looks like Windows-1251 or KZ-1048, which cannot be told apart safely."
        " Save it as UTF-8, for example: iconv -f CP1251 -t UTF-8 old.txt > new.txt"
        " (for Kazakh: iconv -f RK1048 -t UTF-8)."
    )


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty; there is nothing to read."),
        (b" \n\t ", "is empty; there is nothing to read."),
        (b"\xef\xbb\xbf  ", "is empty; there is nothing to read."),
        (b"%PDF-1.7 \xff\xfe", "is a PDF; save the document as plain text in UTF-8 first."),
        (b"PK\x03\x04\xff", "is a Word (docx) or zip file; save the document as plain text in UTF-8 first."),
        (b"abc\x00def", "is not a plain text; save the document as plain text in UTF-8 first."),
        (b"\x81\x82abc\x83", "is not a plain text in UTF-8; save the document as plain text in UTF-8 first."),
        (b"a" * (LIMIT + 1), "is larger than 5 MB; split the text and read its parts one by one."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, content, complaint):
    path = tmp_path / "address.txt"
    path.write_bytes(content)

    assert refused(path) == complaint


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert refused(tmp_path / "none.txt") == "cannot be read, no such file or directory."
    assert refused(tmp_path) == "is a folder; name the file of the text."


def test_help_loads_neither_a_dictionary_nor_django():
    probe = (
        "import sys; from click.testing import CliRunner; from shanyraq.cli.read import read;"
        "CliRunner().invoke(read, ['--help']);"
        "print([name for name in ('django', 'pymorphy3', 'numpy', 'razdel') if name in sys.modules])"
    )

    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
