from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal

from . import body_rules, permissions
from .asking import allow, dotted, need_reason, no_personal_numbers, refuse
from .changes import announce
from .locking import take_version
from .models import Assistant, Membership, Organization, Post
from .terms import begins_later, close, most_at_once, reopen

ABOLISHED = "registry.post_abolished"


@transaction.atomic
def open_post(
    *,
    organization: Organization,
    role: str,
    by,
    label_kk: str = "",
    label_ru: str = "",
    label_en: str = "",
    reserved_for: str = "",
    max_holders: int = 1,
    start_date: date | None = None,
) -> Post:
    """Open a seat: it exists from now on, vacant until somebody is appointed."""
    allow(permissions.can_open_post(by, organization, reserved_for))
    no_personal_numbers(label_kk=label_kk, label_ru=label_ru, label_en=label_en)
    Organization.objects.select_for_update().get(pk=organization.pk)
    post = Post(
        organization=organization,
        role=role,
        label_kk=label_kk.strip(),
        label_ru=label_ru.strip(),
        label_en=label_en.strip(),
        reserved_for=reserved_for,
        max_holders=max_holders,
        start_date=start_date,
        end_date=organization.dissolution_date,
    )
    post.clean_fields(exclude=["organization"])
    if organization.dissolution_date and start_date is None:
        refuse("start_date", _("The body has ended: say from which day its post existed."))
    _check(post)
    post.save(force_insert=True)
    journal.record("registry.post_opened", post, by=by, area=organization.area_id, body=organization.pk, role=role)
    announce({organization.pk})
    return post


@transaction.atomic
def edit_post(*, post: Post, by, version: int | None = None, reason: str = "", **changes) -> Post:
    """Change labels, the number of seats or the first day; a changed day needs a ``reason``."""
    unknown = set(changes) - {"label_kk", "label_ru", "label_en", "max_holders", "start_date"}
    if unknown:
        raise TypeError(f"edit_post does not know {', '.join(sorted(unknown))}")
    allow(permissions.can_keep_posts(by, post.organization))
    no_personal_numbers(**{field: text for field, text in changes.items() if isinstance(text, str)})
    post = Post.objects.select_for_update().select_related("organization").get(pk=post.pk)
    changed = {field: [getattr(post, field), new] for field, new in changes.items() if getattr(post, field) != new}
    take_version(post, version)
    if "start_date" in changed:
        need_reason(reason)
    for field, (_old, new) in changed.items():
        setattr(post, field, new)
    post.clean_fields(exclude=["organization"])
    _check(post)
    _check_holders(post)
    post.save()
    if changed:
        journal.record(
            "registry.post_edited", post, by=by, area=post.organization.area_id, reason=reason, changed=changed
        )
        announce({post.organization_id})
    return post


@transaction.atomic
def abolish_post(*, post: Post, last_day: date, reason: str, by) -> Post:
    """End a seat after a day; whoever holds or assists it ends with it."""
    allow(permissions.can_keep_posts(by, post.organization))
    need_reason(reason)
    post = Post.objects.select_for_update().select_related("organization").get(pk=post.pk)
    if post.end_date:
        refuse("last_day", _("This post was abolished on %(day)s already.") % {"day": dotted(post.end_date)})
    begun = post.start_date or post.organization.founding_date
    if begun and last_day < begun:
        refuse("last_day", _("The post exists since %(begun)s; it cannot end before that.") % {"begun": dotted(begun)})
    later = begins_later(post.memberships, last_day) or begins_later(post.assistants, last_day)
    if later:
        refuse(
            "last_day",
            _('"%(what)s" begins on %(day)s, after the last day of the post. Correct or take it back first.')
            % {"what": later, "day": dotted(later.start_date)},
        )
    ended = {
        "memberships": close(post.memberships, last_day, end_reason=Membership.EndReason.ABOLISHED),
        "assistants": close(post.assistants, last_day),
    }
    post.end_date = last_day
    post.save(update_fields=["end_date"])
    journal.record(
        ABOLISHED, post, by=by, area=post.organization.area_id, reason=reason, last_day=last_day, ended=ended
    )
    announce({post.organization_id})
    return post


@transaction.atomic
def undo_abolition(*, post: Post, reason: str, by) -> Post:
    """Take back an end entered by mistake; holders and assistants get back the ends they had."""
    allow(permissions.can_keep_posts(by, post.organization))
    need_reason(reason)
    post = Post.objects.select_for_update().select_related("organization").get(pk=post.pk)
    if post.end_date is None:
        refuse("reason", _("This post is not abolished."))
    if post.organization.dissolution_date:
        refuse("reason", _("The body itself has ended. Take its end back first."))
    last_day, post.end_date = post.end_date, None
    _check(post)
    post.save(update_fields=["end_date"])
    entry = journal.history(post).filter(verb=ABOLISHED).first()
    ended = entry.data["ended"] if entry else {}
    reopen(Membership, ended.get("memberships", {}), last_day, end_reason="")
    reopen(Assistant, ended.get("assistants", {}), last_day)
    journal.record("registry.abolition_undone", post, by=by, area=post.organization.area_id, reason=reason)
    announce({post.organization_id})
    return post


def _check(post: Post) -> None:
    body_rules.within_body("start_date", post.start_date, post.organization)
    if post.reserved_for == Post.ReservedFor.YOUTH and post.role != Post.RoleKind.DEPUTY:
        refuse("role", _("The seat of a youth representative is one of the deputies of the head."))
    if post.role == Post.RoleKind.HEAD and post.max_holders != 1:
        refuse("max_holders", _("A body has one head at a time."))
    if post.role == Post.RoleKind.HEAD:
        _refuse_twin(post, _("This body already has a post of its head."), role=Post.RoleKind.HEAD)
    if post.reserved_for:
        _refuse_twin(post, _("This body already has a seat for a youth deputy."), reserved_for=post.reserved_for)


def _refuse_twin(post: Post, sentence: str, **same) -> None:
    others = Post.objects.filter(organization=post.organization_id, **same).exclude(pk=post.pk)
    if most_at_once(others.values_list("start_date", "end_date"), (post.start_date, post.end_date)):
        refuse("role", sentence)


def _check_holders(post: Post) -> None:
    terms = post.memberships.filter(acting=False).values_list("start_date", "end_date")
    if most_at_once(terms, (None, None)) > post.max_holders:
        refuse("max_holders", _("More people than that hold the post at the same time."))
    first = post.memberships.order_by("start_date").first()
    if first and post.start_date and first.start_date < post.start_date:
        refuse(
            "start_date",
            _("%(person)s holds the post since %(day)s; it cannot begin later. Correct that first.")
            % {"person": first.person, "day": dotted(first.start_date)},
        )
