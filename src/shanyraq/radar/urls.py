from django.urls import path

from .views import pages

app_name = "radar"

urlpatterns = [
    path("", pages.signals, name="signals"),
    path("signals/<uuid:pk>/", pages.signal, name="signal"),
]
