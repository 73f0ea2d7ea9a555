from django.utils import timezone

from .models import Letter, Notice


def notices_of(user):
    """A user's own notices, newest first."""
    return Notice.objects.filter(user=user)


def unread_count(user) -> int:
    return notices_of(user).filter(read_at=None).count()


def letters_due(now=None):
    """Letters that may be tried now, oldest first."""
    return Letter.objects.filter(state=Letter.State.QUEUED).exclude(next_attempt_at__gt=now or timezone.now())
