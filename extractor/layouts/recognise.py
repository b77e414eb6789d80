"""Recognise the force and the reporting period of a document from what it says, never from its file name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.codelists import Force, Vocabulary
from extractor.layouts.evidence import Evidence
from extractor.layouts.passages import passages
from extractor.layouts.released import released
from extractor.layouts.titles import title
from extractor.layouts.when import when
from extractor.layouts.whose import is_american, whose
from extractor.layouts.years import year_begins
from extractor.model import Document, Finding, Table


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whose document it is and what period it reports on. Confidences run from 0 to 1.

    `published` is the document's own date (of a meeting, a letter, a publication): no figure is later than that.
    `released` is the day on which it says that it was released.
    `year_begins` is the month in which the document's quarters and years begin (4 or 1); None where nothing says so.
    `american` is true for the documents of American publishers, who put the month of a date first.
    `findings` say what was contradicted and therefore left open, `evidence` what was weighed.
    """

    force: Force | None
    force_confidence: float
    period_start: date | None
    period_end: date | None
    period_confidence: float
    title: str
    published: date | None = None
    year_begins: int | None = None
    american: bool = False
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    released: date | None = None


def recognise(document: Document, vocabulary: Vocabulary, force: str | None = None) -> Recognition:
    """Recognise a document. `force` overrides recognition of the force (an id of schemas/forces.csv)."""
    said = passages(document)
    tables = [item for item in document.body if isinstance(item, Table)]
    american = is_american(said, tables)
    owner = whose(said, tables, vocabulary, american)
    found, confidence = (vocabulary.forces.get(force), 1.0) if force else (owner.force, owner.confidence)
    time = when(said, tables, american)
    return Recognition(
        found, round(confidence, 3), time.start, time.end, round(time.confidence, 3), title(said),
        time.published, year_begins(said, tables, american), american,
        (*(() if force else owner.findings), *time.findings), (*owner.evidence, *time.evidence),
        None if time.findings else released(said, american, time.end),
    )  # fmt: skip
