"""The words of a relation, put together only when somebody asks: most relations are tried and never told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.check.figures import Figure, printed
from extractor.quick import quick

_SPELT = 6  # parts of a sum that are spelt out
Slot = Figure | str | tuple[Figure, ...]


@quick
@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with `%s` for each slot, in order, and `{}` for the result."""

    template: str = ""
    slots: tuple[Slot, ...] = ()

    def say(self, result: str) -> str:
        """The sentence with the result in it."""
        return (self.template % tuple(map(_filled, self.slots))).replace("{}", result)


def phrase(template: str, *slots: Slot) -> Phrase:
    """A phrase of figures, texts, and groups of figures that are added up."""
    return Phrase(template, slots)


def _filled(slot: Slot) -> str:
    if isinstance(slot, str):
        return " ".join(slot.split())
    return printed(slot) if isinstance(slot, Figure) else spelt(slot)


def spelt(figures: Sequence[Figure]) -> str:
    """The parts of a sum in words; only the first and last of many."""
    numbers = [printed(f) for f in figures]
    if len(numbers) > _SPELT:
        return f"the sum of the {len(numbers)} figures from {numbers[0]} to {numbers[-1]}"
    return " + ".join(numbers)
