import os

import click


@click.command()
@click.option("--scale", type=click.Choice(["small", "national"]), default="small", show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--fresh", is_flag=True, help="Build anew even where a demo country stands already.")
def demo(scale: str, seed: int, fresh: bool):
    """Build the demo country in the data folder: invented people and texts, the real areas, 36 months of history."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.site.settings")
    os.environ["SHANYRAQ_DEMO"] = "1"
    import django

    django.setup()
    from shanyraq.demo.country import CountryExists, build

    try:
        build(scale=scale, seed=seed, fresh=fresh, say=click.echo)
    except CountryExists as exists:
        raise click.ClickException(str(exists)) from exists
