"""Years to date, quarters, halves and years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from extractor.notation.days import financial_year_start, month_end, months_before, span_kind, year_of
from extractor.notation.points import read_point
from extractor.notation.read_spans import range_stated
from extractor.notation.refs import PeriodRef
from extractor.notation.says import Groups, Reader, absolute, month_of, number, pair_start, relative

# ---- years to date


def _ytd_of(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return relative(label, "ytd_of", year) if year is not None else None


def _ytd_date(label: str, g: Groups) -> PeriodRef | None:
    end = read_point(g["a"]).last()
    if g.get("c"):
        return absolute(label, date(end.year, 1, 1), end, "year_to_date")
    relative = "" if g.get("f") else f"ytd_until:{end.year}:{end.month}:{end.day}"
    return absolute(label, financial_year_start(end), end, "year_to_date", relative)


def _ytd_range(label: str, g: Groups) -> PeriodRef | None:
    found = range_stated(label, g)
    if found is None or found.period is None or found.period.start is None or found.period.end is None:
        return None
    return absolute(label, found.period.start, found.period.end, "year_to_date")


def _ytd_at_quarter(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    if year is None:
        return None
    return absolute(label, date(year, 4, 1), month_end(year, 3 * number(g["q"]) + 3), "year_to_date")


def _ytd_at_quarter_of_year(label: str, g: Groups) -> PeriodRef:
    return relative(label, "ytd_quarters", number(g["q"]), year_of(g["y"]))


def _ytd_at_named_quarter(label: str, g: Groups) -> PeriodRef:
    return relative(label, "ytd_quarter", number(g["q"]))


def _ytd_to(label: str, g: Groups) -> PeriodRef:
    return relative(label, "ytd_to", month_of(g["m"]))


def _ytd_of_year(label: str, g: Groups) -> PeriodRef:
    name = "cytd_of" if g.get("c") else "fytd_named" if g.get("f") else "ytd_year"
    return relative(label, name, year_of(g["y"]))


def _ytd(label: str, g: Groups) -> PeriodRef:
    earlier = (g.get("lead") or "").casefold() in ("previous", "prior", "last")
    name = "cytd" if g.get("c") else "fytd" if g.get("f") else "ytd"
    return relative(label, name, -1 if earlier else 0)


def _previous_ytd(label: str, g: Groups) -> PeriodRef:
    return relative(label, "fytd" if g.get("f") else "ytd", -1)


def _partial_year(label: str, g: Groups) -> PeriodRef | None:
    year, month = int(g["y"]), month_of(g["m"])
    end = date(year, month, int(re.sub(r"\D", "", g["d"]))) if g.get("d") else month_end(year, month)
    return absolute(label, date(year, 1, 1), end, "year_to_date")


# ---- quarters and halves


def _quarter(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    if year is None:
        return None
    start, gap = 3 * number(g["q"]) + 1, (g.get("gap") or "").strip(" ,:(-")
    label = f"Q{number(g['q'])} {g['fy']}" if gap else label
    return _quarter_of_month(label, year, start)


def _quarter_with_months(label: str, g: Groups) -> PeriodRef | None:
    """A quarter and the months it is of; open where they are another quarter's."""
    year, first = pair_start(g["fy"]), 3 * number(g["q"]) + 1
    if year is None:
        return None
    agrees = (first - 1) % 12 + 1 == month_of(g["m1"])
    return _quarter_of_month(label, year, first) if agrees else relative(label, "open")


def _quarter_of_last_year(label: str, g: Groups) -> PeriodRef:
    return relative(label, "named_quarter", number(g["q"]), -1)


def _year_before(label: str, g: Groups) -> PeriodRef:
    return relative(label, "same", -1)


def _financial_year_to_month(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    if year is None:
        return None
    month = month_of(g["m"])
    end = month_end(year + (month < 4), month)
    return absolute(label, date(year, 4, 1), end, "financial_year" if month == 3 else "year_to_date")


def _quarter_of_month(label: str, year: int, month: int) -> PeriodRef | None:
    start = months_before(month_end(year, month), 1)
    return absolute(label, start, month_end(start.year, start.month + 2), "quarter")


def _quarter_of_named_year(label: str, g: Groups) -> PeriodRef | None:
    quarter, year = number(g["q"]), year_of(g["y"])
    if g.get("c"):
        return _quarter_of_month(label, year, 3 * quarter - 2)
    return relative(label, "quarter_named", quarter, year)


def _quarter_of_year(label: str, g: Groups) -> PeriodRef:
    return relative(label, "quarter_of", number(g["q"]), year_of(g["y"]))


def _named_quarter(label: str, g: Groups) -> PeriodRef:
    # a fifth quarter is one of some programme, not of a year
    quarter = number(g["q"])
    return relative(label, "named_quarter", quarter) if quarter <= 4 else relative(label, "none")


def _first_months(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"]) if g.get("fy") else None
    months = number(g["n"]) * (3 if "quarter" in label.casefold() else 1)
    if year is None or not 0 < months < 12:
        return relative(label, "open")
    last = g["which"].casefold() == "last"
    start = months_before(month_end(year + 1, 3), months) if last else date(year, 4, 1)
    end = month_end(year + 1, 3) if last else month_end(year, 3 + months)
    return absolute(label, start, end, span_kind(start, end))


def _half(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return _half_of_month(label, year, 6 * number(g["h"]) - 2) if year is not None else None


def _half_of_month(label: str, year: int, month: int) -> PeriodRef | None:
    start = date(year, month, 1)
    return absolute(label, start, month_end(year, month + 5), "half_year")


def _half_of_named_year(label: str, g: Groups) -> PeriodRef | None:
    half, year = number(g["h"]), year_of(g["y"])
    return _half_of_month(label, year, 6 * half - 5) if g.get("c") else relative(label, "half_named", half, year)


def _half_of_year(label: str, g: Groups) -> PeriodRef:
    return relative(label, "half_of", number(g["h"]), year_of(g["y"]))


def _named_half(label: str, g: Groups) -> PeriodRef:
    return relative(label, "named_half", number(g["h"]))


# ---- years


def _financial_year(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return absolute(label, date(year, 4, 1), date(year + 1, 3, 31), "financial_year") if year is not None else None


def _financial_years(label: str, g: Groups) -> PeriodRef | None:
    first, last = pair_start(g["fy"]), pair_start(g["fy2"])
    if first is None or last is None or first >= last:
        return None
    return absolute(label, date(first, 4, 1), date(last + 1, 3, 31), "several_years")


def _academic_year(label: str, g: Groups) -> PeriodRef | None:
    year = pair_start(g["fy"])
    return relative(label, "academic", year) if year is not None else None


def _calendar_year(label: str, g: Groups) -> PeriodRef | None:
    year = year_of(g["y"])
    return absolute(label, date(year, 1, 1), date(year, 12, 31), "calendar_year")


def _fy_named(label: str, g: Groups) -> PeriodRef:
    return relative(label, "fy_named", year_of(g["y"]))


def _several_years(label: str, g: Groups) -> PeriodRef | None:
    first, last = year_of(g["y"]), year_of(g["y2"] if len(g["y2"]) == 4 else g["y"][:2] + g["y2"])
    return relative(label, "years", first, last) if first + 1 < last else None


def _years_apart(label: str, g: Groups) -> PeriodRef | None:
    if int(g["y2"]) <= int(g["y"][2:]) or int(g["y2"]) <= 12:
        return None  # 2019-06 is a month
    return _life_of_a_plan(label, g)


def _life_of_a_plan(label: str, g: Groups) -> PeriodRef:
    return relative(label, "none")  # inside other words: no figure is of that period


YEARS: Mapping[str, Reader] = {
    "ytd_of": _ytd_of,
    "ytd_date": _ytd_date,
    "ytd_range": _ytd_range,
    "ytd_to": _ytd_to,
    "ytd": _ytd,
    "ytd_at_quarter": _ytd_at_quarter,
    "ytd_at_quarter_of_year": _ytd_at_quarter_of_year,
    "ytd_at_named_quarter": _ytd_at_named_quarter,
    "ytd_of_year": _ytd_of_year,
    "previous_ytd": _previous_ytd,
    "partial_year": _partial_year,
    "quarter": _quarter,
    "quarter_of_last_year": _quarter_of_last_year,
    "year_before": _year_before,
    "financial_year_to_month": _financial_year_to_month,
    "quarter_with_months": _quarter_with_months,
    "quarter_of_named_year": _quarter_of_named_year,
    "quarter_of_year": _quarter_of_year,
    "half": _half,
    "named_quarter": _named_quarter,
    "half_of_named_year": _half_of_named_year,
    "half_of_year": _half_of_year,
    "named_half": _named_half,
    "financial_year": _financial_year,
    "financial_years": _financial_years,
    "academic_year": _academic_year,
    "calendar_year": _calendar_year,
    "fy_named": _fy_named,
    "several_years": _several_years,
    "life_of_a_plan": _life_of_a_plan,
    "first_months": _first_months,
    "years_apart": _years_apart,
}
