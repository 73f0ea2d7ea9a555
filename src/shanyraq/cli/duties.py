"""``shanyraq duties``: the compliance engine on files, with no database and no Django."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from shanyraq.compliance import (
    LANGUAGES,
    Scenario,
    ScenarioError,
    date_from_json,
    evaluate,
    scenario_from_json,
    window_to_json,
)


class Refusal(click.ClickException):
    """Something in a file cannot be right: one sentence on stderr, nothing on stdout."""

    exit_code = 2


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date_from_json(value, self.name)
        except ScenarioError as error:
            self.fail(error.problem, param, ctx)


@click.group()
def duties() -> None:
    """Duties: what is owed, and what became of it."""


@duties.command()
@click.argument("scenarios", metavar="SCENARIO.json...", nargs=-1, required=True)
@click.option("--on", type=Day(), help="The day asked about, instead of the one in the file.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of because.")
def check(scenarios: tuple[str, ...], on: date | None, lang: str) -> None:
    """Verdicts of one rule for one bearer on a day, one scenario a file.

    Prints {"windows": [...]} for one file, a list of such for several. A file that cannot be right
    ends the whole call with exit code 2.
    """
    known = [_read(Path(name), on) for name in scenarios]
    answers = [_verdicts(scenario, day, lang) for scenario, day in known]
    click.echo(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=2))


def _read(path: Path, on: date | None) -> tuple[Scenario, date]:
    try:
        scenario = scenario_from_json(_json(path))
        day = on or scenario.on
        if day is None:
            raise ScenarioError("on", "is missing; put the day asked about into the file or give --on.")
    except ScenarioError as error:
        raise Refusal(f"{path}: {error}") from None
    return scenario, day


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refusal(f"{path}: cannot be read, {(error.strerror or str(error)).lower()}.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path}: is not text in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise Refusal(f"{path}: is not JSON, line {error.lineno} column {error.colno}: {error.msg}.") from None
    except (ValueError, RecursionError):
        raise Refusal(f"{path}: is JSON nobody can read: a number too long or too many levels.") from None


def _verdicts(scenario: Scenario, on: date, lang: str) -> dict[str, Any]:
    windows = evaluate(scenario.rule, scenario.facts, on, waivers=scenario.waivers, extensions=scenario.extensions)
    return {"windows": [window_to_json(window, lang) for window in windows]}
