"""The figures of a document by what they are about, across its tables and its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.check.figures import Figure
from extractor.check.sheets import Sheet
from extractor.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Spot:
    """What figures of several measures may share: a subject, an area and a period."""

    category: str
    breakdown: str
    area: str
    start: date | None
    end: date | None


@quick
@dataclass(frozen=True, slots=True)
class Located:
    """A figure with the number of its table."""

    figure: Figure
    table: int


def located(sheets: Sequence[Sheet]) -> Iterator[Located]:
    """Every figure of a document's tables."""
    for sheet in sheets:
        for figure in sheet.figures:
            yield Located(figure, sheet.number)


def spot(figure: Figure) -> Spot:
    """The spot of a figure."""
    o = figure.observation
    return Spot(o.category, o.breakdown, o.area, o.period_start, o.period_end)


Subject = tuple[str, str, str, str]


def subject(figure: Figure) -> Subject:
    """Measure, category, area and breakdown of a figure."""
    o = figure.observation
    return (o.measure, o.category, o.area, o.breakdown)


@quick
@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two printings the same figure."""

    subject: Subject
    statistic: str
    role: str
    unit: str
    period: tuple[date | None, date | None]
    base: tuple[date | None, date | None]


def identity(figure: Figure, open_means: bool = False) -> Identity | None:
    """The identity of a figure; None where its headings leave any of it open.

    `open_means` allows means over a time that is not said, such as a quarter's average: a document has one of each.
    A month's average is another one.
    """
    o = figure.observation
    dated = o.period_start is not None and o.period_end is not None
    open_means = open_means and "month" not in o.period_label.casefold()
    average = open_means and o.period_end is None and o.statistic == "mean" and o.role == "level" and o.unit == "count"
    if not o.measure or not o.area or not (dated or average):
        return None
    if o.role != "level" and o.base_period_end is None:
        return None
    period, base = (o.period_start, o.period_end), (o.base_period_start, o.base_period_end)
    return Identity(subject(figure), o.statistic, o.role, o.unit, period, base)


def without(breakdown: str, dimension: str) -> str:
    """A breakdown with one dimension taken out."""
    return json.dumps({k: v for k, v in json.loads(breakdown).items() if k != dimension}, sort_keys=True)


def by_identity(figures: Iterable[Located], open_means: bool = False) -> dict[Identity, list[Located]]:
    """Figures by identity, in the order of the document."""
    groups: dict[Identity, list[Located]] = {}
    for item in figures:
        key = identity(item.figure, open_means)
        if key is not None:
            groups.setdefault(key, []).append(item)
    return groups
