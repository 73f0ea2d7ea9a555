"""The reader page: the whole text, its marks, its cards; every deed without a script."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from factories import directives as made
from shanyraq.directives import act_actions
from shanyraq.directives.act_reader import Mark, paragraphs, sheet_at, sheets_of
from shanyraq.directives.models import Directive


def test_sheets_cover_a_text_without_gap_or_overlap():
    text = "слово слово\n" * 5000

    sheets = sheets_of(text)

    assert "".join(text[sheet.start : sheet.end] for sheet in sheets) == text
    assert all(sheet.end - sheet.start <= 20_000 for sheet in sheets)
    assert all(text[sheet.end - 1] == "\n" for sheet in sheets)
    assert sheet_at(sheets, 20_500).number == 2


def test_a_text_without_any_break_is_cut_all_the_same():
    text = "ж" * 45_000

    assert "".join(text[sheet.start : sheet.end] for sheet in sheets_of(text)) == text


def test_a_short_text_is_one_sheet_and_an_empty_one_too():
    assert [(sheet.start, sheet.end) for sheet in sheets_of("abc")] == [(0, 3)]
    assert [(sheet.start, sheet.end) for sheet in sheets_of("")] == [(0, 0)]


def test_pieces_joined_are_the_text_even_where_marks_overlap():
    text = "one two three\n\nfour"
    marks = [Mark(0, 7, "a", "x", 1), Mark(4, 13, "b", "y", 2), Mark(10, 18, "c", "z", 3)]

    first, second = paragraphs(text, sheets_of(text)[0], marks)

    assert "".join(piece.text for piece in first.pieces) == "one two three"
    assert "".join(piece.text for piece in second.pieces) == "four"
    assert [(piece.text, [mark.key for mark in piece.marks]) for piece in first.pieces] == [
        ("one ", ["a"]),
        ("two", ["a", "b"]),
        (" th", ["b"]),
        ("ree", ["b", "c"]),
    ]
    opened = [mark.key for paragraph in (first, second) for piece in paragraph.pieces for mark in piece.opens]
    closed = [mark.key for paragraph in (first, second) for piece in paragraph.pieces for mark in piece.closes]
    assert (opened, closed) == (["a", "b", "c"], ["a", "b", "c"])


@pytest.fixture
def someone(db):
    return made.controller()


@pytest.fixture
def act(someone):
    return made.act(by=someone)


@pytest.fixture
def desk(enter, someone):
    return enter(someone)


def page(desk, act, query=""):
    return desk.get(reverse("acts:act", args=[act.pk]) + query).content.decode()


def post(desk, name, directive, **fields):
    return desk.post(reverse(f"acts:{name}", args=[directive.pk]), {"version": directive.version, **fields})


def test_the_page_shows_the_text_its_marks_and_its_cards(desk, act):
    shown = page(desk, act)

    words = "".join(re.findall(r'<div class="act-words"><p lang="ru">(.*?)</p>', shown))
    bare = strip_tags(re.sub(r'<a class="act-number".*?</a>', "", words))
    assert bare == act.text.replace("\n", "")
    for directive in made.directives(act):
        assert f'id="words-{directive.pk}"' in shown
        assert f'href="#card-{directive.pk}"' in shown
        assert f'id="card-{directive.pk}"' in shown
    assert "at least once every 2 months" in shown
    assert "by 01.07.2026" in shown
    assert "0 of 5 directives decided" in shown
    assert f"Proposed by rules {act.read_version}; a person decides." in shown
    assert "Look here too: 1 sentence" in shown
    assert act.sha256 in shown


def test_a_hostile_text_is_shown_as_a_text(desk, someone):
    hostile = made.act('Акимы обязаны <script>alert("1")</script> сеять лес & сад.', title="<b>T</b>", by=someone)

    shown = page(desk, hostile)

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown
    assert "<b>T</b>" not in shown


def test_accepting_goes_on_to_the_next_undecided_card(desk, act):
    first, second, *_rest = made.directives(act)

    answer = post(desk, "confirm", first)

    assert answer["Location"] == f"{reverse('acts:act', args=[act.pk])}#card-{second.pk}"
    first.refresh_from_db()
    assert first.state == "confirmed"


def test_accepting_without_a_bearer_is_refused_on_the_card(desk, act):
    school = made.directives(act)[made.SCHOOL]

    answer = post(desk, "confirm", school)

    shown = answer.content.decode()
    assert answer.status_code == 400
    card = shown[shown.index(f'id="card-{school.pk}"') :]
    assert "Nobody is named as the bearer yet." in card[: card.index("</article>")]
    school.refresh_from_db()
    assert school.state == "proposed"


def test_the_question_of_the_bearer_is_answered_by_a_suggestion_a_name_or_openness(desk, act):
    school = made.directives(act)[made.SCHOOL]

    post(desk, "bearer", school, suggestion="все главы регионов")
    school.refresh_from_db()
    assert school.bearer == "все главы регионов"

    post(desk, "bearer", school, bearer="Ассамблея")
    school.refresh_from_db()
    assert school.bearer == "Ассамблея"

    post(desk, "bearer", school, open="1")
    school.refresh_from_db()
    assert (school.bearer, school.bearer_is_open) == ("", True)


def test_an_empty_answer_about_the_bearer_is_no_answer(desk, act):
    school = made.directives(act)[made.SCHOOL]

    answer = post(desk, "bearer", school, bearer=" ")

    assert answer.status_code == 400
    assert "Write who owes it" in answer.content.decode()
    school.refresh_from_db()
    assert (school.bearer, school.bearer_is_open, school.version) == ("", False, 1)


def test_rejecting_without_a_reason_is_refused_on_the_card(desk, act):
    answer = post(desk, "reject", made.directives(act)[0], reason="")

    assert answer.status_code == 400
    assert "Say why this is no directive" in answer.content.decode()


def test_a_second_decision_on_the_same_directive_shows_the_first(desk, act):
    first = made.directives(act)[0]
    post(desk, "confirm", first)
    first.refresh_from_db()

    answer = post(desk, "reject", first, reason="No.")

    assert answer.status_code == 400
    assert "This directive is confirmed already" in answer.content.decode()


def test_a_decision_on_an_old_version_is_a_conflict_with_both_sides(desk, act, someone):
    first = made.directives(act)[0]
    act_actions.edit_directive(directive=first, bearer="Секретариат", by=someone)

    answer = post(desk, "confirm", first)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Секретариат" in shown
    assert "You wanted: Accepted." in shown


def form_of(directive, **changed):
    """What the edit form sends when nothing but ``changed`` was touched."""
    frequency = directive.frequency or {}
    rows = {}
    for number, condition in enumerate(directive.conditions):
        rows[f"condition_kind_{number}"] = condition["kind"]
        rows[f"condition_text_{number}"] = condition["text"]
    return {
        "quote": directive.quote,
        "near": directive.start,
        "force": directive.force,
        "bearer": directive.bearer,
        "action": directive.action,
        "times": frequency.get("at_least", ""),
        "per": frequency.get("per", ""),
        "deadline_text": (directive.deadline or {}).get("text", ""),
        "deadline_date": (directive.deadline or {}).get("date", ""),
        **rows,
        **changed,
    }


def test_an_untouched_edit_form_changes_nothing(desk, act):
    for directive in made.directives(act):
        if not directive.bearer:
            continue
        before = Directive.objects.filter(pk=directive.pk).values("start", "end", "frequency", "deadline", "conditions")
        was = before.get()

        answer = post(desk, "edit_directive", directive, **form_of(directive))

        assert answer.status_code == 302
        assert before.get() == was


def test_words_force_frequency_and_conditions_can_be_corrected(desk, act):
    meeting = made.directives(act)[made.MEETING]
    shorter = meeting.quote.removeprefix("Акимы областей ")

    changed = {
        "quote": shorter,
        "force": "duty",
        "times": "2",
        "per": "P1Y",
        "deadline_date": "2030-05-01",
        "condition_kind_1": "in_person",
        "condition_text_1": "лично",
    }
    post(desk, "edit_directive", meeting, **form_of(meeting, **changed))

    start = meeting.start
    meeting.refresh_from_db()
    assert (meeting.quote, meeting.start, meeting.force) == (shorter, start + len("Акимы областей "), "duty")
    assert (meeting.frequency["at_least"], meeting.frequency["per"]) == (2, "P1Y")
    assert meeting.deadline["date"] == "2030-05-01"
    assert [condition["kind"] for condition in meeting.conditions] == ["participants", "in_person"]


def test_a_quote_that_is_not_in_the_text_is_refused_and_stays_in_the_form(desk, act):
    meeting = made.directives(act)[made.MEETING]

    answer = post(desk, "edit_directive", meeting, **form_of(meeting, quote="Слова, которых нет."))

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "These words are not in the text of the act." in shown
    assert "Слова, которых нет." in shown


def test_two_editors_see_both_versions_and_nothing_typed_is_lost(desk, act, someone):
    meeting = made.directives(act)[made.MEETING]
    act_actions.edit_directive(directive=meeting, bearer="Их исполнитель", by=someone)

    answer = post(desk, "edit_directive", meeting, **form_of(meeting, bearer="Мой исполнитель"))

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Их исполнитель" in shown
    assert 'name="bearer" value="Мой исполнитель"' in shown
    assert 'name="version" value="2"' in shown
    meeting.refresh_from_db()
    assert meeting.bearer == "Их исполнитель"


def test_a_sentence_to_look_at_opens_the_form_with_its_words(desk, act):
    [(start, end)] = act.unclaimed
    address = reverse("acts:add_directive", args=[act.pk])

    shown = desk.get(f"{address}?start={start}&end={end}").content.decode()
    desk.post(address, {"quote": act.text[start:end], "near": start, "force": "necessity", "bearer_is_open": "on"})

    assert "Председатель говорил о необходимости мира между соседями." in shown
    added = act.directives.get(proposer="person")
    assert (added.start, added.end, added.bearer_is_open) == (start, end, True)
    assert "Look here too" not in page(desk, act)


def test_merging_takes_two_steps(desk, act):
    first, second, *_rest = made.directives(act)
    address = reverse("acts:merge", args=[act.pk])

    shown = desk.get(address, {"directive": [first.pk, second.pk]}).content.decode()
    chosen = {"directive": [first.pk, second.pk], "into": second.pk}
    versions = {f"version-{each.pk}": each.version for each in (first, second)}
    desk.post(address, {**chosen, **versions})

    assert first.quote[:30] in shown
    first.refresh_from_db()
    assert (first.state, first.merged_into) == ("merged", second)


def test_merging_one_or_directives_of_another_act_is_refused(desk, act, someone):
    first = made.directives(act)[0]
    stranger = made.directives(made.act("Акимы областей обязаны сеять лес.", title="Other", by=someone))[0]

    answer = desk.post(reverse("acts:merge", args=[act.pk]), {"directive": [first.pk, stranger.pk], "into": first.pk})

    assert answer.status_code == 400
    assert "Select at least two directives of this act" in answer.content.decode()


def test_a_long_text_is_shown_sheet_by_sheet(desk, someone):
    text = "Это просто слова о погоде и о жизни.\n" * 1200 + "Акимы областей обязаны сеять лес."
    long = made.act(text, title="Long", by=someone)
    [directive] = made.directives(long)

    first, last = page(desk, long), page(desk, long, "?sheet=3")
    answer = post(desk, "confirm", directive)

    assert "Sheet 1 of 3" in first
    assert 'href="?sheet=3">Next undecided' in first
    assert f'id="card-{directive.pk}"' not in first
    assert f'id="card-{directive.pk}"' in last
    assert answer["Location"].endswith(f"?sheet=3#card-{directive.pk}")
    assert page(desk, long, "?sheet=99").count("Sheet 3 of 3") == 2
    assert "Sheet 1 of 3" in page(desk, long, "?sheet=x")


def test_more_directives_need_no_more_queries(desk, someone, django_assert_max_num_queries):
    short = made.act("Акимы областей обязаны сеять лес.", title="Short", by=someone)
    many = made.act("Акимы областей обязаны сеять лес в год %s.\n" * 30 % tuple(range(30)), title="Many", by=someone)
    page(desk, short)

    with django_assert_max_num_queries(30) as short_page:
        page(desk, short)
    with django_assert_max_num_queries(30) as long_page:
        page(desk, many)

    assert len(short_page.captured_queries) == len(long_page.captured_queries)


def test_the_list_asks_as_many_questions_for_three_acts_as_for_one(desk, someone, django_assert_max_num_queries):
    made.act("Первый текст.", title="First", by=someone)
    desk.get(reverse("acts:list"))
    with django_assert_max_num_queries(30) as one:
        desk.get(reverse("acts:list"))
    made.act("Второй текст.", title="Second", by=someone)
    made.act("Третий текст.", title="Third", by=someone)
    with django_assert_max_num_queries(30) as three:
        shown = desk.get(reverse("acts:list")).content.decode()

    assert len(one.captured_queries) == len(three.captured_queries)
    assert shown.count('<th scope="row">') == 3


def test_the_list_is_searched_in_titles_and_texts(desk, someone):
    made.act("Речь о лесах и степях.", title="Forests", number="12-а", by=someone)
    made.act("Речь о Реках.", title="Rivers", by=someone)

    def found(**query):
        return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', desk.get(reverse("acts:list"), query).content.decode())

    assert found(q="forests") == ["Forests"]
    assert found(q="реках") == ["Rivers"]
    assert found(q="12-А") == ["Forests"]
    assert found(q="горы") == []
    assert found(language="kk") == []
    assert found(state="draft") == ["Rivers", "Forests"]
