from django.core.exceptions import PermissionDenied

from . import journal


class RefusedAccess:
    """A door that stayed shut is journalled: who stood before it, and which door."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied) and request.user.is_authenticated:
            journal.record(
                "audit.access_refused", request.user, by=request.user, path=request.path, method=request.method
            )
