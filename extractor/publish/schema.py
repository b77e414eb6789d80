"""The published tables as their schemas in `schemas/` fix them: columns, order, types, keys."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractor.codelists import schemas_dir

TABLES = ("documents", "tables", "observations", "checks", "unmapped", "findings")
# Tables about the release as a whole rather than about one document.
HISTORY = ("vintages", "changes", "corrections")


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `nullable` is true where an empty cell means "not known" rather than an empty text."""

    name: str
    type: str
    description: str = ""
    nullable: bool = False
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values stand in columns of another table."""

    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One published table. `descriptor` is its Frictionless Table Schema."""

    name: str
    title: str
    description: str
    version: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    descriptor: dict[str, Any]

    def index(self, name: str) -> int:
        """Position of a column, from 0."""
        return next(i for i, field in enumerate(self.fields) if field.name == name)


def load_table(name: str) -> TableSchema:
    """The schema of one published table or code list."""
    return _table(name, _json(schemas_dir() / f"{name}.schema.json"))


def _table(name: str, descriptor: dict[str, Any]) -> TableSchema:
    fields = tuple(
        Field(
            f["name"],
            f["type"],
            f.get("description", ""),
            bool(f.get("nullable", False)),
            tuple(f.get("constraints", {}).get("enum", ())),
        )
        for f in descriptor["fields"]
    )
    keys = tuple(
        ForeignKey(_names(k["fields"]), k["reference"]["resource"], _names(k["reference"]["fields"]))
        for k in descriptor.get("foreignKeys", ())
    )
    return TableSchema(
        name,
        descriptor["title"],
        descriptor["description"],
        descriptor["version"],
        fields,
        _names(descriptor.get("primaryKey", [])),
        keys,
        descriptor,
    )


def without_dangling(table: TableSchema, known: set[str]) -> TableSchema:
    """The table without foreign keys into missing code lists: a package must not point at nothing."""
    keys = tuple(key for key in table.foreign_keys if key.table in known)
    if len(keys) == len(table.foreign_keys):
        return table
    kept = [k for k in table.descriptor["foreignKeys"] if k["reference"]["resource"] in known]
    descriptor = {**table.descriptor, "foreignKeys": kept}
    return replace(table, foreign_keys=keys, descriptor=descriptor)


def _json(path: Path) -> dict[str, Any]:
    descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return descriptor


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
