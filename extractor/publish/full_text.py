"""Full-text search in the SQLite file: the headings around each figure, and what its measure and category are called.

    SELECT o.* FROM observations_fts JOIN figures ON figure = observations_fts.rowid
    JOIN observations o USING (observation_id) WHERE observations_fts MATCH 'burglary'

The index holds no text: it takes what it shows from the view `figure_words`. Words are found by their stems:
`answering` finds `answered`.
"""

from __future__ import annotations

import sqlite3

from extractor.publish.coded import quoted

# Texts of an observation that say what it is about, in the order of their weight for whoever ranks by it.
TABLE = "observations_fts"
COLUMNS = ("measure", "category", "area", "row_label", "column_label", "row_group", "table_title", "section")


def add_full_text(database: sqlite3.Connection) -> None:
    """Index the figures that are there; nothing where this SQLite was built without FTS5."""
    there = {row[1] for row in database.execute("PRAGMA table_info(figures)")}
    columns = [name for name in COLUMNS if name in there]
    shown = ", ".join(
        f"(SELECT text FROM texts WHERE text_id = figures.{quoted(name)}) AS {quoted(name)}" for name in columns
    )
    try:
        database.execute(
            f"CREATE VIRTUAL TABLE observations_fts USING fts5({', '.join(map(quoted, columns))}, "
            "content = 'figure_words', content_rowid = 'figure', columnsize = 0, tokenize = 'porter unicode61')"
        )
    except sqlite3.OperationalError as error:
        if "fts5" in str(error):
            return
        raise
    database.execute(f"CREATE VIEW figure_words AS SELECT figure, {shown} FROM figures")
    database.execute("INSERT INTO observations_fts (observations_fts) VALUES ('rebuild')")
