from django import forms


class EnterForm(forms.Form):
    user = forms.UUIDField()
