"""Every class of mistake once made in reading Russian, each held by a sentence of our own."""

import pytest

from shanyraq.reading import read


def directives(text):
    """(force, negated, bearers in dictionary form) of every directive."""
    return [
        (each.force, each.negated, [bearer.norm for bearer in each.bearers])
        for each in read(text, language="ru").directives
    ]


def bearers(text):
    return [[bearer.norm for bearer in each.bearers] for each in read(text, language="ru").directives]


def test_a_prohibition_is_marked():
    assert directives("Нельзя откладывать ремонт плотины.") == [("necessity", True, [])]
    assert directives("Акимам запрещается закрывать школы.") == [("obligation", True, ["акимы"])]
    assert directives("Аким не вправе отказать в приеме.") == [("obligation", True, ["аким"])]
    assert directives("Не допускать срыва графика.") == [("obligation", True, [])]
    assert directives("Поручаю акимам не допустить срыва графика.") == [("obligation", True, ["акимы"])]


def test_a_future_with_a_rhythm_is_a_duty():
    assert directives("Отделы будут отчитываться не реже раза в месяц.") == [("duty", False, ["отделы"])]


def test_a_future_without_rhythm_or_term_is_a_plan():
    assert directives("Министерство построит сорок школ.") == []


def test_a_future_told_as_news_is_a_plan():
    assert directives("Министр сообщил, что министерство до 1 июля построит школу.") == []


def test_a_verbless_item_under_a_rhythm_head_is_a_duty():
    text = "Периодичность отчетов:\n— акимы — раз в квартал;\n— маслихаты — раз в год."

    found = read(text, language="ru").directives

    assert [(each.bearers[0].norm, each.frequency.per) for each in found] == [("акимы", "P3M"), ("маслихаты", "P1Y")]


def test_items_of_a_list_inherit_force_and_bearer_from_their_head():
    text = "Акимам рекомендуется:\n- провести сход;\n- открыть приемную."

    assert directives(text) == [("recommendation", False, ["акимы"])] * 2


def test_items_of_a_list_inherit_the_term_of_their_head():
    text = "Акимам до 1 мая 2026 года:\n- провести сход;\n- открыть приемную."

    assert [each.deadline.date for each in read(text, language="ru").directives] == ["2026-05-01"] * 2


def test_an_item_with_a_bearer_of_its_own_keeps_it():
    assert bearers("Поручаю:\n1) МВД усилить охрану;\n2) акиматам открыть пункты.") == [["МВД"], ["акиматы"]]


def test_a_list_inside_one_line_is_a_list_too():
    assert bearers("Поручаю: 1) МВД усилить охрану; 2) акиматам открыть пункты.") == [["МВД"], ["акиматы"]]


def test_nouns_under_an_unfinished_head_are_items():
    found = read("Необходимо обеспечить:\n- подвоз воды;\n- ремонт дорог.", language="ru").directives

    assert [each.action.text for each in found] == ["подвоз воды", "ремонт дорог"]


def test_the_force_of_items_comes_from_a_heading_too():
    text = "Рекомендации круглого стола\n1. Министерству открыть курсы.\n2. Вузам ввести предмет."

    assert directives(text) == [("recommendation", False, ["Министерство"]), ("recommendation", False, ["вузы"])]


@pytest.mark.parametrize(
    "text",
    [
        "Обсудили вопросы, которые нужно решить.",
        "Назвали села, где необходимо построить школы.",
        "Есть задачи, решить которые предстоит новому составу.",
        "Это люди, которым следует помочь.",
        "Вопросы, которые, по мнению министра, нужно решить, обсудили акимы.",
    ],
)
def test_a_relative_clause_tells_and_does_not_order(text):
    assert directives(text) == []


def test_behind_a_closed_relative_clause_the_order_goes_on():
    assert directives("Дороги, которые построили весной, нужно отремонтировать.") == [("necessity", False, [])]


@pytest.mark.parametrize(
    "text",
    [
        "Мы все должны беречь мир.",
        "Каждый из нас должен помнить об этом.",
        "Наш народ должен идти вперед.",
        "Все мы обязаны хранить единство.",
        "Каждый гражданин должен любить свою страну.",
        "Всем нам надо быть терпимее.",
    ],
)
def test_an_appeal_to_everybody_is_no_duty(text):
    assert directives(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "«Ремонт идет по плану», – поручил он.",
        "«Нужно открыть школу», – сказал аким.",
        "«Школу открыть до мая», – поручил министр.",
    ],
)
def test_a_verb_behind_the_quotation_is_no_directive_of_its_own(text):
    assert len(directives(text)) <= 1
    assert all("поручил" not in each.quote for each in read(text, language="ru").directives)


def test_an_order_told_in_the_third_person_is_a_directive():
    assert directives("Президент поручил Правительству разработать программу.") == [
        ("obligation", False, ["Правительство"])
    ]


def test_we_is_a_question_not_a_guess():
    assert directives("Мы должны обеспечить школы водой.") == [("duty", False, [])]


def test_they_are_those_of_the_sentence_before_when_only_they_fit():
    assert bearers("Акимы получили средства. Они обязаны отчитаться.") == [["акимы"]]


def test_they_are_nobody_when_two_fit():
    assert bearers("Акимы встретили депутатов, министры уехали. Они обязаны отчитаться.") == [[]]


def test_the_instrumental_agent_of_a_passive_is_the_bearer():
    assert bearers("Дороги должны быть отремонтированы акиматами.") == [["акиматы"]]
    assert bearers("Акимами не реже раза в месяц проводятся встречи.") == [["акимы"]]


def test_a_thing_that_must_be_done_is_no_bearer():
    assert bearers("Проект должен быть завершен до мая.") == [[]]


def test_coordinated_bearers_are_separate():
    assert bearers("Министерствам, акиматам и вузам необходимо открыть курсы.") == [["министерства", "акиматы", "вузы"]]
    assert bearers("Руководители органов, в первую очередь депутаты, должны ездить в села.") == [
        ["руководители органов", "депутаты"]
    ]


def test_bodies_that_share_a_head_noun_are_separate():
    assert bearers("Министерствам труда и юстиции подготовить проект.") == [
        ["министерство труда", "министерство юстиции"]
    ]
    assert bearers("Акимам Северной и Южной областей выехать на места.") == [
        ["аким Северной области", "аким Южной области"]
    ]


def test_one_body_with_two_fields_is_one_bearer():
    assert bearers("Министерству культуры и информации подготовить проект.") == [["Министерство культуры и информации"]]


def test_a_bearer_is_a_post_and_not_a_person():
    [directive] = read("Контроль возложить на заместителя акима Серикова А.Б.", language="ru").directives

    assert [bearer.text for bearer in directive.bearers] == ["заместителя акима"]


def test_the_one_who_receives_is_not_the_one_who_owes():
    assert bearers("Жителям нужно предоставить жилье.") == [[]]


@pytest.mark.parametrize(
    "text",
    [
        "Там, должно быть, холодно.",
        "Ремонт должен был завершиться весной.",
        "Следовало начать раньше.",
        "Нужно было позвать медиатора.",
        "Если нужно, мы поможем.",
        "При необходимости комиссия выезжает.",
        "Нужно ли повышать тариф?",
        "Кто должен платить за ремонт?",
        "Он рассказал, как нужно действовать.",
        "Аким поручил бы это сам.",
        "Граждане не обязаны предъявлять справку.",
        "Теперь не нужно ездить в город.",
    ],
)
def test_past_wish_condition_and_question_are_no_directives(text):
    assert directives(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Из этого следует, что спор затянулся.",
        "На следующей неделе пройдет сход.",
        "Он говорил о необходимости диалога.",
        "Обязательное страхование введено давно.",
        "Нужные справки выдаются сразу.",
        "Это именно то, что нужно для развития села.",
        "Поручение исполнено.",
        "Он должен соседу деньги.",
        "Требуется водитель.",
        "По поручению акима открыт приют.",
    ],
)
def test_words_that_only_look_modal_are_no_directives(text):
    assert directives(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Следует отметить, что споров стало меньше.",
        "Нельзя не сказать о волонтерах.",
        "Надо признать ошибки.",
        "Важно понимать, что спор старый.",
        "Нельзя забывать, что вода общая.",
        "Хотелось бы поблагодарить врачей.",
    ],
)
def test_a_figure_of_speech_is_no_directive(text):
    assert directives(text) == []


def test_an_order_inside_a_proposal_stays_a_proposal():
    assert directives("Предлагаю обязать акимов отчитываться.") == [("proposal", False, ["акимы"])]


def test_two_orders_of_one_sentence_are_two_directives_that_do_not_overlap():
    text = "Министерству труда – проверить дома, а акимам – открыть приюты."

    first, second = read(text, language="ru").directives

    assert [first.bearers[0].norm, second.bearers[0].norm] == ["Министерство труда", "акимы"]
    assert first.span[1] <= second.span[0]


def test_the_teller_stays_outside_the_quote():
    [directive] = read("Он подчеркнул, что необходимо открыть школу, передает агентство.", language="ru").directives

    assert directive.quote == "необходимо открыть школу"


def test_a_term_of_another_verb_is_not_the_term_of_the_order():
    [directive] = read("Аким провел совещание в 2021 году и призвал депутатов помочь.", language="ru").directives

    assert directive.deadline is None


def test_a_line_with_the_term_completes_the_item_above_it():
    [directive] = read("1. Министерству труда проверить дома.\nСрок: 1 июля 2026 года.", language="ru").directives

    assert directive.deadline.date == "2026-07-01"


def test_a_line_with_those_responsible_completes_the_item_above_it():
    [directive] = read("1. Проверить дома.\nОтветственные: МВД, акиматы областей.", language="ru").directives

    assert [bearer.norm for bearer in directive.bearers] == ["МВД", "акиматы областей"]
