from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from shanyraq.audit import labels
from shanyraq.audit.verbs import declare


class AccountsConfig(AppConfig):
    name = "shanyraq.accounts"
    label = "accounts"

    def ready(self):
        from . import areas, queries, signals  # noqa: F401

        post_migrate.connect(make_cache_table, sender=self)
        labels.register_areas(areas)
        labels.register_names("accounts.user", queries.names)
        labels.register_pages({"accounts.user": "accounts:user"})
        declare(
            {
                "accounts.invited": _("User invited"),
                "accounts.link_issued": _("New entry link issued"),
                "accounts.password_set": _("Password set by link"),
                "accounts.password_changed": _("Password changed"),
                "accounts.edited": _("Account details changed"),
                "accounts.role_given": _("Role given"),
                "accounts.role_ended": _("Role ended"),
                "accounts.closed": _("Account closed"),
                "accounts.reopened": _("Account reopened"),
                "accounts.language_chosen": _("Language chosen"),
                "accounts.logged_in": _("Entered the site"),
                "accounts.entered_demo": _("Entered from the demo page"),
                "accounts.factor_added": _("Second step of entry set up"),
                "accounts.factor_removed": _("Second step of entry removed"),
            }
        )


def make_cache_table(using, **_extra):
    """Failed entries are counted in a table of the cache: it comes with the other tables, or nobody could enter."""
    call_command("createcachetable", database=using, verbosity=0)
