"""Words to users. A notice is shown on the bell; its letter waits in the outbox."""

from django.db import transaction
from django.utils import timezone, translation

from .models import Letter, Notice
from .queries import notices_of


@transaction.atomic
def notify(*, user, key: str, kind: str, title, body="", url: str = "") -> Notice:
    """Tell a user something once: a second call with the same ``key`` changes nothing and returns the first notice.

    ``title`` and ``body`` may be lazy translations: they are said in the user's language, whoever calls. Values go in
    with ``format_lazy``: ``%`` on a lazy phrase speaks at once, in the caller's language.
    ``url`` is a path of this site. A letter is queued when the user has an address and an open account.
    """
    with translation.override(user.language):
        words = {"title": str(title)[:300], "body": str(body)}
    notice, is_new = Notice.objects.get_or_create(
        user=user, key=key, defaults={"kind": kind, "url": url, "language": user.language, **words}
    )
    if is_new and user.email and user.is_active:
        Letter.objects.create(notice=notice, address=user.email)
    return notice


def mark_read(*, notice: Notice) -> None:
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])


def mark_all_read(*, user) -> int:
    return notices_of(user).filter(read_at=None).update(read_at=timezone.now())
