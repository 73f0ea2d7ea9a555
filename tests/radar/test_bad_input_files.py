"""Files nobody should send, by the page a secretary uses: a clear answer in his language, nothing half-written."""

import io
import re
import zipfile
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from factories import accounts
from shanyraq.radar.models import ImportBatch, Signal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

LANGUAGES = ["kk", "ru", "en"]
DAY = (timezone.localdate() - timedelta(days=3)).isoformat()
HEAD = "date;region;place;issue;stage;need;people;text"
KAZAKH = "Көктөбе ауылында ұрыс шықты, ғимаратқа өңірден әкім келді, іс қаралуда"
GOOD = f"{DAY};KZ-31;Масанчи;T2;dispute;talk;tens;{KAZAKH}"
FILE = f"{HEAD}\r\n{GOOD}"
LOST = FILE.encode("cp1251", errors="replace")
"""What an old program leaves of Kazakh: every letter of its own is a question mark."""
SCRIPT = "<script>alert(1)</script>"


def rows() -> dict[str, int]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("shanyraq."))
    return {model._meta.label: model.objects.count() for model in ours}


@pytest.fixture
def desk(enter):
    """A secretary's page of files in a language: ``look(file)`` shows it, ``take(file)`` takes it in."""

    class Desk:
        def __init__(self, language="en"):
            self.client = enter(accounts.user("regional_secretary", "KZ-31", language=language))

        def look(self, file, name="signals.csv", **more):
            return self.client.post("/radar/import/", {"file": SimpleUploadedFile(name, file), **more})

        def take(self, file, name="signals.csv"):
            again = self.look(file, name).context["again"].initial
            return self.client.post("/radar/import/take/", {"file": SimpleUploadedFile(name, file), **again})

    return Desk


def said(answer) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def told(answer) -> list[str]:
    return [sentence for sentences in answer.context["form"].errors.values() for sentence in sentences]


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


BOMB = packed({"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b"0" * (60 * 1024**2)})
REFUSED = {
    "bomb": (BOMB, "signals.xlsx"),
    "large": (b"x" * (5 * 1024**2 + 1), "signals.csv"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 512, "signals.xls"),
    "broken workbook": (b"PK\x03\x04broken", "signals.xlsx"),
    "no text": (bytes(range(256)) * 40, "signals.csv"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "signals.csv"),
    "other columns": (b"a;b\n1;2", "signals.csv"),
    "empty": (b"", "signals.csv"),
    "only a head": (HEAD.encode(), "signals.csv"),
    "utf-16 without an end": (FILE.encode("utf-16")[:-1], "signals.csv"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_in_the_readers_words(desk, language, kind):
    file, name = REFUSED[kind]
    office = desk(language)
    before = rows()

    answer = office.look(file, name)

    assert answer.status_code == 422
    assert told(answer)
    assert all(re.search("[а-яәғқңөұүһі]", sentence, re.IGNORECASE) for sentence in told(answer) if language != "en")
    assert rows() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "ptcp154"])
def test_kazakh_is_read_and_taken_in_however_it_was_saved(desk, encoding):
    desk().take(FILE.encode(encoding))

    signal = Signal.objects.get()
    assert (signal.text, signal.settlement, signal.region_id) == (KAZAKH, "Масанчи", "KZ-31")


def test_russian_of_an_old_program_is_read(desk):
    desk().take(f"{HEAD}\r\n{DAY};KZ-31;Масанчи;T2;dispute;;;Спор из-за воды в верхнем канале".encode("cp1251"))

    assert Signal.objects.get().text == "Спор из-за воды в верхнем канале"


@pytest.mark.parametrize("language", LANGUAGES)
def test_kazakh_letters_lost_on_the_way_are_told_by_line_and_not_taken_in(desk, language):
    office = desk(language)
    before = rows()

    seen = office.look(LOST)

    phrase = "Many letters of the text have turned into question marks. Save it as UTF-8, or type it again."
    with translation.override(language):
        assert translation.gettext(phrase) in said(seen)
    assert [line.number for line in seen.context["seen"].bad] == [2]
    assert rows() == before


def test_a_line_that_is_lost_does_not_take_the_others_with_it(desk):
    lost = LOST.decode("cp1251").split("\r\n")[1]

    desk().take("\r\n".join([HEAD, lost, GOOD.replace(KAZAKH, "Water")]).encode())

    batch = ImportBatch.objects.get()
    assert (batch.rows, batch.taken, len(batch.refused)) == (2, 1, 1)
    assert Signal.objects.get().text == "Water"


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x.example";"T2")', "+1+1", "-1", "\t=1+1", '=cmd|"/c calc"!A1'])
def test_a_formula_is_only_the_words_it_is_written_in(desk, cell):
    quoted = '"' + cell.replace('"', '""') + '"'

    desk().take(f"{HEAD}\r\n{DAY};KZ-31;Масанчи;T2;dispute;;;{quoted}".encode())

    text = Signal.objects.get().text
    assert "http" not in text
    assert text.startswith(cell.strip()[0])


def test_markup_in_every_cell_is_only_words(desk):
    office = desk()
    columns = HEAD.split(";")
    lines = [
        ";".join(SCRIPT if name == column else value for name, value in zip(columns, GOOD.split(";"), strict=True))
        for column in columns
    ]
    file = "\r\n".join([HEAD, *lines]).encode()
    before = rows()

    seen = office.look(file)

    assert SCRIPT not in seen.content.decode()
    assert [line.number for line in seen.context["seen"].good] == [9]
    assert rows() == before
    taken = office.take(file)
    page = office.client.get(taken["Location"])
    assert SCRIPT not in page.content.decode()
    assert Signal.objects.count() == 1


def test_a_name_of_a_file_is_only_words(desk):
    answer = desk().take(FILE.encode(), name=f"{SCRIPT}.csv")

    assert SCRIPT not in desk().client.get(answer["Location"]).content.decode()
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_to_come_and_places_abroad_are_told_by_line(desk, language):
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    office = desk(language)
    before = rows()

    seen = office.look(
        "\r\n".join([HEAD, GOOD.replace(DAY, later), GOOD.replace("KZ-31;Масанчи", ";Бішкек")]).encode()
    ).context["seen"]

    with translation.override(language):
        wanted = [
            translation.gettext("This day has not come yet. Give the day it happened, or today."),
            translation.gettext("This place is not known in the country: give the district or its code."),
        ]
    assert [line.problems[0] for line in seen.bad] == wanted
    assert rows() == before
