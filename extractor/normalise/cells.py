"""The cells of a matched table by row and column, with their figures."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from extractor.facts import BodyCell, Match, MatchedCell
from extractor.notation.figures import Figure, parse_figure, writes_spaced_thousands

_HOURS = re.compile(
    r"\b(?:hh?|hrs?|hours?)\s*(?:[:/]|and|&)\s*(?:mm?|mins?|minutes?)\b(?!\s*(?:[:/]|and|&)\s*s)", re.IGNORECASE
)
_SECONDS = re.compile(r"\bs(?:s|ecs?|econds?)\b", re.IGNORECASE)
_CLOCK = re.compile(r"[+\-−–]?\s?\d{1,3}:\d\d")
_WHICH = "hours and minutes, or minutes and seconds; no heading says which"


class Cells:
    """One table while its figures are read: `figures` by the id of their cell, `rows` and `columns` by number."""

    def __init__(self, match: Match, in_hours: AbstractSet[str] = frozenset()) -> None:
        """`in_hours` are the measures counted in hours or longer: their `13:24` are not minutes and seconds."""
        self.match = match
        hours = any(_HOURS.search(facts.label) for facts in match.context[:2])
        spaced = writes_spaced_thousands(c.body.cell.text for c in match.cells)
        lasts = any(facts.lasts for facts in match.context[:2])
        read = ((c, parse_figure(_with_symbol(c.body), spaced, lasts or _lasts(c))) for c in match.cells)
        self.figures = {id(c): _timed(figure, c, hours, in_hours) for c, figure in read}
        self.rows: dict[int, list[MatchedCell]] = {}
        self.columns: dict[int, list[MatchedCell]] = {}
        for cell in match.cells:
            self.rows.setdefault(cell.body.row, []).append(cell)
            self.columns.setdefault(cell.body.column, []).append(cell)

    def axis(self, cell: MatchedCell) -> tuple[list[MatchedCell], bool]:
        """The line of cells that a change compares: its column where the row names the change, else its row."""
        along_column = bool(cell.row.role) and not cell.column.role
        line = self.columns[cell.body.column] if along_column else self.rows[cell.body.row]
        return line, along_column

    def before(self, cell: MatchedCell, along: bool) -> list[MatchedCell]:
        """The cells before one in its row, or above it in its column."""
        line = self.columns[cell.body.column] if along else self.rows[cell.body.row]
        return [c for c in line if position(c, along) < position(cell, along)]


def _lasts(cell: MatchedCell) -> bool:
    """Whether the headings of a figure speak of a duration, so that 3:45 is minutes and seconds."""
    return cell.row.lasts or cell.column.lasts


def _timed(figure: Figure, cell: MatchedCell, hours: bool, in_hours: AbstractSet[str]) -> Figure:
    """A duration under a heading that says `hh:mm`: 15:24 is so many minutes, where it would be seconds."""
    if figure.unit != "second" or not _CLOCK.fullmatch(cell.body.cell.text.strip()):
        return figure
    labels = (*cell.body.row_path, *cell.body.column_path)
    if any(_HOURS.search(label) for label in labels) or (hours and not any(map(_SECONDS.search, labels))):
        return replace(figure, unit="minute")
    long = {cell.row.measure, cell.column.measure} & in_hours and not any(map(_SECONDS.search, labels))
    return Figure("unreadable", problem=_WHICH) if long else figure


def _with_symbol(body: BodyCell) -> str:
    """The text of a cell with the currency or percent sign that stands in a cell of its own beside it."""
    text = body.cell.text
    return f"{text}%" if body.symbol == "%" else f"{body.symbol}{text}"


def position(cell: MatchedCell, along_column: bool) -> int:
    return cell.body.row if along_column else cell.body.column


def spanner_of(cell: MatchedCell, along_column: bool) -> tuple[str, ...]:
    path = cell.body.row_path if along_column else cell.body.column_path
    return path[:-1]
