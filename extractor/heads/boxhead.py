"""Which rows head the columns: the boxhead, its titles, and where another boxhead starts further down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractor.heads.looks import Knows, has_letters, is_plain, is_run_of_years, look_of, year_numbers
from extractor.heads.matrix import Matrix
from extractor.model import Cell
from extractor.notation.periods import parse_period

_MOST_WORDS = 6  # of a heading of one column; a longer text in a column of figures is a remark
_ROWS_COMPARED = 8  # rows below that tell what a column holds


@dataclass(frozen=True)
class RowReader:
    """Answers questions about the rows of one matrix. `knows` tells a phrase of the vocabulary."""

    grid: Matrix
    knows: Knows

    def holds_figures(self, row: int) -> bool:
        """True where a row holds figures rather than headings that look like some (years, bands, `999 | 101`)."""
        return self._answers[row]

    @cached_property
    def _answers(self) -> list[bool]:
        """Whether each row holds figures, from the top down: what a row is told by is known before it."""
        above: list[bool] = []
        for row in range(self.grid.rows):
            above.append(self._is_of_figures(row, above))
        return above

    def _is_of_figures(self, row: int, above: list[bool]) -> bool:
        texts = tuple(" ".join(c.text.split()) for c in self._beside(row))
        figures = [t for t in texts if look_of(t, texts) in ("figure", "mark", "year")]
        if not figures:
            return False
        if any(is_plain(t, texts) and not self.knows(t) for t in texts):
            return not row < self.grid.declared
        if all(look_of(t) == "mark" for t in figures):
            return len(figures) == len(texts)
        return not self._heads_columns(row, texts, above)

    def _beside(self, row: int) -> list[Cell]:
        return [c for c in self.grid.own_cells(row) if c.column > 0] or self.grid.own_cells(row)

    def _heads_columns(self, row: int, texts: tuple[str, ...], above: list[bool]) -> bool:
        """Whether a row of years, of figures with a unit word or of known names heads the columns below it."""
        looks = {look_of(t) for t in texts}
        if looks <= {"year", "mark"}:
            return self._years_head(row, above, "mark" in looks)
        figures = {t for t in texts if look_of(t) == "figure"}
        if len(figures) > 1 and all(map(self.knows, figures)) and not any(above):
            return True  # `999 | 101`
        cells = [c for c in self._beside(row) if look_of(" ".join(c.text.split())) in ("figure", "year")]
        if all(map(self._below_is_alike, cells)):
            return False
        return not looks <= {"figure", "year", "mark"} or self._looks_apart(row)

    def _years_head(self, row: int, above: list[bool], marks: bool) -> bool:
        """Whether bare years head the columns below them. Counts of two thousand and some look like years one by one:
        as headings they would swallow a row and date the others."""
        if row < self.grid.declared:
            return True
        cells = [c for c in self._beside(row) if look_of(" ".join(c.text.split())) == "year"]
        years = [" ".join(c.text.split()) for c in cells]
        if self._is_labelled(row, cells, years, above):
            return False
        alike = all(map(self._below_is_alike, cells))
        if self._looks_apart(row):
            return True
        if marks or (len(years) > 1 and not is_run_of_years(years)):
            return False
        return not alike or (len(years) > 1 and not any(above))

    def _is_labelled(self, row: int, cells: list[Cell], years: list[str], above: list[bool]) -> bool:
        """Whether the row has a label of its own and its columns are headed without it, so that it holds counts."""
        label = self.grid.own_text(row, 0)
        if not label or cells[0].column == 0:
            return False
        if any(above):
            return not self._heads_anew(row, label, years, range(above.index(True)))
        over = [self.grid.own_text(row - 1, c.column) for c in cells]
        if row == 0 or not all(over):
            return False
        corner = self.grid.own_text(row - 1, 0)
        return bool(corner) or all(look_of(t) == "year" for t in over) or not _even(years)

    def _heads_anew(self, row: int, label: str, years: list[str], head: range) -> bool:
        """Whether years below figures open another boxhead: labelled or set as the first, or years in its step."""
        if row + 1 == self.grid.rows:
            return False
        corners = {self.grid.own_text(r, 0) for r in head}
        firsts = [[" ".join(c.text.split()) for c in self._beside(r)] for r in head]
        alike = any(is_run_of_years(first) and _steps(first) == _steps(years) for first in firsts)
        return label in corners or alike or (self._looks_apart(row) and self._style(row) in map(self._style, head))

    def _below_is_alike(self, cell: Cell) -> bool:
        """Whether the cells below look like this one: figures with a unit word below one, years below a year."""
        text = " ".join(cell.text.split())
        last = min(self.grid.rows, cell.row + cell.row_span + _ROWS_COMPARED)
        below = self.grid.column_texts(cell.column, range(cell.row + cell.row_span, last))
        below = [t for t in below if look_of(t) in ("figure", "year", "mark")]
        if not below:
            return False
        same = [t for t in below if _alike(text, t)]
        return len(same) * 2 > len(below)

    def _looks_apart(self, row: int) -> bool:
        """Bold or shaded as no row right below it is, or declared as a heading by the file."""
        if row < self.grid.declared:
            return True
        if row + 1 >= self.grid.rows:
            return False
        here, below = self._style(row), self._style(row + 1)
        return here != ("", False) and here != below

    def rows_set_apart(self, first: int, last: int) -> int:
        """How many rows head a table of words: those that the file declares, or a first one set as no other is."""
        if self.grid.declared:
            return min(self.grid.declared, last - first)
        alone = last > first and self._looks_apart(first)
        return int(alone and all(self._style(r) != self._style(first) for r in range(first + 1, last + 1)))

    def _style(self, row: int) -> tuple[str, bool]:
        cells = self.grid.own_cells(row)
        fills = {c.fill for c in cells}
        return (fills.pop() if len(fills) == 1 else ""), bool(cells) and all(c.bold for c in cells)

    def is_group(self, row: int) -> bool:
        """A heading over the rows that follow: words in the first column alone, or merged over all columns."""
        cells = self.grid.cells_of_row(row)
        if len(cells) != 1 or cells[0].column != 0:
            return False
        return not is_plain(" ".join(cells[0].text.split()))

    def is_title(self, row: int, first: int) -> bool:
        """A lone text above the boxhead: nothing but such rows between it and the first row."""
        return all(self.is_group(r) for r in range(first, row + 1))

    def opens_boxhead(self, row: int, like: int | None) -> bool:
        """Whether a row below figures starts another boxhead: short words in the columns of figures, nothing else.

        `like` is a row of the first boxhead: one that is set the same way, or holds the same words, is a boxhead too.
        """
        if self.holds_figures(row):
            return False
        cells = [c for c in self.grid.own_cells(row) if c.column > 0]
        texts = [" ".join(c.text.split()) for c in cells]
        if len(texts) < 2 or any(len(t.split()) > _MOST_WORDS for t in texts):
            return False
        known = [t for t in texts if self.knows(t) or look_of(t) in ("period", "year")]
        if len(known) * 2 > len(texts):
            return True
        if like is None:
            return False
        first = [" ".join(c.text.split()) for c in self.grid.own_cells(like) if c.column > 0]
        return texts == first or (self._style(row) != ("", False) and self._style(row) == self._style(like))


def _steps(years: list[str]) -> set[int]:
    return {b - a for a, b in pairwise(sorted(set(year_numbers(years))))}


def _even(years: list[str]) -> bool:
    """Years that follow one another year by year, or three and more in one step: hardly ever counts."""
    return is_run_of_years(years) and (len(set(years)) > 2 or _steps(years) == {1})


def _alike(text: str, below: str) -> bool:
    if look_of(text) == "year":
        return look_of(below) == "year"
    return look_of(below) == "figure" and has_letters(below) == has_letters(text)


def bands(reader: RowReader) -> list[tuple[int, int]]:
    """Row ranges, first to last, that have a boxhead of their own."""
    starts, seen_figures = [0], False
    like = reader.grid.declared - 1 if reader.grid.declared else None
    for row in range(reader.grid.rows):
        if reader.holds_figures(row):
            like = row - 1 if not seen_figures and like is None and row else like
            seen_figures = True
        elif seen_figures and reader.opens_boxhead(row, like):
            starts.append(row)
            seen_figures = False
    ends = [*(s - 1 for s in starts[1:]), reader.grid.rows - 1]
    return list(zip(starts, ends, strict=True))


def body_start(reader: RowReader, first: int, last: int) -> int | None:
    """The first row of the body, group rows right above its figures included; None where no row holds figures."""
    data = next((r for r in range(first, last + 1) if reader.holds_figures(r)), None)
    if data is None:
        return None
    start = data
    while start - 1 > first and reader.is_group(start - 1) and not reader.is_title(start - 1, first):
        start -= 1
    return start


def titles(reader: RowReader, first: int, body: int) -> tuple[tuple[str, ...], list[int]]:
    """Title rows merged across above the boxhead, and the rows of the boxhead proper."""
    grid, rows, found = reader.grid, list(range(first, body)), []
    while len(rows) > 1 and grid.columns > 1 and reader.is_group(rows[0]):
        found.append(grid.text(rows.pop(0), 0))
    if len(rows) == 1 and grid.columns > 2:
        cells = grid.cells_of_row(rows[0])
        if len(cells) == 1 and cells[0].column_span == grid.columns:
            found.append(grid.text(rows.pop(), 0))
    return tuple(found), [r for r in rows if not _hangs_below(grid, r, rows)]


def _hangs_below(grid: Matrix, row: int, rows: list[int]) -> bool:
    """The second line of one heading, set across columns that the row above has told apart: it heads none of them."""
    cells = grid.own_cells(row)
    if row == rows[0] or len(cells) != 1 or cells[0].column_span < 2:
        return False
    within = range(cells[0].column, cells[0].column + cells[0].column_span)
    return sum(c.column in within for c in grid.cells_of_row(row - 1)) > 1


def column_paths(
    grid: Matrix, rows: list[int], stub: int, joined: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """The headings over each column, outermost first. `joined` puts the lines of one heading together.

    What stands over several columns is the first line of a heading only if it is so in each of them, or if the two make
    a date: `June` over `2022` and `Change`.
    """
    paths = _even_spanners(grid, rows, stub) or {c: _path(grid, rows, c) for c in range(grid.columns)}
    whole = {column: joined(path) for column, path in paths.items()}
    spanners = {path[0] for column, path in paths.items() if len(path) > 1 and whole[column] == path}
    apart = {c for c, path in paths.items() if path and path[0] in spanners and parse_period(whole[c][0]) is None}
    return {column: path if column in apart else whole[column] for column, path in paths.items()}


def _even_spanners(grid: Matrix, rows: list[int], stub: int) -> dict[int, tuple[str, ...]]:
    """Column paths of a two-level boxhead whose lower level repeats: as many spanners as repeats take one each.

    `Last | Avg | % | Rate` six times under six areas leaves no doubt, whatever spans were recovered.
    """
    if len(rows) != 2 or stub != 1:
        return {}
    columns = range(stub, grid.columns)
    lower = [grid.text(rows[1], c) for c in columns]
    spanners = [c for c in grid.cells_of_row(rows[0]) if c.column >= stub]
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


def _path(grid: Matrix, rows: list[int], column: int) -> tuple[str, ...]:
    path: list[Cell] = []
    for row in rows:
        cell = grid.slots.get((row, column))
        if (cell is None or not cell.text.strip()) and not grid.spans_known and row != rows[-1]:
            cell = _spanner_left(grid, row, rows, column)
        if cell is not None and cell.text.strip() and cell not in path:
            path.append(cell)
    return tuple(" ".join(c.text.split()) for c in path)


def _spanner_left(grid: Matrix, row: int, rows: list[int], column: int) -> Cell | None:
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
