"""What comes in as a text is read as it was written, or refused with what to do."""

import pytest
from django.utils.translation import override

from shanyraq.directives import act_text
from shanyraq.directives.act_text import UnreadableText, check_readable, clean, decode, find_quote

WORDS = "Әкімдер жиын өткізуге міндетті. Акимы обязаны проводить совещания."


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        b"\xfe\xff" + WORDS.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big"],
)
def test_unicode_files_are_read_as_they_are(data):
    assert decode(data) == WORDS


@pytest.mark.parametrize("encoding", ["cp1251", "kz1048"])
def test_an_old_windows_file_is_refused_with_what_to_do(encoding):
    with pytest.raises(UnreadableText) as refused:
        decode("Акимы обязаны проводить совещания.".encode(encoding))

    assert str(refused.value) == (
        "The file is not in UTF-8 (it looks like: Windows-1251, KZ-1048). Open it in a text editor, choose "
        '"Save as" with the encoding UTF-8 and add the new file, or copy the text and paste it into the field.'
    )


def test_utf_16_without_its_mark_is_refused():
    with pytest.raises(UnreadableText, match="UTF-16 without its mark"):
        decode("Plain words".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "Word (DOCX)"),
        (b"\xd0\xcf\x11\xe0", "Word (DOC)"),
        (b"{\\rtf1", "RTF"),
    ],
)
def test_a_document_that_is_no_plain_text_is_named(data, kind):
    with pytest.raises(UnreadableText) as refused:
        decode(data)

    assert str(refused.value) == (
        f"This is a {kind} file, not a plain text. Open it, copy the text and paste it into the field."
    )


def test_more_than_five_megabytes_are_refused_with_what_to_do():
    with pytest.raises(UnreadableText) as refused:
        decode(b"a" * (act_text.LIMIT + 100_000))

    assert str(refused.value) == (
        "The text is 5.1 MB long; at most 5 MB are accepted. Split it into parts (for example by chapters) and add "
        "each part as an act of its own."
    )


def test_five_megabytes_are_accepted():
    check_readable(decode(b"a" * act_text.LIMIT))


def test_pasted_text_is_measured_in_bytes_not_in_letters():
    with pytest.raises(UnreadableText, match=r"5\.2 MB"):
        check_readable("ж" * 2_600_000)


def test_invisible_and_turning_characters_go_letters_are_composed():
    assert clean("\ufeffака\u0301\u200b и\u0306 \u202eобратно\u202c\u00ad\r\nдва\x00\x07\u2028три ") == (
        "ака\u0301 й обратно\nдва\nтри"
    )


@pytest.mark.parametrize(
    "text",
    ["?скемен ?аласы ?тырар к?н", "ал\ufffd тап\ufffdа с\ufffdз ж\ufffdн"],
    ids=["question marks", "replacement characters"],
)
def test_a_text_that_lost_its_letters_is_refused(text):
    with pytest.raises(UnreadableText, match="Letters of this text were lost on the way"):
        check_readable(text)


def test_ordinary_questions_are_no_lost_letters():
    check_readable("Кто обязан? Аким. Когда? Раз в два месяца. Почему? Так сказано. Где?")


def test_a_text_read_in_the_wrong_alphabet_is_refused():
    with pytest.raises(UnreadableText, match="mixed up"):
        check_readable(WORDS.encode().decode("cp1251", "replace"))


def test_an_empty_text_is_refused():
    with pytest.raises(UnreadableText, match="There is no text yet"):
        check_readable(clean(" \n\u200b "))


def test_a_quote_is_found_whatever_its_spaces_nearest_to_where_it_was():
    text = "Do this.\nThen do\nthis."

    assert find_quote(text, "do  this", near=20) == (14, 21)
    assert find_quote(text, "Do this") == (0, 7)
    assert find_quote(text, "do that") is None
    assert find_quote(text, "  ") is None
