"""Kazakh suffixes: whatever is added to a known stem comes off again, and nothing comes off an unknown one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.reading.kazakh.folding import fold
from shanyraq.reading.kazakh.suffixes import CASES, analyses, inflect, without_case

STEMS = [
    "әкім", "әкімдік", "министрлік", "үкімет", "ассамблея", "кеңес", "хатшылық", "басшы", "төраға", "мектеп",
    "орталық", "комиссия", "бөлім", "одақ", "ұйым", "тұрғын", "мәслихат", "депутат", "бірлестік", "полиция",
    "прокуратура", "медиатор", "тарап", "қызметкер", "басқарма", "мүше", "студент", "қор", "банк", "топ",
]  # fmt: skip
KNOWN = frozenset(fold(stem) for stem in STEMS)

stems = st.sampled_from(STEMS)
cases = st.sampled_from(CASES)
owners = st.sampled_from(["", "3"])


@given(stems, st.booleans(), owners, cases)
def test_stem_and_suffixes_strip_back_to_the_stem(stem, plural, owner, case):
    word = inflect(stem, plural=plural, possessive=owner, case=case)

    found = {(each.stem, each.plural, each.possessive, each.case) for each in analyses(word, KNOWN)}

    assert (fold(stem), plural, owner, case) in found


@given(stems, st.booleans(), owners, cases)
def test_words_typed_with_russian_letters_strip_alike(stem, plural, owner, case):
    word = fold(inflect(stem, plural=plural, possessive=owner, case=case))

    assert any(each.stem == fold(stem) and each.case == case for each in analyses(word, KNOWN))


@given(stems, st.booleans(), owners, cases)
def test_without_its_case_a_word_is_the_nominative(stem, plural, owner, case):
    word = inflect(stem, plural=plural, possessive=owner, case=case)
    nominative = inflect(stem, plural=plural, possessive=owner)

    forms = {without_case(word, each) for each in analyses(word, KNOWN) if each.case == case and each.plural == plural}

    assert nominative in forms


@given(stems, cases)
def test_nothing_comes_off_a_stem_that_is_not_known(stem, case):
    assert list(analyses(inflect(stem, case=case), frozenset())) == []


@given(st.text(max_size=30))
def test_any_word_at_all_is_taken_apart_or_left(word):
    assert all(each.cut <= len(word) for each in analyses(word, KNOWN))


@pytest.mark.parametrize(
    ("word", "nominative"),
    [
        ("әкімдеріне", "әкімдері"),
        ("басшыларына", "басшылары"),
        ("министрлігіне", "министрлігі"),
        ("үкіметке", "үкімет"),
        ("мектебінің", "мектебі"),
        ("кеңеспен", "кеңес"),
        ("ассамблеядан", "ассамблея"),
        ("депутаттарды", "депутаттар"),
    ],
)
def test_stacked_suffixes_of_official_texts_come_off(word, nominative):
    assert nominative in {without_case(word, each) for each in analyses(word, KNOWN)}


def test_a_stem_that_ends_like_a_case_stays_whole():
    [reading] = [each for each in analyses("прокуратура", KNOWN) if each.case == "nominative"]

    assert reading.stem == "прокуратура"


def test_harmony_and_voicing_are_those_of_the_language():
    assert inflect("мектеп", possessive="3", case="dative") == "мектебіне"
    assert inflect("хатшылық", possessive="3", case="genitive") == "хатшылығының"
    assert inflect("одақ", plural=True, case="ablative") == "одақтардан"
    assert inflect("кеңес", plural=True, possessive="3", case="instrumental") == "кеңестерімен"


@given(st.text(max_size=60))
def test_folding_never_moves_a_letter(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
