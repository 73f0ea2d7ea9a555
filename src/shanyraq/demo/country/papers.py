"""The invented address that a visitor opens in the act reader, and two older acts."""

from datetime import date
from pathlib import Path

from shanyraq.directives import act_actions
from shanyraq.directives.models import SourceAct

TEXTS = Path(__file__).resolve().parent.parent / "data"


def put_down(*, by, address_day: date) -> SourceAct:
    """Three acts, proposals read by the rules of the reading engine; a person still decides on each of them."""
    _act(
        "resolution_en.txt",
        "en",
        "Resolution on mediation rooms",
        SourceAct.Kind.ACT,
        by,
        number="7",
        date=date(address_day.year, 9, 3),
    )
    _act("address_kk.txt", "kk", "«Ортақ шаңырақ» жиынында сөйленген сөз", SourceAct.Kind.ADDRESS, by)
    return _act(
        "address_ru.txt",
        "ru",
        "Выступление «Дом с открытой дверью»",
        SourceAct.Kind.ADDRESS,
        by,
        date=address_day,
        date_assumed=True,
    )


def _act(file: str, language: str, title: str, kind: str, by, **details) -> SourceAct:
    text = (TEXTS / file).read_text(encoding="utf-8")
    act = act_actions.add_act(title=title, text=text, kind=kind, language=language, by=by, **details)
    act_actions.propose_directives(act=act, by=by)
    return act
