from django.urls import path

from . import views

app_name = "situation"

urlpatterns = [
    path("", views.home, name="room"),
    path("desk/", views.desk, name="desk"),
    path("regions/<str:code>/", views.region, name="region"),
    path("regions/<str:code>/brief.pdf", views.brief, name="brief"),
]
