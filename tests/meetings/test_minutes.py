"""Minutes are kept word for word, made harmless, and never overwritten."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from docx import Document

from factories.meetings import event, held, in_days, minuted, region
from shanyraq.meetings import actions, minutes_docx, minutes_text
from shanyraq.meetings.models import Minutes

HOSTILE = [
    "<p>Good</p><script>alert(1)</script>",
    '<p onclick="alert(1)">Good</p>',
    '<p><img src=x onerror="alert(1)">Good</p>',
    '<p><a href="javascript:alert(1)">Good</a></p>',
    '<p style="position:fixed;top:0">Good</p>',
    "<p>Good</p><iframe src='https://example.org'></iframe>",
    "<p>Good</p><svg onload=alert(1)>",
    "<p>Good</p><style>body{display:none}</style>",
    "<p>Good</p><form action='/meetings/'><button>Good</button></form>",
    "<p>Good<!-- <script>alert(1)</script> --></p>",
    "<p>Good</p><<script>script>alert(1)<</script>/script>",
    "<p>Good</p><math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<p>Good</p><meta http-equiv="refresh" content="0;url=https://example.org">',
    "<p>Good</p><object data='x'></object><embed src='x'>",
]
ACTIVE = ("<script", "onerror", "onclick", "onload", "javascript:", "<iframe", "<style", "style=", "<img", "<a ")
ACTIVE += ("<form", "<svg", "<meta", "<object", "<embed", "<!--", "href", "http")


def word_file(*paragraphs, table=()) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    """A small file that claims to be a Word file and unpacks to a very large one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w") as part:
            for _ in range(megabytes):
                part.write(b"\0" * 1024 * 1024)
    return out.getvalue()


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_active_survives_in_minutes(markup):
    kept = minutes_text.as_html(markup)

    assert "Good" in kept
    assert [word for word in ACTIVE if word in kept.lower()] == []


def test_plain_text_with_angle_brackets_stays_text():
    assert minutes_text.as_html("5 < 7 & <script>alert(1)</script>") == (
        "<p>5 &lt; 7 &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_plain_lines_become_paragraphs_headings_and_lists():
    text = "# Шешім\nБірінші жол\nекінші жол\n\n1. Бір\n2. Екі\n\n- үш\n- **төрт**"

    assert minutes_text.as_html(text) == (
        "<h2>Шешім</h2><p>Бірінші жол<br>екінші жол</p>"
        '<ol start="1"><li>Бір</li><li>Екі</li></ol>'
        "<ul><li>үш</li><li><strong>төрт</strong></li></ul>"
    )


def test_words_and_tables_are_taken_out_of_a_word_file():
    data = word_file("Тыңдалды: <ахуал>", "Шешім қабылданды", table=[("Кім", "Мерзім"), ("Әкімдік", "01.02.2026")])

    assert minutes_text.from_docx(data) == (
        "<p>Тыңдалды: &lt;ахуал&gt;</p>\n<p>Шешім қабылданды</p>\n<table><tbody><tr><td>Кім</td><td>Мерзім</td></tr>"
        "<tr><td>Әкімдік</td><td>01.02.2026</td></tr></tbody></table>"
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", word_file("x")[:-200]])
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(ValidationError, match="no Word file"):
        minutes_text.from_docx(data)


def test_a_zip_without_a_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", "hello")

    with pytest.raises(ValidationError, match="no Word file"):
        minutes_text.from_docx(out.getvalue())


def test_a_file_that_unpacks_to_too_much_is_not_opened():
    data = bomb(60)
    assert len(data) < minutes_text.MAX_FILE

    with pytest.raises(ValidationError, match="unpacks to more"):
        minutes_text.from_docx(data)


def test_a_file_that_lies_about_its_size_is_not_read_beyond_it():
    data = bytearray(bomb(60))
    claimed = (60 * 1024 * 1024).to_bytes(4, "little")
    small = (100).to_bytes(4, "little")

    with pytest.raises(ValidationError, match=r"no Word file|unpacks to more"):
        minutes_text.from_docx(bytes(data).replace(claimed, small))


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(ValidationError, match="larger than 5 MB"):
        minutes_text.from_docx(b"x" * (minutes_text.MAX_FILE + 1))


@pytest.mark.django_db
def test_an_empty_text_is_refused():
    home = region()
    happened = held(home)

    with pytest.raises(ValidationError, match="The minutes are empty"):
        actions.add_minutes(event=happened, date=happened.day, text=" <p> </p>", by=home.assistant)


@pytest.mark.django_db
def test_minutes_make_a_held_event_minuted():
    home = region()

    happened = minuted(held(home), by=home.assistant)

    assert (happened.status, happened.minutes.get().revision) == ("minuted", 1)


@pytest.mark.django_db
def test_a_correction_is_a_new_revision_and_the_old_one_stays():
    home = region()
    happened = minuted(held(home), by=home.assistant, text="First.")
    minuted(happened, by=home.secretary, text="Second.")

    assert [(m.revision, m.html, m.recorded_by) for m in happened.minutes.all()] == [
        (2, "<p>Second.</p>", home.secretary),
        (1, "<p>First.</p>", home.assistant),
    ]


@pytest.mark.django_db
def test_the_same_minutes_are_not_entered_twice():
    home = region()
    happened = minuted(held(home), by=home.assistant)

    with pytest.raises(ValidationError, match="word for word"):
        minuted(happened, by=home.assistant)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-4, 1])
def test_minutes_are_dated_between_the_event_and_today(days):
    home = region()
    happened = held(home)

    with pytest.raises(ValidationError, match="Date of the minutes"):
        actions.add_minutes(event=happened, date=in_days(days), text="Text", by=home.assistant)


@pytest.mark.django_db
def test_a_planned_event_has_no_minutes():
    home = region()

    with pytest.raises(ValidationError, match="First record that the event took place"):
        actions.add_minutes(event=event(home), date=in_days(0), text="Text", by=home.assistant)


@pytest.mark.django_db
def test_an_association_does_not_write_the_akimats_minutes():
    home = region()
    happened = held(home)

    with pytest.raises(PermissionDenied):
        actions.add_minutes(event=happened, date=happened.day, text="Text", by=home.association_user)


@pytest.mark.django_db
def test_an_uploaded_file_is_kept_beside_the_text_taken_out_of_it():
    home = region()
    happened = held(home)
    data = word_file("Тыңдалды")

    kept = actions.add_minutes(
        event=happened, date=happened.day, document=data, document_name="хаттама.docx", by=home.assistant
    )

    kept = Minutes.objects.get(pk=kept.pk)
    with kept.file.open("rb") as stored:
        assert stored.read() == data
    assert (kept.html, kept.file_name) == ("<p>Тыңдалды</p>", "хаттама.docx")


def words_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", ["ХАТТАМА", "Этносаралық ахуал жөніндегі жиын", "Облыс әкімі", "Күн тәртібі", "жеке"]),
        ("ru", ["ПРОТОКОЛ", "Совещание по межэтнической ситуации", "Аким области", "Повестка дня", "лично"]),
        ("en", ["MINUTES", "Meeting on the interethnic situation", "Akim of the region", "Agenda", "in person"]),
    ],
)
def test_the_word_form_is_filled_in_from_the_event_in_each_language(language, words):
    home = region()
    happened = held(home, agenda=["Ауызсу & жайылым <кестесі>"], others_count=40)
    actions.decide(
        event=happened, text="Кестені жариялау", bearer=home.akimat, due=happened.day + timedelta(30), by=home.assistant
    )
    seats = list(happened.participations.select_related("for_post", "person", "organization").order_by("ical_role"))

    text = words_of(minutes_docx.of(happened, seats, list(happened.decisions.all()), language))

    assert [word for word in words if word not in text] == []
    assert "1. Ауызсу & жайылым <кестесі>" in text
    assert "Кестені жариялау" in text
    assert f"{happened.day:%d.%m.%Y}, 10:00 – 12:00" in text
    assert str(home.association_holder.person) in text
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.django_db
def test_the_word_form_can_be_filled_in_and_uploaded_back():
    home = region()
    happened = held(home)
    form = minutes_docx.of(happened, list(happened.participations.all()), [], "kk")

    kept = actions.add_minutes(
        event=happened, date=happened.day, document=form, document_name="m.docx", by=home.assistant
    )

    assert "Этносаралық ахуал жөніндегі жиын" in kept.html
