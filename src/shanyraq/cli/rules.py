import os

import click


@click.command()
@click.option(
    "--set",
    "chosen",
    multiple=True,
    metavar="NAME=on|off",
    help="Overrule a setting of the file, e.g. cities_by_analogy=off.",
)
def rules(chosen: tuple[str, ...]):
    """Bring the country's rules up to the pack's rules.toml: new rules, new dated versions."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.site.settings")
    import django

    django.setup()
    from shanyraq.directives.pack import load_rules
    from shanyraq.directives.rule_vocabulary import PackError

    try:
        loaded = load_rules(settings=dict(_setting(word) for word in chosen))
    except PackError as wrong:
        raise click.UsageError(f"{wrong} Nothing was changed.") from wrong
    for done, codes in vars(loaded).items():
        for code in codes:
            click.echo(f"{done}: {code}")
    if not loaded:
        click.echo("Every rule stands as in the file.")


def _setting(word: str) -> tuple[str, bool]:
    name, _equals, value = word.partition("=")
    if value not in ("on", "off"):
        raise click.BadParameter(f"'{word}': write NAME=on or NAME=off.", param_hint="--set")
    return name, value == "on"
