"""Full-text search in the SQLite file: the headings around each figure, and what its measure and category are called.

`SELECT o.* FROM observations o JOIN observations_fts f ON f.rowid = o.rowid WHERE observations_fts MATCH 'burglary'`;
Datasette finds the index by itself. Words are found by their stems: `answering` finds `answered`.
"""

from __future__ import annotations

import sqlite3

from extractor.publish.schema import TableSchema

# Texts of an observation that say what it is about, in the order of their weight for whoever ranks by it.
COLUMNS = ("measure", "category", "area", "row_label", "column_label", "row_group", "table_title", "section")


def add_full_text(database: sqlite3.Connection, observations: TableSchema) -> None:
    """Index the observations that are there; nothing where this SQLite was built without FTS5."""
    there = {field.name for field in observations.fields}
    columns = ", ".join(f'"{name}"' for name in COLUMNS if name in there)
    try:
        database.execute(
            f"CREATE VIRTUAL TABLE observations_fts USING fts5({columns}, content = 'observations', "
            "tokenize = 'porter unicode61')"
        )
    except sqlite3.OperationalError as error:
        if "fts5" in str(error):
            return
        raise
    database.execute("INSERT INTO observations_fts (observations_fts) VALUES ('rebuild')")
