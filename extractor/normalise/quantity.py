"""Settle how a figure measures: role, unit, statistic and sign, from its headings and its own marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.codelists import Measure, Vocabulary, words_of
from extractor.facts import AVERAGES, Facts
from extractor.normalise.subject import Headings
from extractor.notation.figures import Figure
from extractor.quick import quick

# Money is published in one unit, so that budgets line up: `£1.2m` is 1200 and `£57` is 0.057 thousand pounds.
_THOUSANDS = {"gbp": Decimal("0.001"), "gbp_million": Decimal(1000), "gbp_billion": Decimal(1000000)}
_MONEY = (*_THOUSANDS, "gbp_thousand")


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


@quick
@dataclass(frozen=True, slots=True)
class Siblings:
    """Figures beside one: levels of its own series (`levels`), those of its measure (`alike`) and all of its own line
    (`line`), which share its heading. `lone` is true where no other column of figures stands in the table."""

    levels: Sequence[Figure]
    alike: Sequence[Figure]
    line: Sequence[Figure] = ()
    lone: bool = True

    def percent(self) -> bool | None:
        """True where the levels are percentages, False where they are not, None where there are none."""
        figures = [f for f in self.levels if f.value is not None and not f.out_of]
        if not figures:
            return None
        return sum(f.unit == "percent" for f in figures) * 2 > len(figures)

    def signed(self) -> bool:
        """True where any figure under the same heading carries a sign, an arrow or a minus."""
        return any(f.signed or f.arrow for f in self.line)

    def fractional(self) -> bool:
        """True where any figure under the same heading has decimals: none of them is a count then."""
        return any(f.decimals and not f.unit for f in self.line)

    def currency(self) -> str:
        """The currency of a column of money: its first and its last figure carry the sign, as accounts are set."""
        figures = [f for f in self.line if f.value is not None]
        if len(figures) < 2 or figures[0].unit not in _MONEY or figures[-1].unit != figures[0].unit:
            return ""
        return figures[0].unit

    def lasts_like(self, figure: Figure, unit: str) -> bool:
        """Whether a figure without a unit may be a time in `unit`: not where those that print theirs are far off.

        Where none prints it, whole numbers may be; 3.5 may be seconds or minutes.
        """
        beside = [f for f in (*self.alike, *self.line, *self.levels) if f.unit in _DURATIONS and f.value]
        if not beside or figure.value is None:
            return not (unit == "second" and figure.decimals)
        near = [f.value for f in beside if f.unit == unit and f.value is not None]
        return any(value < _FAR * figure.value and figure.value < _FAR * value for value in near)

    def mixed(self) -> bool:
        """True where some figures under the same heading carry a unit and others do not."""
        return len({f.unit for f in self.line if f.value is not None}) > 1


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
    measure = entry.id if entry else ""
    level_percent = siblings.percent()
    if level_percent is None and entry is not None:
        level_percent = entry.unit == "percent" or None
    named = entry is not None and entry.id == headings.row.measure and not _stated(headings, "unit")
    rated = entry.unit if entry is not None and named else ""
    row = (headings.row.unit, _SHARES.get(headings.row.statistic), rated)
    if not level_percent and "percent" in row and not headings.row.role:
        level_percent = True  # the row says that its figures are percentages, with or without a sign at each
    stated = _heading_role(headings)
    role, unit = _role(figure, stated, level_percent)
    if role == "difference" and not unit and not figure.unit and "percent" in (headings.column.unit, headings.row.unit):
        role, unit = "percent_change", "percent"  # `Change` over `%`, of levels that are no percentages
    if role == "level" and (figure.arrow or not _is_level(headings, siblings)):
        role, unit = _role(figure, proven, level_percent) if proven else ("", "")
    statistic = _stated(headings, "statistic")
    if role == "level":
        unit, statistic = _level_unit(figure, entry, headings, siblings, notes, unit, statistic, vocabulary)
    elif role == "difference" and not unit:
        unread = figure.kind == "unreadable" and entry is None  # `-0:27` is no count either
        unit = figure.unit or ("" if unread else _difference_unit(entry, headings, level_percent, siblings, vocabulary))
    elif not role:
        unit = figure.unit or siblings.currency() or _unit_in_heading(headings)
    if unit == "percent" and role == "level" and figure.unit != "percent" and _beyond_percent(figure):
        # a heading farther out named a share, but what stands here is a count of something
        own = any("percent" in (f.unit, _unit_of(f.measure, vocabulary)) for f in (headings.row, headings.column))
        own = own and not (headings.row.counts or headings.column.counts)  # not under `Number`
        counted = "" if own else "count"  # its own heading is contradicted: what it counts, if anything, is not known
        return Quantity("", counted, role, counted, figure.value, _NOT_A_SHARE)
    if statistic == "rank" or unit == "rank":
        statistic, unit = "rank", "rank"
    entry = _rate(
        entry, _printed_as_rate(figure, role, unit, statistic, level_percent, siblings), statistic, vocabulary
    )
    if unit.startswith("per_"):
        statistic = "rate"
    elif role in ("difference", "percent_change") and (
        (statistic in AVERAGES and not _is_of_means(headings)) or (statistic == "share" and proven)
    ):
        statistic = ""
    elif (not role and statistic == "share") or (
        statistic == "mean" and (not unit or (not role and unit == "percent"))
    ):
        statistic = ""  # what is not known to be a level is no share, a change from an average no average
    statistic = statistic or _statistic(entry, unit, role)
    if unit == "percent" and statistic == "mean" and "mean" not in (headings.row.statistic, headings.column.statistic):
        statistic = "share" if role == "level" else ""  # the title is of the means beside it
    if statistic == "amount" and unit in ("percent", "percentage_point") and role != "percent_change":
        statistic = "share" if role else ""  # of an amount
    if entry is not None and entry.unit in _MONEY and unit == "fte":
        entry, measure, statistic = None, "", "count"  # a budget of posts
    if entry is not None and _is_unexplained_share(entry, unit, role, headings):
        entry, measure = None, ""
    value, problem = _signed(figure, role, unit)
    if unit in _THOUSANDS:
        value, unit = value * _THOUSANDS[unit] if value is not None else None, "gbp_thousand"
    doubt = problem or _doubt(figure, role, unit, entry)
    return Quantity(entry.id if entry else measure, statistic, role, unit, value, doubt)


def _is_of_means(headings: Headings) -> bool:
    """Whether a change is one of means (a row `Average` under `Change`), not one from a mean (`Change on average`)."""
    near = (headings.row, headings.column)
    return any(f.role for f in near) and any(f.averages and not f.role for f in near)


def _fitting(entry: Measure | None, headings: Headings) -> Measure | None:
    """The measure, unless row or column print a unit that it cannot have: posts in FTE are no head count."""
    printed = headings.column.unit or headings.row.unit
    misfit = entry is not None and entry.unit == "count" and printed in _NO_COUNTS
    return None if misfit and not (headings.column.measure and headings.column.unit) else entry


def _unit_of(measure: str, vocabulary: Vocabulary) -> str:
    entry = vocabulary.measures.get(measure)
    return entry.unit if entry is not None else ""


_DURATIONS = ("second", "minute", "hour", "day")
_FAR = 8  # seconds for minutes, or minutes for hours, would be sixty times as many: the root of that
_SHARES = {"share": "percent"}
_NO_COUNTS = ("fte", "hour", "minute", "second", "day", "gbp", "gbp_thousand", "gbp_million", "gbp_billion")
_NOT_A_SHARE = ("not-a-percentage", "its headings name a share, which cannot be over 100; the measure is left open")


def _beyond_percent(figure: Figure) -> bool:
    return figure.value is not None and figure.value > 100 and not figure.decimals


def _heading_role(headings: Headings) -> str:
    roles = [r for r in (headings.row.role, headings.column.role) if r]
    if "percent_change" in roles:
        return "percent_change"
    return roles[0] if roles else headings.context[0].role if headings.context else ""


def _is_level(headings: Headings, siblings: Siblings) -> bool:
    """Whether a figure whose headings state no change is a level: they leave no word that may name a change, and where
    they are not understood, or missing above several columns, no figure beside it carries a sign."""
    near = (headings.row, headings.column)
    if any("role" in f.doubts for f in near):
        return False
    bare = not headings.column.label and (not siblings.lone or siblings.signed())
    silent = headings.unknown or _ONLY_PERCENT.fullmatch(headings.column.label.rpartition(" > ")[2]) is not None
    return not bare and not (silent and siblings.signed())


_ONLY_PERCENT = re.compile(r"\W*(?:%|per ?cent)\W*", re.IGNORECASE)


def _stated(headings: Headings, name: str) -> str:
    """What row, column, corner or title state of a dimension; headings farther out do not reach the figures.

    A column of its own kind (`Officers recruited`) in a table of money is not told its unit by the title, nor one of
    incidents by the time within which the row says they are to be attended (`Priority (60 minutes)`).
    """
    own = headings.column.unknown and headings.column.counts
    row, column = headings.row, headings.column
    bound = name == "unit" and row.unit in _DURATIONS and (column.unit or column.statistic or column.counts)
    near = (*(() if bound else (row,)), column, *(() if own else headings.context[:2]))
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
    siblings: Siblings,
    notes: Sequence[Facts],
    unit: str,
    statistic: str,
    vocabulary: Vocabulary,
) -> tuple[str, str]:
    if figure.out_of is not None:
        if statistic == "rank" or _ranks(headings, vocabulary):
            return "rank", "rank"
        return ("", "") if _unit_in_doubt(headings) else (figure.unit or "count", "count")
    if figure.unit:
        return figure.unit, statistic if figure.unit != "percent" or statistic != "count" else "share"
    unit = _stated(headings, "unit") or siblings.currency()
    if (
        entry is not None
        and entry.unit == "count"
        and unit in _NO_COUNTS
        and not (headings.row.unit or headings.column.unit)
    ):
        if unit == "fte" and not _of_heads(headings, vocabulary):
            return "", ""  # of posts the title may say it
        statistic = ""
        unit = "" if figure.decimals else "count"  # the title says £'000 of its money, not of the officers beside it
    if unit == "percent" and entry is not None and entry.unit == "percent":
        return "percent", statistic
    if unit:
        return unit, statistic
    if entry is not None and entry.unit in _MONEY and (money := _noted_money(notes)):
        return money, statistic
    noted = _noted_rate(entry, notes) if figure.decimals or _peer(headings) else None
    if noted is not None:
        return noted.unit, noted.statistic
    return _unstated_unit(figure, entry, headings, siblings, vocabulary), statistic


def _unstated_unit(
    figure: Figure, entry: Measure | None, headings: Headings, siblings: Siblings, vocabulary: Vocabulary
) -> str:
    """The unit of a level that nothing prints: that of its measure, or a count where nothing speaks against one."""
    if entry is not None:
        fits = not figure.decimals if entry.unit == "count" else entry.unit not in _MONEY  # £, £'000 or £m?
        fits = fits and (entry.unit not in _DURATIONS or siblings.lasts_like(figure, entry.unit))
        return entry.unit if fits and not _unit_in_doubt(headings) else ""
    if _measured(headings, vocabulary) or figure.kind == "unreadable":
        return ""
    whole = not figure.decimals and not siblings.fractional()
    certain = _counts(headings) or not siblings.mixed()
    return "count" if whole and not _unit_in_doubt(headings) and certain else ""


def _ranks(headings: Headings, vocabulary: Vocabulary) -> bool:
    """Whether row or column speak of a place among others: `4 of 15` under `CSP family position`."""
    words = {word for f in (headings.row, headings.column) for word in words_of(f.label)}
    return not words.isdisjoint(vocabulary.cues.get("ranked", frozenset()))


def _of_heads(headings: Headings, vocabulary: Vocabulary) -> bool:
    """Whether row or column count persons and no posts: `Specials (headcount)`."""
    words = {word for f in (headings.row, headings.column) for word in words_of(f.label)}
    return not words.isdisjoint(vocabulary.cues.get("heads", frozenset()))


def _counts(headings: Headings) -> bool:
    return headings.row.counts or headings.column.counts


def _unit_in_doubt(headings: Headings) -> bool:
    return any({"unit", "statistic"} & f.doubts for f in (headings.row, headings.column))


def _measured(headings: Headings, vocabulary: Vocabulary) -> bool:
    """Whether row or column name a measure that is no count, though together they leave open which one is meant."""
    return any(_unit_of(f.measure, vocabulary) not in ("", "count") for f in (headings.row, headings.column))


def _unit_in_heading(headings: Headings) -> str:
    """A unit that row or column heading prints, for a figure whose role is open: no percentage, which may be one of a
    change or of a whole."""
    unit = headings.row.unit or headings.column.unit
    return "" if unit == "percent" else unit


def _peer(headings: Headings) -> bool:
    return "peer_group" in (headings.row.area_type, headings.column.area_type)


def _noted_rate(entry: Measure | None, notes: Sequence[Facts]) -> Facts | None:
    """A note such as `Crimes per 1000 households` beneath the table, where it speaks of counts like this one."""
    if entry is None or entry.unit != "count":
        return None
    return next((n for n in notes if n.statistic == "rate" and n.unit.startswith("per_")), None)


def _noted_money(notes: Sequence[Facts]) -> str:
    """The unit of money that a note states for the table, if they agree."""
    units = {n.unit for n in notes if n.unit in _MONEY}
    return units.pop() if len(units) == 1 else ""


def _difference_unit(
    entry: Measure | None,
    headings: Headings,
    level_percent: bool | None,
    siblings: Siblings,
    vocabulary: Vocabulary,
) -> str:
    if level_percent:
        return "percentage_point"
    stated = _stated(headings, "unit")
    if stated and stated != "percent":
        return stated
    if entry is None:
        unclear = siblings.fractional() or _unit_in_doubt(headings) or _measured(headings, vocabulary)
        return siblings.currency() or ("" if unclear else "count")
    if entry.unit in _MONEY:
        return siblings.currency()  # £, £'000 or £m?
    # where the levels are printed without a percent sign, what is called a share is printed as its count
    counted = level_percent is False and not any(f.decimals for f in siblings.levels)
    return entry.unit if entry.unit != "percent" else "count" if counted else "percentage_point"


def _printed_as_rate(
    figure: Figure, role: str, unit: str, statistic: str, level_percent: bool | None, siblings: Siblings
) -> bool:
    if statistic == "rank":
        return any(f.unit == "percent" for f in siblings.alike)
    return unit == "percent" if role == "level" else bool(level_percent)


def _rate(entry: Measure | None, printed_as_rate: bool, statistic: str, vocabulary: Vocabulary) -> Measure | None:
    """`FAT outcomes 15.0%` is the outcome rate, not the number of outcomes."""
    if entry is None or not printed_as_rate:
        return entry
    return vocabulary.measures.get(entry.rate_measure, entry)


def _is_unexplained_share(entry: Measure, unit: str, role: str, headings: Headings) -> bool:
    """Whether a figure is a percentage of what is counted, and no heading says that it stands for a share of it."""
    percent = unit == "percentage_point" or (unit == "percent" and role == "level")
    near = (headings.row, headings.column, *headings.context[:2])
    said = any(f.unit == "percent" or f.statistic in ("share", "rate") or "statistic" in f.doubts for f in near)
    return percent and entry.unit == "count" and not said


def _statistic(entry: Measure | None, unit: str, role: str) -> str:
    """The statistic that unit or measure settles; a change in per cent says nothing of what it is a change of."""
    if unit.startswith("per_"):
        return "rate"
    if unit in _MONEY:
        return "amount"
    percent = unit == "percentage_point" or (role == "level" and unit == "percent")
    if percent and (entry is None or entry.statistic == "count"):
        return "share"
    if entry is not None:
        return entry.statistic if unit or role in ("difference", "percent_change") else ""
    return _BY_UNIT.get(unit, "") if role in ("level", "difference") else ""


_BY_UNIT = {"percentage_point": "share", "count": "count", "fte": "count"}


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


def _doubt(figure: Figure, role: str, unit: str, entry: Measure | None) -> tuple[str, str] | None:
    if figure.problem and figure.kind == "number":
        return "second-figure", figure.problem
    if not unit and figure.decimals and role == "level" and entry is not None and entry.statistic == "count":
        return (
            "fractional-count",
            "a count with decimals: its heading does not say of what it is a rate or a mean",
        )
    return None
