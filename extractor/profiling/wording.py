"""Facts in the notation of `terms.csv`, so that what a profile shows can be copied into a row."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.facts import OPEN, Facts
from extractor.notation.periods import PeriodRef

_PLAIN = ("measure", "category", "statistic", "unit", "role", "base")
_FLAGS = ("baseline", "total", "snapshot")


def facts_text(facts: Facts) -> str:
    """`category=burglary; role=percent_change; period=2022-04-01..2023-03-31`."""
    return written((*_stated(facts),))


def written(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs of a term as one text."""
    return "; ".join(f"{key}={value}" for key, value in pairs)


def _stated(facts: Facts) -> Iterable[tuple[str, str]]:
    yield from ((name, getattr(facts, name)) for name in _PLAIN if getattr(facts, name))
    if facts.area:
        yield "area", "open" if facts.area == OPEN else facts.area
    if facts.area_type:
        yield "area_type", facts.area_type
    if facts.period is not None:
        yield "period", _period(facts.period)
    yield from ((name, "yes") for name in _FLAGS if getattr(facts, name))
    yield from ((f"breakdown.{name}", value) for name, value in facts.breakdown)
    if facts.context:
        yield "context", facts.context


def _period(ref: PeriodRef) -> str:
    """The days, open at an end that is not told; else what is settled against the document's own time."""
    if ref.period is None:
        return ref.relative
    ends = (ref.period.start, ref.period.end)
    return "..".join(day.isoformat() if day else "" for day in ends)
