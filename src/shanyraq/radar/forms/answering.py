from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import classification_label

from .. import hotspot_queries, vocabulary
from ..models import Hotspot, Measure, Review, Signal
from ..scales import Level, Status
from ..scoping import watched_regions, watches_country
from .desk import DeskForm, WordsField
from .searching import ALL, DayInput
from .working import NO_NAMES, ReasonForm

SHOWN_STATES = [choice for choice in Hotspot.State.choices if choice[0] not in ("proposed", "dismissed")]
BEARERS = (
    "akimat", "akimat.district", "assembly.regional", "assembly.district", "council.aksakals", "council.mothers",
    "council.consent", "council.youth", "mediation.office", "association.ethnocultural", "ministry",
)  # fmt: skip


def _words(label, **kwargs):
    return WordsField(
        label=label, widget=forms.Textarea(attrs={"rows": 3}), help_text=kwargs.pop("help_text", NO_NAMES), **kwargs
    )


class HotspotSearchForm(forms.Form):
    """Search and filters of the list of hotspots."""

    q = forms.CharField(label=_("Number"), max_length=20, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *SHOWN_STATES], required=False)
    region = forms.ModelChoiceField(label=_("Region"), queryset=Area.objects.none(), required=False)
    issue = forms.ChoiceField(label=_("Issue"), required=False)
    level = forms.TypedChoiceField(
        label=_("Level"), choices=[ALL, *reversed(Level.choices)], coerce=int, empty_value="", required=False
    )
    plan = forms.ChoiceField(label=_("Plan"), choices=[ALL, ("late", _("overdue"))], required=False)
    drill = forms.ChoiceField(
        label=_("Real or drill"), choices=[("", _("real ones")), ("yes", _("drills"))], required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        issues = [(code, name) for code, name in vocabulary.issue_choices() if not vocabulary.is_positive(code)]
        self.fields["issue"].choices = [ALL, *issues]
        self.fields["region"].empty_label = ALL[1]
        regions = Area.objects.regions().on(today())
        if watches_country(user):
            self.fields["region"].queryset = regions
        elif len(watched_regions(user)) > 1:
            self.fields["region"].queryset = regions.filter(pk__in=watched_regions(user))
        else:
            del self.fields["region"]

    def narrow(self, found):
        asked = self.cleaned_data if self.is_valid() else {}
        found = found.filter(status=Status.EXERCISE if asked.get("drill") else Status.ACTUAL)
        found = found.filter(**{name: asked[name] for name in ("state", "issue", "level") if asked.get(name)})
        if number := asked.get("q", "").strip():
            found = found.filter(number__icontains=number)
        if asked.get("region"):
            found = found.in_region(asked["region"])
        return hotspot_queries.late_plans(found) if asked.get("plan") else found

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class EndingForm(ReasonForm):
    """How does a hotspot end, and why?"""

    ending = forms.ChoiceField(label=_("How did it end?"), choices=Hotspot.Ending.choices, widget=forms.RadioSelect)
    merged_into = forms.ModelChoiceField(
        label=_("Joined with"),
        queryset=Hotspot.objects.none(),
        required=False,
        help_text=_("Only when it is one story with another hotspot."),
    )
    field_order = ["ending", "merged_into", "reason"]

    def __init__(self, *args, hotspot, user, **kwargs):
        super().__init__(*args, **kwargs)
        others = hotspot_queries.hotspots(user).filter(status=hotspot.status, state__in=Hotspot.LIVE)
        self.fields["merged_into"].queryset = others.exclude(pk=hotspot.pk).in_region(hotspot.area.region_code)
        self.fields["merged_into"].label_from_instance = lambda other: (
            f"{other.number}: {vocabulary.issue_name(other.issue)}, {other.area.name}"
        )


class JoinForm(forms.Form):
    """Which signals belong to a hotspot?"""

    signals = forms.ModelMultipleChoiceField(
        label=_("Signals"), queryset=Signal.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        rows = list(offered)
        self.fields["signals"].queryset = Signal.objects.filter(pk__in=[row.pk for row in rows])
        self.fields["signals"].choices = [(row.pk, _label(row)) for row in rows]


class GoalForm(DeskForm):
    """What is the plan for?"""

    goal = _words(_("What shall be reached"))


class MeasureForm(DeskForm):
    """What is done, by whom, by when."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Measure.Kind.choices)
    what = _words(_("What is done"))
    bearer = forms.ModelChoiceField(label=_("By which body"), queryset=Organization.objects.none())
    due = forms.DateField(label=_("Done by"), widget=DayInput)

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        offered = bearers(area)
        self.fields["bearer"].queryset = offered
        self.fields["bearer"].choices = [("", "---------"), *_by_kind(offered)]


class ReportForm(DeskForm):
    """When was it done, and how does one see it?"""

    done_on = forms.DateField(label=_("Done on"), widget=DayInput)
    note = _words(_("What was done, and how one sees it"))


class ReviewForm(DeskForm):
    """Did the answer help?"""

    effect = forms.ChoiceField(label=_("How is it now?"), choices=Review.Effect.choices, widget=forms.RadioSelect)
    text = _words(_("By what one sees it"))


def bearers(area: Area):
    """Bodies that can carry out a measure: those of the district first, then the region's, then the country's."""
    places = {area.pk, area.region_code}
    found = Organization.objects.on(today()).filter(classification__in=BEARERS)
    near = found.filter(area__in=places) | found.filter(area__parent=area.region_code) | found.filter(area__level=0)
    return near.order_by("-area__level", "area", "classification")


def bearer_for(area: Area, classification: str) -> Organization | None:
    """The body of a kind that is nearest to a place: of the district, else of the region."""
    found = Organization.objects.on(today()).filter(classification=classification)
    return found.filter(area__in={area.pk, area.region_code}).order_by("-area__level").first()


def _by_kind(bodies) -> list[tuple[str, list]]:
    """Bodies under the name of their kind, kinds as ``BEARERS`` lists them: a region has hundreds of bodies."""
    kinds = {kind: [] for kind in BEARERS}
    for body in bodies:
        kinds[body.classification].append((body.pk, body.name))
    return [(classification_label(kind), found) for kind, found in kinds.items() if found]


def _label(signal: Signal) -> str:
    said = f": {signal.text[:80]}" if signal.text else ""
    return f"{signal.received_at:%d.%m.%Y}, {signal.area.name}, {signal.get_level_display()}{said}"
