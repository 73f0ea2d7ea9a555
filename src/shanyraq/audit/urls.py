from django.urls import path

from . import views

app_name = "audit"

urlpatterns = [
    path("", views.entries, name="journal"),
    path("<int:seq>/", views.entry, name="entry"),
    path("proof/", views.proof, name="proof"),
    path("anchor/", views.anchor_file, name="anchor"),
]
