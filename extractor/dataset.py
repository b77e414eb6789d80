"""`load`: a dataset that `convert` has written, as the same data frames that `convert` returns."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, UsageError
from extractor.printable import harmless
from extractor.publish import corrections as file_of_corrections
from extractor.publish import overlay, package
from extractor.publish.codes import load_tables
from extractor.publish.corrections import Correction
from extractor.publish.files import hold, refuse_links, strays
from extractor.publish.schema import HISTORY

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from extractor.selection import Only


# Columns that hold JSON, and of which kind, where a dataset comes from elsewhere too.
_JSON: dict[str, tuple[Any, ...]] = {"checks": (list, "observation_ids", "blamed"), "observations": (dict, "breakdown")}


class Dataset:
    """A written dataset. The frames have the columns, order and types of `Result`; they are read when asked for."""

    def __init__(self, directory: Path, schema_version: str, folder: Path, handle: int | None = None) -> None:
        self.directory = directory
        self.schema_version = schema_version
        self._folder = folder  # where the files stand; a run that replaces the dataset leaves them until this is gone
        if handle is not None:
            weakref.finalize(self, os.close, handle)

    @property
    def is_parted(self) -> bool:
        """Whether the figures of one force can be read without those of the others."""
        from extractor.publish.parts import is_parted

        return is_parted(self._folder)

    def kinds(self) -> Iterator[tuple[tuple[str, str], str, bool]]:
        """Measure and category, force, and whether there are values, of each kind of figure of a dataset in parts."""
        from extractor.publish import parts

        return parts.kinds(self._folder)

    @property
    def observations(self) -> pd.DataFrame:
        """One row per published figure."""
        return self._frames["observations"]

    @property
    def documents(self) -> pd.DataFrame:
        """One row per file, read or not."""
        return self._frames["documents"]

    @property
    def tables(self) -> pd.DataFrame:
        """One row per table found."""
        return self._frames["tables"]

    @property
    def checks(self) -> pd.DataFrame:
        """One row per arithmetic relation between figures."""
        return self._frames["checks"]

    @property
    def unmapped(self) -> pd.DataFrame:
        """One row per label that the vocabulary does not know."""
        return self._frames["unmapped"]

    @property
    def findings(self) -> pd.DataFrame:
        """One row per thing a person should know."""
        return self._frames["findings"]

    @property
    def vintages(self) -> pd.DataFrame:
        """One row per print of a figure that several editions print, the latest marked."""
        return self._frames["vintages"]

    @property
    def changes(self) -> pd.DataFrame:
        """One row per observation that a release added, revised or withdrew."""
        return self._frames["changes"]

    @property
    def corrections(self) -> pd.DataFrame:
        """One row per figure that a person flags or excludes, as `corrections.csv` has it at this moment."""
        return self._corrections

    @cached_property
    def _corrections(self) -> pd.DataFrame:
        from extractor.publish.as_arrow import arrow_table, data_frame

        rows = file_of_corrections.rows_of(self.reviewed)
        return data_frame(arrow_table(rows, load_tables()["corrections"]))

    @cached_property
    def reviewed(self) -> list[Correction]:
        """The corrections with the figures that they are about, their texts harmless for a terminal.

        Raises as `corrections.read` does.
        """
        rows = file_of_corrections.texts_of(self._settled())
        return list(starmap(Correction, (map(harmless, row) for row in rows)))

    def _settled(self) -> list[Correction]:
        # as the last run left them nothing has to be looked for
        found = file_of_corrections.read(self.directory, self._folder)
        path = file_of_corrections.standing(self.directory, self._folder)
        if not found or package.is_as_written(self._folder, file_of_corrections.NAME, path):
            return found
        documents, ids = overlay.concerned(found)
        return overlay.settled(found, overlay.prints_of(partial(self.batches, "observations"), documents, ids))

    @cached_property
    def _frames(self) -> _Frames:
        return _Frames(self)

    def batches(
        self, table: str, columns: Sequence[str], where: Sequence[Only] = (), ordered: bool = False
    ) -> Iterator[pa.Table]:
        """These columns of the rows of a table that fit, a piece at a time, as Arrow has them.

        They are in the order in which they are published, of a dataset in parts only where it is asked for.
        Raises ExtractorError where its file is missing or not as its schema says.
        """
        from extractor.publish import scan

        pieces = scan.batches(self._folder, load_tables()[table], columns, where, ordered)
        return self._harmless(table, pieces)

    def in_order(self, table: str) -> Iterator[pa.Table]:
        """All of a table in the order in which it is published. Raises what `batches` raises."""
        from extractor.publish import scan

        schema = load_tables()[table]
        return self._harmless(table, scan.in_order(self._folder, schema, [field.name for field in schema.fields]))

    def _harmless(self, table: str, pieces: Iterator[pa.Table]) -> Iterator[pa.Table]:
        from extractor.publish.as_arrow import harmless_table

        try:
            for piece in pieces:
                kind, *columns = _JSON.get(table, (list,))
                yield harmless_table(_holding_json(piece, kind, *columns))
        except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
            raise ExtractorError(
                f"{self.directory}: its {table} cannot be read ({error}); convert the reports again"
            ) from error


class _Frames(dict[str, "pd.DataFrame"]):
    """The tables of a dataset as frames, each read when it is asked for."""

    def __init__(self, dataset: Dataset) -> None:
        super().__init__()
        self._dataset = dataset

    def __missing__(self, name: str) -> pd.DataFrame:
        import pyarrow as pa

        from extractor.publish.as_arrow import arrow_schema, data_frame

        target = arrow_schema(load_tables()[name])
        pieces = list(self._dataset.in_order(name))
        table = pa.concat_tables(pieces) if pieces else target.empty_table()
        self[name] = data_frame(table.replace_schema_metadata(target.metadata))
        return self[name]


def load(directory: str | os.PathLike[str]) -> Dataset:
    """The dataset in a folder that `convert` wrote, as it stands at this moment.

    Its frames have control characters of texts written out, such as `\\x1b`; the files have them as they are.

    Raises UsageError where there is none, or of another version, or where its corrections cannot be understood,
    ExtractorError where links stand in the place of its files or these are not as they were written.
    """
    target = Path(directory)
    names = package.names()
    refuse_links(target, names)
    folder, handle = hold(target)
    try:
        refuse_links(folder, names)
        files = package.files_of(folder)
        if not files:
            raise UsageError(f"{target}: holds no dataset; write one with extractor convert PATH --out {target}")
        version = package.version_of(folder)
        ours = load_tables()["observations"].version
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


def _holding_json(piece: pa.Table, kind: type, *columns: str) -> pa.Table:
    """The rows, whose columns hold JSON of that kind or nothing. Raises `ValueError` where they do not."""
    for name in (name for name in columns if name in piece.column_names):
        for text in piece.column(name).unique().to_pylist():
            try:
                fits = not text or isinstance(json.loads(text), kind)
            except (ValueError, RecursionError):
                fits = False
            if not fits:
                raise ValueError(f'"{text[:40]}" in {name} is no JSON {kind.__name__}')
    return piece


def _needed(folder: Path, files: list[str]) -> list[str]:
    """Files that are read if they are there, or that every dataset has, of which the descriptor knows nothing."""
    tables = [f"{name}.csv" for name in load_tables() if name not in ("observations", *HISTORY)]
    figures = ["observations.parquet", "observations.csv", "performance.sqlite", "contents.parquet"]
    if "contents.parquet" in files:  # all but the documents stand in parts
        tables = ["documents.csv"]
        figures = ["contents.parquet"]
    missing = [name for name in tables if name not in files]
    missing += [name for name in figures if name not in files and (folder / name).exists()]
    return missing if set(figures) & set(files) else [*missing, figures[0]]
