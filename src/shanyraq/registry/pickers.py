"""Fields in which a person types a name and the register understands which body or office-holder is meant."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shanyraq.places.models import Area

from .models import Organization, Person

CANDIDATES = 8
GAP = " — "


def body_label(body: Organization) -> str:
    """A body's name with its place and kind: nobody else has the same."""
    return GAP.join([body.name, str(body.area), body.kind_label])


class NamesInput(forms.TextInput):
    """A text field that offers names once the typed one was not clear."""

    template_name = "registry/names_input.html"
    names: tuple[str, ...] = ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.names:
            context["widget"]["attrs"]["list"] = f"{name}-names"
        return context | {"list_id": f"{name}-names", "names": self.names}


class BodyField(forms.CharField):
    """A body by its name, in any language, spelling and part; ``bodies`` is what the user may choose from."""

    widget = NamesInput

    def __init__(self, **kwargs):
        super().__init__(max_length=700, **kwargs)
        self.bodies = Organization.objects.none()

    def prepare_value(self, value):
        return body_label(value) if isinstance(value, Organization) else value

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        found = list(self.bodies.called(text.split(GAP)[0]).select_related("area")[: CANDIDATES * 5])
        exact = [body for body in found if text in (body_label(body), body.name_kk, body.name_ru, body.name_en)]
        chosen = exact if len(exact) == 1 else found
        if len(chosen) == 1:
            return chosen[0]
        self.widget.names = tuple(body_label(body) for body in chosen[:CANDIDATES])
        if not chosen:
            raise ValidationError(_("The register has no such body. Check the name, or enter the body first."))
        raise ValidationError(
            [_("Several bodies answer to this name. Write one of them in full:"), *self.widget.names],
            code="several",
        )

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != data


class AreaField(forms.ModelChoiceField):
    """Areas, each region followed by its districts."""

    def label_from_instance(self, area: Area) -> str:
        return f"· {area.name}" if area.level == 2 else area.name


def same_names(name: str, user) -> list[Person]:
    """Office-holders of that name whom the user may see."""
    plain = " ".join(name.split())
    return list(Person.objects.visible_to(user).filter(name=plain)[:CANDIDATES]) if plain else []


def posts_in_words(person: Person, user) -> str:
    """The name and the latest posts the user may see, so that two people of one name can be told apart."""
    terms = person.memberships.visible_to(user).select_related("post", "organization").order_by("-start_date")[:3]
    return GAP.join([person.name, *(f"{term.post or term.role}, {term.organization}" for term in terms)])
