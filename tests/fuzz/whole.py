"""Whether a dataset on disk is whole: every file as its descriptor says, every output with the same figures."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet


class Incomplete(Exception):
    """There is no dataset, or one whose files cannot be read."""


def documents_of(out: Path) -> list[dict[str, str]]:
    """The rows of `documents`. Raises `Incomplete` where there are none to be read."""
    return _rows(out, "documents")


def incomplete(out: Path) -> Iterator[str]:
    """Where the dataset on disk is not what its own documents and descriptor say it is."""
    try:
        yield from _differences(out)
    except (Incomplete, OSError, ValueError, KeyError, sqlite3.Error) as error:
        yield f"{type(error).__name__}: {error}"


def _differences(out: Path) -> Iterator[str]:
    descriptor = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    for name, facts in descriptor["extractor"]["files"].items():
        content = (out / name).read_bytes()
        if facts["hash"] != "sha256:" + hashlib.sha256(content).hexdigest():
            yield f"{name} is not the file that the descriptor describes"
    documents, figures = documents_of(out), _rows(out, "observations")
    for column, rows in (("figures_read", figures), ("tables_found", _rows(out, "tables"))):
        stated = Counter({row["document_id"]: int(row[column]) for row in documents})
        found = Counter(row["document_id"] for row in rows)
        if +stated != found:
            yield f"{column} is not what is there: {+stated - found} {found - stated}"
    ids = {row["observation_id"] for row in figures}
    if len(ids) != len(figures):
        yield "ids of figures are not unique"
    with sqlite3.connect(out / "performance.sqlite") as database:
        kept = database.execute("SELECT count(*) FROM observations").fetchone()[0]
    if {kept, pyarrow.parquet.read_metadata(out / "observations.parquet").num_rows} != {len(figures)}:
        yield "CSV, Parquet and SQLite hold different numbers of figures"
    strays = {
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and ".versions" not in path.parts
    }
    strays -= {*descriptor["extractor"]["files"], "datapackage.json"}
    if strays:
        yield f"files were left behind: {sorted(strays)}"


def _rows(out: Path, table: str) -> list[dict[str, str]]:
    try:
        with (out / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    except (OSError, ValueError, csv.Error) as error:
        raise Incomplete(f"{table}.csv: {error}") from error
