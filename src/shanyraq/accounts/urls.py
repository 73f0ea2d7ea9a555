from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("profile/", views.profile, name="profile"),
    path("invitation/<str:uid>/<str:token>/", views.accept, name="accept"),
    path("users/", views.users, name="users"),
    path("users/invite/", views.invite, name="invite"),
    path("users/<uuid:pk>/", views.user, name="user"),
    path("users/<uuid:pk>/edit/", views.edit, name="edit"),
    path("users/<uuid:pk>/link/", views.new_link, name="new_link"),
    path("users/<uuid:pk>/close/", views.close, name="close"),
    path("users/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("users/<uuid:pk>/second-step/", views.drop_second_step, name="drop_second_step"),
    path("users/<uuid:pk>/roles/", views.give, name="give"),
    path("roles/<uuid:pk>/end/", views.end, name="end"),
]
