"""What no table may hold about a person, and how we look whether one does: column by column, in every language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One thing about a person, and the pieces of words (regular expressions) by which a column would betray it."""

    name: str
    words: tuple[str, ...]

    def is_in(self, said: str) -> bool:
        return re.search("|".join(self.words), said, re.IGNORECASE) is not None


NEVER = (
    Forbidden(
        _("ethnicity of a person"),
        (r"ethnic(?!_?mediation)", "ethnos", "nationalit", r"race$", "ұлт", "ulty", "национальн", "этнос"),
    ),
    Forbidden(_("religion of a person"), ("religio", "faith", "confession", "dini", "вероисповед")),
    Forbidden(_("date or place of birth"), ("birth", "born", "туған", "рожден")),
    Forbidden(_("personal number (IIN)"), (r"\biin\b", "personal_number", "жсн", "иин")),
    Forbidden(_("mother tongue of a person"), ("mother_tongue",)),
)


def forbidden_in(said: str) -> Forbidden | None:
    """The first forbidden thing that a text speaks of."""
    return next((thing for thing in NEVER if thing.is_in(said)), None)


def columns() -> Iterator[tuple[str, str]]:
    """Every column of every table: its name in the code, and all the words it is called by."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            said = " ".join([field.name, field.column, str(field.verbose_name), str(field.help_text)])
            yield f"{model._meta.label}.{field.name}", said
