"""Pages for what goes wrong. They say what happened, why, and what to do, in the reader's language."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_SECONDS = 30
PIECE = 64 * 1024


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


def _read_out(request) -> None:
    try:
        while request.read(PIECE):
            pass
    except (OSError, ValueError):
        # The sender has gone away, or a view has read and closed it: there is nobody left to answer to.
        return


class RequestLimit:
    """A request that says it is larger than the house takes is refused before it is read.

    One that a view refused unread is read to its end and forgotten: a browser shows the answer only when it could send
    all it had; cut off, it would tell its reader of a broken connection.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        said = request.META.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isdigit() else 0
        if length > settings.REQUEST_LIMIT:
            return too_large(request)
        response = self.get_response(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            _read_out(request)
        return response
