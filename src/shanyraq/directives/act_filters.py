"""How the list of acts is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy

from .act_queries import search_acts
from .models import SourceAct


class ActFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Search"), method="by_words")
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=SourceAct.Kind, empty_label=gettext_lazy("All")
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        field_name="state_now",
        choices=SourceAct.State,
        empty_label=gettext_lazy("All"),
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        choices=SourceAct._meta.get_field("language").choices,
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = SourceAct
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """Minutes of meetings are many: they are listed when their kind is chosen or words are searched for."""
        found, asked = super().filter_queryset(queryset), self.form.cleaned_data
        return found if asked.get("kind") or asked.get("q") else found.exclude(kind=SourceAct.Kind.PROTOCOL)

    def by_words(self, acts, name, words):
        return search_acts(acts, words)
