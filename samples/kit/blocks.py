"""The parts a sample report is made of. They hold data; the writers hold the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LEFT, ABOVE = "<", "^"  # a grid cell that belongs to the cell on its left, or to the one above it


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """`style` is body, note (small print under a table), caption, or item (of a bullet list)."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class Table:
    """`rows` are the grid with LEFT and ABOVE marking spans; `damaged` replaces rows in the text extract."""

    rows: tuple[tuple[str, ...], ...]
    options: dict[str, str] = field(default_factory=dict)
    damaged: dict[int, str] = field(default_factory=dict)

    @property
    def header_rows(self) -> int:
        return int(self.options.get("head", "1"))

    def cells(self) -> Iterator[Cell]:
        """The real cells, each once, with the spans that LEFT and ABOVE give them."""
        for r, row in enumerate(self.rows):
            for c, text in enumerate(row):
                if text in (LEFT, ABOVE):
                    continue
                across = 1
                while c + across < len(row) and row[c + across] == LEFT:
                    across += 1
                down = 1
                while r + down < len(self.rows) and self.rows[r + down][c] == ABOVE:
                    down += 1
                yield Cell(r, c, down, across, text)


@dataclass(frozen=True)
class Chart:
    """A made-up series drawn as bars, lines, hbars, stack, pie or heat: nobody's statistics."""

    kind: str
    title: str
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """An infographic: tiles of a big number, what it is, and a small line."""

    tiles: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Row:
    """Blocks that stand side by side."""

    items: tuple[Block, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Box:
    """A framed piece of prose."""

    title: str
    items: tuple[Block, ...]


@dataclass(frozen=True)
class PageBreak:
    landscape: bool = False


Block = Heading | Paragraph | Table | Chart | Panel | Row | Box | PageBreak


@dataclass(frozen=True)
class Report:
    name: str
    meta: dict[str, str]
    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    """Every table in reading order."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Row | Box):
            yield from tables(block.items)
