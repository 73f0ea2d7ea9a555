import csv
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from .models import Area, DayOverride, Population
from .permissions import can_move_days
from .projection import Albers, Frame, bounds, rings, svg_path

PICTURE_WIDTH = 1000
KINDS = {
    "region": Area.Kind.REGION,
    "district": Area.Kind.DISTRICT,
    "city_district": Area.Kind.CITY_DISTRICT,
}


class PackError(ValueError):
    """A file of the country pack is missing or says something impossible."""


def pack_folder() -> Path:
    return Path(__file__).parent / "data" / settings.COUNTRY


@transaction.atomic
def load_pack(*, by=journal.SYSTEM) -> int:
    """Bring the country's areas, borders and population up to the pack's files; running twice changes nothing.

    Returns how many areas the pack holds. Raises ``PackError`` naming the file that is missing.
    """
    pack = tomllib.loads(_read("pack.toml"))
    frame, projection = _picture()
    country = _put_area(pack["country"]["code"], kind=Area.Kind.COUNTRY, level=0, **_names(pack["country"]))
    count = (
        1 + _load_level("regions", 1, frame, projection, pack) + _load_level("districts", 2, frame, projection, pack)
    )
    _load_population(pack["population"])
    journal.record("places.pack_loaded", country, by=by, area=country, areas=count)
    return count


@transaction.atomic
def move_day(*, day: date, is_working: bool, reason: str, by) -> DayOverride:
    """Make a day working or free, as the government decided; the reason names the decision."""
    if not can_move_days(by):
        raise PermissionDenied(_("Only a controller of the centre moves working days."))
    override, _created = DayOverride.objects.update_or_create(
        date=day, defaults={"is_working": is_working, "reason": reason}
    )
    journal.record("places.day_moved", override, by=by, reason=reason, is_working=is_working)
    return override


@transaction.atomic
def restore_day(*, override: DayOverride, reason: str, by) -> None:
    """Take a moved day back to the ordinary calendar."""
    if not can_move_days(by):
        raise PermissionDenied(_("Only a controller of the centre moves working days."))
    journal.record("places.day_restored", override, by=by, reason=reason)
    override.delete()


def _read(name: str) -> str:
    file = pack_folder() / name
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise PackError(f"The country pack '{settings.COUNTRY}' has no file '{name}'.") from missing


def _picture() -> tuple[Frame, Albers]:
    regions = json.loads(_read("regions.geojson"))["features"]
    points = [point for feature in regions for ring in rings(feature["geometry"]) for point in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    height = max(lats) - min(lats)
    projection = Albers(
        south=min(lats) + height / 6,
        north=max(lats) - height / 6,
        centre_lon=(min(lons) + max(lons)) / 2,
        centre_lat=(min(lats) + max(lats)) / 2,
    )
    return Frame.around([projection(*p) for p in points], PICTURE_WIDTH), projection


def _load_level(name: str, level: int, frame: Frame, projection: Albers, pack: dict) -> int:
    shapes = {f["properties"]["kato"]: f["geometry"] for f in json.loads(_read(f"{name}.geojson"))["features"]}
    formed = {entry["code"]: entry["since"] for entry in pack.get("formed", [])}
    count = 0
    for row in csv.DictReader(_read(f"{name}.csv").splitlines()):
        code = row["iso"] if level == 1 else row["kato"]
        label = frame(projection(float(row["label_lon"]), float(row["label_lat"])))
        outline = [[frame(projection(*point)) for point in ring] for ring in rings(shapes[row["kato"]])]
        _put_area(
            code,
            kato=row["kato"],
            kind=_kind(row["type"], level),
            level=level,
            parent_id=pack["country"]["code"] if level == 1 else row["iso"],
            valid_from=formed.get(code),
            border=svg_path(outline),
            bounds=bounds(outline),
            label_x=round(label[0], 1),
            label_y=round(label[1], 1),
            area_km2=float(row["area_km2"]),
            **_names(row),
        )
        count += 1
    return count


def _kind(word: str, level: int) -> str:
    if word == "city":
        return Area.Kind.CITY if level == 1 else Area.Kind.TOWN
    return KINDS[word]


def _names(row) -> dict[str, str]:
    return {key: row[key] for key in ("name_kk", "name_ru", "name_en")}


def _put_area(code: str, **fields) -> Area:
    return Area.objects.update_or_create(code=code, defaults=fields)[0]


def _load_population(about: Mapping[str, str]) -> None:
    known = set(Area.objects.values_list("code", flat=True))
    source = {name: about[name] for name in ("source_kk", "source_ru", "source_en")}
    rows = [row for row in csv.DictReader(_read("population.csv").splitlines()) if row["region_iso"] in known]
    Population.objects.bulk_create(
        [
            Population(
                area_id=row["region_iso"],
                date=date(int(row["year"]), 1, 1),
                value=int(row["population"]),
                **source,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["area", "date"],
        update_fields=["value", *source],
    )
