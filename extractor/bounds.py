"""How much may come out of one file: a report stays far below, and neither a dataset nor the main process drowns.

The guarded process keeps to these numbers, and whoever takes its answer holds it to them: a process that was led
astray by its file keeps to nothing.
"""

from __future__ import annotations

MOST_TEXT = 2_000  # characters of one text, its mark included; labels and titles of reports have up to 200
CUT = " [cut here]"  # ends a text that was longer
MOST_ROWS = 100_000  # of one table of one file; reports have up to 2,000 figures
MOST_CELL = 100_000  # characters of a list in one cell; the CSV reader of Python takes 131,072
MOST_CHARACTERS = 64_000_000  # of all cells of one file together, each counted wherever it stands
MOST_DIGITS = 1_000  # of a number, before and after its point
MOST_ANSWER = 64 << 20  # bytes that a guarded process may answer
MOST_WORDS = 2_000  # characters of what a guarded process says of a problem


def cut(text: str) -> str:
    """The text, with a mark at its end where it is longer than one may be."""
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - len(CUT)] + CUT
