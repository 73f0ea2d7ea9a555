"""Rules + facts + a day -> verdicts, each with its because. Pure: no database, no clock, no country.

>>> from datetime import date
>>> rule = Rule("must", date(2024, 12, 31), Cadence("rolling", "P2M"), (Check("measure_done"),))
>>> [window.due for window in evaluate(rule, [], on=date(2025, 1, 10))]
[datetime.date(2025, 2, 28)]
"""

from .ahead import changes_on, deadline, holds_until, upcoming
from .because import LANGUAGES, because, shortfalls
from .checks import CHECKS, Check
from .durations import Duration, add_months
from .engine import evaluate
from .errors import ScenarioError
from .evidence import FactBook
from .facts import Extension, Fact, Waiver
from .fields import a_date as date_from_json
from .rules import Cadence, Rule
from .scenario import (
    Scenario,
    extension_from_json,
    fact_from_json,
    fact_to_json,
    rule_from_json,
    rule_to_json,
    scenario_from_json,
    waiver_from_json,
    waiver_to_json,
    window_to_json,
)
from .windows import State, Window

__all__ = [
    "CHECKS",
    "LANGUAGES",
    "Cadence",
    "Check",
    "Duration",
    "Extension",
    "Fact",
    "FactBook",
    "Rule",
    "Scenario",
    "ScenarioError",
    "State",
    "Waiver",
    "Window",
    "add_months",
    "because",
    "changes_on",
    "date_from_json",
    "deadline",
    "evaluate",
    "extension_from_json",
    "fact_from_json",
    "fact_to_json",
    "holds_until",
    "rule_from_json",
    "rule_to_json",
    "scenario_from_json",
    "shortfalls",
    "upcoming",
    "waiver_from_json",
    "waiver_to_json",
    "window_to_json",
]
