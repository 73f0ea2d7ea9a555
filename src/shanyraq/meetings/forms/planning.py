from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.places.models import Area

from .. import kinds
from ..models import Participation
from .inputs import OnceField, WhenFields, lines_of

NAMES = ("name_kk", "name_ru", "name_en")


class EventFields(WhenFields):
    """What an event is, when, where and about what."""

    field_order = ["classification", "day", "begins", "ends", "location", "online_url", "area"]

    classification = forms.ChoiceField(label=_("What kind of event is it?"), widget=forms.RadioSelect)
    location = forms.CharField(label=_("Venue"), max_length=300, required=False)
    online_url = forms.URLField(label=_("Address of the online room"), required=False, assume_scheme="https")
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), help_text=_("Whom a key event binds follows from it.")
    )
    situation = forms.CharField(
        label=_("Item on the interethnic situation"),
        max_length=300,
        required=False,
        help_text=_("A meeting on the situation needs this item; leave it empty for other events."),
    )
    agenda = forms.CharField(
        label=_("Other items, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)

    def __init__(self, *args, organizer, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.organizer = organizer
        self.fields["classification"].choices = kinds.choices()
        self.fields["area"].queryset = areas

    def agenda_items(self) -> list[tuple[str, bool]]:
        situation = self.cleaned_data["situation"].strip()
        rest = [(line, False) for line in lines_of(self.cleaned_data["agenda"])]
        return [(situation, True), *rest] if situation else rest

    def event_values(self) -> dict:
        """What ``plan_event`` and ``edit_event`` take."""
        plain = ("classification", "location", "online_url", "area", *NAMES)
        return {name: self.cleaned_data[name] for name in plain} | self.moments()

    @property
    def names(self):
        """The fields that most events leave empty."""
        return [self[name] for name in NAMES]


class PlanForm(EventFields):
    """A new event of one body: one question after another, most of them answered already."""

    once = OnceField()
    chair = forms.ChoiceField(label=_("Who chairs?"), required=False)
    groups = forms.MultipleChoiceField(
        label=_("Whom do you invite?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tentative = forms.BooleanField(label=_("The date is not certain yet"), required=False)

    def __init__(self, *args, chairs, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [("", _("not decided yet")), *chairs]
        self.fields["groups"].choices = groups


class EditForm(EventFields):
    version = forms.IntegerField(widget=forms.HiddenInput)
    others_count = forms.IntegerField(
        label=_("How many others were there"), min_value=0, max_value=1_000_000, required=False
    )

    def __init__(self, *args, is_held, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_held:
            del self.fields["others_count"]

    def event_values(self) -> dict:
        counted = {"others_count": self.cleaned_data["others_count"]} if "others_count" in self.fields else {}
        return super().event_values() | counted

    @staticmethod
    def of(event) -> dict:
        items = list(event.agenda.all())
        situation = next((item.title for item in items if item.is_situation), "")
        rest = [item.title for item in items if not item.is_situation]
        plain = ("classification", "location", "online_url", "area", "version", "others_count", *NAMES)
        return (
            {name: getattr(event, name) for name in plain}
            | WhenFields.of(event)
            | {"situation": situation, "agenda": "\n".join(rest)}
        )


class InviteForm(forms.Form):
    """More people, by groups or one by one."""

    groups = forms.MultipleChoiceField(label=_("Groups"), required=False, widget=forms.CheckboxSelectMultiple)
    posts = forms.MultipleChoiceField(label=_("Single posts"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, groups, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = groups
        self.fields["posts"].choices = posts

    def clean(self):
        if not (self.cleaned_data.get("groups") or self.cleaned_data.get("posts")):
            raise forms.ValidationError(_("Choose a group or a post."))
        return self.cleaned_data


class PlainForm(forms.Form):
    """A question that only has to be answered with yes."""

    sure = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class ReasonForm(forms.Form):
    """One question: why?"""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(WhenFields, ReasonForm):
    field_order = ["day", "begins", "ends", "reason"]


class AnswerForm(forms.Form):
    partstat = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("A word to the organizer"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        answers = Participation.PartStat
        offered = (answers.ACCEPTED, answers.DELEGATED, answers.DECLINED, answers.TENTATIVE)
        self.fields["partstat"].choices = [(answer.value, answer.label) for answer in offered]
