from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from .models import User


def send_link(user: User, link: str) -> str | None:
    """Send the one-time link in the user's language; None when it went, else what hindered it."""
    with translation.override(user.language):
        subject = _("Your entry to Shanyraq")
        body = _(
            "Hello, %(name)s.\n\nAn account is open for you. Set your password here:\n%(link)s\n\n"
            "Your user name: %(username)s\nThe link works once, for three days. Do not pass it on.\n"
        ) % {"name": user.name, "link": link, "username": user.username}
    try:
        send_mail(subject, body, None, [user.email])
    except (OSError, SMTPException) as problem:
        return str(problem)
    return None
