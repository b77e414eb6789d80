"""Per head: counts over the people who live in a force's area, from schemas/populations.csv or the report itself.

The estimate is that of the year in which the middle of the period lies. A year that is not listed is not filled from
its neighbours: the figure stays open and a note says which year is missing.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.compare.align import Denominators, Population, kept
from extractor.compare.lineup import Figure, Reason, Span
from extractor.compare.rules import Rules
from extractor.compare.wording import number

_PER = 1000


def population_of(figure: Figure, denominators: Denominators, rules: Rules) -> Population | None:
    """The people behind a figure of a force as a whole: the official estimate, else what its document implies."""
    year, force = middle_year(figure.span), rules.book.forces.get(figure.force)
    whole = figure.area_type == "force" and (force is None or figure.area == force.name)
    known = rules.populations.get((figure.force, year)) if year and whole else None
    if known:
        return Population(known.people, known.people, known.people, f"{number(known.people)} ({known.source})", ())
    return denominators.population(figure)


def middle_year(span: Span) -> int | None:
    """The year in which the middle of a period lies; None where its days are not determined."""
    if span.start is None or span.end is None:
        return None
    return (span.start + (span.end - span.start) / 2).year


def per_head(count: Figure, population: Population) -> Figure:
    """A count per 1,000 people over its own period, with what the population leaves open."""
    low, high = count.low or count.value, count.high or count.value
    exact = population.low == population.high and low == high
    whole = f"({count.formula})" if count.derived else number(count.value)
    return replace(
        count, subject=replace(count.subject, statistic="rate", unit="per_1000_population"),
        value=kept(count.value / population.middle * _PER), footing="per_head",
        formula=f"{whole} / {population.basis} × 1,000",
        observation_ids=tuple(dict.fromkeys((*count.observation_ids, *population.observation_ids))),
        low=None if exact else kept(low / population.high * _PER),
        high=None if exact else kept(high / population.low * _PER),
    )  # fmt: skip


def open_head(figure: Figure, rules: Rules) -> Reason | None:
    """Why a count has no figure per head, where a year is missing; None where nobody could mend it by a row."""
    year = middle_year(figure.span)
    if year is None or figure.qualifier or (figure.force, year) in rules.populations:
        return None
    return Reason("no_population", f"per head stays open: no population of {year} in schemas/populations.csv")
