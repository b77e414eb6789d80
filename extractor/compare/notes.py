"""Notes beneath a table: each reason once, by number, in the order in which they come up."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.compare.lineup import Reason
from extractor.compare.rows import worded


class Notes:
    """Reasons numbered in the order in which they come up, each once."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def marks(self, reasons: Iterable[Reason]) -> str:
        """The numbers of these reasons in brackets, with a space before; empty for none."""
        numbers = [self.number(worded(reason)) for reason in reasons]
        return f" ({' '.join(map(str, dict.fromkeys(numbers)))})" if numbers else ""

    def number(self, text: str) -> int:
        """The number of a note, a new one where it has not come up."""
        return self._lines.setdefault(text, len(self._lines) + 1)

    def lines(self) -> list[str]:
        """What the numbers stand for."""
        return [f"{mark} {text}" for text, mark in self._lines.items()]
