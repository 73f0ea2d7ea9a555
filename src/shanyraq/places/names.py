"""Names in three languages: Kazakh first, the reader's language if it is there."""

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("kk", "ru", "en")


def localized(obj, stem: str = "name") -> str:
    """The text of ``stem`` in the active language, else in the first language that has one."""
    active = (get_language() or "kk")[:2]
    for language in (active, *LANGUAGES):
        if text := getattr(obj, f"{stem}_{language}", ""):
            return text
    return ""


class Named(models.Model):
    """Something with a name in Kazakh, Russian and English."""

    name_kk = models.CharField(max_length=300, blank=True)
    name_ru = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return localized(self)
