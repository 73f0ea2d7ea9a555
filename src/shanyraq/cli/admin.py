import os

import click


@click.command()
@click.argument("username")
@click.argument("name")
def admin(username: str, name: str):
    """Let the first administrator in: prints a link that sets a password, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.site.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.exceptions import ValidationError

    from shanyraq.accounts.invitations import link_path

    try:
        user = _first_administrator(username, name)
    except ValidationError as refused:
        raise click.UsageError(" ".join(refused.messages)) from refused
    click.echo(f"{settings.SITE_URL}{link_path(user)}")


def _first_administrator(username: str, name: str):
    from django.core.exceptions import ValidationError
    from django.core.management import call_command
    from django.db import transaction

    from shanyraq.accounts.actions import give_role, invite_user
    from shanyraq.accounts.models import Role
    from shanyraq.accounts.roles import RoleName
    from shanyraq.audit.journal import SYSTEM

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        if Role.objects.current().filter(name=RoleName.ADMINISTRATOR).exists():
            raise ValidationError("There is an administrator already: further people are invited on the site.")
        user = invite_user(username=username, name=name, by=SYSTEM)
        give_role(user=user, name=RoleName.ADMINISTRATOR, by=SYSTEM)
    return user
