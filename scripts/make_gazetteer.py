"""Makes `src/shanyraq/reading/data/kz` from the sources beside the project.

    .venv/bin/python scripts/make_gazetteer.py ../shared/data

Reads `gazetteer/kz_settlements.csv`, `geo/kz_regions.csv` and `geo/kz_districts.csv`; writes `areas.csv`,
`settlements.csv`, `names.csv` and `everyday.txt`. Run again when a source changes; the result is kept.
"""

import csv
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path

import pymorphy3

from shanyraq.reading.places.endings import _CASE, _PEOPLE, _RUSSIAN, _THERE, forms
from shanyraq.reading.places.keys import carried, cyrillic_key, parts

TARGET = Path(__file__).resolve().parents[1] / "src/shanyraq/reading/data/kz"
# A name that is an administrative phrase, a farm's number or a railway stop is nobody's word for a village.
NOT_A_NAME = re.compile(
    r"\b(район|ауданы|district|област|облысы|отделение|ферма|бригада|совхоз|колхоз|номер|стан|база|участо[кғ]|километр"
    r"|хозяйств|комитет|қыстауы|зимовка|otdeleni|ferma|sovkhoz|kolkhoz|uchastok|zimovka|stantsiya|razyezd|kolodets"
    r"|разъезд|разъезда|станция|лагерь|дом отдыха|вагончик|казарма|пункт|подсобное|склад|нефть|кордон|kordon|лесхоз"
    r"|zhylynyn|лет|жылдығы|баз[аы]|базасы|тобы|bazasy|station|sanatoriy|санаторий|колодец|атындағы)",
    re.IGNORECASE,
)
TRAILING = re.compile(r"\s+(қаласы|кенті|кенте|ауылы|станицасы|село|аулы)$", re.IGNORECASE)
ALPHABET = re.compile(r"^[а-яёәғқңөұүһі\- ]+$|^[a-zāăäáǟčçëēğíīïıñöōóşšūüúǵýž'’ʼ\-ˌ ]+$", re.IGNORECASE)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def usable(name: str) -> str | None:
    """The name without its kind of settlement; None for what nobody would say."""
    name = TRAILING.sub("", name.strip().replace("ˌ", ""))
    words = parts(name)
    if not words or len(words) > 3 or NOT_A_NAME.search(name) or not ALPHABET.match(name):
        return None
    return name if len("".join(words)) >= 2 else None


def main(source: Path) -> None:
    regions, districts = rows(source / "geo/kz_regions.csv"), rows(source / "geo/kz_districts.csv")
    areas = list(area_rows(regions, districts))
    settlements = settlement_rows(rows(source / "gazetteer/kz_settlements.csv"), areas)
    write(
        TARGET / "areas.csv",
        ["code", "kind", "region", "name_kk", "name_ru", "name_en"],
        [tuple(area[column] for column in ("code", "kind", "region", "kk", "ru", "en")) for area in areas],
    )
    write(
        TARGET / "settlements.csv",
        ["id", "district", "population", "name"],
        [(s["id"], s["district"], s["population"], s["name"]) for s in settlements],
    )
    names = name_rows(settlements)
    write(TARGET / "names.csv", ["key", "now", "once"], names)
    everyday = everyday_words([row[0] for row in names], areas)
    (TARGET / "everyday.txt").write_text("\n".join(everyday) + "\n", encoding="utf-8")


def area_rows(regions, districts):
    for each in regions:
        kind = "city" if each["type"] == "city" else "region"
        yield {"code": each["iso"], "kind": kind, "region": each["iso"], **bare(each)}
    for each in districts:
        yield {"code": each["kato"], "kind": each["type"], "region": each["iso"], **bare(each)}


def bare(each):
    return {
        "kk": each["name_kk"],
        "ru": each["name_ru"].replace("Область", "область"),
        "en": re.sub(r" \(city\)$", "", each["name_en"]),
    }


def own_name(area) -> str:
    return re.sub(r" (қаласы|ауданы|облысы)$", "", area["kk"])


def settlement_rows(records, areas):
    """Settlements with usable names, without those that are the cities of `areas` themselves."""
    cities = defaultdict(list)
    for area in areas:
        if area["kind"] == "city":
            cities[area["region"]].append(area)
    kept = []
    for record in records:
        names = [record["name_ru"], record["name_kk"], record["name_en"]]
        now = [name for raw in names if raw and (name := usable(raw))]
        once = [name for raw in record["alt"].split("|") if raw and (name := usable(raw))]
        if (now or once) and not is_city(record, now + once, cities):
            shown = next(iter(now or once))
            kept.append(
                {
                    "id": record["gn_id"] or record["wof_id"],
                    "district": record["district_kato"],
                    "population": record["population"],
                    "name": shown,
                    "now": now or once[:1],
                    "once": once,
                }
            )
    return sorted(kept, key=lambda s: (s["district"], s["id"]))


def is_city(record, names, cities):
    populous = record["population"] and int(record["population"]) >= 40_000
    keys = {"".join(parts(name)) for name in names}
    for city in cities[record["region_iso"]]:
        same = "".join(parts(own_name(city))) in keys or "".join(parts(city["ru"].replace("город ", ""))) in keys
        if same and (populous or record["district_kato"] == city["code"]):
            return True
    return False


def name_rows(settlements):
    now, once = defaultdict(dict), defaultdict(dict)
    for index, each in enumerate(settlements):
        for target, names in ((now, each["now"]), (once, each["once"])):
            for name in names:
                for found in spellings(name):
                    target[found][index] = None
    table = []
    for found in sorted({*now, *once}):
        old = [index for index in once[found] if index not in now[found]]
        table.append((found, " ".join(map(str, now[found])), " ".join(map(str, old))))
    return table


def spellings(name):
    words = parts(name)
    yield " ".join(words)
    if words[0].isascii():
        back = parts(in_cyrillic(name))
        if not any(word.isascii() for word in back):
            yield " ".join(back)
    else:
        yield " ".join(carried(word) for word in words)


# The romanisation of GeoNames, undone: a third of the villages have no other name there.
BACK = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("gh", "г"), ("yu", "ю"),
    ("ya", "я"), ("yë", "е"), ("ye", "е"), ("yy", "ый"), ("iy", "ий"),
)  # fmt: skip
LETTERS = dict(zip("abdefghijklmnopqrstuvwxz", "абдефгхижклмнопкрстуввхз", strict=True))


def in_cyrillic(name):
    text = re.sub(r"[’ʼ`]", "'", name.lower())
    text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    for latin, letter in BACK:
        text = text.replace(latin, letter)
    text = re.sub(r"(?<=[аеиоуaeiou])y", "й", text).replace("y", "ы").replace("'", "ь")
    return "".join(LETTERS.get(letter, letter) for letter in text)


def everyday_words(names, areas):
    """Words of everyday Russian that are, or that a form of a place name would be taken for."""
    morph = pymorphy3.MorphAnalyzer()
    single = {name for name in names if " " not in name and not name.isascii()}
    single |= {"".join(parts(own_name(area))) for area in areas}
    candidates = set(single)
    for name in single:
        stems = {name, *(name[:-cut] for cut in (1, 2) if len(name) > cut + 1)}
        candidates |= {stem + ending for stem in stems for ending in _RUSSIAN}
        candidates |= {name + ending for ending in (*_CASE, *_THERE, *_PEOPLE)}
    hand = tomllib.loads((TARGET / "aliases.toml").read_text(encoding="utf-8"))["everyday"]
    places_first = {cyrillic_key(word) for word in hand["places_first"]}
    everyday = []
    for word in sorted(candidates):
        if any(True for _ in forms(word, places_first)):
            continue
        if word in single or any(True for _ in forms(word, single)):
            kind = everyday_kind(morph, word)
            if kind:
                everyday.append(f"{word} {kind}")
    return everyday


def everyday_kind(morph, word):
    """`p` for a person's name, `w` for another everyday word, "" for a place or nothing known."""
    if not morph.word_is_known(word):
        return ""
    parses = [each for each in morph.parse(word) if each.is_known]
    if any({"Name", "Surn", "Patr"} & each.tag.grammemes for each in parses):
        return "p"
    plain = [each for each in parses if not {"Geox", "Orgn", "Trad", "Abbr"} & each.tag.grammemes]
    return "w" if plain else ""


def write(path, head, table):
    with path.open("w", encoding="utf-8", newline="") as target:
        out = csv.writer(target, lineterminator="\n")
        out.writerow(head)
        out.writerows(table)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
