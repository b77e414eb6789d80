"""Metadata of the CSV files as CSV on the Web has them (W3C, Metadata Vocabulary for Tabular Data)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from extractor.publish.codes import Schemas
from extractor.publish.package import code_list_path
from extractor.publish.schema import Field, ForeignKey, TableSchema

_TYPES = {
    "string": "string", "number": "decimal", "integer": "integer", "date": "date", "object": "json", "array": "json",
}  # fmt: skip
_BOUNDS = ("minimum", "maximum")


def csvw(schemas: Schemas, files: Sequence[str]) -> bytes:
    """One group of tables, of all CSV files among `files`: columns with their types, keys, and where they lead."""
    paths = {name: f"{name}.csv" for name in schemas.tables} | {n: code_list_path(n) for n in schemas.code_lists}
    tables = {**schemas.tables, **{name: code_list.schema for name, code_list in schemas.code_lists.items()}}
    there = {name: path for name, path in paths.items() if path in set(files)}
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Police performance figures",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tables": [_table(tables[name], path, there) for name, path in there.items()],
    }
    return (json.dumps(group, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _table(schema: TableSchema, path: str, there: Mapping[str, str]) -> dict[str, Any]:
    constraints = {f["name"]: f.get("constraints", {}) for f in schema.descriptor["fields"]}
    table_schema: dict[str, Any] = {"columns": [_column(f, constraints[f.name]) for f in schema.fields]}
    if schema.primary_key:
        table_schema["primaryKey"] = list(schema.primary_key)
    keys = [_key(key, there) for key in schema.foreign_keys if key.table in there and _holds(key, schema)]
    if keys:
        table_schema["foreignKeys"] = keys
    return {"url": path, "dc:title": schema.title, "dc:description": schema.description, "tableSchema": table_schema}


def _column(field: Field, constraints: Mapping[str, Any]) -> dict[str, Any]:
    column: dict[str, Any] = {"name": field.name, "titles": field.name, "datatype": _datatype(field, constraints)}
    if constraints.get("required"):
        column["required"] = True
    if field.description:
        column["dc:description"] = field.description
    return column


def _datatype(field: Field, constraints: Mapping[str, Any]) -> Any:
    if field.type == "boolean":
        return {"base": "boolean", "format": "true|false"}
    base = _TYPES[field.type]
    if field.enum:
        return {"base": base, "format": "|".join(map(re.escape, field.enum))}
    bounds = {name: constraints[name] for name in _BOUNDS if name in constraints}
    return {"base": base, **bounds} if bounds else base


def _holds(key: ForeignKey, schema: TableSchema) -> bool:
    """Whether the key is never empty in part: a figure in a sentence has a document but no table."""
    nullable = {field.name for field in schema.fields if field.nullable}
    return len(key.fields) == 1 or not nullable & set(key.fields)


def _key(key: ForeignKey, there: Mapping[str, str]) -> dict[str, Any]:
    return {
        "columnReference": list(key.fields),
        "reference": {"resource": there[key.table], "columnReference": list(key.references)},
    }
