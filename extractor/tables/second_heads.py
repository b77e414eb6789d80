"""Tables set right under each other: a second boxhead among the rows starts another table.

Where only white space or the shading of a heading parts two tables, their rows run on in one another. But a line of
words in bold over plain figures heads what follows it, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.model import Word
from extractor.tables.text_rows import TextLine, visual_lines

MOST = 0.6  # share of the texts of a usual row that a boxhead has
FEWEST = 2  # headings beside the first column


def cuts_at_heads(words: Sequence[Word]) -> list[float]:
    """Heights (points) at which these words of a table fall into several, each with its own boxhead."""
    lines = visual_lines(words)
    data = [i for i, line in enumerate(lines) if _is_row(line)]
    if len(data) < 2 or sum(_bold(lines[i]) for i in data) > 0.2 * len(data):
        return []
    usual = median([len(lines[i].chunks) for i in data])
    if not any(_is_head(line, usual) for line in lines[: data[0]]):
        return []
    cuts = []
    for last, first in pairwise(data):
        between = range(last + 1, first)
        head = next((i for i in between if _is_head(lines[i], usual)), None)
        if head is None:
            continue
        while head - 1 > last and lines[head - 1].bold and not lines[head - 1].data:
            head -= 1
        cuts.append((lines[head - 1].box.bottom + lines[head].box.top) / 2)
    return cuts


def _is_row(line: TextLine) -> bool:
    """Whether a line is a row of figures, and not one of a boxhead in bold that breaks as in `Change (12 | months)`."""
    figures = sum(chunk.figure for chunk in line.chunks[1:])
    return line.data and (not _bold(line) or 2 * figures >= len(line.chunks) - 1)


def _bold(line: TextLine) -> bool:
    """Whether all that stands beside the label is bold."""
    return all(word.bold for chunk in line.chunks[1:] for word in chunk.words)


def _is_head(line: TextLine, usual: float) -> bool:
    """Whether a line holds headings in bold, words and no figures, over most of the columns."""
    enough = len(line.chunks) >= max(FEWEST + 1, MOST * usual)
    return enough and line.bold and _bold(line) and not any(chunk.figure for chunk in line.chunks)
