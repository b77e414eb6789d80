"""Values that are made by the hundred thousand behave like any frozen dataclass but for the guard at run time."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace

import pytest

from extractor.quick import changed, kept, quick


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


def test_changed_replaces_what_it_is_given_and_nothing_else() -> None:
    assert changed(Spot(2.0), name="there") == replace(Spot(2.0), name="there")
    with pytest.raises(TypeError):
        changed(Spot(2.0), colour="red")


def test_a_kept_property_is_worked_out_once() -> None:
    asked = []

    @quick
    @dataclass(frozen=True)
    class Sum:
        a: int
        b: int

        @kept
        def total(self) -> int:
            """The sum."""
            asked.append(self.a)
            return self.a + self.b

    assert (Sum(1, 2).total, asked) == (3, [1])
    one = Sum(2, 3)
    assert (one.total, one.total, asked) == (5, 5, [1, 2])
    assert Sum(2, 3) == one != Sum(3, 3)
    assert Sum.total.__doc__ == "The sum."
