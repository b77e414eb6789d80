"""A comparison as a workbook: a sheet to read, and sheets with every figure, source and caveat behind it.

Numbers are numbers and days are dates. Texts from documents are written as texts whatever they begin with, so
that no cell of a report becomes a formula or a link. The same comparison gives the same bytes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from extractor.compare.lineup import Change, Comparison, Entry, Figure, Panel
from extractor.compare.rows import COLUMNS, figures_of_entry, rows_of_comparison
from extractor.compare.terminal import published_text
from extractor.compare.wording import out_text, period_text, statistic_text

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
    "default_date_format": "yyyy-mm-dd",
}
# The workbook says when it was made; a clock in it would make two runs differ.
_MADE = datetime(2000, 1, 1)
_LONGEST = 32_767  # characters that a cell may hold
_WIDTHS = {"title": 44, "reasons": 60, "formula": 50, "places": 60, "verdict": 50, "place": 60, "text": 80}
_FOOTINGS = {
    "monthly_mean": "A month (derived)",
    "monthly_rate": "Per 1,000 a month (derived)",
    "per_head": "Per 1,000 (derived)",
}
_MOST_LINKS = 60_000  # of a sheet; Excel allows 65,530


class _Address(str):
    """An address of the web that a user has given, which becomes a link; no text of a document ever does."""


Cell = str | int | bool | Decimal | date | None


def to_xlsx(comparison: Comparison, path: Path) -> None:
    """Write the workbook. Raises OSError where it cannot be written."""
    # Made in memory: on a full disk the library would leave an archive behind that complains when it is let go.
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    book.set_properties({"title": f"Forces side by side: {comparison.question}", "created": _MADE})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "part": book.add_format({"num_format": "#,##0.0###"}),
    }
    _sheet(book, formats, "Comparison", *_side_by_side(comparison))
    if any(entry.changes for panel in comparison.panels for entry in panel.entries):
        _sheet(book, formats, "Changes", *_changes(comparison))
    _sheet(book, formats, "Figures", COLUMNS, rows_of_comparison(comparison))
    _sheet(book, formats, "Sources", *_sources(comparison))
    _sheet(book, formats, "Caveats", *_caveats(comparison))
    _sheet(book, formats, "About", ("what", "text"), _about(comparison))
    book.close()
    path.write_bytes(content.getvalue())


def _sheet(
    book: xlsxwriter.Workbook, formats: dict[str, Any], name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """One sheet: headings frozen and filtered, each cell by the type of its value."""
    sheet = book.add_worksheet(name)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head.replace("_", " ") if name != "Figures" else head, formats["head"])
        sheet.set_column(column, column, _WIDTHS.get(head.casefold(), 16))
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, count, column, value, formats)
    sheet.freeze_panes(1, 0)
    if count:
        sheet.autofilter(0, 0, count, len(heads) - 1)


def _write(sheet: Any, row: int, column: int, value: Cell, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, _Address):
        if row > _MOST_LINKS or sheet.write_url(row, column, value) != 0:  # an address that Excel takes for none
            sheet.write_string(row, column, value)
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(row, column, float(value), formats["whole" if value == int(value) else "part"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["date"])
    else:
        sheet.write_string(row, column, value[:_LONGEST])


def _side_by_side(comparison: Comparison) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The sheet to read: one line a force, published and derived values in columns of their own."""
    heads = (
        *("Title", "Kind", "Force", "Area", "Period", "First day", "Last day", "Published", "Published as"),
        *(*_FOOTINGS.values(), "Rank", "May be set beside", "Reasons", "Verdict"),
    )
    rows = []
    for panel in comparison.panels:
        for entry in panel.entries:
            rows.append(_line(panel, entry, comparison))
    return heads, rows


def _line(panel: Panel, entry: Entry, comparison: Comparison) -> tuple[Cell, ...]:
    figure = entry.figure
    days: tuple[Cell, ...] = (None, None, None)
    if figure:
        days = (period_text(figure.span), figure.span.start, figure.span.end)
    printed = figure.value if figure and not figure.derived and not entry.rivals else None
    aligned = tuple(_of_footing(entry, footing) for footing in _FOOTINGS)
    beside = ", ".join(comparison.names.get(f, f) for f in entry.comparable_with)
    return (
        panel.title, statistic_text(panel.subject), comparison.names.get(entry.force, entry.force), entry.area, *days,
        printed, published_text(entry), *aligned, entry.rank, beside, "; ".join(r.text for r in entry.reasons),
        panel.verdict,
    )  # fmt: skip


def _of_footing(entry: Entry, footing: str) -> Decimal | None:
    return next((f.value for f in entry.aligned if f.footing == footing), None)


def _changes(comparison: Comparison) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """From which period to which; what was worked out says so."""
    heads = (
        *("Title", "Kind", "Force", "From", "To", "Value before", "Value", "Change", "Unit of change"),
        *("Change in per cent", "Worked out", "Mind"),
    )
    rows: list[tuple[Cell, ...]] = []
    for panel in comparison.panels:
        for entry in panel.entries:
            for change in entry.changes:
                steps = [f for f in (change.difference, change.percent) if f]
                after = entry.figure or next(iter(steps), None)
                rows.append((
                    panel.title, statistic_text(panel.subject), comparison.names.get(entry.force, entry.force),
                    period_text(change.base), period_text(after.span) if after else "", _value(change.earlier),
                    _value(entry.figure), _value(change.difference, change),
                    change.difference.subject.unit if change.difference else "", _value(change.percent, change),
                    any(f.derived for f in steps), "; ".join(r.text for r in change.reasons),
                ))  # fmt: skip
    return heads, rows


def _value(figure: Figure | None, change: Change | None = None) -> Decimal | None:
    """The value; none where rivals of the same kind are printed, which the sheet Figures has."""
    if figure is None or (change and any(rival.role == figure.role for rival in change.rivals)):
        return None
    return figure.value


def _figures(comparison: Comparison) -> Iterator[Figure]:
    for panel in comparison.panels:
        for entry in panel.entries:
            for _, figure, _ in figures_of_entry(entry):
                if figure:
                    yield figure


def _sources(comparison: Comparison) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Every observation that any value rests on, with the place where it is printed."""
    heads = (
        *("observation_id", "force", "document", "file", "page", "table", "table_title", "row", "column", "printed"),
        *("published", "address", "licence"),
    )
    rows: dict[str, tuple[Cell, ...]] = {}
    for figure in _figures(comparison):
        for place in figure.places:
            file = comparison.files.get(place.document_id, "")
            origin = comparison.origins.get(place.document_id)
            told = (origin.published, _Address(origin.url), origin.licence) if origin else (None, None, None)
            rows[place.observation_id] = (
                place.observation_id, figure.force, place.document_id, file, place.page, place.table,
                place.table_title, place.row_label, place.column_label, place.value_text, *told,
            )  # fmt: skip
    return heads, list(rows.values())


def _caveats(comparison: Comparison) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    heads = ("title", "force", "code", "rules out", "text", "source")
    rows: list[tuple[Cell, ...]] = []
    for panel in comparison.panels:
        for entry in panel.entries:
            for reason in entry.reasons:
                name = comparison.names.get(entry.force, entry.force)
                rows.append((panel.title, name, reason.code, reason.blocks, reason.text, reason.source))
    for out in comparison.left_out:
        f = out.figure
        where = "; ".join(map(str, f.places))
        what = f"{period_text(f.span)}: {out_text(out)}"
        subject = f"{f.subject.measure} {f.subject.category}".strip()
        rows.append((subject, comparison.names.get(f.force, f.force), "excluded", True, what, where))
    return heads, rows


def _about(comparison: Comparison) -> list[tuple[Cell, ...]]:
    absent = ", ".join(comparison.names.get(f, f) for f in comparison.absent)
    lines = [
        ("Question", comparison.question),
        ("Schema version", comparison.schema_version),
        ("Forces without a figure", absent),
        ("Derived values", "Worked out from published figures; the sheet Figures has each formula and observation."),
        ("Documents", json.dumps(comparison.files, ensure_ascii=False)),
    ]
    for panel in comparison.panels:
        lines.append((panel.title, " ".join(filter(None, (panel.definition, panel.mind)))))
    return [(what, text) for what, text in dict(lines).items()]
