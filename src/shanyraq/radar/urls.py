from django.urls import path

from . import export_urls, hotspot_urls, intake_urls, openness_urls, weekly_urls
from .views import calls, glances, pages, second_looks, working

app_name = "radar"

urlpatterns = [
    path("", pages.signals, name="signals"),
    path("signals/<uuid:pk>/", pages.signal, name="signal"),
    path("signals/<uuid:pk>/finding/", working.finding, name="finding"),
    path("signals/<uuid:pk>/correct/", working.correct, name="correct"),
    path("signals/<uuid:pk>/answer/", working.answer, name="answer"),
    path("signals/<uuid:pk>/independent/", working.independent, name="independent"),
    path("signals/<uuid:pk>/note/", working.note, name="note"),
    path("signals/<uuid:pk>/close/", working.close, name="close"),
    path("signals/<uuid:pk>/reopen/", working.reopen, name="reopen"),
    path("findings/<uuid:pk>/second/", working.second, name="second"),
    path("glances/", glances.waiting, name="glances"),
    path("glances/<uuid:pk>/", glances.glance, name="glance"),
    path("second-looks/", second_looks.waiting, name="second_looks"),
    path("second-looks/<uuid:pk>/", second_looks.look, name="second_look"),
    path("calls/<uuid:pk>/", calls.call, name="call"),
    *intake_urls.urlpatterns,
    *weekly_urls.urlpatterns,
    *hotspot_urls.urlpatterns,
    *export_urls.urlpatterns,
    *openness_urls.urlpatterns,
]
