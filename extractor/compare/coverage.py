"""Which forces have figures on what: the list of measures of a dataset."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from extractor.compare.gather import Data
from extractor.compare.lineup import Span
from extractor.compare.published import rows_of, values_of
from extractor.compare.relevant import Question, relevant, understood
from extractor.compare.rules import load_rules
from extractor.compare.wording import period_text
from extractor.reviewed import review_of


@dataclass(frozen=True, slots=True)
class Holding:
    """What one force publishes of a measure and category, as level figures of the force as a whole.

    `latest` words the last period that is determined, `periods` counts all that are; `areas` counts the areas
    below the force that have figures too, `left_out` the figures that a person excluded.
    """

    force: str
    figures: int
    periods: int
    latest: str
    statistics: tuple[str, ...]
    areas: int
    left_out: int = 0


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
    rules = load_rules(schemas)
    book = rules.book
    question = understood(Question(words=words or ""), data.observations, rules)
    frame = relevant(data.observations, question, rules, areas=True, change=False)
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    review = review_of(data)
    out = {r["observation_id"] for r, _ in review.split(rows_of(frame))[1]} if review.excluded else set()
    for row in zip(*(values_of(frame, name) for name in _COLUMNS), strict=True):
        groups[row[1], row[2] or ""].append(_Row(row[0] in out, *row[3:]))
    measures, categories = list(book.measures), list(book.categories)

    def position(key: tuple[str, str]) -> tuple[Any, ...]:
        return tuple(order.index(i) if i in order else -1 for i, order in zip(key, (measures, categories), strict=True))

    found = []
    for measure, category in sorted(groups, key=position):
        if not question.covers(measure, category):
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


class _Row(NamedTuple):
    is_out: bool
    force: str
    statistic: str | None
    area_type: str | None
    area: str | None
    start: date | None
    end: date | None


_COLUMNS = (
    "observation_id",
    "measure",
    "category",
    "force",
    "statistic",
    "area_type",
    "area",
    "period_start",
    "period_end",
)


def _holdings(rows: list[_Row], names: dict[str, str]) -> list[Holding]:
    holdings = []
    for force in sorted({row.force for row in rows}):
        own = [row for row in rows if row.force == force and not row.is_out]
        out = sum(row.force == force and row.is_out for row in rows)
        whole = [row for row in own if row.area_type == "force" and row.area == names.get(force, row.area)]
        spans = {Span("", row.start, row.end, "") for row in whole if row.start and row.end}
        latest = max(spans, key=lambda s: (s.end or date.min, s.months or 0), default=None)
        areas = {(row.area_type, row.area) for row in own} - {(row.area_type, row.area) for row in whole}
        statistics = tuple(sorted({row.statistic for row in whole if row.statistic}))  # it may be open
        word = period_text(latest) if latest else ""
        holdings.append(Holding(force, len(whole), len(spans), word, statistics, len(areas), out))
    return holdings
