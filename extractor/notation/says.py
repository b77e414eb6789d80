"""What the readers of periods share: how a reference is made, and numbers, months and pairs of years as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from extractor.model import Period
from extractor.notation.days import FIRST_YEAR, LAST_YEAR, year_of
from extractor.notation.forms import MONTHS, NUMBERS
from extractor.notation.refs import PeriodRef

Groups = Mapping[str, Any]
Reader = Callable[[str, Groups], PeriodRef | None]
MONTHS_IN = {"m": 1, "q": 3, "h": 6, "y": 12, "1": 12}  # by the first letter of the unit; `12-month period`
DAYS_IN = {"d": 1, "w": 7}
MOST_MONTHS, MOST_DAYS = 240, 400  # twenty years, and a little over one: longer spans are no periods of figures


def absolute(label: str, start: date, end: date, kind: str, relative: str = "") -> PeriodRef | None:
    """A reference with its days; None where they run backwards. Raises ValueError outside the years of figures."""
    if not FIRST_YEAR <= start.year <= end.year <= LAST_YEAR:
        if start <= end:
            raise ValueError("outside the years that figures are published of")
        return None
    return PeriodRef(label, Period(label, start, end, kind), relative) if start <= end else None


def relative(label: str, *parts: object) -> PeriodRef:
    """A reference whose days are told later: `quarter_of:1:2022`."""
    return PeriodRef(label, relative=":".join(str(part) for part in parts))


def number(text: str) -> int:
    """The number in figures or words: `3`, `third`, `twelve`."""
    return int(text) if text.isdigit() else NUMBERS[text.casefold()]


def month_of(name: str) -> int:
    """The number of a month by its name."""
    return MONTHS[name.casefold().rstrip(".")]


def pair_start(text: str) -> int | None:
    """First calendar year of `2018/19`, `FY18/19` or `2018-2019`; None where the two years do not follow each other."""
    first, second = re.findall(r"\d+", text)
    year = year_of(first)
    return year if int(second) % 100 == (year + 1) % 100 else None


def unit_of(g: Groups) -> str:
    """First letter of the unit of a span; months where none is named."""
    return str(g.get("unit") or "m")[0].casefold()


def months_named(g: Groups) -> int:
    """How many whole months a span without its end names; 0 where they are weeks or days."""
    unit = unit_of(g)
    count = number(g["n"]) if g.get("n") else 1
    months = count * MONTHS_IN.get(unit, 0)
    return months if months <= MOST_MONTHS else 0
