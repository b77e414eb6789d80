"""A comparison as plain rows: the columns of schemas/comparison.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from extractor.compare.lineup import Comparison, Entry, Figure, Panel, Reason

Value = str | int | bool | Decimal | date | None
COLUMNS = (
    "panel", "title", "measure", "category", "force", "area", "area_type", "status", "footing", "derived", "statistic",
    "unit", "breakdown", "value", "low", "high", "qualifier", "out_of", "period_label", "period_start", "period_end",
    "period_type", "comparable_with", "reason_codes", "reasons", "formula", "observation_ids", "places", "check",
    "verdict",
)  # fmt: skip


def rows_of_comparison(comparison: Comparison) -> list[tuple[Value, ...]]:
    """One row per figure: those that stand, what was derived from them, rivals, earlier vintages, and gaps."""
    rows: list[tuple[Value, ...]] = []
    for number, panel in enumerate(comparison.panels, start=1):
        for entry in panel.entries:
            rows += _rows(number, panel, entry)
    return rows


def _rows(number: int, panel: Panel, entry: Entry) -> Iterator[tuple[Value, ...]]:
    if entry.figure is None:
        yield _row(number, panel, entry, None, "missing")
        return
    yield _row(number, panel, entry, entry.figure, "stands")
    for figure in entry.aligned:
        if figure is not entry.figure:
            yield _row(number, panel, entry, figure, "aligned")
    for status, figures in (("rival", entry.rivals), ("earlier", entry.earlier)):
        for figure in figures:
            yield _row(number, panel, entry, figure, status)


def _row(number: int, panel: Panel, entry: Entry, figure: Figure | None, status: str) -> tuple[Value, ...]:
    subject = figure.subject if figure else panel.subject
    known: tuple[Value, ...] = (None,) * 9
    if figure:
        span = figure.span
        known = (figure.value, figure.low, figure.high, figure.qualifier or None, figure.out_of, span.label, span.start)
        known = (*known, span.end, span.kind)
    return (
        number, panel.title, panel.subject.measure, panel.subject.category or None, entry.force, entry.area,
        figure.area_type if figure else None, status, figure.footing if figure else None,
        figure.derived if figure else None, subject.statistic, subject.unit, subject.breakdown, *known,
        _listed(entry.comparable_with), _listed(r.code for r in entry.reasons),
        _listed(_reason(r) for r in entry.reasons), figure.formula if figure else "",
        _listed(figure.observation_ids if figure else ()), _listed(str(p) for p in figure.places) if figure else "[]",
        figure.check if figure else None, panel.verdict,
    )  # fmt: skip


def _reason(reason: Reason) -> str:
    return f"{reason.text} ({reason.source})" if reason.source else reason.text


def _listed(items: Iterable[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)
