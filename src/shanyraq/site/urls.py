from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("shanyraq.situation.urls")),
    path("", include("shanyraq.accounts.urls")),
    path("", include("shanyraq.accounts.entrance")),
    path("audit/", include("shanyraq.audit.urls")),
    path("places/", include("shanyraq.places.urls")),
    path("notices/", include("shanyraq.notices.urls")),
    path("registry/", include("shanyraq.registry.urls")),
    path("duties/", include("shanyraq.directives.duty_urls")),
    path("acts/", include("shanyraq.directives.act_urls")),
    path("meetings/", include("shanyraq.meetings.urls")),
    path("radar/", include("shanyraq.radar.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("shanyraq.demo.urls"))]

handler400 = "shanyraq.site.refusals.bad_request"
handler403 = "shanyraq.site.refusals.forbidden"
handler500 = "shanyraq.site.refusals.broken"
