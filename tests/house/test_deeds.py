"""Every deed is atomic and journalled. A deed is a public function of an ``*actions.py`` room that takes ``by``."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "shanyraq"
ROOMS = sorted(SRC.glob("*/*actions.py"))


def deeds():
    for room in ROOMS:
        for node in ast.parse(room.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _takes_by(node):
                yield pytest.param(room, node, id=f"{room.parent.name}.{room.stem}.{node.name}")


def _takes_by(function: ast.FunctionDef) -> bool:
    return any(argument.arg == "by" for argument in [*function.args.args, *function.args.kwonlyargs])


def _names_called(room: Path, function: ast.FunctionDef) -> set[str]:
    """Names called by a deed, and by the helpers it calls: of its room, or taken from a room beside it."""
    bodies = _functions(room) | _taken_from_beside(room)
    seen, queue = set(), [function.name]
    while queue:
        body = bodies.get(queue.pop())
        if body is None:
            continue
        for call in (n for n in ast.walk(body) if isinstance(n, ast.Call)):
            name = ast.unparse(call.func)
            if name not in seen:
                seen.add(name)
                queue.append(name)
    return seen


def _functions(room: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(room.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _taken_from_beside(room: Path) -> dict[str, ast.FunctionDef]:
    """Functions a room imports by name from a file beside it."""
    found = {}
    for node in ast.parse(room.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module:
            beside = room.with_name(f"{node.module}.py")
            known = _functions(beside) if beside.exists() else {}
            found |= {each.name: known[each.name] for each in node.names if each.name in known}
    return found


@pytest.mark.parametrize(("room", "deed"), list(deeds()))
def test_a_deed_happens_whole_or_not_at_all(room, deed):
    assert "transaction.atomic" in {ast.unparse(decorator) for decorator in deed.decorator_list}


@pytest.mark.parametrize(("room", "deed"), list(deeds()))
def test_a_deed_is_journalled(room, deed):
    assert "journal.record" in _names_called(room, deed), f"{deed.name} leaves no entry in the journal."


@pytest.mark.parametrize(("room", "deed"), list(deeds()))
def test_a_deed_is_said_by_names(room, deed):
    positional = [argument.arg for argument in deed.args.args]

    assert len(positional) <= 1, f"{deed.name} takes {positional} by position."
