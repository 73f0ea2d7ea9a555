"""Which language a text is in."""

import subprocess
import sys

import pytest

from shanyraq.reading import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Акимам необходимо провести встречи с населением.", "ru"),
        ("КГУ «Қоғамдық келісім» поручено составить календарь на год и представить его.", "ru"),
        ("Әкімдерге тұрғындармен кездесу өткізуді тапсырамын.", "kk"),
        ("Казакстан халкы ассамблеясы жумысын жалгастырады", "kk"),
        ("Akimder halyqpen kezdesu otkizui kerek", "kk"),
        ("The Government shall report to the Assembly.", "en"),
        ("Governors must meet residents", "en"),
    ],
)
def test_the_language_of_a_text_is_told(text, language):
    assert detect_language(text) == language


def test_a_text_without_letters_counts_as_russian():
    assert detect_language("1234 — 56.") == "ru"
    assert detect_language("") == "ru"


def test_a_plain_russian_text_needs_no_statistics():
    probe = (
        "import sys; from shanyraq.reading import read;"
        "read('Акимам областей необходимо провести встречи и ответить на вопросы.');"
        "print('numpy' in sys.modules)"
    )

    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "False"
