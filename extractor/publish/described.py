"""What tells of a dataset as a whole: feeds for those who follow it, descriptions for catalogues and other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.model import DocumentSummary
from extractor.publish.as_atom import atom
from extractor.publish.as_datasette import datasette
from extractor.publish.as_json_feed import json_feed
from extractor.publish.codes import Schemas
from extractor.publish.csvw import csvw
from extractor.publish.dcat import dcat
from extractor.publish.feed import entries_of
from extractor.publish.package import ABOUT, DATASETTE, SQLITE
from extractor.publish.tidy import Row


def described(
    schemas: Schemas, files: Sequence[str], documents: Sequence[DocumentSummary], tables: Mapping[str, Sequence[Row]]
) -> Iterator[tuple[str, bytes]]:
    """The files, by the names of `package.ABOUT`, and what Datasette goes by where there is a SQLite file.

    `files` are those of the dataset, `tables` the rows of `changes` and `vintages`. Nothing in them tells of the moment
    in which they are made.
    """
    entries = entries_of(documents, tables, schemas)
    contents = (atom(entries), json_feed(entries), dcat(schemas, files, documents), csvw(schemas, files))
    yield from zip(ABOUT, contents, strict=True)
    if SQLITE in files:
        yield DATASETTE, datasette(schemas)
