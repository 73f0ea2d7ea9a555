"""One page for every deed of the register: a form, its refusal beside the field, a second editor told, a way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BooleanField, ChoiceField, Form, ModelChoiceField, MultipleChoiceField
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from .locking import StaleVersion


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says: its heading, the button, what is told when it is done, a line of advice."""

    heading: str
    submit: str
    done: str
    text: str = ""


def deed(request, form: Form, do: Callable, *, words: Words, back: str, about=None, initial_of: Callable | None = None):
    """Show the form; when it is sent and sound, do the deed with its values and go back.

    ``do`` returns what was made: the way leads to its page when it has one, else to ``back``. ``initial_of(row)``
    says what the form shows of a row, for comparing with a second editor's version.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = do(**form.cleaned_data)
        except StaleVersion as stale:
            return _both_versions(request, form, stale.current, initial_of, words, back)
        except ValidationError as refused:
            _say(form, refused)
        else:
            messages.success(request, words.done)
            return redirect(made if isinstance(made, str) else back)
    context = {"form": form, "words": words, "back": back, "about": about}
    return render(request, "registry/deed.html", context, status=200)


def _say(form: Form, refused: ValidationError) -> None:
    """Each sentence beside its field; what speaks of no field of this form stands above it."""
    for field, sentences in refused.message_dict.items():
        form.add_error(field if field in form.fields else None, sentences)


def _both_versions(request, form: Form, current, initial_of: Callable, words: Words, back: str):
    """The second editor sees what was saved meanwhile and what he typed; saving again puts his version over it."""
    stored = initial_of(current)
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = current.version
    last = journal.history(current).first()
    context = {
        "form": form,
        "changes": list(_differences(form, stored)),
        "changed_by": last.actor_name if last else "",
        "changed_at": last.at if last else None,
        "submit": words.submit,
        "cancel": back,
    }
    return render(request, "409.html", context, status=409)


def _differences(form: Form, stored: Mapping):
    for name, field in form.fields.items():
        typed, kept = form.cleaned_data.get(name), stored.get(name)
        if name != "version" and name in stored and (typed or None) != (kept or None):
            yield {
                "label": field.label,
                "stored": _in_words(field, kept),
                "typed": _in_words(field, typed),
            }


def _in_words(field, value) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, MultipleChoiceField):
        names = dict(field.choices)
        return ", ".join(str(names.get(each, each)) for each in value)
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        return str(dict(field.choices).get(value, value))
    if hasattr(value, "strftime"):
        return f"{value:%d.%m.%Y}"
    return str(value)
