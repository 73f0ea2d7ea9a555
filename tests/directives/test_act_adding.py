"""An act comes in by pasting or by a file; what is wrong is said, and nothing typed is lost."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories import directives as made
from factories.accounts import user
from shanyraq.audit import journal
from shanyraq.directives import act_actions, act_text
from shanyraq.directives.act_errors import ActError, SameText, StaleVersion
from shanyraq.directives.models import SourceAct

pytestmark = pytest.mark.django_db
CARD = {"title": "Address on accord", "kind": "address", "issuer": "The Chair", "number": "7", "date": "2024-03-01"}


@pytest.fixture
def desk(enter):
    return enter(made.controller())


def add(desk, **fields):
    return desk.post(reverse("acts:add"), {**CARD, **fields})


def test_a_pasted_text_becomes_an_act_with_proposals(desk):
    answer = add(desk, text=made.ADDRESS.replace("\n", "\r\n"))

    act = SourceAct.objects.get()
    assert answer["Location"] == reverse("acts:act", args=[act.pk])
    assert (act.text, act.language, act.state) == (made.ADDRESS.strip(), "ru", "draft")
    assert (act.title, act.issuer, act.number, act.date) == ("Address on accord", "The Chair", "7", date(2024, 3, 1))
    assert [(d.force, d.bearer) for d in made.directives(act)] == [
        ("obligation", "акимы областей"),
        ("obligation", "все главы регионов"),
        ("necessity", ""),
        ("duty", "Ассамблея"),
        ("proposal", "каждый руководитель объединения"),
    ]


def test_a_file_gives_the_same_act_as_pasting(desk):
    file = SimpleUploadedFile("address.txt", made.ADDRESS.encode("utf-16"))

    add(desk, file=file)

    assert SourceAct.objects.get().sha256 == act_text.digest(made.ADDRESS.strip())


def test_an_act_needs_no_date_and_an_assumed_one_says_so(desk):
    add(desk, text=made.ADDRESS, date="", date_assumed="on")
    add(desk, text="Другой текст.", date="2024-04-25", date_assumed="on")

    undated, dated = SourceAct.objects.order_by("added_at")
    assert (undated.date, undated.date_assumed) == (None, False)
    assert (dated.date, dated.date_assumed) == (date(2024, 4, 25), True)
    page = desk.get(reverse("acts:list")).content.decode()
    assert "undated" in page
    assert "assumed" in page


def test_the_language_may_be_chosen(desk):
    add(desk, text=made.ADDRESS, language="kk")

    assert SourceAct.objects.get().language == "kk"


def test_the_same_text_twice_points_to_the_act_in_the_house(desk):
    add(desk, text=made.ADDRESS)

    answer = add(desk, text=f"\u200b{made.ADDRESS}\n\n", title="Again")

    act = SourceAct.objects.get()
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This very text is in the house already" in page
    assert reverse("acts:act", args=[act.pk]) in page
    assert 'value="Again"' in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "There is no text yet."),
        ({"text": "Words.", "title": " "}, "This field is required."),
        ({"text": "Words.", "date": "2199-01-01"}, "The act is dated 01.01.2199, which has not come yet."),
        ({"text": "Words.", "date": "0204-04-25"}, "Check the year."),
        ({"text": "Words.", "date": "25.04"}, "Enter a valid date."),
        ({"text": "?скемен ?аласы ?тырар к?н"}, "Letters of this text were lost on the way"),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(desk, fields, sentence):
    answer = add(desk, **fields, issuer="A rare issuer")

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert "A rare issuer" in page
    assert fields["text"].strip() in page
    assert not SourceAct.objects.exists()


def test_a_wrong_file_is_refused_and_the_card_stays(desk):
    answer = add(desk, file=SimpleUploadedFile("old.txt", "Акимы обязаны.".encode("cp1251")))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The file is not in UTF-8" in page
    assert "The Chair" in page


def test_a_file_of_more_than_five_megabytes_is_refused_and_the_card_stays(desk):
    answer = add(desk, file=SimpleUploadedFile("long.txt", b"a" * 5_300_000))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The text is 5.3 MB long; at most 5 MB are accepted." in page
    assert "The Chair" in page


def test_a_request_too_large_to_be_read_gets_a_sentence(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = add(desk, text="a" * 2000)

    assert answer.status_code == 413
    assert "The request is larger than the house accepts" in answer.content.decode()
    assert not SourceAct.objects.exists()


def test_the_page_carries_the_sentence_for_what_is_too_large_to_be_sent(desk):
    page = desk.get(reverse("acts:add")).content.decode()

    assert re.findall(r'data-too-large="(\w+)" data-limit="(\d+)" hidden>([^.]+)\.', page) == [
        ("id_text", "5000000", "This is more than 5 MB, so it was not sent, and nothing you typed is lost"),
        ("id_file", "5000000", "This is more than 5 MB, so it was not sent, and nothing you typed is lost"),
    ]
    assert "directives/act_size" in page


def test_a_good_file_is_not_lost_when_the_card_is_wrong(desk):
    answer = add(desk, file=SimpleUploadedFile("address.txt", made.ADDRESS.encode()), title="")

    assert answer.status_code == 400
    assert "Нужно развивать школу переговоров." in answer.content.decode()


def test_a_text_and_a_file_together_are_a_question(desk):
    answer = add(desk, text="Words.", file=SimpleUploadedFile("address.txt", b"Other words."))

    assert answer.status_code == 400
    assert "There is a pasted text and a file too." in answer.content.decode()


def test_only_a_controller_adds(enter):
    analyst = user("hq_analyst")

    assert enter(analyst).get(reverse("acts:add")).status_code == 403
    with pytest.raises(PermissionDenied):
        act_actions.add_act(text="Words.", title="Title", by=analyst)


def test_two_people_bringing_one_text_make_one_act(django_user_model):
    first = made.act(read=False)

    with pytest.raises(SameText) as refused:
        made.act(read=False, title="Second")

    assert refused.value.act == first


def test_the_card_is_edited_with_both_versions_shown_to_the_second_editor(desk):
    act = made.act(number="1")
    form = {**CARD, "language": "ru", "version": act.version}
    desk.post(reverse("acts:edit", args=[act.pk]), {**form, "number": "2"})

    answer = desk.post(reverse("acts:edit", args=[act.pk]), {**form, "number": "3"})

    act.refresh_from_db()
    page = answer.content.decode()
    assert answer.status_code == 409
    assert act.number == "2"
    assert ">2<" in page
    assert 'name="number" value="3"' in page
    assert f'name="version" value="{act.version}"' in page


def test_an_edit_is_journalled_with_old_and_new():
    act, someone = made.act(), made.controller()

    act_actions.edit_act(act=act, title="Better title", by=someone)

    entry = journal.history(act).first()
    assert (entry.verb, entry.data) == (
        "directives.act_edited",
        {"old": {"title": "Address on accord"}, "new": {"title": "Better title"}},
    )


def test_a_card_saved_over_a_newer_version_is_refused():
    act, someone = made.act(), made.controller()
    act_actions.edit_act(act=act, title="First", by=someone, version=act.version)

    with pytest.raises(StaleVersion):
        act_actions.edit_act(act=act, title="Second", by=someone, version=act.version)


def test_another_language_reads_the_text_again_and_keeps_decisions(desk):
    act = made.act()
    kept = act_actions.confirm_directive(directive=made.directives(act)[0], by=made.controller())

    desk.post(reverse("acts:edit", args=[act.pk]), {**CARD, "language": "en", "version": act.version})

    act.refresh_from_db()
    assert act.language == "en"
    assert [d.pk for d in made.directives(act)] == [kept.pk]


def test_a_repealed_act_needs_a_reason():
    act = made.act()

    with pytest.raises(ActError, match="Say why"):
        act_actions.repeal_act(act=act, reason=" ", by=made.controller())

    act.refresh_from_db()
    assert act.state == "draft"
