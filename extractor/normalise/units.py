"""Settle the unit of a level, of a difference, and of a figure whose role is open."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.codelists import Measure
from extractor.facts import Facts
from extractor.normalise.given import DURATIONS, MONEY, Given

NO_COUNTS = ("fte", *DURATIONS, "gbp", "gbp_thousand", "gbp_million", "gbp_billion")  # units that no count has


def level_unit(given: Given, statistic: str) -> tuple[str, str]:
    """The unit of a level and the statistic that goes with it; `statistic` is what its headings state of that."""
    figure, entry = given.figure, given.entry
    if "rank" in (f.statistic for f in given.near) and figure.unit != "percent":
        return "rank", "rank"  # a place among others, though the row is of a rate: `MSG position`
    if figure.out_of is not None:
        if statistic == "rank" or given.speaks_of("ranked"):  # `4 of 15` under `CSP family position`
            return "rank", "rank"
        return ("", "") if given.unit_in_doubt() else (figure.unit or "count", "count")
    if figure.unit:
        return figure.unit, statistic if figure.unit != "percent" or statistic != "count" else "share"
    unit = given.stated("unit") or given.siblings.currency()
    if _is_of_others(unit, given):
        if unit == "fte" and not given.speaks_of("heads"):
            return "", ""  # of posts the title may say it
        if not figure.decimals:
            return "count", ""
        unit = statistic = ""
    if unit:
        return unit, statistic
    if entry is not None and entry.unit in MONEY and (money := _noted_money(given.notes)):
        return money, statistic
    peers = "peer_group" in (f.area_type for f in given.near)
    noted = _noted_rate(entry, given.notes) if figure.decimals or peers else None
    if noted is not None:
        return noted.unit, noted.statistic
    return _unstated(given), statistic


def difference_unit(given: Given) -> str:
    """The unit of a difference; empty where headings, levels and measure do not settle it."""
    figure, entry, siblings = given.figure, given.entry, given.siblings
    if figure.unit or (figure.kind == "unreadable" and entry is None):
        return figure.unit  # `-0:27` is no count
    if given.percent:
        return "percentage_point"
    stated = given.stated("unit")
    if stated and stated != "percent":
        return stated
    if entry is None:
        unclear = siblings.fractional() or given.unit_in_doubt() or given.measured()
        return siblings.currency() or ("" if unclear else "count")
    if entry.unit in MONEY:
        return siblings.currency()  # £, £'000 or £m?
    # where the levels are printed without a percent sign, what is called a share is printed as its count
    counted = given.percent is False and not any(f.decimals for f in siblings.levels)
    return entry.unit if entry.unit != "percent" else "count" if counted else "percentage_point"


def open_unit(given: Given) -> str:
    """The unit of a figure whose role is open: no percentage, which may be one of a change or of a whole."""
    printed = next((f.unit for f in given.near if f.unit), "")
    return given.figure.unit or given.siblings.currency() or ("" if printed == "percent" else printed)


def _is_of_others(unit: str, given: Given) -> bool:
    """Whether a unit that stands around a count is that of figures beside it: £'000 of money, not of officers."""
    counted = given.entry is not None and given.entry.unit == "count"
    return counted and unit in NO_COUNTS and not any(f.unit for f in given.near)


def _unstated(given: Given) -> str:
    """The unit of a level that nothing prints: that of its measure, or a count where nothing speaks against one."""
    figure, entry, siblings = given.figure, given.entry, given.siblings
    if entry is not None:
        fits = not figure.decimals if entry.unit == "count" else entry.unit not in MONEY  # £, £'000 or £m?
        fits = fits and (entry.unit not in DURATIONS or siblings.lasts_like(figure, entry.unit))
        return entry.unit if fits and not given.unit_in_doubt() else ""
    if given.measured() or figure.kind == "unreadable":
        return ""
    whole = not figure.decimals and not siblings.fractional()
    certain = given.counts() or not siblings.mixed()
    return "count" if whole and not given.unit_in_doubt() and certain else ""


def _noted_rate(entry: Measure | None, notes: Sequence[Facts]) -> Facts | None:
    """A note such as `Crimes per 1000 households` beneath the table, where it speaks of counts like this one."""
    if entry is None or entry.unit != "count":
        return None
    return next((n for n in notes if n.statistic == "rate" and n.unit.startswith("per_")), None)


def _noted_money(notes: Sequence[Facts]) -> str:
    """The unit of money that a note states for the table, if they agree."""
    units = {n.unit for n in notes if n.unit in MONEY}
    return units.pop() if len(units) == 1 else ""
