"""`load`: a dataset that `convert` has written, as the same data frames that `convert` returns."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, UsageError
from extractor.notation.formulas import unescape
from extractor.publish import package
from extractor.publish.codes import load_schemas
from extractor.publish.files import refuse_links
from extractor.publish.schema import TableSchema

if TYPE_CHECKING:
    import pandas as pd


Row = dict[str, Any]


class Dataset:
    """A written dataset. The frames have the columns, order and types of `Result`; they are read when asked for."""

    def __init__(self, directory: Path, schema_version: str) -> None:
        self.directory = directory
        self.schema_version = schema_version

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
        return self._small["checks"]

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

    @cached_property
    def _observations(self) -> pd.DataFrame:
        from extractor.publish.as_arrow import data_frame

        parquet = self.directory / "observations.parquet"
        if parquet.is_file():
            import pyarrow.parquet as pq

            try:
                return data_frame(pq.read_table(parquet))
            except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
                raise ExtractorError(f"{parquet}: cannot be read ({error}); convert the reports again") from error
        schema = load_schemas().tables["observations"]
        if (self.directory / "observations.csv").is_file():
            return _from_csv(self.directory / "observations.csv", schema)
        return _from_sqlite(self.directory / "performance.sqlite", schema)

    @cached_property
    def _small(self) -> dict[str, pd.DataFrame]:
        tables = load_schemas().tables
        return {n: _from_csv(self.directory / f"{n}.csv", t) for n, t in tables.items() if n != "observations"}


def load(directory: str | os.PathLike[str]) -> Dataset:
    """The dataset in a folder that `convert` wrote. Raises UsageError where there is none, or of another version,
    ExtractorError where links stand in the place of its files."""
    folder = Path(directory)
    refuse_links(folder, package.names(load_schemas()))
    if not package.files_of(folder):
        raise UsageError(f"{folder}: holds no dataset; write one with extractor convert PATH --out {folder}")
    descriptor = json.loads((folder / package.NAME).read_text(encoding="utf-8"))
    version = str(descriptor.get("version", ""))
    ours = load_schemas().version
    if version.partition(".")[0] != ours.partition(".")[0]:
        raise UsageError(f"{folder}: has schema {version}, this program reads {ours}; convert the reports again")
    return Dataset(folder, version)


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
    from extractor.publish.as_arrow import arrow_table, data_frame

    return data_frame(arrow_table(list(_typed(rows, schema, text)), schema))


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
