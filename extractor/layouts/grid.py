"""Tell the parts of a table apart: title rows, boxhead, stub, groups and body.

Only the shape and what the cells look like decides (figures, periods, words), so that a table of an unknown
publisher is taken apart like a known one. The parts are named after the usual anatomy of a statistical table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts import Anatomy, BodyCell
from extractor.layouts.mend import join_cut
from extractor.model import Cell, Table
from extractor.notation.figures import parse_figure
from extractor.notation.periods import parse_period


@dataclass(frozen=True)
class Grid:
    """A table as a matrix: every slot holds the cell that covers it, or None where nothing stands."""

    rows: int
    columns: int
    slots: dict[tuple[int, int], Cell]
    spans_known: bool

    def text(self, row: int, column: int) -> str:
        """The text of the cell over a slot, white space folded."""
        cell = self.slots.get((row, column))
        return " ".join(cell.text.split()) if cell else ""

    def row_cells(self, row: int) -> list[Cell]:
        """The distinct cells with text on a row, left to right."""
        cells = (self.slots.get((row, c)) for c in range(self.columns))
        return list(dict.fromkeys(c for c in cells if c is not None and c.text.strip()))


Knows = Callable[[str], bool]
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_PAGE_WORDS = re.compile(r"(?:page|pages|page no\.?|page number|para|paragraph|ref\.?|slide)", re.IGNORECASE)


def to_grid(table: Table) -> Grid:
    """Lay the cells of a table out as a matrix."""
    slots: dict[tuple[int, int], Cell] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                slots.setdefault((row, column), cell)
    rows = max((r for r, _ in slots), default=-1) + 1
    columns = max((c for _, c in slots), default=-1) + 1
    return Grid(rows, columns, slots, any(c.column_span > 1 for c in table.cells))


def take_apart(table: Table, knows: Knows = lambda text: False) -> list[Anatomy]:
    """The parts of a table; more than one where a second boxhead starts further down.

    `knows` tells whether a text is a heading of the vocabulary (so that `999` can head a column).
    """
    grid = to_grid(table)
    parts = [_anatomy(grid, first, last, knows) for first, last in _bands(grid, knows)]
    return parts or [Anatomy("words")]


# ---- rows


def _is_value(text: str) -> bool:
    if not any(c.isdigit() for c in text) and parse_figure(text).kind != "mark":
        return False
    if text.isdigit():
        return True  # a year is told from a count by the cells beside it
    period = parse_period(text)
    if period is not None:
        return False
    return parse_figure(text).kind in ("number", "mark", "unreadable")


def _is_period(text: str) -> bool:
    return parse_period(text) is not None


def _holds_values(grid: Grid, row: int, knows: Knows) -> bool:
    """True where a row holds figures rather than headings that look like some (years, bands, `999 | 101`)."""
    cells = [c for c in grid.row_cells(row) if c.column > 0] or grid.row_cells(row)
    texts = [" ".join(c.text.split()) for c in cells]
    values = [t for t in texts if _is_value(t) and not (_LETTER.search(t) and knows(t))]
    if not any(parse_figure(t).kind in ("number", "mark") for t in values):
        return False  # a band such as "5 - 10 mins" heads a column
    if len(texts) == len(values) > 1 and (_run_of_years(values) or all(knows(t) for t in values)):
        return False
    return not all(parse_figure(t).kind == "mark" for t in values) or len(values) == len(texts)


def _run_of_years(texts: list[str]) -> bool:
    """Years that follow each other, up or down; counts of two thousand and some do not."""
    if not all(_YEAR.fullmatch(t) for t in texts):
        return False
    steps = {int(b) - int(a) for a, b in pairwise(texts)}
    return steps in ({1}, {-1})


def _bands(grid: Grid, knows: Knows) -> list[tuple[int, int]]:
    """Row ranges that have a boxhead of their own.

    A row of several words in columns of figures, below figures, starts a new boxhead.
    """
    starts, seen_values = [0], False
    for row in range(grid.rows):
        if _holds_values(grid, row, knows):
            seen_values = True
            continue
        texts = [" ".join(c.text.split()) for c in grid.row_cells(row) if c.column > 0]
        heads = [t for t in texts if len(t.split()) <= 6 and (knows(t) or _is_period(t))]
        if seen_values and len(heads) >= 2 and len(heads) * 2 > len(texts):
            starts.append(row)
            seen_values = False
    return list(zip(starts, [*(s - 1 for s in starts[1:]), grid.rows - 1], strict=True))


def _header_end(grid: Grid, first: int, last: int, knows: Knows) -> int | None:
    """The first row of the body, or None where no row holds figures."""
    data = next((r for r in range(first, last + 1) if _holds_values(grid, r, knows)), None)
    if data is None:
        return None
    end = data
    while end - 1 > first and _is_group_row(grid, end - 1) and not _is_title_row(grid, end - 1, first):
        end -= 1
    return end


def _is_group_row(grid: Grid, row: int) -> bool:
    """A heading over the rows that follow: words in the first column alone, or merged over all columns."""
    cells = grid.row_cells(row)
    return len(cells) == 1 and cells[0].column == 0 and not _is_value(" ".join(cells[0].text.split()))


def _is_title_row(grid: Grid, row: int, first: int) -> bool:
    """A lone text above the boxhead: nothing but such rows between it and the first row."""
    return all(_is_group_row(grid, r) for r in range(first, row + 1))


# ---- columns


def _column_kinds(grid: Grid, first: int, last: int) -> list[str]:
    """`value`, `words` or `blank` for each column of the body."""
    kinds = []
    for column in range(grid.columns):
        texts = [
            t
            for r in range(first, last + 1)
            if (cell := grid.slots.get((r, column))) is not None
            and cell.column_span < max(2, grid.columns)
            and (t := grid.text(r, column))
        ]
        values = sum(_is_value(t) for t in texts)
        kinds.append("blank" if not texts else "value" if values * 2 > len(texts) else "words")
    return kinds


def _stub_width(grid: Grid, kinds: list[str], head: int, first: int, last: int) -> int:
    if not kinds:
        return 0
    if kinds[0] == "value" and not _names_rows(grid, head, first, last):
        return 0
    width = 1
    while width < len(kinds) and kinds[width] == "words" and "value" in kinds[width + 1 :]:
        width += 1
    return width


def _names_rows(grid: Grid, head: int, first: int, last: int) -> bool:
    """A first column of years or periods names the rows, though it looks like figures."""
    texts = [t for r in range(first, last + 1) if (t := grid.text(r, 0))]
    periods = sum(bool(_YEAR.fullmatch(t)) or _is_period(t) for t in texts)
    return bool(texts) and periods * 2 > len(texts)


# ---- the parts


def _anatomy(grid: Grid, first: int, last: int, knows: Knows) -> Anatomy:
    body = _header_end(grid, first, last, knows)
    if body is None:
        return Anatomy("words", header_rows=min(1, grid.rows))
    kinds = _column_kinds(grid, body, last)
    stub = _stub_width(grid, kinds, first, body, last)
    titles, head_rows = _titles(grid, first, body)
    paths = _even_spanners(grid, head_rows, stub) or {c: _column_path(grid, head_rows, c) for c in range(grid.columns)}
    paths = {c: join_cut(path, knows) for c, path in paths.items()}
    value_columns = [c for c in range(stub, grid.columns) if kinds[c] == "value"]
    kind, reference = _kind(grid, kinds, stub, value_columns, paths, (body, last), has_head=body > first)
    corner = tuple(dict.fromkeys(t for c in range(stub) for t in paths[c]))
    cells = list(_body_cells(grid, body, last, stub, value_columns, paths)) if kind == "statistics" else []
    return Anatomy(
        kind, titles, corner, body - first, stub,
        tuple(c for c in cells if c.column not in reference),
        tuple(c for c in cells if c.column in reference), paths,
    )  # fmt: skip


def _titles(grid: Grid, first: int, body: int) -> tuple[tuple[str, ...], list[int]]:
    """Title rows merged across above the boxhead, and the rows of the boxhead proper."""
    rows = list(range(first, body))
    titles = []
    while len(rows) > 1 and grid.columns > 1 and _is_group_row(grid, rows[0]):
        titles.append(grid.text(rows.pop(0), 0))
    if len(rows) == 1 and grid.columns > 2:
        cells = grid.row_cells(rows[0])
        if len(cells) == 1 and cells[0].column_span == grid.columns:
            titles.append(grid.text(rows.pop(), 0))
    return tuple(titles), [r for r in rows if not _hangs_below(grid, r, rows)]


def _hangs_below(grid: Grid, row: int, rows: list[int]) -> bool:
    """The second line of one heading, set across columns that the row above has told apart: it heads none of them."""
    cells = [c for c in grid.row_cells(row) if c.row == row]
    if row == rows[0] or len(cells) != 1 or cells[0].column_span < 2:
        return False
    within = range(cells[0].column, cells[0].column + cells[0].column_span)
    return sum(c.column in within for c in grid.row_cells(row - 1)) > 1


def _even_spanners(grid: Grid, rows: list[int], stub: int) -> dict[int, tuple[str, ...]]:
    """Column paths of a two-level boxhead whose lower level repeats: as many spanners as repeats take one each.

    `Last | Avg | % | Rate` six times under six areas leaves no doubt, whatever spans were recovered.
    """
    if len(rows) != 2 or stub != 1:
        return {}
    columns = range(stub, grid.columns)
    lower = [grid.text(rows[1], c) for c in columns]
    spanners = [c for c in grid.row_cells(rows[0]) if c.column >= stub]
    width = len(lower) // len(spanners) if len(spanners) > 1 and len(lower) % len(spanners) == 0 else 0
    if width < 2 or not all(lower) or any(lower[i] != lower[i % width] for i in range(len(lower))):
        return {}
    if len(set(lower[:width])) < width:
        return {}
    corner = tuple(dict.fromkeys(t for r in rows for c in range(stub) if (t := grid.text(r, c))))
    paths = dict.fromkeys(range(stub), corner)
    for at, column in enumerate(columns):
        paths[column] = (" ".join(spanners[at // width].text.split()), lower[at])
    return paths


def _column_path(grid: Grid, rows: list[int], column: int) -> tuple[str, ...]:
    path: list[Cell] = []
    for row in rows:
        cell = grid.slots.get((row, column))
        if (cell is None or not cell.text.strip()) and not grid.spans_known and row != rows[-1]:
            cell = _spanner_left(grid, row, rows, column)
        if cell is not None and cell.text.strip() and cell not in path:
            path.append(cell)
    return tuple(" ".join(c.text.split()) for c in path)


def _spanner_left(grid: Grid, row: int, rows: list[int], column: int) -> Cell | None:
    """Where spans were lost, a heading reaches right over blank slots that have a sub-heading below them."""
    if not any(grid.text(r, column) for r in rows if r > row):
        return None
    for left in range(column - 1, 0, -1):
        cell = grid.slots.get((row, left))
        if cell is not None and cell.text.strip():
            return cell
        if not any(grid.text(r, left) for r in rows if r > row):
            return None
    return None


def _kind(
    grid: Grid,
    kinds: list[str],
    stub: int,
    values: list[int],
    paths: dict[int, tuple[str, ...]],
    body: tuple[int, int],
    has_head: bool,
) -> tuple[str, frozenset[int]]:
    """What the table is, and which of its columns of figures only refer to pages or paragraphs."""
    first, last = body
    if not values:
        return "words", frozenset()
    words = [c for c, kind in enumerate(kinds) if kind == "words"]
    named = "blank" in kinds[:stub] or any(w < values[0] for w in words)
    if words and not named and (not has_head or stub == 0):
        return "codes", frozenset()  # figures before the words they belong to are numbers of things
    reference = {c for c in values if paths[c] and _PAGE_WORDS.fullmatch(paths[c][-1])}
    prose = [c for c in words if _is_prose(grid, c, first, last)]
    for column in values:
        texts = [t for r in range(first, last + 1) if (t := grid.text(r, column))]
        ascending = _ascending(texts)
        if not paths[column] and ascending and (len(prose) >= 2 or (not has_head and len(texts) >= 5)):
            reference.add(column)
    if reference >= set(values):
        return "contents", frozenset()
    return "statistics", frozenset(reference)


def _is_prose(grid: Grid, column: int, first: int, last: int) -> bool:
    texts = [t for r in range(first, last + 1) if (t := grid.text(r, column))]
    return bool(texts) and sum(len(t.split()) for t in texts) / len(texts) >= 3


def _ascending(texts: Iterable[str]) -> bool:
    """Whole numbers that never fall: page numbers. A stray one (a wrong reference) is forgiven."""
    numbers = [int(t) for t in texts if t.isdecimal() and len(t) < 10]
    falls = sum(b < a for a, b in pairwise(numbers))
    return len(numbers) >= 2 and falls * 5 <= len(numbers)


def _body_cells(
    grid: Grid, first: int, last: int, stub: int, values: list[int], paths: dict[int, tuple[str, ...]]
) -> Iterable[BodyCell]:
    carried: list[str] = [""] * stub
    group: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    labels = _label_counts(grid, first, last, stub)
    seen: set[str] = set()
    for row in range(first, last + 1):
        if _repeats_boxhead(grid, row, values, paths):
            continue
        if stub and _opens_group(grid, row, last, values):
            group = (grid.text(row, 0),)
            continue
        names = _stub_path(grid, row, stub, carried)
        closes = bool(names) and bool(_TOTAL.match(names[0])) and len(names) == 1
        path = (*(() if closes else group), *names)
        if names and stub == 1 and labels.get(names[-1], 0) > 1:
            if names[-1] in seen:  # a label that stands twice belongs, the second time, to the row above it
                path = (*group, *previous, *names)
            seen.add(names[-1])
        if names and labels.get(names[-1], 0) <= 1:
            previous = names
        for column in values:
            cell = grid.slots.get((row, column))
            if cell is not None and cell.row == row and cell.column == column and cell.text.strip():
                yield BodyCell(cell, column, row, path, paths[column])


_TOTAL = re.compile(r"(?:grand )?total\b|overall\b|sum\b|.*\btotal\s*:?$", re.IGNORECASE)


def _label_counts(grid: Grid, first: int, last: int, stub: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in range(first, last + 1):
        label = grid.text(row, 0) if stub == 1 else ""
        counts[label] = counts.get(label, 0) + bool(label)
    return counts


def _repeats_boxhead(grid: Grid, row: int, values: list[int], paths: dict[int, tuple[str, ...]]) -> bool:
    texts = {c: grid.text(row, c) for c in values if grid.text(row, c)}
    return bool(texts) and all(paths[c] and t == paths[c][-1] for c, t in texts.items())


def _opens_group(grid: Grid, row: int, last: int, values: list[int]) -> bool:
    """A row that only names the rows below it. The last row of a table names nothing: it is a note."""
    if not _is_group_row(grid, row) or any(grid.text(row, c) and grid.slots[row, c].column >= 1 for c in values):
        return False
    return row < last


def _stub_path(grid: Grid, row: int, stub: int, carried: list[str]) -> tuple[str, ...]:
    """The row's own labels; a blank outer label is carried down from the row that opened it."""
    names: list[str] = []
    texts = [grid.text(row, c) for c in range(stub)]
    for column, text in enumerate(texts):
        if text:
            carried[column:] = [text, *[""] * (stub - column - 1)]
        elif column < stub - 1 and any(texts[column + 1 :]):
            text = carried[column]
        if text and (not names or names[-1] != text):
            names.append(text)
    return tuple(names)
