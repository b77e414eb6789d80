"""Documents written down as text, so that a test shows its input: `|` parts cells, `^` repeats the cell to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.codelists import vocabulary
from extractor.model import Block, Cell, Document, Finding, Observation, Table
from extractor.pipeline import understand

FRONT = (Block("heading", "Hampshire Constabulary", 1), Block("heading", "Force Performance Profile March 2018", 1))


def table(text: str) -> Table:
    """A table from lines of cells; `^` widens the cell before it, so that headings can span columns."""
    cells: list[Cell] = []
    for row, line in enumerate(filter(str.strip, text.strip().splitlines())):
        for column, word in enumerate(part.strip() for part in line.split("|")):
            if word == "^":
                last = cells.pop()
                cells.append(Cell(last.row, last.column, last.text, 1, last.column_span + 1))
            else:
                cells.append(Cell(row, column, word))
    return Table(tuple(cells), method="native")


def rows_of(text: str) -> list[list[str]]:
    """The cells of a table without spans, as lists, for tests that reorder and drop them."""
    return [[c.strip() for c in line.split("|")] for line in text.strip().splitlines() if line.strip()]


def joined(rows: Sequence[Sequence[str]]) -> str:
    """Lists of cells back to the text that `table` reads."""
    return "\n".join(" | ".join(row) for row in rows)


def document(*body: Block | Table, front: tuple[Block, ...] = FRONT) -> Document:
    """A document with a title page that names Hampshire and March 2018, unless another front is given."""
    return Document("report.docx", "0" * 64, "docx", "docx", body=(*front, *body))


def observations(*body: Block | Table | str, front: tuple[Block, ...] = FRONT) -> list[Observation]:
    """What the pipeline makes of a body; strings are tables."""
    items = [table(item) if isinstance(item, str) else item for item in body]
    extraction = understand(document(*items, front=front), vocabulary())
    return [o for o in extraction.observations if o.reader != "prose"]


def by_labels(*body: Block | Table | str, front: tuple[Block, ...] = FRONT) -> dict[tuple[str, str], Observation]:
    """The observations of a body by row and column label."""
    return {(o.row_label, o.column_label): o for o in observations(*body, front=front)}


def findings(*body: Block | Table | str, front: tuple[Block, ...] = FRONT) -> list[Finding]:
    """What the pipeline says of a body that it does not settle; strings are tables."""
    items = [table(item) if isinstance(item, str) else item for item in body]
    return list(understand(document(*items, front=front), vocabulary()).findings)


def heading(text: str, level: int = 2) -> Block:
    """A heading above a table."""
    return Block("heading", text, level)


def dressed(plain: Table, *rows: int, bold: bool = False, fill: str = "") -> Table:
    """The table with the cells of these rows in bold type or shaded."""
    cells = (replace(c, bold=bold, fill=fill) if c.row in rows else c for c in plain.cells)
    return replace(plain, cells=tuple(cells))


def deepened(plain: Table, row: int, column: int, rows: int) -> Table:
    """The table with one cell merged over so many rows; what stood in the slots below it is gone."""
    under = {(r, column) for r in range(row + 1, row + rows)}
    kept = (c for c in plain.cells if (c.row, c.column) not in under)
    cells = (replace(c, row_span=rows) if (c.row, c.column) == (row, column) else c for c in kept)
    return replace(plain, cells=tuple(cells))
