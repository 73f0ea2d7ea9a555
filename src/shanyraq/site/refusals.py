"""Pages for what goes wrong. They say what happened, why, and what to do, in the reader's language."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_SECONDS = 30


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    # A refusal of our own says why; a library's speaks English to its programmer.
    words = str(exception) if getattr(exception, "args", None) and _is_ours(exception) else ""
    return render(request, "403.html", {"refusal": words}, status=403)


def too_large(request, limit: int | None = None):
    """``limit`` in bytes: of the words of a form; without it, of a whole request with its files."""
    page = {"limit": (limit or settings.REQUEST_LIMIT) // 1024**2, "is_text": limit is not None}
    return render(request, "413.html", page, status=413)


def broken(request):
    """500, or 503 while the database is away; drawn without session, user or database."""
    is_away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    code = 503 if is_away else 500
    response = HttpResponse(render_to_string("500.html", {"is_away": is_away, "code": code}), status=code)
    if is_away:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _is_ours(exception) -> bool:
    trace = exception.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return bool(trace) and trace.tb_frame.f_globals.get("__name__", "").startswith("shanyraq.")


class RequestLimit:
    """A request that says it is larger than the house takes is refused before it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdigit() and int(said) > settings.REQUEST_LIMIT:
            return too_large(request)
        return self.get_response(request)
