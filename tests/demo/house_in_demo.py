"""The addresses of a house that runs as a demo country."""

from django.urls import include, path

from shanyraq.site import urls

urlpatterns = list(urls.urlpatterns)
handler403, handler500 = urls.handler403, urls.handler500
if not any(getattr(entry, "namespace", "") == "demo" for entry in urlpatterns):
    urlpatterns.append(path("demo/", include("shanyraq.demo.urls")))
