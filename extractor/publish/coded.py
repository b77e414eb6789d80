"""Tables of the SQLite file whose texts stand in a table of texts once, and views that show them as they are.

Most texts of a figure stand in hundreds of others: its codes, its section, its labels. The base table holds numbers in
their place; the view has the name and columns of the published table. Columns that are often asked for are joined, so
that SQLite goes from the text to the rows by an index; the others are looked up for the rows that are shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import count

from extractor.publish.schema import Field, TableSchema
from extractor.publish.tidy import Value

TEXTS = """CREATE TABLE texts (
  text_id INTEGER PRIMARY KEY,
  text TEXT UNIQUE
)"""
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


class Texts:
    """The table of texts; an empty cell is a text without content, numbered 0."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._numbers: dict[Value, int] = {None: 0}
        self._new: list[tuple[int, Value]] = [(0, None)]
        self._free = count(1)
        database.execute(TEXTS)

    def number(self, text: Value) -> int:
        """The number of a text, which is given one where it has none yet."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = next(self._free)
            self._new.append((found, text))
        return found

    def write(self) -> None:
        """Put the texts into the table that it lacks."""
        self._db.executemany("INSERT INTO texts VALUES (?, ?)", self._new)
        self._new = []


@dataclass(frozen=True)
class Shape:
    """How a table is kept: `base` is its table of numbers, `key` numbers its rows, `plain` columns keep their texts,
    `joined` columns are found by their texts."""

    base: str
    key: str
    plain: Collection[str]
    joined: Collection[str]


class CodedTable:
    """A table whose rows are numbered from 1 and whose texts are numbers."""

    def __init__(self, database: sqlite3.Connection, texts: Texts, schema: TableSchema, shape: Shape) -> None:
        self._db, self._texts = database, texts
        self._coded = [n for n, f in enumerate(schema.fields) if is_coded(f, shape)]
        self._free = count(1)
        lines = [f"{quoted(shape.key)} INTEGER PRIMARY KEY", *(_column(f, schema, shape) for f in schema.fields)]
        database.execute(f"CREATE TABLE {quoted(shape.base)} (\n  {_lines(lines)}\n)")
        database.execute(_view(schema, shape))
        self._insert = f"INSERT INTO {quoted(shape.base)} VALUES ({', '.join('?' * (len(schema.fields) + 1))})"

    def add(self, rows: Iterable[list[Value]]) -> range:
        """Append rows, and return the numbers they have."""
        stored = []
        for row in rows:
            for place in self._coded:
                row[place] = self._texts.number(row[place])
            stored.append([next(self._free), *row])
        self._texts.write()
        self._db.executemany(self._insert, stored)
        return range(int(str(stored[0][0])), int(str(stored[-1][0])) + 1) if stored else range(0)


def is_coded(field: Field, shape: Shape) -> bool:
    """Whether a column holds the numbers of its texts."""
    return field.type not in _TYPES and field.name not in shape.plain


def _column(field: Field, schema: TableSchema, shape: Shape) -> str:
    if is_coded(field, shape):
        return f"{quoted(field.name)} INTEGER NOT NULL REFERENCES texts (text_id)"
    unique = " UNIQUE" if schema.primary_key == (field.name,) else ""
    return f"{quoted(field.name)} {_TYPES.get(field.type, 'TEXT')}{'' if field.nullable else ' NOT NULL'}{unique}"


def _view(schema: TableSchema, shape: Shape) -> str:
    base = quoted(shape.base)
    shown = []
    for f in schema.fields:
        if not is_coded(f, shape):
            shown.append(f"{base}.{quoted(f.name)}")
        elif f.name in shape.joined:
            shown.append(f"{quoted('its_' + f.name)}.text AS {quoted(f.name)}")
        else:
            looked = f"SELECT text FROM texts WHERE text_id = {base}.{quoted(f.name)}"
            shown.append(f"({looked}) AS {quoted(f.name)}")
    joins = [
        f"JOIN texts AS {quoted('its_' + name)} ON {quoted('its_' + name)}.text_id = {base}.{quoted(name)}"
        for name in shape.joined
    ]
    return f"CREATE VIEW {quoted(schema.name)} AS SELECT\n  {_lines(shown)}\nFROM {base}\n" + "\n".join(joins)


def _lines(parts: Iterable[str]) -> str:
    return ",\n  ".join(parts)


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
