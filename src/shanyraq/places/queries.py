import tomllib
from datetime import date
from functools import lru_cache

from django.db.models import Q

from .actions import pack_folder
from .models import Area, DayOverride, Population


def country() -> Area:
    return Area.objects.get(level=0)


def regions_on(day: date):
    """Regions and cities of republican significance that exist on a day, by code."""
    return Area.objects.regions().on(day)


def districts_of(area: Area, day: date):
    """Districts and towns of a region on a day."""
    return Area.objects.districts().on(day).filter(parent=area)


def search_areas(text: str):
    """Areas whose name in any language, code or everyday name holds the text."""
    text = text.strip()
    if not text:
        return Area.objects.all()
    wanted = _folded(text)
    codes = [code for code, names in _names_by_code().items() if any(wanted in name for name in names)]
    return Area.objects.filter(Q(pk__in=codes) | Q(pk__iexact=text) | Q(kato=text))


def find_area(text: str) -> Area | None:
    """The one area that a name (any language, everyday spelling) or a code means; None if none or several do."""
    text = text.strip()
    if exact := Area.objects.filter(Q(pk__iexact=text) | Q(kato=text)).first():
        return exact
    wanted = _folded(text)
    names = _names_by_code()
    for meant in (_whole_name, _bare_region_name):
        codes = [code for code, known in names.items() if meant(wanted, code, known)]
        if codes:
            return Area.objects.get(pk=codes[0]) if len(codes) == 1 else None
    return None


def moved_days():
    """Days the government moved, the latest first."""
    return DayOverride.objects.order_by("-date")


def latest_population(codes, day: date) -> dict[str, Population]:
    """For each area its last published figure not later than a day."""
    rows = Population.objects.filter(area__in=codes, date__lte=day).order_by("area", "date")
    return {row.area_id: row for row in rows}


def _whole_name(wanted: str, code: str, names: set[str]) -> bool:
    return wanted in names


def _bare_region_name(wanted: str, code: str, names: set[str]) -> bool:
    """A region called without the word "region"."""
    return "-" in code and any(wanted == _bare(name) for name in names)


def _bare(name: str) -> str:
    return " ".join(word for word in name.split() if word not in KIND_WORDS)


def _names_by_code() -> dict[str, set[str]]:
    """Folded names of every area; two hundred rows, one query."""
    names = {
        row[0]: {_folded(name) for name in row[1:] if name}
        for row in Area.objects.values_list("code", "name_kk", "name_ru", "name_en")
    }
    for code, others in aliases().items():
        names.setdefault(code, set()).update(_folded(other) for other in others)
    return names


@lru_cache(maxsize=1)
def aliases() -> dict[str, list[str]]:
    return tomllib.loads((pack_folder() / "pack.toml").read_text(encoding="utf-8")).get("aliases", {})


@lru_cache(maxsize=1)
def emergency_number() -> str:
    """The number to call when life is in danger."""
    return tomllib.loads((pack_folder() / "pack.toml").read_text(encoding="utf-8"))["country"]["emergency"]


FOLDS = str.maketrans("әғқңөұүһіё", "агкноуухие")
KIND_WORDS = frozenset({"область", "облысы", "region", "город", "каласы"})
WORDS = {"обл": "область", "обл.": "область", "обл.,": "область", "р-н": "район", "г": "город", "г.": "город"}


def _folded(text: str) -> str:
    """Lower case, Kazakh letters as people type them without a Kazakh keyboard, short words in full."""
    words = text.casefold().translate(FOLDS).replace("«", "").replace("»", "").split()
    return " ".join(WORDS.get(word, word) for word in words)
