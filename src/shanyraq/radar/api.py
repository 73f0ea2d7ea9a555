"""Signals from programs, as JSON; the same deed as every other door. Reference: docs/reference/signals-api.md."""

import json
import re
from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from shanyraq.places.calendar import today

from . import intake_queries, throttling, whereabouts
from .key_actions import digest_of
from .models import ApiKey, SignalNote
from .receiving import OtherSubmission, receive
from .reports import Report
from .scales import Channel, Crowd, Need, Status

LARGEST = 64 * 1024
KEY = re.compile(r"[\x21-\x7e]{8,128}")
WORDS = ("area", "place", "region", "occurred_on", "issue", "stage", "need", "crowd", "status", "text")
KNOWN = {*WORDS, "witness"}


class Refused(Exception):
    """A request that is not taken: a status, and what was wrong by field."""

    def __init__(self, status: int, errors: dict[str, list[str]], **headers):
        super().__init__(status)
        self.status, self.errors, self.headers = status, errors, headers


def door(view):
    """A door for programs: the key opens it, nothing of a session counts, every refusal is JSON."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def guarded(request):
        try:
            answer = view(request, _key_of(request))
        except Refused as refused:
            answer = JsonResponse({"errors": refused.errors}, status=refused.status, headers=refused.headers)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return guarded


@door
def signals(request, key):
    if request.method == "POST":
        return _take(request, key)
    if request.method == "GET":
        return _tell(request, key)
    raise Refused(405, _whole(_("Use GET or POST.")), Allow="GET, POST")


@sensitive_variables()
def _take(request, key):
    """Take one signal in. The same ``Idempotency-Key`` with the same content is the same signal and answer."""
    submission = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(submission):
        raise Refused(400, _whole(_("Send a header Idempotency-Key of 8 to 128 signs, a new one for each signal.")))
    report = _report(_body(request), key)
    try:
        received = receive(
            report=report,
            key=f"{key.pk}:{submission}",
            channel=Channel.API,
            source=str(key.organization_id or key.pk),
            source_kind=key.source_kind,
            reporter=key.organization,
        )
    except OtherSubmission as other:
        raise Refused(409, _whole(*other.messages)) from None
    except ValidationError as problem:
        raise Refused(422, problem.message_dict) from None
    ApiKey.objects.filter(pk=key.pk).update(used_at=timezone.now())
    return JsonResponse({"receipt": received.code}, status=201)


def _tell(request, key):
    """What became of a signal of this key's area; its receipt stands in a header, so that no log keeps it."""
    signal = intake_queries.signal_of_code(request.headers.get("Signal-Receipt", ""))
    if signal is None or signal.channel != Channel.API or not _may_speak_of(key, signal.region_id):
        raise Refused(404, _whole(_("No signal of this key has this receipt.")))
    answers = signal.notes.filter(kind=SignalNote.Kind.ANSWER)
    return JsonResponse(
        {
            "state": signal.state,
            "said": intake_queries.in_plain_words(signal).sentence,
            "received_at": signal.received_at.isoformat(),
            "first_action_at": signal.first_action_at and signal.first_action_at.isoformat(),
            "answers": [{"at": note.at.isoformat(), "text": note.text} for note in answers],
        }
    )


def _key_of(request) -> ApiKey:
    scheme, _space, words = request.headers.get("Authorization", "").partition(" ")
    known = ApiKey.objects.select_related("area", "organization").filter(state=ApiKey.State.OPEN)
    key = known.filter(digest=digest_of(words.strip())).first() if scheme.lower() == "bearer" else None
    if wait := throttling.seconds_to_wait(request, f"api {key.pk if key else ''}", throttling.PROGRAMS):
        raise Refused(
            429, _whole(_("Too many requests. Wait %(wait)s s.") % {"wait": wait}), **{"Retry-After": str(wait)}
        )
    if key is None:
        raise Refused(401, _whole(_("Send an open key: Authorization: Bearer …")), **{"WWW-Authenticate": "Bearer"})
    return key


def _body(request) -> dict:
    said = request.headers.get("Content-Length") or "0"
    if not said.isdigit() or int(said) > LARGEST:
        raise Refused(413, _whole(_("One signal takes at most 64 KB.")))
    try:
        body = json.loads(request.read(LARGEST + 1).decode())
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused(400, _whole(_("The body is no JSON in UTF-8."))) from None
    if not isinstance(body, dict):
        raise Refused(422, _whole(_("Send one JSON object.")))
    return body


def _report(body: dict, key: ApiKey) -> Report:
    errors = {name: [_("This field is not known.")] for name in body if name not in KNOWN}
    errors |= {
        name: [_("Write it as text.")]
        for name in WORDS
        if body.get(name) is not None and not isinstance(body[name], str)
    }
    if not isinstance(body.get("witness"), bool | None):
        errors["witness"] = [_("Write true, false or null.")]
    if errors:
        raise Refused(422, errors)
    given = {name: body.get(name) or "" for name in WORDS}
    where, day = _where(given, key, errors), _day(given["occurred_on"], errors)
    if errors:
        raise Refused(422, errors)
    return Report(
        area=where.area,
        settlement=where.settlement,
        occurred_on=day,
        issue=given["issue"],
        stage=given["stage"],
        need=given["need"] or Need.NOTHING,
        crowd=given["crowd"] or Crowd.UNKNOWN,
        status=given["status"] or Status.ACTUAL,
        witness=body.get("witness"),
        text=given["text"],
    )


def _where(given, key, errors):
    if given["area"]:
        code = given["area"]
        found = [where] if (where := whereabouts.of_code(code)) else []
        field = "area"
    else:
        found, field = whereabouts.find(given["place"] or given["region"], given["region"]), "place"
    if len(found) != 1:
        errors[field] = [_("Name one place: its code, or its name with the region.")]
        if len(found) > 1:
            errors["candidates"] = [where.code for where in found[: whereabouts.MOST_ASKED]]
    elif not _may_speak_of(key, found[0].area.region_code):
        errors[field] = [_("This key sends signals of another area.")]
    return found[0] if found else None


def _day(written: str, errors) -> date | None:
    try:
        return date.fromisoformat(written) if written else today()
    except ValueError:
        errors["occurred_on"] = [_("Write the day as 2026-03-31.")]
        return None


def _may_speak_of(key: ApiKey, region: str) -> bool:
    return key.area.level == 0 or key.area_id == region


def _whole(*sentences: str) -> dict[str, list[str]]:
    return {"__all__": list(sentences)}
