"""Forms about bodies; those about posts and people are in ``post_forms``."""

from django import forms
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from shanyraq.places import calendar
from shanyraq.places.models import Area

from . import body_rules
from .body_actions import next_states
from .kinds import kinds
from .models import Accreditation, Organization
from .permissions import can_found, can_move_body, is_controller
from .pickers import AreaField, BodyField


def day_field(label, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def reason_field(**kwargs) -> forms.CharField:
    label = kwargs.pop("label", _("Reason"))
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


def areas_in_order(areas):
    """The country, then each region followed by its districts."""
    region = Case(When(level=2, then=F("parent_id")), default=F("code"))
    return areas.on(calendar.today()).order_by(region, "level", "code")


class ReasonForm(forms.Form):
    reason = reason_field()


class CardForm(forms.Form):
    """What the card of a body holds; founding and editing add their own questions."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    short_names = forms.CharField(
        label=_("Short names"),
        required=False,
        help_text=_("Abbreviations and everyday names, separated by commas."),
        max_length=300,
    )
    founding_date = day_field(_("Founded on"), required=False)
    parent = BodyField(
        label=_("Belongs to"), required=False, help_text=_("The body above it: write a part of its name.")
    )
    branch_of = BodyField(label=_("Branch of"), required=False, help_text=_("For a local branch: its main body."))
    is_legal_entity = forms.BooleanField(label=_("Legal entity"), required=False)
    bin = forms.CharField(
        label=_("BIN"), required=False, max_length=12, help_text=_("Twelve digits, for a legal entity.")
    )
    members_count = forms.IntegerField(
        label=_("Number of members"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text=_("A number only: the register keeps no lists of members."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("parent", "branch_of"):
            self.fields[name].bodies = Organization.objects.visible_to(user)

    def clean_short_names(self):
        return [name.strip() for name in self.cleaned_data["short_names"].split(",") if name.strip()]


class FoundForm(CardForm):
    field_order = ["classification", "area"]
    classification = forms.ChoiceField(label=_("Kind of body"))
    area = AreaField(label=_("Place"), queryset=Area.objects.none())
    state = forms.ChoiceField(
        label=_("State"), choices=[choice for choice in Organization.State.choices if choice[0] != "dissolved"]
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        areas = areas_in_order(Area.objects)
        if not is_controller(user):
            areas = areas.filter(pk__in=_areas_of(user))
        self.fields["area"].queryset = areas
        self.fields["classification"].choices = [("", "---------"), *kinds_to_found(user)]
        self.fields["state"].initial = Organization.State.ACTIVE


class EditForm(CardForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason_field(
        required=False, help_text=_("Needed when a name, the founding date or the place was entered wrongly.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        if can_move_body(user):
            self.fields["area"] = AreaField(label=_("Place"), queryset=areas_in_order(Area.objects))
            self.fields["classification"] = forms.ChoiceField(
                label=_("Kind of body"), choices=[(known.code, known.label) for known in kinds().values()]
            )
        self.order_fields(["classification", "area"])


class ContactsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")


class RenameForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    since = day_field(_("First day of the new name"))
    reason = reason_field(help_text=_("The decision that gave the new name."))


class StateForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    reason = reason_field()

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        may = next_states(body)
        self.fields["state"].choices = [choice for choice in Organization.State.choices if choice[0] in may]


class DissolveForm(forms.Form):
    """How a body ends: without a successor, with a present one, or with one founded by the same deed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_day = day_field(_("Last day of the body"))
    heir = forms.ChoiceField(
        label=_("Who carries its duties on"),
        widget=forms.RadioSelect,
        initial="present",
        choices=[
            ("present", _("A body of the register")),
            ("new", _("A new body, founded for the next day")),
            ("none", _("Nobody")),
        ],
    )
    successor = BodyField(label=_("Successor"), required=False, help_text=_("A body of the register."))
    classification = forms.ChoiceField(label=_("Kind of the new body"), required=False)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    reason = reason_field(help_text=_("The decision that ended it."))

    def __init__(self, *args, user, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].bodies = Organization.objects.visible_to(user).exclude(pk=body.pk)
        allowed = [(code, label) for code, label in kinds_to_found(user) if can_found(user, code, body.area)]
        self.fields["classification"].choices = [("", "---------"), *allowed]

    def clean(self):
        data = super().clean()
        if data.get("heir") == "present" and not data.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Name the successor, or say that there is none."))
        if data.get("heir") == "new" and not data.get("classification"):
            self.add_error("classification", _("Choose what kind of body carries on."))
        return data


class ApplyForm(forms.Form):
    applied_on = day_field(_("Applied on"))
    commission = forms.CharField(label=_("Commission"), max_length=200, required=False)


class DecideForm(forms.Form):
    accredited = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", Accreditation.State.ACCREDITED.label), ("no", Accreditation.State.REFUSED.label)],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    decided_on = day_field(_("Decided on"))
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=80, required=False)
    expires_on = day_field(_("Valid to"), required=False)
    reason = reason_field(required=False, help_text=_("For a refusal."))


class CorrectDecisionForm(forms.Form):
    decided_on = day_field(_("Decided on"))
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=80, required=False)
    expires_on = day_field(_("Valid to"), required=False)
    reason = reason_field()


def card_of(body: Organization) -> dict:
    """What the edit form shows of a body."""
    plain = ("name_kk", "name_ru", "name_en", "founding_date", "parent", "branch_of", "is_legal_entity")
    more = ("members_count", "email", "phone", "address", "website", "note", "version", "area", "classification")
    card = {name: getattr(body, name) for name in (*plain, *more)}
    return card | {"bin": body_rules.bin_of(body), "short_names": ", ".join(body_rules.short_names_of(body))}


def kinds_to_found(user) -> list[tuple[str, str]]:
    """Kinds a user may enter somewhere."""
    mine = is_controller(user)
    return [(known.code, known.label) for known in kinds().values() if mine or known.founded_by == "region"]


def _areas_of(user):
    codes = user.region_codes
    return Area.objects.filter(Q(pk__in=codes) | Q(parent__in=codes)).values("pk")
