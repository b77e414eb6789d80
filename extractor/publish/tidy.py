"""Extraction to rows: plain values in the columns, types and order that the schemas fix."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal
from operator import attrgetter
from typing import Any

from extractor.model import Extraction, Finding, Observation, Unmapped
from extractor.publish.codes import Schemas
from extractor.publish.schema import Field, TableSchema

Value = str | int | float | bool | Decimal | date | None
Row = tuple[Value, ...]

OUTSIDE = "outside-schema"  # the code of the finding on values that no code list allows
# Characters that UTF-8, SQLite or CSV readers cannot carry: lone surrogates and NUL.
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")
# Boxes are given to the hundredth of a point (4 micrometres), seconds to the thousandth.
_DECIMALS = {"seconds": 3, "confidence": 4, "confirmed_share": 4}
_BOX_DECIMALS = 2
# Wide enough that taking off trailing zeros rounds nothing.
_EXACT = Context(prec=1000)


_JSON = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _FindingRow:
    document_id: str
    finding: int
    severity: str
    code: str
    message: str
    page: int | None
    table: int | None
    row_label: str
    column_label: str
    expected: str
    found: str


def rows_of(extraction: Extraction, schemas: Schemas) -> dict[str, list[Row]]:
    """Rows of every published table for one document, sorted within it.

    Observations keep the order in which they stand in the document. Values that a schema does not allow
    (a code outside its list, a number that is not finite) are kept and reported as findings.
    """
    document_id = extraction.document.document_id
    observations = sorted(extraction.observations, key=lambda o: o.table or 0)
    tables = schemas.tables
    rows = {
        "documents": table_rows([extraction.document], tables["documents"]),
        "tables": table_rows(sorted(extraction.tables, key=lambda t: t.table), tables["tables"]),
        "observations": table_rows(observations, tables["observations"]),
        "checks": table_rows(extraction.checks, tables["checks"]),
        "unmapped": table_rows(_merged(extraction.unmapped), tables["unmapped"]),
    }
    findings = [*extraction.findings, *_outside_schema(observations, schemas)]
    rows["findings"] = table_rows(_finding_rows(document_id, findings), tables["findings"])
    return rows


def table_rows(items: Iterable[Any], schema: TableSchema) -> list[Row]:
    """Rows of one table; the attributes of an item have the names of the columns."""
    values = attrgetter(*(field.name for field in schema.fields))
    columns: list[Iterable[Value]] = list(zip(*map(values, items), strict=True))
    for n, (field, column) in enumerate(zip(schema.fields, columns, strict=False)):  # no columns where no items
        clean = _cleaner(field)
        columns[n] = column if clean is None else map(clean, column)
    return list(zip(*columns, strict=True))


def _cleaner(field: Field) -> Callable[[Any], Value] | None:
    """What makes a value of a column fit for every output; None where any value is."""
    if field.type == "array":
        return lambda items: _JSON.encode([storable(i) for i in items])
    if field.type in ("string", "object"):
        return _text_or_none if field.nullable else storable
    if field.type == "number":
        digits = _DECIMALS.get(field.name, _BOX_DECIMALS)
        return lambda number: stored_number(number, digits)
    if field.name == "table":
        return lambda number: number or None  # a figure in a sentence stands in no table
    return None


def storable(text: str) -> str:
    """Text that every output can hold; what cannot be stored becomes the replacement character."""
    return text if text.isascii() and "\x00" not in text else _UNSTORABLE.sub("\ufffd", text)


def _text_or_none(text: str) -> str | None:
    return storable(text) if text else None


def stored_number(number: Decimal | float | int | None, digits: int = _BOX_DECIMALS) -> Decimal | float | None:
    """A number ready for any output: decimals exact and without trailing zeros, never minus nought."""
    if number is None or not _finite(number):
        return None
    if number == 0:
        return Decimal(0)
    if isinstance(number, Decimal):
        return number.normalize(_EXACT)
    return round(float(number), digits) + 0.0


def _finite(number: Decimal | float | int) -> bool:
    """Whether a double can hold the number at all."""
    try:
        return math.isfinite(float(number))
    except (OverflowError, ValueError):
        return False


def _merged(labels: Sequence[Unmapped]) -> list[Unmapped]:
    """Labels sorted by kind and text, each once with its occurrences added up."""
    merged: dict[tuple[str, str], Unmapped] = {}
    for label in sorted(labels, key=lambda u: (u.kind, u.label, u.nearest)):
        key = (label.kind, label.label)
        count = label.occurrences + (merged[key].occurrences if key in merged else 0)
        merged[key] = replace(merged.get(key, label), occurrences=count)
    return list(merged.values())


def _finding_rows(document_id: str, findings: Sequence[Finding]) -> list[_FindingRow]:
    return [
        _FindingRow(
            document_id,
            number,
            f.severity,
            f.code,
            f.message,
            f.where.page,
            f.where.table,
            f.where.row_label,
            f.where.column_label,
            f.expected,
            f.found,
        )
        for number, f in enumerate(findings, start=1)
    ]


def _outside_schema(observations: Sequence[Observation], schemas: Schemas) -> list[Finding]:
    """One finding per column and value that the observations' schema does not allow."""
    schema = schemas.tables["observations"]
    strangers: set[tuple[str, str]] = set()
    for name, codes in _allowed(schemas).items():
        strangers |= {(name, v) for v in map(attrgetter(name), observations) if v and v not in codes}
    for name in (field.name for field in schema.fields if field.type == "number"):
        numbers = map(attrgetter(name), observations)
        strangers |= {(name, str(v)) for v in numbers if v is not None and not _finite(v)}
    return [
        Finding(
            OUTSIDE,
            "error",
            f"{name} {value!r} is not what schemas/observations.schema.json and its code lists allow",
            found=value,
        )
        for name, value in sorted(strangers)
    ]


def _allowed(schemas: Schemas) -> dict[str, frozenset[str]]:
    """Allowed values of each observation column that has a list of them."""
    schema = schemas.tables["observations"]
    allowed = {field.name: frozenset(field.enum) for field in schema.fields if field.enum}
    for key in schema.foreign_keys:
        if key.table in schemas.code_lists:
            codes = schemas.code_lists[key.table]
            column = codes.schema.index(key.references[0])
            allowed[key.fields[0]] = frozenset(str(row[column]) for row in codes.rows)
    return allowed
