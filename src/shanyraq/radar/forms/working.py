from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.places.calendar import today
from shanyraq.places.models import Area

from .. import vocabulary
from ..models import CallOut, Verification
from ..relabelling import Labels
from ..scales import Certainty, Channel, Level, Reliability, Stage
from ..scoping import watches_country
from .desk import DeskForm, WordsField

NO_NAMES = _("No names, numbers or addresses: whatever looks like one is taken out before it is saved.")


def _text(label, rows=4, **kwargs):
    return WordsField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class FindingForm(DeskForm):
    """What did you find, how, and how sure are you?"""

    outcome = forms.ChoiceField(
        label=_("What did you find?"), choices=Verification.Outcome.choices, widget=forms.RadioSelect
    )
    how = _text(_("How did you find out?"), help_text=NO_NAMES)
    second_channel = forms.ChoiceField(
        label=_("By which other way is it known?"),
        required=False,
        help_text=_('Needed for "confirmed": a way that does not depend on the first one.'),
    )
    certainty = forms.ChoiceField(label=_("How certain is it?"), choices=Certainty.choices)
    reliability = forms.ChoiceField(label=_("How reliable is the source?"), choices=Reliability.choices)

    def __init__(self, *args, signal, **kwargs):
        super().__init__(*args, **kwargs)
        others = [choice for choice in Channel.choices if choice[0] != signal.channel]
        self.fields["second_channel"].choices = [("", _("by no other way")), *others]


class CorrectForm(DeskForm):
    """Place, issue, stage, level, and why."""

    area = forms.ModelChoiceField(label=_("District or region"), queryset=Area.objects.none())
    settlement = forms.CharField(label=_("Settlement"), max_length=120, required=False)
    issue = forms.ChoiceField(label=_("Issue"))
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    level = forms.TypedChoiceField(label=_("Level"), choices=Level.choices, coerce=int)
    reason = _text(_("Reason"), rows=3, help_text=NO_NAMES)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, signal, user, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.on(today()).filter(level__in=(1, 2))
        if not watches_country(user):
            areas = areas.filter(Q(pk=signal.region_id) | Q(parent=signal.region_id))
        self.fields["area"].queryset = (areas | Area.objects.filter(pk=signal.area_id)).order_by("level", "code")
        self.fields["issue"].choices = vocabulary.issue_choices()

    def labels(self) -> Labels:
        return Labels(**{name: self.cleaned_data[name] for name in Labels.__slots__})

    @staticmethod
    def of(signal) -> dict:
        return {name: getattr(signal, name) for name in (*Labels.__slots__, "version")}


class ReasonForm(DeskForm):
    """One question: why?"""

    reason = _text(_("Reason"), rows=3, help_text=NO_NAMES)


class ClosingForm(ReasonForm):
    """How does it end, and why?"""

    off_subject = forms.TypedChoiceField(
        label=_("How does it end?"),
        choices=[("", _("answered and closed")), ("yes", _("not on the subject: nothing the radar is about"))],
        coerce=lambda value: value == "yes",
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    field_order = ["off_subject", "reason"]


class WordsForm(DeskForm):
    """A few words, to the reporter or to those who work on the signal."""

    text = _text(_("Text"), help_text=NO_NAMES)


class AnswerCallForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (CallOut.Answer.COMING, pgettext_lazy("call", "We are coming")),
            (CallOut.Answer.CANNOT, pgettext_lazy("call", "We cannot come")),
        ],
        widget=forms.RadioSelect,
    )


class GlanceForm(forms.Form):
    """Each doubtful word: does it stay? ``kept`` are the numbers of those that do."""

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        for number, word in enumerate(words):
            self.fields[f"word-{number}"] = forms.ChoiceField(
                label=f"{number + 1}. {word}",
                choices=[("mask", _("mask it: it may point to a person")), ("keep", _("keep it: an ordinary word"))],
                widget=forms.RadioSelect,
                initial="mask",
            )

    @property
    def kept(self) -> list[int]:
        return [number for number, name in enumerate(self.fields) if self.cleaned_data[name] == "keep"]
