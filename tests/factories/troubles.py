"""The house with a few doors more, behind each of which something goes wrong."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from shanyraq.site import urls


def broken(request):
    raise ZeroDivisionError


def away(request):
    raise OperationalError("no server")


def refused(request):
    raise PermissionDenied("not a word of ours: this file is no room of the house")


def big(request):
    return HttpResponse(request.POST.get("x", ""))


urlpatterns = [
    *urls.urlpatterns,
    path("test/broken/", broken),
    path("test/away/", away),
    path("test/refused/", refused),
    path("test/big/", big),
]
handler400, handler403, handler500 = urls.handler400, urls.handler403, urls.handler500
