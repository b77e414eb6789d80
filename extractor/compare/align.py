"""A common footing: monthly means, and rates where a publication lets its population be known.

Everything made here is marked as derived, with the formula and the observations it used.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from extractor.compare.lineup import Figure, Span
from extractor.compare.published import decimals
from extractor.compare.wording import number

# A population known no better than this (half the width of its interval over its middle) is not used: a rate
# printed as 25 says no more than "within 2 %", and put the force's population 3 % off where it was tried.
_LARGEST_DOUBT = Decimal("0.01")
_DIGITS = 6  # significant digits kept of a derived value
_KINDS = {3: "quarter", 12: "rolling_12_months"}


@dataclass(frozen=True, slots=True)
class Population:
    """The people behind a rate. What a publication implies (count / rate × 1,000) has the bounds of rounding, an
    estimate has none; `basis` says where it comes from, `observation_ids` from which figures."""

    low: Decimal
    middle: Decimal
    high: Decimal
    basis: str
    observation_ids: tuple[str, ...]


def monthly_mean(figure: Figure) -> Figure | None:
    """A count per month; None where the period is no run of whole months. A month is its own mean."""
    months = figure.span.months
    if figure.qualifier or months is None:
        return None
    if months == 1 and not figure.derived:
        return figure
    whole = figure.formula if figure.derived else number(figure.value)
    formula = f"({whole}) / {months} months" if figure.derived else f"{whole} / {months} months"
    return replace(
        figure, value=kept(figure.value / months), footing="monthly_mean", formula=formula,
        low=None if figure.low is None else kept(figure.low / months),
        high=None if figure.high is None else kept(figure.high / months),
    )  # fmt: skip


def monthly_rate(count: Figure, population: Population) -> Figure | None:
    """A count as a rate per 1,000 population and month, through the population that the publication implies."""
    mean = monthly_mean(count)
    if mean is None:
        return None
    basis, people = mean.formula or number(mean.value), population.basis
    ids = (*mean.observation_ids, *population.observation_ids)
    exact = population.low == population.high
    return replace(
        mean, subject=replace(count.subject, statistic="rate", unit="per_1000_population"),
        value=kept(mean.value / population.middle * 1000), footing="monthly_rate",
        formula=f"{basis} / {people} × 1,000", observation_ids=tuple(dict.fromkeys(ids)),
        low=None if exact else kept(mean.value / population.high * 1000),
        high=None if exact else kept(mean.value / population.low * 1000),
    )  # fmt: skip


def rate_per_month(rate: Figure) -> Figure | None:
    """A published rate for several months as a rate per month, with the bounds of its rounding."""
    months = rate.span.months
    if rate.qualifier or months is None:
        return None
    if months == 1:
        return rate
    low, high = rounding(rate)
    return replace(
        rate, value=kept(rate.value / months), footing="monthly_rate",
        formula=f"{number(rate.value)} / {months} months", low=kept(low / months), high=kept(high / months),
    )  # fmt: skip


def rounding(figure: Figure) -> tuple[Decimal, Decimal]:
    """The bounds between which a printed value was before it was rounded."""
    half = Decimal(5).scaleb(-decimals(figure) - 1)
    return figure.value - half, figure.value + half


def interval(figure: Figure) -> tuple[Decimal, Decimal]:
    """Between which values a figure lies: counts are exact, printed decimals as they were rounded."""
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    if figure.derived or figure.subject.statistic == "count":
        return figure.value, figure.value
    return rounding(figure)


class Denominators:
    """What each document says of the populations behind its rates.

    `load` gives a document's rates and the counts beside them, and may give those of other documents with it; it is
    asked for documents that matter, when they do.
    """

    def __init__(self, load: Callable[[str], Mapping[str, Iterable[Figure]]]) -> None:
        self._load = load
        self._known: set[str] = set()
        self._counts: dict[tuple[object, ...], Figure] = {}
        self._best: dict[tuple[str, str, str], Population] = {}

    def _see(self, documents: Iterable[str]) -> None:
        for document in documents:
            if document not in self._known:
                self._known.add(document)
                for name, figures in self._load(document).items():
                    self._known.add(name)
                    self._add(figures)

    def _add(self, figures: Iterable[Figure]) -> None:
        rates = []
        for figure in figures:
            if figure.span.known and not figure.qualifier:
                if (figure.subject.statistic, figure.subject.unit) == ("count", "count"):
                    self._counts |= dict.fromkeys(_bases(figure), figure)
                elif (figure.subject.statistic, figure.subject.unit) == ("rate", "per_1000_population"):
                    rates.append(figure)
        for rate in rates:
            count = self._beside(rate)
            known = _population(count, rate) if count else None
            best = self._best.get(_home(rate))
            if known and (best is None or _doubt(known) < _doubt(best)):
                self._best[_home(rate)] = known

    def count(self, rate: Figure) -> Figure | None:
        """The count that the same row of the same table prints beside a rate."""
        self._see(place.document_id for place in rate.places)
        return self._beside(rate)

    def _beside(self, rate: Figure) -> Figure | None:
        return next((self._counts[basis] for basis in _bases(rate) if basis in self._counts), None)

    def population(self, figure: Figure) -> Population | None:
        """The population of the figure's area, as its document implies it."""
        self._see(_home(figure)[:1])
        return self._best.get(_home(figure))

    def contradicted(self, rate: Figure) -> str:
        """Why a rate cannot be of its area's population; empty where nothing speaks against it."""
        count, known = self.count(rate), self.population(rate)
        low, high = rounding(rate)
        if count is None or known is None or count.value <= 0 or high <= 0:
            return ""
        least = count.value / high * 1000
        most = count.value / low * 1000 if low > 0 else None
        if least <= known.high and (most is None or most >= known.low):
            return ""
        implied = count.value / rate.value * 1000 if rate.value else least
        return (
            f"printed as a rate of the population, but {number(count.value)} at this rate makes "
            f"{number(implied, -3)} people where the same document implies {number(known.middle, -3)}"
        )


def _home(figure: Figure) -> tuple[str, str, str]:
    return (figure.places[0].document_id, figure.area_type, figure.area)


def _bases(figure: Figure) -> list[tuple[object, ...]]:
    """What a count and the rate made of it have in common, at each place that prints the figure."""
    subject, span = figure.subject, figure.span
    about = (subject.measure, subject.category, subject.breakdown, span.start, span.end, figure.area_type, figure.area)
    return [(place.document_id, place.table, place.row_label, *about) for place in figure.places if place.table]


def _population(count: Figure, rate: Figure) -> Population | None:
    low, high = rounding(rate)
    if low <= 0 or count.value <= 0:
        return None
    known = Population(
        count.value / high * 1000, count.value / rate.value * 1000, count.value / low * 1000,
        f"({number(count.value)} / {number(rate.value)} × 1,000)", (*count.observation_ids, *rate.observation_ids),
    )  # fmt: skip
    return known if _doubt(known) <= _LARGEST_DOUBT else None


def _doubt(population: Population) -> Decimal:
    return (population.high - population.low) / (population.high + population.low)


class Tiles:
    """The months, quarters and half-years that figures cover, to be summed to longer periods. The `figures` are of one
    subject, one figure a period, none a bound."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._runs: dict[int, list[Figure]] = {months: [] for months in (1, 3, 6)}
        for figure in sorted(figures, key=lambda f: f.span.end or date.min):
            if figure.span.months in self._runs:
                self._runs[figure.span.months].append(figure)
        self._ends = {months: [f.span.end or date.min for f in run] for months, run in self._runs.items()}

    def sum_over(self, span: Span) -> Figure | None:
        """The sum over a period of the figures that fill it without gap or overlap: of months, else of quarters, else
        of half-years; None where no kind fills it."""
        if span.start is None or span.end is None:
            return None
        for months, run in self._runs.items():
            ends = self._ends[months]
            # of one length, so that what ends within the period and begins before it comes first
            inside = run[bisect_left(ends, span.start) : bisect_right(ends, span.end)]
            inside = [f for f in inside if f.span.start and span.start <= f.span.start]
            if len(inside) < 2 or (inside[0].span.start, inside[-1].span.end) != (span.start, span.end):
                continue
            if all(_follow(a.span, b.span) for a, b in pairwise(inside)):
                return _summed(inside)
        return None


def _follow(one: Span, other: Span) -> bool:
    return one.end is not None and other.start == one.end + timedelta(days=1)


def _summed(run: Sequence[Figure]) -> Figure:
    first, last = run[0], run[-1]
    kind = _KINDS.get(len(run), "undetermined")
    span = Span(f"{first.span.label} to {last.span.label}", first.span.start, last.span.end, kind)
    return replace(
        last, span=span, value=sum((f.value for f in run), Decimal(0)), footing="sum_of_months",
        formula=" + ".join(f"({f.formula})" if f.derived else number(f.value) for f in run), low=None, high=None,
        observation_ids=tuple(i for f in run for i in f.observation_ids),
        places=tuple(p for f in run for p in f.places),
        check="failed" if any(f.check == "failed" for f in run) else "none",
    )  # fmt: skip


def kept(value: Decimal) -> Decimal:
    """A derived value with as many digits as are worth keeping."""
    if not value:
        return Decimal(0)
    rounded = value.quantize(Decimal(1).scaleb(min(0, value.adjusted() - _DIGITS + 1)), ROUND_HALF_EVEN)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()
