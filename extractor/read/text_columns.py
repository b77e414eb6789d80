"""Tables whose columns are set with spaces: the white between them runs down through all rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.model import Cell, Finding, Table
from extractor.notation.figures import parse_figure
from extractor.read.text_lines import Line, plain

_GAP = re.compile(r" {2,}")
_WORD = re.compile(r"\S+(?: \S+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RULE = re.compile(r"[-=_─━ +]*[-=_─━]{3}[-=_─━ +]*")
_LABEL = 60  # characters of a line without columns that may head a group of rows
_MOST_HEADS = 5  # lines of headings
_BARE = 3  # rows that make columns without headings a table
_MAX_LINE = 2000  # characters; nobody sets columns across more


@dataclass(frozen=True, slots=True)
class _Word:
    """A text that at least two spaces set off, with its place in the line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Column:
    start: int
    end: int


def columns_end(lines: Sequence[Line], start: int) -> int:
    """Where the run of lines that may be set in columns ends: up to an empty line, a tab, or running text."""
    end = start
    while end < len(lines) and lines[end].page == lines[start].page and _may_be_row(lines, start, end):
        end += 1
    return end


def _may_be_row(lines: Sequence[Line], start: int, at: int) -> bool:
    text = lines[at].text.rstrip()
    if not text.strip() or "\t" in text or len(text) > _MAX_LINE:
        return False
    if _words(text)[1:] or _RULE.fullmatch(text) or text.startswith("   "):
        return True
    inside = at > start and at + 1 < len(lines) and len(_words(lines[at + 1].text)) > 1
    return inside and len(text) <= _LABEL and text[-1] not in ".:;,"


def columns_table(lines: Sequence[Line]) -> tuple[Table | None, list[Finding]]:
    """The table that the lines make; none where its columns are not certain, and a finding if it has figures."""
    shown = [line for line in lines if not _RULE.fullmatch(line.text)]
    rows = [_words(line.text.rstrip()) for line in shown]
    body = [number for number, row in enumerate(rows) if _has_figures(row)]
    if len(body) < 2:
        return None, []
    heads = body[0]
    columns = _columns(shown, [number for number in range(heads, len(rows)) if len(rows[number]) > 1])
    placed = [_placed(row, columns, number < heads) for number, row in enumerate(rows)]
    grid = [row for row in placed if row is not None]
    if len(grid) < len(placed) or not _is_certain(grid, heads, rows, columns):
        return None, [_told(lines)] if sum(len(rows[number]) > 2 for number in body) > 1 else []
    return _table(grid, shown, heads), []


def _words(text: str) -> list[_Word]:
    return [_Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def _is_figure(text: str) -> bool:
    folded = " ".join(text.split())
    return parse_figure(folded).kind in ("number", "mark") and not _YEAR.fullmatch(folded)


def _has_figures(row: Sequence[_Word]) -> bool:
    return any(_is_figure(word.text) for word in row[1:])


def _columns(lines: Sequence[Line], numbers: Sequence[int]) -> list[_Column]:
    """The columns between the rivers of white that run down through all rows of the body.

    A river is two spaces wide, for one space parts words; between figures in every row one is enough.
    """
    texts = [lines[number].text.rstrip() for number in numbers]
    width = max(map(len, texts), default=0)
    inked = [any(at < len(text) and text[at] != " " for text in texts) for at in range(width)] + [False]
    columns: list[_Column] = []
    start = None
    for at, ink in enumerate(inked):
        if ink and start is None:
            start = at
        elif not ink and start is not None:
            columns.append(_Column(start, at))
            start = None
    return _widened(columns, texts)


def _widened(columns: list[_Column], texts: Sequence[str]) -> list[_Column]:
    """Columns a single space apart are one, unless figures stand on both sides of it."""
    result: list[_Column] = []
    for column in columns:
        last = result[-1] if result else None
        if last is not None and column.start - last.end < 2 and not (_figures(last, texts) and _figures(column, texts)):
            result[-1] = _Column(last.start, column.end)
        else:
            result.append(column)
    return result


def _figures(column: _Column, texts: Sequence[str]) -> bool:
    cut = [text[column.start : column.end].strip() for text in texts]
    return all(_is_figure(text) for text in cut if text) and sum(map(bool, cut)) > 1


def _placed(row: Sequence[_Word], columns: Sequence[_Column], heading: bool) -> dict[int, tuple[str, int]] | None:
    """The texts of a line by column, with how many columns each covers; None where two fall into one.

    A text of the body that lies across columns that only figures part is cut where they are parted.
    """
    found: dict[int, tuple[str, int]] = {}
    for word in row:
        under = [at for at, column in enumerate(columns) if word.start < column.end and column.start < word.end]
        under = under or [min(range(len(columns)), key=lambda at: _distance(word, columns[at]))]
        if len(under) > 1 and not heading:
            cut = _cut(word, [columns[at] for at in under])
            if cut is None:
                return None
            pieces = dict(zip(under, ((text, 1) for text in cut), strict=True))
        else:
            pieces = {under[0]: (word.text, len(under))}
        taken = {at + more for at, (_, span) in found.items() for more in range(span)}
        if taken & {at + more for at, (_, span) in pieces.items() for more in range(span)}:
            return None
        found |= pieces
    return found


def _distance(word: _Word, column: _Column) -> int:
    return max(column.start - word.end, word.start - column.end)


def _cut(word: _Word, columns: Sequence[_Column]) -> list[str] | None:
    """The parts of a text by the columns that it lies across; None where that would cut a word."""
    edges = [column.start - word.start for column in columns[1:]]
    if any(edge <= 0 or word.text[edge - 1] != " " for edge in edges):
        return None
    bounds = [0, *edges, len(word.text)]
    return [word.text[a:b].strip() for a, b in pairwise(bounds)]


def _is_certain(
    grid: Sequence[dict[int, tuple[str, int]]], heads: int, rows: Sequence[Sequence[_Word]], columns: Sequence[_Column]
) -> bool:
    """Columns of figures that line up at one side, under headings, or in three rows at least."""
    if len(columns) < 2 or heads > _MOST_HEADS:
        return False
    headed = any(len(row) > 1 for row in grid[:heads]) or any(0 not in row for row in grid[:heads])
    figures: dict[int, list[_Word]] = {at: [] for at in range(1, len(columns))}
    for number in range(heads, len(grid)):
        for word in rows[number][1:]:
            at = next((at for at in figures if word.start < columns[at].end and columns[at].start < word.end), None)
            if at is not None and _is_figure(word.text):
                figures[at].append(word)
    aligned = [words for words in figures.values() if len(words) > 1 and _line_up(words)]
    enough = 2 if headed else _BARE
    return any(len(words) >= enough for words in aligned) and len(aligned) == sum(len(w) > 1 for w in figures.values())


def _line_up(words: Sequence[_Word]) -> bool:
    """Whether figures stand below one another: by their right or left side, or by their point."""
    sides = ({word.end for word in words}, {word.start for word in words})
    points = {word.start + (word.text + ".").index(".") for word in words}
    middles = {word.start + word.end for word in words}
    return any(len(side) == 1 for side in (*sides, points)) or max(middles) - min(middles) <= 2


def _table(grid: Sequence[dict[int, tuple[str, int]]], lines: Sequence[Line], heads: int) -> Table:
    cells = [
        Cell(row, at, plain(text), 1, span, heading=row < heads or not at, page=line.page)
        for row, (line, texts) in enumerate(zip(lines, grid, strict=True))
        for at, (text, span) in sorted(texts.items())
    ]
    return Table(tuple(cells), header_rows=heads or None, method="spaced")


def _told(lines: Sequence[Line]) -> Finding:
    text = plain(lines[0].text)[:80]
    message = (
        f'The lines from "{text}" hold figures in columns set with spaces, which do not line up; they are not read '
        "as a table. Part the columns with tabs"
    )
    return Finding("columns-not-read", "warning", message, found=text)
