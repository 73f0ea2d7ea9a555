"""What comes in: the grid's filter and the few forms people fill about a duty. No form has a field for a state."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.places import calendar
from shanyraq.places.fields import DayField
from shanyraq.places.queries import regions_on

from .duty_words import HEADINGS, MUST_STATES, NAMES, SOFT_STATES
from .models import RuleForce

ISO = ["%Y-%m-%d"]
ALL_RULES = "all"
SPANS = (12, 18, 36)


class DayInput(forms.DateInput):
    """The browser's own calendar, always asked in ISO form."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def day_field(label, **options) -> DayField:
    wrong = {"invalid": _("Write the day as 2026-03-14.")}
    return DayField(label=label, widget=DayInput, input_formats=ISO, error_messages=wrong, **options)


class DayAsked(forms.Form):
    """The day a page is asked about and the window looked at; a wrong day is shown as an error and not followed."""

    on = day_field(_("As of"), required=False)
    window = day_field(_("First day"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def day(self) -> date | None:
        return self.cleaned_data.get("on")

    @property
    def window_start(self) -> date | None:
        return self.cleaned_data.get("window")


class GridFilter(forms.Form):
    """Which rule, as of which day, over how many months, in which region, in which state."""

    rule = forms.ChoiceField(label=_("Rule"), required=False)
    on = day_field(_("As of"), required=False)
    span = forms.TypedChoiceField(
        label=_("Months"), coerce=int, empty_value=12, choices=[(n, n) for n in SPANS], required=False
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data, *, rules, user):
        super().__init__(data)
        self.user = user
        self.fields["rule"].choices = [(ALL_RULES, _("All rules, as of the day")), *_grouped(rules)]
        states = [*MUST_STATES, *(state for state in SOFT_STATES if state not in MUST_STATES)]
        self.fields["state"].choices = [("", _("All")), *((state.value, NAMES[state]) for state in states)]
        if user.sees_country:
            regions = [(area.code, area.name) for area in regions_on(calendar.today())]
            self.fields["region"].choices = [("", _("All")), *regions]
        else:
            del self.fields["region"]

    @property
    def chosen(self) -> dict:
        """What was chosen; a wrong value is shown as an error and counts as not chosen."""
        given = getattr(self, "cleaned_data", {}) if self.is_valid() or self.is_bound else {}
        return {
            "rule": given.get("rule") or "",
            "on": given.get("on") or calendar.today(),
            "span": given.get("span") or SPANS[0],
            "region": given.get("region") or "",
            "state": given.get("state") or "",
        }


def _grouped(rules) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (HEADINGS[force], found)
        for force in (RuleForce.MUST, RuleForce.SHOULD, RuleForce.PROPOSED)
        if (found := [(rule.code, rule.title) for rule in rules if rule.force == force])
    ]


class DisputeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("What was different? The other side will read this."),
    )


class WaiverForm(forms.Form):
    start = day_field(_("First day"))
    end = day_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    document = forms.CharField(label=_("Document"), max_length=200, help_text=_("Number and date of the document."))

    def clean(self):
        given = super().clean()
        if given.get("start") and given.get("end") and given["end"] < given["start"]:
            self.add_error("end", _("The last day must not be before the first."))
        return given


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ExtensionForm(forms.Form):
    new_due = day_field(_("New date"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    document = forms.CharField(
        label=_("Document"),
        max_length=200,
        required=False,
        help_text=_("Number and date of the letter, if there is one."),
    )

    def __init__(self, *args, due: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.due = due

    def clean_new_due(self):
        if self.cleaned_data["new_due"] <= self.due:
            raise forms.ValidationError(
                _("The new date must be later than %(due)s.") % {"due": self.due.strftime("%d.%m.%Y")}
            )
        return self.cleaned_data["new_due"]


class DecisionForm(forms.Form):
    """Grant or refuse more time; a refusal needs a reason."""

    GRANT, REFUSE = "grant", "refuse"

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[(GRANT, _("Give more time")), (REFUSE, _("Refuse"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Required for a refusal."),
    )

    def clean(self):
        given = super().clean()
        if given.get("decision") == self.REFUSE and not (given.get("reason") or "").strip():
            self.add_error("reason", _("Say why more time is refused."))
        return given
