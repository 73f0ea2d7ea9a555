"""Forms whose words are screened: before anything is saved, their writer sees what would be taken out."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..desk_words import Piece, Said, is_seal_of, look, seal_of


class WordsField(forms.CharField):
    """Words of an official. They go through the screener before the first write."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One text of the form as it would be kept."""

    label: str
    pieces: list[Piece]


class VouchField(forms.MultipleChoiceField):
    """Words that name nobody. What is no longer in the text is passed over."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value):
        return True


class DeskForm(forms.Form):
    """Once typed, the form comes back with every word that would be taken out; nothing is stored meanwhile.

    Sent again with the same words it is saved: what was marked is taken out, but for the words ticked in ``no_person``.
    A text that was changed is looked at anew.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.doubts: list[Doubt] = []
        self.vouched: frozenset[str] = frozenset()
        if self.is_bound:
            self.doubts = self._doubts()
        if self.doubts:
            self._ask()

    def is_multipart(self) -> bool:
        """A text sent so is as long as it was typed: even one of megabytes comes back in the form."""
        return True

    def clean(self):
        given = super().clean()
        chosen, seal = given.pop("no_person", []), given.pop("seen", "")
        if self.doubts and not is_seal_of(seal, self._texts()):
            self._show_again()
            raise ValidationError(
                _(
                    "Nothing is saved yet. The words marked above would be taken out: write it otherwise, or send it"
                    " again as it is."
                ),
                code="look",
            )
        self.vouched = frozenset(chosen) & self._words().keys()
        for name in self._word_fields():
            if self.vouched and given.get(name):
                given[name] = Said(given[name], self.vouched)
        return given

    def _ask(self) -> None:
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        if words := self._words():
            self.fields["no_person"] = VouchField(
                label=_("Which of these words name no person?"),
                choices=sorted(words.items()),
                required=False,
                help_text=_("Ticked words stay as they are, and the journal keeps that you answered for them."),
            )

    def _show_again(self) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = seal_of(self._texts())

    def _doubts(self) -> list[Doubt]:
        found = []
        for name in self._word_fields():
            try:
                pieces = look(self.data.get(self.add_prefix(name), ""))
            except ValidationError:
                # What cannot be taken at all is told by the deed, at its field.
                continue
            if pieces:
                found.append(Doubt(self.fields[name].label, pieces))
        return found

    def _words(self) -> dict[str, str]:
        """What its writer may say names nobody: as it is compared, and as it was written."""
        return {piece.word: piece.text for doubt in self.doubts for piece in doubt.pieces if piece.word}

    def _word_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, WordsField)]

    def _texts(self) -> list[str]:
        return [self.data.get(self.add_prefix(name), "") for name in self._word_fields()]
