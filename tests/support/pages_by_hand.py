"""Pages made by hand: words and strokes placed where a test wants them.

Sizes in points; a word is as wide as half its font size for each letter, which is about what fonts do.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Box, Fill, Page, Rule, Table, Word

SIZE = 10.0
LEADING, PADDING = 12.0, 3.0  # points from line to line of a cell, and over and under its text


def text(x: float, top: float, line: str, *, bold: bool = False, size: float = SIZE, align: str = "left") -> list[Word]:
    """The words of one line that starts (or, aligned right or centred, ends or has its middle) at `x`."""
    letter, space = size * 0.5, size * 0.28
    parts = line.split()
    width = sum(len(p) * letter for p in parts) + space * (len(parts) - 1)
    at = {"left": x, "right": x - width, "centre": x - width / 2}[align]
    words = []
    for part in parts:
        wide = len(part) * letter
        box = Box(at, top, at + wide, top + size)
        words.append(Word(part, box, font="Sans", size=size, bold=bold))
        at += wide + space
    return words


def across(y: float, x0: float, x1: float) -> Rule:
    return Rule(Box(x0, y, x1, y), True, 0.5, colour="#000000")


def down(x: float, top: float, bottom: float) -> Rule:
    return Rule(Box(x, top, x, bottom), False, 0.5, colour="#000000")


def fill(x0: float, top: float, x1: float, bottom: float, colour: str = "#cccccc") -> Fill:
    return Fill(Box(x0, top, x1, bottom), colour)


def page(
    words: Sequence[Word],
    rules: Sequence[Rule] = (),
    fills: Sequence[Fill] = (),
    number: int = 1,
    height: float = 800.0,
) -> Page:
    return Page(number, 600.0, height, tuple(words), tuple(rules), tuple(fills))


def rows(table: Table) -> list[list[str]]:
    """The texts of a table row by row; what a span covers is given once, at its top left; blanks as ''."""
    last_row = max(c.row + c.row_span for c in table.cells)
    last_column = max(c.column + c.column_span for c in table.cells)
    found = [["" for _ in range(last_column)] for _ in range(last_row)]
    for cell in table.cells:
        found[cell.row][cell.column] = " ".join(cell.text.split())
    return found


def spans(table: Table) -> dict[str, tuple[int, int, int, int]]:
    """(row, column, row span, column span) of each text that spans anything."""
    return {
        " ".join(c.text.split()): (c.row, c.column, c.row_span, c.column_span)
        for c in table.cells
        if c.row_span > 1 or c.column_span > 1
    }


def ruled(
    xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]], *, bold_rows: int = 0
) -> tuple[list[Word], list[Rule]]:
    """A fully ruled table."""
    words: list[Word] = []
    for r, row in enumerate(texts):
        for c, cell in enumerate(row):
            words += text(xs[c] + 3, ys[r] + 3, cell, bold=r < bold_rows)
    rules = [across(y, xs[0], xs[-1]) for y in ys] + [down(x, ys[0], ys[-1]) for x in xs]
    return words, rules


def aligned(
    xs: Sequence[float], top: float, texts: Sequence[Sequence[str]], *, pitch: float = 14.0, bold_rows: int = 0
) -> list[Word]:
    """Text in columns without rules: the first column set left, the others right, at `xs`."""
    words: list[Word] = []
    for r, row in enumerate(texts):
        for c, cell in enumerate(row):
            words += text(xs[c], top + r * pitch, cell, bold=r < bold_rows, align="right" if c else "left")
    return words


def plain(
    lefts: Sequence[float], top: float, table: Sequence[Sequence[str]], *, head: int = 1, align: str = "centre"
) -> list[Word]:
    """Rows of cells from each of `lefts` to the next (the last is the right side); lines of a cell parted by `/`.

    The first column and the `head` bold rows are set left, the figures as `align` says.
    """
    words: list[Word] = []
    y = top
    for r, row in enumerate(table):
        cells = [cell.split("/") for cell in row]
        for c, lines in enumerate(cells):
            left, right = lefts[c] + 5, lefts[c + 1] - 5
            how = "left" if c == 0 or r < head else align
            at = {"left": left, "right": right, "centre": (left + right) / 2}[how]
            for n, line in enumerate(lines):
                words += text(at, y + PADDING + n * LEADING, line, bold=r < head, align=how)
        y += 2 * PADDING + LEADING * max(len(lines) for lines in cells)
    return words
