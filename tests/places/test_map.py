import re

import pytest

from shanyraq.places.map import MapCell, country_map
from shanyraq.places.models import Area
from shanyraq.places.projection import Albers, Frame, svg_path

pytestmark = pytest.mark.django_db


def test_every_area_with_a_cell_is_a_link_and_every_other_is_no_data(places):
    cells = {"KZ-19": MapCell("state-overdue", "overdue since 01.03.2026", "/regions/KZ-19/", "O")}

    svg = country_map(cells, areas=Area.objects.regions(), label="Duties by region")

    assert re.findall(r'href="([^"]+)"', svg) == ["/regions/KZ-19/"]
    assert svg.count("no-data") == 19
    assert "overdue since 01.03.2026" in svg


def test_the_three_cities_have_a_target_of_their_own(places):
    areas = Area.objects.regions()
    cells = {area.code: MapCell("state-met", "met", f"/regions/{area.code}/") for area in areas}

    svg = country_map(cells, areas=areas, label="Duties by region")

    led = re.findall(r'<a href="/regions/([^/]+)/"(?:(?!</a>).)*class="area-target"', svg)
    assert led == ["KZ-71", "KZ-75", "KZ-79"]


def test_towns_of_a_region_are_large_enough_to_be_seen_and_hit(places):
    areas = Area.objects.filter(parent="KZ-61")
    cells = {area.code: MapCell("state-met", "met", f"/districts/{area.code}/", "M") for area in areas}

    svg = country_map(cells, areas=areas, label="Duties by district", hatchings=["dark"])

    led = set(re.findall(r'<a href="/districts/([^/]+)/"(?:(?!</a>).)*class="area-target"', svg))
    assert led == set(areas.filter(kind="town").values_list("code", flat=True))
    assert len(led) == 3
    assert 'id="hatch-dark"' in svg


def test_letters_and_hatchings_are_drawn_as_large_in_a_part_as_in_the_whole(places):
    whole, part = Area.objects.regions(), Area.objects.filter(parent="KZ-71")

    assert " scale(" not in country_map({}, areas=whole, label="Country")
    assert re.search(r"rotate\(45\) scale\(0\.0\d+\)", country_map({}, areas=part, label="Astana"))


def test_the_picture_of_a_region_is_cut_to_it(places):
    region = Area.objects.filter(parent="KZ-71")

    box = re.search(r'viewBox="([^"]+)"', country_map({}, areas=region, label="Astana")).group(1)

    _left, _top, width, height = map(float, box.split())
    assert width < 60
    assert height < 60


def test_nothing_to_draw_draws_nothing(db):
    assert country_map({}, areas=Area.objects.none(), label="empty") == ""


def test_the_map_of_the_country_is_light(places):
    assert len(country_map({}, areas=Area.objects.regions(), label="Duties")) < 70_000


def test_equal_areas_stay_equal():
    """One degree by one degree at 42°N and at 54°N: the true ratio of areas is sin-difference by sin-difference."""
    from math import radians, sin

    project = Albers(south=43, north=53, centre_lon=67, centre_lat=48)

    def area(lon, lat):
        corners = [project(lon, lat), project(lon + 1, lat), project(lon + 1, lat + 1), project(lon, lat + 1)]
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True))) / 2

    true = (sin(radians(43)) - sin(radians(42))) / (sin(radians(55)) - sin(radians(54)))

    assert area(67, 42) / area(67, 54) == pytest.approx(true, rel=1e-3)


def test_neighbours_keep_one_border_and_points_that_fall_together_are_left_out():
    square = [(0.1, 0.1), (0.2, 0.2), (10.1, 0.2), (10.2, 9.9), (0.1, 0.1)]

    assert svg_path([square]) == "M0 0l10 0 0 10 -10-10z"


def test_the_frame_fits_the_width():
    frame = Frame.around([(0, 0), (2, 1)], width=1000)

    assert frame((2, 0)) == (1000, 500)
