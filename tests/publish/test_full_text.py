"""The SQLite file can be searched by words, and its index points at the right rows."""

import contextlib
import sqlite3

from made import extraction, observation

from extractor.publish import dataset

SEARCH = """SELECT o.row_label, o.category FROM observations_fts
JOIN figures ON figure = observations_fts.rowid JOIN observations o USING (observation_id)
WHERE observations_fts MATCH ?"""


def test_headings_are_found_by_their_stems_in_the_rows_that_hold_them(tmp_path):
    from dataclasses import replace

    rows = (
        observation(1, row_label="Calls answered within 10 seconds"),
        observation(2, row_label="Burglaries of dwellings"),
        observation(3, row_label="Robbery"),
    )
    found = replace(extraction("hampshire-2018-03-31", "a"), observations=rows, checks=())
    dataset.write(tmp_path / "out", (found,))
    with contextlib.closing(sqlite3.connect(tmp_path / "out" / "performance.sqlite")) as db:
        assert [row[0] for row in db.execute(SEARCH, ("answering",))] == ["Calls answered within 10 seconds"]
        assert [row[0] for row in db.execute(SEARCH, ("burglary",))] == ["Burglaries of dwellings"]
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_texts_stand_in_the_file_once(tmp_path):
    from dataclasses import replace

    section = "A section that is named in no other place of the report"
    rows = tuple(observation(n, section=section, row_label=f"Row {n}") for n in range(1, 41))
    dataset.write(tmp_path / "out", (replace(extraction(), observations=rows, checks=()),))
    path = tmp_path / "out" / "performance.sqlite"
    assert path.read_bytes().count(section.encode()) <= 2  # the text, and the index by which it is found
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM observations WHERE section = ?", (section,)).fetchone() == (40,)
