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
from extractor.publish.files import Stage, draft_of, published, recover, refuse_links, staged
from extractor.publish.history import History
from extractor.publish.overlay import Overlay, renewals, told
from extractor.publish.schema import HISTORY, TABLES
from extractor.publish.tidy import Row, rows_of
from extractor.publish.vintages import Vintages

if TYPE_CHECKING:
    from extractor.publish.as_parquet import ParquetFile
    from extractor.publish.as_sqlite import SqliteFile

FORMATS = ("csv", "parquet", "sqlite")
_OURS = re.compile(
    rf"(?:{'|'.join((*TABLES, *HISTORY))})\.csv|observations\.parquet|performance\.sqlite|codelists/\w+\.csv|"
    rf"{'|'.join(map(re.escape, package.ABOUT))}"
)


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
) -> Written:
    """Write the dataset into `directory`, whole or not at all.

    `extractions` come sorted by document id, each id once. `formats` says how the observations are written; the smaller
    tables are always CSV. `corrections` take the place of those that the dataset has. `is_held` says that the caller
    holds the folder (`files.held`). Where a dataset stands there already, `changes` says what is added, revised and
    withdrawn, and keeps what earlier releases said. Raises `UsageError` for an unknown format, a folder that holds
    another data package or files of the same names, or corrections that cannot be understood, `ExtractorError` where
    another run is writing there, links stand there or what stands there cannot be read, `OSError` where the disk does
    not take the files.
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
            history = History(last, schemas.tables["observations"], schemas.tables["changes"])
            filled = _fill(stage, extractions, formats, schemas, history, corrections)
            for name, code_list in schemas.code_lists.items():
                with stage.path(package.code_list_path(name)).open("wb") as stream:
                    CsvFile(stream, code_list.schema).add(code_list.rows)
            for name, content in described(schemas, stage.names, filled.documents, filled.tables):
                stage.path(name).write_bytes(content)
            paths = {name: stage.folder / name for name in stage.names}
            descriptor = package.describe(schemas, paths, filled.documents)
            stage.path(package.NAME).write_bytes(descriptor)
            stage.unchanged = last != directory and descriptor == _descriptor(last)
            stage.stale = [name for name in earlier if _OURS.fullmatch(name) and name not in paths]
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
    names = package.names(load_schemas())
    refuse_links(directory, names)
    last = published(directory)
    refuse_links(last, names)
    mine = package.files_of(last)
    if mine == []:
        raise UsageError(f"{directory}: holds another data package; choose another folder")
    for name in names:
        if name not in (package.NAME, *(mine or ())) and (directory / name).exists():
            raise UsageError(f"{directory / name}: belongs to no dataset; move it, or choose another folder")
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
    stage: Stage, extractions: Iterable[Extraction], formats: Sequence[str], schemas: Schemas, history: History,
    corrections: Sequence[Correction],
) -> _Filled:  # fmt: skip
    """Write all rows."""
    documents: list[DocumentSummary] = []
    observations, changes = schemas.tables["observations"], schemas.tables["changes"]
    vintages = Vintages(observations)
    before = renewals(history.earlier_releases() if corrections else (), changes)
    overlay = Overlay(corrections, observations, before)
    with _Outputs(stage, formats, schemas) as outputs:
        for extraction in extractions:
            if documents and documents[-1].document_id >= extraction.document.document_id:
                raise ValueError("documents must come sorted by document id, each id once")
            documents.append(extraction.document)
            rows = rows_of(extraction, schemas)
            outputs.add(rows)
            history.see(rows["observations"], extraction.document.document_id, extraction.document.published)
            vintages.see(extraction.document, rows["observations"])
            overlay.see(rows["observations"])
        release = {"vintages": vintages.rows(), "changes": history.rows()}
        settled = overlay.settled(release["changes"], changes)
        release["corrections"] = reviewed.rows_of(settled)
        outputs.add(release)
    return _Filled(documents, outputs.rows, release, settled)


class _Outputs(contextlib.AbstractContextManager["_Outputs"]):
    """The open files of one run."""

    def __init__(self, stage: Stage, formats: Sequence[str], schemas: Schemas) -> None:
        self.rows = dict.fromkeys((*TABLES, *HISTORY), 0)
        self._streams: list[IO[bytes]] = []
        self._csv: dict[str, CsvFile] = {}
        self._parquet: ParquetFile | None = None
        self._sqlite: SqliteFile | None = None
        for name in (*TABLES, *HISTORY):
            if name != "observations" or "csv" in formats:
                stream = stage.path(f"{name}.csv").open("wb")
                self._streams.append(stream)
                self._csv[name] = CsvFile(stream, schemas.tables[name])
        if "parquet" in formats:
            from extractor.publish.as_parquet import ParquetFile

            self._parquet = ParquetFile(stage.path("observations.parquet"), schemas.tables["observations"])
        if "sqlite" in formats:
            from extractor.publish.as_sqlite import SqliteFile

            self._sqlite = SqliteFile(stage.path("performance.sqlite"), schemas)

    def add(self, tables: Mapping[str, Sequence[Row]]) -> None:
        """Append rows to every output."""
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
            for stream in self._streams:
                closing.callback(stream.close)
