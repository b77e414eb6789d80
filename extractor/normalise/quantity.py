"""Settle how a figure measures: role, unit, statistic and sign, from its headings and its own marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.codelists import Measure, Vocabulary
from extractor.facts import AVERAGES, Facts
from extractor.normalise.given import MONEY, THOUSANDS, Given, Siblings, unit_of
from extractor.normalise.roles import role_of
from extractor.normalise.subject import Headings
from extractor.normalise.units import NO_COUNTS, difference_unit, level_unit, open_unit
from extractor.notation.figures import Figure
from extractor.quick import quick

_CHANGES = ("difference", "percent_change")
_BY_UNIT = {"percentage_point": "share", "count": "count", "fte": "count"}
_NOT_A_SHARE = ("not-a-percentage", "its headings name a share, which cannot be over 100; the measure is left open")


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """How a figure measures. An empty role, unit or statistic is open: the headings do not settle it.

    `problem` is a finding's code and message where something stays doubtful.
    """

    measure: str
    statistic: str
    role: str
    unit: str
    value: Decimal | None
    problem: tuple[str, str] | None = None


def quantity_of(
    figure: Figure,
    measure: str,
    headings: Headings,
    siblings: Siblings,
    notes: Sequence[Facts],
    vocabulary: Vocabulary,
    proven: str = "",
) -> Quantity:
    """Settle one figure. `measure` may change to its rate where the figures are printed as percentages.

    `proven` is the role that arithmetic shows the figures under its heading to have, where the heading says none.
    """
    entry = _fitting(vocabulary.measures.get(measure), headings)
    given = Given(figure, entry, headings, siblings, notes, vocabulary, None)
    given = replace(given, percent=_levels_percent(given))
    role, unit = role_of(given, proven)
    stated = given.stated("statistic")
    if role == "level":
        unit, stated = level_unit(given, stated)
    elif role == "difference":
        unit = unit or difference_unit(given)
    elif not role:
        unit = open_unit(given)
    if unit == "percent" and role == "level" and _is_beyond_percent(figure):
        return _no_share(given, role)
    if "rank" in (stated, unit):
        stated = unit = "rank"
    entry = _as_printed(given, role, unit, stated)
    statistic = _statistic(replace(given, entry=entry), role, unit, stated, proven)
    if entry is not None and _contradicts(entry, unit, role, headings):
        entry, statistic = None, "count" if unit == "fte" else statistic
    value, problem = _signed(figure, role, unit)
    doubt = problem or _doubt(figure, role, unit, entry)
    if unit in THOUSANDS:
        value, unit = value * THOUSANDS[unit] if value is not None else None, "gbp_thousand"
    return Quantity(entry.id if entry is not None else "", statistic, role, unit, value, doubt)


def _fitting(entry: Measure | None, headings: Headings) -> Measure | None:
    """The measure, unless row or column print a unit that it cannot have: posts in FTE are no head count."""
    printed = headings.column.unit or headings.row.unit
    misfit = entry is not None and entry.unit == "count" and printed in NO_COUNTS
    return None if misfit and not (headings.column.measure and headings.column.unit) else entry


def _levels_percent(given: Given) -> bool | None:
    """Whether the levels beside a figure are percentages: by their signs, their measure or their row, which says that
    its figures are percentages with or without a sign at each."""
    entry, row = given.entry, given.headings.row
    named = entry is not None and entry.id == row.measure and not given.stated("unit")
    rated = entry.unit if entry is not None and named else ""
    if not row.role and ("percent" in (row.unit, rated) or row.statistic == "share"):
        return True
    by_signs = given.siblings.percent()
    return True if by_signs is None and entry is not None and entry.unit == "percent" else by_signs


def _is_beyond_percent(figure: Figure) -> bool:
    return figure.unit != "percent" and figure.value is not None and figure.value > 100 and not figure.decimals


def _no_share(given: Given, role: str) -> Quantity:
    """A count of something under a heading farther out that names a share. Where its own heading names it, that is
    contradicted, and what the figure counts, if anything, is not known."""
    own = any("percent" in (f.unit, unit_of(f.measure, given.vocabulary)) for f in given.near)
    counted = "" if own and not given.counts() else "count"
    return Quantity("", counted, role, counted, given.figure.value, _NOT_A_SHARE)


def _as_printed(given: Given, role: str, unit: str, statistic: str) -> Measure | None:
    """The measure, or its rate where the figures are printed as one: `FAT outcomes 15.0%` is the outcome rate, not the
    number of outcomes."""
    if given.entry is None:
        return None
    if statistic == "rank":
        units = [f.unit for f in given.siblings.alike] + [f.unit for f in given.headings.context[:2]]
        rate = "percent" in units
    else:
        rate = unit == "percent" if role == "level" else bool(given.percent)
    return given.vocabulary.measures.get(given.entry.rate_measure, given.entry) if rate else given.entry


def _statistic(given: Given, role: str, unit: str, stated: str, proven: str) -> str:
    """The statistic that headings state, where it is the figure's own, else the one that unit and measure settle."""
    if unit.startswith("per_"):
        return "rate"
    own = stated if _is_own(given, role, unit, stated, proven) else ""
    statistic = own or _settled(given.entry, unit, role)
    if unit == "percent" and statistic == "mean" and "mean" not in (f.statistic for f in given.near):
        return "share" if role == "level" else ""  # the title is of the means beside it
    if statistic == "amount" and unit in ("percent", "percentage_point") and role != "percent_change":
        return "share" if role else ""  # of an amount
    return statistic


def _is_own(given: Given, role: str, unit: str, stated: str, proven: str) -> bool:
    """Whether the statistic that headings state is that of the figure and not of what stands beside it: what is not
    known to be a level is no share, a change from an average no average."""
    change_from = stated in AVERAGES and not _is_of_averages(given)
    if role in _CHANGES and (change_from or (stated == "share" and proven)):
        return False
    if not role and stated == "share":
        return False
    return stated != "mean" or (bool(unit) and (bool(role) or unit != "percent"))


def _is_of_averages(given: Given) -> bool:
    """Whether a change is one of averages (a row `Average` under `Change`), not one from an average."""
    return any(f.role for f in given.near) and any(f.averages and not f.role for f in given.near)


def _settled(entry: Measure | None, unit: str, role: str) -> str:
    """The statistic that unit or measure settles; a change in per cent says nothing of what it is a change of."""
    if unit in MONEY:
        return "amount"
    percent = unit == "percentage_point" or (role == "level" and unit == "percent")
    if percent and (entry is None or entry.statistic == "count"):
        return "share"
    if entry is not None:
        return entry.statistic if unit or role in _CHANGES else ""
    return _BY_UNIT.get(unit, "") if role in ("level", "difference") else ""


def _contradicts(entry: Measure, unit: str, role: str, headings: Headings) -> bool:
    """Whether a figure is not of the measure its headings name: posts under a budget, or a percentage of what is
    counted where no heading says that it stands for a share of it."""
    if entry.unit in MONEY and unit == "fte":
        return True
    percent = unit == "percentage_point" or (unit == "percent" and role == "level")
    near = (headings.row, headings.column, *headings.context[:2])
    said = any(f.unit == "percent" or f.statistic in ("share", "rate") or "statistic" in f.doubts for f in near)
    return percent and entry.unit == "count" and not said


def _signed(figure: Figure, role: str, unit: str) -> tuple[Decimal | None, tuple[str, str] | None]:
    """The value with its sign: brackets and arrows say "down" for changes and money, never for counts."""
    value = figure.value
    if value is None:
        return None, None
    problem: tuple[str, str] | None = None
    if figure.bracketed:
        if role == "level" and unit not in MONEY:
            return None, ("bracketed-level", "a level in brackets is no negative number; read it on the page")
        value = -value
    elif figure.arrow and role != "level":
        if figure.signed and value != 0 and (value > 0) != (figure.arrow > 0):
            problem = ("arrow-against-sign", "the arrow points against the printed sign; the sign was kept")
        elif not figure.signed:
            value = abs(value) * figure.arrow
    return (value if value else abs(value)), problem


def _doubt(figure: Figure, role: str, unit: str, entry: Measure | None) -> tuple[str, str] | None:
    if figure.problem and figure.kind == "number":
        return "second-figure", figure.problem
    if not unit and figure.decimals and role == "level" and entry is not None and entry.statistic == "count":
        return (
            "fractional-count",
            "a count with decimals: its heading does not say of what it is a rate or a mean",
        )
    return None
