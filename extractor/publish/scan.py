"""The rows and columns of a written table that a question needs, read a piece at a time.

Parquet gives up columns nobody asks for, and rows by what it knows of each group; SQLite gives up rows. CSV is parsed
whole, but no more of it than asked for is kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extractor.notation.formulas import unescape
from extractor.publish import parts
from extractor.publish.as_arrow import array_of, arrow_schema, arrow_table, conformed
from extractor.publish.schema import TableSchema
from extractor.selection import Only, mask, picked

_ROWS = 20_000  # rows that are held at once
_BLOCK = 8 << 20  # bytes of CSV that are parsed at once; no row is longer
_NO_TEXT = array_of([""], pa.string())[0]
_MOST_MARKS = 500
_PLAIN = ("number", "integer", "date", "boolean")


def batches(
    folder: Path, schema: TableSchema, columns: Sequence[str], where: Sequence[Only] = (), ordered: bool = False
) -> Iterator[pa.Table]:
    """These columns of the rows that fit of a table in the folder of a dataset, some thousand at a time, in the order
    in which they are published, or where that is in parts, part after part, in the order of each where they are to be
    `ordered`; nothing where the table is not there.

    Columns that an earlier version did not have are empty. Raises OSError or ValueError for damaged files.
    """
    if not ordered or schema.name != "observations" or not parts.is_parted(folder):
        yield from _fitted(_pieces(folder, schema, columns, where), schema, columns)
        return
    for file in parts.parts_for(folder, schema.name, where):
        yield from _in_order(file, schema, columns, where)


def in_order(
    folder: Path, schema: TableSchema, columns: Sequence[str], forces: Collection[str] | None = None
) -> Iterator[pa.Table]:
    """These columns of the whole table in the order in which it is published: by document, and as it stands in it.

    Of a dataset in parts only those of the reports of `forces`, where they are given.
    """
    if not parts.is_parted(folder) or schema.name not in parts.TABLES:
        yield from batches(folder, schema, columns)
        return
    for file in parts.files_of(folder, schema.name, forces):
        yield from of_part(folder, schema, file.stem, columns)


def of_part(folder: Path, schema: TableSchema, part: str, columns: Sequence[str] = ()) -> Iterator[pa.Table]:
    """The rows of one part of a table, by document and as they stand in it; nothing where it has none."""
    file = folder / schema.name / f"{part}.parquet"
    columns = columns or [field.name for field in schema.fields]
    if not file.is_file():
        return
    if schema.name != "observations":
        yield from _fitted(of_parquet(file, schema, columns, ()), schema, columns)
        return
    yield from _in_order(file, schema, columns, ())


def _in_order(file: Path, schema: TableSchema, columns: Sequence[str], where: Sequence[Only]) -> Iterator[pa.Table]:
    """The observations of a part that fit, in the order of documents."""
    needed = list(dict.fromkeys((*columns, "document_id", parts.POSITION)))
    found = list(
        _fitted(of_parquet(file, parts.with_position(schema), needed, where), parts.with_position(schema), needed)
    )
    if found:
        yield parts.ordered(pa.concat_tables(found)).select(list(columns))


def _fitted(pieces: Iterable[pa.Table], schema: TableSchema, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Pieces with the columns and types that they are published with. Small ones, of which hundreds of parts give many,
    are put together: what is done with a piece costs as much for ten rows as for thousands."""
    own = {field.name: field for field in schema.fields}
    wanted = replace(schema, fields=tuple(own[name] for name in columns))
    held: list[pa.Table] = []
    for piece in pieces:
        held.append(piece)
        if sum(each.num_rows for each in held) >= _ROWS:
            yield _joined(held, wanted)
            held = []
    if held:
        yield _joined(held, wanted)


def _joined(pieces: Sequence[pa.Table], schema: TableSchema) -> pa.Table:
    if len(pieces) == 1:
        return conformed(pieces[0], schema)
    return pa.concat_tables([conformed(piece, schema) for piece in pieces]).combine_chunks()


def _pieces(folder: Path, schema: TableSchema, columns: Sequence[str], where: Sequence[Only]) -> Iterator[pa.Table]:
    parquet, text = folder / f"{schema.name}.parquet", folder / f"{schema.name}.csv"
    if parts.is_parted(folder) and schema.name in parts.TABLES:
        for part in parts.parts_for(folder, schema.name, where):
            yield from of_parquet(part, schema, columns, where)
    elif parquet.is_file():
        yield from of_parquet(parquet, schema, columns, where)
    elif text.is_file():
        yield from _of_csv(text, schema, columns, where)
    elif (database := folder / "performance.sqlite").is_file():
        yield from _of_sqlite(database, schema, columns, where)


def of_parquet(path: Path, schema: TableSchema, columns: Sequence[str], where: Sequence[Only]) -> Iterator[pa.Table]:
    """Of a Parquet file. Groups of rows in which nothing can fit are not read; of the others, what the conditions are
    about comes first, and the rest only where something fits."""
    with _opened(path, columns) as file:
        metadata = file.metadata
        places = _places(file.schema_arrow.remove_metadata(), arrow_schema(schema))
        filled = [field.name for field in schema.fields if not field.nullable]
        asked = [condition.column for condition in where if condition.column in places]
        kept = [name for name in columns if name in places]
        for group in range(metadata.num_row_groups):
            told = metadata.row_group(group)
            _check_gaps(told, places, filled)
            if not _may_fit(told, places, where):
                continue
            seen = file.read_row_group(group, asked, use_threads=False) if where else None
            rows = None if seen is None else mask(seen, where)
            if rows is None or pc.any(rows).as_py():
                table = _with_rest(file, group, kept, seen)
                yield table if rows is None else table.filter(rows)


def _with_rest(file: Any, group: int, kept: list[str], seen: pa.Table | None) -> pa.Table:
    """These columns of a group of rows, of which some were `seen` already."""
    if seen is None or not kept:
        return file.read_row_group(group, kept, use_threads=False)
    rest = [name for name in kept if name not in seen.column_names]
    more = file.read_row_group(group, rest, use_threads=False) if rest else seen
    return pa.Table.from_arrays([(more if name in rest else seen).column(name) for name in kept], names=kept)


def _opened(path: Path, columns: Sequence[str]) -> Any:
    """A Parquet file whose texts, which stand in many rows each, are kept once while rows are picked."""
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path, read_dictionary=list(columns))
    except KeyError:  # a column that an earlier version did not have
        metadata = pq.read_metadata(path)
        coded = [name for name in columns if name in metadata.schema.names]
        return pq.ParquetFile(path, metadata=metadata, read_dictionary=coded)


@lru_cache(maxsize=64)  # hundreds of parts have the same columns
def _places(there: pa.Schema, wanted: pa.Schema) -> Mapping[str, int]:
    """Where each column stands in a Parquet file. Raises `ValueError` where the file is not of its schema, also in
    columns that nobody asks for."""
    for field in wanted:
        found = there.get_all_field_indices(field.name)
        kinds = [there.field(place).type for place in found]
        kinds = [kind.value_type if pa.types.is_dictionary(kind) else kind for kind in kinds]
        if len(found) > 1 or any(kind != field.type for kind in kinds):
            raise ValueError(f"its column {field.name} is not as it should be")
        if not found and not field.nullable:
            raise ValueError(f"its column {field.name} is missing")
    return {field.name: place for place, field in enumerate(there)}


def _check_gaps(group: Any, places: Mapping[str, int], filled: Iterable[str]) -> None:
    """Raise `ValueError` where cells are empty in one of the columns that are always filled."""
    for name in filled:
        told = group.column(places[name]).statistics
        if told is not None and told.null_count:
            raise ValueError(f"its column {name} has gaps")


def _may_fit(group: Any, places: Mapping[str, int], where: Sequence[Only]) -> bool:
    """Whether a group of rows may have one for which all conditions hold, by the least and largest values it has."""
    for condition in where:
        place = places.get(condition.column)
        known = None if place is None else group.column(place).statistics
        if known is None or not known.has_min_max or not known.has_null_count:
            continue
        if "" in condition.values and known.null_count:
            continue
        least, most = known.min, known.max
        if not any(least <= value <= most for value in condition.values if isinstance(value, type(least))):
            return False
    return True


def _of_csv(path: Path, schema: TableSchema, columns: Sequence[str], where: Sequence[Only]) -> Iterator[pa.Table]:
    from pyarrow import csv

    types = {field.name: field.type for field in arrow_schema(schema)}
    with path.open(encoding="utf-8") as stream:
        heads = stream.readline().rstrip("\n").split(",")
    needed = dict.fromkeys((*columns, *(condition.column for condition in where)))
    there = [name for name in needed if name in heads] or heads[:1]
    pieces = csv.open_csv(
        path,
        read_options=csv.ReadOptions(block_size=_BLOCK),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types, include_columns=there, null_values=[""], strings_can_be_null=True,
            true_values=["true"], false_values=["false"],
        ),
    )  # fmt: skip
    filled = {field.name for field in schema.fields if not field.nullable and field.type not in _PLAIN}
    with pieces:
        for part in pieces:
            table = picked(pa.Table.from_batches([part]), there, where)
            yield _published(table, filled)


def _published(table: pa.Table, filled: set[str]) -> pa.Table:
    """The texts as they were before they were made harmless for spreadsheets; empty where `filled` ones are."""
    for place, field in enumerate(table.schema):
        if field.type != pa.string():
            continue
        column = pc.fill_null(table.column(place), _NO_TEXT) if field.name in filled else table.column(place)
        if pc.any(pc.starts_with(column, "'")).as_py():
            texts = [None if text is None else unescape(text) for text in column.to_pylist()]
            column = pa.chunked_array([array_of(texts, pa.string())])
        table = table.set_column(place, field.name, column)
    return table


def _of_sqlite(path: Path, schema: TableSchema, columns: Sequence[str], where: Sequence[Only]) -> Iterator[pa.Table]:
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        heads = {row[1] for row in database.execute(f"PRAGMA table_info({schema.name})")}
        fields = tuple(field for field in schema.fields if field.name in columns and field.name in heads)
        readers = [_READERS.get(field.type, lambda value: value) for field in fields]
        told, values = _sql(where, heads)
        names = ", ".join(f'o."{field.name}"' for field in fields)
        # where the observations are a view, their order is that of the table behind it
        views = database.execute("SELECT count(*) FROM sqlite_schema WHERE (type, name) = ('view', 'observations')")
        order = "JOIN figures USING (observation_id)" if views.fetchone()[0] else ""
        by = "figure" if order else "o.rowid"
        found = database.execute(f"SELECT {names} FROM {schema.name} o {order} {told} ORDER BY {by}", values)
        while rows := found.fetchmany(_ROWS):
            made = [
                tuple(None if value is None else read(value) for value, read in zip(row, readers, strict=True))
                for row in rows
            ]
            yield arrow_table(made, replace(schema, fields=fields))
    except sqlite3.Error as error:
        raise ValueError(f"{path}: {error}") from error
    finally:
        database.close()


_READERS: dict[str, Any] = {"number": float, "date": date.fromisoformat, "boolean": bool}


def _sql(where: Sequence[Only], heads: set[str]) -> tuple[str, list[Any]]:
    """The conditions as SQL, with the values that stand for its marks."""
    told, values = [], []
    for condition in where:
        name = f'o."{condition.column}"' if condition.column in heads else "NULL"
        own = sorted(condition.values, key=str)
        empty = f" OR {name} IS NULL" if "" in condition.values else ""
        if len(own) > _MOST_MARKS:  # SQLite takes so many and no more
            told.append(f"({name} IN (SELECT value FROM json_each(?)){empty})")
            values.append(json.dumps(own))
            continue
        told.append(f"({name} IN ({', '.join('?' * len(own))}){empty})")
        values += own
    return (f"WHERE {' AND '.join(told)}" if told else ""), values
