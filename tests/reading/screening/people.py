"""Invented people of `names_*.txt` in all cases of Russian and Kazakh.

The inflector is its own, so that the tests do not ask the code under test how its answers look.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]
HERE = Path(__file__).parent
RUSSIAN = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_CHOICE = re.compile("<([^<>]*)>")
_HUSHING = "гкхжчшщ"
_ROUND = "оеэуыиюөүұі"
_LATIN = dict(
    each.split(":")
    for each in [
        "а:a",
        "ә:a",
        "б:b",
        "в:v",
        "г:g",
        "ғ:g",
        "д:d",
        "е:e",
        "ё:yo",
        "ж:zh",
        "з:z",
        "и:i",
        "й:y",
        "к:k",
        "қ:k",
        "л:l",
        "м:m",
        "н:n",
        "ң:n",
        "о:o",
        "ө:o",
        "п:p",
        "р:r",
        "с:s",
        "т:t",
        "у:u",
        "ұ:u",
        "ү:u",
        "ф:f",
        "х:kh",
        "һ:h",
        "ц:ts",
        "ч:ch",
        "ш:sh",
        "щ:shch",
        "ъ:",
        "ы:y",
        "і:i",
        "ь:",
        "э:e",
        "ю:yu",
        "я:ya",
    ]
)
_FLEETING = {"Лев": "Льв", "Павел": "Павл", "Пётр": "Петр"}


@dataclass(frozen=True)
class Person:
    given: str
    surname: str
    sex: str
    patronymic: str = ""
    material: str = ""

    def written(self, how: str, language: str, case: str) -> str:
        """The name as it stands in a sentence: `how` is full, given, surname_initials and so on."""
        if language in ("rl", "kl"):
            # Russian and Kazakh typed in Latin letters.
            bent = self.written(how, "ru" if language == "rl" else "kk", case)
            return " ".join(latin(each) for each in bent.split())
        if language == "ru":
            return self._russian(how, RUSSIAN.index(case))
        if language == "kk":
            return self._kazakh(how, case)
        return latin(self.given) if how == "given" else f"{latin(self.given)} {latin(self.surname)}"

    def _russian(self, how: str, case: int) -> str:
        given = declined(self.given, self.sex, case)
        surname = declined_surname(self.surname, self.sex, case)
        initials = f"{self.given[0]}.{self.patronymic[:1] + '.' if self.patronymic else 'С.'}"
        forms = {
            "given": given,
            "surname": surname,
            "full": f"{given} {surname}",
            "surname_initials": f"{surname} {initials}",
            "initials_surname": f"{initials} {surname}",
            "with_patronymic": f"{given} {declined(self.patronymic, self.sex, case)}" if self.patronymic else "",
        }
        return forms[how]

    def _kazakh(self, how: str, case: str) -> str:
        words = {"given": [self.given], "surname": [self.surname]}.get(how, [self.given, self.surname])
        return " ".join([*words[:-1], words[-1] + kazakh_ending(words[-1].lower(), case)])


def declined(name: str, sex: str, case: int) -> str:
    """A given name, a patronymic or a noun-like surname in a Russian case (0 nominative ... 5 prepositional)."""
    if case == 0 or "-" in name:
        return name
    last, before = name[-1], name[-2]
    if last == "а":
        endings = ("ы" if before not in _HUSHING else "и", "е", "у", "ой", "е")
        if name.endswith(("вна", "чна")):
            endings = ("ы", "е", "у", "ой", "е")
        return name[:-1] + endings[case - 1]
    if last == "я":
        soft = "и" if before == "и" else "е"
        return name[:-1] + ("и", soft, "ю", "ей", soft)[case - 1]
    if last in _ROUND or last == "ә":
        return name
    if sex == "f":
        return name[:-1] + ("и", "и", "ь", "ью", "и")[case - 1] if last == "ь" else name
    stem = _FLEETING.get(name, name)
    if last in "йь":
        return stem[:-1] + ("я", "ю", "я", "ем", "и" if before == "и" else "е")[case - 1]
    return stem + ("а", "у", "а", "ем" if last in "жчшщц" else "ом", "е")[case - 1]


def kazakh_ending(word: str, case: str) -> str:
    """The Kazakh case ending of a name, by the last sound and by harmony."""
    last = word[-1]
    back = next((letter in "аоұыуюяё" for letter in reversed(word) if letter in "аоұыуюяёәөүіеэи"), True)
    kind = (
        "vowel"
        if last in "аәеоөұүыіуиюяёэ"
        else "deaf"
        if last in "пкқстшщчцфхһбгд"
        else "nasal"
        if last in "мнң"
        else "clear"
    )
    a, y = ("а", "ы") if back else ("е", "і")
    first = {
        "genitive": {"vowel": "н", "deaf": "т", "nasal": "н", "clear": "д"},
        "dative": {"deaf": "қ" if back else "к"},
        "accusative": {"vowel": "н", "deaf": "т"},
        "locative": {"deaf": "т"},
        "ablative": {"deaf": "т", "nasal": "н"},
        "instrumental": {"deaf": "п", "clear": "б" if last in "жз" else "м"},
    }
    usual = {"dative": "ғ" if back else "г", "instrumental": "м"}
    rest = {"nominative": "", "genitive": f"{y}ң", "dative": a, "accusative": y, "locative": a, "ablative": f"{a}н",
            "instrumental": "ен"}  # fmt: skip
    if case == "nominative":
        return ""
    return first[case].get(kind, usual.get(case, "д")) + rest[case]


def declined_surname(name: str, sex: str, case: int) -> str:
    if case == 0 or name.endswith(("ых", "их", "ко", "ло", "во", "аго")):
        return name
    if name.endswith(("ский", "цкий", "ой", "ый")) and sex == "m":
        soft = name.endswith("ий")
        stem = name[:-2]
        return stem + ("ого", "ому", "ого", "им" if soft else "ым", "ом")[case - 1]
    if name.endswith("ая"):
        return name[:-2] + ("ой", "ой", "ую", "ой", "ой")[case - 1]
    if name.endswith(("ова", "ева", "ёва", "ина")) and sex == "f":
        return name[:-1] + ("ой", "ой", "у", "ой", "ой")[case - 1]
    if name.endswith(("ов", "ев", "ёв", "ин")) and sex == "m" and len(name) > 4:
        return name + ("а", "у", "а", "ым", "е")[case - 1]
    return declined(name, sex, case)


def latin(word: str) -> str:
    """The usual English spelling of a name."""
    spelled = "".join(_LATIN.get(letter.lower(), letter) for letter in word)
    return spelled[:1].upper() + spelled[1:].replace("iy", "i")


def people(name: str) -> list[Person]:
    """Everybody of `names_<name>.txt`; a line «= uz» says what the names below are made of."""
    found, material = [], ""
    for line in lines(f"names_{name}.txt"):
        if line.startswith("= "):
            material = line[2:]
        else:
            found.append(Person(*line.split(), material=material))
    return found


def lines(file: str) -> list[str]:
    """The lines of a file; «<a|b>» in a line stands for one line with each."""
    text = (HERE / file).read_text("utf-8")
    rows = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [each for row in rows for each in _each_choice(row)]


def _each_choice(row: str) -> Iterator[str]:
    choice = _CHOICE.search(row)
    if choice is None:
        yield row
        return
    for each in choice.group(1).split("|"):
        yield from _each_choice(row[: choice.start()] + each + row[choice.end() :])


def texts(carriers: str, names: str, *, lower: bool = False) -> Iterator[tuple[str, Span]]:
    """Every person in every sentence of a carrier file that fits: the text and the span of the name in it."""
    return ((each.text, each.span) for each in told(carriers, names, lower=lower))


@dataclass(frozen=True)
class Told:
    """A text, its name, the language of the sentence (kl, rl: in Latin letters), what the name is made of."""

    text: str
    span: Span
    language: str
    material: str


def told(carriers: str, names: str, *, lower: bool = False) -> Iterator[Told]:
    """`texts` with what is known of each."""
    everybody = people(names)
    for line in lines(carriers):
        language, case, how, sentence = line.split(" ", 3)
        for person in everybody:
            written = person.written(how, language, case)
            if not written or (language in ("kk", "kl") and not _sounds_kazakh(person)):
                continue
            written = written.lower() if lower else written
            start = sentence.index("{}")
            yield Told(sentence.replace("{}", written), (start, start + len(written)), language, person.material)


def _sounds_kazakh(person: Person) -> bool:
    """Kazakh suffixes are put to names that end as Kazakh words may."""
    return person.surname[-1] not in "яюёэоейьщ" and person.given[-1] not in "юёэоьщ"
