"""What lists can be narrowed by. An unknown value narrows nothing and is told beside its field."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.places import calendar
from shanyraq.places.models import Area

from . import mediation
from .kinds import kinds
from .mediator_queries import in_state
from .models import MediatorCredential, Organization, Post

COUNTRY = "country"
EXISTING = ""
EVERY = "all"


def _kinds():
    return [(known.code, known.label) for known in kinds().values()]


def _regions():
    regions = Area.objects.regions().on(calendar.today()).order_by("code")
    return [(COUNTRY, _("The country as a whole")), *((area.code, area.name) for area in regions)]


def _states():
    return [*Organization.State.choices, (EVERY, _("all, ended ones too"))]


def in_region(bodies, code: str, path: str = "area"):
    """Rows of a region with its districts, or of the country's own level."""
    if code == COUNTRY:
        return bodies.filter(**{f"{path}__level": 0})
    return bodies.in_region(code)


class DayFilter(django_filters.FilterSet):
    """Every list may be asked about a day; the day itself is read by ``asof``."""

    on = django_filters.DateFilter(
        label=_("On the day"),
        method="leave",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day

    def leave(self, rows, name, value):
        return rows


class BodyFilter(DayFilter):
    q = django_filters.CharFilter(label=_("Name, short name or BIN"), method="called")
    kind = django_filters.ChoiceFilter(
        label=_("Kind of body"), field_name="classification", choices=_kinds, empty_label=_("All")
    )
    region = django_filters.ChoiceFilter(label=_("Region"), choices=_regions, method="placed", empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=_states, method="standing", empty_label=pgettext_lazy("body", "existing")
    )

    parent = django_filters.UUIDFilter(field_name="parent", widget=forms.HiddenInput)

    class Meta:
        model = Organization
        fields = ["q", "kind", "region", "state", "on", "parent"]

    def filter_queryset(self, queryset):
        """Without a chosen state only bodies that exist on the day are shown."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.on(self.day)

    def called(self, bodies, name, text):
        return bodies.called(text)

    def placed(self, bodies, name, code):
        return in_region(bodies, code)

    def standing(self, bodies, name, state):
        return bodies if state == EVERY else bodies.in_state(state, self.day)


class VacancyFilter(DayFilter):
    region = django_filters.ChoiceFilter(label=_("Region"), choices=_regions, method="placed", empty_label=_("All"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind of body"), field_name="organization__classification", choices=_kinds, empty_label=_("All")
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Post.RoleKind.choices, empty_label=_("All"))

    class Meta:
        model = Post
        fields = ["region", "kind", "role", "on"]

    def placed(self, posts, name, code):
        return in_region(posts, code, "organization__area")


class YouthFilter(DayFilter):
    region = django_filters.ChoiceFilter(label=_("Region"), choices=_regions, method="placed", empty_label=_("All"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind of body"), field_name="classification", choices=_kinds, empty_label=_("All")
    )
    seat = django_filters.ChoiceFilter(
        label=_("Youth deputy"),
        method="seated",
        empty_label=_("All"),
        choices=[
            ("filled", pgettext_lazy("seat", "filled")),
            ("vacant", pgettext_lazy("seat", "vacant")),
            ("not_opened", pgettext_lazy("seat", "not opened")),
        ],
    )

    class Meta:
        model = Organization
        fields = ["region", "kind", "seat", "on"]

    def placed(self, bodies, name, code):
        return in_region(bodies, code)

    def seated(self, bodies, name, state):
        if state == "not_opened":
            return bodies.filter(has_seat=False)
        return bodies.filter(has_seat=True, is_filled=state == "filled")


class MediatorFilter(DayFilter):
    q = django_filters.CharFilter(label=_("Mediator or body"), method="named")
    region = django_filters.ChoiceFilter(label=_("Region"), choices=_regions, method="placed", empty_label=_("All"))
    language = django_filters.ChoiceFilter(
        label=_("Mediation offered"), choices=mediation.language_choices, method="offered", empty_label=_("All")
    )
    issue = django_filters.ChoiceFilter(
        label=_("Issue"), choices=mediation.issue_choices, method="about", empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of mediator"), choices=MediatorCredential.Kind.choices, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*MediatorCredential.State.choices, (EVERY, _("all, ended ones too"))],
        method="standing",
        empty_label=pgettext_lazy("credential", "valid on the day"),
    )

    class Meta:
        model = MediatorCredential
        fields = ["q", "region", "language", "issue", "kind", "state", "on"]

    def filter_queryset(self, queryset):
        """Without a chosen state only credentials that hold on the day are shown."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.on(self.day)

    def named(self, credentials, name, text):
        return credentials.named(text)

    def placed(self, credentials, name, code):
        return in_region(credentials, code)

    def offered(self, credentials, name, code):
        return credentials.offering(code)

    def about(self, credentials, name, code):
        return credentials.mediating(code)

    def standing(self, credentials, name, state):
        return credentials if state == EVERY else in_state(credentials, state, self.day)
