"""What `convert` returns: the dataset as data frames, and a way to write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.model import Check, Extraction
from extractor.publish import dataset
from extractor.publish.codes import Schemas, load_schemas
from extractor.publish.identity import renamed, unique_ids
from extractor.publish.schema import TABLES
from extractor.publish.tidy import Row, rows_of
from extractor.reading import Entry, Failure, Outcome

if TYPE_CHECKING:
    import pandas as pd


class Result:
    """One dataset. The frames have the columns, order and types of the files; they are made when asked for.

    `failed` are the files that could not be read, `cached` is how many results came from the cache,
    `written` what was written last, `left_aside` the files in folders that are hidden or have no suffix and were not
    looked at, `misnamed` those that were read although they are not what their suffix says.
    """

    def __init__(self, outcome: Outcome, left_aside: tuple[str, ...] = ()) -> None:
        self._outcome = outcome
        ids = unique_ids([entry.document for entry in outcome.entries])
        self._ordered = sorted(zip(ids, outcome.entries, strict=True), key=lambda pair: pair[0])
        self.failed: tuple[Failure, ...] = outcome.failures
        self.misnamed: tuple[Failure, ...] = outcome.misnamed
        self.left_aside = left_aside
        self.cached: int = outcome.cached
        self.written: dataset.Written | None = None

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
    def read(self) -> int:
        """How many files were read."""
        return sum(entry.document.status == "read" for _, entry in self._ordered)

    @property
    def incomplete(self) -> tuple[Failure, ...]:
        """The files that were read with pages missing, and which pages these are."""
        documents = (entry.document for _, entry in self._ordered)
        return tuple(Failure(d.file, d.message) for d in documents if d.status == "read" and d.message)

    @property
    def figures(self) -> int:
        """How many figures were read."""
        return sum(entry.document.figures_read for _, entry in self._ordered)

    @property
    def warnings(self) -> int:
        """How many findings of the readers are warnings or errors."""
        return sum(entry.document.warnings for _, entry in self._ordered)

    def extractions(self) -> Iterator[Extraction]:
        """Document after document, sorted by id, each as it is published."""
        for document_id, entry in self._ordered:
            extraction = renamed(self._outcome.load(entry), document_id)
            later = self._editions.get(document_id)
            yield replace(extraction, checks=(*extraction.checks, *later)) if later else extraction

    def write(self, out: Path, formats: Sequence[str] = dataset.FORMATS) -> dataset.Written:
        """Write the dataset into `out`, whole or not at all; see `dataset.write` for what it raises."""
        self.written = dataset.write(out, self.extractions(), formats=formats, schemas=self._schemas)
        return self.written

    @cached_property
    def _schemas(self) -> Schemas:
        return load_schemas(self._outcome.settings.schemas)

    @cached_property
    def _editions(self) -> dict[str, list[Check]]:
        """What several documents of one force say of each other's figures, by document; force by force."""
        from extractor.check import check_dataset

        by_force: dict[str, list[tuple[str, Entry]]] = {}
        for document_id, entry in self._ordered:
            by_force.setdefault(entry.document.force, []).append((document_id, entry))
        found: dict[str, list[Check]] = {}
        for force, entries in by_force.items():
            if force and len(entries) > 1:
                documents = (renamed(self._outcome.load(entry), name).observations for name, entry in entries)
                found |= check_dataset(documents)
        return found

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        from extractor.publish.as_arrow import arrow_table, data_frame

        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for extraction in self.extractions():
            for name, more in rows_of(extraction, self._schemas).items():
                rows[name].extend(more)
        return {name: data_frame(arrow_table(rows[name], self._schemas.tables[name])) for name in TABLES}
