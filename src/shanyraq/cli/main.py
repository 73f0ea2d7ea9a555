"""``shanyraq``: the doors to the engines and to the product. Each command loads only what it needs."""

import importlib

import click

COMMANDS = {
    "read": ("shanyraq.cli.read", "read", "directives found in a text"),
    "duties": ("shanyraq.cli.duties", "duties", "verdicts of one rule for one bearer, any date"),
    "count": ("shanyraq.cli.count", "count", "weekly counts of items in CSV or Parquet files"),
    "detect": ("shanyraq.cli.detect", "detect", "weeks that stand out in weekly counts"),
    "locate": ("shanyraq.cli.locate", "locate", "places and themes of short texts, one a line"),
    "redact": ("shanyraq.cli.redact", "redact", "names and numbers out of short texts, one a line"),
    "demo": ("shanyraq.cli.demo", "demo", "build the demo country in the data folder"),
    "admin": ("shanyraq.cli.admin", "admin", "let the first administrator in"),
    "serve": ("shanyraq.cli.serve", "serve", "the site on 127.0.0.1:8000"),
    "rules": ("shanyraq.cli.rules", "rules", "bring the country's rules up to its file"),
    "tick": ("shanyraq.cli.tick", "tick", "what is due now: reminders, letters"),
    "verify": ("shanyraq.cli.verify", "verify", "is the journal as it was written?"),
}


class LazyGroup(click.Group):
    """Knows the names and one-line helps of its commands; imports a command only when it is called."""

    def list_commands(self, ctx):
        return list(COMMANDS)

    def get_command(self, ctx, cmd_name):
        if cmd_name not in COMMANDS:
            return None
        module, name, _help = COMMANDS[cmd_name]
        return getattr(importlib.import_module(module), name)

    def format_commands(self, ctx, formatter):
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_module, _name, words) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="shanyraq")
def main():
    """Shanyraq: from an address to duties that prove themselves."""
