"""All checks of one document: find the relations, settle which figures are to blame, say why."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from extractor.check.across import across
from extractor.check.blame import Related, Suspect, suspects
from extractor.check.bounds import magnitudes, within_measures, within_wholes
from extractor.check.changes import changes
from extractor.check.complements import complements
from extractor.check.days import days
from extractor.check.divisions import divisions
from extractor.check.explain import Explainer, Explanation, expected_value, sentence
from extractor.check.families import areas, families
from extractor.check.figures import Figure, printed, written
from extractor.check.parts import daily, parts
from extractor.check.per_head import per_head, ratios
from extractor.check.places import places
from extractor.check.population import populations
from extractor.check.proof import passing, proofs
from extractor.check.proof import written as written_proof
from extractor.check.rates import out_of, rates
from extractor.check.rearranged import rearrangements
from extractor.check.repeats import repeats
from extractor.check.runs import runs
from extractor.check.sentences import against_tables, sentences
from extractor.check.sheets import Sheet, sheets
from extractor.check.shortfalls import shortfalls
from extractor.check.spans import spans
from extractor.check.subjects import Identity, identity
from extractor.check.totals import totals
from extractor.check.wholes import wholes
from extractor.codelists import Vocabulary
from extractor.model import Check, Extraction, Finding, Observation, Severity, Where
from extractor.quick import changed


@dataclass(frozen=True, slots=True)
class Checked:
    """What arithmetic says of a document. `verdicts` has `passed` or `failed` for each figure it speaks of, `proofs`
    what was shown of it."""

    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    verdicts: Mapping[str, str] = field(default_factory=dict)
    proofs: Mapping[str, str] = field(default_factory=dict)


def check_document(observations: Sequence[Observation], vocabulary: Vocabulary, end: date | None = None) -> Checked:
    """Check every relation between the figures of one document; `end` is the last day that it covers.

    A figure has `failed` where it is the likeliest culprit of a relation that does not hold, and has `passed`
    where relations that hold show its value and that its headings are its own, and it is no culprit.
    """
    # points read from a chart's own numbers are no second print of a figure, and are held to nothing
    observations = [o for o in observations if o.reader != "chart"]
    tables = sheets(observations)
    told = sentences(observations)
    named = _once(_relations(observations, told, tables, vocabulary))
    relations = list(named.values())
    exchanges = rearrangements(relations, tables)
    culprits = suspects(relations, exchanges.suspects)
    stated = [f for sentence in told for f in sentence]
    explained = Explainer(tables, culprits, stated).explained()
    checks = tuple(_checks(named, explained))
    failed = {f.id for s, _ in explained for f in s.blamed}
    doubted = {f.id for s, _ in explained for f in s.doubted}
    telling = [r for r in relations if id(r) not in exchanges.idle]
    proven = {name: codes for name, codes in proofs(telling, tables).items() if name not in failed}
    periods = [doubt for sheet in tables for doubt in runs(sheet, end)]
    doubtful = doubted | {f.id for _, figures in periods for f in figures}
    verdicts = dict.fromkeys(passing(proven, telling, end) - doubtful, "passed") | dict.fromkeys(failed, "failed")
    of_days = (f for sheet in tables for f in days(sheet))
    findings = (
        *(_finding(s, e) for s, e in explained),
        *of_days,
        *(finding for finding, _ in periods),
        *places(stated),
    )
    return Checked(checks, findings, verdicts, {name: written_proof(codes) for name, codes in proven.items()})


def relations_of(observations: Sequence[Observation], vocabulary: Vocabulary) -> list[Related]:
    """Every relation that can be tested between the figures of one document, those that hold and those that fail."""
    observations = [o for o in observations if o.reader != "chart"]
    return list(_once(_relations(observations, sentences(observations), sheets(observations), vocabulary)).values())


def confirm(extraction: Extraction, vocabulary: Vocabulary) -> Extraction:
    """An extraction with what arithmetic says of it: checks, verdicts of its figures, findings, confirmed shares."""
    result = check_document(extraction.observations, vocabulary, extraction.document.period_end)
    observations = tuple(_with_verdict(o, result) for o in extraction.observations)
    of_table: dict[int | None, list[Observation]] = defaultdict(list)
    for o in observations:
        of_table[o.table].append(o)
    tables = tuple(replace(t, confirmed_share=_confirmed(of_table[t.table])) for t in extraction.tables)
    findings = (*extraction.findings, *result.findings)
    warnings = sum(f.severity != "info" for f in findings)
    document = replace(extraction.document, confirmed_share=_confirmed(observations), warnings=warnings)
    return replace(
        extraction, document=document, tables=tables, observations=observations, findings=findings, checks=result.checks
    )


def _with_verdict(o: Observation, says: Checked) -> Observation:
    verdict, proof = says.verdicts.get(o.observation_id, "none"), says.proofs.get(o.observation_id, "")
    return o if (o.check, o.proof) == (verdict, proof) else changed(o, check=verdict, proof=proof)


def _confirmed(observations: Sequence[Observation]) -> float | None:
    """The share of figures with a value that have passed, points of charts left out; None where there is none."""
    valued = [o for o in observations if o.value is not None and o.reader != "chart"]
    return sum(o.check == "passed" for o in valued) / len(valued) if valued else None


def _relations(
    observations: Sequence[Observation],
    stated: Sequence[Sequence[Figure]],
    tables: Sequence[Sheet],
    vocabulary: Vocabulary,
) -> Iterator[Related]:
    """All relations; `stated` are the figures of each sentence."""
    for sheet in tables:
        yield from changes(sheet)
        yield from totals(sheet, vocabulary.categories)
        yield from out_of(sheet)
        yield from rates(sheet, vocabulary.measures)
        yield from per_head(sheet)
        yield from ratios(sheet)
        yield from complements(sheet)
        yield from populations(sheet)
        yield from wholes(sheet)
        yield from shortfalls(sheet)
    yield from within_wholes(tables, vocabulary.categories)
    yield from magnitudes(tables)
    yield from repeats(tables)
    said = [f for sentence in stated for f in sentence]
    tabular = [f for sheet in tables for f in sheet.figures]
    yield from within_measures([*tabular, *said], vocabulary.measures)
    yield from spans(tables, said)
    yield from families([*tabular, *said], vocabulary.categories)
    yield from areas(tabular)
    yield from across(tables)
    yield from against_tables(stated, tables)
    yield from daily(said, tabular)
    levels = _levels([*said, *tabular])
    yield from parts(said, levels, observations)
    yield from divisions(said, levels)


def _levels(figures: Sequence[Figure]) -> dict[Identity, Figure]:
    """The first printing of every level of which all is known."""
    levels: dict[Identity, Figure] = {}
    for figure in figures:
        key = identity(figure) if figure.is_level else None
        if key is not None:
            levels.setdefault(key, figure)
    return levels


def _once(relations: Iterator[Related]) -> dict[str, Related]:
    """Relations that can be tested, each once, by the id of its check."""
    kept: dict[str, Related] = {}
    for relation in relations:
        if relation.gap is not None:
            kept.setdefault(_check_id(relation), relation)
    return kept


def _check_id(relation: Related) -> str:
    o = relation.target.observation
    key = "\x1f".join((o.document_id, relation.kind, *(f.id for f in relation.figures)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _checks(relations: Mapping[str, Related], explained: Sequence[tuple[Suspect, Explanation]]) -> Iterator[Check]:
    blame = {id(r): (s, e) for s, e in explained for r in s.mends}
    for name, relation in relations.items():
        if relation.weak and relation.holds:
            continue
        suspect, explanation = blame.get(id(relation), (None, None))
        figure = relation.target
        message = sentence(suspect, explanation) if suspect and explanation else _agreement(relation)
        value = relation.value
        yield Check(
            check_id=name,
            document_id=figure.observation.document_id,
            kind=relation.kind,
            observation_ids=tuple(f.id for f in relation.figures),
            expected=_decimal(value, figure.step / 10) if value is not None else None,
            published=figure.observation.value,
            tolerance=_decimal(relation.tolerance, figure.step / 100),
            passed=relation.holds,
            verdict=explanation.verdict if explanation else "",
            message=message,
            blamed=tuple(f.id for f in suspect.blamed) if suspect else (),
        )


def _agreement(relation: Related) -> str:
    same = relation.kind in ("repeat", "prose")  # the other printing, which may be rounded otherwise
    return f"{relation.words.say(printed(relation.figures[1] if same else relation.target))}."


_MOST_DIGITS = 27  # what the default decimal context holds


def _decimal(number: float, step: float) -> Decimal | None:
    """A number to the nearest step, without binary noise."""
    if not math.isfinite(number):
        return None
    exact = Decimal(repr(number))
    places = max(0, -Decimal(repr(step)).adjusted())
    if exact.adjusted() + places >= _MOST_DIGITS:
        return exact  # a figure of garbage digits, too long to round
    return round(exact, places) + 0


def _finding(suspect: Suspect, explanation: Explanation) -> Finding:
    figure = suspect.figure
    o = figure.observation
    if suspect.moved:
        place = Where(o.document_id, o.page, o.table, *(_shared_label(suspect.moved, n) for n in _LABELS))
        return Finding("exchanged-figures", "warning", sentence(suspect, explanation), place)
    where = Where(o.document_id, o.page, o.table, o.row_label, o.column_label)
    severity: Severity = "info" if explanation.verdict == "rounding" else "warning"
    should = written(expected_value(suspect), figure.step, o.unit)
    return Finding("contradicted-figure", severity, sentence(suspect, explanation), where, should, o.value_text)


_LABELS = ("row_label", "column_label")


def _shared_label(figures: Sequence[Figure], name: str) -> str:
    """The label that figures have in common, or their two; nothing where there are more."""
    labels = dict.fromkeys(str(getattr(f.observation, name)) for f in figures)
    return " / ".join(labels) if len(labels) <= 2 else ""
