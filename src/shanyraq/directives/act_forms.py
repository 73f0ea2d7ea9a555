"""What comes in about acts and directives. Bad input loses nothing: the form is shown again as it was typed."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.places.calendar import today
from shanyraq.reading import CONDITION_KINDS

from . import act_text
from .act_queries import acts_for
from .act_words import condition_label, every_words
from .models import ActLink, Directive, Force, SourceAct

PERIODS = ("P1W", "P1M", "P2M", "P3M", "P6M", "P1Y")
SPARE_CONDITIONS = 2


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class CardForm(forms.ModelForm):
    """The card of an act: everything but its text."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        required=False,
        choices=[("", gettext_lazy("find it for me")), *SourceAct._meta.get_field("language").choices],
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = SourceAct
        fields = ["title", "kind", "issuer", "number", "date", "date_assumed", "language", "external_ref"]
        widgets = {"date": DayInput()}
        labels = {
            "title": gettext_lazy("Title"),
            "kind": gettext_lazy("Kind"),
            "issuer": gettext_lazy("Who issued it"),
            "number": gettext_lazy("Number"),
            "date": gettext_lazy("Date"),
            "date_assumed": gettext_lazy("the date is assumed, not written in the text"),
            "external_ref": gettext_lazy("Number in the records system"),
        }
        help_texts = {"date": gettext_lazy("May be left empty and added later.")}

    def card(self) -> dict:
        """The fields of the card, without the version."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def _post_clean(self):
        """Saving and its checks belong to the deed, not to the form."""


class ActForm(CardForm):
    """A new act: its text pasted or in a file, and its card."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Paste the whole text here, or choose a file below."),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file with the text (.txt)"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Plain text in UTF-8, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )

    field_order = ["text", "file", "title"]
    limit = act_text.LIMIT
    limit_mb = act_text.LIMIT // 1_000_000

    @classmethod
    def refused(cls, sentence: str) -> "ActForm":
        """An empty form that says why nothing could be read."""
        form = cls({})
        form.errors.clear()
        form.add_error(None, sentence)
        return form

    def clean(self):
        given = super().clean()
        pasted, file = given.get("text") or "", given.get("file")
        try:
            given["text"] = self._text(pasted, file)
        except act_text.UnreadableText as unreadable:
            self.add_error("file" if file else "text", str(unreadable))
        return given

    def _text(self, pasted: str, file) -> str:
        if file and act_text.clean(pasted):
            raise act_text.UnreadableText(
                _("There is a pasted text and a file too. Keep one of them: empty the field or do not choose a file.")
            )
        if file:
            act_text.check_size(file.size)
        text = act_text.clean(act_text.decode(file.read()) if file else pasted)
        act_text.check_readable(text)
        if file:
            self._keep(text)
        return text

    def _keep(self, text: str) -> None:
        """A file's text moves into the field, so that a mistake elsewhere in the form does not lose it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("text")] = text


class LinkForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("This act"), choices=ActLink.Kind)
    target = forms.ModelChoiceField(
        label=gettext_lazy("the other act"), queryset=SourceAct.objects.none(), empty_label=gettext_lazy("Choose")
    )
    since = forms.DateField(
        label=gettext_lazy("since"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("For a superseded act: the day from which it is so."),
    )

    def __init__(self, *args, act: SourceAct, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = acts_for(user, today()).exclude(pk=act.pk).defer("text")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class HandDirectiveForm(forms.Form):
    """A directive that a person saw in the text."""

    quote = forms.CharField(
        label=gettext_lazy("Exact words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Copied from the text as they stand there; you may shorten them at both ends."),
    )
    near = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    force = forms.ChoiceField(label=gettext_lazy("How strongly it is said"), choices=Force, widget=forms.RadioSelect)
    bearer = forms.CharField(label=gettext_lazy("Who owes it"), required=False, max_length=300)
    bearer_is_open = forms.BooleanField(label=gettext_lazy("open: the text names no one"), required=False)

    def __init__(self, *args, act: SourceAct, **kwargs):
        super().__init__(*args, **kwargs)
        self.act = act

    def clean(self):
        given = super().clean()
        if given.get("bearer") and given.get("bearer_is_open"):
            self.add_error("bearer_is_open", _("Either a bearer is named or the bearer is open, not both."))
        if quote := given.get("quote"):
            self._find(given, quote)
        return given

    def _find(self, given: dict, quote: str) -> None:
        span = act_text.find_quote(self.act.text, quote, near=given.get("near") or 0)
        if span is None:
            self.add_error(
                "quote",
                _("These words are not in the text of the act. Copy them from the text as they stand there."),
            )
            return
        given["start"], given["end"] = span


class DirectiveForm(HandDirectiveForm):
    """Everything a directive says, for a person to correct."""

    negated = forms.BooleanField(label=gettext_lazy("it forbids (must not be done)"), required=False)
    action = forms.CharField(label=gettext_lazy("What is to be done"), widget=forms.Textarea(attrs={"rows": 2}))
    times = forms.IntegerField(label=gettext_lazy("At least so many times"), required=False, min_value=1, max_value=999)
    per = forms.ChoiceField(label=gettext_lazy("in every"), required=False)
    deadline_date = forms.DateField(label=gettext_lazy("By when"), required=False, widget=DayInput())
    deadline_text = forms.CharField(label=gettext_lazy("or in words"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, directive: Directive, **kwargs):
        super().__init__(*args, act=directive.act, initial=self._initial(directive), **kwargs)
        self.directive = directive
        self._offer_periods((directive.frequency or {}).get("per"))
        self._offer_conditions(directive.conditions)

    def condition_rows(self):
        """Pairs of fields: the kind and the words of each condition."""
        return [(self[f"condition_kind_{n}"], self[f"condition_text_{n}"]) for n in range(self.rows)]

    def changes(self) -> dict:
        """What the deed takes."""
        given = self.cleaned_data
        same = ("start", "end", "force", "negated", "bearer", "bearer_is_open", "action")
        return {
            **{name: given[name] for name in same},
            "frequency": self._frequency(given),
            "deadline": self._deadline(given),
            "conditions": self._conditions(given),
        }

    def clean(self):
        given = super().clean()
        if bool(given.get("times")) != bool(given.get("per")) and not self.errors.get("times"):
            self.add_error("times", _("How often needs both: how many times, and in every which term."))
        return given

    @staticmethod
    def _initial(directive: Directive) -> dict:
        frequency, deadline = directive.frequency or {}, directive.deadline or {}
        day = deadline.get("date") or ""
        return {
            "quote": directive.quote,
            "near": directive.start,
            "force": directive.force,
            "negated": directive.negated,
            "bearer": directive.bearer,
            "bearer_is_open": directive.bearer_is_open,
            "action": directive.action,
            "times": frequency.get("at_least"),
            "per": frequency.get("per"),
            "deadline_date": date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
            "deadline_text": deadline.get("text", ""),
            "version": directive.version,
        }

    def _offer_periods(self, present: str | None) -> None:
        known = dict.fromkeys([*PERIODS, *([present] if present else [])])
        self.fields["per"].choices = [("", "—"), *((period, every_words(period)) for period in known)]

    def _offer_conditions(self, present: list[dict]) -> None:
        self.rows = len(present) + SPARE_CONDITIONS
        kinds = [("", "—"), *((kind, condition_label(kind)) for kind in CONDITION_KINDS)]
        for n in range(self.rows):
            known = present[n] if n < len(present) else {}
            self.fields[f"condition_kind_{n}"] = forms.ChoiceField(
                label=_("Kind of condition"), choices=kinds, required=False, initial=known.get("kind", "")
            )
            self.fields[f"condition_text_{n}"] = forms.CharField(
                label=_("Words of the condition"), max_length=500, required=False, initial=known.get("text", "")
            )

    def _frequency(self, given: dict) -> dict | None:
        if not given["times"]:
            return None
        before = self.directive.frequency or {}
        return {"at_least": given["times"], "per": given["per"], "span": before.get("span")}

    def _deadline(self, given: dict) -> dict | None:
        before = self.directive.deadline or {}
        day, words = given["deadline_date"], given["deadline_text"]
        if not day and not words:
            return None
        if {"deadline_date", "deadline_text"} & set(self.changed_data):
            return {"text": words, "span": None, "date": day.isoformat() if day else None, "relative": None}
        return before

    def _conditions(self, given: dict) -> list[dict]:
        rows = [(given[f"condition_kind_{n}"], given[f"condition_text_{n}"].strip()) for n in range(self.rows)]
        before = {(each["kind"], each["text"]): each for each in self.directive.conditions}
        return [
            before.get((kind, words), {"kind": kind, "span": None, "text": words})
            for kind, words in rows
            if kind and words
        ]
