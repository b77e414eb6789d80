"""Whether a grid found by alignment reads like a table at all."""

from __future__ import annotations

import re

from extractor.tables.figures import is_figure, is_year
from extractor.tables.grid import Grid
from extractor.tables.lines import cell_text
from extractor.tables.texts import is_table_of_texts

MARKER = re.compile(  # what stands before an item of a list, or names a part, figure or note
    r"^(?:[^\w\s]|[\uf000-\uf8ff]|o|[-–—•▪●◦]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d+(?:\.\d+)+\.?"
    r"|(?:appendix|annex|section|chapter|part|step|figure|fig\.|table|note|source)s?:?(?: [\w.]+)?:?)$",
    re.I,
)
LONG_CELL = 9  # words on average in a cell of running text
MIN_COLUMNS = 4  # columns that a table of one row has at least where no rule frames it
MIN_FIGURE_ROWS = 3  # rows with figures that a table without rules has at least
MIN_FIGURES = 0.35  # share of the cells after the first column that hold figures in a table of figures


def why_not_tabular(grid: Grid) -> str:
    """The reason this grid of aligned text is no table, or an empty string."""
    filled = [slot for slot in grid.slots if slot.words]
    texts = {(s.r0, s.c0): cell_text(s.words) for s in filled}
    body = [text for (_, column), text in texts.items() if column > 0]
    if len(body) < 2 or grid.columns < 2:
        return "nothing beside the first column"
    markers = [text for (_, column), text in texts.items() if column == 0]
    if len(markers) >= 2 and sum(_marks(text) for text in markers) > 0.7 * len(markers):
        figures = sum(is_figure(text) for text in body)
        if figures < 0.3 * len(body):
            return "a list"
    words = [len(slot.words) for slot in filled]
    figures = sum(is_figure(text) for text in body)
    if sum(words) / len(words) > LONG_CELL and figures < 0.5 * len(body):
        return "running text"
    return ""


def _marks(text: str) -> bool:
    """Whether a text is the mark of an item, or the marks of several."""
    return bool(MARKER.match(text)) or all(MARKER.match(mark) for mark in text.split())


def why_not_aligned(grid: Grid, ruled_head: bool = False) -> str:
    """The reason text in columns, without a frame or rules, is no table; an empty string if it is one.

    Without rules a table has to show itself: figures in columns, short texts in columns with headings or beside
    figures, or beside labels set in bold. `ruled_head` says that a rule runs under the first row and nowhere else.
    """
    reason = why_not_tabular(grid)
    if reason:
        return reason
    filled = [slot for slot in grid.slots if slot.words]
    texts = {(s.r0, s.c0): cell_text(s.words) for s in filled}
    rows = {r for r, c in texts if c > 0}
    figure_rows = {r for (r, c), text in texts.items() if c > 0 and is_figure(text) and re.search(r"\d", text)}
    body = [text for (_, c), text in texts.items() if c > 0]
    figures = sum(is_figure(text) for text in body)
    stub = [text for (_, c), text in texts.items() if c == 0]
    if stub and sum(text.endswith(":") for text in stub) >= 0.6 * len(stub):
        return "a form: labels that end in a colon"
    if len(figure_rows) >= MIN_FIGURE_ROWS and figures >= 0.5 * len(body):
        return ""
    if len(figure_rows) == 2 and grid.columns >= 3 and len(rows) >= 3 and figures >= 0.5 * len(body):
        return ""
    if _one_row_under_headings(grid, texts) or is_table_of_texts(grid, texts, ruled_head):
        return ""
    return _why_not_labels(grid)


def _one_row_under_headings(grid: Grid, texts: dict[tuple[int, int], str]) -> bool:
    """Whether a heading stands over each of at least four columns of a single row of figures: bold, or with a label."""
    if grid.rows != 2 or grid.columns < MIN_COLUMNS:
        return False
    heads = [s for s in grid.slots if s.r0 == s.r1 == 0 and s.words]
    bold = all(w.bold for s in heads for w in s.words)
    labelled = grid.columns > MIN_COLUMNS and not is_figure(texts.get((1, 0), "0"))
    worded = all(not is_figure(text) or is_year(text) for text in (texts[s.r0, s.c0] for s in heads))
    figures = sum(is_figure(text) for (r, _), text in texts.items() if r == 1)
    enough = grid.columns - 1 if labelled else MIN_COLUMNS - 1
    return (bold or labelled) and worded and len(heads) >= grid.columns - 1 and figures >= enough


def _why_not_labels(grid: Grid) -> str:
    """The reason why columns of text are no list of labels with what they stand for."""
    if grid.rows < MIN_FIGURE_ROWS:
        return "too few rows without figures"
    stub = [s for s in grid.slots if s.c0 == 0 and s.words]
    beside = [s for s in grid.slots if s.c0 > 0 and s.words]
    bold = sum(all(w.bold for w in s.words) for s in stub)
    plain = sum(not any(w.bold for w in s.words) for s in beside)
    if bold < 0.9 * len(stub) or plain < 0.9 * len(beside) or len(stub) < grid.rows:
        return "neither figures nor labels in bold"
    for column in range(1, grid.columns):
        left = [min(w.box.x0 for w in s.words) for s in beside if s.c0 == column]
        if not left or max(left) - min(left) > 3:
            return "text that does not line up"
    return ""
