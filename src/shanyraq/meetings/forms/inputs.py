from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanyraq.audit.ids import new_id


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class DayField(forms.DateField):
    widget = DayInput


class HourField(forms.TimeField):
    widget = TimeInput


class WhenFields(forms.Form):
    """Day, beginning and end of an event, as people say them; ``moments`` are what the actions ask for."""

    day = DayField(label=_("Date"))
    begins = HourField(label=_("Begins at"))
    ends = HourField(label=_("Ends at"), required=False)

    def moments(self) -> dict[str, datetime | None]:
        day, begins, ends = (self.cleaned_data.get(name) for name in ("day", "begins", "ends"))
        return {"start": _moment(day, begins), "end": _moment(day, ends) if ends else None}

    @staticmethod
    def of(event) -> dict:
        """Initial values for a known event."""
        begins, ends = timezone.localtime(event.start), event.end and timezone.localtime(event.end)
        return {"day": begins.date(), "begins": begins.time(), "ends": ends.time() if ends else None}


class OnceField(forms.UUIDField):
    """The id of what a form makes: a form that is sent twice makes one thing."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, initial=new_id, **kwargs)


def _moment(day, at) -> datetime:
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone())


def lines_of(text: str) -> list[str]:
    """One item a line; numbers and dashes in front are the writer's, not the item's."""
    return [cleaned for line in text.splitlines() if (cleaned := line.strip().lstrip("-•*–").strip())]


def by_body(posts, holders) -> list[tuple[str, list[tuple[str, str]]]]:
    """Posts as choices under the names of their bodies; a post shows who holds it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for post in posts:
        holder = holders.get(post.pk)
        label = f"{post.label} · {holder.person}" if holder else post.label
        groups.setdefault(post.organization.name, []).append((str(post.pk), label))
    return list(groups.items())
