"""A second reader of names beside the rules: the slovnet model for Russian, with the word vectors of navec.

Off unless `use()` is called. Both files come inside the wheel of natasha (MIT, extra `names`); nothing is fetched.
natasha itself is never imported: it brings an old dictionary that newer Pythons refuse.
"""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shanyraq.reading.screening.model import Span

_MODEL = "data/model/slovnet_ner_news_v1.tar"
_VECTORS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
PACKAGES = ("slovnet", "navec", "natasha")
# Longer texts are read in pieces: the model looks at one stretch at a time and the rules have seen the whole.
_LONGEST = 20_000
_used = False


class ModelMissing(ImportError):
    """The model was asked for and is not installed."""


def installed() -> bool:
    """Are the packages of the extra `names` there?"""
    return all(find_spec(each) is not None for each in PACKAGES)


def use(on: bool = True) -> None:
    """Switch the model on (loading it now, about a second and 200 MB) or off for this process.

    Raises ModelMissing, in a sentence that says what to install.
    """
    global _used
    if on and not installed():
        raise ModelMissing(
            "The model of names is not installed. Install requirements/names.txt (the extra 'names'), "
            "or do not ask for it (SHANYRAQ_NAMES_MODEL, --names-model): the rules work without."
        )
    if on:
        _reader()
    _used = on


def in_use() -> bool:
    return _used


def model_persons(text: str) -> list[Span]:
    """Spans of `text` that the model takes for persons, in order."""
    read = _reader()
    return [
        (place + start, place + end)
        for place in range(0, len(text), _LONGEST)
        for start, end in read(text[place : place + _LONGEST])
    ]


@cache
def _reader() -> Callable[[str], list[Span]]:
    from navec import Navec
    from slovnet import NER

    folder = _folder_of_models()
    reader: Any = NER.load(str(folder / _MODEL))
    reader.navec(Navec.load(str(folder / _VECTORS)))
    return lambda text: [(each.start, each.stop) for each in reader(text).spans if each.type == "PER"]


def _folder_of_models() -> Path:
    found = find_spec("natasha")
    if found is None or found.origin is None:
        raise ModelMissing("The package natasha is not a folder on disk, so its models cannot be read.")
    return Path(found.origin).parent
