"""Settle how a figure measures: role, unit, statistic and sign, from its headings and its own marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.codelists import Measure, Vocabulary
from extractor.facts import Facts
from extractor.normalise.subject import Headings
from extractor.notation.figures import Figure
from extractor.quick import quick

# Money is published in one unit, so that budgets line up: `£1.2m` is 1200 and `£57` is 0.057 thousand pounds.
_THOUSANDS = {"gbp": Decimal("0.001"), "gbp_million": Decimal(1000), "gbp_billion": Decimal(1000000)}
_MONEY = (*_THOUSANDS, "gbp_thousand")


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """How a figure measures. `problem` is a finding's code and message where something stays doubtful."""

    measure: str
    statistic: str
    role: str
    unit: str
    value: Decimal | None
    problem: tuple[str, str] | None = None


@quick
@dataclass(frozen=True, slots=True)
class Siblings:
    """Figures beside one: levels of its own series (`levels`) and those of its measure (`alike`)."""

    levels: Sequence[Figure]
    alike: Sequence[Figure]

    def percent(self) -> bool | None:
        """True where the levels are percentages, False where they are not, None where there are none."""
        figures = [f for f in self.levels if f.value is not None and not f.out_of]
        if not figures:
            return None
        return sum(f.unit == "percent" for f in figures) * 2 > len(figures)


def quantity_of(
    figure: Figure,
    measure: str,
    headings: Headings,
    siblings: Siblings,
    notes: Sequence[Facts],
    vocabulary: Vocabulary,
) -> Quantity:
    """Settle one figure. `measure` may change to its rate where the figures are printed as percentages."""
    entry = vocabulary.measures.get(measure)
    level_percent = siblings.percent()
    if level_percent is None and entry is not None:
        level_percent = entry.unit == "percent" or None
    role, unit = _role(figure, _heading_role(headings), level_percent)
    statistic = _stated(headings, "statistic")
    if role == "level":
        unit, statistic = _level_unit(figure, entry, headings, notes, unit, statistic)
    elif role == "difference" and not unit:
        unit = figure.unit or _difference_unit(entry, headings, level_percent)
    if unit == "percent" and role == "level" and figure.unit != "percent" and _beyond_percent(figure):
        # a heading farther out named a share, but what stands here is a count of something
        return Quantity("", "count", role, "count", figure.value, _NOT_A_SHARE)
    if statistic == "rank" or unit == "rank":
        statistic, unit = "rank", "rank"
    entry = _rate(
        entry, _printed_as_rate(figure, role, unit, statistic, level_percent, siblings), statistic, vocabulary
    )
    statistic = statistic or _statistic(entry, unit, role)
    value, problem = _signed(figure, role, unit)
    if value is not None and unit in _THOUSANDS:
        value, unit = value * _THOUSANDS[unit], "gbp_thousand"
    doubt = problem or _doubt(figure, role, unit, entry, headings)
    return Quantity(entry.id if entry else measure, statistic, role, unit, value, doubt)


_NOT_A_SHARE = ("not-a-percentage", "its headings name a share, which cannot be over 100; the measure is left open")


def _beyond_percent(figure: Figure) -> bool:
    return figure.value is not None and figure.value > 100 and not figure.decimals


def _heading_role(headings: Headings) -> str:
    roles = [r for r in (headings.row.role, headings.column.role) if r]
    if "percent_change" in roles:
        return "percent_change"
    return roles[0] if roles else headings.context[0].role if headings.context else ""


def _stated(headings: Headings, name: str) -> str:
    """What row, column, corner or title state of a dimension; headings farther out do not reach the figures."""
    near = (headings.row, headings.column, *headings.context[:2])
    return next((v for f in near if (v := getattr(f, name))), "")


def _role(figure: Figure, stated: str, level_percent: bool | None) -> tuple[str, str]:
    """Role and, where the role settles it, unit."""
    if figure.unit == "percentage_point":
        return "difference", "percentage_point"
    if stated == "percent_change":
        return ("difference", "percentage_point") if level_percent else ("percent_change", "percent")
    if stated == "difference":
        if level_percent:
            return "difference", "percentage_point"
        if figure.unit == "percent":
            return "percent_change", "percent"
        return "difference", ""
    return "level", ""


def _level_unit(
    figure: Figure,
    entry: Measure | None,
    headings: Headings,
    notes: Sequence[Facts],
    unit: str,
    statistic: str,
) -> tuple[str, str]:
    if figure.out_of is not None:
        if statistic == "rank":
            return "rank", "rank"
        return (figure.unit or "count"), "count"
    if figure.unit:
        return figure.unit, statistic if figure.unit != "percent" or statistic != "count" else "share"
    unit = _stated(headings, "unit")
    if unit == "percent" and entry is not None and entry.unit == "percent":
        return "percent", statistic
    if unit:
        return unit, statistic
    noted = _noted_rate(entry, notes) if figure.decimals or _peer(headings) else None
    if noted is not None:
        return noted.unit, noted.statistic
    return (entry.unit if entry else "count"), statistic


def _peer(headings: Headings) -> bool:
    return "peer_group" in (headings.row.area_type, headings.column.area_type)


def _noted_rate(entry: Measure | None, notes: Sequence[Facts]) -> Facts | None:
    """A note such as `Crimes per 1000 households` beneath the table, where it speaks of counts like this one."""
    if entry is None or entry.unit != "count":
        return None
    return next((n for n in notes if n.statistic == "rate" and n.unit.startswith("per_")), None)


def _difference_unit(entry: Measure | None, headings: Headings, level_percent: bool | None) -> str:
    if level_percent:
        return "percentage_point"
    stated = _stated(headings, "unit")
    if stated and stated != "percent":
        return stated
    unit = entry.unit if entry else "count"
    # the levels are printed without a percent sign, so what is called a share is printed as its count
    return "percentage_point" if unit == "percent" and level_percent is None else "count" if unit == "percent" else unit


def _printed_as_rate(
    figure: Figure, role: str, unit: str, statistic: str, level_percent: bool | None, siblings: Siblings
) -> bool:
    if statistic == "rank":
        return any(f.unit == "percent" for f in siblings.alike)
    return unit == "percent" if role == "level" else bool(level_percent)


def _rate(entry: Measure | None, printed_as_rate: bool, statistic: str, vocabulary: Vocabulary) -> Measure | None:
    """`FAT outcomes 15.0%` is the outcome rate, not the number of outcomes."""
    if entry is None or not printed_as_rate or statistic == "share":
        return entry
    return vocabulary.measures.get(entry.rate_measure, entry)


def _statistic(entry: Measure | None, unit: str, role: str) -> str:
    if unit.startswith("per_"):
        return "rate"
    if unit in _MONEY:
        return "amount"
    if role == "level" and unit == "percent" and (entry is None or entry.statistic == "count"):
        return "share"
    return entry.statistic if entry else "share" if unit in ("percent", "percentage_point") else "count"


def _signed(figure: Figure, role: str, unit: str) -> tuple[Decimal | None, tuple[str, str] | None]:
    """The value with its sign: brackets and arrows say "down" for changes and money, never for counts."""
    value = figure.value
    if value is None:
        return None, None
    problem: tuple[str, str] | None = None
    if figure.bracketed:
        if role == "level" and unit not in _MONEY:
            return None, ("bracketed-level", "a level in brackets is no negative number; read it on the page")
        value = -value
    elif figure.arrow and role != "level":
        if figure.signed and value != 0 and (value > 0) != (figure.arrow > 0):
            problem = ("arrow-against-sign", "the arrow points against the printed sign; the sign was kept")
        elif not figure.signed:
            value = abs(value) * figure.arrow
    return (value if value else abs(value)), problem


def _doubt(figure: Figure, role: str, unit: str, entry: Measure | None, headings: Headings) -> tuple[str, str] | None:
    if role == "level" and figure.signed and headings.unknown and unit not in _MONEY:
        return "signed-level", "a signed figure under a heading that is not understood: it may be a change"
    if figure.problem and figure.kind == "number":
        return "second-figure", figure.problem
    if unit == "count" and figure.decimals and entry is not None and entry.statistic == "count":
        return (
            "fractional-count",
            "a count with decimals: its heading does not say of what it is a rate or a mean",
        )
    return None
