"""Parts that sum to a category another force publishes whole, by the rules of schemas/combinations.csv."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from extractor.compare.lineup import Figure
from extractor.compare.published import Cell
from extractor.compare.rules import Combination
from extractor.compare.wording import number


class _Slot(NamedTuple):
    """Where the parts of one whole must agree."""

    measure: str
    unit: str
    breakdown: str
    force: str
    area_type: str
    area: str
    start: date
    end: date


def combined(cells: Sequence[Cell], rules: Iterable[Combination]) -> list[Figure]:
    """Sums of published parts, where all parts and no whole are published for the same area and period.

    A part with a rival value, a bound (`<5`) or no determined period is not summed.
    """
    rules = list(rules)
    measures = {measure for rule in rules for measure in rule.measures}
    slots: dict[_Slot, dict[str, Figure | None]] = defaultdict(dict)
    for cell in cells:
        slot = _slot(cell.figure) if cell.figure.subject.measure in measures else None
        if slot is not None:
            clear = not cell.rivals and not cell.figure.qualifier
            slots[slot][cell.figure.subject.category] = cell.figure if clear else None
    sums: list[Figure] = []
    for rule in rules:
        for slot, there in slots.items():
            parts = [figure for part in rule.parts if (figure := there.get(part))]
            if slot.measure in rule.measures and rule.whole not in there and len(parts) == len(rule.parts):
                there[rule.whole] = _sum(parts, rule)  # a whole may be a part of the next rule
                sums.append(_sum(parts, rule))
    return sums


def _slot(figure: Figure) -> _Slot | None:
    subject, span = figure.subject, figure.span
    if subject.statistic != "count" or span.start is None or span.end is None:
        return None
    area = (figure.force, figure.area_type, figure.area)
    return _Slot(subject.measure, subject.unit, subject.breakdown, *area, span.start, span.end)


def _sum(parts: Sequence[Figure], rule: Combination) -> Figure:
    formula = " + ".join(f.formula if f.derived else f"{number(f.value)} ({f.subject.category})" for f in parts)
    return replace(
        parts[0], subject=replace(parts[0].subject, category=rule.whole),
        value=sum((f.value for f in parts), Decimal(0)), footing="sum_of_parts", formula=formula,
        observation_ids=tuple(i for f in parts for i in f.observation_ids),
        places=tuple(p for f in parts for p in f.places), vintage="only",
        check="failed" if any(f.check == "failed" for f in parts) else "none",
    )  # fmt: skip
