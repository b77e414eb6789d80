"""What of a Word document is left out or cannot be read, as findings with their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.model import Finding, Table, Where
from extractor.read.docx_grid import Filled, Piece
from extractor.read.docx_text import Paragraph

STRUCK, HIDDEN = "struck-out-text", "hidden-text"
_SHOWN = 120  # characters of a text that a finding quotes


def left_out(paragraph: Paragraph) -> list[Finding]:
    """Of one paragraph: struck-out text, text that the page does not show, equations."""
    found = []
    if paragraph.struck:
        text = _short(paragraph.struck)
        message = f'"{text}" is struck out and left out; if it should count, take the line through it away'
        found.append(Finding(STRUCK, "info", message, found=text))
    if any(character.isalnum() for character in paragraph.hidden):
        message = (
            "Text that the page does not show (hidden, in the colour of its background, or 1 pt high) is left out; "
            "make it visible in Word if it should count"
        )
        figures = any(character.isdigit() for character in paragraph.hidden)
        found.append(Finding(HIDDEN, "warning" if figures else "info", message))
    for equation in paragraph.unread:
        message = (
            f'The equation "{_short(equation)}" is no plain figure and is not read; write it out if its value matters'
        )
        found.append(Finding("equation-not-read", "warning", message, found=_short(equation)))
    return found


def hidden_rows(count: int) -> list[Finding]:
    if not count:
        return []
    rows = "1 row of the table is" if count == 1 else f"{count} rows of the table are"
    return [Finding(HIDDEN, "warning", f"{rows} not shown in Word and left out; show what should count")]


def in_cells(cells: Sequence[Filled], heads: int) -> tuple[list[Finding], set[int]]:
    """The findings of the cells of a table with their row and column, and the rows that nothing is left of."""
    found: list[Finding] = []
    touched: set[int] = set()
    for cell in cells:
        own = [finding for piece in cell.pieces if not piece.boxed for finding in piece.findings]
        if own:
            where = Where(row_label=_label(cells, cell), column_label=_heading(cells, cell, heads))
            found += [replace(finding, where=where) for finding in own]
        if any(finding.code in (STRUCK, HIDDEN) for finding in own):
            touched.add(cell.place.row)
    return found, touched - {cell.place.row for cell in cells if cell.text}


def numbered(pieces: Iterable[Piece]) -> tuple[Finding, ...]:
    """All findings in reading order, those of tables with the number of the table; the same is told once."""
    found: dict[Finding, None] = {}
    number = 0
    for piece in pieces:
        inside = isinstance(piece.item, Table)
        number += inside
        for finding in piece.findings:
            found[replace(finding, where=replace(finding.where, table=number)) if inside else finding] = None
    return tuple(found)


def _label(cells: Sequence[Filled], cell: Filled) -> str:
    return next((" ".join(c.text.split()) for c in cells if c.place.row == cell.place.row and not c.place.column), "")


def _heading(cells: Sequence[Filled], cell: Filled, heads: int) -> str:
    """The text over the cell in the rows that head the table, or in its first."""
    over = [
        " ".join(c.text.split())
        for c in cells
        if c.place.row < max(heads, 1)
        and c.place.row < cell.place.row
        and c.place.column <= cell.place.column < c.place.column + c.place.column_span
    ]
    return " > ".join(text for text in over if text)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
