"""A Word table's cells with their content: is it a table at all, and which rows head it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractor.heads import mark_headings
from extractor.heads.looks import look_of
from extractor.model import Block, Cell, Finding, Table
from extractor.read.cell_text import apart
from extractor.read.docx_tables import Placed


@dataclass(slots=True)
class Piece:
    """A block or table with what matters only to what is around it.

    A block without text is an empty paragraph, which counts only for what it keeps apart.
    """

    item: Block | Table
    bold: bool = False
    boxed: bool = False  # in a text box or note that merely hangs on the place
    tabbed: str = ""  # the text of a paragraph with its tabs, where it has any
    number: str = ""  # the list number in front of an empty paragraph
    page_break: bool = False
    picture: bool = False  # a place that holds one
    edges: tuple[int, ...] = ()  # of a table: the sides of its columns in twips
    own: bool = False  # a table of the body itself, not one that a layout table held
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return isinstance(self.item, Block) and not self.item.text


@dataclass(slots=True)
class Filled:
    """A cell of a table with its content; `text` is its own, without what hangs on it."""

    place: Placed
    pieces: list[Piece]
    text: str = ""
    bold: bool = False
    lines: list[str] = field(default_factory=list)  # those of empty paragraphs too
    numbered: bool = False  # by a list number alone

    def __post_init__(self) -> None:
        if self.lines:
            return
        own = [(piece, piece.item) for piece in self.pieces if not piece.boxed]
        self.lines = [line for piece, item in own if isinstance(item, Block) for line in _text(piece).split("\n")]
        blocks = [(piece, item) for piece, item in own if isinstance(item, Block) and item.text]
        self.text = "\n".join(_text(piece) for piece, _ in blocks)
        number = next((piece.number for piece, _ in own if piece.number), "")
        if number and not self.text:  # counted, not written: a label or a rank, and no figure
            self.text, self.numbered = number + "." * number.isdecimal(), True
        self.bold = bool(blocks) and all(piece.bold for piece, _ in blocks)


def is_layout(cells: list[Filled]) -> bool:
    """Whether a table only lays out the page: one cell or column, or texts beside pictures and tables.

    Rows with two texts of their own make a table. Where tables are nested in it, it takes two
    such rows, for a caption may stand over each half.
    """
    if len({cell.place.column for cell in cells}) < 2:
        return True
    full_rows = sum(1 for row in rows_of(cells) if sum(1 for cell in row if cell.text) >= 2)
    nested = any(isinstance(piece.item, Table) for cell in cells for piece in cell.pieces)
    return full_rows < (2 if nested else 1)


def to_table(cells: list[Filled], repeated: int, notes: tuple[str, ...]) -> Table:
    """
    The table; `repeated` is how many rows the document itself declares as headings.

    A list number that stands alone in its cell is a label whatever stands beside it: no figure is lost by that.
    """
    table = Table(
        cells=tuple(
            Cell(
                row=cell.place.row,
                column=cell.place.column,
                text=apart(cell.text),
                row_span=cell.place.row_span,
                column_span=cell.place.column_span,
                bold=cell.bold,
                fill="shaded" if cell.place.shaded else "",
            )
            for cell in cells
        ),
        notes=notes,
        method="native",
        declared_rows=repeated,
    )
    numbered = {(cell.place.row, cell.place.column) for cell in cells if cell.numbered}
    marked = mark_headings(table)
    return replace(
        marked,
        cells=tuple(replace(c, heading=True) if (c.row, c.column) in numbered else c for c in marked.cells),
    )


def _text(piece: Piece) -> str:
    """The text of a block in a cell, with its tabs where it is no item of a list."""
    item = piece.item
    if not isinstance(item, Block):
        return ""
    return piece.tabbed if "\t" in piece.tabbed and item.kind != "list_item" else item.text


def is_figure(text: str) -> bool:
    """Whether a text is nothing but a figure, or the mark that stands for a missing one; years may be headings."""
    return look_of(" ".join(text.split())) in ("figure", "mark")


def rows_of(cells: list[Filled]) -> list[list[Filled]]:
    rows: dict[int, list[Filled]] = {}
    for cell in cells:
        rows.setdefault(cell.place.row, []).append(cell)
    return [rows[number] for number in sorted(rows)]
