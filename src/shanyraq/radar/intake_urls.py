"""The doors of intake."""

from django.urls import path

from . import api, desk_views, feed_views, import_views, intake_views, key_views

urlpatterns = [
    path("report/", intake_views.report_here, name="report"),
    path("report/worker.js", intake_views.worker, name="worker"),
    path("report/<str:language>/", intake_views.report, name="report_in"),
    path("report/<str:language>/waiting/", intake_views.waiting, name="waiting_in"),
    path("receipt/", intake_views.receipt_here, name="receipt"),
    path("receipt/<str:language>/", intake_views.receipt, name="receipt_in"),
    path("intake/", desk_views.doors, name="intake"),
    path("intake/tell/", desk_views.tell, name="tell"),
    path("intake/told/", desk_views.told, name="told"),
    path("intake/write-down/", desk_views.write_down, name="write_down"),
    path("import/", import_views.files, name="import"),
    path("import/take/", import_views.take, name="import_take"),
    path("import/template/", import_views.template, name="import_template"),
    path("import/<uuid:pk>/", import_views.batch, name="import_batch"),
    path("keys/", key_views.keys, name="keys"),
    path("keys/<uuid:pk>/close/", key_views.close, name="key_close"),
    path("feeds/", feed_views.feeds, name="feeds"),
    path("feeds/<uuid:pk>/turn/", feed_views.turn, name="feed_turn"),
    path("api/signals", api.signals, name="api"),
]
