"""Forms about credentials of mediators."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.places import calendar
from shanyraq.places.models import Area

from . import mediation
from .forms import areas_in_order, day_field, reason_field
from .mediator_queries import may_be_credentialed
from .models import MediatorCredential, Membership
from .permissions import is_controller
from .pickers import AreaField


class TermField(forms.ModelChoiceField):
    def label_from_instance(self, term: Membership) -> str:
        return f"{term.person} — {term.organization}"


class CredentialForm(forms.Form):
    """What a credential says: kind, territory, languages of the service, issues, dates, paper."""

    kind = forms.ChoiceField(label=_("Kind of mediator"), choices=MediatorCredential.Kind.choices)
    area = AreaField(label=_("Territory"), queryset=Area.objects.none())
    offered_in = forms.MultipleChoiceField(
        label=_("Mediation is offered"),
        choices=mediation.language_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Languages of the service. Nothing is asked or kept about the mediator's origin."),
    )
    issues = forms.MultipleChoiceField(
        label=_("Issues"),
        choices=mediation.issue_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen: every issue."),
    )
    elected_on = day_field(_("Elected or certified on"))
    valid_to = day_field(_("Valid to"), required=False, help_text=_("Empty: until it is ended."))
    document = forms.CharField(
        label=_("Minutes of the election or certificate"), max_length=200, help_text=_("Its number and date.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = _places_of(user)


class EnterForm(CredentialForm):
    membership = TermField(
        label=_("Mediator"),
        queryset=Membership.objects.none(),
        help_text=_("Somebody who serves in a mediator's post. If he is not here, appoint him first."),
    )
    field_order = ["membership"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["membership"].queryset = may_be_credentialed(user, calendar.today())


class RenewForm(CredentialForm):
    """The card of the former credential with new dates."""


class CorrectForm(CredentialForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason_field(label=_("What was wrong"))


class EndForm(forms.Form):
    ended_on = day_field(_("Last day"))
    reason = reason_field()


def card_of(credential: MediatorCredential) -> dict:
    """What the forms show of a credential."""
    plain = ("kind", "area", "elected_on", "valid_to", "document", "version")
    card = {name: getattr(credential, name) for name in plain}
    return card | {"offered_in": credential.language_codes, "issues": credential.issue_codes}


def renewed_card(credential: MediatorCredential) -> dict:
    """The same work, asked for its new dates and paper."""
    card = card_of(credential)
    return {name: card[name] for name in ("kind", "area", "offered_in", "issues")} | {"elected_on": calendar.today()}


def _places_of(user):
    areas = areas_in_order(Area.objects).filter(level__in=(1, 2))
    if is_controller(user):
        return areas
    codes = user.region_codes
    return areas.filter(Q(pk__in=codes) | Q(parent__in=codes))
