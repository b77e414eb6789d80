"""Tables that fit the terminal: in columns where there is room, else each row over several lines. Nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.compare.wording import printable

_GAP = 2  # blanks between columns
_NARROWEST = 16  # a column that may fold is left at least so wide, or as wide as its longest word


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; whether its cells stand at the right, whether they may fold, and whether a row that is laid out over
    lines puts its cell on a line of its own (`line`) or behind the cell before. An empty `label` names nothing there.
    """

    head: str
    right: bool = False
    folds: bool = False
    line: bool = True
    label: str = ""


def laid_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> RenderableType:
    """The rows as a table of at most `width` characters. The first cell of a row may be empty: it is the one above."""
    clean = [[printable(cell) for cell in row] for row in rows]
    least = [_least(column, [row[i] for row in clean]) for i, column in enumerate(columns)]
    if sum(least) + _GAP * (len(columns) - 1) > width:
        return _over_lines(columns, clean)
    table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="bold", show_edge=False, pad_edge=False)
    for column, narrow in zip(columns, least, strict=True):
        table.add_column(
            column.head, justify="right" if column.right else "left", no_wrap=not column.folds, min_width=narrow,
            overflow="fold",
        )  # fmt: skip
    for row in clean:
        table.add_row(*map(Text, row))
    return table


def _least(column: Column, cells: Sequence[str]) -> int:
    """How wide a column must be."""
    full = max(map(cell_len, (column.head, *cells)))
    if not column.folds:
        return full
    words = [cell_len(word) for text in (column.head, *cells) for word in text.split()]
    return min(full, max(_NARROWEST, *words))


def _over_lines(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> RenderableType:
    parts: list[RenderableType] = []
    for row in rows:
        lines: list[str] = []
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                said = f"{column.label} {cell}" if column.label else cell
                lines = [*lines, said] if column.line or not lines else [*lines[:-1], f"{lines[-1]}  {said}"]
        if row[0]:
            parts.append(Text(row[0], style="bold"))
        parts += [Padding(Text(line, overflow="fold"), (0, 0, 0, 2)) for line in lines]
    return Group(*parts)
