"""The way of a figure through the rooms, in the order in which they are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from extractor.check import confirm
from extractor.codelists import Vocabulary, known_phrases, vocabulary, words_of
from extractor.errors import UsageError
from extractor.facts import Match, Surroundings
from extractor.guards import guard
from extractor.heads import take_apart
from extractor.heads.mend import join_cut_rows, mend
from extractor.layouts.account import loose, unread
from extractor.layouts.context import front_texts, surroundings
from extractor.layouts.cues import laid_over
from extractor.layouts.definitions import in_force
from extractor.layouts.lexicon import Lexicon
from extractor.layouts.match import match_table
from extractor.layouts.recognise import Recognition, recognise
from extractor.layouts.times import front_notes, says_by_year
from extractor.layouts.when import as_at, covers, says_rolling
from extractor.model import (
    Block,
    Document,
    DocumentSummary,
    Extraction,
    Finding,
    Observation,
    Period,
    Table,
    TableSummary,
    Unmapped,
    Where,
)
from extractor.naming import document_name, named
from extractor.normalise.observations import Source, observe
from extractor.normalise.resolve import Reference
from extractor.notation.periods import months_before, rolling_kind, shift_months

MOST_PAGES = 10  # of those not read that a summary names


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose for one file: a force (id of schemas/forces.csv), a folder laid over `schemas/` ..."""

    force: str | None = None
    reader: str = "auto"
    prose: bool = True
    schemas: str | None = None
    stand_in: str | None = None  # what LibreOffice made of the file, read instead of it


def extract(path: str, options: Options | None = None) -> Extraction:
    """Read one file into observations.

    Raises UnreadableFile where the file cannot be read and UsageError where an option makes no sense.
    """
    from extractor.read import read
    from extractor.tables import recover

    options = options or Options()
    book = vocabulary(options.schemas)
    if options.force is not None and options.force not in book.forces:
        raise UsageError(f'no force "{options.force}"; use an id of schemas/forces.csv such as hampshire')
    document = recover(read(path, reader=options.reader, stand_in=options.stand_in))
    return understand(document, book, options)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a document on the way to its figures, for those who ask why."""

    document: Document
    known: Recognition
    lexicon: Lexicon
    matches: tuple[Match, ...]


def prepare() -> None:
    """What every file needs alike, done once by a process that is about to read many: an empty one goes the way."""
    book = vocabulary()
    understand(Document("", "", "txt", ""), book)
    for phrase in (term.phrase for force in book.forces.values() for term in force.terms):
        words_of(phrase)


def understand(
    document: Document, book: Vocabulary, options: Options | None = None,
    tell: Callable[[Understood], None] = lambda understood: None,
) -> Extraction:  # fmt: skip
    """Everything after reading: force and period, tables, figures. `tell` is told what the figures come from."""
    options = options or Options()
    with laid_over(options.schemas):
        known = recognise(document, book, options.force)
    force = known.force.id if known.force else ""
    document, findings = _repaired(document, book, force)
    findings = [*document.problems, *findings]
    source = _source(document, known)
    lexicon = Lexicon(book, force, known.american)
    document = _mended(document, lexicon)
    parts = {id(t): take_apart(t, lexicon.knows) for t in document.body if isinstance(t, Table)}
    arounds = surroundings(document.body, lambda table: parts[id(table)][0].titles)
    day = as_at(known.evidence, known.period_end)
    texts = front_texts(document.body)
    covered = covers(known.evidence, known.period_start, known.period_end, says_by_year(texts, lexicon))
    front = tuple(front_notes(texts, lexicon, day, covered))
    defined = in_force(document.body, book)
    matches = [
        (around, match)
        for around in arounds
        for match in match_table(
            around, parts[id(around.table)], lexicon.defining(defined.get(id(around.table), {})), front
        )
    ]
    tell(Understood(document, known, lexicon, tuple(match for _, match in matches)))
    findings += [finding for around in arounds for finding in unread(around, parts[id(around.table)])]
    findings += loose(document.body)
    observations: list[Observation] = []
    for _, match in matches:
        read, problems = observe(match, source, book)
        observations += read
        findings += problems
    if options.prose:
        from extractor.prose import read_prose

        told, problems = read_prose(document, lexicon, source, book)
        observations += told
        findings += problems
    observations, problems = guard(observations, book)
    observations = named(observations, source.document_id)
    findings += problems
    figures = Counter(o.table for o in observations)
    kinds: dict[int, set[str]] = defaultdict(set)
    for around, match in matches:
        kinds[around.number].add(match.anatomy.kind)
    summaries = [_summary(a, kinds[a.number], figures[a.number], source) for a in arounds]
    findings += _document_findings(known, source, arounds, observations)
    findings = [replace(f, where=replace(f.where, document=source.document_id)) for f in findings]
    extraction = Extraction(
        _document_summary(document, known, source, summaries, observations, findings),
        tuple(summaries), tuple(observations), tuple(findings), (),
        tuple(_unmapped((m for _, m in matches), lexicon, source)),
    )  # fmt: skip
    return confirm(extraction, book)


def _repaired(document: Document, book: Vocabulary, force: str) -> tuple[Document, list[Finding]]:
    """Headings that the conversion to text cut up, put together again with the words of the vocabulary."""
    if document.media != "txt":
        return document, []
    from extractor.tables.tabbed import join, repair

    headings = (b.text for b in document.body if isinstance(b, Block) and b.kind == "heading")
    phrases = (*known_phrases(book, force), *headings)
    joined, findings = join(document.body)
    body = []
    number = 0
    for item in joined:
        if isinstance(item, Table):
            number += 1
            item, problems = repair(item, phrases)
            findings += [replace(p, where=replace(p.where, table=number)) for p in problems]
        body.append(item)
    return replace(document, body=tuple(body)), findings


def _mended(document: Document, lexicon: Lexicon) -> Document:
    """Headings that narrow columns broke, put together again with the words of the vocabulary."""
    tables = (
        join_cut_rows(mend(t, lexicon.is_word), lexicon.knows) if isinstance(t, Table) else t for t in document.body
    )
    return replace(document, body=tuple(tables))


def _source(document: Document, known: Recognition) -> Source:
    force = known.force.id if known.force else ""
    name = document_name(force, known.period_end, document.sha256)
    profile = known.force.profile if known.force else ""
    rolling = says_rolling(known.evidence, known.period_end)
    reference = Reference(known.period_end, known.published, known.year_begins, rolling)
    return Source(
        name, known.force, reference, document.reader, profile, document.sha256,
        tuple(_peer_periods(document, known)),
    )  # fmt: skip


def _peer_periods(document: Document, known: Recognition) -> Iterable[tuple[frozenset[str], Period]]:
    """The periods of comparisons with peers, where this document says what the profile of its force expects."""
    if known.force is None or known.period_end is None or not known.force.peer_periods:
        return
    text = " ".join(" ".join(item.text.split()) for item in document.body if isinstance(item, Block)).casefold()
    for peers in known.force.peer_periods:
        if peers.says.casefold() in text:
            end = shift_months(known.period_end, -peers.lag)
            yield peers.measures, Period(peers.says, months_before(end, peers.months), end, rolling_kind(peers.months))


def _summary(around: Surroundings, kinds: set[str], figures: int, source: Source) -> TableSummary:
    table = around.table
    part = table.parts[0] if table.parts else None
    box = part.box if part else None
    return TableSummary(
        document_id=source.document_id,
        table=around.number,
        title=around.title,
        section=" > ".join(around.section),
        layout="+".join(sorted(kinds)),
        page=part.page if part else None,
        x0=box.x0 if box else None,
        top=box.top if box else None,
        x1=box.x1 if box else None,
        bottom=box.bottom if box else None,
        rows=max((c.row + c.row_span for c in table.cells), default=0),
        columns=max((c.column + c.column_span for c in table.cells), default=0),
        cells=sum(bool(c.text.strip()) for c in table.cells),
        figures=figures,
        method=table.method,
    )


def _document_findings(
    known: Recognition, source: Source, arounds: list[Surroundings], observations: list[Observation]
) -> Iterable[Finding]:
    where = Where(source.document_id)
    yield from known.findings
    found = {finding.code for finding in known.findings}
    if known.force is None and "unknown-force" in found:
        pass  # the recognition has said why
    elif known.force is None:
        yield Finding("unknown-force", "warning", "no force was recognised; name one with --force", where)
    elif known.force_confidence < 0.6:
        message = (
            f"the force was recognised with a confidence of {known.force_confidence:.0%} only; check it or use --force"
        )
        yield Finding("unsure-force", "warning", message, where)
    if known.period_end is None and "contradicted-period" not in found:
        message = "no reporting period was found, so that relative periods (last quarter, year to date) stay open"
        yield Finding("unknown-period", "warning", message, where)
    elif known.period_end is not None and known.period_confidence < 0.6:
        message = f"the reporting period to {known.period_end} was found with {known.period_confidence:.0%} confidence"
        yield Finding("unsure-period", "warning", message, where)
    if not arounds:
        yield Finding("no-tables", "warning", "no table was found", where)
    elif not observations:
        yield Finding("no-figures", "warning", "no figure was found in any table", where)


def _document_summary(
    document: Document, known: Recognition, source: Source, tables: list[TableSummary],
    observations: list[Observation], findings: list[Finding],
) -> DocumentSummary:  # fmt: skip
    start: date | None = known.period_start
    return DocumentSummary(
        source.document_id, document.path, source.force.id if source.force else "",
        source.force.code if source.force else "", source.profile,
        round(min(known.force_confidence, known.period_confidence or known.force_confidence), 3),
        known.title, start, known.period_end, document.page_count, document.sha256, document.media, document.reader,
        len(tables), len(observations), sum(f.severity != "info" for f in findings), None, "read",
        _not_read(document), printed_date=known.released,
    )  # fmt: skip


def _not_read(document: Document) -> str:
    """Which pages were not read, or not with certainty; empty where all were."""
    pages = sorted({f.where.page for f in document.problems if f.severity == "error" and f.where.page})
    if not pages:
        return ""
    numbers = ", ".join(map(str, pages[:MOST_PAGES])) + (" ..." if len(pages) > MOST_PAGES else "")
    return f"not read whole: page{'s' if len(pages) > 1 else ''} {numbers}; see the findings"


def _unmapped(matches: Iterable[Match], lexicon: Lexicon, source: Source) -> Iterable[Unmapped]:
    counts = Counter(label for match in matches for label in match.unknown)
    for (label, kind), times in sorted(counts.items()):
        force = source.force.id if source.force else ""
        yield Unmapped(label, kind, force, source.document_id, times, lexicon.nearest(label))
