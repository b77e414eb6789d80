"""The dataset that stands in the folder already: its observations, for telling what a new release changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from extractor.notation.formulas import unescape
from extractor.publish.schema import TableSchema

# Rows that are held at once.
_BATCH = 20_000


def observations(directory: Path, columns: Sequence[str], schema: TableSchema) -> Iterator[tuple[Any, ...]]:
    """These columns of every observation in the folder, as None, str, float, int and date; nothing where none is.

    Columns that an earlier version did not have are None. Raises OSError or ValueError where the files are damaged.
    """
    parquet, text = directory / "observations.parquet", directory / "observations.csv"
    if parquet.is_file():
        yield from _from_parquet(parquet, columns, schema)
    elif text.is_file():
        yield from _from_csv(text, columns, schema)
    elif (directory / "performance.sqlite").is_file():
        yield from _from_sqlite(directory / "performance.sqlite", columns, schema)


def _from_parquet(path: Path, columns: Sequence[str], schema: TableSchema) -> Iterator[tuple[Any, ...]]:
    import pyarrow.parquet as pq

    from extractor.publish.as_arrow import arrow_schema

    schema_of = {field.name: field for field in schema.fields}
    with pq.ParquetFile(path) as file:
        for field in arrow_schema(schema):
            found = file.schema_arrow.get_all_field_indices(field.name)
            if len(found) > 1 or any(file.schema_arrow.field(at).type != field.type for at in found):
                raise ValueError(f"column {field.name} is not as it should be")
            if not found and not field.nullable:
                raise ValueError(f"column {field.name} is missing")
        there = [name for name in columns if name in file.schema_arrow.names]
        for batch in file.iter_batches(_BATCH, columns=there):
            for name, column in zip(there, batch.columns, strict=True):
                if column.null_count and not schema_of[name].nullable:
                    raise ValueError(f"column {name} has gaps")
            yield from _rows(columns, dict(zip(there, batch.columns, strict=True)), batch.num_rows)


def _from_csv(path: Path, columns: Sequence[str], schema: TableSchema) -> Iterator[tuple[Any, ...]]:
    from pyarrow import csv

    from extractor.publish.as_arrow import arrow_schema

    types = {field.name: field.type for field in arrow_schema(schema)}
    heads = path.open(encoding="utf-8").readline().rstrip("\n").split(",")
    there = [name for name in columns if name in heads]
    texts = {field.name for field in schema.fields if field.type not in ("number", "integer", "date", "boolean")}
    filled = {field.name for field in schema.fields if not field.nullable}
    convert = csv.ConvertOptions(column_types=types, include_columns=there, null_values=[""], strings_can_be_null=True)
    parse = csv.ParseOptions(newlines_in_values=True)
    for batch in csv.open_csv(path, parse_options=parse, convert_options=convert):
        for row in _rows(columns, dict(zip(there, batch.columns, strict=True)), batch.num_rows):
            yield tuple(
                ("" if v is None and n in filled and n in there else unescape(v) if isinstance(v, str) else v)
                if n in texts
                else v
                for n, v in zip(columns, row, strict=True)
            )


def _from_sqlite(path: Path, columns: Sequence[str], schema: TableSchema) -> Iterator[tuple[Any, ...]]:
    days = {field.name for field in schema.fields if field.type == "date"}
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        there = {row[1] for row in database.execute("PRAGMA table_info(observations)")}
        names = ", ".join(f'"{name}"' if name in there else "NULL" for name in columns)
        for row in database.execute(f"SELECT {names} FROM observations ORDER BY rowid"):
            yield tuple(date.fromisoformat(v) if v and n in days else v for n, v in zip(columns, row, strict=True))
    except sqlite3.Error as error:
        raise ValueError(f"{path}: {error}") from error
    finally:
        database.close()


def _rows(columns: Sequence[str], values: dict[str, Any], count: int) -> Iterable[tuple[Any, ...]]:
    lists = [values[name].to_pylist() if name in values else [None] * count for name in columns]
    return zip(*lists, strict=True)
