"""Reads the tables of worked examples (`cases/*.toml`) a jurist can check by hand.

A fact is a line: id | day | what | more words. A window is a line: start → due | state | facts | flags.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from shanyraq.compliance import (
    Extension,
    Fact,
    Rule,
    Waiver,
    Window,
    evaluate,
    fact_from_json,
    rule_from_json,
    waiver_from_json,
)

CASES = Path(__file__).parent / "cases"


class Example(NamedTuple):
    title: str
    trap: int | None
    rule: Rule
    facts: list[Fact]
    on: date
    waivers: list[Waiver]
    extensions: list[Extension]
    windows: list[str]

    def verdicts(self) -> list[str]:
        """What the engine says, written as in the table."""
        found = evaluate(self.rule, self.facts, self.on, waivers=self.waivers, extensions=self.extensions)
        return [written(window) for window in found]


def examples() -> list[Example]:
    rules = tomllib.loads((CASES / "rules.toml").read_text(encoding="utf-8"))
    return [
        _example(case, rules)
        for path in sorted(CASES.glob("*.toml"))
        if path.name != "rules.toml"
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def _example(case: dict[str, Any], rules: dict[str, Any]) -> Example:
    known = {"title", "trap", "rule", "facts", "on", "waivers", "extensions", "windows"}
    rule = _plain(rules[case["rule"]])
    for name, value in _plain({key: value for key, value in case.items() if key not in known}).items():
        place = rule["cadence"] if name in ("mode", "every", "due") else rule
        place[name] = value
    return Example(
        case["title"],
        case.get("trap"),
        rule_from_json(rule),
        [fact(line) for line in case.get("facts", [])],
        case["on"],
        [waiver_from_json(_plain(waiver)) for waiver in case.get("waivers", [])],
        [Extension(*extension) for extension in case.get("extensions", [])],
        case["windows"],
    )


def _plain(value: Any) -> Any:
    """TOML dates as the text JSON has; a copy, so that examples do not share rules."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def fact(line: str) -> Fact:
    id, day, what, *more = (part.strip() for part in line.split("|"))
    data: dict[str, Any] = {"id": id, "date": day, **_kind(what)}
    for words in more:
        _add(data, words)
    return fact_from_json(data)


def _kind(what: str) -> dict[str, Any]:
    kind, _, detail = what.partition(" ")
    guest = {"group": "assembly", "outside_host": True, "presence": "in_person"}
    return {
        "meeting": {
            "kind": "event",
            "classification": "interethnic_meeting",
            "chair": "bearer",
            "participants": [guest],
        },
        "training": {"kind": "event", "classification": "training", "chair": "bearer"},
        "session": {"kind": "event", "classification": "assembly_session"},
        "appointment": {"kind": "appointment", "role": "deputy", "reserved_for": detail or None},
        "document": {"kind": "document", "classification": detail},
        "award": {"kind": "award", "classification": detail},
        "answer": {"kind": "answer"},
        "measure": {"kind": "measure"},
    }[kind]


def _add(data: dict[str, Any], words: str) -> None:
    """One remark about a fact, as people would make it."""
    name, _, value = words.partition(" ")
    guest = (data.get("participants") or [{}])[0]
    match name:
        case "unconfirmed":
            data["confirmed"] = False
        case "disputed":
            data["disputed"] = True
        case "chair":
            data["chair"] = value
        case "guest":
            guest["presence"] = value
        case "guests":
            data["participants"] = [dict(guest) for _ in range(int(value))]
        case "staff":
            guest["outside_host"] = False
        case "minutes" | "flagged" | "from" | "to":
            data[name] = value
            if name == "flagged":
                data["is_key"] = True
        case "presence":
            data["bearer_presence"] = value
        case "accepted" | "done":
            data[name] = value != "no"
        case "answered":
            data["answered"], data["recommendations"] = map(int, value.split("/"))
        case "role":
            data["role"] = value
        case _:
            raise ValueError(f"nobody understands {words!r}")


def written(window: Window) -> str:
    due = window.due.isoformat() if window.due else "no term"
    if window.extended_from:
        due += f" (was {window.extended_from})"
    parts = [f"{window.start} → {due}", window.state.value, " ".join(window.facts), " ".join(window.flags)]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)
