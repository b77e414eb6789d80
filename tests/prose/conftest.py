"""Sentences into observations, with everything a test varies in one call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from extractor.codelists import vocabulary
from extractor.layouts.lexicon import Lexicon
from extractor.model import Block, Document, Finding, Observation
from extractor.normalise.observations import Source
from extractor.normalise.resolve import Reference
from extractor.prose import read_prose

Told = tuple[list[Observation], list[Finding]]


def told(body: tuple[Block, ...], force: str = "warwickshire", end: date | None = date(2017, 9, 30)) -> Told:
    """What the prose room reads in a body of blocks."""
    book = vocabulary()
    known = book.forces[force]
    source = Source(f"{force}-2017-09-30", known, Reference(end), "docx", known.profile, "0" * 64)
    document = Document("report.docx", "0" * 64, "docx", "docx", body=body)
    return read_prose(document, Lexicon(book, force), source, book)


@pytest.fixture
def told_in() -> Callable[[tuple[Block, ...]], list[Observation]]:
    """The observations in a body of blocks."""
    return lambda body: told(body)[0]


@pytest.fixture
def read() -> Callable[..., Told]:
    """`read(text, *headings, force=..., end=...)`: paragraphs are parted by newlines."""

    def reads(text: str, *headings: str, **options: object) -> Told:
        outer = (Block("heading", heading, level) for level, heading in enumerate(headings, start=1))
        body = (*outer, *(Block("paragraph", line) for line in text.splitlines()))
        return told(body, **options)  # type: ignore[arg-type]

    return reads


@pytest.fixture
def figures(read: Callable[..., Told]) -> Callable[..., list[tuple[str, str, str]]]:
    """The same as `(value, role, unit)` of each figure."""

    def listed(text: str, *headings: str, **options: object) -> list[tuple[str, str, str]]:
        observations, _ = read(text, *headings, **options)
        return [(str(o.value), o.role, o.unit) for o in observations]

    return listed
