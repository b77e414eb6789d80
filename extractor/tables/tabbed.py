"""Tables of text extracts: what conversion did to their headings is undone, as far as can be told.

`repair` works on one table and a vocabulary, `join` on tables that a page break parted. Every
change is a finding, for a heading put together wrongly would move figures to another area or month.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from functools import lru_cache

from extractor.model import Cell, Finding, Table
from extractor.tables.tabbed_cuts import join_labels, join_overlong, join_spanners, label_only_rows
from extractor.tables.tabbed_join import join
from extractor.tables.tabbed_phrases import Phrases
from extractor.tables.tabbed_rows import Rows, count_header_rows, count_stub_columns, title_rows, width
from extractor.tables.tabbed_spans import Spans, restore_spans

__all__ = ["join", "repair"]

_TAG = re.compile(
    r"</?(?:i|b|u|p|em|strong|span|font|small|sub|sup|div|h[1-6]|li|ul|ol)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_EMPHASISED = re.compile(r"<(?:i|b|u|em|strong|h[1-6])\b|\*\*", re.IGNORECASE)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ORDINAL = re.compile(
    rf"\b(?:[23]?1 st|2?2 nd|2?3 rd|(?:1\d|[23]0|2?[4-9]) th)(?=\s+(?:of\s+)?(?:{_MONTH}))", re.IGNORECASE
)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>\s*(\d+)\s*</sup>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|pound|#\d{1,5});")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def repair(table: Table, known: Collection[str]) -> tuple[Table, list[Finding]]:
    """The table with whole headings, spans and without left-over mark-up; and what was changed.

    `known` are phrases that headings may consist of: areas, months, heading terms, and the headings
    of the same document. A table with spans, or from another reader, is returned as it is.
    """
    if table.method != "tabbed" or any(c.row_span > 1 or c.column_span > 1 for c in table.cells):
        return table, []
    rows = _rows(table)
    phrases = _phrases(frozenset(known))
    emphasised = {number for number, row in enumerate(rows) if row and _EMPHASISED.search(row[0])}
    findings = _clean(rows)
    findings += join_overlong(rows, phrases)
    findings += _drop_empty_columns(rows)
    if not rows or not rows[0]:
        return table, findings
    header_rows = count_header_rows(rows)
    for upper in range(title_rows(rows, header_rows), header_rows - 1):
        findings += join_spanners(rows, upper, phrases)
    cut, full_rows = join_labels(rows, header_rows, phrases)
    findings += cut
    full_rows |= emphasised & label_only_rows(rows, header_rows)
    spans = restore_spans(rows, header_rows, full_rows)
    if spans.sizes:
        findings.append(_restored(spans))
    return _table(table, rows, header_rows, spans), findings


@lru_cache(maxsize=8)
def _phrases(known: frozenset[str]) -> Phrases:
    """All tables of a document share one vocabulary; it is indexed once."""
    return Phrases(known)


def _rows(table: Table) -> Rows:
    """The texts as a full rectangle."""
    columns = max((cell.column for cell in table.cells), default=-1) + 1
    rows: Rows = [[""] * columns for _ in range(max((cell.row for cell in table.cells), default=-1) + 1)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def _clean(rows: Rows) -> list[Finding]:
    """Take out mark-up, and the gap before the raised ending of `31 st`."""
    findings = []
    for row in rows:
        for column, text in enumerate(row):
            row[column] = _ORDINAL.sub(lambda match: match.group().replace(" ", ""), _without_markup(text))
            if row[column] != text:
                message = f'Left-overs of conversion were taken out of "{row[column]}"'
                findings.append(Finding("repaired-heading", "info", message, expected=row[column], found=text))
    return findings


def _without_markup(text: str) -> str:
    if not text or not ("<" in text or "&" in text or "**" in text):
        return text
    text = _RAISED.sub(lambda match: match.group(1).translate(_SUPERSCRIPT), text)
    text = _EMPHASIS.sub(r"\1", _TAG.sub("", _LINE_BREAK.sub("\n", text)))
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)


def _drop_empty_columns(rows: Rows) -> list[Finding]:
    """Cut off the columns at the right that hold nothing in any row."""
    filled = max((width(row) for row in rows), default=0)
    dropped = len(rows[0]) - filled if rows else 0
    if not dropped:
        return []
    for row in rows:
        del row[filled:]
    plural = "column" if dropped == 1 else "columns"
    return [Finding("repaired-heading", "info", f"{dropped} empty {plural} at the right dropped")]


def _restored(spans: Spans) -> Finding:
    count = len(spans.sizes)
    merged = "merged cell" if count == 1 else "merged cells"
    return Finding("restored-spans", "info", f"{count} {merged} restored from the empty cells around them")


def _table(source: Table, rows: Rows, header_rows: int, spans: Spans) -> Table:
    pages = {cell.row: cell.page for cell in source.cells}
    stub = count_stub_columns(rows, header_rows)
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if (row, column) in spans.covered:
                continue
            row_span, column_span = spans.sizes.get((row, column), (1, 1))
            heading = row < header_rows or column < stub or column_span == len(texts)
            cells.append(Cell(row, column, text, row_span, column_span, heading, pages.get(row)))
    return Table(tuple(cells), source.parts, source.caption, source.notes, header_rows or None, source.method)
