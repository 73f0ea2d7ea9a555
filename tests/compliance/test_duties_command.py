"""`shanyraq duties check`: scenarios in, verdicts out, and one clear sentence for a file that cannot be right."""

import copy
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from shanyraq.cli.duties import duties

SCENARIO = {
    "on": "2025-03-01",
    "rule": {
        "force": "must",
        "since": "2024-12-31",
        "cadence": {"mode": "rolling", "every": "P2M"},
        "checks": [
            {"check": "event_held", "classification": "interethnic_meeting"},
            {"check": "with_participant", "group": "assembly", "outside_host": True, "min": 1},
            {"check": "chaired_by_bearer"},
        ],
    },
    "facts": [
        {
            "id": "m1",
            "kind": "event",
            "date": "2025-02-28",
            "classification": "interethnic_meeting",
            "chair": "bearer",
            "participants": [{"group": "assembly", "outside_host": True, "presence": "in_person"}],
            "confirmed": True,
            "disputed": False,
            "minutes": None,
            "is_key": False,
            "flagged": None,
            "bearer_presence": "in_person",
        }
    ],
    "waivers": [],
}
MET = {
    "start": "2024-12-31",
    "due": "2025-02-28",
    "state": "met",
    "facts": ["m1"],
    "flags": [],
    "because": "The duty was to hold a meeting on the interethnic situation by 28.02.2025. "
    "Met in time: the event of 28.02.2025.",
}
OPEN = {
    "start": "2025-02-28",
    "due": "2025-04-28",
    "state": "open",
    "facts": [],
    "flags": [],
    "because": "The duty is to hold a meeting on the interethnic situation by 28.04.2025. "
    "Nothing has been recorded so far.",
}


@pytest.fixture
def check(tmp_path):
    """Writes scenarios to files s1.json, s2.json ... and runs the command on them."""

    def run(*scenarios, options=()):
        names = []
        for number, scenario in enumerate(scenarios, 1):
            path = tmp_path / f"s{number}.json"
            path.write_text(scenario if isinstance(scenario, str) else json.dumps(scenario), encoding="utf-8")
            names.append(str(path))
        answer = CliRunner().invoke(duties, ["check", *names, *options])
        answer.told = answer.stderr.replace(f"{tmp_path}/", "").strip()
        return answer

    return run


def changed(path, value):
    """The scenario with one value replaced (or, with `...`, taken away)."""
    scenario = copy.deepcopy(SCENARIO)
    *way, last = path
    place = scenario
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return scenario


def test_one_file_gives_its_windows(check):
    answer = check(SCENARIO)

    assert (answer.exit_code, json.loads(answer.stdout)) == (0, {"windows": [MET, OPEN]})


def test_several_files_give_a_list_in_their_order(check):
    answer = check(changed(["on"], "2025-02-28"), changed(["facts"], []))

    first, second = json.loads(answer.stdout)
    assert [window["state"] for window in first["windows"]] == ["met", "open"]
    assert [window["state"] for window in second["windows"]] == ["overdue"]


def test_the_day_of_the_option_wins_over_the_day_of_the_file(check):
    answer = check(SCENARIO, options=["--on", "2025-02-27"])

    assert [window["state"] for window in json.loads(answer.stdout)["windows"]] == ["due_soon"]


def test_the_because_comes_in_the_language_asked_for(check):
    kazakh = json.loads(check(SCENARIO, options=["--lang", "kk"]).stdout)["windows"][0]["because"]
    russian = json.loads(check(SCENARIO, options=["--lang", "ru"]).stdout)["windows"][0]["because"]

    assert kazakh == (
        "28.02.2025 күнінен кешіктірмей этносаралық ахуал жөніндегі жиын өткізу қажет еді. "
        "Мерзімінде орындалды: 28.02.2025 күнгі іс-шара."
    )
    assert russian == (
        "До 28.02.2025 включительно необходимо было провести совещание по межэтнической ситуации. "
        "Исполнено в срок: мероприятие 28.02.2025."
    )


def test_a_duty_without_a_term_has_no_due_date(check):
    rule = {
        "force": "proposed",
        "since": "2025-01-01",
        "cadence": {"mode": "once"},
        "checks": [{"check": "post_filled", "role": "deputy", "reserved_for": "youth"}],
    }

    answer = check({"on": "2025-03-01", "rule": rule})

    assert json.loads(answer.stdout) == {
        "windows": [
            {
                "start": "2025-01-01",
                "due": None,
                "state": "not_yet",
                "facts": [],
                "flags": [],
                "because": "It is proposed to appoint a deputy from among young people; no term is set. "
                "No appointment is in force.",
            }
        ]
    }


def test_an_extension_is_read_and_the_old_due_date_shown(check):
    scenario = changed(["facts"], []) | {"extensions": [{"due": "2025-02-28", "new_due": "2025-03-15"}]}

    (window,) = json.loads(check(scenario).stdout)["windows"]

    assert (window["due"], window["extended_from"], window["state"]) == (
        "2025-03-15",
        "2025-02-28",
        "due_soon",
    )


def test_fields_nobody_knows_are_left_alone(check):
    scenario = changed(["facts", 0, "place"], "Taraz") | {"title": "an example"}

    assert check(scenario).exit_code == 0


WRONG = [
    (["on"], "2025-13-01", "on: '2025-13-01' is not a date; write it as YYYY-MM-DD."),
    (["on"], "20250301", "on: '20250301' is not a date; write it as YYYY-MM-DD."),
    (["on"], 20250301, "on: 20250301 is not a date; write it as YYYY-MM-DD."),
    (["on"], "2025-03-01T10:00", "on: '2025-03-01T10:00' is not a date; write it as YYYY-MM-DD."),
    (["on"], ..., "on: is missing; put the day asked about into the file or give --on."),
    (["rule"], ..., "rule: is missing."),
    (["rule"], [], "rule: a rule must be an object in braces, this is []."),
    (["rule", "force"], "shall", "rule.force: 'shall' is not one of must, should, proposed."),
    (["rule", "force"], ..., "rule.force: is missing."),
    (["rule", "since"], None, "rule.since: null is not a date; write it as YYYY-MM-DD."),
    (["rule", "sinse"], "2025-01-01", "rule.sinse: is not a known field; 'since' is probably meant."),
    (["rule", "cadence"], "P2M", "rule.cadence: a cadence must be an object in braces, this is 'P2M'."),
    (
        ["rule", "cadence", "mode"],
        "weekly",
        "rule.cadence.mode: 'weekly' is not one of rolling, calendar, once, per_event.",
    ),
    (["rule", "cadence", "every"], ..., "rule.cadence.every: is missing."),
    (
        ["rule", "cadence", "every"],
        "-P2M",
        "rule.cadence.every: '-P2M' is not a duration; write it as P2M, P1Y, P14D or P2W.",
    ),
    (
        ["rule", "cadence", "every"],
        "P0M",
        "rule.cadence.every: 'P0M' is no time at all; give at least one day.",
    ),
    (
        ["rule", "cadence"],
        {"mode": "calendar", "every": "P1M15D"},
        "rule.cadence.every: 'P1M15D' mixes months and days; a calendar period is one or the other.",
    ),
    (
        ["rule", "cadence", "due"],
        "2025-03-01",
        "rule.cadence.due: only a duty of mode 'once' has a due date, this one is rolling.",
    ),
    (
        ["rule", "cadence"],
        {"mode": "once", "due": "2024-12-30"},
        "rule.cadence.due: due 2024-12-30 is before since 2024-12-31.",
    ),
    (
        ["rule", "accept_late"],
        "-P14D",
        "rule.accept_late: '-P14D' is not a duration; write it as P2M, P1Y, P14D or P2W.",
    ),
    (["rule", "until"], "2024-12-01", "rule.until: until 2024-12-01 is before since 2024-12-31."),
    (["rule", "checks"], [], "rule.checks: a rule needs at least one check."),
    (["rule", "checks"], {}, "rule.checks: must be a list in brackets, this is {}."),
    (
        ["rule", "checks", 2, "check"],
        "chaired",
        "rule.checks[2].check: 'chaired' is not a check; known checks: event_held, with_participant, "
        "chaired_by_bearer, minutes_within, present_in_person, post_filled, document_accepted, support_awarded, "
        "recommendations_answered, measure_done.",
    ),
    (
        ["rule", "checks", 1, "grup"],
        "assembly",
        "rule.checks[1].grup: with_participant has no argument 'grup'; its arguments: group, outside_host, min.",
    ),
    (["rule", "checks", 1, "group"], ..., "rule.checks[1].group: with_participant needs 'group' (text)."),
    (["rule", "checks", 1, "min"], 0, "rule.checks[1].min: 0 is not a whole number from 1 up."),
    (["rule", "checks", 1, "min"], True, "rule.checks[1].min: True is not a whole number from 1 up."),
    (
        ["rule", "checks", 2],
        {"check": "minutes_within", "within": "10 days"},
        "rule.checks[2].within: '10 days' is not a duration; write it as P2M, P1Y, P14D or P2W.",
    ),
    (
        ["rule", "checks", 2],
        {"check": "post_filled", "role": "deputy"},
        "rule.checks: post_filled lasts, nothing restarts its term; use the mode 'once' or 'calendar'.",
    ),
    (["facts"], {}, "facts: must be a list in brackets, this is {}."),
    (["facts", 0], "m1", "facts[0]: a fact must be an object in braces, this is 'm1'."),
    (["facts", 0, "id"], ..., "facts[0].id: is missing."),
    (["facts", 0, "id"], 7, "facts[0].id: must be a text, this is 7."),
    (
        ["facts", 0, "kind"],
        "meeting",
        "facts[0].kind: 'meeting' is not one of event, appointment, document, answer, award, measure.",
    ),
    (["facts", 0, "date"], "28.02.2025", "facts[0].date: '28.02.2025' is not a date; write it as YYYY-MM-DD."),
    (["facts", 0, "date"], "2025-02-29", "facts[0].date: '2025-02-29' is not a date; write it as YYYY-MM-DD."),
    (["facts", 0, "date"], ..., "facts[0].date: is missing."),
    (["facts", 0, "chair"], "akim", "facts[0].chair: 'akim' is not one of bearer, acting, deputy, other."),
    (
        ["facts", 0, "bearer_presence"],
        "online",
        "facts[0].bearer_presence: 'online' is not one of not_recorded, in_person, remote, by_deputy, absent, excused.",
    ),
    (
        ["facts", 0, "participants", 0, "presence"],
        1,
        "facts[0].participants[0].presence: 1 is not one of "
        "not_recorded, in_person, remote, by_deputy, absent, excused.",
    ),
    (
        ["facts", 0, "participants", 0, "outside_host"],
        "yes",
        "facts[0].participants[0].outside_host: must be true or false, this is 'yes'.",
    ),
    (["facts", 0, "confirmed"], "yes", "facts[0].confirmed: must be true or false, this is 'yes'."),
    (["facts", 0, "disputed"], 0, "facts[0].disputed: must be true or false, this is 0."),
    (["facts", 0, "minutes"], "soon", "facts[0].minutes: 'soon' is not a date; write it as YYYY-MM-DD."),
    (
        ["facts"],
        [{"id": "r", "kind": "answer", "date": "2025-01-01", "answered": -1}],
        "facts[0].answered: must be a whole number from 0 up, this is -1.",
    ),
    (
        ["facts"],
        [{"id": "r", "kind": "measure", "date": "2025-01-01"}, {"id": "r", "kind": "award", "date": "2025-01-02"}],
        "facts[1].id: 'r' is the id of an earlier fact already.",
    ),
    (
        ["facts"],
        [{"id": "p", "kind": "appointment", "date": "2025-01-01", "from": "2025-02-01", "to": "2025-01-31"}],
        "facts[0].to: the appointment ends on 2025-01-31, before it begins on 2025-02-01.",
    ),
    (
        ["waivers"],
        [{"from": "2025-03-02", "to": "2025-03-01", "reason": "flood"}],
        "waivers[0].to: the waiver ends on 2025-03-01, before it begins on 2025-03-02.",
    ),
    (["waivers"], [{"from": "2025-03-02", "reason": "flood"}], "waivers[0].to: is missing."),
    (
        ["extensions"],
        [{"due": "2025-02-28", "new_due": "2025-02-28"}],
        "extensions[0].new_due: 2025-02-28 is not later than the due date 2025-02-28.",
    ),
]


@pytest.mark.parametrize(("path", "value", "told"), WRONG, ids=lambda value: str(value)[:60])
def test_a_wrong_value_is_named_with_its_file_and_its_field(check, path, value, told):
    answer = check(changed(path, value))

    assert (answer.exit_code, answer.stdout, answer.told) == (2, "", f"Error: s1.json: {told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not JSON, line 1 column 1: Expecting value."),
        ('{"on": }', "is not JSON, line 1 column 8: Expecting value."),
        ("[]", "a scenario must be an object in braces, this is []."),
        ("[" * 100_000, "is JSON nobody can read: a number too long or too many levels."),
        ('{"on": ' + "1" * 5000 + "}", "is JSON nobody can read: a number too long or too many levels."),
    ],
    ids=["empty", "broken", "a list", "too deep", "too long a number"],
)
def test_a_file_that_is_no_scenario_is_named(check, text, told):
    answer = check(text)

    assert (answer.exit_code, answer.stdout, answer.told) == (2, "", f"Error: s1.json: {told}")


def test_a_missing_file_is_named(check, tmp_path):
    answer = CliRunner().invoke(duties, ["check", str(tmp_path / "nowhere.json")])

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr == f"Error: {tmp_path}/nowhere.json: cannot be read, no such file or directory.\n"


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "old.json"
    path.write_bytes("{'reason': 'паводок'}".encode("cp1251"))

    answer = CliRunner().invoke(duties, ["check", str(path)])

    assert (answer.exit_code, answer.stdout, answer.stderr) == (2, "", f"Error: {path}: is not text in UTF-8.\n")


def test_one_wrong_file_among_several_leaves_nothing_on_the_output(check):
    answer = check(SCENARIO, changed(["on"], "soon"))

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.told == "Error: s2.json: on: 'soon' is not a date; write it as YYYY-MM-DD."


def test_a_wrong_day_or_language_of_the_option_is_refused(check):
    assert check(SCENARIO, options=["--on", "soon"]).exit_code == 2
    assert check(SCENARIO, options=["--lang", "de"]).exit_code == 2


def test_the_last_day_there_is_breaks_nothing(check):
    answer = check(changed(["on"], "9999-12-31"))

    assert [window["state"] for window in json.loads(answer.stdout)["windows"]] == ["met", "overdue"]


def test_the_command_loads_neither_django_nor_a_database():
    heavy = "django", "sqlite3", "asyncio"
    script = f"import sys, shanyraq.cli.duties; print([name for name in {heavy!r} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"
