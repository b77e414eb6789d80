"""The tool that switches rules off: what it finds in a module, and that a switch is undone."""

import importlib
import math

from ablate import moved, switched, switches

SOURCE = """
NEAR = 1.5  # points
FEW, MANY = 3, 0.8
WORDS = "a"

def is_near(a: float) -> bool:
    return a < NEAR

def joined(lines: Sequence[Line]) -> list[Line]:
    return [*lines]

def width(box: Box) -> float:
    return box.x1 - box.x0
"""


def test_numbers_are_settings_and_answers_are_rules() -> None:
    found = [str(switch) for switch in switches(SOURCE, "near")]
    assert found == [
        "near.NEAR: 1.5 -> 1.875",
        "near.NEAR: 1.5 -> 1.125",
        "near.FEW: 3 -> 4",
        "near.FEW: 3 -> 2",
        "near.MANY: 0.8 -> 1.0",
        "near.MANY: 0.8 -> 0.6",
        "near.is_near: says no",
        "near.is_near: says yes",
        "near.joined: gives back what it was given",
    ]


def test_whole_numbers_move_by_one_at_least() -> None:
    assert (moved(1, -1), moved(2, 1), moved(40, -1)) == (0, 3, 30)
    assert math.isclose(moved(0.1, 1), 0.125)


def test_a_switch_reaches_every_module_that_uses_a_rule_and_is_undone() -> None:
    names = ("outer", "columns", "unruled_rows", "figures")
    modules = {name: importlib.import_module(f"extractor.tables.{name}") for name in names}
    switch, _ = switches("def is_figure(text: str) -> bool: ...", "figures")
    with switched(switch, modules):
        assert not modules["columns"].is_figure("12")
    assert modules["columns"].is_figure("12")
