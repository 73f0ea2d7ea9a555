from django.urls import path

from . import views

app_name = "demo"

urlpatterns = [
    path("", views.enter, name="enter"),
    path("enter/", views.enter_as, name="enter_as"),
]
