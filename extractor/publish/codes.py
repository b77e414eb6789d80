"""The code lists that are published beside the figures, and what is known about comparing them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from extractor.codelists import Vocabulary, code_rows, vocabulary
from extractor.notation.formulas import unescape
from extractor.publish.files import published
from extractor.publish.schema import HISTORY, TABLES, TableSchema, load_table, without_dangling

LISTS = (
    "forces", "measures", "categories", "areas", "units", "caveats", "combinations", "preferences", "populations",
    "synonyms",
)  # fmt: skip
# Lists that are published as they stand in their files.
_AS_THEY_ARE = LISTS[4:]
Code = str | int | float | date | None
Codes = tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """Allowed values with their labels, all text but for days and numbers; None is an empty cell that means "none"."""

    schema: TableSchema
    rows: tuple[Codes, ...]


@dataclass(frozen=True, slots=True)
class Schemas:
    """All published tables and the code lists their columns refer to."""

    tables: dict[str, TableSchema]
    code_lists: dict[str, CodeList]

    @property
    def version(self) -> str:
        """Version of the schema as a whole: that of the observations."""
        return self.tables["observations"].version


def load_schemas(extra: str | None = None) -> Schemas:
    """The table schemas and code lists, with the vocabulary folder `extra` laid over the one that ships.

    Raises `UsageError` where `extra` is no folder or cannot be understood.
    """
    book = vocabulary(extra)
    schemas = {name: load_table(name) for name in LISTS}
    lists = {name: _code_list(schema, _rows(schema, book, extra)) for name, schema in schemas.items()}
    return Schemas(load_tables(), lists)


def load_tables() -> dict[str, TableSchema]:
    """The schemas of the published tables alone, which need no vocabulary."""
    return dict(_tables())


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, TableSchema]:
    names = (*TABLES, *HISTORY)
    return {name: without_dangling(load_table(name), {*names, *LISTS}) for name in names}


def carried(schemas: Schemas, directory: Path) -> Schemas:
    """The schemas with the codes besides that a dataset in `directory` has: of a vocabulary that is not at hand now."""
    lists = {
        name: CodeList(found.schema, (*found.rows, *_others(found, published(directory) / "codelists" / f"{name}.csv")))
        for name, found in schemas.code_lists.items()
    }
    return Schemas(schemas.tables, lists)


def _others(found: CodeList, path: Path) -> Iterator[Codes]:
    """The rows of a list that was published whose keys the list of today does not have."""
    if not path.is_file():
        return
    keys = found.schema.primary_key or tuple(field.name for field in found.schema.fields)
    places = [found.schema.index(name) for name in keys]
    known = {tuple(row[place] for place in places) for row in found.rows}
    with path.open(encoding="utf-8", newline="") as stream:
        for cells in csv.DictReader(stream):
            row = tuple(
                _kept(_typed(unescape(cells.get(f.name) or ""), f.type), f.nullable) for f in found.schema.fields
            )
            if tuple(row[place] for place in places) not in known:
                yield row


def _rows(schema: TableSchema, book: Vocabulary, extra: str | None) -> Iterable[Codes]:
    """Rows of one list in the order of the columns in its schema."""
    if schema.name in _AS_THEY_ARE:
        names = [field.name for field in schema.fields]
        rows = code_rows(schema.name, schema.primary_key or names, extra)
        return [tuple(_typed(row[f.name], f.type) for f in schema.fields) for row in rows]
    if schema.name == "forces":
        return sorted((f.id, f.code, f.name, "|".join(f.aliases)) for f in book.forces.values())
    if schema.name == "areas":
        return sorted(
            {(a.name, a.area_type, a.force, "|".join((*a.aliases, *a.local_aliases)), a.code) for a in book.all_areas()}
        )
    _key, *others = schema.fields
    entries = book.measures if schema.name == "measures" else book.categories
    return ((name, *(_typed(str(getattr(entry, f.name)), f.type) for f in others)) for name, entry in entries.items())


def _typed(text: str, kind: str) -> Code:
    """A text of a list as what its column holds; an empty one stays, to become None where the column allows it."""
    if not text or kind not in ("date", "number", "integer"):
        return text
    return date.fromisoformat(text) if kind == "date" else int(text) if kind == "integer" else float(text)


def _kept(value: Code, nullable: bool) -> Code:
    return (None if nullable else "") if value in ("", None) else value


def _code_list(schema: TableSchema, rows: Iterable[Codes]) -> CodeList:
    nullable = [field.nullable for field in schema.fields]
    kept = (tuple(_kept(v, n) for v, n in zip(row, nullable, strict=True)) for row in rows)
    return CodeList(schema, tuple(kept))
