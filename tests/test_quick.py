"""Values that are made by the hundred thousand behave like any frozen dataclass but for the guard at run time."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace

from extractor.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Spot:
    x: float
    name: str = "here"


def test_a_quick_value_is_made_with_its_defaults() -> None:
    assert Spot(1.0) == Spot(x=1.0, name="here") != Spot(1.0, "there")


def test_a_quick_value_is_a_key_and_can_be_copied_pickled_and_changed_into_another() -> None:
    spot = Spot(2.0)
    assert {spot: 1}[Spot(2.0)] == 1
    assert pickle.loads(pickle.dumps(spot)) == spot
    assert replace(spot, name="there") == Spot(2.0, "there")
