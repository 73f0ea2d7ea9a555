"""The four questions of a report: where, what issue, what stage, what is needed; the same at every door."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from . import vocabulary, whereabouts
from .reports import Report
from .scales import Crowd, Need, Stage, Status

KEY = r"[0-9A-Za-z_-]{16,64}"
STAGES = [
    (Stage.GRIEVANCE, _("People are displeased and talk about it")),
    (Stage.DISPUTE, _("People quarrel, accuse each other, threaten")),
    (Stage.INCIDENT, _("Something happened: a fight, damage, somebody was hurt")),
    (Stage.MOBILISATION, _("People are gathering or are about to gather")),
]
NEEDS = [
    (Need.URGENT, _("Help at once")),
    (Need.TALK, _("Somebody to come and talk with people")),
    (Need.MEDIATION, _("A mediator, to reconcile the sides")),
    (Need.INFORMATION, _("A clear explanation for people")),
    (Need.SERVICE, _("A service to be put right: water, light, road, papers")),
    (Need.NOTHING, _("Nothing, only that you know")),
]
WITNESS = [
    ("", pgettext_lazy("witness", "I would rather not say")),
    ("yes", _("I saw it myself")),
    ("no", _("Others told me")),
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ReportForm(forms.Form):
    """One report. ``where`` is asked only when a place is not clear: then it offers what the name may mean."""

    region = forms.ChoiceField(label=_("Region or city"), required=False)
    place = forms.CharField(
        label=_("Village, town or district"),
        max_length=120,
        required=False,
        help_text=_("The name as people say it, old or new."),
    )
    where = forms.CharField(label=_("Which of these places?"), max_length=40, required=False)
    issue = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)
    stage = forms.ChoiceField(label=_("How far has it gone?"), choices=STAGES, widget=forms.RadioSelect)
    need = forms.ChoiceField(label=_("What would help most?"), choices=NEEDS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words, if you like"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened, where, when. Without names and numbers of people."),
    )
    occurred_on = forms.DateField(label=_("When was it?"), widget=DayInput, required=False)
    crowd = forms.ChoiceField(
        label=_("How many people does it concern?"),
        choices=[(Crowd.UNKNOWN, pgettext_lazy("crowd", "not known")), *Crowd.choices[:3]],
        required=False,
    )
    witness = forms.ChoiceField(label=_("How do you know?"), choices=WITNESS, required=False)
    key = forms.RegexField(regex=rf"^{KEY}$", widget=forms.HiddenInput)
    seen = forms.BooleanField(widget=forms.HiddenInput, required=False)

    status = Status.ACTUAL

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = sorted(Area.objects.regions().on(today()), key=lambda area: area.name)
        self.fields["region"].choices = [("", _("Choose")), *((area.pk, area.name) for area in regions)]
        self.fields["issue"].choices = vocabulary.issue_choices()
        self.initial.setdefault("occurred_on", today())
        self.found: whereabouts.Where | None = None
        self.asked: list[whereabouts.Where] = []
        self.errors_of_where = ""

    def clean(self):
        given = super().clean()
        region, place = given.get("region", ""), given.get("place", "")
        chosen = whereabouts.of_code(given["where"]) if given.get("where") else None
        if chosen and (not region or chosen.area.region_code == region):
            self.found = chosen
        else:
            self._look_for(place, region)
        return given

    def _look_for(self, place: str, region: str) -> None:
        found = whereabouts.find(place, region)
        if len(found) == 1:
            self.found = found[0]
            return
        if len(found) > whereabouts.MOST_ASKED and not region:
            self.add_error("region", _("Many places are called so. Choose the region as well."))
        elif found:
            self._ask(found[: whereabouts.MOST_ASKED], _("Several places are called so. Choose yours."))
        elif region and place:
            self._ask(
                whereabouts.districts(region),
                _("No place of this name is known in the region. Choose the district."),
            )
        elif region:
            self._ask(whereabouts.districts(region), _("Choose the district, or the whole region if it is not known."))
        elif place:
            self.add_error("region", _("No place of this name is known. Choose the region, then the district."))
        else:
            self.add_error("region", _("Say where it is: choose the region, or write the name of the place."))

    def _ask(self, places, words) -> None:
        self.asked = places
        self.fields["where"].widget = forms.RadioSelect(choices=[(each.code, str(each)) for each in places])
        self.add_error("where", words)

    def report(self) -> Report:
        """What was said, ready to be received."""
        given = self.cleaned_data
        return Report(
            area=self.found.area,
            settlement=self.found.settlement,
            occurred_on=given.get("occurred_on") or today(),
            issue=given["issue"],
            stage=given["stage"],
            need=given["need"],
            text=given.get("text", ""),
            crowd=given.get("crowd") or Crowd.UNKNOWN,
            witness={"yes": True, "no": False}.get(given.get("witness", "")),
            status=self.status,
        )


class CodeForm(forms.Form):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("Code of the receipt"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class LineForm(CodeForm):
    """Something to add to a report."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Add to the report"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names and numbers of people."),
    )
    key = forms.RegexField(regex=rf"^{KEY}$", widget=forms.HiddenInput)
