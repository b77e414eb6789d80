"""Rows to one SQLite file: every table and code list, with keys and indexes, ready for Datasette.

`observations` and `checks` are views: what they show is kept in `figures` and `relations` (see `coded`), and `checked`,
which says which figures a check is about, in `members`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from extractor.publish.coded import CodedTable, Shape, Texts, quoted
from extractor.publish.codes import Schemas
from extractor.publish.full_text import add_full_text
from extractor.publish.named import add_views
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
_SHAPES = {
    "observations": Shape(
        "figures", "figure", ("observation_id",), ("document_id", "force", "measure", "category", "area")
    ),
    "checks": Shape("relations", "relation", ("check_id", "observation_ids", "message"), ("document_id", "verdict")),
}
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
        self._texts = Texts(self._db)
        self._coded: dict[str, CodedTable] = {}
        checks = schemas.tables["checks"]
        self._check_columns = checks.index("observation_ids")
        for code_list in schemas.code_lists.values():
            self._create(code_list.schema)
            self.add(code_list.schema.name, code_list.rows)
        for schema in schemas.tables.values():
            self._create(schema)
        for statement in _CHECKED:
            self._db.execute(statement)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Append rows to a table."""
        stored = [list(row) for row in rows]
        for column, store in self._stores[table]:
            for row in stored:
                if row[column] is not None:
                    row[column] = store(row[column])
        if table == "checks":
            members = [json.loads(str(row[self._check_columns])) for row in stored]
            self._add_members(self._coded[table].add(stored), members)
        elif table in self._coded:
            self._coded[table].add(stored)
        else:
            self._db.executemany(self._inserts[table], stored)

    def close(self) -> None:
        """Build the indexes and complete the file."""
        for columns in _INDEXES:
            names = ", ".join(map(quoted, columns))
            self._db.execute(f'CREATE INDEX "figures_{"_".join(columns)}" ON figures ({names})')
        for statement in _MEMBERS:
            self._db.execute(statement)
        add_views(self._db)
        add_full_text(self._db)
        self._db.execute("COMMIT")
        self._db.execute("ANALYZE")
        self._db.execute("VACUUM")
        self._db.close()

    def abandon(self) -> None:
        """Let go of the file without completing it."""
        self._db.close()

    def _create(self, schema: TableSchema) -> None:
        self._stores[schema.name] = [(i, _STORES[f.type]) for i, f in enumerate(schema.fields) if f.type in _STORES]
        if schema.name in _SHAPES:
            self._coded[schema.name] = CodedTable(self._db, self._texts, schema, _SHAPES[schema.name])
            return
        lines = [
            f"{quoted(f.name)} {_TYPES.get(f.type, 'TEXT')}{'' if f.nullable else ' NOT NULL'}" for f in schema.fields
        ]
        if schema.primary_key:
            lines.append(f"PRIMARY KEY ({', '.join(map(quoted, schema.primary_key))})")
        for key in schema.foreign_keys:
            ours, theirs = (", ".join(map(quoted, names)) for names in (key.fields, key.references))
            target = _SHAPES[key.table].base if key.table in _SHAPES else key.table  # a view has no keys
            lines.append(f"FOREIGN KEY ({ours}) REFERENCES {quoted(target)} ({theirs})")
        columns = ",\n  ".join(lines)
        self._db.execute(f"CREATE TABLE {quoted(schema.name)} (\n  {columns}\n)")
        marks = ", ".join("?" * len(schema.fields))
        self._inserts[schema.name] = f"INSERT INTO {quoted(schema.name)} VALUES ({marks})"

    def _add_members(self, relations: range, members: Sequence[Sequence[str]]) -> None:
        """Link checks to their observations, of which some may come later."""
        links = [(r, n, o) for r, ids in zip(relations, members, strict=True) for n, o in enumerate(ids, start=1)]
        self._db.executemany("INSERT INTO temp.named VALUES (?, ?, ?)", links)


_CHECKED = (
    """CREATE TABLE members (
  relation INTEGER NOT NULL REFERENCES relations (relation),
  position INTEGER NOT NULL,
  figure INTEGER NOT NULL REFERENCES figures (figure),
  PRIMARY KEY (relation, position)
) WITHOUT ROWID""",
    """CREATE VIEW checked AS SELECT relations.check_id, members.position, figures.observation_id
FROM members JOIN relations USING (relation) JOIN figures USING (figure)""",
    "CREATE TEMP TABLE named (relation INTEGER, position INTEGER, observation_id TEXT)",
)
_MEMBERS = (
    """INSERT INTO members SELECT relation, position, figure
FROM temp.named JOIN figures USING (observation_id) ORDER BY relation, position""",
    "CREATE INDEX members_figure ON members (figure)",
)


def _number_of(version: str) -> int:
    """The schema version as one whole number: 1.2 is 102."""
    major, minor = (int(part) for part in version.split(".")[:2])
    return major * 100 + minor
