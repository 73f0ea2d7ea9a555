"""Every class of mistake once made in reading Kazakh, each held by a sentence of our own."""

import pytest

from shanyraq.reading import read


def found(text):
    """(force, negated, bearers in dictionary form) of every directive."""
    return [
        (each.force, each.negated, [bearer.norm for bearer in each.bearers])
        for each in read(text, language="kk").directives
    ]


def actions(text):
    return [each.action.text for each in read(text, language="kk").directives]


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("Әкімдер есеп беруге міндетті.", "obligation"),
        ("Әкімдер есеп берсін.", "obligation"),
        ("Әкімдер есеп беруі тиіс.", "duty"),
        ("Әкімдер есеп беруге тиіс.", "duty"),
        ("Әкімдер есеп беруі қажет.", "necessity"),
        ("Әкімдер есеп беруі керек.", "necessity"),
        ("Әкімдер есеп беруі шарт.", "necessity"),
        ("Әкімдер есеп бергені жөн.", "necessity"),
        ("Әкімдер есеп бергені абзал.", "recommendation"),
        ("Әкімдер есеп берсе, дұрыс болар еді.", "recommendation"),
    ],
)
def test_the_bearer_of_a_personal_form_stands_in_the_nominative(text, force):
    assert found(text) == [(force, False, ["әкімдер"])]


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("Әкімдерге мектепті жөндеуді тапсырамын.", "obligation"),
        ("Әкімдерге мектепті жөндеу тапсырылсын.", "obligation"),
        ("Әкімдерге мектепті жөндеу туралы тапсырма берілді.", "obligation"),
        ("Мектепті жөндеу әкімдерге жүктелсін.", "obligation"),
        ("Әкімдерге мектепті жөндеу қажет.", "necessity"),
        ("Әкімдерге мектепті жөндеу ұсынылады.", "recommendation"),
        ("Әкімдерге мектепті жөндеуді ұсынамын.", "proposal"),
    ],
)
def test_the_bearer_of_an_order_stands_in_the_dative(text, force):
    assert found(text) == [(force, False, ["әкімдер"])]


def test_the_bearer_may_stand_in_the_genitive_ablative_or_accusative():
    assert found("Әкімдердің ай сайын кездесіп тұрғаны абзал.") == [("recommendation", False, ["әкімдер"])]
    assert found("Әкімдерден мектепті жөндеуді сұраймын.") == [("necessity", False, ["әкімдер"])]
    assert found("Әкімдерді мектепті жөндеуге шақырамын.") == [("recommendation", False, ["әкімдер"])]


def test_a_prohibition_is_marked():
    assert found("Әкімдер мектепті жаппауы керек.") == [("necessity", True, ["әкімдер"])]
    assert found("Мектепті жабуға болмайды.") == [("necessity", True, [])]
    assert found("Мектепті жабуға тыйым салынады.") == [("obligation", True, [])]
    assert found("Кідіріске жол бермеу керек.") == [("necessity", True, [])]
    assert found("Мектептің жабылуын кешіктіруге жол берілмесін.") == [("obligation", True, [])]
    assert found("Әкімдер мектепті жаппасын.") == [("obligation", True, ["әкімдер"])]


def test_a_present_with_a_frequency_is_a_duty():
    assert found("Бөлімдер тоқсан сайын есеп береді.") == [("duty", False, ["бөлімдер"])]
    assert found("Отырыстар тоқсанына кемінде бір рет өткізіледі.") == [("duty", False, [])]


def test_a_present_that_tells_a_habit_is_no_duty():
    assert found("Облыста жыл сайын жәрмеңке өтеді.") == []
    assert found("Кеңес ай сайын ондаған өтініш жинайды.") == []


def test_a_polite_command_is_an_obligation_and_politeness_is_not():
    assert found("Тізімді тексеріңіздер.") == [("obligation", False, [])]
    assert found("Сұрақтарыңыз болса, хабарласыңыз.") == []


def test_items_of_a_list_inherit_the_bearer_of_their_head():
    text = "Облыс әкімдері:\n1) кеңес өткізсін;\n2) халыққа есеп берсін."

    assert found(text) == [("obligation", False, ["облыс әкімдері"])] * 2


def test_items_of_a_list_inherit_the_force_of_the_last_item():
    text = "Бөлім басшыларына:\n1) азаматтарды қабылдау;\n2) өтінішке жауап беру тапсырылсын."

    assert found(text) == [("obligation", False, ["бөлім басшылары"])] * 2


def test_items_of_a_list_inherit_the_term_of_their_head():
    text = "Әкімдерге 2026 жылғы 1 мамырға дейін тапсырылсын:\n- жиын өткізу;\n- қабылдау бөлмесін ашу."

    assert [each.deadline.date for each in read(text, language="kk").directives] == ["2026-05-01"] * 2


def test_a_bearer_on_its_own_line_is_inherited_together_with_the_force_above_it():
    text = "Қатысушылар мыналарды ұсынады:\nҮкіметке:\n1) қор құру;\nмәслихаттарға:\n2) тыңдау өткізу."

    assert found(text) == [("recommendation", False, ["үкімет"]), ("recommendation", False, ["мәслихаттар"])]


def test_a_line_about_the_deadline_belongs_to_the_directive_before_it():
    [directive] = read("1. Бюро деректерді берсін. Мерзімі: 2025 жылғы 15 маусым.", language="kk").directives

    assert (directive.deadline.text, directive.deadline.date) == ("2025 жылғы 15 маусым", "2025-06-15")


def test_coordinated_bearers_stand_apart():
    assert found("Салалық министрліктер мен әкімдіктерге оларды қолдау қажет.") == [
        ("necessity", False, ["салалық министрліктер", "әкімдіктер"])
    ]
    assert found("Үкімет, әкімдіктер есеп беруі тиіс.") == [("duty", False, ["үкімет", "әкімдіктер"])]


def test_a_conjunction_inside_a_name_parts_nothing():
    text = "Мәдениет және ақпарат министрлігі есеп берсін."

    assert found(text) == [("obligation", False, ["мәдениет және ақпарат министрлігі"])]


def test_places_before_a_shared_head_stay_in_one_bearer():
    text = "Облыстардың, Астана, Алматы және Шымкент қалаларының әкімдері есеп берсін."

    assert found(text) == [("obligation", False, ["облыстардың, астана, алматы және шымкент қалаларының әкімдері"])]


def test_a_verb_inside_a_name_is_part_of_the_name():
    text = "Этносаралық қатынастарды дамыту комитеті есеп берсін."

    assert found(text) == [("obligation", False, ["этносаралық қатынастарды дамыту комитеті"])]


def test_who_orders_is_no_bearer():
    assert found("Президент Үкіметке жоспар әзірлеуді тапсырды.") == [("obligation", False, ["үкімет"])]
    assert actions("Инспекторлар отырыс өткізуді ұсынады.") == ["отырыс өткізуді"]


def test_the_subject_of_a_passive_is_no_bearer():
    assert found("Әкімдер сессияға шақырылуы тиіс.") == [("duty", False, [])]


def test_two_predicates_share_one_subject():
    text = "Кеңес мүшелері құпияны сақтауы тиіс және пікір білдірмеуі керек."

    assert found(text) == [("duty", False, ["кеңес мүшелері"]), ("necessity", True, ["кеңес мүшелері"])]


def test_whom_the_attention_goes_to_is_no_bearer():
    assert found("Жас отбасыларға ерекше назар аудару қажет.") == [("necessity", False, [])]


@pytest.mark.parametrize(
    "text",
    [
        "Шешілуі тиіс мәселелер аз емес.",
        "Шараларға қажет қаражат бюджетте бар.",
        "Ауылдан кетуі керек мүше хатшыға айтады.",
    ],
)
def test_an_attribute_owes_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Баршамыз бірлікті сақтауға тиіспіз.",
        "Әрқайсымыз өткеннен сабақ алуымыз керек.",
        "Халқымыз алға жүруі керек.",
        "Біз бір-біріміздің сенімімізді бағалауымыз керек.",
        "Ешкім жалғыз қалмауы керек.",
    ],
)
def test_an_appeal_to_everybody_is_no_directive(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Айта кету керек, жаңбыр жауды.",
        "Қателіктер болғанын мойындаған жөн.",
        "Реформаның қажеттігі айқын.",
        "Жөндеу күзде аяқталуы тиіс еді.",
        "Жаңа сауалнама өткізу керек болса, қаражат табылады.",
        "Тарифті көтеру керек пе?",
        "Жолға кім жауап беруі тиіс?",
        "Сауалнамаға қатысу міндетті емес.",
        "Медиатор оқудан өткен болуы керек.",
        "Осы қаулы қол қойылған күнінен бастап қолданысқа енгізілсін.",
        "Міндетті медициналық сақтандыру енгізілді.",
        "Оқушылар емтихан тапсырды.",
        "Сарапшылар үш нұсқаны ұсынады.",
        "Журналистер экскурсияға шақырылды.",
        "Синоптиктер күн жылынуы тиіс дейді.",
        "Кеңес сарапшыларды шақыра алады.",
        "Бізге заманауи кітапхана керек.",
    ],
)
def test_a_modal_word_that_owes_nothing_is_left_alone(text):
    assert found(text) == []


def test_reported_necessity_is_a_directive_and_the_noun_is_not():
    assert found("Ол мектепті жөндеу қажет екенін айтты.") == [("necessity", False, [])]
    assert found("Ол мектепті жөндеу қажеттігін айтты.") == []


def test_text_typed_with_russian_letters_reads_alike():
    typed = "Облыс акимдери токсан сайын есеп беруге миндетти."

    [directive] = read(typed, language="kk").directives

    assert (directive.force, directive.bearers[0].text, directive.frequency.per) == (
        "obligation",
        "Облыс акимдери",
        "P3M",
    )


def test_old_files_with_a_latin_i_read_alike():
    assert found("Әкiмдер есеп беруге мiндеттi.") == [("obligation", False, ["әкiмдер"])]


def test_sentences_with_a_modal_word_and_no_directive_are_listed():
    reading = read("Баршамыз бірлікті сақтауға тиіспіз. Күн шықты.", language="kk")

    assert [each.text for each in reading.unclaimed] == ["Баршамыз бірлікті сақтауға тиіспіз."]


def test_a_condition_of_each_kind_is_told_apart():
    text = (
        "Егер мүше келмесе, хатшылық Кеңеспен келісіп, орынбасарларына жүктемей, жеке өзі дауды медиация арқылы "
        "шешуге міндетті."
    )

    [directive] = read(text, language="kk").directives

    assert [(each.kind, each.text) for each in directive.conditions] == [
        ("condition", "Егер мүше келмесе"),
        ("agreement", "Кеңеспен келісіп"),
        ("no_delegation", "орынбасарларына жүктемей"),
        ("in_person", "жеке өзі"),
        ("means", "медиация арқылы"),
    ]


def test_participants_and_purpose_are_told_apart():
    text = "Жанжалдың алдын алу мақсатында әкімдер ақсақалдардың қатысуымен жиын өткізуі қажет."

    [directive] = read(text, language="kk").directives

    assert [(each.kind, each.text) for each in directive.conditions] == [
        ("purpose", "Жанжалдың алдын алу мақсатында"),
        ("participants", "ақсақалдардың қатысуымен"),
    ]
