"""How the list of rules is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy

from shanyraq.places.calendar import today

from .models import Rule, RuleForce
from .rule_forms import labelled
from .rule_queries import DECISIONS, living, search_rules


class RuleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Search"), method="by_words")
    force = django_filters.ChoiceFilter(label=gettext_lazy("Force"), choices=RuleForce, empty_label=gettext_lazy("All"))
    group = django_filters.ChoiceFilter(
        label=gettext_lazy("Class"),
        method="by_group",
        choices=lambda: labelled("group"),
        empty_label=gettext_lazy("All"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_state",
        choices=[("living", gettext_lazy("in force")), ("ended", gettext_lazy("ended"))],
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Rule
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """One-off decisions of meetings are many: they are listed when their class is chosen."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("group") == DECISIONS else found.exclude(group=DECISIONS)

    def by_words(self, rules, name, words):
        return search_rules(rules, words)

    def by_group(self, rules, name, group):
        return rules.filter(group=group)

    def by_state(self, rules, name, state):
        return living(rules, today()) if state == "living" else rules.filter(valid_to__lt=today())
