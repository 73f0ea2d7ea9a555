"""docs/reference/checks.md is true: its examples run, and it names everything there is to name."""

import json
import re
from pathlib import Path

from compliance.duty_tables import examples
from shanyraq.compliance import CHECKS, State, evaluate, scenario_from_json, window_to_json

PAGE = (Path(__file__).parents[2] / "docs/reference/checks.md").read_text(encoding="utf-8")


def _blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_scenario_of_the_page_gives_the_answer_of_the_page():
    asked, answered = map(json.loads, _blocks("json"))
    scenario = scenario_from_json(asked)

    windows = evaluate(scenario.rule, scenario.facts, scenario.on, waivers=scenario.waivers)

    assert {"windows": [window_to_json(window) for window in windows]} == answered


def test_the_python_of_the_page_runs():
    (code,) = _blocks("python")

    exec(code, {})


def test_the_page_names_every_check_argument_and_state():
    arguments = {argument.name for spec in CHECKS.values() for argument in spec.arguments}

    assert [name for name in (*CHECKS, *arguments, *State) if f"`{name}`" not in PAGE] == []


def test_the_page_names_every_flag_of_the_worked_examples():
    flags = {
        flag
        for example in examples()
        for window in evaluate(
            example.rule, example.facts, example.on, waivers=example.waivers, extensions=example.extensions
        )
        for flag in window.flags
    }

    assert sorted(flag for flag in flags if f"`{flag}`" not in PAGE) == []
