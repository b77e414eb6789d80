"""Observations to published figures: one per cell, with every place that prints it and every rival value.

A cell is a subject, an area and a period. Where two observations fill it, equal values are one figure with two
places, and so are a value and the same value rounded. Of different values the latest edition's stands and the
others are kept as earlier vintages; two values of one edition stay rivals, because nothing decides between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from extractor.compare.lineup import Figure, Place, Span, Subject

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "observation_id", "force", "document_id", "measure", "category", "statistic", "role", "unit", "area", "area_type",
    "breakdown", "period_label", "period_start", "period_end", "period_type", "value", "out_of", "qualifier",
    "value_text", "table", "table_title", "row_label", "column_label", "page", "check",
)  # fmt: skip
_FRACTION = re.compile(r"\d\.(\d+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """All that is published for one cell: the figure that stands, rivals to it and earlier vintages."""

    figure: Figure
    rivals: tuple[Figure, ...] = ()
    earlier: tuple[Figure, ...] = ()


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The columns a comparison needs, as plain values: None for what is empty, dates as dates."""
    columns = [values_of(frame, name) for name in _COLUMNS]
    return [dict(zip(_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def values_of(frame: pd.DataFrame, column: str) -> list[Any]:
    """One column as plain values: None for what is empty, dates as dates."""
    values, there = frame[column].tolist(), frame[column].notna().tolist()
    return [(v.date() if isinstance(v, datetime) else v) if t else None for v, t in zip(values, there, strict=True)]


def figures_of(rows: Iterable[Mapping[str, Any]], editions: Mapping[str, date | None]) -> list[Figure]:
    """Levels with a value and a measure, one figure per observation. `editions` maps documents to their last day."""
    return [
        _figure(row, editions.get(row["document_id"]))
        for row in rows
        if row["role"] == "level" and row["measure"] and row["value"] is not None and row["force"]
    ]


def _figure(row: Mapping[str, Any], edition: date | None) -> Figure:
    span = Span(row["period_label"] or "", row["period_start"], row["period_end"], row["period_type"])
    place = Place(
        row["observation_id"], row["document_id"], edition, _whole(row["page"]), _whole(row["table"]),
        row["table_title"] or "", row["row_label"] or "", row["column_label"] or "", row["value_text"] or "",
    )  # fmt: skip
    subject = Subject(row["measure"], row["category"] or "", row["statistic"], row["unit"], row["breakdown"] or "{}")
    return Figure(
        subject, row["force"], row["area"] or "", row["area_type"] or "", span, exact(row["value"]),
        observation_ids=(place.observation_id,), places=(place,), qualifier=row["qualifier"] or "",
        out_of=None if row["out_of"] is None else exact(row["out_of"]), check=row["check"] or "none",
    )  # fmt: skip


def exact(number: Any) -> Decimal:
    """The decimal that was published: doubles print as the shortest decimal that names them."""
    value = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)


def cells_of(figures: Iterable[Figure]) -> list[Cell]:
    """Figures gathered by cell, in the order of subject, force, area and period."""
    groups: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[_cell_key(figure)].append(figure)
    return [_settled(groups[key]) for key in sorted(groups)]


def _cell_key(figure: Figure) -> tuple[Any, ...]:
    """Periods that no document determines are never the same: their table and label keep them apart."""
    subject, span = figure.subject, figure.span
    when: tuple[Any, ...] = (span.start or date.min, span.end or date.min)
    if not span.known:
        when = (*when, span.label, figure.places[0].document_id, figure.places[0].table or 0)
    about = (subject.measure, subject.category, subject.statistic, subject.unit, subject.breakdown)
    return (*about, figure.force, figure.area_type, figure.area, *when)


def _settled(group: Sequence[Figure]) -> Cell:
    merged = _merged(group)
    if len(merged) == 1:
        return Cell(merged[0])
    newest = max((p.edition for f in merged for p in f.places if p.edition), default=None)
    last = [f for f in merged if any(p.edition == newest for p in f.places)] if newest else []
    undated = any(p.edition is None for f in merged for p in f.places)
    if len(last) == 1 and not undated:
        earlier = tuple(replace(f, vintage="earlier") for f in merged if f is not last[0])
        return Cell(replace(last[0], vintage="latest"), (), earlier)
    standing = [f for f in merged if undated or f in last]
    earlier = tuple(replace(f, vintage="earlier") for f in merged if f not in standing)
    return Cell(standing[0], tuple(standing[1:]), earlier)


def _merged(group: Sequence[Figure]) -> list[Figure]:
    """Equal values as one figure with all places, a rounded print joined to the more precise one."""
    ordered = sorted(group, key=lambda f: (-decimals(f), _order(f)))
    merged: list[Figure] = []
    for figure in ordered:
        same = [i for i, other in enumerate(merged) if _agree(other, figure)]
        if len(same) == 1:
            other = merged[same[0]]
            places = tuple(sorted((*other.places, *figure.places), key=lambda p: (p.document_id, p.table or 0)))
            ids = tuple(dict.fromkeys((*other.observation_ids, *figure.observation_ids)))
            check = "failed" if "failed" in (other.check, figure.check) else max(other.check, figure.check)
            merged[same[0]] = replace(other, places=places, observation_ids=ids, check=check)
        else:
            merged.append(figure)
    return sorted(merged, key=_order)


def _order(figure: Figure) -> tuple[Any, ...]:
    first = figure.places[0]
    return (first.document_id, first.table or 0, first.row_label, first.column_label, figure.observation_ids)


def _agree(precise: Figure, rounded: Figure) -> bool:
    """Whether one value is the other as printed to fewer digits; whole counts agree only where they are equal."""
    if (precise.qualifier, precise.out_of) != (rounded.qualifier, rounded.out_of):
        return False
    unit = Decimal(1).scaleb(-decimals(rounded))
    # A publisher's spreadsheet rounds halves up, its statistics package to even; both are the same figure.
    roundings = (precise.value.quantize(unit, mode) for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN))
    return precise.value == rounded.value or rounded.value in roundings


def decimals(figure: Figure) -> int:
    """Digits after the point as printed: 77.0% has one, though its value is 77."""
    exponent = figure.value.normalize().as_tuple().exponent
    needed = max(0, -exponent) if isinstance(exponent, int) else 0
    printed = [len(match[1]) for p in figure.places if (match := _FRACTION.search(p.value_text))]
    return max(needed, *printed) if printed else needed
