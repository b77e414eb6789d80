"""What `convert` returns: the dataset as data frames, and a way to write it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import warn

from extractor.collection import Collection
from extractor.growth import add
from extractor.model import Extraction
from extractor.publish import dataset, files
from extractor.publish.codes import Schemas, load_schemas
from extractor.publish.schema import TABLES
from extractor.publish.tidy import Row, rows_of
from extractor.reading import Failure, Outcome

if TYPE_CHECKING:
    import pandas as pd


class Result:
    """What one run read. The frames have the columns, order and types of the files; they are made when asked for.

    `failed` are the files that could not be read, `cached` is how many results came from the cache,
    `written` what was written last, `left_aside` the files in folders that are hidden or have no suffix and were not
    looked at, `misnamed` those that were read although they are not what their suffix says.
    """

    def __init__(self, outcome: Outcome, left_aside: tuple[str, ...] = ()) -> None:
        self._outcome = outcome
        self._collection = Collection(outcome.entries, outcome.load)
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
    def corrections(self) -> pd.DataFrame:
        """One row per figure that a person flags or excludes in the dataset that this was written to."""
        from extractor.dataset import load
        from extractor.publish.as_arrow import arrow_table, data_frame

        if self.written:
            return load(self.written.directory).corrections
        return data_frame(arrow_table([], self._schemas.tables["corrections"]))

    @property
    def files(self) -> int:
        """How many files were read or could not be."""
        return len(self._collection.ordered)

    @property
    def read(self) -> int:
        """How many files were read."""
        return sum(entry.document.status == "read" for _, entry in self._collection.ordered)

    @property
    def incomplete(self) -> tuple[Failure, ...]:
        """The files that were read with pages missing, and which pages these are."""
        documents = (entry.document for _, entry in self._collection.ordered)
        return tuple(Failure(d.file, d.message) for d in documents if d.status == "read" and d.message)

    @property
    def unmapped_labels(self) -> int:
        """How many labels the vocabulary does not know, those of each file counted apart."""
        return self._outcome.unmapped

    @property
    def figures(self) -> int:
        """How many figures were read."""
        return sum(entry.document.figures_read for _, entry in self._collection.ordered)

    @property
    def warnings(self) -> int:
        """How many findings of the readers are warnings or errors."""
        return sum(entry.document.warnings for _, entry in self._collection.ordered)

    def extractions(self) -> Iterator[Extraction]:
        """Document after document, sorted by id, each as it is published."""
        return self._collection.extractions()

    def write(
        self,
        out: Path,
        formats: Sequence[str] = dataset.FORMATS,
        *,
        sqlite: bool | None = None,
        part_above: int = dataset.PART_ABOVE,
        replace: bool = False,
        notice: Callable[[str], None] = warn,
        is_held: bool = False,
    ) -> dataset.Written:
        """Add the documents to the dataset in `out`, whole or not at all; see `dataset.write` for what it raises.

        What is in that dataset stays, but for documents of which this is a new file; with `replace` nothing stays.
        A dataset of more figures than `part_above` is written in parts, and without SQLite unless `sqlite` asks for it.
        `notice` is called with a line for each document that goes, before anything is written. `is_held` says that the
        caller holds the folder (`files.held`).
        """
        dataset.check_place(out, formats)
        layout = dataset.Layout(formats, sqlite, part_above)
        with contextlib.nullcontext() if is_held else files.held(out):
            dataset.check_target(out, is_held=True)
            self.written, failures = add(self._outcome, out, layout, replace, notice)
        self.failed = (*self.failed, *failures)
        return self.written

    @cached_property
    def _schemas(self) -> Schemas:
        return load_schemas(self._outcome.settings.schemas)

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        from extractor.publish.as_arrow import arrow_table, data_frame

        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for extraction in self.extractions():
            for name, more in rows_of(extraction, self._schemas).items():
                rows[name].extend(more)
        return {name: data_frame(arrow_table(rows[name], self._schemas.tables[name])) for name in TABLES}
