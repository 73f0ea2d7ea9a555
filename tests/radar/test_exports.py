"""Files that leave the house: who takes them, what stands in them, what never does."""

import csv
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import accounts, hotspots, radar
from factories.places import district
from shanyraq.accounts.roles import RoleName
from shanyraq.audit.models import Entry
from shanyraq.places.actions import pack_folder
from shanyraq.places.models import Area
from shanyraq.radar import actions, weeks
from shanyraq.radar.exports import shapes
from shanyraq.radar.exports.files import FILES
from shanyraq.radar.models import Silence
from shanyraq.radar.scales import Status

pytestmark = pytest.mark.usefixtures("places")
PAGE = "/radar/exports/"
CENTRAL = ("hq_analyst", "hq_controller", "support_officer", "administrator")
HASHTAG = re.compile(r"#[A-Za-z]\w*(\+[A-Za-z]\w*)*")
WHY = "For the council of the assembly"


@pytest.fixture
def home(places):
    """Reports of last week in the first district of a region, and a hotspot there."""
    home = hotspots.Home()
    for number in range(12):
        radar.signal(occurred_on=hotspots.week_ago(), text="Тайна арыка", settlement="Тайное село", source=f"s{number}")
    home.council = radar.council()
    radar.signal(occurred_on=hotspots.week_ago(), text="Тайна совета", reporter=home.council)
    weeks.recount_all()
    home.hotspot = hotspots.confirmed(home, summary="Тайна сводки")
    return home


def taken(client, file, region="", number=4, reason=WHY):
    return client.post(PAGE, {"file": file, "region": region, "weeks": number, "reason": reason})


def text_of(response) -> str:
    assert response.status_code == 200, response.content.decode()
    return b"".join(response.streaming_content).decode()


def table(response):
    names, tags, *rows = csv.reader(text_of(response).lstrip("\ufeff").splitlines())
    return names, tags, rows


@pytest.mark.parametrize("role", list(RoleName))
def test_the_door_is_open_to_those_who_watch(enter, role):
    client = enter(accounts.user(role, None if role in CENTRAL else hotspots.REGION))
    watches = role in ("hq_analyst", "hq_controller", "regional_secretary")

    assert client.get(PAGE).status_code == (200 if watches else 403)
    assert taken(client, "weekly").status_code == (200 if watches else 403)


@pytest.mark.parametrize("file", [file.key for file in FILES])
def test_nothing_leaves_without_an_entry_in_the_journal(enter, home, file):
    client = enter(home.secretary)

    text_of(taken(client, file, hotspots.REGION))

    entry = Entry.objects.get(verb="radar.file_taken_out")
    assert (entry.actor, entry.area_code, entry.reason) == (f"user:{home.secretary.pk}", hotspots.REGION, WHY)
    assert entry.data == {"file": file, "weeks": 4}


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_leaves_without_a_reason(enter, home, reason):
    response = taken(enter(home.analyst), "weekly", reason=reason)

    assert response.status_code == 422
    assert not Entry.objects.filter(verb="radar.file_taken_out").exists()


def test_a_name_in_the_reason_never_reaches_the_journal(enter, home):
    text_of(taken(enter(home.analyst), "regions", reason="Для Сергея Ивановича Петрова из отдела"))

    assert "Петров" not in Entry.objects.get(verb="radar.file_taken_out").reason


@pytest.mark.parametrize("file", [file.key for file in FILES])
def test_a_secretary_takes_out_his_region_and_no_other(enter, home, file):
    client = enter(radar.secretary("KZ-31"))

    assert taken(client, file, hotspots.REGION).status_code == 422
    whole = text_of(taken(client, file))

    assert hotspots.REGION not in whole
    assert home.hotspot.number not in whole
    assert home.district.name not in whole


@pytest.mark.parametrize("file", [file.key for file in FILES])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_text_no_reporter_and_no_person_is_in_any_file(enter, home, file, language):
    home.analyst.language = language
    home.analyst.save()

    said = text_of(taken(enter(home.analyst), file))

    for hidden in ("Тайн", home.secretary.name, home.analyst.name, home.akimat.name, home.council.name):
        assert hidden not in said


def test_every_hashtag_is_of_the_form_that_hxl_wants(enter, home):
    client = enter(home.analyst)

    for file in ("weekly", "regions", "hotspots"):
        _names, tags, rows = table(taken(client, file))
        assert [tag for tag in tags if not HASHTAG.fullmatch(tag)] == []
        assert len(tags) == len(set(tags))
        assert {len(row) for row in rows} == {len(tags)}


def test_weekly_counts_are_bands_with_codes_of_places_and_weeks(enter, home):
    names, tags, rows = table(taken(enter(home.analyst), "weekly", hotspots.REGION))

    assert names[0] == "Week from"
    assert tags == [
        "#date+week+start", "#date+week+end", "#adm1+code+v_iso", "#adm1+name+i_en", "#adm2+code+v_kato",
        "#adm2+name+i_en", "#subject+code", "#subject+name+i_en", "#indicator+reports+min+num",
        "#indicator+reports+max+num", "#status+coverage",
    ]  # fmt: skip
    week = hotspots.week_ago()
    here = [row for row in rows if row[0] == str(week) and row[4] == home.district.pk and row[6] == "T2"]
    assert [(row[1], row[2], *row[8:]) for row in here] == [
        (str(week + timedelta(days=6)), hotspots.REGION, "10", "19", "usual")
    ]


def test_a_silent_district_says_so_and_is_not_calm(enter, home):
    quiet = Area.objects.districts().filter(parent=hotspots.REGION).last()
    Silence.objects.create(scan=hotspots.scan(), area=quiet, weeks=8, observed=0, expected=9, p=0.001)

    _names, _tags, rows = table(taken(enter(home.secretary), "weekly", hotspots.REGION))
    drawn = json.loads(text_of(taken(enter(home.secretary), "weekly-map", hotspots.REGION)))

    assert {row[-1] for row in rows if row[0] == str(hotspots.week_ago()) and row[4] == quiet.pk} == {"silent"}
    shown = next(each["properties"] for each in drawn["features"] if each["properties"]["code"] == quiet.pk)
    assert shown["last_coverage"] == "silent"
    assert (shown["last_reports_at_least"], shown["last_reports_at_most"]) == (0, 9)


def test_in_a_silent_region_no_district_was_heard_as_usual(enter, home):
    Silence.objects.create(scan=hotspots.scan(), area_id="KZ-47", weeks=8, observed=0, expected=34, p=0.001)

    _names, _tags, rows = table(taken(enter(home.analyst), "weekly", "KZ-47", number=4))

    assert {row[-1] for row in rows if row[0] == str(hotspots.week_ago())} == {"silent"}
    assert {row[-1] for row in rows if row[0] != str(hotspots.week_ago())} == {"unknown"}


def test_hotspots_carry_the_words_of_their_state(enter, home):
    _names, tags, rows = table(taken(enter(home.analyst), "hotspots"))

    assert [dict(zip(tags, row, strict=True)) for row in rows] == [
        {
            "#event+id": home.hotspot.number, "#adm1+code+v_iso": hotspots.REGION,
            "#adm1+name+i_en": home.district.parent.name_en, "#adm2+code+v_kato": home.district.pk,
            "#adm2+name+i_en": home.district.name_en, "#event+type+code": "T2",
            "#event+type+i_en": rows[0][6], "#severity+level+num": "3", "#severity+v_cap": home.hotspot.severity,
            "#event+urgency+v_cap": home.hotspot.urgency, "#event+certainty+v_cap": home.hotspot.certainty,
            "#status+event": "confirmed", "#date+start": str(home.hotspot.confirmed_on), "#date+end": "",
            "#status+ending": "",
        }
    ]  # fmt: skip


def test_drills_are_in_no_table_and_on_no_map(enter, home):
    drill = actions.open_hotspot(
        signal=radar.signal(status=Status.EXERCISE), level=3, summary="Оқу", owner=home.owner, by=home.analyst
    )

    for file in ("hotspots", "hotspots-map"):
        assert drill.number not in text_of(taken(enter(home.analyst), file))


def rings_of(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [(number == 0, ring) for polygon in polygons for number, ring in enumerate(polygon)]


@pytest.mark.parametrize("file", ["weekly-map", "hotspots-map"])
def test_a_map_is_geojson_as_rfc_7946_wants_it(enter, home, file):
    drawn = json.loads(text_of(taken(enter(home.analyst), file)))

    assert set(drawn) == {"type", "features"}
    assert drawn["type"] == "FeatureCollection"
    assert drawn["features"]
    for feature in drawn["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
        for is_outer, ring in rings_of(feature["geometry"]):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(46 < lon < 88 and 40 < lat < 56 for lon, lat in ring)
            assert shapes.is_against_clock(ring) is is_outer
    assert json.loads(json.dumps(drawn)) == drawn


def test_a_map_holds_every_district_once_and_nothing_finer(enter, home):
    drawn = json.loads(text_of(taken(enter(home.analyst), "weekly-map")))

    codes = [feature["id"] for feature in drawn["features"]]
    assert sorted(codes) == sorted(Area.objects.districts().values_list("pk", flat=True))


@pytest.mark.parametrize("level", ["districts", "regions"])
def test_a_border_read_back_is_the_border_of_the_pack(places, level):
    features = json.loads((pack_folder() / f"{level}.geojson").read_text(encoding="utf-8"))["features"]
    areas = {area.kato: area for area in Area.objects.filter(level=2 if level == "districts" else 1)}

    for feature in features:
        back = json.loads(shapes.shape_of(areas[feature["properties"]["kato"]]))
        assert back["type"] == feature["geometry"]["type"]
        assert [sorted(map(tuple, ring)) for _outer, ring in rings_of(back)] == [
            sorted(map(tuple, ring)) for _outer, ring in rings_of(feature["geometry"])
        ]


def test_turning_a_ring_changes_neither_its_points_nor_its_size():
    square = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    hole = [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.4], [0.2, 0.2]]

    turned = shapes.right_handed({"type": "Polygon", "coordinates": [square, hole]})

    assert turned == {"type": "Polygon", "coordinates": [square[::-1], hole[::-1]]}
    assert shapes.right_handed(turned) == turned


def test_a_file_of_many_weeks_leaves_week_by_week(enter, home):
    """The first lines are there before the last weeks are read, and memory holds one week."""
    response = taken(enter(home.analyst), "weekly", number=156)
    stream = iter(response.streaming_content)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        [next(stream) for _line in range(3)]

    assert len(asked) <= 3


def test_another_number_of_weeks_or_another_region_is_refused_with_a_sentence(enter, home):
    assert taken(enter(home.analyst), "weekly", number=5000).status_code == 422
    assert taken(enter(home.analyst), "weekly", region="KZ-99").status_code == 422
    assert taken(enter(home.analyst), "nothing").status_code == 422


def test_the_page_says_what_each_file_holds(enter, home):
    shown = enter(home.analyst).get(PAGE).content.decode()

    for words in (
        "What each file holds",
        "#adm2+code+v_kato",
        "Every count is told as a band of 10",
        "Map of hotspots",
    ):
        assert words in shown


def test_a_district_has_a_border_in_every_pack(places):
    assert [area.pk for area in Area.objects.districts() if shapes.shape_of(area) == "null"] == []
    assert shapes.shape_of(district().parent).startswith('{"type"')
