from django.urls import path

from .views import weekly

urlpatterns = [
    path("list/", weekly.attention, name="list"),
    path("lines/<uuid:pk>/", weekly.line, name="line"),
    path("lines/<uuid:pk>/confirm/", weekly.confirm, name="confirm_line"),
    path("lines/<uuid:pk>/dismiss/", weekly.dismiss, name="dismiss_line"),
    path("lines/<uuid:pk>/check/", weekly.check, name="check_line"),
]
