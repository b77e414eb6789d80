"""Text extracts with their lines, cells and encoding disturbed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import mutate_bytes

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-7")


def mutate(data: bytes, rng: Random, mark: str = "\t") -> bytes:
    """A text extract, or a file of values that `mark` separates, as no publisher would write it."""
    if rng.random() < 0.25:
        return mutate_bytes.mutate(data, rng)
    if rng.random() < 0.05:
        return mutate_bytes.cut(data, rng)
    rows = [line.split(mark) for line in data.decode("utf-8", "replace").splitlines()]
    for _ in range(rng.choice((1, 2, 5, 20))):
        rng.choice(_STEPS)(rows, rng)
        rows = rows or [[""]]
    text = rng.choice(("\n", "\n", "\n", "\r\n", "\r", "\x0b", "\u2028")).join(mark.join(row) for row in rows)
    return text.encode(rng.choice(_ENCODINGS) if rng.random() < 0.2 else "utf-8", "replace") or b"\n"


def _one(rows: list[list[str]], rng: Random) -> list[str]:
    """A line, rather one with cells than one without."""
    tabbed = [row for row in rows if len(row) > 1]
    return rng.choice(tabbed if tabbed and rng.random() < 0.8 else rows) or [""]


def _change_cell(rows: list[list[str]], rng: Random) -> None:
    row = _one(rows, rng)
    if row:
        row[rng.randrange(len(row))] = rng.choice(mutate_bytes.TEXTS)


def _take_cell_elsewhere(rows: list[list[str]], rng: Random) -> None:
    row, other = _one(rows, rng), _one(rows, rng)
    if row and other:
        row[rng.randrange(len(row))] = rng.choice(other)


def _split_cell(rows: list[list[str]], rng: Random) -> None:
    """What conversions to text do to headings: `Ma | r-16`."""
    row = _one(rows, rng)
    if row:
        at = rng.randrange(len(row))
        within = rng.randrange(len(row[at]) + 1)
        row[at : at + 1] = [row[at][:within], row[at][within:]]


def _drop_or_add_cells(rows: list[list[str]], rng: Random) -> None:
    row = _one(rows, rng)
    at = rng.randrange(len(row) + 1)
    if rng.random() < 0.5:
        del row[at : at + rng.choice((1, 1, 3))]
    else:
        row[at:at] = [""] * rng.choice((1, 1, 3, 40))


def _drop_lines(rows: list[list[str]], rng: Random) -> None:
    at = rng.randrange(len(rows))
    del rows[at : at + rng.choice((1, 1, 2, 8))]


def _repeat_lines(rows: list[list[str]], rng: Random) -> None:
    at = rng.randrange(len(rows))
    piece = rows[at : at + rng.choice((1, 2, 8))]
    rows[at:at] = [list(row) for row in piece * rng.choice((1, 1, 2, 60))]


def _swap_lines(rows: list[list[str]], rng: Random) -> None:
    one, other = rng.randrange(len(rows)), rng.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]


def _turn_around(rows: list[list[str]], rng: Random) -> None:
    _one(rows, rng).reverse()


_STEPS: tuple[Callable[[list[list[str]], Random], None], ...] = (
    _change_cell, _change_cell, _take_cell_elsewhere, _split_cell, _drop_or_add_cells, _drop_lines, _repeat_lines,
    _swap_lines, _turn_around,
)  # fmt: skip
