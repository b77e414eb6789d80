"""Extractions as bytes: how results travel between processes and rest in the cache.

JSON rather than pickle, because bytes that another process or an earlier run wrote must never be able to
run code. The first line is the document, the second all the rest, so that a summary can be had without
reading the figures.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

from extractor.model import (
    Check,
    DocumentSummary,
    Extraction,
    Finding,
    Observation,
    TableSummary,
    Unmapped,
    Where,
)

_PARTS: dict[str, type] = {
    "tables": TableSummary,
    "observations": Observation,
    "findings": Finding,
    "checks": Check,
    "unmapped": Unmapped,
}
T = TypeVar("T")


def encode(extraction: Extraction) -> bytes:
    """The extraction as two lines of JSON."""
    parts = {name: [_row(item) for item in getattr(extraction, name)] for name in _PARTS}
    document = json.dumps(_row(extraction.document))
    return f"{document}\n{json.dumps(parts)}".encode("ascii")


def decode(data: bytes) -> Extraction:
    """The extraction that `encode` was given. Raises `ValueError` for anything else."""
    try:
        document, _, rest = data.partition(b"\n")
        parts = json.loads(rest)
        lists: dict[str, Any] = {n: tuple(_made(kind, row) for row in parts[n]) for n, kind in _PARTS.items()}
        return Extraction(document=_made(DocumentSummary, json.loads(document)), **lists)
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"not an encoded extraction: {error}") from error


def decode_document(data: bytes) -> DocumentSummary:
    """The document of an encoded extraction. Raises `ValueError` where there is none."""
    try:
        return _made(DocumentSummary, json.loads(data.partition(b"\n")[0]))
    except (TypeError, ArithmeticError) as error:
        raise ValueError(f"not an encoded extraction: {error}") from error


def _row(item: Any) -> list[Any]:
    row = list(_VALUES[type(item)](item))
    for place, plain, _ in _CHANGED[type(item)]:
        if row[place] is not None:
            row[place] = plain(row[place])
    return row


def _made(kind: type[T], row: list[Any]) -> T:
    if len(row) != _LENGTHS[kind]:
        raise ValueError(f"not an encoded extraction: {len(row)} values for a {kind.__name__}")
    for place, _, make in _CHANGED[kind]:
        if row[place] is not None:
            row[place] = make(row[place])
    return kind(*row)


def _ways(hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]] | None:
    """What makes a value plain enough for JSON, and what makes it again; None where it is plain."""
    options = {hint, *typing.get_args(hint)}
    if Decimal in options:
        return str, Decimal
    if date in options:
        return date.isoformat, date.fromisoformat
    if Where in options:
        return _row, lambda row: _made(Where, row)
    return (list, tuple) if typing.get_origin(hint) is tuple else None


_KINDS: tuple[type, ...] = (DocumentSummary, Where, *_PARTS.values())
_VALUES: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(field.name for field in dataclasses.fields(kind))) for kind in _KINDS
}
_LENGTHS = {kind: len(dataclasses.fields(kind)) for kind in _KINDS}
# The places of the fields that JSON does not have as they are, each with its two ways.
_CHANGED: dict[type, tuple[tuple[int, Callable[[Any], Any], Callable[[Any], Any]], ...]] = {
    kind: tuple((n, *ways) for n, hint in enumerate(typing.get_type_hints(kind).values()) if (ways := _ways(hint)))
    for kind in _KINDS
}
