"""Documents of a dataset in parts that stay as they are when others come, and what is read of them all the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError
from extractor.model import DocumentSummary
from extractor.publish.overlay import Print, prints_of
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row, stored_number
from extractor.selection import Only, only

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Kept:
    """What stays of a dataset in parts as it is: all `documents` of forces that are not `written` anew."""

    documents: tuple[DocumentSummary, ...]
    written: frozenset[str]


class Staying:
    """The documents that stay of the dataset in a folder, none where nothing is `kept`.

    The figures of those that a person said something of are read, and so is what later editions revised, which feeds
    tell of every time.
    """

    def __init__(self, folder: Path, kept: Kept | None) -> None:
        self._folder = folder
        documents = kept.documents if kept else ()
        self._ids = {document.document_id for document in documents}
        self._left = sorted(documents, key=lambda document: document.document_id, reverse=True)

    def before(self, document: DocumentSummary | None) -> Iterator[DocumentSummary]:
        """Those that come before a document by their ids and were not given yet; all that are left where it is None."""
        while self._left and (document is None or self._left[-1].document_id < document.document_id):
            yield self._left.pop()

    def prints(self, documents: Collection[str], ids: Collection[str], schema: TableSchema) -> list[Print]:
        """The figures of these documents, and in the others those with these ids, as far as they stay."""
        if not self._ids:
            return []
        found = prints_of(partial(self._pieces, schema), self._ids & set(documents), ids)
        return [p for p in found if p.document_id in self._ids]

    def revisions(self, schema: TableSchema) -> list[Row]:
        """The rows of `vintages` that tell of figures which an edition that stays prints with another value."""
        if not self._ids:
            return []
        names = [field.name for field in schema.fields]
        pieces = self._pieces(schema, names, [only("status", "revised")])
        rows = (row for piece in pieces for row in zip(*(c.to_pylist() for c in piece.columns), strict=True))
        at = schema.index("document_id")
        numbers = [field.type == "number" for field in schema.fields]
        return [
            tuple(_exact(value) if is_number else value for value, is_number in zip(row, numbers, strict=True))
            for row in rows
            if row[at] in self._ids
        ]

    def _pieces(self, schema: TableSchema, columns: Sequence[str], where: Sequence[Only]) -> Iterator[pa.Table]:
        """Columns of the rows of the dataset that fit. Raises `ExtractorError` for damaged files."""
        from extractor.publish import scan

        try:
            yield from scan.batches(self._folder, schema, columns, where, ordered=True)
        except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
            raise ExtractorError(
                f"{self._folder}: its {schema.name} cannot be read ({error}); choose another folder or remove the files"
            ) from error


def _exact(number: float | None) -> Decimal | float | None:
    """A number as it stands in the rows of documents that are written anew."""
    return None if number is None else stored_number(Decimal(repr(number)))
