"""Merged cells of a text extract: their text stands in the first cell, the others are empty."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.tables.tabbed_rows import Rows, is_figure, only_label, title_rows


@dataclass(slots=True)
class Spans:
    """`sizes` by the place of the first cell: (rows, columns); cells covered by another are in `covered`."""

    sizes: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)

    def add(self, row: int, column: int, row_span: int, column_span: int) -> None:
        """Merge the cells; nothing happens for one cell or where others are merged already."""
        places = {(r, c) for r in range(row, row + row_span) for c in range(column, column + column_span)}
        if len(places) > 1 and not places & (self.covered | self.sizes.keys()):
            self.sizes[row, column] = row_span, column_span
            self.covered |= places - {(row, column)}


def restore_spans(rows: Rows, header_rows: int, full_rows: set[int]) -> Spans:
    """The merged cells that the rows imply; `full_rows` are known to run across the table."""
    spans = Spans()
    columns = len(rows[0])
    titles = title_rows(rows, header_rows)
    for row in [*range(titles), *sorted(full_rows)]:
        if only_label(rows[row]):
            spans.add(row, 0, 1, columns)
    _spanners(rows, titles, header_rows, spans)
    _headings_over_rows(rows, titles, header_rows, spans)
    _stub(rows, header_rows, spans)
    return spans


def _spanners(rows: Rows, first: int, end: int, spans: Spans) -> None:
    """A heading with empty cells after it covers them as far as there are headings below."""
    for row in range(end - 2, first - 1, -1):
        upper, lower = rows[row], rows[row + 1]
        for column in range(1, len(upper)):
            stop = column + 1
            while stop < len(upper) and not upper[stop] and (lower[stop] or (row + 1, stop) in spans.covered):
                stop += 1
            if upper[column] and (lower[column] or (row + 1, column) in spans.covered):
                spans.add(row, column, 1, stop - column)


def _headings_over_rows(rows: Rows, first: int, end: int, spans: Spans) -> None:
    """A heading with nothing below it, among headings of two levels, stands over both; so does the corner."""
    for column in range(len(rows[0])):
        row = first
        while row < end:
            stop = row + 1
            while stop < end and not rows[stop][column] and (stop, column) not in spans.covered:
                stop += 1
            if rows[row][column] or column == 0:
                spans.add(row, column, stop - row, 1)
            row = stop


def _stub(rows: Rows, header_rows: int, spans: Spans) -> None:
    """Row labels of two levels: the first runs down over its rows; that of a total runs across."""
    body = range(header_rows, len(rows))
    if len(rows[0]) < 3 or not _has_inner_labels(rows, body):
        return
    row = body.start
    while row < len(rows):
        stop = row + 1
        while stop < len(rows) and not rows[stop][0] and rows[stop][1] and rows[row][1]:
            stop += 1
        if rows[row][0]:
            spans.add(row, 0, stop - row, 1)
            if not rows[row][1] and any(rows[row][2:]):
                spans.add(row, 0, 1, 2)
        row = stop


def _has_inner_labels(rows: Rows, body: range) -> bool:
    """Whether the second column holds labels, and rows that lack the first go by the second."""
    second = [rows[row][1] for row in body if rows[row][1]]
    unlabelled = [row for row in body if not rows[row][0]]
    return bool(unlabelled) and all(rows[row][1] for row in unlabelled) and not any(is_figure(text) for text in second)
