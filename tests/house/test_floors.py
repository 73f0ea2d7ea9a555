"""The house looks after itself: foreign keys and imports go down only."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

FLOORS = [
    "audit",
    "places",
    "accounts",
    "notices",
    "registry",
    "directives",
    "meetings",
    "radar",
    "situation",
    "demo",
    "site",
]
ROOT = Path(__file__).resolve().parents[2]


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("shanyraq.")]


def test_every_app_stands_on_a_floor():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("shanyraq.")}

    assert ours == set(FLOORS)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_go_down(model):
    own = FLOORS.index(model._meta.app_label)

    upwards = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and field.related_model._meta.app_label in FLOORS
        and FLOORS.index(field.related_model._meta.app_label) > own
    ]

    assert upwards == []


def test_imports_go_down():
    linted = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout
