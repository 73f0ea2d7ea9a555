"""Maps as GeoJSON (RFC 7946), feature by feature: districts with their weekly bands, hotspots with their state.

Nothing lies finer than a district. A week without a scan, or a silent district, says so: silence is not calm.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from .hotspots import Place
from .shapes import shape_of
from .weekly import Cell

Properties = dict[str, object]


def weekly_map(cells: Iterable[Cell]) -> Iterator[str]:
    """Every district once, with its weeks from the first to the last."""
    weeks: dict[str, list[Properties]] = defaultdict(list)
    areas = {}
    for cell in cells:
        areas[cell.area.pk] = cell.area
        weeks[cell.area.pk].append(
            {
                "week": cell.week.isoformat(),
                "reports_at_least": cell.reports.at_least,
                "reports_at_most": cell.reports.at_most,
                "coverage": cell.coverage,
            }
        )
    return _collection((area, code, _about(area) | _of_weeks(weeks[code])) for code, area in areas.items())


def hotspot_map(places: Iterable[Place]) -> Iterator[str]:
    """Every hotspot once for each of its districts: polygons that share a border make no valid single one."""
    return _collection(
        (place.area, f"{place.hotspot.number}/{place.area.pk}", _about(place.area) | _of_hotspot(place))
        for place in places
    )


def _of_weeks(weeks: list[Properties]) -> Properties:
    """All weeks, and the last one beside them: not every program for maps reads lists."""
    return {f"last_{name}": value for name, value in weeks[-1].items()} | {"weeks": weeks}


def _of_hotspot(place: Place) -> Properties:
    hotspot = place.hotspot
    return {
        "hotspot": hotspot.number,
        "issue": hotspot.issue,
        "level": hotspot.level,
        "severity": hotspot.severity,
        "urgency": hotspot.urgency,
        "certainty": hotspot.certainty,
        "state": hotspot.state,
        "confirmed_on": hotspot.confirmed_on.isoformat() if hotspot.confirmed_on else None,
        "closed_on": hotspot.closed_on.isoformat() if hotspot.closed_on else None,
        "ending": hotspot.ending or None,
    }


def _about(area) -> Properties:
    names = {f"name_{language}": getattr(area, f"name_{language}") for language in ("kk", "ru", "en")}
    return {"region": area.region_code, "code": area.pk, **names}


def _collection(features) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    comma = ""
    for area, key, properties in features:
        said = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
        yield f'{comma}\n{{"type":"Feature","id":"{key}","geometry":{shape_of(area)},"properties":{said}}}'
        comma = ","
    yield "\n]}\n"
