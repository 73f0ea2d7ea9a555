from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shanyraq.accounts"
    label = "accounts"
