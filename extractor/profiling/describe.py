"""Put together what a document is made of, from what was understood of it and what came out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from extractor.codelists import phrase_key
from extractor.facts import Facts, Match
from extractor.layouts.evidence import Evidence
from extractor.model import Extraction, Finding, Observation
from extractor.pipeline import Understood
from extractor.profiling.lacking import lacking_force
from extractor.profiling.missing import missing_areas, missing_terms
from extractor.profiling.model import Heading, Left, Noted, Profile, TableProfile, Witness
from extractor.profiling.wording import facts_text

_OPEN = "open-fields"  # the finding that says why a field of a figure is open
_OF_FORCES = ("claim", "name", "word", "rival")  # kinds of evidence of whose a document is; others are of when


def describe(understood: Understood, extraction: Extraction) -> Profile:
    """The profile of a document."""
    known, document = understood.known, extraction.document
    in_tables = [o for o in extraction.observations if o.table]
    force = lacking_force(understood)
    own = phrase_key(force.name) if force else ""  # no area: it is known once the force has its name
    terms = missing_terms(understood, in_tables)
    areas = tuple(area for area in missing_areas(understood) if phrase_key(area.phrase) != own)
    return Profile(
        file=document.file,
        title=known.title,
        media=document.media,
        pages=document.pages,
        force=known.force.id if known.force else "",
        force_name=known.force.name if known.force else "",
        force_confidence=known.force_confidence,
        force_evidence=tuple(_witnesses(e for e in known.evidence if e.kind in _OF_FORCES)),
        period_start=_day(known.period_start),
        period_end=_day(known.period_end),
        period_confidence=known.period_confidence,
        published=_day(known.published),
        year_begins=known.year_begins,
        period_evidence=tuple(_witnesses(e for e in known.evidence if e.kind not in _OF_FORCES)),
        figures=len(in_tables),
        figures_in_sentences=len(extraction.observations) - len(in_tables),
        tables=tuple(_tables(understood.matches, extraction)),
        findings=tuple(_noted(f for f in extraction.findings if f.code != _OPEN)),
        missing_terms=terms,
        missing_areas=areas,
        lacking_force=force,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _witnesses(evidence: Iterable[Evidence]) -> Iterable[Witness]:
    """Each text once, the weightiest first."""
    seen = set()
    for e in sorted(evidence, key=lambda e: -e.weight):
        says = e.period.label if e.period else e.says
        if (e.text, says) not in seen:
            seen.add((e.text, says))
            yield Witness(e.text, e.place, e.kind, round(e.weight, 2), says)


def _tables(matches: Sequence[Match], extraction: Extraction) -> Iterable[TableProfile]:
    """One profile for each table; the parts of a table with several boxheads count as one."""
    parts: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        parts[match.around.number].append(match)
    figures: dict[int, list[Observation]] = defaultdict(list)
    for o in extraction.observations:
        figures[o.table].append(o)
    opened: dict[int, list[Finding]] = defaultdict(list)
    for f in extraction.findings:
        if f.code == _OPEN and f.where.table:
            opened[f.where.table].append(f)
    for summary in extraction.tables:
        found = parts[summary.table]
        yield TableProfile(
            summary.table, summary.title, summary.page, summary.layout, summary.rows, summary.columns,
            sum(m.anatomy.header_rows for m in found), max((len(m.anatomy.stubs) for m in found), default=0),
            tuple(_distinct(" > ".join(c.body.group) for m in found for c in m.cells)),
            tuple(_around(found)), tuple(_columns(found)), tuple(_rows(found)),
            len(figures[summary.table]), tuple(_left(figures[summary.table], opened[summary.table])),
        )  # fmt: skip


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


def _around(matches: Iterable[Match]) -> Iterable[Heading]:
    said = {facts.label: facts for match in matches for facts in match.context if facts.label}
    yield from (Heading((label,), facts_text(facts), facts.unknown) for label, facts in said.items())


def _columns(matches: Iterable[Match]) -> Iterable[Heading]:
    for match in matches:
        counts = Counter(cell.body.column for cell in match.cells)
        for column, facts in sorted(match.columns.items()):
            path = match.anatomy.column_paths[column]
            if counts[column]:
                yield _heading(path, facts, counts[column])


def _rows(matches: Iterable[Match]) -> Iterable[Heading]:
    for match in matches:
        rows = {cell.body.row: (cell.body.row_path, cell.row) for cell in match.cells}
        counts = Counter(cell.body.row for cell in match.cells)
        yield from (_heading(path, facts, counts[row]) for row, (path, facts) in sorted(rows.items()))


def _heading(path: Sequence[str], facts: Facts, figures: int) -> Heading:
    return Heading(tuple(" ".join(level.split()) for level in path), facts_text(facts), facts.unknown, figures)


def _left(figures: Sequence[Observation], opened: Sequence[Finding]) -> Iterable[Left]:
    """What is open in the figures of a table, the most frequent first."""
    without = sum(not o.measure for o in figures)
    if without:
        yield Left("measure left open: no heading names it, or one beside it is not understood", without)
    # the message names its figure first, which is another one each time
    whys = Counter(f.message.removeprefix(f'"{f.found}": ') for f in opened)
    yield from (Left(why, times) for why, times in whys.most_common())


def _noted(findings: Iterable[Finding]) -> Iterable[Noted]:
    first: dict[str, Finding] = {}
    times: Counter[str] = Counter()
    for f in findings:
        first.setdefault(f.code, f)
        times[f.code] += 1
    order = ("error", "warning", "info")
    for code in sorted(first, key=lambda c: (order.index(first[c].severity), -times[c], c)):
        yield Noted(code, first[code].severity, first[code].message, times[code])
