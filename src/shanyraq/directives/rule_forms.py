"""The form of a rule: one question after another, in plain words. What it answers is a rule the engine understands."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.places.queries import regions_on
from shanyraq.registry.kinds import codes_with
from shanyraq.registry.models import Organization
from shanyraq.registry.queries import classifications
from shanyraq.registry.spelling import folded

from .act_forms import DayInput
from .models import RuleForce
from .rule_answers import cadence_of, checks_of, selector_of
from .rule_queries import DECISIONS
from .rule_vocabulary import bearer_groups, terms

UNITS = [
    ("D", gettext_lazy("days")),
    ("W", gettext_lazy("weeks")),
    ("M", gettext_lazy("months")),
    ("Y", gettext_lazy("years")),
]
FOUND_AT_MOST = 30
INLINE = (
    "every",
    "unit",
    "due",
    "participants",
    "participants_min",
    "minutes_days",
    "role",
    "reserved_for",
    "late_days",
    "find",
)
TITLES = ("title_kk", "title_ru", "title_en")


class RuleForm(forms.Form):
    """Whom, how often, what counts, until when late, since when, how strongly, under which names."""

    bearers = forms.ChoiceField(label=gettext_lazy("Whom does it bind?"), widget=forms.RadioSelect)
    bind = forms.ChoiceField(
        label=gettext_lazy("The duty lies on"),
        required=False,
        choices=[("post", gettext_lazy("the head of the body")), ("organization", gettext_lazy("the body itself"))],
        initial="organization",
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of bodies"), required=False, widget=forms.CheckboxSelectMultiple
    )
    area_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Where (all, if nothing is chosen)"),
        required=False,
        choices=[choice for choice in Area.Kind.choices if choice[0] != "city_district"],
        widget=forms.CheckboxSelectMultiple,
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Only in these regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Chosen bodies"),
        required=False,
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    find = forms.CharField(label=gettext_lazy("Find a body by its name"), required=False, max_length=100)

    by_analogy = forms.BooleanField(
        label=gettext_lazy("also those who are not named but stand alike, by a rule of its own, counted apart"),
        required=False,
        help_text=gettext_lazy("With akims of regions: the akims of the cities of republican significance."),
    )

    mode = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=[
            ("rolling", gettext_lazy("at least once in a term, counted from the last time")),
            ("calendar", gettext_lazy("once in each period of the calendar")),
            ("per_event", gettext_lazy("at each key event, flagged beforehand")),
            ("once", gettext_lazy("once")),
        ],
        widget=forms.RadioSelect,
    )
    every = forms.IntegerField(label=gettext_lazy("every"), required=False, min_value=1, max_value=366)
    unit = forms.ChoiceField(label=gettext_lazy("of"), required=False, choices=UNITS)
    due = forms.DateField(label=gettext_lazy("by the day (for once; may be empty)"), required=False, widget=DayInput())

    use_event_held = forms.BooleanField(label=gettext_lazy("an event of this kind was held"), required=False)
    event_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kind of event"), required=False, widget=forms.CheckboxSelectMultiple
    )
    use_with_participant = forms.BooleanField(label=gettext_lazy("representatives took part in it"), required=False)
    participants = forms.ChoiceField(label=gettext_lazy("of whom"), required=False)
    participants_min = forms.IntegerField(
        label=gettext_lazy("at least so many"), required=False, min_value=1, max_value=1000, initial=1
    )
    outside_host = forms.BooleanField(
        label=gettext_lazy("not of the staff of the body that held it"), required=False, initial=True
    )
    use_chaired_by_bearer = forms.BooleanField(
        label=gettext_lazy("the head himself chaired it, or the one acting as head"), required=False
    )
    use_minutes_within = forms.BooleanField(label=gettext_lazy("minutes were ready in time"), required=False)
    minutes_days = forms.IntegerField(
        label=gettext_lazy("within so many days"), required=False, min_value=1, max_value=366, initial=10
    )
    use_present_in_person = forms.BooleanField(
        label=gettext_lazy("the head came in person and sent no deputy"), required=False
    )
    use_post_filled = forms.BooleanField(label=gettext_lazy("a post is filled"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("which post"), required=False)
    reserved_for = forms.ChoiceField(label=gettext_lazy("kept for"), required=False)
    use_measure_done = forms.BooleanField(
        label=gettext_lazy("the measure is carried out, and both sides say so"), required=False
    )

    late = forms.ChoiceField(
        label=gettext_lazy("Is a late deed accepted?"),
        choices=[
            ("always", gettext_lazy("always, as met late; until then the duty is overdue")),
            ("within", gettext_lazy("only for some days; then the window is lost for good and the next begins")),
        ],
        widget=forms.RadioSelect,
    )
    late_days = forms.IntegerField(
        label=gettext_lazy("days after the due date"), required=False, min_value=1, max_value=366, initial=14
    )

    since = forms.DateField(label=gettext_lazy("In force since"), widget=DayInput())
    since_assumed = forms.BooleanField(
        label=gettext_lazy("this day is assumed, not written in the act"), required=False
    )

    force = forms.ChoiceField(
        label=gettext_lazy("How strongly does it bind?"), choices=RuleForce, widget=forms.RadioSelect
    )
    force_reason = forms.CharField(
        label=gettext_lazy("Reason for the force"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Required where the force differs from what the wording says."),
    )

    title_kk = forms.CharField(label=gettext_lazy("Title in Kazakh"), required=False, max_length=300)
    title_ru = forms.CharField(label=gettext_lazy("Title in Russian"), required=False, max_length=300)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), required=False, max_length=300)
    group = forms.ChoiceField(label=gettext_lazy("Class of rules"), required=False)
    counterparty = forms.ModelChoiceField(
        label=gettext_lazy("To whom it is owed"),
        required=False,
        queryset=Organization.objects.none(),
        empty_label=gettext_lazy("not named"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.known_bodies = Organization.objects.visible_to(user).on(today())
        groups = [(group.code, group.label) for group in bearer_groups().values()]
        own = [("kinds", _("bodies of the kinds I choose")), ("bodies", _("a list of bodies I choose"))]
        self.fields["bearers"].choices = [*groups, *own]
        self.fields["kinds"].choices = classifications()
        self.fields["areas"].choices = [(area.code, area.name) for area in regions_on(today())]
        self.fields["event_kinds"].choices = labelled("event")
        for name, subject in {"participants": "participants", "role": "role"}.items():
            self.fields[name].choices = labelled(subject)
            self.fields[name].initial = next(iter(terms(subject)))
        self.fields["reserved_for"].choices = [("", _("anybody")), *labelled("reserved")]
        self.fields["group"].choices = [(code, label) for code, label in labelled("group") if code != DECISIONS]
        self.fields["counterparty"].queryset = self.known_bodies.filter(
            area__level=0, classification__in=codes_with(side="assembly")
        )
        self.fields["bodies"].queryset = self._offered()
        for name in INLINE:
            widget = self.fields[name].widget
            widget.attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"

    def clean(self):
        given = super().clean()
        self._clean_bearers(given)
        self._clean_cadence(given)
        self._clean_checks(given)
        if given.get("late") == "within" and not given.get("late_days"):
            self.add_error("late_days", _("Say for how many days a late deed is accepted."))
        return given

    def content(self) -> dict:
        """What the deeds take; titles that are empty are left to be suggested."""
        given = self.cleaned_data
        return {
            "selector": selector_of(given),
            "cadence": cadence_of(given),
            "checks": checks_of(given),
            "accept_late": f"P{given['late_days']}D" if given["late"] == "within" else "",
            "since": given["since"],
            "since_assumed": given["since_assumed"],
            "force": given["force"],
            "force_reason": given["force_reason"].strip(),
            "group": given["group"],
            "counterparty": given["counterparty"],
            **{name: given[name].strip() for name in TITLES},
        }

    def _offered(self):
        """Bodies that are chosen already, and those the search finds."""
        chosen = self._given("bodies") or []
        wanted = folded((self._given("find") or [""])[0] or "")
        found = []
        if wanted:
            rows = self.known_bodies.values_list("pk", "name_kk", "name_ru", "name_en")
            found = [pk for pk, *names in rows if wanted in folded(" ".join(names))][:FOUND_AT_MOST]
        valid = [pk for pk in map(str, chosen) if _is_uuid(pk)]
        return self.known_bodies.filter(Q(pk__in=found) | Q(pk__in=valid)).select_related("area")

    def _given(self, name: str) -> list:
        if self.is_bound:
            return self.data.getlist(self.add_prefix(name))
        value = self.initial.get(name)
        return value if isinstance(value, list) else [value] if value else []

    def _clean_bearers(self, given: dict) -> None:
        if given.get("bearers") == "kinds" and not given.get("kinds"):
            self.add_error("kinds", _("Choose at least one kind of bodies."))
        if given.get("bearers") == "bodies" and not given.get("bodies"):
            self.add_error("bodies", _("Find and choose at least one body."))

    def _clean_cadence(self, given: dict) -> None:
        repeats = given.get("mode") in ("rolling", "calendar")
        if repeats and not given.get("every") and "every" not in self.errors:
            self.add_error("every", _("Say how long the term is: a number of days, weeks, months or years."))
        if given.get("due") and given.get("since") and given.get("mode") == "once" and given["due"] < given["since"]:
            self.add_error(
                "due",
                _("It is due on %(due)s, before the rule begins on %(since)s. Check both days.")
                % {"due": given["due"].strftime("%d.%m.%Y"), "since": given["since"].strftime("%d.%m.%Y")},
            )

    def _clean_checks(self, given: dict) -> None:
        chosen = [name for name in self.fields if name.startswith("use_") and given.get(name)]
        if not chosen:
            self.add_error(None, _("Choose at least one sign by which it counts as done."))
        if given.get("use_event_held") and not given.get("event_kinds"):
            self.add_error("event_kinds", _("Choose the kind of event."))
        for sign, answer in {"use_with_participant": "participants", "use_post_filled": "role"}.items():
            if sign in chosen and not given.get(answer):
                self.add_error(answer, _("Choose one of the list."))
        lasting, mode = "use_post_filled" in chosen, given.get("mode")
        about_event = {"use_event_held", "use_with_participant", "use_chaired_by_bearer", "use_minutes_within"}
        if lasting and mode == "rolling":
            self.add_error(
                "mode", _("A filled post lasts, so no term restarts by it. Choose once, or a period of the calendar.")
            )
        if mode == "per_event" and not set(chosen) <= {*about_event, "use_present_in_person"}:
            self.add_error("mode", _("At each key event only signs about the event itself can be asked for."))
        if set(chosen) & (about_event - {"use_event_held"}) and "use_event_held" not in chosen and mode != "per_event":
            self.add_error("use_event_held", _("Say which kind of event it is that you ask these signs of."))


class ReplaceForm(RuleForm):
    """A new version of a rule: the same questions, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why does the rule change?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class CloseForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Last day of the rule"), widget=DayInput())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def labelled(subject: str) -> list[tuple[str, str]]:
    return [(term.code, term.label) for term in terms(subject).values()]


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and all(character in "0123456789abcdef-" for character in text)
