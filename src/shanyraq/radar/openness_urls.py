from django.urls import path

from .views import openness

urlpatterns = [
    path("openness/", openness.transparency_here, name="transparency"),
    path("openness/<str:language>/", openness.transparency, name="transparency_in"),
    path("redaction/", openness.redaction, name="redaction"),
]
