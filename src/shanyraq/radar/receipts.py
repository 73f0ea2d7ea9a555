"""The code a reporter keeps: made of the submission, so that the same submission gets the same code; only a digest of
it is stored, and nobody can go from the digest back to the code."""

import base64
import hashlib
import hmac
import json

from django.conf import settings

LENGTH = 12
_LOOK_ALIKES = str.maketrans({"0": "O", "1": "I", "8": "B", "-": "", " ": ""})


def code_for(submission: str) -> str:
    """Twelve letters and digits, in three groups, that only this house can make."""
    digest = hmac.new(_key("receipt"), submission.encode(), hashlib.sha256).digest()
    letters = base64.b32encode(digest).decode()[:LENGTH]
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def digest_of(code: str) -> str:
    """What is stored of a code, however it was typed: small letters, spaces, 0 for O."""
    plain = code.strip().upper().translate(_LOOK_ALIKES)
    return hmac.new(_key("receipt-digest"), plain.encode(), hashlib.sha256).hexdigest()


def submission_id(key: str) -> str:
    """What is stored of the key a sender gave a submission."""
    return hmac.new(_key("submission"), key.encode(), hashlib.sha256).hexdigest()


def source_key(source: str) -> str:
    """Tells one source from another for the cap of a week, and nothing more; empty for an unknown source."""
    return hmac.new(_key("source"), source.encode(), hashlib.sha256).hexdigest() if source else ""


def request_digest(content: dict) -> str:
    """Tells a repeated submission from another one under the same key; keyed, so that no text can be guessed by it."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hmac.new(_key("request"), canonical.encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    return f"{purpose}:{settings.SECRET_KEY}".encode()
