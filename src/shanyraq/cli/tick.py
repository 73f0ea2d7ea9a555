import os
import sys

import click


@click.command()
def tick():
    """Do what is due now: reminders, letters. Prints a line for each job that ran; exit 1 when one of them failed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.site.settings")
    import django

    django.setup()
    from django.utils import timezone

    from shanyraq.notices.schedule import run_due

    ran = run_due(timezone.now())
    for job in ran:
        click.echo(f"{job.name}: {f'FAILED, {job.error}' if job.error else job.done}")
    if not ran:
        click.echo("nothing is due")
    if any(job.error for job in ran):
        sys.exit(1)
