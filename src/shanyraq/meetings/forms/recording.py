from django import forms
from django.utils.translation import gettext_lazy as _

from .. import kinds
from ..models import Participation
from ..seats import Attending
from .inputs import HourField, OnceField, WhenFields, lines_of

Presence = Participation.Presence


class HeldForm(WhenFields):
    """ "It took place": when, where, who chaired, about what. Who was there is asked seat by seat beside it."""

    field_order = ["classification", "day", "begins", "ends", "location", "chair", "situation", "agenda"]

    once = OnceField()
    classification = forms.ChoiceField(label=_("What was it?"))
    location = forms.CharField(label=_("Venue"), max_length=300, required=False)
    chair = forms.ChoiceField(label=_("Who chaired?"), required=False)
    situation = forms.CharField(label=_("Item on the interethnic situation"), max_length=300, required=False)
    agenda = forms.CharField(
        label=_("Other items, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    came = forms.MultipleChoiceField(label=_("Who came?"), required=False, widget=forms.CheckboxSelectMultiple)
    others_count = forms.IntegerField(
        label=_("How many others were there"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("A number is enough; names of residents are not kept."),
    )

    def __init__(self, *args, chairs, posts, is_planned=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["classification"].choices = kinds.choices()
        self.fields["chair"].choices = [("", _("no chair is named")), *chairs]
        self.fields["came"].choices = posts
        if is_planned:
            del self.fields["classification"]

    def agenda_items(self) -> list[tuple[str, bool]]:
        situation = self.cleaned_data["situation"].strip()
        rest = [(line, False) for line in lines_of(self.cleaned_data["agenda"])]
        return [(situation, True), *rest] if situation else rest


class PresenceForm(forms.Form):
    """Beside the seats: who chaired, and who came without a seat; only for those who keep the record."""

    chair = forms.ChoiceField(label=_("Who chaired?"), required=False)
    came = forms.MultipleChoiceField(label=_("Who came?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, seats, posts, **kwargs):
        super().__init__(*args, **kwargs)
        chair = next((str(seat.pk) for seat in seats if seat.ical_role == Participation.IcalRole.CHAIR), "")
        self.fields["chair"].choices = [("", _("no chair is named")), *((str(seat.pk), seat.seat) for seat in seats)]
        self.fields["chair"].initial = chair
        self.fields["came"].choices = posts
        if posts is None:
            del self.fields["chair"], self.fields["came"]


class SeatForm(forms.Form):
    """How one seat was taken: six values; who came instead, why not, when: only if there is something to say."""

    presence = forms.ChoiceField(label=_("Presence"), choices=Presence.choices)
    person = forms.ChoiceField(label=_("Who came instead"), required=False)
    name = forms.CharField(label=_("or the name, if not on the list"), max_length=200, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    arrived = HourField(label=_("Arrived at"), required=False)
    left = HourField(label=_("Left at"), required=False)

    def __init__(self, *args, seat, people, expect=False, **kwargs):
        self.seat = seat
        kwargs.setdefault("initial", self.of(seat, expect))
        super().__init__(*args, prefix=f"seat-{seat.pk}", **kwargs)
        self.fields["person"].choices = [("", "—"), *((str(person.pk), str(person)) for person in people)]
        self.people = {str(person.pk): person for person in people}

    @staticmethod
    def of(seat, expect: bool) -> dict:
        """``expect``: where nothing is recorded yet, what the answer to the invitation promised."""
        stood_in = seat.presence == Presence.BY_DEPUTY
        return {
            "presence": promised(seat) if expect and seat.presence == Presence.NOT_RECORDED else seat.presence,
            "person": str(seat.person_id) if stood_in and seat.person_id else "",
            "name": seat.guest_name if stood_in else "",
            "reason": seat.presence_reason,
            "arrived": seat.arrived,
            "left": seat.left,
        }

    @property
    def has_more(self) -> bool:
        """Is there something beyond the presence itself?"""
        more = ("person", "name", "reason", "arrived", "left")
        return bool(self.errors) or any(self.initial.get(name) for name in more)

    def attending(self) -> Attending:
        values = self.cleaned_data
        return Attending(
            post=self.seat.for_post,
            person=self.people.get(values["person"]) or (None if self.seat.for_post_id else self.seat.person),
            name=values["name"].strip() or ("" if self.seat.for_post_id else self.seat.guest_name),
            organization=self.seat.organization,
            presence=values["presence"],
            reason=values["reason"],
            arrived=values["arrived"],
            left=values["left"],
        )


def promised(seat) -> str:
    """What the answer to the invitation lets us expect; the recorder corrects it where it came differently."""
    expected = {
        Participation.PartStat.ACCEPTED: Presence.IN_PERSON,
        Participation.PartStat.DELEGATED: Presence.BY_DEPUTY,
    }
    return expected.get(seat.partstat, Presence.NOT_RECORDED)


class TagForm(forms.Form):
    """What else an event was, and for whom."""

    classification = forms.ChoiceField(label=_("It was also a"))
    organization = forms.ChoiceField(label=_("It counts for"))
    situation_item = forms.CharField(
        label=_("Item on the interethnic situation"),
        max_length=300,
        required=False,
        help_text=_("Fill it in when the agenda has no such item yet."),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["classification"].choices = kinds.choices()
        self.fields["organization"].choices = [(str(body.pk), body.name) for body in bodies]
