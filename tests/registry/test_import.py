import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories.accounts import user
from factories.registry import body
from shanyraq.audit.journal import SYSTEM
from shanyraq.audit.models import Entry
from shanyraq.registry import actions
from shanyraq.registry.export import harmless, original
from shanyraq.registry.importing import decoded, read_plan
from shanyraq.registry.models import Organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
HEADING = "kind,area,name_kk,name_ru,name_en,founding_date,members_count,email,phone"
GOOD = f"""{HEADING}
council.mothers,KZ-31,Аналар кеңесі,Совет матерей,Council of Mothers,2020-03-08,21,m@example.kz,+7 7010000000
Совет аксакалов,Жетысуская обл.,Ақсақалдар кеңесі,Совет аксакалов,,08.03.2021,,,
"""


def mistakes(text, someone=SYSTEM):
    return [(mistake.number, mistake.sentence) for mistake in read_plan(text, someone).mistakes]


def line(**cells):
    return f"{HEADING}\n" + ",".join(cells.get(name, "") for name in HEADING.split(",")) + "\n"


def upload(client, content, name="bodies.csv"):
    return client.post(reverse("registry:import"), {"file": SimpleUploadedFile(name, content)})


def test_lines_are_entered_as_bodies():
    plan = actions.import_bodies(text=GOOD, by=SYSTEM)

    assert (plan.new, plan.changed, plan.same) == (2, 0, 0)
    assert list(
        Organization.objects.order_by("classification").values_list(
            "classification", "area", "name_ru", "founding_date", "members_count", "phone"
        )
    ) == [
        ("council.aksakals", "KZ-33", "Совет аксакалов", date(2021, 3, 8), None, ""),
        ("council.mothers", "KZ-31", "Совет матерей", date(2020, 3, 8), 21, "+7 7010000000"),
    ]


def test_the_same_file_a_second_time_changes_nothing():
    actions.import_bodies(text=GOOD, by=SYSTEM)
    before, entries = list(Organization.objects.values()), Entry.objects.count()

    plan = actions.import_bodies(text=GOOD, by=SYSTEM)

    assert (plan.new, plan.changed, plan.same) == (0, 0, 2)
    assert (list(Organization.objects.values()), Entry.objects.count()) == (before, entries)


def test_a_known_body_gets_what_the_file_adds():
    actions.import_bodies(text=GOOD, by=SYSTEM)

    plan = actions.import_bodies(text=GOOD.replace(",21,", ",34,").replace("m@example.kz", ""), by=SYSTEM)

    assert [(change.deed, change.changes) for change in plan.lines] == [
        ("changed", {"members_count": 34}),
        ("same", {}),
    ]
    assert Organization.objects.values_list("members_count", "email").get(name_ru="Совет матерей") == (
        34,
        "m@example.kz",
    )


def test_one_wrong_line_and_nothing_is_entered():
    wrong = GOOD + "guild,KZ-31,,Гильдия,,,,,\n"

    with pytest.raises(ValidationError) as refusal:
        actions.import_bodies(text=wrong, by=SYSTEM)

    assert refusal.value.messages == ['Line 4: The register knows no kind of body "guild".']
    assert not Organization.objects.exists()
    assert not Entry.objects.filter(verb__startswith="registry.").exists()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"kind": "guild"}, 'The register knows no kind of body "guild".'),
        ({"area": "Атлантида"}, 'No one place is called "Атлантида". Write its code or full name.'),
        ({"area": ""}, 'No one place is called "". Write its code or full name.'),
        ({"name_ru": ""}, "Write the Russian name: a body is known by kind, place and Russian name."),
        ({"founding_date": "31.02.2020"}, '"31.02.2020" is no date. Write it as 2025-06-30 or 30.06.2025.'),
        ({"members_count": "много"}, '"много" is no number of members. Write digits only.'),
        ({"members_count": "-3"}, '"-3" is no number of members. Write digits only.'),
        ({"email": "адрес"}, "Enter a valid email address."),
        (
            {"kind": "assembly"},
            '"Assembly of People of Kazakhstan" does not belong to "Almaty Region": choose an area of the right level.',
        ),
        (
            {"kind": "akimat", "area": "KZ-10", "founding_date": "2020-01-01"},
            'The body is founded on 01.01.2020, but "Abai Region" exists since 08.06.2022. Check the date or the area.',
        ),
    ],
)
def test_a_wrong_cell_is_told_with_its_line(cells, sentence):
    good = {"kind": "council.mothers", "area": "KZ-19", "name_ru": "Совет"}

    assert mistakes(line(**good | cells)) == [(2, sentence)]


def test_two_lines_of_one_body_are_told():
    text = line(kind="ngo", area="KZ-19", name_ru="Фонд") + "ngo,Алматинская область,,Фонд,,,,,\n"

    assert mistakes(text) == [(3, "The same body stands in line 2 already.")]


def test_the_line_number_is_that_of_the_file_even_after_a_cell_of_two_lines():
    text = f'{HEADING}\nngo,KZ-19,,"Фонд\nдружбы",,,,,\nguild,KZ-19,,Гильдия,,,,,\n'

    assert mistakes(text) == [(4, 'The register knows no kind of body "guild".')]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_both_kinds_of_utf_8_are_read(encoding):
    assert read_plan(decoded(GOOD.encode(encoding)), SYSTEM).new == 2


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_separate_too(delimiter):
    assert read_plan(GOOD.replace(",", delimiter), SYSTEM).new == 2


def test_another_encoding_is_told_with_its_line():
    with pytest.raises(ValidationError) as refusal:
        decoded(GOOD.replace("қ", "к").replace("ң", "н").replace("Қ", "К").replace("і", "и").encode("cp1251"))

    assert refusal.value.messages == ['Line 2 is not in UTF-8. Save the file as "CSV UTF-8" and choose it again.']


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The first line must name the columns; missing: kind, area, name_ru."),
        ("kind,area\n", "The first line must name the columns; missing: name_ru."),
        (
            "kind,area,name_ru,iin\n",
            "Unknown columns: iin. The register takes: kind, area, name_kk, name_ru, name_en, founding_date,"
            " members_count, email, phone.",
        ),
        (f"{HEADING}\n", "The file has a heading and no lines."),
    ],
)
def test_a_wrong_heading_is_told(text, sentence):
    with pytest.raises(ValidationError) as refusal:
        read_plan(text, SYSTEM)

    assert refusal.value.messages == [sentence]


def test_a_secretary_imports_into_his_own_region_only():
    secretary = user("regional_secretary", "KZ-31")

    assert mistakes(GOOD, secretary) == [(3, "You may not enter a body of this kind in this place.")]


def test_a_file_does_not_tell_a_secretary_what_lies_in_another_region():
    body("council.mothers", "KZ-19", name_ru="Совет матерей")
    secretary = user("regional_secretary", "KZ-31")

    known = mistakes(line(kind="council.mothers", area="KZ-19", name_ru="Совет матерей"), secretary)
    unknown = mistakes(line(kind="council.mothers", area="KZ-19", name_ru="Другой совет"), secretary)

    assert known == unknown


def test_who_enters_no_bodies_imports_none():
    with pytest.raises(PermissionDenied):
        actions.import_bodies(text=GOOD, by=user("hq_analyst"))


def test_a_file_is_first_shown_and_then_entered(enter):
    client = enter(user("hq_controller"))

    shown = upload(client, GOOD.encode())
    nothing_yet = Organization.objects.count()
    entered = client.post(reverse("registry:import"), {"text": shown.context["confirm"]["text"].value()})

    assert [(row.number, row.deed) for row in shown.context["lines"]] == [(2, "new"), (3, "new")]
    assert (nothing_yet, entered.status_code, Organization.objects.count()) == (0, 302, 2)


def test_a_wrong_file_is_shown_with_its_mistakes_and_no_button(enter):
    answer = upload(enter(user("hq_controller")), (GOOD + "guild,KZ-31,,Гильдия,,,,,\n").encode())

    assert answer.context["confirm"] is None
    assert "Line 4: The register knows no kind of body &quot;guild&quot;." in answer.content.decode()


def test_a_file_in_another_encoding_is_refused_on_the_page(enter):
    answer = upload(enter(user("hq_controller")), "kind,area,name_ru\nngo,KZ-19,Фонд\n".encode("cp1251"))

    assert "is not in UTF-8" in answer.content.decode()


def test_a_text_changed_on_the_way_is_checked_again(enter):
    client = enter(user("regional_secretary", "KZ-31"))

    answer = client.post(reverse("registry:import"), {"text": line(kind="ngo", area="KZ-19", name_ru="Фонд")})

    assert answer.status_code == 422
    assert "You may not enter a body of this kind in this place." in answer.content.decode()
    assert not Organization.objects.exists()


def exported(client, **query) -> str:
    answer = client.get(reverse("registry:bodies_export"), query)
    return b"".join(answer.streaming_content).decode("utf-8")


def test_the_export_is_the_list_with_its_filter(enter):
    actions.import_bodies(text=GOOD, by=SYSTEM)

    text = exported(enter(user("hq_analyst")), kind="council.mothers")

    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [
        HEADING.split(","),
        [
            "council.mothers",
            "KZ-31",
            "Аналар кеңесі",
            "Совет матерей",
            "Council of Mothers",
            "2020-03-08",
            "21",
            "m@example.kz",
            "'+7 7010000000",
        ],
    ]


def test_export_and_import_are_each_others_mirror(enter):
    actions.import_bodies(text=GOOD, by=SYSTEM)
    body("ngo", "KZ-19", name_ru="=СУММ(А1)", name_kk="'Кавычка", name_en="@home", members_count=0)
    text = decoded(exported(enter(user("hq_analyst"))).encode())
    columns = ("classification", "area", "name_kk", "name_ru", "name_en", "founding_date", "members_count", "phone")
    before = set(Organization.objects.values_list(*columns))

    plan = read_plan(text, SYSTEM)
    Organization.objects.all().delete()
    actions.import_bodies(text=text, by=SYSTEM)

    assert (plan.new, plan.changed, plan.same) == (0, 0, 3)
    assert set(Organization.objects.values_list(*columns)) == before


@pytest.mark.parametrize("cell", ["=1+1", "+7", "-1", "@cmd", "\t=1", "\r=1", "'=1", "plain", "", "a=b"])
def test_no_cell_starts_a_formula_and_each_can_be_read_back(cell):
    safe = harmless(cell)

    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert original(safe) == cell
