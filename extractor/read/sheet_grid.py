"""The cells of a sheet while it is read: merged, and numbered anew once hidden rows and columns are left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.model import Finding
from extractor.read.limits import MOST_COVERED
from extractor.read.sheet_regions import SheetCell
from extractor.read.sheets import counted, hidden_lines

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet in Excel
_MOST_MERGES = 100_000
_SHOWN = 120  # characters of a text that a finding quotes
_MOST_STRUCK = 20  # texts of one sheet that are told one by one


@dataclass(slots=True)
class Grid:
    """Cells by row and column, counted from 0 as they lie in the file.

    `uncounted` are formulas whose result is not kept, `unseen` texts in the colour of what is behind them, `struck`
    those that are struck out, `remarks` comments that open only when pointed at, `covered` texts under a merged cell,
    `outside` cells past the last row or column that a sheet can have, `displaced` those whose place a later one took.
    `painted` says that rules or styles of whole tables fill cells besides, so that nothing is known to be unseen.
    """

    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: list[str] = field(default_factory=list)
    unseen: list[SheetCell] = field(default_factory=list)
    painted: bool = False
    uncounted: int = 0
    remarks: int = 0
    unmerged: int = 0
    covered: int = 0
    outside: int = 0
    displaced: int = 0

    def put(self, row: int, column: int, text: str, bold: bool = False, fill: str = "", declared: bool = False) -> None:
        """A cell with something in it; of two in one place the later one counts."""
        self.displaced += (row, column) in self.cells and self.cells[row, column].text != text
        self.cells[row, column] = SheetCell(row, column, text, bold=bold, fill=fill, declared=declared)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Let the cell at the top left cover a rectangle, and nothing else in it be seen."""
        if len(self.merges) < _MOST_MERGES:
            self.merges[top, left] = bottom, right
        else:
            self.unmerged += 1

    def seen(self) -> list[SheetCell]:
        """The cells that are shown, numbered as they are shown, each with what it covers."""
        if self.painted:
            self.cells.update({(cell.row, cell.column): cell for cell in self.unseen})
            self.unseen = []
        rows, columns = sorted(self.hidden_rows), sorted(self.hidden_columns)
        found = []
        for cell in self._merged():
            row, down = _shown(cell.row, cell.last_row, rows)
            column, across = _shown(cell.column, cell.last_column, columns)
            if down and across:
                found.append(replace(cell, row=row, column=column, row_span=down, column_span=across))
        return found

    def _merged(self) -> list[SheetCell]:
        """The cells with what they cover, as far as the sheet is used, without those that are covered."""
        cells = dict(self.cells)
        if not cells:
            return []
        bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
        room = MOST_COVERED
        for (top, left), (last_row, last_column) in self.merges.items():
            down, across = min(last_row, bottom) - top + 1, min(last_column, right) - left + 1
            if down < 1 or across < 1 or down * across == 1:
                continue
            room -= down * across
            if room < 0:
                self.unmerged += 1
                continue
            for row in range(top, top + down):
                for column in range(left, left + across):
                    if (row, column) != (top, left) and (row, column) in cells:
                        del cells[row, column]
                        self.covered += 1
            if (top, left) in cells:
                cells[top, left] = replace(cells[top, left], row_span=down, column_span=across)
        return list(cells.values())

    def findings(self, name: str) -> Iterator[Finding]:
        """What of the sheet was not read, and why."""
        hidden_rows = {row for row, column in self.cells if row in self.hidden_rows}
        hidden_columns = {column for row, column in self.cells if column in self.hidden_columns}
        yield from hidden_lines(name, len(hidden_rows), len(hidden_columns))
        for text in self.struck[:_MOST_STRUCK]:
            quoted = " ".join(text.split())[:_SHOWN]
            message = f'"{quoted}" is struck out and left out; if it should count, take the line through it away'
            yield Finding("struck-out-text", "info", message, found=quoted)
        place = f'of the sheet "{name:.80}"'
        if self.unseen:
            message = f"{counted(len(self.unseen), 'text')} {place} in the colour of the background cannot be seen"
            yield Finding("hidden-text", "warning", f"{message} and left out; give what should count another colour")
        if self.covered:
            message = f"{counted(self.covered, 'text')} {place} under merged cells cannot be seen and left out"
            yield Finding("hidden-text", "warning", f"{message}; part the cells if one of them should count")
        if self.displaced:
            message = (
                f"{counted(self.displaced, 'cell')} {place} in places that the file gives to others too are not read"
            )
            yield Finding("cells-not-read", "warning", f"{message}; open the file in its program and save it anew")
        if self.outside:
            message = f"{counted(self.outside, 'cell')} {place} past the last row or column of a sheet are not read"
            yield Finding("cells-not-read", "warning", f"{message}; move them, or save the file anew")
        if self.uncounted:
            message = f"{counted(self.uncounted, 'formula')} {place} keep no result and are not read"
            yield Finding(
                "formula-not-read", "warning", f"{message}; open the file in Excel, which reckons, and save it"
            )
        if self.remarks:
            message = f"{counted(self.remarks, 'comment')} {place}, which open only when pointed at, are not read"
            yield Finding("comments-not-read", "info", f"{message}; look whether they say what a figure means")
        if self.unmerged:
            message = (
                f"{counted(self.unmerged, 'merged cell')} {place} are taken as single ones, for there are too many"
            )
            yield Finding("cells-not-merged", "warning", f"{message}; check which columns their headings are over")


def _shown(first: int, last: int, hidden: Sequence[int]) -> tuple[int, int]:
    """The place of the first line that is shown from `first` to `last`, and how many of them are shown."""
    before = bisect_left(hidden, first)
    return first - before, last - first + 1 - (bisect_right(hidden, last) - before)
