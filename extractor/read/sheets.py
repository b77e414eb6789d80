"""Sheets of cells to blocks and tables: what workbooks of every kind and files of separated values have in common.

A sheet is a plane on which a person sets tables, titles and notes wherever there is room. Its readers give the cells
that are seen, with their place; here they become a body in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.heads import mark_headings
from extractor.model import Block, Cell, Document, Finding, Media, Table
from extractor.read.cell_text import apart
from extractor.read.limits import Limits
from extractor.read.sheet_regions import Region, SheetCell, regions
from extractor.read.text_shapes import shape, without_bullet

SHEET_LEVEL = 0  # a sheet's name stands over all headings on it
_UNNAMED = re.compile(
    r"(?:sheet|table|tabelle|feuille|page)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE
)  # as programs call them
_LONGEST_HEADING = 14  # words
_NEAR = 2  # rows from a title to its table, a blank one between them
Hidden = Literal["row", "column"]


@dataclass(slots=True)
class Sheet:
    """What is seen of one sheet. `drawn` are charts and text boxes on it; `findings` say what was not read."""

    name: str
    cells: list[SheetCell] = field(default_factory=list)
    drawn: list[Block | Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def document_of(
    sheets: Sequence[Sheet], path: str, sha256: str, media: Media, limits: Limits,
    properties: dict[str, str] | None = None, problems: Iterable[Finding] = (), furniture: Iterable[str] = (),
) -> Document:  # fmt: skip
    """The document that the sheets make up.

    Raises `UnreadableFile` where nothing is seen on any of them, `LimitExceeded` for tables of more slots than cells
    are allowed.
    """
    lone = len(sheets) == 1
    body = _titled([item for sheet in sheets for item in sheet_body(sheet, path, limits, lone)])
    if not body:
        raise UnreadableFile(path, "shows no text on any sheet", "show what is hidden, or give the file with its cells")
    found = (*problems, *(finding for sheet in sheets for finding in sheet.findings))
    return Document(
        path=path, sha256=sha256, media=media, reader=media, body=body, furniture=tuple(furniture),
        properties=properties or {}, problems=tuple(dict.fromkeys(found)),
    )  # fmt: skip


def _titled(body: list[Block | Table]) -> tuple[Block | Table, ...]:
    """The body with its first line as the title of the whole, where more lines stand between it and a table.

    Such a title names the report and what it reports on, and heads no table: the lines under it do, or none.
    """
    first = next((at for at, i in enumerate(body) if not (isinstance(i, Block) and i.level == SHEET_LEVEL)), 0)
    title, below = [*body[first : first + 2], None, None][:2]
    if isinstance(title, Block) and isinstance(below, Block) and below.level != SHEET_LEVEL:
        body[first] = Block("paragraph", title.text)
    return tuple(body)


def sheet_body(sheet: Sheet, path: str, limits: Limits, lone: bool = False) -> Iterator[Block | Table]:
    """The sheet's name as a heading, then its titles, tables and notes in reading order, then what is drawn on it.

    A `lone` sheet that nobody gave a name has no heading.
    """
    found = regions(sheet.cells)
    named = sheet.name and not (lone and _UNNAMED.fullmatch(sheet.name.strip()))
    if (found or sheet.drawn) and named:
        yield Block("heading", " ".join(sheet.name.replace("_", " ").split()), SHEET_LEVEL)
    styled = any(line[0].bold for region in found if not region.is_table for line in region.lines())
    for at, region in enumerate(found):
        if region.is_table:
            yield _table(region, path, limits)
        else:
            above, below = found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
            yield from _between(list(_texts(region, styled)), region, above, below)
    yield from sheet.drawn


def _table(region: Region, path: str, limits: Limits) -> Table:
    rows, columns = region.size
    if rows * columns > limits.max_cells:
        problem = f"has a table of {rows:,} rows and {columns:,} columns, more than {limits.max_cells:,} cells"
        raise LimitExceeded(path, problem, "delete what stands far from the tables, or raise the limit")
    cells = tuple(
        Cell(cell.row, cell.column, apart(cell.text), cell.row_span, cell.column_span, bold=cell.bold, fill=cell.fill)
        for cell in region.compact()
    )
    return mark_headings(Table(cells, method="native", declared_rows=region.declared))


def _texts(region: Region, styled: bool) -> Iterator[Block]:
    """The lines of a region that is no table.

    On a sheet that is `styled`, where some texts are bold, only those and numbered ones head what follows.
    """
    for line in region.lines():
        text = " ".join(" ".join(cell.text.split()) for cell in line)
        kind, level = shape(text)
        if kind == "list_item":
            text = without_bullet(text)
        if kind == "heading" and styled and level is None and not line[0].bold:
            kind = "paragraph"
        if kind == "paragraph" and _is_set_as_heading(line, text):
            yield Block("heading", text)
        elif kind in ("note", "list_item", "caption") or len(text.split()) <= _LONGEST_HEADING:
            yield Block(kind, text, level)
        else:
            yield Block("paragraph", text)


def _between(lines: list[Block], region: Region, above: Region | None, below: Region | None) -> list[Block]:
    """The lines between two tables: notes right under the one, a title over the other."""
    noted = above is not None and above.is_table and above.touches(region)
    over = below is not None and below.is_table and below.top - region.bottom <= _NEAR
    adjoins = over and below is not None and region.touches(below)
    if noted:
        notes = lines[:-1] if adjoins else lines
        lines[: len(notes)] = [_as_note(line) for line in notes]
        return _with_title(lines, adjoins, first=True)
    return _with_title(lines, over, first=above is None)


def _as_note(line: Block) -> Block:
    return Block("paragraph", line.text) if line.kind in ("heading", "list_item") else line


def _with_title(lines: list[Block], over: bool, first: bool) -> list[Block]:
    """The lines with the last of them as a heading, where a table follows and none of them is one yet.

    What stands `first` on a sheet with more lines under it names the report.
    """
    last = lines[-1]
    own = lines[1:] if first and len(lines) > 1 else lines
    named = any(line.kind in ("heading", "caption") for line in own)
    short = len(last.text.split()) <= _LONGEST_HEADING and not last.text.endswith((".", ":", ";"))
    if over and not named and last.kind == "paragraph" and short and ": " not in last.text:
        lines[-1] = Block("heading", last.text)
    return lines


def _is_set_as_heading(line: Sequence[SheetCell], text: str) -> bool:
    """Whether a text that does not read like a title is set like one, and is no sentence."""
    return line[0].bold and len(text.split()) <= _LONGEST_HEADING and not text.endswith((".", ":", ";"))


def counted(number: int, what: str) -> str:
    """`1 row`, `3 rows`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def hidden_sheet(name: str) -> Finding:
    """That a sheet is hidden and therefore not read."""
    message = f'The sheet "{name:.80}" is hidden and not read; show it if its figures should count'
    return Finding("hidden-sheet", "warning", message)


def hidden_lines(name: str, rows: int, columns: int) -> list[Finding]:
    """That rows or columns with something in them are hidden and therefore not read."""
    parts = [counted(n, what) for n, what in ((rows, "row"), (columns, "column")) if n]
    if not parts:
        return []
    verb = "is" if rows + columns == 1 else "are"
    message = f'{" and ".join(parts)} of the sheet "{name:.80}" {verb} hidden and not read; show what should count'
    return [Finding("hidden-text", "warning", message)]
