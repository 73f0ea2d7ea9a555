import multiprocessing
import os
import signal
import time

import click

TICK_SECONDS = 20


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
def serve(port: int, host: str, workers: int):
    """Bring the database up to date and serve the site, with its worker, until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.site.settings")
    _prepare()
    _announce(host, port)
    _start_ticking()
    _run_site(host, port, workers)


def _prepare() -> None:
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    _load_country()
    # No connection is shared with the workers, which are forks of this process.
    connections.close_all()


def _load_country() -> None:
    """An empty house gets the country's areas and rules; what stands already is left as it is."""
    from shanyraq.directives.pack import load_rules
    from shanyraq.places.actions import load_pack
    from shanyraq.places.models import Area

    if not Area.objects.exists():
        load_pack()
        load_rules()


def _announce(host: str, port: int) -> None:
    from django.conf import settings

    click.echo(f"Shanyraq: http://{host}:{port}")
    if settings.DEMO:
        click.echo(f"Demo country. Choose whom to enter as: http://{host}:{port}/demo/")


def _start_ticking() -> None:
    """The worker: what falls due is done every twenty seconds, beside the site.

    A process of its own, begun afresh: the site's workers are forked, and a fork made while a thread holds a lock of
    the database leaves that lock shut for ever in the child.
    """
    fresh = multiprocessing.get_context("spawn")
    fresh.Process(target=tick_beside, args=(os.getpid(),), name="tick", daemon=True).start()


def tick_beside(site: int) -> None:
    """Run what is due every twenty seconds for as long as the process ``site`` is our parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import logging

    import django
    from django.db import close_old_connections
    from django.utils import timezone

    django.setup()
    from shanyraq.notices.schedule import run_due

    while os.getppid() == site:
        try:
            run_due(timezone.now())
        except Exception:
            logging.getLogger("shanyraq.tick").exception("A scheduled job failed; it is tried again at the next round.")
        finally:
            close_old_connections()
        _rest(site)


def _rest(site: int) -> None:
    """A pause that ends early with the site."""
    until = time.monotonic() + TICK_SECONDS
    while time.monotonic() < until and os.getppid() == site:
        time.sleep(1)


def _run_site(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "shanyraq.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_enabled=False,
    ).serve()
