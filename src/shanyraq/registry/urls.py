from django.urls import path

from . import body_views, import_views, post_views, views

app_name = "registry"

urlpatterns = [
    path("", views.bodies, name="bodies"),
    path("bodies.csv", views.bodies_export, name="bodies_export"),
    path("import/", import_views.upload, name="import"),
    path("vacancies/", views.vacancies, name="vacancies"),
    path("youth-deputies/", views.youth, name="youth"),
    path("found/", body_views.found, name="found"),
    path("<uuid:pk>/", views.body, name="body"),
    path("<uuid:pk>/edit/", body_views.edit, name="edit"),
    path("<uuid:pk>/contacts/", body_views.contacts, name="contacts"),
    path("<uuid:pk>/rename/", body_views.rename, name="rename"),
    path("<uuid:pk>/undo-rename/", body_views.undo_rename, name="undo_rename"),
    path("<uuid:pk>/state/", body_views.state, name="state"),
    path("<uuid:pk>/dissolve/", body_views.dissolve, name="dissolve"),
    path("<uuid:pk>/restore/", body_views.restore, name="restore"),
    path("<uuid:pk>/apply/", body_views.apply, name="apply"),
    path("<uuid:pk>/open-post/", post_views.open_post, name="open_post"),
    path("<uuid:pk>/youth-deputy/", post_views.youth_deputy, name="youth_deputy"),
    path("accreditations/<uuid:pk>/decide/", body_views.decide, name="decide"),
    path("accreditations/<uuid:pk>/correct/", body_views.correct_decision, name="correct_decision"),
    path("posts/<uuid:pk>/", views.post, name="post"),
    path("posts/<uuid:pk>/edit/", post_views.edit, name="edit_post"),
    path("posts/<uuid:pk>/abolish/", post_views.abolish, name="abolish"),
    path("posts/<uuid:pk>/restore/", post_views.restore, name="restore_post"),
    path("posts/<uuid:pk>/appoint/", post_views.appoint, name="appoint"),
    path("posts/<uuid:pk>/assistant/", post_views.assign, name="assign"),
    path("terms/<uuid:pk>/end/", post_views.end, name="end"),
    path("terms/<uuid:pk>/correct/", post_views.correct, name="correct"),
    path("terms/<uuid:pk>/annul/", post_views.annul, name="annul"),
    path("terms/<uuid:pk>/attest/", post_views.attest, name="attest"),
    path("terms/<uuid:pk>/withdraw/", post_views.withdraw, name="withdraw"),
    path("assistants/<uuid:pk>/end/", post_views.end_assistance, name="end_assistance"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/edit/", post_views.person, name="edit_person"),
    path("people/<uuid:pk>/link/", post_views.link, name="link"),
]
