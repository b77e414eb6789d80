"""The documents of a written dataset as they came from their readers: what a dataset that grows starts from.

Whatever follows from the other documents is taken off: ids that keep documents of one force and period apart, what
editions say of each other, what does not fit a code list. It is put on anew when the dataset is written again.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from extractor.errors import ExtractorError
from extractor.model import Check, DocumentSummary, Extraction, Finding, Observation, TableSummary, Unmapped, Where
from extractor.notation.formulas import unescape
from extractor.publish import earlier, scan
from extractor.publish.identity import restored
from extractor.publish.parts import part_of
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import OUTSIDE

EDITION = "edition"  # the kind of checks between documents
_KINDS: dict[str, type] = {
    "tables": TableSummary, "observations": Observation, "checks": Check, "unmapped": Unmapped, "findings": Finding,
}  # fmt: skip
_READERS: dict[str, Callable[[str], Any]] = {
    "number": Decimal,
    "integer": int,
    "date": date.fromisoformat,
    "boolean": lambda text: text == "true",
    "string": unescape,
}
# What an empty cell stands for.
_EMPTY: tuple[tuple[type, Any], ...] = ((str, ""), (tuple, ()), (int, 0), (float, 0.0), (bool, False))
Cells = dict[str, Any]
T = TypeVar("T")


def documents(directory: Path, schemas: Mapping[str, TableSchema]) -> Iterator[DocumentSummary]:
    """The documents of the dataset in `directory`, read or not, by id. Raises `ExtractorError` for damaged files."""
    for cells in _told(directory, _rows(directory / "documents.csv", schemas["documents"])):
        yield _made(DocumentSummary, cells)


def extractions(directory: Path, schemas: Mapping[str, TableSchema]) -> Iterator[Extraction]:
    """Each document of the dataset in `directory` with all that was read from it, by id.

    Raises `ExtractorError` for damaged files.
    """
    return _told(directory, _extractions(directory, schemas))


def of_forces(
    directory: Path, schemas: Mapping[str, TableSchema], forces: Collection[str]
) -> Iterator[tuple[str, Extraction]]:
    """Each document of some forces of a dataset in parts, by its id there, part after part.

    Raises `ExtractorError` for damaged files.
    """
    return _told(directory, _of_forces(directory, schemas, forces))


def _of_forces(
    directory: Path, schemas: Mapping[str, TableSchema], forces: Collection[str]
) -> Iterator[tuple[str, Extraction]]:
    groups: dict[str, list[DocumentSummary]] = defaultdict(list)
    for row in _rows(directory / "documents.csv", schemas["documents"]):
        document = _made(DocumentSummary, row)
        if document.force in forces:
            groups[part_of(document)].append(document)
    for part, own in sorted(groups.items()):
        held = {name: _of_part(directory, part, schemas[name]) for name in _KINDS}
        for document in own:
            found = {name: rows.get(document.document_id, []) for name, rows in held.items()}
            yield document.document_id, restored(_extraction(document, found))


def _of_part(directory: Path, part: str, schema: TableSchema) -> dict[str, list[Cells]]:
    """The rows of one part of a table by document."""
    numbers = [field.name for field in schema.fields if field.type == "number"]
    rows: dict[str, list[Cells]] = defaultdict(list)
    for piece in scan.of_part(directory, schema, part):
        for cells in piece.to_pylist():
            rows[cells["document_id"]].append({**cells, **{name: _exact(cells[name]) for name in numbers}})
    return rows


def _told(directory: Path, items: Iterator[T]) -> Iterator[T]:
    try:
        yield from items
    except (OSError, ValueError, ArithmeticError, LookupError, TypeError, csv.Error) as error:
        raise ExtractorError(
            f"{directory}: its documents cannot be read, so that nothing can be added ({error}); choose another folder"
        ) from error


def _extractions(directory: Path, schemas: Mapping[str, TableSchema]) -> Iterator[Extraction]:
    groups = {name: _Groups(_cells(directory, schemas[name])) for name in _KINDS}
    for row in _rows(directory / "documents.csv", schemas["documents"]):
        document = _made(DocumentSummary, row)
        parts = {name: group.of(document.document_id) for name, group in groups.items()}
        yield restored(_extraction(document, parts))
    if any(group.is_left for group in groups.values()):
        raise ValueError("they are in no order")


def _extraction(document: DocumentSummary, parts: Mapping[str, list[Cells]]) -> Extraction:
    made: dict[str, Any] = {
        name: tuple(_made(kind, cells) for cells in parts[name]) for name, kind in _KINDS.items() if kind is not Finding
    }
    made["checks"] = tuple(check for check in made["checks"] if check.kind != EDITION)
    made["observations"] = tuple(sorted(made["observations"], key=lambda o: not o.table))  # sentences come last
    findings = (_finding(document.document_id, cells) for cells in parts["findings"] if cells["code"] != OUTSIDE)
    return Extraction(document, **made, findings=tuple(findings))


def _finding(document_id: str, cells: Cells) -> Finding:
    where = _made(Where, {**cells, "document": document_id})
    return _made(Finding, {**cells, "where": where})


class _Groups:
    """Rows of one table by the document that they are of, in the order of documents."""

    def __init__(self, rows: Iterator[Cells]) -> None:
        self._groups = groupby(rows, lambda cells: cells["document_id"])
        self._next = next(self._groups, None)

    def of(self, document_id: str) -> list[Cells]:
        """The rows of the document that comes next."""
        if self._next is None or self._next[0] != document_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows

    @property
    def is_left(self) -> bool:
        """Whether rows are left of documents that have not been asked for."""
        return self._next is not None


def _cells(directory: Path, schema: TableSchema) -> Iterator[Cells]:
    path = directory / f"{schema.name}.csv"
    if schema.name != "observations" or path.is_file():  # which has the numbers as they are, digit by digit
        yield from _rows(path, schema)
        return
    columns = [field.name for field in schema.fields]
    numbers = {field.name for field in schema.fields if field.type == "number"}
    for row in earlier.observations(directory, columns, schema):
        yield {n: _exact(v) if n in numbers else v for n, v in zip(columns, row, strict=True)}


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number))


def _rows(path: Path, schema: TableSchema) -> Iterator[Cells]:
    readers = {field.name: _READERS.get(field.type, str) for field in schema.fields}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {name: read(row[name]) if row.get(name) else None for name, read in readers.items()}


def _made(kind: type[T], cells: Cells) -> T:
    """An item of the model from the cells of its row; columns that an earlier version did not have are empty."""
    fits = _fits(kind)  # type: ignore[arg-type]
    return kind(**{name: fit(cells.get(name)) for name, fit in fits})


@lru_cache(maxsize=16)
def _fits(kind: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((name, _fit(hint)) for name, hint in get_type_hints(kind).items())


def _fit(hint: Any) -> Callable[[Any], Any]:
    """What makes the value of a field of a cell's value."""
    options = getattr(hint, "__args__", ()) if type(None) in getattr(hint, "__args__", ()) else (hint,)
    origin = getattr(hint, "__origin__", hint)
    empty = None if type(None) in options else next((value for kind, value in _EMPTY if origin is kind), "")
    if float in options:
        return lambda value: empty if value is None else float(value)
    if origin is tuple:
        return lambda value: tuple(map(str, json.loads(value))) if value else ()
    return lambda value: empty if value is None else value
