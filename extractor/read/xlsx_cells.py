"""The cells of one sheet of an Excel workbook, as they are seen: formatted, without hidden rows and columns."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from extractor.read.number_formats import number_of, plain, shown
from extractor.read.sheet_grid import MOST_COLUMNS, MOST_ROWS, Grid
from extractor.read.sheet_regions import SheetCell
from extractor.read.xlsx_styles import Look, X, is_on

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TAKEN = ("mergeCell", "col", "row", "drawing", "tablePart", "conditionalFormatting")


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share."""

    texts: Sequence[str] = ()
    looks: Sequence[Look] = ()
    since_1904: bool = False


@dataclass(slots=True)
class SheetPart:
    """What the part of a sheet holds: its cells, and the relations of what is drawn on it and listed in it."""

    grid: Grid
    drawings: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)


def read_cells(data: bytes, book: Book, count: Callable[[int], None]) -> SheetPart:
    """Read one sheet row by row, so that a large one takes little memory. `count` is told of each cell.

    Raises `etree.XMLSyntaxError` for malformed XML.
    """
    part = SheetPart(Grid())
    grid = part.grid
    last_row = -1
    tags = tuple(f"{X}{name}" for name in _TAKEN)
    stream = etree.iterparse(
        io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=True,
        load_dtd=False,
    )  # fmt: skip
    for _, element in stream:
        name = element.tag[len(X) :]
        if name == "row":
            last_row = _read_row(element, last_row, grid, book, count)
        elif name == "col":
            _column(element, grid)
        elif name == "mergeCell":
            merge = _range(element.get("ref", ""))
            if merge:
                grid.merge(*merge)
        elif name == "drawing":
            part.drawings.append(_relation(element))
        elif name == "tablePart":
            part.lists.append(_relation(element))
        grid.painted = grid.painted or name in ("tablePart", "conditionalFormatting")
        if name in ("row", "mergeCell"):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return part


def _read_row(row: Any, last: int, grid: Grid, book: Book, count: Callable[[int], None]) -> int:
    number = row.get("r", "")
    at = int(number) - 1 if number.isdecimal() and 0 < len(number) < 8 else last + 1
    if not 0 <= at < MOST_ROWS:
        grid.outside += sum(1 for _ in row.iterfind(f"{X}c"))
        return last
    if is_on_attribute(row, "hidden") or number_of(row.get("ht", "1")) == 0:
        grid.hidden_rows.add(at)
    column = -1
    across: tuple[int, int] | None = None  # where a text began that is centred over the blank cells beside it
    for element in row.iterfind(f"{X}c"):
        place = _REFERENCE.fullmatch(element.get("r", ""))
        column = column_number(place[1]) if place else column + 1
        if not 0 <= column < MOST_COLUMNS:
            grid.outside += 1
            continue
        look = _look(element, book)
        text, unread = _text(element, look, book)
        if unread:
            grid.uncounted += 1
        if not text:
            if across and look.across and column == across[1] + 1:
                across = across[0], column
                grid.merge(at, across[0], at, column)
            continue
        count(1)
        across = (column, column) if look.across else None
        if look.struck:
            grid.struck.append(text)
        elif look.unseen:
            grid.unseen.append(SheetCell(at, column, text, bold=look.bold))
        else:
            grid.put(at, column, text, look.bold, look.fill)
    return at


def _look(element: Any, book: Book) -> Look:
    style = element.get("s", "0")
    index = int(style) if style.isdecimal() and len(style) < 9 else 0
    return book.looks[index] if index < len(book.looks) else Look()


def _text(element: Any, look: Look, book: Book) -> tuple[str, bool]:
    """What a cell shows, and whether it holds a formula whose result is not kept."""
    kind = element.get("t", "n")
    if kind == "inlineStr":
        inline = element.find(f"{X}is")
        return ("", False) if inline is None else (text_of(inline), False)
    value = element.findtext(f"{X}v") or ""
    if not value.strip():
        formula = element.find(f"{X}f")
        return "", formula is not None and kind != "str"
    if kind == "s":
        index = int(value) if value.strip().isdecimal() and len(value) < 10 else -1
        return (book.texts[index] if 0 <= index < len(book.texts) else ""), False
    if kind in ("str", "e"):
        return tidy(value), False
    if kind == "b":
        return ("TRUE" if value.strip() in ("1", "true") else "FALSE"), False
    if kind == "d":
        return value.strip().removesuffix("T00:00:00").removesuffix("T00:00:00Z"), False
    number = number_of(value)
    if number is None:
        return tidy(value), False
    printed = shown(number, look.code, book.since_1904)
    return (plain(number) if printed is None else printed), False


def text_of(item: Any) -> str:
    """A text of one or several runs; raised digits point to notes and stay raised, what is struck out is left out."""
    parts = []
    for child in item:
        name = child.tag[len(X) :] if isinstance(child.tag, str) else ""
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.append(_run(child))
    return tidy("".join(parts))


def _run(run: Any) -> str:
    text = "".join(t.text or "" for t in run.iterfind(f"{X}t"))
    about = run.find(f"{X}rPr")
    if about is None:
        return text
    if is_on(about.find(f"{X}strike")):
        return ""
    raised = about.find(f"{X}vertAlign")
    return text.translate(_RAISED) if raised is not None and raised.get("val") == "superscript" else text


def tidy(text: str) -> str:
    """A text without control characters, its lines without needless space."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    lines = (" ".join(line.split()) for line in re.split(r"\r\n?|\n", text))
    plain_lines = (re.sub(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", line) for line in lines)
    return "\n".join(line for line in plain_lines if line)


def column_number(letters: str) -> int:
    """0 for `A`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _range(text: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of `A1:B2`, from 0."""
    first, _, last = text.partition(":")
    ends = [_REFERENCE.fullmatch(end) for end in (first, last or first)]
    if ends[0] is None or ends[1] is None:
        return None
    rows, columns = [int(end[2]) - 1 for end in ends if end], [column_number(end[1]) for end in ends if end]
    return min(rows), min(columns), max(rows), max(columns)


def declare(grid: Grid, reference: str, heads: int) -> None:
    """Mark the first rows of a range as headings, for so the file calls them."""
    found = _range(reference)
    if found is None or heads < 1:
        return
    rows, columns = range(found[0], found[0] + min(heads, 9)), range(found[1], found[3] + 1)
    for place, cell in list(grid.cells.items()):
        if place[0] in rows and place[1] in columns:
            grid.cells[place] = replace(cell, declared=True)


def _column(element: Any, grid: Grid) -> None:
    ends = [element.get(name, "") for name in ("min", "max")]
    if not all(end.isdecimal() and len(end) < 9 for end in ends):
        return
    if is_on_attribute(element, "hidden") or number_of(element.get("width", "1")) == 0:
        grid.hidden_columns.update(range(int(ends[0]) - 1, min(int(ends[1]), MOST_COLUMNS)))


def is_on_attribute(element: Any, name: str) -> bool:
    """Whether a switch among the attributes is on."""
    return element.get(name, "0") in ("1", "true")


def _relation(element: Any) -> str:
    return next((value for key, value in element.items() if key.endswith("}id")), "")


def texts_of(data: bytes) -> Iterator[str]:
    """The texts that cells share, in their order. Raises `etree.XMLSyntaxError` for malformed XML."""
    stream = etree.iterparse(
        io.BytesIO(data), events=("end",), tag=f"{X}si", resolve_entities=False, no_network=True, huge_tree=True,
        load_dtd=False,
    )  # fmt: skip
    for _, element in stream:
        yield text_of(element)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
