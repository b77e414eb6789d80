"""Rows to Arrow tables: the types of the Parquet file and of the data frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from extractor.publish.schema import Field, TableSchema
from extractor.publish.tidy import Row

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """Arrow types of a table, with descriptions on the columns and the schema version beside them."""
    fields = [
        pa.field(f.name, _TYPES.get(f.type, pa.string()), f.nullable, {"description": f.description})
        for f in schema.fields
    ]
    metadata = {"schema_version": schema.version, "pandas": json.dumps(_pandas_metadata(schema))}
    return pa.schema(fields, metadata)


def arrow_table(rows: Sequence[Row], schema: TableSchema, target: pa.Schema | None = None) -> pa.Table:
    """Rows of one table as an Arrow table. `target` is its `arrow_schema`, where the caller has it."""
    target = target or arrow_schema(schema)
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(schema.fields)
    arrays = [
        pa.array([None if v is None else float(v) for v in column] if f.type == "number" else column, t.type)
        for column, f, t in zip(columns, schema.fields, target, strict=True)
    ]
    return pa.table(arrays, schema=target)


def data_frame(table: pa.Table) -> pd.DataFrame:
    """A pandas frame: whole numbers are Int64, numbers float64, days datetime64, text pandas' text type."""
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame


def _pandas_metadata(schema: TableSchema) -> dict[str, Any]:
    """What pandas needs to keep whole numbers with gaps whole; free of any version that could vary."""
    columns = [_pandas_column(field) for field in schema.fields]
    return {
        "index_columns": [],
        "column_indexes": [],
        "columns": columns,
        "creator": {"library": "extractor", "version": schema.version},
        "pandas_version": "2.1.0",
    }


def _pandas_column(field: Field) -> dict[str, Any]:
    pandas_type, numpy_type = {
        "integer": ("int64", "Int64"),
        "number": ("float64", "float64"),
        "date": ("date", "object"),
        "boolean": ("bool", "bool"),
    }.get(field.type, ("unicode", "object"))
    return {
        "name": field.name,
        "field_name": field.name,
        "pandas_type": pandas_type,
        "numpy_type": numpy_type,
        "metadata": None,
    }
