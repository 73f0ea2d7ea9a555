import os
import sys
from pathlib import Path

import click

WRONG = {
    "missing": "is missing; the next entry stands in its place",
    "out_of_order": "does not follow from the entry before it",
    "changed": "was changed after it was written",
    "head_differs": "is the last one, but the head of the journal names another",
    "cut": "was cut off: an anchor names it",
    "replaced": "was written anew: an anchor names another",
}


@click.command()
@click.option(
    "--anchor",
    "anchor_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with the heads kept in this file (JSON lines).",
)
@click.option(
    "--write-anchor",
    "new_anchor",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="When the journal is whole, add its present head to this file.",
)
def verify(anchor_file: Path | None, new_anchor: Path | None):
    """Is the journal as it was written? Exit 0: yes; 1: no, and each broken entry is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.site.settings")
    import django

    django.setup()
    from shanyraq.audit import anchors, journal

    known = _anchors(anchor_file)
    head = journal.anchor()
    breaks = journal.verify([*known, head])
    click.echo(f"{head.seq} entries checked" + (f", {len(known)} anchors compared" if anchor_file else ""))
    click.echo(f"head {head.seq} {head.hash}")
    for found in breaks:
        click.echo(f"BROKEN entry {found.seq} {WRONG[found.what]}")
    if breaks:
        sys.exit(1)
    if new_anchor:
        anchors.append(new_anchor, head)
        click.echo(f"anchor added to {new_anchor}")
    click.echo("The journal is whole.")


def _anchors(file: Path | None):
    from shanyraq.audit import anchors

    try:
        return anchors.read(file) if file else []
    except anchors.BadAnchorFile as wrong:
        raise click.ClickException(f"{file}: {wrong}") from wrong
