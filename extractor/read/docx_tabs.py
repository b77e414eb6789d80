"""Tables that are set with tab stops: paragraphs whose tabs part columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.model import Block, Cell, Finding, Table
from extractor.read.docx_grid import Piece, is_figure

_LABEL = 60  # characters; a line without tabs amid the rows is no longer if it heads a group of them
_MOST_HEADS = 3  # lines of headings
_KINDS = ("paragraph", "heading", "note")  # as what a row may come: bold lines pass for headings, `* Fraud` for a note
_PAGES = 3  # lines that end in the number of a page make a list of contents


@dataclass(slots=True)
class _Row:
    cells: list[str]
    piece: Piece

    @property
    def figures(self) -> set[int]:
        return {at for at, text in enumerate(self.cells) if at and text and is_figure(text)}


def tables_from_tabs(pieces: list[Piece]) -> list[Piece]:
    """The story with such paragraphs as tables. Rows that do not agree stay text, and a finding says so."""
    result: list[Piece] = []
    start = 0
    while start < len(pieces):
        end = max(_run_end(pieces, start), start + 1)
        run = pieces[start:end]
        several = len(run) > 1 or "\n" in run[0].tabbed
        result += _read(run) if several and _has_tabs(run[0]) else run
        start = end
    return result


def _run_end(pieces: list[Piece], start: int) -> int:
    """Where the run of lines with tabs ends; one without, which heads a group of rows, may stand amid them."""
    end = start
    while end < len(pieces):
        if _has_tabs(pieces[end]):
            end += 1
        elif end > start and _heads_group(pieces[end]) and end + 1 < len(pieces) and _has_tabs(pieces[end + 1]):
            end += 2
        else:
            break
    return end


def _has_tabs(piece: Piece) -> bool:
    item = piece.item
    return isinstance(item, Block) and item.kind in _KINDS and item.level is None and "\t" in piece.tabbed.strip()


def _heads_group(piece: Piece) -> bool:
    item = piece.item
    if not isinstance(item, Block) or item.kind not in ("paragraph", "heading") or item.level is not None:
        return False
    return 0 < len(item.text) <= _LABEL and item.text[-1] not in ".:;,"


def _read(run: list[Piece]) -> list[Piece]:
    rows = [
        _Row([c.strip() for c in line.split("\t")], p) for p in run for line in p.tabbed.split("\n") if line.strip()
    ]
    table = _table(rows)
    findings = [finding for piece in run for finding in piece.findings]
    if table is not None:
        return [Piece(table, findings=findings)]
    if sum(bool(row.figures) for row in rows) > 1 and not _is_contents(rows):
        first = next(row for row in rows if row.figures)
        run[0] = replace(run[0], findings=[*run[0].findings, _told(first)])
    return run


def _told(row: _Row) -> Finding:
    text = " ".join(" ".join(row.cells).split())[:80]
    message = (
        f'The lines with tabs from "{text}" are not read as a table, as their columns do not agree; '
        "set them as a table in Word"
    )
    return Finding("tabs-not-read", "warning", message, found=text)


def _table(rows: list[_Row]) -> Table | None:
    """Rows of one width, with figures in the same columns, under headings for each of these."""
    texts = _even(rows)
    if texts is None or len(texts[0]) < 2:
        return None
    body = [_Row(cells, row.piece) for cells, row in zip(texts, rows, strict=True)]
    heads = _count_heads(body)
    shared = [sum(column in row.figures for row in body) for column in range(len(texts[0]))]
    named = {column for row in texts[:heads] for column, text in enumerate(row) if text}
    enough = 1 if len(texts[0]) > 2 else 2
    if not 0 < heads <= _MOST_HEADS or max(shared) < enough or not {c for c, n in enumerate(shared) if n} <= named:
        return None
    cells = [
        Cell(row, column, text, heading=row < heads or not column)
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    ]
    return Table(tuple(cells), header_rows=heads, method="tabbed")


def _count_heads(rows: list[_Row]) -> int:
    """The lines before the first with figures; once every column has a heading, one with a label is a row of words."""
    heads = 0
    for row in rows:
        if row.figures or (heads and all(rows[0].cells) and row.cells[0] and any(row.cells[1:])):
            return heads
        heads += 1
    return heads


def _even(rows: list[_Row]) -> list[list[str]] | None:
    """The rows with as many cells each: as the tabs stand, or, where several bridge a short label, as one."""
    for lines in ([row.cells for row in rows], [_bridged(row.cells) for row in rows]):
        lines = _without_indent(lines)
        widths = {len(line) for line in lines if len(line) > 1}
        if len(widths) == 1:
            (width,) = widths
            return [line + [""] * (width - len(line)) for line in lines]
    return None


def _bridged(cells: list[str]) -> list[str]:
    return [text for at, text in enumerate(cells) if text or not at]


def _without_indent(lines: list[list[str]]) -> list[list[str]]:
    """A tab that begins every line sets it in."""
    while all(len(line) > 1 and not line[0] for line in lines):
        lines = [line[1:] for line in lines]
    return lines


def _is_contents(rows: list[_Row]) -> bool:
    """Labels with the numbers of pages, which never fall."""
    if any(len([c for c in row.cells if c]) > 3 or (row.figures and not row.cells[-1].isdecimal()) for row in rows):
        return False
    pages = [int(row.cells[-1]) for row in rows if row.cells[-1].isdecimal() and len(row.cells[-1]) < 5]
    return len(pages) >= _PAGES and pages == sorted(pages) and len(pages) >= len(rows) - 1 and pages[0] < 20
