"""Rows to Arrow tables: the types of the Parquet file and of the data frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from extractor import printable
from extractor.publish.schema import Field, TableSchema
from extractor.publish.tidy import Row

if TYPE_CHECKING:
    import pandas as pd

_EPOCH = 719_163  # the ordinal of 1 January 1970
_MOST_TEXT = (1 << 31) - 1
_TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """Arrow types of a table, with descriptions on the columns and the schema version beside them."""
    return _arrow_schema(schema.fields, schema.version)


@lru_cache(maxsize=64)  # of hundreds of parts each is held to it
def _arrow_schema(fields: tuple[Field, ...], version: str) -> pa.Schema:
    typed = [
        pa.field(f.name, _TYPES.get(f.type, pa.string()), f.nullable, {"description": f.description}) for f in fields
    ]
    metadata = {"schema_version": version, "pandas": json.dumps(_pandas_metadata(fields, version))}
    return pa.schema(typed, metadata)


def arrow_table(rows: Sequence[Row], schema: TableSchema, target: pa.Schema | None = None) -> pa.Table:
    """Rows of one table as an Arrow table. `target` is its `arrow_schema`, where the caller has it."""
    target = target or arrow_schema(schema)
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(schema.fields)
    arrays = [array_of(column, t.type) for column, t in zip(columns, target, strict=True)]
    return pa.Table.from_arrays(arrays, schema=target)


def conformed(table: pa.Table, schema: TableSchema) -> pa.Table:
    """The table with the columns of its schema, in their types; those without a value that it lacks are empty.

    Raises `ValueError` for a table that is not of the schema.
    """
    target = arrow_schema(schema)
    names = table.column_names
    columns = []
    for field in target:
        if names.count(field.name) > 1 or not (field.nullable or field.name in names):
            raise ValueError(f"it has {names.count(field.name)} columns {field.name}")
        if field.name not in names:
            columns.append(pa.nulls(table.num_rows, field.type))
            continue
        column = table.column(field.name)
        try:
            columns.append(column.cast(field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise ValueError(f"its column {field.name} holds {column.type}, not {field.type}") from None
        if column.null_count and not field.nullable:
            raise ValueError(f"its column {field.name} has gaps")
    return pa.Table.from_arrays(columns, schema=target)


def array_of(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column as Arrow lays it out. `pa.array` would do, but imports pandas, which takes longer than the writing."""
    present = np.array([value is not None for value in column], bool)
    missing = len(column) - int(present.sum())
    valid = pa.py_buffer(np.packbits(present, bitorder="little")) if missing else None
    return pa.Array.from_buffers(kind, len(column), [valid, *_buffers(column, kind)], missing)


def _buffers(column: Sequence[Any], kind: pa.DataType) -> list[pa.Buffer]:
    """What a column holds; anything stands where nothing does."""
    if kind == pa.string():
        texts = [value.encode() if value else b"" for value in column]
        ends = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        if ends[-1] > _MOST_TEXT:
            raise OverflowError("a column of one document holds more than 2 GiB of text")
        return [pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(b"".join(texts))]
    if kind == pa.date32():
        days = [0 if value is None else value.toordinal() - _EPOCH for value in column]
        return [pa.py_buffer(np.array(days, np.int32))]
    if kind == pa.bool_():
        return [pa.py_buffer(np.packbits(np.array([bool(value) for value in column], bool), bitorder="little"))]
    numbers = np.array([0 if value is None else value for value in column], kind.to_pandas_dtype())
    return [pa.py_buffer(numbers)]


def harmless_table(table: pa.Table) -> pa.Table:
    """The table with characters in its texts written out that would steer a terminal."""
    import pyarrow.compute as pc

    for place, field in enumerate(table.schema):
        column = table.column(place)
        if field.type != pa.string() or not any(map(_is_suspect, column.chunks)):
            continue
        if pc.any(pc.match_substring_regex(column.unique(), printable.RE2)).as_py():
            texts = [None if text is None else printable.harmless(text) for text in column.to_pylist()]
            table = table.set_column(place, field, array_of(texts, pa.string()))
    return table


# Bytes with which, in UTF-8, such a character may begin: most texts have none of them, which is seen in no time.
_SUSPECT = np.zeros(256, bool)
_SUSPECT[[n for n in range(0x20) if chr(n) not in "\t\n"]] = True
_SUSPECT[[0x7F, *{character.encode()[0] for character in printable.BEYOND_ASCII}]] = True


def _is_suspect(texts: pa.Array) -> bool:
    data = texts.buffers()[2]
    return data is not None and bool(_SUSPECT[np.frombuffer(data, np.uint8)].any())


def data_frame(table: pa.Table) -> pd.DataFrame:
    """A pandas frame: whole numbers are Int64, numbers float64, days datetime64, text pandas' text type."""
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame


def _pandas_metadata(fields: Sequence[Field], version: str) -> dict[str, Any]:
    """What pandas needs to keep whole numbers with gaps whole; free of any version that could vary."""
    columns = [_pandas_column(field) for field in fields]
    return {
        "index_columns": [],
        "column_indexes": [],
        "columns": columns,
        "creator": {"library": "extractor", "version": version},
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
