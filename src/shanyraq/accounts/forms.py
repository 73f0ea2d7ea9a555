from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.places import calendar
from shanyraq.places.models import Area

from .library_forms import password_advice
from .models import User, plain_name
from .roles import RoleName


class InviteForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=200, help_text=_("As it should stand beside each deed.")
    )
    username = forms.CharField(
        label=_("User name"), max_length=150, validators=[plain_name], help_text=_("For example: a.serikova")
    )
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("If given, the link is sent there too."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="kk")

    def clean_username(self):
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("This user name is taken. Choose another one."))
        return username


class EditForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)


class RoleForm(forms.Form):
    name = forms.ChoiceField(label=pgettext_lazy("account", "Role"), choices=RoleName)
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=Area.objects.none(),
        required=False,
        help_text=_("Leave empty for the roles of the centre."),
    )
    started_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(level__lte=1).on(calendar.today())
        self.fields["started_on"].initial = calendar.today


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class NewPasswordForm(forms.Form):
    """Asked once: a manager of passwords pastes it, and showing it is up to the browser."""

    username = forms.CharField(
        label=_("User name"),
        disabled=True,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("New password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_advice()

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return data


class UserFilter(forms.Form):
    q = forms.CharField(label=_("Name or e-mail"), required=False)
    role = forms.ChoiceField(label=pgettext_lazy("account", "Role"), required=False)
    area = forms.ModelChoiceField(label=_("Region"), queryset=Area.objects.none(), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("All")), *RoleName.choices]
        self.fields["state"].choices = [("", _("All")), *User.State.choices]
        self.fields["area"].queryset = Area.objects.regions().on(calendar.today())
        self.fields["area"].empty_label = _("All")
