from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "shanyraq.places"
    label = "places"
