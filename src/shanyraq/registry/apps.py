from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "shanyraq.registry"
    label = "registry"
