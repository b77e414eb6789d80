"""Files of separated values (CSV, TSV) to `Document`: one table or several, with their titles and notes."""

from __future__ import annotations

import csv

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Document, Finding
from extractor.read.csv_dialect import rows_of, separator_of
from extractor.read.decode import decode
from extractor.read.limits import Limits
from extractor.read.sheet_regions import SheetCell
from extractor.read.sheets import Sheet, counted, document_of

_MAX_COLUMNS = 2_000
_MOST_FIELD = 131_072  # characters of one value, as the csv module has it
_SAMPLE = 65_536  # characters that tell the separator


def read_separated(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read a file of separated values, whatever separates them.

    Raises `UnreadableFile` where it is no text or holds none, `LimitExceeded` where it has more cells or lines than it
    may.
    """
    limits = limits or Limits()
    decoded = decode(data)
    if decoded is None:
        raise UnreadableFile(path, "is not a text file", "save it as CSV anew")
    text, encoding = decoded
    mark = separator_of(text[:_SAMPLE])
    for count, most, what in (
        (text.count("\n") + text.count("\r"), 2 * limits.max_lines, "lines"),
        (text.count(mark), limits.max_cells, "cells"),
    ):
        if count > most:
            problem = f"has {count:,} {what}, more than the {most:,} allowed"
            raise LimitExceeded(path, problem, "split it, or raise the limit")
    try:
        rows = rows_of(text, mark)
        endless = any(len(field) > _MOST_FIELD for row in rows for field in row)
    except csv.Error:
        endless = True
    if endless:  # libraries that raise the limit of `csv` raise it for the whole process
        problem = "has a field that never ends"
        raise UnreadableFile(path, problem, "look for a quotation mark without its partner, or save it anew")
    cells = [
        SheetCell(at, column, value)
        for at, row in enumerate(rows)
        for column, value in enumerate(" ".join(field.split()) for field in row[:_MAX_COLUMNS])
        if value
    ]
    lost = sum(1 for row in rows for field in row[_MAX_COLUMNS:] if field.strip())
    properties = {"encoding": encoding, "separator": "TAB" if mark == "\t" else mark}
    return document_of([Sheet("", cells, findings=_told(lost))], path, sha256, "csv", limits, properties)


def _told(lost: int) -> list[Finding]:
    """That so many values stand too far to the right to be read."""
    if not lost:
        return []
    message = f"{counted(lost, 'value')} past column {_MAX_COLUMNS:,} are not read; part the table into narrower ones"
    return [Finding("cells-not-read", "warning", message)]
