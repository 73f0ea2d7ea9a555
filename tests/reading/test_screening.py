"""What the screener takes out and what it leaves, one promise a test. Numbers here are made up on the spot."""

import pytest

from shanyraq.reading.screening import MARKS, Found, Screened, screen, to_json
from shanyraq.reading.screening.numbers import card_is_valid, iin_is_valid


def masked(text):
    return screen(text).text


def iin(body="00000000000"):
    """Twelve digits of nobody: month 00 does not exist; the last digit fits the control sum."""
    return next(body + str(last) for last in range(10) if iin_is_valid(body + str(last)))


def card(body="400000000000000"):
    return next(body + str(last) for last in range(10) if card_is_valid(body + str(last)))


def test_a_find_tells_its_kind_and_its_exact_place():
    text = "Звоните Серику: 8 701 000 00 00"

    screened = screen(text)

    assert screened == Screened(
        text="Звоните [person]: [phone]",
        language="ru",
        found=(Found("person", 8, 14), Found("phone", 16, 31)),
        unsure=(),
    )
    assert to_json(screened) == {
        "text": "Звоните [person]: [phone]",
        "language": "ru",
        "found": [{"kind": "person", "span": [8, 14]}, {"kind": "phone", "span": [16, 31]}],
        "unsure": [],
    }


def test_the_language_can_be_told():
    assert screen("Серик", language="kk").language == "kk"


@pytest.mark.parametrize(
    "name",
    [
        "Серик Ахметов", "Ахметов Серик", "Ахметова Айгуль Маратовна", "А. С. Ахметов", "А.С.Ахметов", "Ахметов А.С.",
        "Иванова-Ахметова Мария", "Саид-Магомед Хамзатов", "Нұрлан Сапарұлы", "Айгүл Сапар қызы",
        "Сапаров Нурлан оглы",
        "Виктор Ким", "Вера Огай", "Зураб Гогоберидзе", "Ашот Петросян", "Генрих Шмидт", "Мэйхуа Сущанло",
        "Касым-Жомарт",
        "Саша", "Серикжан", "Ерке", "Aigul Serikova", "Yerlan Akhmetov", "Serik", "Гүлжан", "Әлихан Бөкей",
    ],
)  # fmt: skip
def test_names_of_every_build_are_persons(name):
    assert masked(f"Вчера {name} не вышел на работу.") == "Вчера [person] не вышел на работу."


@pytest.mark.parametrize(
    "name", ["серик ахметов", "айгуль серикова", "ахметов серик", "серика", "саша", "нурлан сапарулы"]
)
def test_small_letters_hide_nobody(name):
    assert masked(f"вчера {name} опять ругался") == "вчера [person] опять ругался"


def test_a_title_and_an_address_stay_the_name_goes():
    assert masked("Аким Серик Ахметов приехал.") == "Аким [person] приехал."
    assert masked("Айгүл апай келмеді.") == "[person] апай келмеді."
    assert masked("Серік ағай сабақ бермейді.") == "[person] ағай сабақ бермейді."
    assert masked("сосед исмар сказал подождать") == "сосед [person] сказал подождать"


def test_a_word_that_is_also_a_name_is_judged_by_its_neighbours():
    assert masked("Вера Ахметова сказала.") == "[person] сказала."
    assert masked("вера сказала подождать") == "[person] сказала подождать"
    assert masked("вера есть надежды нет") == "вера есть надежды нет"


def test_a_doubtful_word_is_asked_about_not_masked():
    screened = screen("Надежда умирает последней.")

    assert (screened.text, screened.unsure) == ("Надежда умирает последней.", ((0, 7),))


@pytest.mark.parametrize(
    "text",
    [
        "Улица Абая закрыта, проспект Аль-Фараби тоже.", "Абай көшесінде су жоқ.", "Жамбыл ауданында жиын өтті.",
        "Школа имени Ахмета Байтурсынова в селе Масанчи.", "Мұхтар Әуезов атындағы театр ашық.",
        "Собрались возле кафе «Айгуль».", "ТОО «Нурлан» не платит.",
        "В Алматинской, Жамбылской и Туркестанской областях.",
        "Abai Street is closed.", "Мост на трассе Кордай – Масанчи.",
    ],
)  # fmt: skip
def test_a_name_given_to_a_place_or_a_house_stays(text):
    assert masked(text) == text


def test_behind_the_name_of_a_school_a_person_is_seen():
    assert masked("Директор школы имени Жамбыла Ли Виктор Сергеевич.") == "Директор школы имени Жамбыла [person]."


@pytest.mark.parametrize("shape", ["{}", "{:.6} {:.6}", "4-4-4", "3 3 3 3", "1"])
def test_any_twelve_digits_are_an_iin(shape):
    digits = iin()
    cuts = {"{}": (12,), "{:.6} {:.6}": (6, 6), "4-4-4": (4, 4, 4), "3 3 3 3": (3, 3, 3, 3), "1": (1,) * 12}[shape]
    joint = "-" if "-" in shape else " "
    pieces, place = [], 0
    for cut in cuts:
        pieces.append(digits[place : place + cut])
        place += cut

    assert masked(f"ИИН {joint.join(pieces)} мой") == "ИИН [iin] мой"


def test_the_control_digit_is_a_reason_not_a_condition():
    right = iin()
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)

    assert (iin_is_valid(right), iin_is_valid(wrong)) == (True, False)
    assert masked(right) == masked(wrong) == "[iin]"
    assert (card_is_valid(card()), masked(card()), masked("4" * 16)) == (True, "[card]", "[card]")


@pytest.mark.parametrize(
    "number",
    [
        "+7 701 000 00 00", "87010000000", "8(701)000-00-00", "8-701-000-00-00", "7010000000", "+998 90 000 00 00",
        "8 7262 43-12-34", "(7262) 43-12-34", "8 (727) 200-00-00", "+77010000000",
    ],
)  # fmt: skip
def test_telephones_need_no_word_beside_them(number):
    assert masked(f"это {number} вот") == "это [phone] вот"


def test_a_city_number_needs_a_word():
    assert masked("тел. 43-12-34") == "тел. [phone]"
    assert masked("хабарласыңыз: 5-12-34") == "хабарласыңыз: [phone]"
    assert screen("вот 43-82-34 и всё").unsure == ((4, 12),)
    assert screen("встреча 12-05-24 в клубе") == Screened("встреча 12-05-24 в клубе", "ru", (), ())


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("serik@mail.kz", "email"), ("a.b-c+d@mail.co.uk", "email"), ("serik собака mail точка ru", "email"),
        ("serik(at)mail.ru", "email"), ("serik [at] mail [dot] ru", "email"), ("@serik_01", "handle"),
        ("t.me/serik", "handle"),
        ("https://instagram.com/serik", "handle"), ("wa.me/77010000000", "handle"), ("vk.com/id123", "handle"),
        ("https://example.org/a?b=c", "link"), ("www.example.kz", "link"), ("example.kz/path", "link"),
        ("123ABC02", "plate"), ("123 ABC 02", "plate"), ("123авс02", "plate"), ("A123BCD", "plate"),
        ("KZ00 000A 0000 0000 0000", "iban"), ("kz000000000000000000", "iban"), ("4000 0000 0000 0000", "card"),
    ],
)  # fmt: skip
def test_shapes_are_known(text, mark):
    assert masked(f"вот {text} вот") == f"вот {MARKS[mark]} вот"


def test_a_handle_behind_the_name_of_a_network():
    assert masked("инста aigul_01") == "инста [handle]"
    assert masked("telegram: serik") == "telegram: [handle]"
    assert masked("the telegram channel is closed") == "the telegram channel is closed"


def test_house_and_flat_go_the_street_stays():
    assert masked("ул. Абая, д. 5, кв. 12") == "ул. Абая, [address]"
    assert masked("Абай көшесі 15, 3 пәтер") == "Абай көшесі [address], [address]"
    assert masked("улица 40 лет Победы, мкр 5") == "улица 40 лет Победы, мкр 5"
    assert masked("в доме 5 дней нет света") == "в доме 5 дней нет света"


def test_a_day_of_birth_needs_a_word():
    assert masked("родился 12.05.1987") == "родился [birth]"
    assert masked("1987 года рождения") == "[birth] года рождения"
    assert masked("1987 жылы туған") == "[birth] жылы туған"
    assert masked("собрание 12.05.2024") == "собрание 12.05.2024"


@pytest.mark.parametrize(
    "text",
    [
        "15 000 000 тенге",
        "8 700 000 тенге",
        "7 000 000 000 тенге",
        "2023 2024 2025",
        "100 200 300 400 тенге",
        "закон 401-IV от 28.01.2011",
    ],
)
def test_sums_years_and_acts_are_no_numbers_of_people(text):
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("мой начальник чеченец", "мой начальник [ethnonym]"),
        ("сосед-уйгур ругается", "сосед-[ethnonym] ругается"),
        ("дунганин Ису пришёл", "[ethnonym] [person] пришёл"),
        ("двое чеченцев", "двое [ethnonym]"),
        ("узбекский парень", "[ethnonym] парень"),
        ("сосед русский", "сосед [ethnonym]"),
        ("дүнген жігіт келді", "[ethnonym] жігіт келді"),
        ("көршім ұйғыр", "көршім [ethnonym]"),
        ("мен ұйғырмын", "мен [ethnonym]"),
        ("my boss is a Chechen", "my boss is a [ethnonym]"),
        ("a Uyghur boy came", "a [ethnonym] boy came"),
        ("Kазах", "[ethnonym]"),
    ],
)
def test_an_ethnonym_said_of_a_person_goes(text, left):
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "казахи и дунгане живут дружно", "қазақ халқы мен ұйғыр тілі", "узбекская школа и русский язык",
        "Дунганская ассоциация", "Уйгурский район", "Kazakh language courses", "немцы уехали",
    ],
)  # fmt: skip
def test_a_people_is_nobodys_personal_data(text):
    assert masked(text) == text


def test_disguises_fall():
    assert masked("Cеpик пришёл") == "[person] пришёл"
    assert masked("Се\u200bр\u00adик\u202e пришёл") == "[person] пришёл"
    assert masked("Се\u0301рик пришёл") == "[person] пришёл"
    assert masked("звоните ８７０１０００００００") == "звоните [phone]"


def test_what_was_masked_once_is_masked_everywhere():
    assert masked("тел. 43-12-34, ещё раз 43-12-34") == "тел. [phone], ещё раз [phone]"
    assert masked("Роза Ахметова пришла. Роза Ахметова ушла") == "[person] пришла. [person] ушла"


def test_marks_are_left_alone():
    assert masked("[person] и [phone], [ethnonym] [iin]") == "[person] и [phone], [ethnonym] [iin]"
