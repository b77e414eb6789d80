"""`load`: a dataset that `convert` has written, as the same data frames that `convert` returns."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, UsageError
from extractor.notation.formulas import unescape
from extractor.publish import corrections as file_of_corrections
from extractor.publish import overlay, package
from extractor.publish.codes import load_schemas
from extractor.publish.corrections import Correction
from extractor.publish.files import hold, refuse_links, strays
from extractor.publish.schema import HISTORY, TableSchema

if TYPE_CHECKING:
    import pandas as pd


Row = dict[str, Any]


class Dataset:
    """A written dataset. The frames have the columns, order and types of `Result`; they are read when asked for."""

    def __init__(self, directory: Path, schema_version: str, folder: Path, handle: int | None = None) -> None:
        self.directory = directory
        self.schema_version = schema_version
        self._folder = folder  # where the files stand; a run that replaces the dataset leaves them until this is gone
        if handle is not None:
            weakref.finalize(self, os.close, handle)

    @property
    def observations(self) -> pd.DataFrame:
        """One row per published figure."""
        return self._observations

    @property
    def documents(self) -> pd.DataFrame:
        """One row per file, read or not."""
        return self._small["documents"]

    @property
    def tables(self) -> pd.DataFrame:
        """One row per table found."""
        return self._small["tables"]

    @property
    def checks(self) -> pd.DataFrame:
        """One row per arithmetic relation between figures."""
        return _holding_json(self._small["checks"], "checks.csv", self._folder, list, "observation_ids", "blamed")

    @property
    def unmapped(self) -> pd.DataFrame:
        """One row per label that the vocabulary does not know."""
        return self._small["unmapped"]

    @property
    def findings(self) -> pd.DataFrame:
        """One row per thing a person should know."""
        return self._small["findings"]

    @property
    def vintages(self) -> pd.DataFrame:
        """One row per print of a figure that several editions print, the latest marked."""
        return self._small["vintages"]

    @property
    def changes(self) -> pd.DataFrame:
        """One row per observation that a release added, revised or withdrew."""
        return self._small["changes"]

    @property
    def corrections(self) -> pd.DataFrame:
        """One row per figure that a person flags or excludes, as `corrections.csv` has it at this moment."""
        return self._corrections

    @cached_property
    def _corrections(self) -> pd.DataFrame:
        from extractor.publish.as_arrow import arrow_table, data_frame, harmless_table

        rows = file_of_corrections.rows_of(self._reviewed)
        return data_frame(harmless_table(arrow_table(rows, load_schemas().tables["corrections"])))

    @cached_property
    def _reviewed(self) -> list[Correction]:
        """The corrections with the figures that they are about. As the last run left them nothing has to be looked for.

        Raises as `corrections.read` does.
        """
        found = file_of_corrections.read(self.directory, self._folder)
        path = file_of_corrections.standing(self.directory, self._folder)
        if not found or package.is_as_written(self._folder, file_of_corrections.NAME, path):
            return found
        return overlay.settled(found, overlay.prints_of(self._observations, found))

    @cached_property
    def _observations(self) -> pd.DataFrame:
        return _holding_json(self._figures(), "its observations", self._folder, dict, "breakdown")

    def _figures(self) -> pd.DataFrame:
        from extractor.publish.as_arrow import conformed, data_frame, harmless_table

        schema = load_schemas().tables["observations"]
        parquet = self._folder / "observations.parquet"
        if parquet.is_file():
            import pyarrow.parquet as pq

            try:
                return data_frame(harmless_table(conformed(pq.read_table(parquet), schema)))
            except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
                raise ExtractorError(f"{parquet}: cannot be read ({error}); convert the reports again") from error
        if (self._folder / "observations.csv").is_file():
            return _from_csv(self._folder / "observations.csv", schema)
        return _from_sqlite(self._folder / "performance.sqlite", schema)

    @cached_property
    def _small(self) -> dict[str, pd.DataFrame]:
        tables = load_schemas().tables
        apart = ("observations", "corrections")
        return {n: _from_csv(self._folder / f"{n}.csv", t) for n, t in tables.items() if n not in apart}


def load(directory: str | os.PathLike[str]) -> Dataset:
    """The dataset in a folder that `convert` wrote, as it stands at this moment.

    Its frames have control characters of texts written out, such as `\\x1b`; the files have them as they are.

    Raises UsageError where there is none, or of another version, or where its corrections cannot be understood,
    ExtractorError where links stand in the place of its files or these are not as they were written.
    """
    target = Path(directory)
    names = package.names(load_schemas())
    refuse_links(target, names)
    folder, handle = hold(target)
    try:
        refuse_links(folder, names)
        files = package.files_of(folder)
        if not files:
            raise UsageError(f"{target}: holds no dataset; write one with extractor convert PATH --out {target}")
        descriptor = json.loads((folder / package.NAME).read_text(encoding="utf-8"))
        version = str(descriptor.get("version", ""))
        ours = load_schemas().version
        if version.partition(".")[0] != ours.partition(".")[0]:
            raise UsageError(f"{target}: has schema {version}, this program reads {ours}; convert the reports again")
        plain = [name for name in files if name != file_of_corrections.NAME]
        wrong = package.differences(folder) or [
            *(f"{name} is not the file that belongs there" for name in strays(target, (package.NAME, *plain))),
            *(f"{name} is not listed" for name in _needed(folder, files)),
        ]
        if wrong:
            more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
            raise ExtractorError(f"{target}: {wrong[0]}{more}; convert the reports again, into another folder")
        file_of_corrections.read(target, folder)
    except BaseException:
        if handle is not None:
            os.close(handle)
        raise
    return Dataset(target, version, folder, handle)


def _holding_json(frame: pd.DataFrame, what: str, folder: Path, kind: type, *columns: str) -> pd.DataFrame:
    """The frame, whose columns hold JSON of that kind or nothing. Raises `ExtractorError` where they do not."""
    for name in columns:
        for text in frame[name].dropna().unique():
            try:
                fits = not text or isinstance(json.loads(text), kind)
            except (ValueError, RecursionError):
                fits = False
            if not fits:
                problem = f'{what} cannot be read ("{text[:40]}" in {name} is no JSON {kind.__name__})'
                raise ExtractorError(f"{folder}: {problem}; convert the reports again")
    return frame


def _needed(folder: Path, files: list[str]) -> list[str]:
    """Files that are read if they are there, or that every dataset has, of which the descriptor knows nothing."""
    tables = [f"{name}.csv" for name in load_schemas().tables if name not in ("observations", *HISTORY)]
    figures = ["observations.parquet", "observations.csv", "performance.sqlite"]
    missing = [name for name in tables if name not in files]
    missing += [name for name in figures if name not in files and (folder / name).exists()]
    return missing if set(figures) & set(files) else [*missing, figures[0]]


def _from_csv(path: Path, schema: TableSchema) -> pd.DataFrame:
    """Raises ExtractorError where the file is missing or not as its schema says."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return _frame(csv.DictReader(stream), schema, unescape)
    except (OSError, ValueError, ArithmeticError, KeyError, csv.Error) as error:
        raise ExtractorError(f"{path}: cannot be read ({error}); convert the reports again") from error


def _from_sqlite(path: Path, schema: TableSchema) -> pd.DataFrame:
    try:
        with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True) as database:
            database.row_factory = sqlite3.Row
            rows = database.execute("SELECT * FROM observations ORDER BY rowid")
            return _frame((dict(row) for row in rows), schema, str)
    except sqlite3.Error as error:
        raise ExtractorError(f"{path}: cannot be read ({error}); convert the reports again") from error


def _frame(rows: Iterable[Row], schema: TableSchema, text: Callable[[str], str]) -> pd.DataFrame:
    from extractor.publish.as_arrow import arrow_table, data_frame, harmless_table

    return data_frame(harmless_table(arrow_table(list(_typed(rows, schema, text)), schema)))


def _typed(rows: Iterable[Row], schema: TableSchema, text: Callable[[str], str]) -> Iterator[tuple[Any, ...]]:
    readers = {field.name: _READERS.get(field.type, text) for field in schema.fields}
    nullable = {field.name: field.nullable or field.type in _READERS for field in schema.fields}
    for row in rows:
        yield tuple(_value(row.get(name), read, nullable[name]) for name, read in readers.items())


def _value(text: Any, read: Callable[[Any], Any], nullable: bool) -> Any:
    """A cell as its type; None where it is empty, or where a dataset of an earlier minor version lacks the column."""
    return None if text is None or (text == "" and nullable) else read(text)


_READERS: dict[str, Callable[[Any], Any]] = {
    "integer": int,
    "number": lambda value: Decimal(str(value)),
    "date": date.fromisoformat,
    "boolean": lambda value: str(value) in ("true", "1"),
}
