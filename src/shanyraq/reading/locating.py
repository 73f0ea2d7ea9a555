"""Understand a short text: which places it names, and what it is about.

>>> located = locate("В Кордайском районе третий день нет воды")
>>> [(place.code, place.name) for place in located.places]
[('314800000', 'Кордайский район')]
>>> [(issue.code, issue.words) for issue in located.issues]
[('T2', ('воды',))]
"""

from dataclasses import dataclass
from typing import Any

from shanyraq.reading.gazetteer import gazetteer
from shanyraq.reading.issues import Issue, StageHint, issues
from shanyraq.reading.places.find import Ambiguous, Place, find_places

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Located:
    """The places of a text, the names to be asked back, its themes, stage hints and route. Spans are code points."""

    places: tuple[Place, ...]
    ambiguous: tuple[Ambiguous, ...]
    issues: tuple[Issue, ...]
    stage_hints: tuple[StageHint, ...]
    route: str


def locate(text: str, *, language: str | None = None, region: str | None = None) -> Located:
    """Places and themes of `text`. Never raises on any text.

    `language` (kk, ru, en) is the language of the shown names; the text itself may mix languages. `region` ("KZ-31")
    decides between places of one name. ValueError for a language or region that is not known.
    """
    if language is not None and language not in LANGUAGES:
        raise ValueError(f"no names in {language!r}; known languages: {', '.join(LANGUAGES)}")
    if region is not None and (region not in gazetteer().areas or not region.startswith("KZ-")):
        raise ValueError(f"{region!r} is no region; regions have codes such as 'KZ-31'")
    places, ambiguous = find_places(text, language=language, region=region)
    named = [(each.start, each.end) for each in places] + [(each.start, each.end) for each in ambiguous]
    found = issues(text, without=named)
    return Located(places, ambiguous, found.themes, found.stage_hints, found.route)


def to_json(located: Located) -> dict[str, Any]:
    """The shape that `shanyraq locate` prints, a line for each text."""
    return {
        "places": [
            {
                "code": each.code,
                "name": each.name,
                "kind": each.kind,
                "span": [each.start, each.end],
                "certainty": each.certainty,
            }
            for each in located.places
        ],
        "ambiguous": [{"span": [each.start, each.end], "codes": list(each.codes)} for each in located.ambiguous],
        "issues": [{"code": each.code, "words": list(each.words)} for each in located.issues],
    }


def more_to_json(located: Located) -> dict[str, Any]:
    """`to_json` with the stage hints and the route."""
    return {
        **to_json(located),
        "stages": [{"stage": each.stage, "words": list(each.words)} for each in located.stage_hints],
        "route": located.route,
    }
