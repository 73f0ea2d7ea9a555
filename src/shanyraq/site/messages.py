"""Catalogues of phrases without system gettext: Babel extracts, updates and compiles; Django reads the result.

``python -m shanyraq.site.messages update`` brings each app's kk and ru catalogues up to its phrases;
``compile`` makes the .mo files; ``check`` prints every phrase that has no translation and exits 1 if there is one.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru")
PLURALS = {
    "kk": (2, "(n != 1)"),
    "ru": (
        4,
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3)",
    ),
}
BIRTHDAY = datetime(2026, 1, 1, tzinfo=UTC)
"""One date in every catalogue: git knows when a phrase changed, and two runs write the same file."""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extract_template(fileobj, keywords, comment_tags, options):
    """Babel's extraction method for Django templates: Django's own ``templatize``, then the Python extractor."""
    source = templatize(fileobj.read().decode("utf-8"))
    flat = "\n".join(line.strip() for line in source.splitlines())
    return extract_python(BytesIO(flat.encode("utf-8")), keywords, comment_tags, {"encoding": "utf-8"})


METHODS = [
    ("**/templates/**.html", extract_template),
    ("**/templates/**.txt", extract_template),
    ("**.py", "python"),
]


def apps() -> Iterator[Path]:
    """Folders that speak to people."""
    return (folder for folder in sorted(PACKAGE.iterdir()) if (folder / "locale").is_dir())


def phrases(app: Path) -> Catalog:
    """What an app says, as a catalogue without translations."""
    catalog = Catalog(charset="utf-8", creation_date=BIRTHDAY)
    found = extract_from_dir(app, METHODS, {}, KEYWORDS, strip_comment_tags=True)
    for filename, _line, message, _comments, context in found:
        catalog.add(message, None, [(filename, 0)], context=context)
    return catalog


def translations(language: str, app: Path | None = None) -> Catalog:
    """The catalogue of one app, or all apps' catalogues as one."""
    union = Catalog(locale=language, charset="utf-8")
    _set_header(union, language)
    for folder in [app] if app else apps():
        file = _po(folder, language)
        if file.exists():
            with file.open("rb") as source:
                for message in read_po(source, locale=language):
                    if message.id and any(_strings(message)):
                        union.add(message.id, message.string, context=message.context)
    return union


def untranslated(language: str) -> Iterator[tuple[str, str]]:
    """(app, phrase) of every phrase without a translation."""
    known = translations(language)
    for app in apps():
        for message in phrases(app):
            if message.id and not _is_whole(known.get(_id(message), message.context)):
                yield app.name, _id(message)


def update() -> None:
    for app in apps():
        template = phrases(app)
        for language in LANGUAGES:
            file = _po(app, language)
            catalog = _read(file, language)
            catalog.update(template, no_fuzzy_matching=True, keep_user_comments=False)
            catalog.obsolete.clear()
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as target:
                write_po(target, catalog, width=110, omit_header=False, include_lineno=False, sort_output=True)


def compile_all() -> int:
    count = 0
    for app in apps():
        for language in LANGUAGES:
            file = _po(app, language)
            if file.exists():
                with file.with_suffix(".mo").open("wb") as target:
                    write_mo(target, _read(file, language))
                count += 1
    return count


def _po(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(file: Path, language: str) -> Catalog:
    if file.exists():
        with file.open("rb") as source:
            catalog = read_po(source, locale=language, charset="utf-8")
    else:
        catalog = Catalog(locale=language, charset="utf-8")
    _set_header(catalog, language)
    return catalog


def _set_header(catalog: Catalog, language: str) -> None:
    catalog.header_comment = f"# Shanyraq, {language}"
    catalog.fuzzy = False
    catalog.project, catalog.version, catalog.msgid_bugs_address = "Shanyraq", "1", ""
    catalog.last_translator, catalog.language_team = "Shanyraq", language
    catalog.creation_date = catalog.revision_date = BIRTHDAY
    catalog._num_plurals, catalog._plural_expr = PLURALS[language]


def _id(message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else message.id


def _is_whole(message) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(_strings(message))


def _strings(message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)


def main(argv: list[str]) -> int:
    if argv == ["update"]:
        update()
    elif argv == ["compile"]:
        sys.stdout.write(f"{compile_all()} catalogues compiled\n")
    elif argv == ["check"]:
        missing = [f"{language}: {app}: {text}" for language in LANGUAGES for app, text in untranslated(language)]
        sys.stdout.write("".join(line + "\n" for line in missing))
        return 1 if missing else 0
    else:
        sys.stdout.write("usage: python -m shanyraq.site.messages update|compile|check\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
