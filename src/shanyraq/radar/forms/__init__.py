"""What comes in about signals. Bad input loses nothing: the form is shown again as it was typed."""

from .searching import SearchForm
from .working import AnswerCallForm, ClosingForm, CorrectForm, FindingForm, GlanceForm, ReasonForm, WordsForm

__all__ = [
    "AnswerCallForm",
    "ClosingForm",
    "CorrectForm",
    "FindingForm",
    "GlanceForm",
    "ReasonForm",
    "SearchForm",
    "WordsForm",
]
