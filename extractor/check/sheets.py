"""Tables put together again from their observations: lines of figures along both axes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.check.figures import Figure, figure_of, grain, rounded
from extractor.model import Observation


@dataclass(slots=True)
class Line:
    """One row or column: its label, and its figures by their place on the other axis.

    `unknown` are the places where something stands that has no value: a mark for missing, words.
    """

    label: str
    figures: dict[int, Figure] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)

    @property
    def path(self) -> tuple[str, ...]:
        """The label's parts, outermost first."""
        return tuple(self.label.split(" > ")) if self.label else ()


@dataclass(slots=True)
class Sheet:
    """One table: rows top to bottom and columns left to right."""

    number: int
    title: str
    rows: list[Line]
    columns: list[Line]
    places: dict[str, tuple[int, int]]

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure, row by row."""
        for row in self.rows:
            yield from row.figures.values()

    def axes(self) -> tuple[list[Line], list[Line]]:
        """The lines of either axis."""
        return self.rows, self.columns

    def around(self, figure: Figure) -> tuple[Line, Line]:
        """The row and the column of a figure."""
        row, column = self.places[figure.id]
        return self.rows[row], self.columns[column]


def sheets(observations: Iterable[Observation]) -> list[Sheet]:
    """The tables of one document, in their order; figures from sentences belong to none."""
    tabular = [o for o in observations if o.reader != "prose" and o.table]
    ordered = sorted(tabular, key=lambda o: o.table)
    return [_sheet(number, list(group)) for number, group in groupby(ordered, key=lambda o: o.table)]


def laid_out(observations: Sequence[Observation]) -> tuple[list[str], list[dict[int, Observation]]]:
    """The column labels of one table, and its rows: observations by the number of their column, from 0."""
    rows = list(_rows(observations))
    keys = _column_order([[key for key, _ in row] for row in rows])
    position = {key: i for i, key in enumerate(keys)}
    return [label for label, _ in keys], [{position[key]: o for key, o in row} for row in rows]


def _sheet(number: int, observations: Sequence[Observation]) -> Sheet:
    columns, rows = laid_out(observations)
    decimal = {c for row in rows for c, o in row.items() if o.unit == "count" and "." in o.value_text}
    sheet = Sheet(number, observations[0].table_title, [], [Line(label) for label in columns], {})
    figures = [{c: figure_of(o) for c, o in row.items()} for row in rows]
    columns_of = [[f for row in figures if (f := row.get(c)) is not None] for c in range(len(columns))]
    steps = [grain(column) for column in columns_of]
    for r, row in enumerate(rows):
        sheet.rows.append(Line(next(iter(row.values())).row_label))
        own = grain(f for f in figures[r].values() if f is not None)
        for c, figure in figures[r].items():
            if figure is None:
                sheet.rows[r].unknown.add(c)
                sheet.columns[c].unknown.add(r)
            else:
                step = max(steps[c], own)
                figure = rounded(figure, step) if c in decimal or step > 1 else figure
                sheet.rows[r].figures[c] = sheet.columns[c].figures[r] = figure
                sheet.places[figure.id] = (r, c)
    return sheet


Key = tuple[str, int]


def _rows(observations: Sequence[Observation]) -> Iterator[list[tuple[Key, Observation]]]:
    """Observations row by row, each with its column: a label and how many of the same stand before it.

    Two rows that follow each other may have the same label; then the first column comes again.
    """
    row: list[tuple[Key, Observation]] = []
    for o in observations:
        if row and (o.row_label != row[0][1].row_label or o.column_label == row[0][1].column_label):
            yield row
            row = []
        row.append(((o.column_label, sum(k[0] == o.column_label for k, _ in row)), o))
    if row:
        yield row


def _column_order(rows: Sequence[Sequence[Key]]) -> list[Key]:
    """One order of all columns; rows with gaps are fitted in between."""
    order: list[Key] = []
    for row in sorted(rows, key=len, reverse=True):
        at = 0
        for key in row:
            if key in order:
                at = order.index(key) + 1
            else:
                order.insert(at, key)
                at += 1
    return order
