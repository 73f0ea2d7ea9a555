"""Does watching feed itself? A country in which answers bring reports, with and without the rule that weighs them.

    python benchmarks/feedback.py [worlds] [--write]      four worlds, some minutes

224 series, three years of history, three years of lists; every line is answered the week after. Compared: a country in
which answers bring no reports, one in which they do and all count in full, and the same with the rule of
``radar.echo_rule``. Lists are drawn by the engine and cut as the product cuts them. Then weaker and stronger echoes,
and what the rule costs where nothing is stirred up. ``--write`` puts the figures of the comparison into
src/shanyraq/radar/measured/feedback.json.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from shanyraq.detection import attention
from shanyraq.detection.inputs import Floats, Ints
from shanyraq.detection.worlds.feedback import (
    FeedbackRecipe,
    FeedbackScore,
    divergence,
    feedback_run,
    score_feedback,
)
from shanyraq.radar.echo_rule import by_weeks

ROOT = Path(__file__).resolve().parents[1]
WORLDS = 4
FIRST_SEED = 40
MAIN = FeedbackRecipe()
OTHERS = {
    "weaker (1.0, 4 weeks)": replace(MAIN, stirred=1.0, half_life=4.0),
    "stronger (3.0, 8 weeks)": replace(MAIN, stirred=3.0, half_life=8.0),
}
WRITTEN = ("false_lines", "fed", "most_weeks", "gini", "found_elsewhere", "found_again", "delay_again")
TO = ROOT / "src/shanyraq/radar/measured/feedback.json"


def in_full(age: Ints) -> tuple[Floats, Floats]:
    """No rule: every report counts in full."""
    return np.ones(age.shape), np.ones(age.shape)


def draw(seen: Floats) -> list[int]:
    """The first lines of the country, as the product draws them."""
    from shanyraq.radar.scanning import CAPACITY, COUNTRY_LINES, stands_out

    series = seen.shape[1]
    places = {"district": [f"{column:04}" for column in range(series)], "theme": ["one"] * series}
    lines = attention(seen, at=[len(seen) - 1], hierarchy=places, capacity=CAPACITY)[0]
    return [line.series for line in lines if stands_out(line)][:COUNTRY_LINES]


def mean_score(recipe: FeedbackRecipe, weigh, worlds: Sequence[int]) -> dict[str, float]:
    """The mean over worlds of everything a score tells."""
    scores = [asdict(score_feedback(feedback_run(seed, draw, weigh, recipe))) for seed in worlds]
    return {name: float(np.nanmean([score[name] for score in scores])) for name in scores[0]}


def row(name: str, recipe: FeedbackRecipe, weigh, worlds: Sequence[int]) -> dict[str, float]:
    """Print the mean score of one country under one rule."""
    started = time.process_time()
    found = mean_score(recipe, weigh, worlds)
    print(f"{name:38}", *(f"{found[field.name]:12.3f}" for field in fields(FeedbackScore)), end=" ")
    print(f"{time.process_time() - started:6.0f} s", flush=True)
    return found


def main() -> None:
    worlds = range(FIRST_SEED, FIRST_SEED + int(next((word for word in sys.argv[1:] if word.isdigit()), WORLDS)))
    print(f"{'':38}", *(f"{field.name[:12]:>12}" for field in fields(FeedbackScore)))
    found = {
        "calm": row("answers bring no reports", replace(MAIN, stirred=0.0), in_full, worlds),
        "unruled": row("they do; all count in full", MAIN, in_full, worlds),
        "ruled": row("they do; echoes count less", MAIN, by_weeks, worlds),
    }
    apart = {rule: np.mean([divergence(seed, weigh, MAIN) for seed in range(50)]) for rule, weigh in RULES.items()}
    told = {rule: f"{value:+.3f}" for rule, value in apart.items()}
    print("reports of equal places in the 24 weeks after an answer to every second:", told, flush=True)
    if "--write" in sys.argv:
        write(found, apart)
    row("no reports brought, the rule all the same", replace(MAIN, stirred=0.0), by_weeks, worlds[:2])
    for name, recipe in OTHERS.items():
        row(f"{name}, all in full", recipe, in_full, worlds[:2])
        row(f"{name}, echoes less", recipe, by_weeks, worlds[:2])


RULES = {"unruled": in_full, "ruled": by_weeks}


def write(found: dict[str, dict[str, float]], apart: dict[str, float]) -> None:
    """Keep the figures that the pages show."""
    figures = {f"feedback_{name}_{rule}": round(found[rule][name], 4) for name in WRITTEN for rule in found}
    figures |= {f"feedback_divergence_{rule}": round(float(value), 4) for rule, value in apart.items()}
    kept = {"measured_on": date.today().isoformat(), "by": "benchmarks/feedback.py", "figures": figures}
    TO.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SHANYRAQ_DATA": folder, "DJANGO_SETTINGS_MODULE": "shanyraq.site.settings"}
        import django

        django.setup()
        main()
