"""Keys of programs: made, shown once, closed. Only a digest is kept."""

import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.models import Area

from .desk_intake import takes_in
from .models import ApiKey
from .scoping import watches_country

PREFIX = "shq_"


@transaction.atomic
def make_key(*, name: str, area: Area, source_kind: str, by) -> tuple[ApiKey, str]:
    """A key with which a program sends signals of one area; its words are told now and never again."""
    _may_keep(by, area)
    words = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(name=name, area=area, source_kind=source_kind, digest=digest_of(words), made_by=by)
    journal.record("radar.key_made", key, by=by, area=area, source=str(source_kind))
    return key, words


@transaction.atomic
def close_key(*, key: ApiKey, by) -> ApiKey:
    """The key opens nothing any more; what came by it stays."""
    key = ApiKey.objects.select_for_update(of=("self",)).select_related("area").get(pk=key.pk)
    _may_keep(by, key.area)
    if key.state == ApiKey.State.OPEN:
        key.state = ApiKey.State.CLOSED
        key.save(update_fields=["state"])
        journal.record("radar.key_closed", key, by=by, area=key.area)
    return key


def digest_of(words: str) -> str:
    """A key is long and drawn by chance: its plain digest cannot be turned back."""
    return hashlib.sha256(words.encode()).hexdigest()


def _may_keep(user, area: Area) -> None:
    if not (takes_in(user, area.region_code) if area.level else watches_country(user)):
        raise PermissionDenied(_("Keys are kept by the centre and by the secretariat of a region."))
