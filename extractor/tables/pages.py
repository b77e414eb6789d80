"""All tables of one page: candidates from the strongest evidence to the weakest, each taken or refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractor.heads import mark_headings
from extractor.model import Box, Cell, Fill, Page, Table, TablePart, Word
from extractor.tables.across import without_text_across
from extractor.tables.aligned import aligned_grid
from extractor.tables.beside import with_figures_beside, with_headings_above, with_labels_beside
from extractor.tables.charts import SMALL_PRINT, why_not_a_table, without_drawings
from extractor.tables.columns import chunks
from extractor.tables.crowded import thinned
from extractor.tables.edges import Edge, Edges
from extractor.tables.figures import is_figure, is_year
from extractor.tables.grid import Grid, Slot, place, sound, without_lines
from extractor.tables.leaders import without_leaders
from extractor.tables.lines import cell_text, letter_height, middle_in, text_lines
from extractor.tables.listings import why_a_listing
from extractor.tables.outer import with_open_head, with_outer_rows
from extractor.tables.panels import without_panels
from extractor.tables.prose import why_not_aligned, why_not_tabular
from extractor.tables.refined import has_hidden_columns, part_open_slots, split_rows
from extractor.tables.ruled import BAND, TOUCH, Lattice, lattice_grid, lattices, shades_a_row
from extractor.tables.runs import find_runs, is_prose
from extractor.tables.second_heads import cuts_at_heads
from extractor.tables.shaded_cells import striped_columns
from extractor.tables.shading import visible_fills
from extractor.tables.small_heads import part_heads
from extractor.tables.stacks import CAPTION, find_stacks
from extractor.tables.turned import Turn, text_turn, turned_back, upright
from extractor.tables.typed import typed_rules, without_typed_rules
from extractor.tables.unruled_rows import with_rows_below
from extractor.tables.years import with_years_parted
from extractor.tables.zones import chart_zones, clear_of, drawings, in_zone, large_drawings, outside, parted_by_size

SAME_COLUMN = 2.5  # points by which a column line may move from one page to the next
ACROSS = 0.75  # share of its width that a rule across a table covers
PARTED = 0.3  # rules for each row of a table whose cells may hold paragraphs: fewer part columns of text
CELL_SIDE = 10.0  # points of padding between the text of a cell and the end of the rule over or under it
NARROW = 6.0  # a column or row thinner than this that holds no text is a double line


@dataclass(slots=True)
class Trace:
    """What was seen on a page and what became of it, for the debug drawing."""

    edges: Edges = field(default_factory=lambda: Edges((), ()))
    grids: list[Grid] = field(default_factory=list)
    rejected: list[tuple[Box, str]] = field(default_factory=list)
    zones: list[Box] = field(default_factory=list)
    charts: list[Box] = field(default_factory=list)  # the zones too large to stand in a cell
    small: list[Box] = field(default_factory=list)  # those that may
    stripes: list[tuple[Box, list[float]]] = field(default_factory=list)  # rows shaded cell by cell, and their columns
    page: Page | None = None  # the page turned upright, where it had to be
    turn: Turn | None = None


def find_tables(
    page: Page,
    trace: Trace | None = None,
    furniture: Collection[int] = (),
    columns_above: Sequence[float] = (),
) -> list[Table]:
    """The tables of a page, top to bottom. Headings are marked; captions and notes are left outside.

    `furniture` holds the positions in `page.words` of running headers and footers; `columns_above` the
    column boundaries of a table that ends the page before and may go on here, with as little as one row.
    """
    trace = trace if trace is not None else Trace()
    found = find_upright(page, trace, furniture, columns_above)
    return found if trace.turn is None else turned_back(found, {page.number: trace.turn})


def find_upright(
    page: Page, trace: Trace, furniture: Collection[int] = (), columns_above: Sequence[float] = ()
) -> list[Table]:
    """The same with boxes on the page as it is read: `trace.turn` says how to turn them back."""
    page = thinned(page)
    degrees = text_turn(page)
    if degrees:
        trace.turn = Turn(degrees, page.width, page.height)
        page = trace.page = upright(page, degrees)
    page = typed_rules(page)
    fills = visible_fills(page)
    page, trace.edges, fills = without_panels(page, fills)
    trace.stripes = striped_columns(page.fills)
    drawn = drawings(page, fills)
    visible = with_years_parted([w for w in page.words if w.visible and w.text.strip()])
    words = without_typed_rules(without_text_across(visible))
    rest = _take_lattices(page, words, trace, columns_above, large_drawings(drawn))
    trace.zones = chart_zones(page, trace.edges, rest, [grid.box for grid in trace.grids], drawn)
    charts, small = parted_by_size(trace.zones)
    if small and words:
        usual = median([letter_height(w) for w in words])
        words = [w for w in words if not (letter_height(w) < SMALL_PRINT * usual and in_zone(w.box, small))]
    words = outside(words, charts)
    trace.charts, trace.small = charts, small
    _take_frames(page, words, rest, trace)
    _take_stacks(page, words, trace)
    running = {id(page.words[i]) for i in furniture}
    _take_runs(page, [w for w in words if id(w) not in running] if running else words, trace)
    trace.grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    trace.grids = [sound(grid) for grid in trace.grids]
    return [_table(grid, page) for grid in trace.grids]


def _take_lattices(
    page: Page,
    words: Sequence[Word],
    trace: Trace,
    columns_above: Sequence[float],
    drawings: Sequence[Box],
) -> list[Lattice]:
    """Take the tables that rules wall off cell by cell; returns the groups of edges that are none."""
    rest = []
    groups = _across_titles(_lattices(trace.edges, drawings), words)
    for lattice in groups:
        if len(lattice.horizontal) < 2 or not lattice.vertical:
            rest.append(lattice)
            continue
        grid = lattice_grid(lattice)
        place(grid, _inside(words, grid.box))
        grid = part_open_slots(part_heads(_tidy(grid)))
        taken = [g.box for g in trace.grids]
        below = [x.box for x in groups if len(x.vertical) > 2 and x.box.top >= lattice.box.bottom]  # other tables
        grid = with_rows_below(grid, words, trace.edges.horizontal, [*taken, *below])
        grid = with_figures_beside(with_labels_beside(grid, words, taken), words, taken)
        grid = with_headings_above(grid, words, taken)
        reason = "" if _goes_on(grid, columns_above, trace) else why_not_a_table(grid, page)
        if reason or has_hidden_columns(grid):
            rest.append(lattice)
            trace.rejected.append((grid.box, reason or "columns inside columns"))
        else:
            trace.grids.append(split_rows(without_drawings(grid, page)))
    return rest


def _goes_on(grid: Grid, columns_above: Sequence[float], trace: Trace) -> bool:
    """Whether the first grid of a page has the columns of the table that ends the page before."""
    if trace.grids or len(columns_above) != len(grid.xs) or grid.columns < 2:
        return False
    words = sum(bool(slot.words) for slot in grid.slots)
    return words >= 1 and all(abs(a - b) <= SAME_COLUMN for a, b in zip(grid.xs, columns_above, strict=True))


def _lattices(edges: Edges, drawings: Sequence[Box]) -> list[Lattice]:
    """Groups of edges that hang together; those around a large drawing without what belongs to it."""
    found = []
    for lattice in lattices(edges):
        inside = [d for d in drawings if in_zone(d, [lattice.box])]
        if inside and lattice.vertical and lattice.horizontal:
            found += lattices(clear_of(Edges(lattice.horizontal, lattice.vertical), inside))
        else:
            found.append(lattice)
    return found


def _across_titles(groups: Sequence[Lattice], words: Sequence[Word]) -> list[Lattice]:
    """The groups, two of one table joined where the lines of its columns leave out the title of a group of rows."""
    found: list[Lattice] = []
    for lattice in groups:
        above = next((x for x in reversed(found) if _one_title_between(x, lattice, words)), None)
        if above is None:
            found.append(lattice)
        else:
            joined = Lattice(above.horizontal + lattice.horizontal, above.vertical + lattice.vertical)
            found[found.index(above)] = joined
    return found


def _one_title_between(above: Lattice, below: Lattice, words: Sequence[Word]) -> bool:
    """Whether two groups of the same columns, headings and rows of figures, have a line of text between them."""
    if not above.vertical or not below.vertical or len(below.horizontal) < 2:
        return False
    upper, lower = above.box, below.box
    gap = Box(lower.x0, upper.bottom, lower.x1, lower.top)
    columns = [{round(e.at) for e in lattice.vertical} for lattice in (above, below)]
    if not -SAME_COLUMN < lower.top - upper.bottom < BAND or columns[0] != columns[1] or not _near(upper.x0, lower.x0):
        return False
    lines = text_lines(_inside(words, gap)) if gap.bottom > gap.top else []
    low = min((e.at for e in below.horizontal if e.at > lower.top + NARROW), default=lower.bottom)
    first = _inside(words, Box(lower.x0, lower.top, lower.x1, low))
    title = len(lines) == 1 and len(chunks(lines[0])) == 1 and not CAPTION.match(lines[0].text)
    return title and _with_figures(first) and not _with_figures(_inside(words, upper))


def _with_figures(words: Sequence[Word]) -> bool:
    return any(is_figure(word.text) and not is_year(word.text) for word in words)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_COLUMN


def _take_frames(page: Page, words: Sequence[Word], rest: Sequence[Lattice], trace: Trace) -> None:
    """Take the tables whose frame is drawn, or part of it, and whose columns show in the text alone."""
    for lattice in rest:
        box = lattice.box
        if len(lattice.horizontal) < 2 or in_zone(box, trace.zones) or _holds_table(box, trace):
            continue
        across = trace.edges.horizontal
        if shades_a_row(lattice, rest) or any(_heads_rules(edge, box, lattice) for edge in across):
            continue
        if _is_of_stripes(lattice, across):
            continue
        if any(_goes_with(edge, box) for edge in across):
            fills = [fill.box for fill in page.fills]
            grid = _grid_inside(_inside(words, box), box, trace, fills)
            _try(grid and with_headings_above(grid, words, [g.box for g in trace.grids]), box, page, trace)
        else:
            _take_box(page, words, box, trace, across)


def _heads_rules(edge: Edge, box: Box, lattice: Lattice) -> bool:
    """Whether an edge as wide as a shaded band lies under it, no further than it is high: it heads a ruled table."""
    same = abs(edge.start - box.x0) <= SAME_COLUMN and abs(edge.end - box.x1) <= SAME_COLUMN
    shaded = not any(e.drawn for e in lattice.vertical)
    return shaded and same and TOUCH < edge.at - box.bottom <= box.bottom - box.top <= 2 * BAND


def _is_of_stripes(lattice: Lattice, across: Sequence[Edge]) -> bool:
    """Whether a group of shaded rows, nothing of it drawn, has others of its width a row above or below: one table."""
    box = lattice.box
    if any(edge.drawn for edge in (*lattice.vertical, *lattice.horizontal)):
        return False
    wide = [e for e in across if not e.drawn and _near(e.start, box.x0) and _near(e.end, box.x1)]
    return any(TOUCH < max(box.top - e.at, e.at - box.bottom) <= BAND for e in wide)


def _goes_with(edge: Edge, box: Box) -> bool:
    """Whether an edge as wide as the box lies above it, no further than it is high: the box is part of a table."""
    same = abs(edge.start - box.x0) <= SAME_COLUMN and abs(edge.end - box.x1) <= SAME_COLUMN
    return same and TOUCH < box.top - edge.at <= box.bottom - box.top


def _try(grid: Grid | None, box: Box, page: Page, trace: Trace) -> None:
    """Take a grid of aligned text if it is a table."""
    reason = "no columns" if grid is None else why_not_a_table(grid, page) or why_not_tabular(grid)
    if grid is not None and not reason:
        words = _inside(page.words, box)
        rules = sum(e.length >= ACROSS * (box.x1 - box.x0) for e in trace.edges.horizontal if _level_inside(e, box))
        paged = rules < PARTED * grid.rows and is_prose(words)
        reason = "running text in columns" if paged else why_a_listing(grid, words)
    if reason or grid is None:
        trace.rejected.append((box, reason))
    else:
        trace.grids.append(grid)


def _holds_table(box: Box, trace: Trace) -> bool:
    return any(in_zone(grid.box, [box]) for grid in trace.grids)


def _take_stacks(page: Page, words: Sequence[Word], trace: Trace) -> None:
    edges = trace.edges.horizontal
    for stack in find_stacks(edges, words, [grid.box for grid in trace.grids] + trace.charts, trace.small):
        if not in_zone(stack.box, [grid.box for grid in trace.grids]):  # rows of the table above may go on over it
            _take_box(page, words, stack.box, trace, edges)


def _take_box(page: Page, words: Sequence[Word], box: Box, trace: Trace, edges: Sequence[Edge]) -> None:
    """Take the tables in a box and the rows right outside it that fit them."""
    taken = [grid.box for grid in trace.grids] + trace.charts
    fills = [fill.box for fill in page.fills]
    box = with_open_head(box, edges, words, taken)
    grid = None
    for _ in range(3):  # once more where lines outside the rules turn out to be rows, and again for their headings
        grid = _grid_inside(_inside(words, box), box, trace, fills)
        if grid is None:
            break
        wider = with_open_head(with_outer_rows(grid, words, taken), edges, words, taken)
        if wider == box:
            break
        box = wider
    parts = _parts(_inside(words, box), box)
    if len(parts) == 1:
        labelled = grid and with_labels_beside(grid, words, taken)
        if labelled is not None and labelled is not grid:
            box = Box(labelled.xs[0], box.top, box.x1, box.bottom)
            grid = _grid_inside(_inside(words, box), box, trace, fills)
        _try(grid and with_headings_above(grid, words, taken), box, page, trace)
        return
    for part in parts:
        _try(_grid_inside(_inside(words, part), part, trace, fills), part, page, trace)


def _parts(words: Sequence[Word], box: Box) -> list[Box]:
    """The boxes of tables set right under each other in one box."""
    ys = [box.top, *cuts_at_heads(words), box.bottom]
    return [Box(box.x0, a, box.x1, b) for a, b in pairwise(ys)]


def _grid_inside(words: Sequence[Word], box: Box, trace: Trace, fills: Sequence[Box]) -> Grid | None:
    across = [e for e in trace.edges.horizontal if _level_inside(e, box)]
    down = [e for e in trace.edges.vertical if _edge_inside(e, box)]
    columns = next((xs for stripes, xs in trace.stripes if _as_wide(stripes, box)), [])
    return aligned_grid(words, box, across, down, fills, columns)


def _as_wide(stripes: Box, box: Box) -> bool:
    """Whether striped rows lie in a box and reach from its left side to its right."""
    inside = stripes.top < box.bottom and stripes.bottom > box.top
    return inside and abs(stripes.x0 - box.x0) <= CELL_SIDE and abs(stripes.x1 - box.x1) <= CELL_SIDE


def _take_runs(page: Page, words: Sequence[Word], trace: Trace) -> None:
    """Take the tables that only the alignment of their text shows."""
    taken = [grid.box for grid in trace.grids]
    free = outside([w for w in words if w.rotation == 0], taken)
    fills = [fill.box for fill in page.fills]
    runs = find_runs(without_leaders(free), fills)
    for run, box in [(one, box) for one in runs for box in _parts(one.words, one.box)]:
        grid = _grid_inside(_inside(run.words, box), box, trace, fills)
        reason = "no columns" if grid is None else _why_not_aligned(grid, trace.edges.horizontal, page)
        if grid is not None and not reason:
            reason = why_a_listing(grid, _inside(free, box))
        if grid is None or reason:
            trace.rejected.append((box, reason))
        else:
            trace.grids.append(grid)


def _why_not_aligned(grid: Grid, across: Sequence[Edge], page: Page) -> str:
    inside = [e for e in across if e.drawn and grid.ys[0] + 2 < e.at < grid.ys[-1] - 2 and _covers(e, grid)]
    return why_not_a_table(grid, page) or why_not_aligned(grid, len(inside) == 1 and inside[0].at <= grid.ys[1] + 2)


def _covers(edge: Edge, grid: Grid) -> bool:
    shared = min(edge.end, grid.xs[-1]) - max(edge.start, grid.xs[0])
    return shared >= ACROSS * (grid.xs[-1] - grid.xs[0])


def _edge_inside(edge: Edge, box: Box) -> bool:
    """Whether a vertical edge runs inside the box."""
    return box.x0 - 2 <= edge.at <= box.x1 + 2 and edge.start >= box.top - 4 and edge.end <= box.bottom + 4


def _level_inside(edge: Edge, box: Box) -> bool:
    """Whether a horizontal edge runs inside the box."""
    level = box.top - 2 <= edge.at <= box.bottom + 2
    return level and edge.start >= box.x0 - CELL_SIDE and edge.end <= box.x1 + CELL_SIDE


def _inside(words: Sequence[Word], box: Box) -> list[Word]:
    return [word for word in words if middle_in(word.box, box)]


def _tidy(grid: Grid) -> Grid:
    """Drop the strips between double lines."""
    text_rows = {s.r0 for s in grid.slots if s.words and s.r0 == s.r1}
    text_columns = {s.c0 for s in grid.slots if s.words and s.c0 == s.c1}
    rows = {r for r in range(grid.rows) if grid.ys[r + 1] - grid.ys[r] < NARROW and r not in text_rows}
    columns = {c for c in range(grid.columns) if grid.xs[c + 1] - grid.xs[c] < NARROW and c not in text_columns}
    return without_lines(grid, rows, columns)


def _table(grid: Grid, page: Page) -> Table:
    cells = []
    known = _known_words(grid, page)
    padding = _padding(grid) if grid.method == "ruled" else 0.0
    labels = _label_width(grid) if grid.method != "ruled" else 0.0
    near = [f for f in page.fills if f.box.top < grid.ys[-1] and f.box.bottom > grid.ys[0]]
    for slot in sorted(grid.slots, key=lambda s: (s.r0, s.c0)):
        box = grid.slot_box(slot)
        cells.append(
            Cell(
                row=slot.r0,
                column=slot.c0,
                text=_slot_text(grid, slot, known, padding, labels),
                row_span=slot.r1 - slot.r0 + 1,
                column_span=slot.c1 - slot.c0 + 1,
                page=page.number,
                box=box,
                bold=bool(slot.words) and sum(w.bold for w in slot.words) * 2 > len(slot.words),
                fill=_fill_under(box, near),
            )
        )
    return mark_headings(Table(tuple(cells), (TablePart(page.number, grid.box),), method=grid.method))


def _fill_under(box: Box, fills: Sequence[Fill]) -> str:
    """The colour on which the middle of a cell stands."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    colour = ""
    for fill in fills:
        if fill.box.x0 <= x <= fill.box.x1 and fill.box.top <= y <= fill.box.bottom:
            colour = fill.colour
    return colour


def _known_words(grid: Grid, page: Page) -> set[str]:
    """Words of the page in lower case, but for pieces that start a line of a cell or stand alone on one."""
    box = grid.box
    return {
        w.text.lower().strip(".,;:()")
        for w in page.words
        if len(w.text) > 3 or not (box.x0 <= w.box.x0 <= box.x1 and box.top <= w.box.top <= box.bottom)
    }


def _slot_text(grid: Grid, slot: Slot, known: Collection[str], padding: float, labels: float) -> str:
    if not slot.words:
        return ""
    box = grid.slot_box(slot)
    if grid.method == "ruled":
        return cell_text(slot.words, known, box.x1 - box.x0 - 2 * padding)
    return cell_text(slot.words, known, labels if slot.c0 == slot.c1 == 0 else None, guessed=True)


def _label_width(grid: Grid) -> float:
    """The width of the longest line in the first column: where no rule ends a cell, it filled it at least."""
    labels = [slot.words for slot in grid.slots if slot.words and slot.c0 == slot.c1 == 0]
    return max((line.box.x1 - line.box.x0 for words in labels for line in text_lines(words)), default=0.0)


def _padding(grid: Grid) -> float:
    """The least white between a cell's side and its text, in points."""
    margins = []
    for slot in grid.slots:
        if slot.words:
            box = grid.slot_box(slot)
            margins.append(min(w.box.x0 for w in slot.words) - box.x0)
            margins.append(box.x1 - max(w.box.x1 for w in slot.words))
    return max(0.0, min(margins, default=0.0))
