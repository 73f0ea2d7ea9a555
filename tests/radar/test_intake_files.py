"""Files of signals: shown line by line first, taken in once, never kept; a bad file says what to do and changes
nothing."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from factories import radar
from shanyraq.audit.models import Entry
from shanyraq.radar import import_files
from shanyraq.radar.models import ImportBatch, Signal

DAY = (timezone.localdate() - timedelta(days=3)).isoformat()
HEAD = "date;region;place;issue;stage;need;people;text"
GOOD = f"{DAY};KZ-31;Масанчи;T2;dispute;talk;tens;Арық басында су үшін дау шықты"
KAZAKH = "Көктөбе ауылында ұрыс шықты, ғимаратқа өңірден әкім келді, іс қаралуда"


def csv(*rows: str) -> bytes:
    return "\r\n".join([HEAD, *rows]).encode()


@pytest.fixture
def desk(places, enter):
    """A client of the secretary of Zhambyl region."""
    return enter(radar.secretary("KZ-31"))


@pytest.fixture
def look(desk):
    def posted(file: bytes, name="signals.csv", **more):
        return desk.post("/radar/import/", {"file": SimpleUploadedFile(name, file), **more})

    return posted


@pytest.fixture
def take(desk, look):
    """Look, then give the same file again."""

    def taken(file: bytes, name="signals.csv"):
        seen = look(file, name).context["again"].initial
        return desk.post("/radar/import/take/", {"file": SimpleUploadedFile(name, file), **seen})

    return taken


def workbook(rows: list[str], extra: dict[str, bytes] | None = None) -> bytes:
    """The smallest workbook: each row is XML of its cells."""
    sheet = "".join(f"<row>{row}</row>" for row in rows)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**parts, **(extra or {})}.items():
            packed.writestr(name, content)
    return file.getvalue()


def cells(line: str) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in line.split(";"))


# ------------------------------------------------------------------ looking


def test_a_file_is_shown_line_by_line_and_nothing_is_written(look):
    answer = look(csv(GOOD, f"{DAY};KZ-31;Быркылдақ;T2;war;;;", GOOD.replace("T2", "T77")))

    seen = answer.context["seen"]
    assert [line.number for line in seen.good] == [2]
    assert [(line.number, line.problems) for line in seen.bad] == [
        (
            3,
            [
                "This place is not known in the country: give the district or its code.",
                "The stage is not one of the list: grievance, dispute, incident, mobilisation.",
            ],
        ),
        (4, ["The issue is not one of the list: write its code, T1 to T14."]),
    ]
    assert not Signal.objects.exists()
    assert not ImportBatch.objects.exists()


def test_the_look_shows_the_text_as_it_would_be_kept(look):
    page = look(csv(GOOD.replace("Арық басында су үшін дау шықты", "Звоните Серику: 8 701 000 00 00"))).content.decode()

    assert "701" not in page
    assert "Серик" not in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_headings_and_answers_may_be_written_in_any_language(desk, look, language):
    with translation.override(language):
        example = desk.get("/radar/import/template/", headers={"accept-language": language})

    seen = look(example.content).context["seen"]

    assert example.content.startswith(b"\xef\xbb\xbf")
    assert (len(seen.good), seen.bad) == (1, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "ptcp154"])
def test_kazakh_letters_are_read_however_they_were_saved(places, encoding):
    table = import_files.read(f"{HEAD}\r\n{GOOD}. {KAZAKH}".encode(encoding))

    assert table.rows[1][1][-1].endswith(KAZAKH)
    assert table.encoding == encoding.removesuffix("-le").removesuffix("-be")


def test_russian_letters_of_an_old_program_are_read():
    text = "Спор из-за воды в верхнем канале, люди недовольны"

    table = import_files.read(f"{HEAD}\n;;;;;;;{text}".encode("cp1251"))

    assert table.rows[1][1][-1] == text


def test_an_encoding_that_was_chosen_is_the_one_used(look):
    assert look(csv(GOOD).decode().encode("ptcp154"), encoding="ptcp154").context["seen"].encoding == "ptcp154"
    assert look(csv(GOOD).decode().encode("ptcp154"), encoding="utf-8").status_code == 422


def test_letters_lost_as_question_marks_are_refused_by_line(look):
    seen = look(csv(GOOD, f"{DAY};KZ-31;Масанчи;T2;dispute;;;К?з?р м?нда с? жо? болды")).context["seen"]

    assert [line.number for line in seen.bad] == [3]
    assert "question marks" in seen.bad[0].problems[0]


def test_a_workbook_is_read_and_a_formula_is_only_the_value_it_had(look):
    formula = '<c><f>HYPERLINK("http://x.example","T2")</f><v>5</v></c>'
    answer = look(workbook([cells(HEAD), cells(GOOD), formula]), "signals.xlsx")

    assert [line.number for line in answer.context["seen"].good] == [2]
    assert "HYPERLINK" not in answer.content.decode()


def test_a_line_of_another_region_or_day_to_come_is_kept_out(look):
    later = (timezone.localdate() + timedelta(days=2)).isoformat()

    seen = look(csv(GOOD.replace("KZ-31;Масанчи", "KZ-19;Есік"), GOOD.replace(DAY, later))).context["seen"]

    assert [line.problems for line in seen.bad] == [
        ["This place lies in another region than yours."],
        ["This day has not come yet. Give the day it happened, or today."],
    ]


# ------------------------------------------------------------------ files that are refused


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"x" * (5 * 1024**2 + 1), "larger than 5 MB"),
        (b"", "no row"),
        (HEAD.encode(), "no row"),
        (b"a;b\n1;2", "must name the columns"),
        (b"\xd0\xcf\x11\xe0old", "old or a locked workbook"),
        (b"PK\x03\x04broken", "damaged or locked"),
        (b'date;"region\n' + b"x" * 200_000, "cannot be read"),
        (("date\n" + "1\n" * 20_001).encode(), "more than 20,000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(file, said):
    with pytest.raises(ValidationError) as refused:
        import_files_read(file)

    assert said in " ".join(refused.value.messages)


def import_files_read(file):
    from shanyraq.radar import import_lines

    return import_lines.lines(import_files.read(file), may_take=lambda region: True)


def test_a_workbook_that_unpacks_to_a_flood_is_refused_before_it_is_opened():
    bomb = workbook([cells(HEAD)], {"xl/media/zero.xml": b"0" * (45 * 1024**2)})

    with pytest.raises(ValidationError, match="far too large"):
        import_files.read(bomb)


def test_a_workbook_with_a_cell_at_the_end_of_the_world_bursts_in_its_own_process():
    far = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'

    with pytest.raises(ValidationError, match="cannot be read"):
        import_files.read(workbook([far]))


# ------------------------------------------------------------------ taking in


def test_the_same_file_given_again_becomes_signals_and_only_its_figures_stay(take, desk):
    file = csv(GOOD, f"{DAY};KZ-31;Быркылдақ;T2;dispute;;;")

    answer = take(file)

    signal, batch = Signal.objects.get(), ImportBatch.objects.get()
    assert answer["Location"] == f"/radar/import/{batch.pk}/"
    assert (signal.area_id, signal.settlement, signal.channel, signal.crowd) == (
        "314800000",
        "Масанчи",
        "import",
        "tens",
    )
    assert (batch.rows, batch.taken, batch.repeated, [line for line, _ in batch.refused]) == (2, 1, 0, [3])
    assert {"radar.import_begun", "radar.import_finished"} <= set(Entry.objects.values_list("verb", flat=True))
    assert desk.get(answer["Location"]).status_code == 200


def test_the_same_file_twice_is_every_signal_once(take):
    take(csv(GOOD))
    take(csv(GOOD))

    assert Signal.objects.count() == 1
    assert sorted(ImportBatch.objects.values_list("taken", "repeated")) == [(0, 1), (1, 0)]


def test_another_file_than_the_one_looked_at_is_not_taken_in(desk, look):
    seen = look(csv(GOOD)).context["again"].initial

    answer = desk.post("/radar/import/take/", {"file": SimpleUploadedFile("a.csv", csv(GOOD, GOOD)), **seen})

    assert answer["Location"] == "/radar/import/"
    assert not Signal.objects.exists()


def test_names_and_numbers_of_a_file_are_gone_everywhere(take):
    take(csv(GOOD.replace("Арық басында су үшін дау шықты", "Звоните Серику: 8 701 000 00 00")))

    rows = [str(row) for model in (Signal, ImportBatch, Entry) for row in model.objects.values()]
    assert not any("701 000" in row or "Серик" in row for row in rows)
    assert Signal.objects.get().masked == {"person": 1, "phone": 1}


def test_a_thousand_lines_ask_the_map_only_once_for_each_place(places, django_assert_max_num_queries):
    from shanyraq.radar import import_lines

    table = import_files.read(csv(*[GOOD] * 1000))

    with django_assert_max_num_queries(12):
        assert len(import_lines.lines(table, may_take=lambda region: True)) == 1000


# ------------------------------------------------------------------ who


def test_files_of_another_region_do_not_exist(take, enter):
    take(csv(GOOD))
    batch = ImportBatch.objects.get()

    assert enter(radar.secretary("KZ-19")).get(f"/radar/import/{batch.pk}/").status_code == 404


@pytest.mark.parametrize("door", ["/radar/import/", "/radar/import/take/", "/radar/import/template/"])
def test_a_council_reads_in_no_files(enter, places, door):
    assert enter(radar.council().voice).get(door).status_code == 403


def test_a_stranger_reads_in_no_files(client, places):
    assert client.get("/radar/import/").status_code == 302
