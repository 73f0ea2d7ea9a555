"""The sealed short quarantine: a text can be read by this house alone, and only until somebody has looked at it."""

import base64
import hashlib
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

KEPT_FOR = timedelta(days=3)


class Unreadable(ValueError):
    """The sealed text was made with another key or was changed: it cannot be read, only masked for good."""


def seal(text: str) -> bytes:
    """The text encrypted and authenticated (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _box().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again. Raises ``Unreadable`` when the key is another one."""
    try:
        return _box().decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise Unreadable("The sealed text cannot be read with the key of this house.") from None


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.QUARANTINE_KEY.encode()).digest()))
