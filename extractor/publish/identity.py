"""Which document is which: ids that are unique within a dataset, whatever the order of the files.

A report in PDF and in Word, or two editions for one period, have the same document id. Both are kept:
the first by format and content hash keeps the id, the others get a suffix.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import get_args

from extractor.model import DocumentSummary, Extraction, Finding, Media, Where
from extractor.quick import changed

SHARED = "shared-document-id"  # the code of the finding that says that a document was renamed
_FORMATS = get_args(Media)  # in the order in which documents of one report keep its id
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


def ordered(documents: Sequence[DocumentSummary]) -> list[int]:
    """Places of documents that share an id, the one that keeps it first."""
    return sorted(range(len(documents)), key=lambda i: _precedence(documents[i]))


def renamed(extraction: Extraction, document_id: str, taken: Container[str] = ()) -> Extraction:
    """The extraction under another document id, with a finding that says so.

    `taken` are ids of figures that stand in a document of the same force and period already: such a figure gets the
    suffix of its document as well. All others keep their ids, so that it does not matter which document came first.
    """
    old = extraction.document.document_id
    if old == document_id:
        return extraction
    suffix = document_id.removeprefix(old)
    finding = Finding(
        SHARED,
        "info",
        f"Another file has the same force and period ({old}); this one is kept as {document_id}",
        Where(document=document_id),
    )
    moved = _moved(extraction, document_id, lambda i: i + suffix if i in taken else i, lambda i: i + suffix)
    return replace(moved, findings=(*extraction.findings, finding))


def restored(extraction: Extraction) -> Extraction:
    """What `renamed` was given, told from what it made of it; an extraction that was not renamed is as it is."""
    document = extraction.document
    findings = tuple(f for f in extraction.findings if f.code != SHARED)
    suffix = _suffix_of(document)
    if len(findings) == len(extraction.findings) or not suffix:
        return extraction

    def bare(identifier: str) -> str:
        return identifier.removesuffix(suffix)

    return replace(_moved(extraction, bare(document.document_id), bare, bare), findings=findings)


def _suffix_of(document: DocumentSummary) -> str:
    """What `_suffixed` put behind the document's id, its hyphen included; empty where nothing of the kind is there."""
    _, hyphen, end = document.document_id.rpartition("-")
    of_content = len(end) >= _HASH_LENGTH and document.source_sha256.startswith(end)
    return hyphen + end if end == document.media or of_content else ""


def _moved(
    extraction: Extraction, document_id: str, figure: Callable[[str], str], check: Callable[[str], str]
) -> Extraction:
    """The extraction under another document id, with its figures and checks renamed."""
    return replace(
        extraction,
        document=replace(extraction.document, document_id=document_id),
        tables=tuple(replace(t, document_id=document_id) for t in extraction.tables),
        observations=tuple(
            changed(o, document_id=document_id, observation_id=figure(o.observation_id))
            for o in extraction.observations
        ),
        checks=tuple(
            replace(
                c,
                document_id=document_id,
                check_id=check(c.check_id),
                observation_ids=tuple(map(figure, c.observation_ids)),
                blamed=tuple(map(figure, c.blamed)),
            )
            for c in extraction.checks
        ),
        unmapped=tuple(replace(u, document_id=document_id) for u in extraction.unmapped),
    )
