"""One kind of complaint for everything that cannot be right in a rule, a fact or a waiver."""

from __future__ import annotations


class ScenarioError(ValueError):
    """`field` says where (``facts[2].date``), `problem` says what is wrong and how to write it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}" if field else problem)
        self.field = field
        self.problem = problem

    def inside(self, place: str) -> ScenarioError:
        """The same complaint seen from one level up: ``date`` inside ``facts[2]``."""
        joint = "" if not self.field or self.field.startswith("[") else "."
        return ScenarioError(f"{place}{joint}{self.field}", self.problem)
