from django import forms
from django.utils.translation import gettext_lazy as _

from shanyraq.places.calendar import today
from shanyraq.places.models import Area
from shanyraq.registry.models import Organization, Post
from shanyraq.registry.queries import head_posts

from ..scales import Level
from ..scoping import watched_regions, watches_country
from .desk import DeskForm, WordsField
from .working import NO_NAMES

AUTHORITIES = ("akimat", "akimat.district", "assembly.regional", "assembly.district")
"""Kinds of bodies whose head can answer for a plan."""


class WeekForm(forms.Form):
    """Which week of the list, and which region."""

    week = forms.TypedChoiceField(label=_("Week"), required=False)
    region = forms.ModelChoiceField(label=_("Region"), queryset=Area.objects.none(), required=False)

    def __init__(self, *args, user, weeks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["week"].choices = [(week.isoformat(), week.strftime("%d.%m.%Y")) for week in weeks]
        regions = Area.objects.regions().on(today())
        if watches_country(user):
            self.fields["region"].queryset = regions
            self.fields["region"].empty_label = _("The whole country")
        elif len(watched_regions(user)) > 1:
            self.fields["region"].queryset = regions.filter(pk__in=watched_regions(user))
        else:
            del self.fields["region"]

    def chosen(self, weeks):
        """(week, region): the newest week and no region where nothing, or nothing known, was asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        week = next((week for week in weeks if week.isoformat() == asked.get("week")), weeks[0])
        return week, asked.get("region")


class OwnerField(forms.ModelChoiceField):
    """The head's post of an authority of a region; shown with the name of its body."""

    def label_from_instance(self, post):
        return f"{post.organization.name}: {post.label}"


class HotspotForm(DeskForm):
    """What a hotspot needs to begin: how urgent, what was seen, who answers for the plan."""

    level = forms.TypedChoiceField(label=_("Level"), choices=Level.choices, coerce=int)
    summary = WordsField(
        label=_("What is seen, in a few sentences"), widget=forms.Textarea(attrs={"rows": 4}), help_text=NO_NAMES
    )
    owner = OwnerField(
        label=_("Who answers for the plan"),
        queryset=Post.objects.none(),
        help_text=_("The post owes an approved plan within three days."),
    )

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners(area)
        if (suggested := akim_of(area)) is not None:
            self.fields["owner"].initial = suggested.pk


def owners(area: Area):
    """Heads of the authorities of a district and its region, the region's first."""
    bodies = Organization.objects.on(today()).filter(
        classification__in=AUTHORITIES, area__in={area.pk, area.region_code}
    )
    posts = Post.objects.on(today()).filter(role=Post.RoleKind.HEAD, organization__in=bodies)
    return posts.select_related("organization").order_by("organization__area__level", "organization__classification")


def akim_of(area: Area) -> Post | None:
    """The post of the head of the region's akimat."""
    akimat = Organization.objects.on(today()).filter(classification="akimat", area=area.region_code).first()
    return head_posts([akimat.pk]).get(akimat.pk) if akimat else None
