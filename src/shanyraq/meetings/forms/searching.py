import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from .. import kinds
from ..models import Event
from ..queries import day_bounds, waiting_for_minutes, waiting_for_record, waiting_for_word
from .inputs import DayInput

WAITING = [
    ("record", _("for its record")),
    ("minutes", _("for minutes")),
    ("word", _("for a confirmation")),
]


class EventFilter(django_filters.FilterSet):
    """Search and filters of the list of events."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words")
    kind = django_filters.ChoiceFilter(label=_("Kind"), method="by_kind", empty_label=_("All"))
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Area.objects.none(), method="by_region", empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Event.Status.choices, empty_label=_("All"))
    waiting = django_filters.ChoiceFilter(label=_("Waits"), choices=WAITING, method="by_waiting", empty_label=_("All"))
    key = django_filters.ChoiceFilter(
        label=_("Key events"), choices=[("yes", _("only key events"))], method="by_key", empty_label=_("All")
    )
    first = django_filters.DateFilter(label=_("From"), method="by_first", widget=DayInput)
    last = django_filters.DateFilter(label=_("To"), method="by_last", widget=DayInput)

    class Meta:
        model = Event
        fields: list[str] = []

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.filters["kind"].extra["choices"] = kinds.choices()
        regions = Area.objects.regions()
        self.filters["region"].queryset = regions if user.sees_country else regions.filter(pk__in=user.region_codes)

    def by_words(self, events, name, words):
        return events.called(words)

    def by_kind(self, events, name, code):
        return events.classified(code)

    def by_region(self, events, name, area):
        return events.in_region(area)

    def by_waiting(self, events, name, what):
        if what == "record":
            return events.filter(waiting_for_record(timezone.now()))
        if what == "minutes":
            return events.filter(waiting_for_minutes(today()))
        return events.filter(pk__in=waiting_for_word(self.user))

    def by_key(self, events, name, value):
        return events.filter(is_key=True)

    def by_first(self, events, name, day):
        return events.filter(start__gte=day_bounds(day, day)[0])

    def by_last(self, events, name, day):
        return events.filter(start__lt=day_bounds(day, day)[1])


class RegisterForm(forms.Form):
    """Which period of key events the register shows."""

    first = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last = forms.DateField(label=_("To"), required=False, widget=DayInput)
    scope = forms.ChoiceField(
        label=_("Events"),
        required=False,
        choices=[("", _("of the whole country")), ("all", _("of the country and of regions"))],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.sees_country:
            del self.fields["scope"]
