"""Figures that stand in sentences: paragraph -> tokens -> tree -> claims -> observations.

Read docs/sentences.md first, then `grammar`, `events` and `statements`: sentences are read by the rules of
`schemas/sentences.csv`. What no rule takes goes to the older patterns (`heads`, `tails`), with care; what neither takes
is not understood and yields nothing.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.codelists import Vocabulary
from extractor.layouts.lexicon import Lexicon
from extractor.model import Document, Finding, Observation
from extractor.normalise.observations import Source
from extractor.prose.passages import passages
from extractor.prose.ranges import upside_down
from extractor.prose.reading import read_passages
from extractor.prose.reported import contradicted, reporting_period
from extractor.prose.rows import Rows
from extractor.prose.subjects import Subjects

__all__ = ["read_prose"]


def read_prose(
    document: Document, lexicon: Lexicon, source: Source, vocabulary: Vocabulary
) -> tuple[list[Observation], list[Finding]]:
    """Observations of the figures in a document's running text, with `reader` "prose" and `table` 0."""
    if contradicted(document, source.reference):
        source = replace(source, reference=replace(source.reference, end=None))
    stated = reporting_period(document, source.reference)
    rows = Rows(source, vocabulary, Subjects(lexicon, vocabulary, source), stated)
    found = read_passages(passages(document.body, rows.subjects.says), rows.subjects)
    basis = rows.basis(found)
    observations: list[Observation] = []
    findings: list[Finding] = []
    for passage, offset, reading in found:
        read, problems = rows.of(reading, passage, offset, basis.get(passage.headings, {}))
        observations += read
        findings += problems
    return observations, [*findings, *upside_down(document, source.document_id)]
