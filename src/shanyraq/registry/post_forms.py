"""Forms about posts, their holders and assistants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.models import User
from shanyraq.places import calendar

from .forms import day_field, reason_field
from .models import Membership, Organization, Person, Post
from .permissions import is_controller
from .pickers import BodyField, posts_in_words, same_names

NOBODY_KNOWN = "new"


class LabelForm(forms.Form):
    label_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300, required=False)
    label_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    label_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)


class OpenPostForm(LabelForm):
    field_order = ["role"]
    role = forms.ChoiceField(label=_("Role"), choices=Post.RoleKind)
    reserved_for = forms.ChoiceField(
        label=_("Reserved for"), required=False, choices=[("", _("nobody in particular")), *Post.ReservedFor.choices]
    )
    max_holders = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000, initial=1)
    start_date = day_field(_("Exists since"), required=False)


class EditPostForm(LabelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    max_holders = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000)
    start_date = day_field(_("Exists since"), required=False)
    reason = reason_field(required=False, help_text=_("Needed when the first day was entered wrongly."))


class AbolishForm(forms.Form):
    last_day = day_field(_("Last day of the post"))
    reason = reason_field()


class WhoForm(forms.Form):
    """Whom to put in a post: a name; when the register knows that name, it asks whether it is the same person."""

    name = forms.CharField(
        label=_("Name of the office-holder"),
        max_length=200,
        help_text=_("As in the decision. No numbers, no birth date, no origin."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = same_names(self.data.get(self.add_prefix("name"), ""), user) if self.is_bound else []
        if self.known:
            choices = [(str(person.pk), posts_in_words(person, user)) for person in self.known]
            self.fields["known"] = forms.ChoiceField(
                label=_("The register knows this name. Is it the same person?"),
                widget=forms.RadioSelect,
                choices=[*choices, (NOBODY_KNOWN, _("No, another person"))],
            )
            self.order_fields(["name", "known"])

    def clean(self):
        """``person`` instead of the two questions: a known office-holder or a new name."""
        data = super().clean()
        name, known = data.pop("name", ""), data.pop("known", NOBODY_KNOWN)
        chosen = {str(person.pk): person for person in self.known}
        data["person"] = chosen.get(known, name)
        return data


class AppointForm(WhoForm):
    start_date = day_field(_("First day"))
    end_date = day_field(_("Last day"), required=False, help_text=_("When the term is limited."))
    acting = forms.BooleanField(
        label=_("Acting"),
        required=False,
        help_text=_("Answers for the post while the holder is away or there is none."),
    )
    document = forms.CharField(label=_("Decision or order"), max_length=200, required=False)
    on_behalf_of = BodyField(
        label=_("On behalf of"), required=False, help_text=_("The body that sent this person, if any.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["on_behalf_of"].bodies = Organization.objects.visible_to(user)


class YouthDeputyForm(WhoForm):
    """Three questions: who, since when, does he meet the age rule."""

    start_date = day_field(_("First day"))
    document = forms.CharField(label=_("Decision"), max_length=200, required=False)
    meets_age_rule = forms.BooleanField(
        label=_("Meets the age rule on that day"),
        required=False,
        help_text=_("Your word is enough; the register asks for no birth date."),
    )


class EndForm(forms.Form):
    end_date = day_field(_("Last day"))
    reason = forms.ChoiceField(
        label=_("Why it ends"),
        choices=[choice for choice in Membership.EndReason.choices if choice[0] in ("term", "resigned", "removed")],
    )
    document = forms.CharField(label=_("Decision or order"), max_length=200, required=False)


class CorrectForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    start_date = day_field(_("First day"))
    end_date = day_field(_("Last day"), required=False)
    acting = forms.BooleanField(label=_("Acting"), required=False)
    document = forms.CharField(label=_("Decision or order"), max_length=200, required=False)
    reason = reason_field(label=_("What was wrong"))


class AttestForm(forms.Form):
    on = day_field(_("On which day"))
    attested_by = forms.CharField(
        label=_("Who vouches"), max_length=200, required=False, help_text=_("Empty: you yourself.")
    )


class UserChoice(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.name} ({user.username})"


class AssistantForm(forms.Form):
    user = UserChoice(label=_("User"), queryset=User.objects.none())
    start_date = day_field(_("First day"))
    end_date = day_field(_("Last day"), required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users_to_name(by)


class EndAssistanceForm(forms.Form):
    end_date = day_field(_("Last day"))


class PersonForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the office-holder"), max_length=200)
    email = forms.EmailField(label=_("E-mail at work"), required=False)
    phone = forms.CharField(label=_("Telephone at work"), required=False, max_length=40)


class LinkForm(forms.Form):
    user = UserChoice(
        label=_("User"), queryset=User.objects.none(), required=False, help_text=_("Empty: no user of the house.")
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users_to_name(by)


def term_of(membership: Membership) -> dict:
    """What the correction form shows of a term."""
    return {name: getattr(membership, name) for name in ("start_date", "end_date", "acting", "document", "version")}


def post_card(post: Post) -> dict:
    names = ("label_kk", "label_ru", "label_en", "max_holders", "start_date", "version")
    return {name: getattr(post, name) for name in names}


def person_card(person: Person) -> dict:
    return {name: getattr(person, name) for name in ("name", "email", "phone", "version")}


def users_to_name(by):
    """Users whom somebody may give posts: for a secretary those who work in his regions; administrators never."""
    users = User.objects.filter(state=User.State.ACTIVE).exclude(roles__name="administrator", roles__ended_on=None)
    if not is_controller(by):
        users = users.filter(roles__area__in=by.region_codes, roles__ended_on=None)
    return users.distinct().order_by("name")


def today_first(*names: str) -> dict:
    """Initial values: today in the given date fields."""
    return dict.fromkeys(names, calendar.today())
