"""Which forces have figures on what: the list of measures of a dataset."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from extractor.compare.answer import Data, library, said
from extractor.compare.lineup import Figure
from extractor.compare.wording import period_text


@dataclass(frozen=True, slots=True)
class Holding:
    """What one force publishes of a measure and category, as level figures of the force as a whole.

    `latest` words the last period that is determined, `periods` counts all that are; `areas` counts the areas
    below the force that have figures too.
    """

    force: str
    figures: int
    periods: int
    latest: str
    statistics: tuple[str, ...]
    areas: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """One measure and category with the forces that publish it."""

    measure: str
    category: str
    measure_label: str
    category_label: str
    definition: str
    comparability: str
    holdings: tuple[Holding, ...]


def coverage(data: Data, words: str | None = None, *, schemas: str | None = None) -> list[Coverage]:
    """The measures and categories of a dataset that match all `words`, in the order of the vocabulary."""
    shelf = library(data, areas=True, schemas=schemas)
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for cell in shelf.cells:
        groups[cell.figure.subject.measure, cell.figure.subject.category].append(cell.figure)
    book = shelf.rules.book
    measures, categories = list(book.measures), list(book.categories)

    def position(key: tuple[str, str]) -> tuple[Any, ...]:
        return tuple(order.index(i) if i in order else -1 for i, order in zip(key, (measures, categories), strict=True))

    found = []
    for measure, category in sorted(groups, key=position):
        if words and not said(words, measure, category, shelf.rules):
            continue
        known, subject = book.measures.get(measure), book.categories.get(category)
        names = {f.id: f.name for f in book.forces.values()}
        found.append(
            Coverage(
                measure, category, known.label if known else measure, subject.label if subject else category,
                known.definition if known else "", known.comparability if known else "",
                tuple(_holdings(groups[measure, category], names)),
            )
        )  # fmt: skip
    return found


def _holdings(figures: list[Figure], names: dict[str, str]) -> list[Holding]:
    holdings = []
    for force in sorted({f.force for f in figures}):
        own = [f for f in figures if f.force == force]
        whole = [f for f in own if f.area_type == "force" and f.area == names.get(force, f.area)]
        spans = {(f.span.start, f.span.end): f.span for f in whole if f.span.known}
        latest = max(spans.values(), key=lambda s: (s.end, s.months or 0)) if spans else None
        areas = {(f.area_type, f.area) for f in own if f not in whole}
        statistics = tuple(sorted({f.subject.statistic for f in whole}))
        word = period_text(latest) if latest else ""
        holdings.append(Holding(force, len(whole), len(spans), word, statistics, len(areas)))
    return holdings
