"""The cells of one sheet of an OpenDocument spreadsheet, as they are shown, and what lies on the sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from extractor.read.docx_package import Element
from extractor.read.number_formats import number_of, plain, shown
from extractor.read.ods_styles import DRAW, LINK, OFFICE, TABLE, TEXT, Look, Styles
from extractor.read.sheet_grid import MOST_COLUMNS, MOST_ROWS, Grid
from extractor.read.sheet_regions import SheetCell
from extractor.read.xlsx_cells import tidy

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TIME = re.compile(r"(-?)PT(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,](\d+))?S)?")
_ERROR = re.compile(r"Err:\d{3}")
_HIDDEN = ("collapse", "filter")
Drawn = tuple[Literal["chart", "text", "picture"], str]


@dataclass(slots=True)
class _Row:
    """What of a row is passed to its cells."""

    at: int
    times: int
    style: str
    declared: bool


class CellReader:
    """Reads sheets in the styles of their file; `count` is told of each cell with a text."""

    def __init__(self, styles: Styles, count: Callable[[int], None]) -> None:
        self._styles, self._count = styles, count

    def is_shown(self, table: Element) -> bool:
        """Whether a sheet is not hidden."""
        return self._styles.look(table.get(f"{TABLE}style-name", "")).shown

    def read(self, table: Element) -> Grid:
        """The cells of a sheet."""
        grid = Grid()
        columns = self._columns(table, grid)
        at = 0
        for element, hidden, declared in _rows(table):
            times = _times(element, "rows", MOST_ROWS)
            if at >= MOST_ROWS:
                grid.outside += sum(1 for cell in element if _holds_something(cell))
                continue
            if hidden:
                grid.hidden_rows.update(range(at, min(at + times, MOST_ROWS)))
            style = element.get(f"{TABLE}default-cell-style-name", "")
            self._row(element, _Row(at, times, style, declared), columns, grid)
            at += times
        return grid

    def drawn(self, table: Element) -> Iterator[Drawn]:
        """What lies on a sheet: charts and other objects by the part that holds them, texts, pictures."""
        for frame in table.iter(f"{DRAW}frame"):
            held = frame.find(f"{DRAW}object")
            if held is not None:
                yield "chart", held.get(LINK, "")
            elif frame.find(f"{DRAW}text-box") is not None:
                for paragraph in frame.iter(f"{TEXT}p"):
                    yield "text", " ".join(self._words(paragraph).split())
            elif frame.find(f"{DRAW}image") is not None:
                yield "picture", ""

    def _columns(self, table: Element, grid: Grid) -> list[tuple[int, str]]:
        """Where columns end that have a style for their cells, and that style; hidden ones are noted."""
        found: list[tuple[int, str]] = []
        at = 0
        for element in table.iter(f"{TABLE}table-column"):
            times = _times(element, "columns", MOST_COLUMNS)
            groups = (g for g in element.iterancestors(f"{TABLE}table-column-group"))
            folded = any(group.get(f"{TABLE}display") == "false" for group in groups)
            if folded or element.get(f"{TABLE}visibility") in _HIDDEN:
                grid.hidden_columns.update(range(at, min(at + times, MOST_COLUMNS)))
            at += times
            found.append((at, element.get(f"{TABLE}default-cell-style-name", "")))
        return found

    def _row(self, element: Element, row: _Row, columns: list[tuple[int, str]], grid: Grid) -> None:
        column = 0
        for cell in element:
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            times = _times(cell, "columns", MOST_COLUMNS)
            if column >= MOST_COLUMNS:
                grid.outside += _holds_something(cell)
            elif cell.tag == f"{TABLE}covered-table-cell":
                grid.covered += bool(self._text(cell, Look()))
            elif _holds_something(cell):
                usual = row.style or next((style for end, style in columns if column < end), "")
                look = self._styles.look(cell.get(f"{TABLE}style-name") or usual)
                self._cell(cell, look, row, range(column, min(column + times, MOST_COLUMNS)), grid)
            column += times

    def _cell(self, cell: Element, look: Look, row: _Row, columns: range, grid: Grid) -> None:
        grid.remarks += sum(1 for _ in cell.iterchildren(f"{OFFICE}annotation"))
        text = self._text(cell, look)
        if not text:
            grid.uncounted += bool(cell.get(f"{TABLE}formula")) and not cell.get(f"{OFFICE}value-type")
            return
        self._count(row.times * len(columns))
        if look.struck:
            grid.struck.append(text)
        elif look.unseen:
            grid.unseen.append(SheetCell(row.at, columns[0], text, bold=look.bold))
        else:
            down, across = _span(cell, "rows", MOST_ROWS), _span(cell, "columns", MOST_COLUMNS)
            for at in range(row.at, min(row.at + row.times, MOST_ROWS)):
                for column in columns:
                    grid.put(at, column, text, look.bold, look.fill, row.declared)
                    if down > 1 or across > 1:
                        grid.merge(at, column, at + down - 1, column + across - 1)

    def _text(self, cell: Element, look: Look) -> str:
        """What a cell shows: its text, or its value in its format where a program left that to whoever opens it."""
        lines = (self._words(line) for line in cell.iterchildren(f"{TEXT}p", f"{TEXT}h", f"{TEXT}list"))
        text = tidy("\n".join(lines))
        kind, stored = cell.get(f"{OFFICE}value-type", ""), cell.get(f"{OFFICE}value", "")
        number = number_of(stored) if kind in ("float", "percentage", "currency") else None
        if number is not None:
            return _printed(number, text, kind, look.code)
        if kind in ("date", "time") and not text:
            text = cell.get(f"{OFFICE}{kind}-value", "").removesuffix("T00:00:00")
            return _clock(text) if kind == "time" else text
        if kind == "boolean" and not text:
            return str(cell.get(f"{OFFICE}boolean-value", "")).upper()
        return "#VALUE!" if _ERROR.fullmatch(text) else text

    def _words(self, element: Any) -> str:
        """The text of a paragraph; raised digits point to notes and stay raised."""
        parts = [element.text or ""]
        for child in element:
            name = child.tag[len(TEXT) :] if isinstance(child.tag, str) and child.tag.startswith(TEXT) else ""
            if name in ("s", "tab"):
                parts.append(" ")
            elif name == "line-break":
                parts.append("\n")
            elif name in ("span", "a", "p", "list-item", "h", "title", "date", "sheet-name", "ruby-base", "ruby"):
                style = child.get(f"{TEXT}style-name", "")
                inner = "" if name == "span" and self._styles.look(style).struck else self._words(child)
                parts.append(inner.translate(_RAISED) if name == "span" and self._styles.raised(style) else inner)
            parts.append(child.tail or "")
        return "".join(parts)


def _rows(table: Element) -> Iterator[tuple[Element, bool, bool]]:
    """The rows of a sheet, whether each is hidden, and whether the file declares it as a heading."""
    for element in table.iter(f"{TABLE}table-row"):
        owner = next(element.iterancestors(f"{TABLE}table"))
        if owner is not table:
            continue
        folded = any(g.get(f"{TABLE}display") == "false" for g in element.iterancestors(f"{TABLE}table-row-group"))
        declared = element.getparent().tag == f"{TABLE}table-header-rows"
        yield element, folded or element.get(f"{TABLE}visibility") in _HIDDEN, declared


def _holds_something(cell: Element) -> bool:
    """Whether a cell has a text, a value or a formula."""
    return bool(len(cell) or cell.get(f"{OFFICE}value-type") or cell.get(f"{TABLE}formula"))


def _times(element: Element, what: str, most: int) -> int:
    return _whole(element.get(f"{TABLE}number-{what}-repeated", "1"), most)


def _span(element: Element, what: str, most: int) -> int:
    return _whole(element.get(f"{TABLE}number-{what}-spanned", "1"), most)


def _whole(text: str, most: int) -> int:
    if not text.isdecimal():
        return 1
    return min(max(int(text), 1), most) if len(text) < 9 else most


def _printed(number: Decimal, text: str, kind: str, code: str) -> str:
    """A number as it is shown; the text beside it counts, unless it is the bare number that a format says more of."""
    bare = number_of(text.replace(",", ""))
    if text and (bare is None or bare != number or not code) and not (kind == "percentage" and bare == number):
        return text
    printed = shown(number, code) if code else None
    if printed is None:
        return f"{plain(number * 100)}%" if kind == "percentage" else text or plain(number)
    return printed


def _clock(text: str) -> str:
    """`PT00H05M41S` as 0:05:41."""
    found = _TIME.fullmatch(text)
    if found is None:
        return text
    hours, minutes, seconds = (int(found[at] or 0) for at in (2, 3, 4))
    return f"{found[1]}{hours}:{minutes:02d}:{seconds:02d}"
