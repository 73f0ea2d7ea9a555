from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.audit import journal
from shanyraq.notices.actions import notify

from . import body_rules, permissions
from .asking import allow, dotted, refuse
from .models import Assistant, Post
from .terms import most_at_once


@transaction.atomic
def assign_assistant(*, post: Post, user, start_date: date, by, end_date: date | None = None) -> Assistant:
    """Let a user act for a post; what he does there bears his own name."""
    allow(permissions.can_keep_posts(by, post.organization))
    if not permissions.can_name_user(by, user):
        raise PermissionDenied(_("You may name users of your own region only."))
    if not permissions.may_act_for_posts(user):
        refuse("user", _("An administrator looks after accounts and acts for no post."))
    post = Post.objects.select_for_update().select_related("organization").get(pk=post.pk)
    if end_date and end_date < start_date:
        refuse("end_date", _("The last day is before the first day."))
    for field, day in (("start_date", start_date), ("end_date", end_date)):
        body_rules.within_body(field, day, post.organization)
    if post.end_date and (end_date or date.max) > post.end_date:
        refuse("end_date", _("The post ends on %(day)s: give the last day.") % {"day": dotted(post.end_date)})
    terms = post.assistants.filter(user=user).values_list("start_date", "end_date")
    if most_at_once(terms, (start_date, end_date)):
        refuse("user", _("%(user)s acts for this post in that time already.") % {"user": user})
    assistant = Assistant.objects.create(post=post, user=user, start_date=start_date, end_date=end_date)
    _record("registry.assistant_assigned", assistant, by, start=start_date, end=end_date)
    notify(
        user=user,
        key=f"registry:assistant:{assistant.pk}",
        kind="registry",
        title=format_lazy(gettext_lazy("You act for a post: {post}, {body}"), post=post, body=post.organization),
        url=post.get_absolute_url(),
    )
    return assistant


@transaction.atomic
def end_assistance(*, assistant: Assistant, end_date: date, by) -> Assistant:
    """The user's last day of acting for the post."""
    allow(permissions.can_keep_posts(by, assistant.post.organization))
    rows = Assistant.objects.select_for_update(of=("self",)).select_related("post__organization")
    assistant = rows.get(pk=assistant.pk)
    if end_date < assistant.start_date:
        refuse("end_date", _("The last day is before the first day."))
    if assistant.end_date and assistant.end_date <= end_date:
        refuse("end_date", _("This ends on %(day)s already.") % {"day": dotted(assistant.end_date)})
    assistant.end_date = end_date
    assistant.save(update_fields=["end_date"])
    _record("registry.assistance_ended", assistant, by, end=end_date)
    return assistant


def _record(verb: str, assistant: Assistant, by, **data) -> None:
    body = assistant.post.organization
    journal.record(verb, assistant, by=by, area=body.area_id, post=assistant.post_id, user=assistant.user_id, **data)
