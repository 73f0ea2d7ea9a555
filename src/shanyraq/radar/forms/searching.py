from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.places.queries import districts_of

from .. import searching, vocabulary
from ..models import Signal
from ..scales import Channel, Level, Route, Stage
from ..scoping import watched_regions, watches_country

ALL = ("", _("All"))
EXACT = ("issue", "stage", "level", "state", "channel", "route")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class SearchForm(forms.Form):
    """Search and filters of the list of signals."""

    q = forms.CharField(label=_("Search in the texts"), max_length=100, required=False)
    region = forms.ModelChoiceField(label=_("Region"), queryset=Area.objects.none(), required=False)
    district = forms.ModelChoiceField(label=_("District"), queryset=Area.objects.none(), required=False)
    issue = forms.ChoiceField(label=_("Issue"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=[ALL, *Stage.choices], required=False)
    level = forms.TypedChoiceField(
        label=_("Level"), choices=[ALL, *reversed(Level.choices)], coerce=int, empty_value="", required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *Signal.State.choices], required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=[ALL, *Channel.choices], required=False)
    route = forms.ChoiceField(label=_("Goes to"), choices=[ALL, *Route.choices], required=False)
    since = forms.DateField(label=_("Received from"), widget=DayInput, required=False)
    until = forms.DateField(label=_("Received to"), widget=DayInput, required=False)
    drill = forms.ChoiceField(
        label=_("Real or drill"), choices=[("", _("real reports")), ("yes", _("drills"))], required=False
    )
    sort = forms.ChoiceField(
        label=_("Order"), choices=[("", _("the newest first")), ("level", _("the highest level first"))], required=False
    )
    cluster = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issue"].choices = [ALL, *vocabulary.issue_choices()]
        regions = Area.objects.regions().on(today())
        if not watches_country(user):
            regions = regions.filter(pk__in=watched_regions(user))
        self.fields["region"].queryset = regions
        self.fields["region"].empty_label = self.fields["district"].empty_label = ALL[1]
        self._offer_districts(watched_regions(user))

    def narrow(self, signals):
        """(walked, narrowed): what an index gives in order, and the same with every filter; see ``searching.page``."""
        asked = self.cleaned_data if self.is_valid() else {}
        walked = self._walked(signals, asked)
        narrowed = searching.real_or_drill(walked, asked.get("drill") == "yes")
        narrowed = narrowed.filter(**{name: asked[name] for name in EXACT if asked.get(name)})
        if asked.get("cluster"):
            walked, narrowed = walked.filter(cluster=asked["cluster"]), narrowed.filter(cluster=asked["cluster"])
        if words := asked.get("q"):
            narrowed = searching.holding(narrowed, words, timezone.now())
        return walked, narrowed

    @property
    def order(self) -> str:
        by_level = self.is_valid() and self.cleaned_data["sort"] == "level"
        return searching.LEVEL if by_level else searching.NEWEST

    @property
    def is_narrowed(self) -> bool:
        """Is any of the filters used that are folded away?"""
        return any(self.data.get(name) for name in ("stage", "channel", "route", "since", "until", "drill", "sort"))

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def _walked(self, signals, asked):
        if place := asked.get("district") or asked.get("region"):
            signals = signals.in_region(place)
        if asked.get("since"):
            signals = signals.filter(received_at__gte=_midnight(asked["since"]))
        if asked.get("until"):
            signals = signals.filter(received_at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return signals

    def _offer_districts(self, own) -> None:
        """Districts are offered once their region is known: two hundred of them are no choice."""
        code = self.data.get("region") or (next(iter(own)) if len(own) == 1 else "")
        region = self.fields["region"].queryset.filter(pk=code).first() if code else None
        if region is None:
            del self.fields["district"]
        else:
            self.fields["district"].queryset = districts_of(region, today())


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
