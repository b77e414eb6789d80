"""Headings that only the headings beside them settle: `4/23` is a month among months, and a rank among ranks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from extractor.model import Period
from extractor.notation.days import month_end, year_of
from extractor.notation.forms import MONTHS
from extractor.notation.points import month_first, read_point
from extractor.notation.refs import PeriodRef

_MONTH_STROKE = re.compile(r"(\d\d?)/(\d\d)")
_STROKES = re.compile(r"\d{1,3}/\d{1,3}")
_DATE = re.compile(r"\d\d?[/.-]\d\d?[/.-](?:\d{4}|\d\d)")
_NUMBER_MONTH = re.compile(r"(\d\d)[\s-]([A-Za-z]{3,9})")
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_ALONE = re.compile(rf"(?:{_NAMES})\.?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"({_NAMES})\.?[\s,'’–/-]*(\d{{4}}|\d\d)", re.IGNORECASE)
_REACH = 10  # years: months that head the columns of one table are not further apart


def read_among(text: str, among: Sequence[str]) -> PeriodRef | None:
    """The period of a heading that the headings beside it settle, or None where they do not."""
    plain = text.strip(" ()")
    beside = [*dict.fromkeys(t.strip(" ()") for t in (*among, text))]
    for reader in (_month_stroke, _american_date, _number_month):
        ref = reader(plain, beside)
        if ref is not None:
            return ref
    return _month_in_a_row(plain, [t.strip(" ()") for t in among])


def _month_in_a_row(text: str, row: Sequence[str]) -> PeriodRef | None:
    """`Nov` in a row of months `Nov | Dec | Jan-24 | Feb`: those with a year date those without.

    The months must follow each other, be named once each, and agree about their years.
    """
    if not _MONTH_ALONE.fullmatch(text):
        return None
    months = [(t, *found) for t in row if (found := _month_and_year(t, row)) is not None]
    if len(months) < 3 or sum(t == text for t, _, _ in months) != 1:
        return None
    if any((later - earlier) % 12 != 1 for (_, earlier, _), (_, later, _) in pairwise(months)):
        return None
    at = next(n for n, (t, _, _) in enumerate(months) if t == text)
    number = months[at][1]
    years = {year + (month - 1 + at - n - number + 1) // 12 for n, (_, month, year) in enumerate(months) if year}
    return _month(text, years.pop(), number) if len(years) == 1 else None


def _month_and_year(text: str, row: Sequence[str]) -> tuple[int, int] | None:
    """The month that a heading names, and its year or 0; None for anything else."""
    if _MONTH_ALONE.fullmatch(text):
        return MONTHS[text.rstrip(".").casefold()], 0
    named = _number_month(text, row)
    if named is not None and named.period is not None and named.period.start is not None:
        return named.period.start.month, named.period.start.year
    dated = _MONTH_YEAR.fullmatch(text)
    return (MONTHS[dated[1].casefold()], year_of(dated[2])) if dated else None


def _month_stroke(text: str, beside: Sequence[str]) -> PeriodRef | None:
    """`4/23`: a month where it stands among at least one more such, and nothing beside it can be no month."""
    strokes = [t for t in beside if _STROKES.fullmatch(t)]
    if text not in strokes or len(strokes) < 2:
        return None
    months = [match for t in strokes if (match := _MONTH_STROKE.fullmatch(t)) and 1 <= int(match[1]) <= 12]
    years = [year_of(match[2]) for match in months]
    pairs = all(len(m[1]) == 2 and int(m[2]) == int(m[1]) + 1 for m in months)  # 10/11, 11/12: years
    if len(months) < len(strokes) or pairs or max(years) - min(years) > _REACH:
        return None
    month, year = (int(part) for part in text.split("/"))
    return _month(text, year_of(f"{year:02d}"), month)


def _american_date(text: str, beside: Sequence[str]) -> PeriodRef | None:
    """`3/4/2020` beside `3/31/2020`, where no date puts its day first."""
    if not _DATE.fullmatch(text):
        return None
    orders = {month_first(t) for t in beside if _DATE.fullmatch(t)}
    if True not in orders:
        return None
    if False in orders:
        return PeriodRef(text, relative="open")
    try:
        day = read_point(text, american=True).first()
    except ValueError:
        return None
    return PeriodRef(text, Period(text, day, day, "point_in_time"))


def _number_month(text: str, beside: Sequence[str]) -> PeriodRef | None:
    """`24-Jan` beside `24-Feb`: a spreadsheet's month and year, as the number never moves and the month does."""
    parts = [match for t in beside if (match := _NUMBER_MONTH.fullmatch(t)) and match[2].casefold() in MONTHS]
    own = _NUMBER_MONTH.fullmatch(text)
    if own is None or len(parts) < 2 or len({p[1] for p in parts}) != 1 or len({p[2] for p in parts}) != len(parts):
        return None
    if own[2].casefold() not in MONTHS:
        return None
    return _month(text, year_of(own[1]), MONTHS[own[2].casefold()])


def _month(label: str, year: int, month: int) -> PeriodRef:
    return PeriodRef(label, Period(label, date(year, month, 1), month_end(year, month), "month"))
