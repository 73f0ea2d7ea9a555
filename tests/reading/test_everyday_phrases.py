"""Everyday phrases that once were taken for persons: each stays as it is, and nobody is asked about it."""

import pytest

from shanyraq.reading.screening import screen


@pytest.mark.parametrize(
    "text",
    [
        "Су келді", "су келді", "Су келмеді, көршілер ренжіді.", "Дауды шештік", "Дауды ақсақалдар шешті.",
        "кестені көрінетін жерге іліңіздер", "Кестені көрінетін жерге іліп қойды.", "Әкім уәде берді, бірақ су жоқ.",
        "мектепте дәретхана жоқ", "тұрғындар алаңдаулы", "суды кезекпен береді", "екі көше асар жасады",
        "Қытаймен сауда артты.", "Тасқыннан кейін көмек керек", "Әкімдік өкілдері жиналысқа келді.",
        "Жігіттер бензин құю бекетінде тұр", "су жоқ қазір", "жарық келді ме", "мал азайды",
        "бәріне рахмет", "рахмет көршілерге", "айт қабыл болсын", "бүгін ораза", "наурыз мейрамы құтты болсын",
        "Баянауылда мектеп директорын ауыстырды",
    ],
)  # fmt: skip
def test_everyday_kazakh_names_nobody(text):
    screened = screen(text)

    assert (screened.text, screened.unsure) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "света нет третий день", "дали свет ура", "люди собрались у магазина", "поле вытоптали",
        "берут только приезжих", "кто нибудь знает когда дадут воду", "доброе утро соседи", "в марте обещали ремонт",
        "спасибо всем кто помог", "no water on our street", "thanks to everyone", "good morning neighbours",
        "kto znaet kogda dadut svet", "jaryq joq ush kun boldy",
    ],
)  # fmt: skip
def test_everyday_words_of_chats_name_nobody(text):
    screened = screen(text)

    assert (screened.text, screened.unsure) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "Алматыда жиын өтті", "Жаркентте жәрмеңке болды", "Байзақта жер дауы шықты", "Қордайдан автобус келмеді",
        "в Кордае нет воды", "дорога из Тараза закрыта", "на Аксу и в Талгаре ветер", "Kordai has no water",
        "по улице Абая нет света", "Абай көшесінде құбыр жарылды", "Қонаев көшесі жөнделмеді",
        "объединение «Дружба» зовёт на концерт", "школа имени Жамбыла закрыта", "Самал микрорайоны сусыз қалды",
    ],
)  # fmt: skip
def test_towns_streets_and_associations_are_nobody(text):
    assert screen(text).text == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("позвони маратику", "позвони [person]"),
        ("у айжанки корова пропала", "у [person] корова пропала"),
        ("степаныч опять чинит насос", "[person] опять чинит насос"),
        ("нұрекеге айтыңдар", "[person] айтыңдар"),
        ("джураеваға хат жаздық", "[person] хат жаздық"),
        ("бекболатова ничего не делает", "[person] ничего не делает"),
        ("досым ахметов тағы келмеді", "[person] тағы келмеді"),
        ("айжанның баласы қайда", "[person] баласы қайда"),
        ("savely petrov ne otkryl vorota", "[person] ne otkryl vorota"),
    ],
)
def test_chats_call_people_in_many_ways(text, masked):
    assert screen(text).text == masked


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("наш баян лучше всех играл", "баян"),
        ("болат қазір келеді күтіңдер", "болат"),
        ("опять этот мадуйза свет отрезал", "мадуйза"),
        ("марина нам сказала ждать", "нам"),
    ],
)
def test_what_may_be_a_name_waits_for_a_glance(text, word):
    screened = screen(text)

    assert word in [text[start:end] for start, end in screened.unsure]
