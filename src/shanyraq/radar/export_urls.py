from django.urls import path

from .views import exports

urlpatterns = [
    path("exports/", exports.exports, name="exports"),
    path("hotspots/<uuid:pk>/message/", exports.message, name="message"),
]
