"""Units of a text: sentences, items, headings, and whose head is whose."""

from shanyraq.reading.sentences import head_chain, units


def shape(text, **options):
    """(kind, head, marker, text) of every unit."""
    return [(unit.kind, unit.head, unit.marker, unit.text) for unit in units(text, **options)]


def test_sentences_of_a_paragraph_stand_alone():
    assert shape("Первое. Второе!") == [("sentence", None, "", "Первое."), ("sentence", None, "", "Второе!")]


def test_items_know_their_head():
    assert shape("Поручаю:\n1) одно;\n2) другое.") == [
        ("sentence", None, "", "Поручаю:"),
        ("item", 0, "1)", "одно;"),
        ("item", 0, "2)", "другое."),
    ]


def test_an_item_with_a_colon_is_a_head_itself():
    text = "Поручаю:\n1) акимам:\n- раз;\n- два;\n2) МВД – три."

    found = units(text)

    assert [unit.head for unit in found] == [None, 0, 1, 1, 0]
    assert [unit.text for unit in head_chain(found, found[2])] == ["акимам:", "Поручаю:"]


def test_all_kinds_of_markers_are_known():
    text = "Надо:\n— раз\n– два\n- три\n• четыре\n1) пять\n2. шесть\nа) семь\n1.1. восемь\n(9) девять"

    assert [unit.marker for unit in units(text)][1:] == ["—", "–", "-", "•", "1)", "2.", "а)", "1.1.", "(9)"]


def test_a_list_inside_a_sentence_is_taken_apart():
    assert shape("Надо: 1) раз; 2) два.") == [
        ("sentence", None, "", "Надо:"),
        ("item", 0, "1)", "раз;"),
        ("item", 0, "2)", "два."),
    ]


def test_clauses_parted_by_semicolons_behind_a_colon_are_items():
    assert [text for _, _, _, text in shape("Надо: раз; два; три.")] == ["Надо:", "раз;", "два;", "три."]


def test_lines_without_markers_under_a_colon_are_items_when_semicolons_show_it():
    assert [(kind, head) for kind, head, _, _ in shape("Рекомендовать:\nоткрыть дом;\nпозвать гостей.")] == [
        ("sentence", None),
        ("item", 0),
        ("item", 0),
    ]


def test_a_heading_is_the_head_of_the_list_below_it():
    assert shape("Рекомендации\n1. Открыть дом.") == [
        ("heading", None, "", "Рекомендации"),
        ("item", 0, "1.", "Открыть дом."),
    ]


def test_a_plain_paragraph_ends_a_bulleted_list():
    assert [unit.head for unit in units("Надо:\n- раз.\nОбычный абзац.\n- два.")] == [None, 0, None, None]


def test_a_numbered_list_goes_on_behind_a_plain_paragraph():
    assert [unit.head for unit in units("Надо:\n1. Раз.\nСрок скорый.\n2. Два.")] == [None, 0, None, 0]


def test_a_wrapped_line_goes_on_with_its_sentence():
    text = "Контроль за исполнением настоящего приказа возложить на\n   заместителя директора."

    assert [unit.text for unit in units(text)] == [text]


def test_a_year_at_the_beginning_of_a_line_is_no_marker():
    assert [unit.marker for unit in units("2025. Итоги года.\n1 июля откроют школу.")] == ["", ""]


def test_an_abbreviation_does_not_end_a_sentence():
    assert [unit.text for unit in units("До 1 мая т.г. Акимам ждать.", abbreviations=frozenset(["т.г."]))] == [
        "До 1 мая т.г. Акимам ждать."
    ]


def test_offsets_point_into_the_whole_text():
    text = "Раз.\r\n\r\n  — два  \r\nТри."

    assert [text[slice(*unit.span)] for unit in units(text)] == ["Раз.", "два", "Три."]


def test_an_empty_text_has_no_units():
    assert units("") == ()
    assert units(" \n\t\n") == ()


def test_a_sentence_longer_than_any_written_is_cut_at_its_marks():
    text = "акимам, маслихатам; " * 300

    found = units(text)

    assert len(found) > 2
    assert all(len(unit.text) <= 2_000 and unit.text.endswith(";") for unit in found)
    assert "".join(unit.text.replace(" ", "") for unit in found) == text.replace(" ", "")
