"""Whether a grid found by alignment reads like a table at all."""

from __future__ import annotations

import re

from extractor.tables.grid import Grid
from extractor.tables.headings import is_figure
from extractor.tables.lines import cell_text

MARKER = re.compile(r"^(?:[^\w\s]|[\uf000-\uf8ff]|o|[-–—•▪●◦]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])$", re.I)
LONG_CELL = 9  # words on average in a cell of running text
MIN_FIGURES = 0.35  # share of the cells after the first column that hold figures in a table of figures


def why_not_tabular(grid: Grid) -> str:
    """The reason this grid of aligned text is no table, or an empty string."""
    filled = [slot for slot in grid.slots if slot.words]
    texts = {(s.r0, s.c0): cell_text(s.words) for s in filled}
    body = [text for (_, column), text in texts.items() if column > 0]
    if len(body) < 2 or grid.columns < 2:
        return "nothing beside the first column"
    markers = [text for (_, column), text in texts.items() if column == 0]
    if len(markers) >= 2 and sum(bool(MARKER.match(text)) for text in markers) > 0.7 * len(markers):
        figures = sum(is_figure(text) for text in body)
        if figures < 0.3 * len(body):
            return "a list"
    words = [len(slot.words) for slot in filled]
    figures = sum(is_figure(text) for text in body)
    if sum(words) / len(words) > LONG_CELL and figures < 0.5 * len(body):
        return "running text"
    return ""
