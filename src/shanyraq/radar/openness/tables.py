"""Measured figures as tables of the documentation: written by ``scripts/write_figures.py``, held by a test."""

import re

from .measured import Figure, Measurement, measurement

BLOCK = re.compile(r"(?P<begin><!-- measured: (?P<name>\w+) -->\n).*?(?P<end><!-- end of measured -->)", re.DOTALL)


def renewed(text: str) -> str:
    """A document with its blocks of measured figures written anew; raises ``LookupError`` for an unknown one."""
    return BLOCK.sub(lambda block: block["begin"] + markdown(_named(block["name"])) + block["end"], text)


def markdown(measured: Measurement) -> str:
    """When and how it was measured, and a table: what, of what, the figure, the aim."""
    head = f"Measured on {measured.measured_on:%d.%m.%Y} by `{measured.command} --write`.\n\n"
    rows = [_row(thing, figure) for thing, figures in measured.groups for figure in figures]
    return head + "| what | of what | figure | aim |\n|---|---|---|---|\n" + "".join(rows)


def _row(thing: str, figure: Figure) -> str:
    of_what = "" if figure.of_what == thing else figure.of_what
    aim = f"{figure.aim}{'' if figure.is_reached else ', **not reached**'}" if figure.aim else ""
    return f"| {thing} | {of_what} | {figure.shown} | {aim} |\n"


def _named(name: str) -> Measurement:
    if (measured := measurement(name)) is None:
        raise LookupError(f"Nothing has been measured under the name '{name}'.")
    return measured
