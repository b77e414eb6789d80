"""The dataset as a whole: one pass over the documents, every output beside the other."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extractor.errors import ExtractorError, UsageError
from extractor.model import DocumentSummary, Extraction
from extractor.publish import corrections as reviewed
from extractor.publish import package
from extractor.publish.as_csv import CsvFile
from extractor.publish.codes import Schemas, load_schemas
from extractor.publish.corrections import Correction
from extractor.publish.described import described
from extractor.publish.files import FOLDERS, Stage, draft_of, is_part, published, recover, refuse_links, staged
from extractor.publish.history import History
from extractor.publish.overlay import Overlay, renewals, told
from extractor.publish.schema import HISTORY, TABLES
from extractor.publish.staying import Kept, Staying
from extractor.publish.tidy import Row, rows_of, table_rows
from extractor.publish.vintages import Vintages

if TYPE_CHECKING:
    from extractor.publish.as_parquet import ParquetFile
    from extractor.publish.as_sqlite import SqliteFile
    from extractor.publish.parts import Parts

FORMATS = ("csv", "parquet", "sqlite")
# A dataset of more figures than this (some five hundred reports) is written in parts, and without SQLite.
PART_ABOVE = 250_000
PARTED = FOLDERS[1:]  # tables that a large dataset has in parts
_OURS = re.compile(
    rf"(?:{'|'.join((*TABLES, *HISTORY))})\.csv|(?:observations|contents)\.parquet|performance\.sqlite|"
    rf"codelists/\w+\.csv|{'|'.join(map(re.escape, (package.DATASETTE, *package.ABOUT)))}"
)


@dataclass(frozen=True)
class Layout:
    """How a dataset is written. Above so many figures it is in parts; `sqlite` says whether there is a SQLite file, and
    where it is None, there is one up to that size."""

    formats: Sequence[str] = FORMATS
    sqlite: bool | None = None
    part_above: int = PART_ABOVE

    def is_parted(self, figures: int) -> bool:
        """Whether a dataset of so many figures is written in parts."""
        return figures > self.part_above

    def formats_of(self, figures: int) -> list[str]:
        """The formats of a dataset of so many figures."""
        wanted = ("sqlite" in self.formats and not self.is_parted(figures)) if self.sqlite is None else self.sqlite
        found = [name for name in self.formats if name != "sqlite"] + ["sqlite"] * wanted
        return found or ["parquet"]


@dataclass(frozen=True)
class Written:
    """What was written: the folder, its files and how many rows each table has.

    `notes` are lines on corrections that do not apply now.
    """

    directory: Path
    files: tuple[str, ...]
    rows: dict[str, int]
    notes: tuple[str, ...] = ()


def write(
    directory: Path,
    extractions: Iterable[Extraction],
    *,
    formats: Sequence[str] = FORMATS,
    schemas: Schemas | None = None,
    is_held: bool = False,
    corrections: Sequence[Correction] | None = None,
    parted: bool = False,
    part_above: int | None = None,
    kept: Kept | None = None,
) -> Written:
    """Write the dataset into `directory`, whole or not at all.

    `extractions` come sorted by document id, each id once. `formats` says how the observations are written; the smaller
    tables are always CSV. `corrections` take the place of those that the dataset has. `parted` cuts the tables of
    documents into Parquet files by force and year (`parts`), whatever the formats, of which only SQLite is written
    besides; `part_above` is the size above which that is so, which the dataset then says; `kept` are the documents of a
    dataset in parts that stay and are not among the extractions. `is_held` says that the caller holds the folder
    (`files.held`). Where a dataset stands there already, `changes` says what is added, revised and withdrawn, and keeps
    what earlier releases said. Raises `UsageError` for an unknown format, a folder that holds another data package or
    files of the same names, or corrections that cannot be understood, `ExtractorError` where another run is writing
    there, links stand there or what stands there cannot be read, `OSError` where the disk does not take the files.
    """
    check_place(directory, formats)
    check_target(directory, is_held)
    schemas = schemas or load_schemas()
    try:
        last = published(directory)
        earlier = package.files_of(last) or []
        if corrections is None:
            corrections = reviewed.read(directory, last) if earlier else []
        with staged(directory, earlier if last == directory else (), is_held) as stage:
            if last != directory:
                reviewed.take_up(directory, last, draft_of(directory))
            forces = kept.written if kept else None
            history = History(last, schemas.tables["observations"], schemas.tables["changes"], forces)
            with _Outputs(stage, formats, schemas, parted) as outputs:
                filled = _fill(outputs, extractions, schemas, history, corrections, Staying(last, kept))
                if outputs.parts and kept:
                    outputs.parts.keep(last, earlier, kept.written)
            for name, code_list in schemas.code_lists.items():
                with stage.path(package.code_list_path(name)).open("wb") as stream:
                    CsvFile(stream, code_list.schema).add(code_list.rows)
            for name, content in described(schemas, sorted(stage.names), filled.documents, filled.tables):
                stage.path(name).write_bytes(content)
            paths = {name: stage.folder / name for name in stage.names}
            known = package.facts_of(last) if stage.reused else {}
            known = {name: known[name] for name in stage.reused}
            descriptor = package.describe(schemas, paths, filled.documents, known, part_above)
            stage.path(package.NAME).write_bytes(descriptor)
            stage.unchanged = last != directory and descriptor == _descriptor(last)
            stage.stale = [name for name in earlier if (_OURS.fullmatch(name) or is_part(name)) and name not in paths]
            names = tuple(stage.names)
    except (OSError, sqlite3.OperationalError) as error:
        raise _placed(error, directory) from error
    return Written(directory, names, filled.rows, tuple(told(filled.corrections)))


def _placed(error: OSError | sqlite3.OperationalError, directory: Path) -> OSError:
    """The error with the folder in it: the system does not say where a disk is full, and SQLite has its own words."""
    if isinstance(error, sqlite3.OperationalError):
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        return OSError(errno.ENOSPC if full else errno.EIO, str(error), str(directory))
    if error.filename is not None:
        return error
    return OSError(error.errno or errno.EIO, error.strerror or str(error), str(directory))


def check_place(directory: Path, formats: Sequence[str]) -> None:
    """Raise `UsageError` for an unknown format, or where nothing can be written into `directory`."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageError(f"unknown format {', '.join(unknown) or 'none'}; choose from {', '.join(FORMATS)}")
    if directory.exists() and not directory.is_dir():
        raise UsageError(f"{directory}: is a file; give a folder to write into")
    existing = next(p for p in (directory, *directory.absolute().parents) if p.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise UsageError(f"{directory}: cannot be written; choose another folder or change its permissions")


def check_target(directory: Path, is_held: bool = False) -> None:
    """Raise where `write` would for what stands in `directory`; finishes what a killed run left there."""
    recover(directory, is_held)
    names = package.names()
    refuse_links(directory, names)
    last = published(directory)
    refuse_links(last, names)
    mine = package.files_of(last)
    if mine == []:
        raise UsageError(f"{directory}: holds another data package; choose another folder")
    for name in names:
        if name not in (package.NAME, *(mine or ())) and (directory / name).exists():
            raise UsageError(f"{directory / name}: belongs to no dataset; move it, or choose another folder")
    for folder in (directory / name for name in PARTED):
        for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
            if f"{folder.name}/{entry.name}" not in (mine or ()):
                raise UsageError(f"{entry}: belongs to no dataset; move it, or choose another folder")
    if wrong := package.differences(last):
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise ExtractorError(f"{directory}: {wrong[0]}{more}; move the folder away, or choose another")


def _descriptor(directory: Path) -> bytes:
    """The descriptor of a dataset that is still as it was written; empty where it is not."""
    path = directory / package.NAME
    is_whole = path.is_file() and not package.differences(directory)
    return path.read_bytes() if is_whole and package.is_as_written(directory, reviewed.NAME) else b""


@dataclass(frozen=True)
class _Filled:
    """What the tables were filled with. `tables` are the rows of those on the release as a whole."""

    documents: list[DocumentSummary]
    rows: dict[str, int]
    tables: dict[str, list[Row]]
    corrections: list[Correction]


def _fill(
    outputs: _Outputs, extractions: Iterable[Extraction], schemas: Schemas, history: History,
    corrections: Sequence[Correction], staying: Staying,
) -> _Filled:  # fmt: skip
    """Write all rows; of the documents that stay as they are only those that tell of documents."""
    documents: list[DocumentSummary] = []
    observations, changes = schemas.tables["observations"], schemas.tables["changes"]
    vintages = Vintages(observations)
    before = renewals(history.earlier_releases() if corrections else (), changes)
    overlay = Overlay(corrections, observations, before)
    overlay.know(staying.prints(overlay.documents, overlay.ids, observations))
    for extraction in extractions:
        document = extraction.document
        if documents and documents[-1].document_id >= document.document_id:
            raise ValueError("documents must come sorted by document id, each id once")
        documents += map(outputs.stays, staying.before(document))
        documents.append(document)
        rows = rows_of(extraction, schemas)
        outputs.add(rows, document)
        history.see(rows["observations"], document.document_id, document.published)
        vintages.see(document, rows["observations"])
        overlay.see(rows["observations"])
    documents += map(outputs.stays, staying.before(None))
    release = {"changes": history.rows()}
    settled = overlay.settled(release["changes"], changes)
    release["corrections"] = reviewed.rows_of(settled)
    outputs.add(release)
    release["vintages"] = staying.revisions(schemas.tables["vintages"])
    for force, prints in vintages.taken().items():
        outputs.add_vintages(force, prints)
        release["vintages"] += prints
    return _Filled(documents, outputs.rows, release, settled)


class _Outputs(contextlib.AbstractContextManager["_Outputs"]):
    """The open files of one run."""

    def __init__(self, stage: Stage, formats: Sequence[str], schemas: Schemas, parted: bool) -> None:
        self.parts: Parts | None = None
        self._documents = schemas.tables["documents"]
        self.rows = dict.fromkeys((*TABLES, *HISTORY), 0)
        self._streams: list[IO[bytes]] = []
        self._csv: dict[str, CsvFile] = {}
        self._parquet: ParquetFile | None = None
        self._sqlite: SqliteFile | None = None
        if parted:
            from extractor.publish.parts import Parts

            self.parts = Parts(stage, schemas.tables)
        for name in (*TABLES, *HISTORY):
            if not (parted and name in PARTED) and (name != "observations" or "csv" in formats):
                stream = stage.path(f"{name}.csv").open("wb")
                self._streams.append(stream)
                self._csv[name] = CsvFile(stream, schemas.tables[name])
        if "parquet" in formats and not parted:
            from extractor.publish.as_parquet import ParquetFile

            self._parquet = ParquetFile(stage.path("observations.parquet"), schemas.tables["observations"])
        if "sqlite" in formats:
            from extractor.publish.as_sqlite import SqliteFile

            self._sqlite = SqliteFile(stage.path("performance.sqlite"), schemas)

    def stays(self, document: DocumentSummary) -> DocumentSummary:
        """Append a document whose rows stand in parts that are kept, and return it."""
        self._csv["documents"].add(table_rows([document], self._documents))
        self.rows["documents"] += 1
        self.rows["observations"] += document.figures_read
        return document

    def add_vintages(self, force: str, rows: Sequence[Row]) -> None:
        """Append what the editions of one force say of each other."""
        self.add({"vintages": rows})
        if self.parts:
            self.parts.add_vintages(force, rows)

    def add(self, tables: Mapping[str, Sequence[Row]], document: DocumentSummary | None = None) -> None:
        """Append rows to every output, those of one document where it is given."""
        if self.parts and document:
            self.parts.add(document, tables)
        for name, rows in tables.items():
            self.rows[name] += len(rows)
            if name in self._csv:
                self._csv[name].add(rows)
            if self._parquet and name == "observations":
                self._parquet.add(rows)
            if self._sqlite:
                self._sqlite.add(name, rows)

    def __exit__(self, kind: object, *rest: object) -> None:
        with contextlib.ExitStack() as closing:  # each is closed, whatever the others raise
            for output in (self._parquet, self._sqlite):
                if output:
                    closing.callback(output.abandon if kind else output.close)
            if self.parts and not kind:
                closing.callback(self.parts.close)
            for stream in self._streams:
                closing.callback(stream.close)
