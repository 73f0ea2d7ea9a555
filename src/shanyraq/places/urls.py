from datetime import date

from django.urls import path, register_converter

from . import views


class IsoDate:
    """A day in an address: 2026-05-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


register_converter(IsoDate, "day")

app_name = "places"

urlpatterns = [
    path("", views.areas, name="areas"),
    path("days/", views.days, name="days"),
    path("days/<day:day>/restore/", views.restore, name="restore-day"),
]
