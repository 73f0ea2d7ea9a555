from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .. import minutes_text
from .inputs import DayField


class MinutesForm(forms.Form):
    """Minutes: their date, and their text pasted or as a Word file."""

    date = DayField(label=_("Date of the minutes"))
    number = forms.CharField(label=_("Number"), max_length=80, required=False)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Paste the text. A line that begins with # is a heading, with - or 1. an item of a list."),
    )
    document = forms.FileField(
        label=_("or a Word file (.docx)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("Its text is taken out and the file is kept beside it; at most 5 MB."),
    )

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document and document.size > minutes_text.MAX_FILE:
            raise forms.ValidationError(
                _now("The file is larger than %(limit)s MB.") % {"limit": minutes_text.MAX_FILE // 1024 // 1024}
            )
        return document

    def clean(self):
        values = super().clean()
        if not values.get("text", "").strip() and not values.get("document") and "document" not in self.errors:
            raise forms.ValidationError(_now("Paste the text or choose a file."))
        return values

    def paper(self) -> dict:
        """What ``add_minutes`` takes."""
        document = self.cleaned_data["document"]
        return {
            "date": self.cleaned_data["date"],
            "number": self.cleaned_data["number"],
            "text": self.cleaned_data["text"],
            "document": document.read() if document else None,
            "document_name": document.name if document else "",
        }


class DecisionForm(forms.Form):
    """What was decided; with a body and a term it is a duty."""

    text = forms.CharField(label=_("What was decided"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    bearer = forms.ChoiceField(
        label=_("Who carries it out"), required=False, help_text=_("With a term, this becomes a duty of that body.")
    )
    due = DayField(label=_("Term"), required=False)

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        self.fields["bearer"].choices = [("", "—"), *((pk, body.name) for pk, body in self.bodies.items())]

    def decision(self) -> dict:
        values = self.cleaned_data
        return {"text": values["text"], "bearer": self.bodies.get(values["bearer"]), "due": values["due"]}


class DoneForm(forms.Form):
    done_on = DayField(label=_("Day on which it was done"))
    note = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say where the proof is: the other side confirms by it."),
    )
