"""Doors to the feeds."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .feed_actions import add_feed, turn_feed
from .feeds import trouble_in_words
from .key_views import KeyForm
from .models import Feed
from .scales import SourceKind
from .scoping import WATCHERS
from .views.finding import done, posted


class FeedForm(KeyForm):
    """A public feed of one area."""

    url = forms.URLField(label=gettext_lazy("Address of the feed"), max_length=500, assume_scheme="https")
    field_order = ["name", "url", "area", "source_kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the feed")
        self.fields["source_kind"].initial = SourceKind.MEDIA


def feeds(request):
    """Feeds that are read from time to time, and a new one."""
    if not request.user.has_role(*WATCHERS):
        raise PermissionDenied(_("Feeds are kept by the centre and by the secretariat of a region."))
    form = FeedForm(posted(request), user=request.user)
    if done(request, form, lambda: add_feed(by=request.user, **form.cleaned_data)):
        messages.success(request, _("The feed is read from now on, every quarter of an hour."))
        return redirect("radar:feeds")
    known = list(Feed.objects.visible_to(request.user).select_related("area"))
    for feed in known:
        feed.trouble = trouble_in_words(feed.error)
    status = 422 if form.errors else 200
    return render(request, "radar/intake/feeds.html", {"form": form, "feeds": known}, status=status)


@require_POST
def turn(request, pk):
    """Pause a feed or read it again."""
    feed = get_object_or_404(Feed.objects.visible_to(request.user), pk=pk)
    turn_feed(feed=feed, active=request.POST.get("active") == "yes", by=request.user)
    return redirect("radar:feeds")
