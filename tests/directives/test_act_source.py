"""The address the product starts from, read where its file is at hand: nothing of it is kept in the repository."""

from pathlib import Path

import pytest
from django.urls import reverse

from factories import directives as made
from shanyraq.directives.act_queries import progress
from shanyraq.directives.models import Rule, SourceAct

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "source" / "source-address.txt"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("places"),
    pytest.mark.skipif(not SOURCE.exists(), reason="the source address is not beside this checkout"),
]


def test_a_controller_confirms_the_address_and_makes_the_two_monthly_rule(enter):
    from shanyraq.places.models import Area

    for area in Area.objects.filter(level=1):
        made.akimat(area)
    desk = enter(made.controller())
    desk.post(
        reverse("acts:add"),
        {"text": SOURCE.read_text(encoding="utf-8"), "title": "Address", "kind": "address", "date_assumed": "on"},
    )
    act = SourceAct.objects.get()

    for directive in made.directives(act):
        if not directive.bearer:
            desk.post(reverse("acts:bearer", args=[directive.pk]), {"version": directive.version, "open": "1"})
            directive.refresh_from_db()
        desk.post(reverse("acts:confirm", args=[directive.pk]), {"version": directive.version})
    meeting = made.directives(act)[2]
    form = desk.get(reverse("acts:make_rule", args=[meeting.pk])).context["form"]
    answers = {name: value for field in form for name, value in [(field.html_name, field.value())] if value}
    saved = desk.post(
        reverse("acts:make_rule", args=[meeting.pk]),
        {**answers, "title_kk": "Жиын", "title_ru": "Совещание", "title_en": "Meeting", "step": "save"},
    )

    rule, cities = Rule.objects.order_by("created_at", "pk")
    assert progress(made.directives(act)) == (13, 13)
    assert saved["Location"] == reverse("acts:rule", args=["meeting"])
    assert (rule.force, rule.cadence, rule.since_assumed) == ("must", {"mode": "rolling", "every": "P2M"}, True)
    assert (rule.group, rule.standings.count()) == ("meetings", 17)
    assert (cities.group, cities.standings.count()) == ("by_analogy", 3)
