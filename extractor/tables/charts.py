"""What looks ruled and is no table: charts, heat maps, frames, panels. Each test gives its reason."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extractor.model import Curve, Fill, Page
from extractor.tables.figures import is_figure, is_year
from extractor.tables.grid import Grid
from extractor.tables.lines import bounds, cell_text, letter_height, middle_in

MIN_FILLED = 0.22  # share of slots with text, below which a lattice is a drawing with labels
HEAT_COLOURS = 6  # distinct fills among the body cells of a heat map; tables stop at a traffic light and shades
SMALL_PRINT = 0.9  # share of the usual font size below which words in a drawn-on cell label the drawing


def why_not_a_table(grid: Grid, page: Page) -> str:
    """The reason this grid is no table, or an empty string."""
    filled = [slot for slot in grid.slots if slot.words]
    if len({slot.r0 for slot in filled}) < 2 or len({slot.c0 for slot in filled}) < 2:
        return "one row or column of text"
    if all(is_figure(cell_text(slot.words)) for slot in filled):
        return "figures without a single label"
    if len(filled) < 3:
        return "fewer than three cells with text"
    for reason, true in (
        ("mostly empty, like the plot of a chart", _mostly_empty(grid)),
        ("drawing across the cells", _drawing_across(grid, page.curves)),
        ("a colour scale, like a heat map", _heat_map(grid, page.fills) and not _headed_figures(grid)),
    ):
        if true:
            return reason
    return ""


def _mostly_empty(grid: Grid) -> bool:
    filled = [slot for slot in grid.slots if slot.words]
    rows = {slot.r0 for slot in filled}
    figures = {slot.r0 for slot in filled if slot.c0 > 0 and is_figure(cell_text(slot.words))}
    labels = {slot.r0 for slot in filled if slot.c0 == 0}
    counted = rows if figures and rows - {0} <= figures & labels else range(grid.rows)  # blank rows may part groups
    return len(filled) < MIN_FILLED * sum(slot.r0 in counted for slot in grid.slots)


def _drawing_across(grid: Grid, curves: Sequence[Curve]) -> bool:
    """Strokes that run over several cells. What keeps within one cell may be a sparkline or an icon."""
    box = grid.box
    inside = list({c.box for c in curves if middle_in(c.box, box)})  # a shape with an outline is one
    if not inside:
        return False
    over_x = [_crosses(c.x0, c.x1, grid.xs) for c in inside]
    over_y = [_crosses(c.top, c.bottom, grid.ys) for c in inside]
    across = sum(1 for x, y in zip(over_x, over_y, strict=True) if x and y)
    wide = sum(1 for x, y in zip(over_x, over_y, strict=True) if x or y)
    return across >= 2 or (wide >= 0.5 * len(inside) and wide >= 4)


def _crosses(low: float, high: float, lines: Sequence[float]) -> bool:
    return any(low + 2 < line < high - 2 for line in lines[1:-1])


def without_drawings(grid: Grid, page: Page) -> Grid:
    """The grid without the labels of drawings that stand in its cells, such as the axis of a small chart.

    Labels are set smaller than the text of the table and stand on or around the drawing.
    """
    sizes = [letter_height(word) for slot in grid.slots for word in slot.words]
    usual = median(sizes) if sizes else 0.0
    box = grid.box
    drawn = [curve.box for curve in page.curves if middle_in(curve.box, box)]
    for slot in grid.slots if drawn else ():
        if not slot.words:
            continue
        cell = grid.slot_box(slot)
        strokes = [stroke for stroke in drawn if middle_in(stroke, cell)]
        if not strokes:
            continue
        drawing = bounds(strokes)
        if drawing.x1 - drawing.x0 < 0.4 * (cell.x1 - cell.x0):
            continue
        slot.words = [w for w in slot.words if letter_height(w) > SMALL_PRINT * usual]
    return grid


def _headed_figures(grid: Grid) -> bool:
    """Whether most cells hold figures, with words before the rows and over the columns: a table, however coloured."""
    body = [s for s in grid.slots if s.r0 > 0 and s.c0 > 0]
    figures = sum(bool(s.words) and is_figure(cell_text(s.words)) for s in body)
    heads = [s for s in grid.slots if s.words and (s.r0 == 0) != (s.c0 == 0)]
    words = [s for s in heads if not is_figure(cell_text(s.words)) or is_year(cell_text(s.words))]
    rows, columns = {s.r0 for s in words if s.c0 == 0}, {s.c0 for s in words if s.r0 == 0}
    headed = len(rows) >= 0.6 * (grid.rows - 1) and len(columns) >= 0.6 * (grid.columns - 1)
    return headed and figures >= 0.6 * len(body)


def _heat_map(grid: Grid, fills: Sequence[Fill]) -> bool:
    """Nearly every cell filled, in many colours that follow neither rows nor columns."""
    colours: dict[tuple[int, int], str] = {}
    inside = [f for f in fills if middle_in(f.box, grid.box)]
    if len({f.colour for f in inside}) < HEAT_COLOURS:
        return False
    for slot in grid.slots:
        box = grid.slot_box(slot)
        here = [f for f in inside if middle_in(box, f.box) and middle_in(f.box, box)]
        if here:
            colours[slot.r0, slot.c0] = here[-1].colour
    if len(colours) < 0.6 * len(grid.slots) or len(set(colours.values())) < HEAT_COLOURS:
        return False
    rows: dict[int, set[str]] = {}
    for (r, _), colour in colours.items():
        rows.setdefault(r, set()).add(colour)
    mixed = sum(1 for shades in rows.values() if len(shades) >= 3)
    return mixed >= 0.5 * len(rows)
