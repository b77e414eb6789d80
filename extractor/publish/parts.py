"""A large dataset in parts: each table as a folder of Parquet files, one for each force and year of its reports.

A report stands in one part, so that adding it rewrites that part and leaves the others as they are. `contents.parquet`
says which measures and categories each part holds: whoever asks for one opens the parts that have it and no others.
Within a part, observations are sorted by measure and category, for the same reason; `position` is where each stands in
its document.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extractor.model import DocumentSummary
from extractor.publish.as_arrow import array_of, arrow_table
from extractor.publish.files import FOLDERS, Stage, is_part
from extractor.publish.schema import Field, TableSchema
from extractor.publish.tidy import Row
from extractor.selection import Only, distinct, picked

TABLES = FOLDERS[1:]
CONTENTS = "contents.parquet"
POSITION = "position"
# Rows of a group within a part: few, since a question needs few of them.
_GROUP = 5_000
_UNDATED, _UNKNOWN = "undated", "unknown"
_NONE = array_of([0], pa.int64())[0]
_COLUMNS = ("part", "measure", "category", "force", "rows", "values")
_FIELDS = tuple(Field(name, "integer" if name in ("rows", "values") else "string", nullable=True) for name in _COLUMNS)
CONTENTS_SCHEMA = TableSchema("contents", "", "", "", _FIELDS, (), (), {})


def part_of(document: DocumentSummary) -> str:
    """The part in which a document stands: its force and the year of its last day."""
    return _part(document.force, str(document.period_end.year) if document.period_end else "")


def _part(force: str, year: str) -> str:
    return f"{force_part(force)}-{year or _UNDATED}"


def force_part(force: str) -> str:
    """The part of all years of a force."""
    return force if force and force.isascii() and force.replace("_", "").isalnum() else _UNKNOWN


def is_parted(folder: Path) -> bool:
    """Whether the dataset in a folder is in parts."""
    return (folder / CONTENTS).is_file()


class Parts:
    """The parts of a dataset that is written, filled document after document, sorted by force and year."""

    def __init__(self, stage: Stage, schemas: Mapping[str, TableSchema]) -> None:
        self._stage, self._schemas = stage, schemas
        self._part = ""
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._unknown: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        self._written: set[str] = set()
        self._contents: list[Row] = []

    def add(self, document: DocumentSummary, rows: Mapping[str, Sequence[Row]]) -> None:
        """Append the rows of one document. Raises ValueError where its part is complete already."""
        part = part_of(document)
        unknown = part.startswith(f"{_UNKNOWN}-")  # whose ids are in no order of years
        if not unknown and part != self._part:
            self._write(self._part, self._rows)
            self._part, self._rows = part, defaultdict(list)
        held = self._unknown[part] if unknown else self._rows
        for name, own in rows.items():
            if name in TABLES:
                held[name] += [(*row, n) for n, row in enumerate(own)] if name == "observations" else own

    def add_vintages(self, force: str, rows: Sequence[Row]) -> None:
        """Append what the editions of one force say of each other."""
        self._write(force_part(force), {"vintages": list(rows)})

    def keep(self, folder: Path, names: Iterable[str], forces: Iterable[str]) -> None:
        """Take files of the last version as they are, those of all forces but `forces`."""
        gone = {force_part(force) for force in forces}
        for name in names:
            if is_part(name) and _force_of(name) not in gone:
                self._stage.reuse(name, folder / name)
        old = pq.read_table(folder / CONTENTS)
        rows = zip(*(old.column(name).to_pylist() for name in _COLUMNS), strict=True)
        self._contents += [row for row in rows if row[0].rpartition("-")[0] not in gone]

    def close(self) -> None:
        """Write what is left, and the list of contents."""
        self._write(self._part, self._rows)
        for part, rows in sorted(self._unknown.items()):
            self._write(part, rows)
        contents = sorted(self._contents, key=lambda row: tuple(str(cell or "") for cell in row[:4]))
        to_parquet(arrow_table(contents, CONTENTS_SCHEMA), self._stage.path(CONTENTS))

    def _write(self, part: str, tables: Mapping[str, list[Row]]) -> None:
        for name, rows in tables.items():
            if rows:
                stored, schema = rows, self._schemas[name]
                file = f"{name}/{part}.parquet"
                if file in self._written:
                    raise ValueError(f"{file}: its documents come in no order")
                self._written.add(file)
                if name == "observations":
                    stored, schema = self._sorted(part, rows), with_position(schema)
                to_parquet(arrow_table(stored, schema), self._stage.path(file))

    def _sorted(self, part: str, rows: list[Row]) -> list[Row]:
        """Observations by measure and category; which of them there are is noted."""
        measure, category, force, value = (
            self._schemas["observations"].index(name) for name in ("measure", "category", "force", "value")
        )
        counts = Counter((row[measure], row[category], row[force]) for row in rows)
        values = Counter((row[measure], row[category], row[force]) for row in rows if row[value] is not None)
        self._contents += [(part, *kind, number, values[kind]) for kind, number in counts.items()]
        return sorted(rows, key=lambda row: (str(row[measure] or ""), str(row[category] or "")))


def with_position(schema: TableSchema) -> TableSchema:
    """The observations with their places in their documents."""
    return replace(schema, fields=(*schema.fields, Field(POSITION, "integer", "Place in its document, from 0")))


def to_parquet(table: pa.Table, path: Path) -> None:
    """Write one part, in groups of few rows."""
    pq.write_table(table, path, row_group_size=_GROUP, compression="zstd", version="2.6")


def _force_of(name: str) -> str:
    table, _, file = name.partition("/")
    stem = file.removesuffix(".parquet")
    return stem if table == "vintages" else stem.rpartition("-")[0]


def files_of(folder: Path, table: str, forces: Collection[str] | None = None) -> list[Path]:
    """The parts of a table by name: all, or those of the reports of some forces."""
    files = sorted((folder / table).glob("*.parquet")) if (folder / table).is_dir() else []
    wanted = None if forces is None else {force_part(force) for force in forces}
    return [file for file in files if wanted is None or _force_of(f"{table}/{file.name}") in wanted]


def parts_for(folder: Path, table: str, where: Sequence[Only]) -> list[Path]:
    """The parts of a table that may have rows for which all conditions hold, by name."""
    asked = {condition.column: condition.values for condition in where}
    held: set[str] | None = None
    if "document_id" in asked and table != "vintages":
        homes = _homes(folder)
        held = {homes[str(document)] for document in asked["document_id"] if str(document) in homes}
    known = [c for c in where if c.column in ("measure", "category", "force")]
    if table == "observations" and known:
        having = set(_contents(folder, ("part",), known).column("part").unique().to_pylist())
        held = having if held is None else held & having
    if held is None:
        return files_of(folder, table)
    files = [folder / table / f"{part}.parquet" for part in sorted(held)]
    return [file for file in files if file.is_file()]


@lru_cache(maxsize=4)  # a version of a dataset never changes
def _homes(folder: Path) -> dict[str, str]:
    """The part in which each document of a dataset stands."""
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        heads = next(rows)
        document, force, end = (heads.index(name) for name in ("document_id", "force", "period_end"))
        return {row[document]: _part(row[force], row[end][:4]) for row in rows}


def kinds(folder: Path) -> Iterator[tuple[tuple[str, str], str, bool]]:
    """Measure and category, force, and whether there are values, of each kind of figure."""
    table = _contents(folder, ("measure", "category", "force", "values"))
    about = [table.column(name).cast(pa.string()) for name in ("measure", "category", "force")]
    for measure, category, force, has in distinct([*about, pc.greater(table.column("values"), _NONE)]):
        yield (measure or "", category or ""), force or "", bool(has)


def _contents(folder: Path, columns: Sequence[str], where: Sequence[Only] = ()) -> pa.Table:
    return picked(_all_contents(folder), columns, where)


@lru_cache(maxsize=2)  # a version of a dataset never changes
def _all_contents(folder: Path) -> pa.Table:
    with pq.ParquetFile(folder / CONTENTS, read_dictionary=_COLUMNS[:4]) as file:
        return file.read(use_threads=False)


def ordered(table: pa.Table) -> pa.Table:
    """Observations of one part in the order of documents."""
    order = pc.sort_indices(table, sort_keys=[("document_id", "ascending"), (POSITION, "ascending")])
    return table.take(order)
