"""Charts of OpenDocument files: each keeps a table of the figures that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.model import Cell, Table
from extractor.read.docx_charts import METHOD
from extractor.read.number_formats import is_percent_format, number_of, plain
from extractor.read.ods_styles import CHART, OFFICE, TABLE, TEXT, Styles

_MOST_COLUMNS = 1_000


def read_chart(chart: Any, styles: Styles) -> Table | None:
    """The figures of a chart with its title; None where it keeps none, or does not name them."""
    local = chart.find(f"{TABLE}table")
    if local is None:
        return None
    shares = _draws_shares(chart, styles)
    rows = [row for element in local.iter(f"{TABLE}table-row") if any(row := list(_texts(element, shares)))]
    if len(rows) < 2 or not any(row[0] for row in rows[1:] if row):
        return None
    cells = [
        Cell(at, column, text, heading=not at or not column)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    return Table(tuple(cells), caption=_title(chart), header_rows=1, method=METHOD)


def _texts(row: Any, shares: bool) -> Iterator[str]:
    for cell in list(row.iterchildren(f"{TABLE}table-cell"))[:_MOST_COLUMNS]:
        number = number_of(cell.get(f"{OFFICE}value", ""))
        if number is not None:
            yield f"{plain(number * 100)}%" if shares else plain(number)
        elif cell.get(f"{OFFICE}value-type") == "float":
            yield ""  # a gap, which is kept as no number
        else:
            yield " ".join(" ".join("".join(p.itertext()) for p in cell.iterchildren(f"{TEXT}p")).split())


def _title(chart: Any) -> str:
    title = chart.find(f"{CHART}title")
    return " ".join("".join(title.itertext()).split()) if title is not None else ""


def _draws_shares(chart: Any, styles: Styles) -> bool:
    """Whether the axis of the values is marked in per cent."""
    for axis in chart.iter(f"{CHART}axis"):
        code = styles.look(axis.get(f"{CHART}style-name", "")).code
        if axis.get(f"{CHART}dimension") == "y" and is_percent_format(code):
            return True
    return False
