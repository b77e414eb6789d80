"""Rows to one SQLite file: every table and code list, with keys and indexes, ready for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from extractor.publish.codes import Schemas
from extractor.publish.full_text import add_full_text
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row, Value

_STORES: dict[str, Callable[[Any], Value]] = {"number": float, "date": date.isoformat}
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
# A new file with nothing to roll back: a crash leaves a staged file that nobody reads.
_PRAGMAS = ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "encoding = 'UTF-8'")
_INDEXES = (
    ("measure", "category"),
    ("category",),
    ("force", "measure"),
    ("area",),
    ("period_end", "period_start"),
    ("document_id", "table"),
)
_APPLICATION_ID = 0x45585452  # "EXTR"


class SqliteFile:
    """A SQLite file that rows are added to. Days are ISO text, truth values 0 and 1, JSON columns text."""

    def __init__(self, path: Path, schemas: Schemas) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in _PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        self._db.execute(f"PRAGMA user_version = {_number_of(schemas.version)}")
        self._db.execute("BEGIN")
        self._inserts: dict[str, str] = {}
        self._stores: dict[str, list[tuple[int, Callable[[Any], Value]]]] = {}
        self._observations = schemas.tables["observations"]
        checks = schemas.tables["checks"]
        self._check_columns = checks.index("check_id"), checks.index("observation_ids")
        for code_list in schemas.code_lists.values():
            self._create(code_list.schema)
            self.add(code_list.schema.name, code_list.rows)
        for schema in schemas.tables.values():
            self._create(schema)
        self._db.execute(_CHECKED)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Append rows to a table."""
        stored = [list(row) for row in rows]
        for column, store in self._stores[table]:
            for row in stored:
                if row[column] is not None:
                    row[column] = store(row[column])
        self._db.executemany(self._inserts[table], stored)
        if table == "checks":
            self._add_checked(stored)

    def close(self) -> None:
        """Build the indexes and complete the file."""
        for columns in _INDEXES:
            names = ", ".join(map(_quoted, columns))
            self._db.execute(f'CREATE INDEX "observations_{"_".join(columns)}" ON observations ({names})')
        self._db.execute("CREATE INDEX checked_observation ON checked (observation_id)")
        add_full_text(self._db, self._observations)
        self._db.execute("COMMIT")
        self._db.execute("ANALYZE")
        self._db.execute("VACUUM")
        self._db.close()

    def abandon(self) -> None:
        """Let go of the file without completing it."""
        self._db.close()

    def _create(self, schema: TableSchema) -> None:
        lines = [
            f"{_quoted(f.name)} {_TYPES.get(f.type, 'TEXT')}{'' if f.nullable else ' NOT NULL'}" for f in schema.fields
        ]
        if schema.primary_key:
            lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, schema.primary_key))})")
        for key in schema.foreign_keys:
            ours, theirs = (", ".join(map(_quoted, names)) for names in (key.fields, key.references))
            lines.append(f"FOREIGN KEY ({ours}) REFERENCES {_quoted(key.table)} ({theirs})")
        columns = ",\n  ".join(lines)
        self._db.execute(f"CREATE TABLE {_quoted(schema.name)} (\n  {columns}\n)")
        self._stores[schema.name] = [(i, _STORES[f.type]) for i, f in enumerate(schema.fields) if f.type in _STORES]
        marks = ", ".join("?" * len(schema.fields))
        self._inserts[schema.name] = f"INSERT INTO {_quoted(schema.name)} VALUES ({marks})"

    def _add_checked(self, checks: Sequence[Sequence[Value]]) -> None:
        """Link checks to their observations, so that they can be joined."""
        check_id, members = self._check_columns
        links = [(c[check_id], i, o) for c in checks for i, o in enumerate(json.loads(str(c[members])), start=1)]
        self._db.executemany("INSERT INTO checked VALUES (?, ?, ?)", links)


_CHECKED = """
CREATE TABLE checked (
  check_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  observation_id TEXT NOT NULL,
  PRIMARY KEY (check_id, position),
  FOREIGN KEY (check_id) REFERENCES checks (check_id),
  FOREIGN KEY (observation_id) REFERENCES observations (observation_id)
)"""


def _number_of(version: str) -> int:
    """The schema version as one whole number: 1.2 is 102."""
    major, minor = (int(part) for part in version.split(".")[:2])
    return major * 100 + minor


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
