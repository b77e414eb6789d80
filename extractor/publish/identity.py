"""Which document is which: ids that are unique within a dataset, whatever the order of the files.

A report in PDF and in Word, or two editions for one period, have the same document id. Both are kept:
the first by format and content hash keeps the id, the others get a suffix.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import DocumentSummary, Extraction, Finding, Where

_FORMATS = ("pdf", "docx", "txt")
_HASH_LENGTH = 8


def unique_ids(documents: Sequence[DocumentSummary]) -> list[str]:
    """An id for each document, in the order given; equal for equal sets of documents in any order."""
    by_id: dict[str, list[int]] = defaultdict(list)
    for position, document in enumerate(documents):
        by_id[document.document_id].append(position)
    ids = [document.document_id for document in documents]
    taken = set(ids)
    for shared in sorted(by_id):
        first, *others = sorted(by_id[shared], key=lambda i: _precedence(documents[i]))
        formats = {documents[first].media}
        for position in others:
            ids[position] = _suffixed(documents[position], formats, taken)
            taken.add(ids[position])
            formats.add(documents[position].media)
    return ids


def _precedence(document: DocumentSummary) -> tuple[int, str, str]:
    known = document.media in _FORMATS
    return _FORMATS.index(document.media) if known else len(_FORMATS), document.source_sha256, document.file


def _suffixed(document: DocumentSummary, formats: set[str], taken: set[str]) -> str:
    """The format as suffix where it tells the files apart, else the start of the content hash."""
    name = document.document_id
    if document.media not in formats and f"{name}-{document.media}" not in taken:
        return f"{name}-{document.media}"
    digest = document.source_sha256 or hashlib.sha256(document.file.encode("utf-8", "replace")).hexdigest()
    lengths = range(_HASH_LENGTH, len(digest) + 1)
    return next(i for n in lengths if (i := f"{name}-{digest[:n]}") not in taken)


def renamed(extraction: Extraction, document_id: str) -> Extraction:
    """The extraction under another document id, with a finding that says so.

    Ids of observations and checks contain the document, so they change with it.
    """
    old = extraction.document.document_id
    if old == document_id:
        return extraction

    def rehash(identifier: str) -> str:
        digest = hashlib.sha256(f"{document_id}\n{identifier}".encode("utf-8", "replace")).hexdigest()
        return digest[: max(len(identifier), 16)]

    finding = Finding(
        "shared-document-id",
        "info",
        f"Another file has the same force and period ({old}); this one is kept as {document_id}",
        Where(document=document_id),
    )
    return replace(
        extraction,
        document=replace(extraction.document, document_id=document_id),
        tables=tuple(replace(t, document_id=document_id) for t in extraction.tables),
        observations=tuple(
            replace(o, document_id=document_id, observation_id=rehash(o.observation_id))
            for o in extraction.observations
        ),
        checks=tuple(
            replace(
                c,
                document_id=document_id,
                check_id=rehash(c.check_id),
                observation_ids=tuple(rehash(i) for i in c.observation_ids),
                blamed=tuple(rehash(i) for i in c.blamed),
            )
            for c in extraction.checks
        ),
        unmapped=tuple(replace(u, document_id=document_id) for u in extraction.unmapped),
        findings=(*extraction.findings, finding),
    )
