"""The documents of a dataset as it stands, each ready to be written again."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from extractor import answers, codec
from extractor.cache import Scratch
from extractor.errors import ExtractorError, UsageError
from extractor.model import Extraction
from extractor.naming import named
from extractor.publish import package, scan
from extractor.publish.codes import Schemas
from extractor.publish.files import published
from extractor.publish.parts import is_parted
from extractor.publish.readback import documents, extractions, of_forces
from extractor.publish.schema import load_table
from extractor.publish.staying import Kept
from extractor.reading import Entry

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]


def stands_in(directory: Path) -> bool:
    """Whether a dataset stands in a folder."""
    return bool(package.files_of(published(directory)))


def check_version(directory: Path, schemas: Schemas) -> None:
    """Raise `UsageError` where the dataset in a folder is of a version whose figures mean something else."""
    if not is_readable(directory, schemas):
        raise UsageError(
            f"{directory}: has schema {package.version_of(published(directory))}, which fills in what reports do not "
            f"say; read its reports anew with extractor convert REPORTS --out {directory} --replace, which keeps its "
            "history"
        )


def is_readable(directory: Path, schemas: Schemas) -> bool:
    """Whether what stands in a folder, if anything does, is of a version that can be added to."""
    version = package.version_of(published(directory)) if stands_in(directory) else schemas.version
    return version.partition(".")[0] == schemas.version.partition(".")[0]


@dataclass
class Standing:
    """The documents of a dataset, each as an entry that can be loaded, and their ids there."""

    ids: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    figures: array[int] = field(default_factory=lambda: array("q"))  # hashes of the ids of all figures ...
    owners: array[int] = field(default_factory=lambda: array("q"))  # ... and of the documents that they are of

    kept: Kept | None = None  # documents of a dataset in parts that are not among the entries ...
    folder: Path | None = None  # ... and where it stands

    @classmethod
    def of(cls, directory: Path, schemas: Schemas, touched: Collection[str] | None = None) -> Standing:
        """All that stands in a folder, or of a dataset in parts the documents of the forces that are `touched`; nothing
        where there is no dataset. Raises `ExtractorError` for damaged files."""
        standing = cls()
        if not stands_in(directory):
            return standing
        folder, store = published(directory), Scratch()
        listed = list(documents(folder, schemas.tables))
        found: Iterable[tuple[str, Extraction]]
        if is_parted(folder):
            forces = {d.force for d in listed} if touched is None else frozenset(touched)
            if touched is not None:
                others = tuple(d for d in listed if d.force not in forces)
                standing.kept, standing.folder = Kept(others, frozenset(forces)), folder
            found = sorted(of_forces(folder, schemas.tables, forces), key=lambda pair: pair[0])
        else:
            names = (d.document_id for d in listed)
            found = zip(names, extractions(folder, schemas.tables), strict=True)
        for document_id, extraction in found:
            standing.ids.append(document_id)
            standing.entries.append(_kept(directory, extraction, store))
            standing.figures.extend(hash(o.observation_id) for o in extraction.observations)
            standing.owners.extend([hash(extraction.document.document_id)] * len(extraction.observations))
        return standing

    def is_robbed(self, extraction: Extraction) -> bool:
        """Whether a document that comes claims figures of one of another name, which its reader must have made up."""
        figures, owners = self._sorted
        mine = np.fromiter((hash(o.observation_id) for o in extraction.observations), np.int64)
        places = np.minimum(np.searchsorted(figures, mine), max(0, len(figures) - 1))
        known = figures[places] == mine if len(figures) else np.zeros(len(mine), bool)
        return bool((owners[places[known]] != hash(extraction.document.document_id)).any()) or self._is_kept(extraction)

    def _is_kept(self, extraction: Extraction) -> bool:
        """Whether an id is one of a document that is kept. Ids that follow from what the document says are its own."""
        ids = [o.observation_id for o in extraction.observations]
        if self.folder is None or self.kept is None or not ids:
            return False
        own = named(extraction.observations, extraction.document.document_id)
        if sorted(ids) == sorted(o.observation_id for o in own):
            return False
        forces = {document.force for document in self.kept.documents}
        schema, wanted = load_table("observations"), set(ids)
        pieces = scan.in_order(self.folder, schema, ("observation_id",), forces)
        return any(not wanted.isdisjoint(piece.column("observation_id").to_pylist()) for piece in pieces)

    @cached_property
    def _sorted(self) -> tuple[Ids, Ids]:
        figures, owners = (np.array(ids, np.int64) for ids in (self.figures, self.owners))
        order = np.argsort(figures, kind="stable")
        return figures[order], owners[order]


def _kept(directory: Path, extraction: Extraction, store: Scratch) -> Entry:
    document = extraction.document
    if document.status != "read":
        return Entry(document, [*extraction.findings])
    data, digest = codec.encode(extraction), document.source_sha256
    try:
        answers.extraction_of(data, digest)
    except ValueError as error:
        raise ExtractorError(
            f"{directory}: what it holds of {document.document_id} is no document ({error}); choose another folder"
        ) from error
    store.put(digest, data)
    return Entry(document, [], digest, store)
