from django.urls import path

from .views import hotspots, plans

urlpatterns = [
    path("hotspots/", hotspots.hotspots, name="hotspots"),
    path("hotspots/<uuid:pk>/", hotspots.hotspot, name="hotspot"),
    path("hotspots/<uuid:pk>/calm/", hotspots.calm, name="calm_hotspot"),
    path("hotspots/<uuid:pk>/close/", hotspots.close, name="close_hotspot"),
    path("hotspots/<uuid:pk>/reopen/", hotspots.reopen, name="reopen_hotspot"),
    path("hotspots/<uuid:pk>/signals/", hotspots.join, name="join_signals"),
    path("hotspots/<uuid:pk>/plan/", plans.draft, name="draft_plan"),
    path("plans/<uuid:pk>/measures/", plans.add, name="add_measure"),
    path("plans/<uuid:pk>/approve/", plans.approve, name="approve_plan"),
    path("plans/<uuid:pk>/end/", plans.end, name="end_plan"),
    path("measures/<uuid:pk>/drop/", plans.drop, name="drop_measure"),
    path("measures/<uuid:pk>/report/", plans.report, name="report_measure"),
    path("reviews/<uuid:pk>/", hotspots.review, name="review"),
    path("signals/<uuid:pk>/hotspot/", hotspots.open_from_signal, name="open_hotspot"),
]
