"""Read periods as they are written in headings and sentences: `Jul-17`, `Q2 18/19`, `R12 months to January 2018`.

A police financial year runs from 1 April to 31 March; its quarters are numbered from April (Q1 is April to June).
What the words alone do not settle (`Last Quarter`, `Apr` without a year) is returned as a relative reference and
resolved against the reporting period of the document, never guessed here.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extractor.model import Period
from extractor.quick import quick

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip


@quick
@dataclass(frozen=True, slots=True)
class PeriodRef:
    """A period as read from words. `relative` is empty for absolute ones.

    relative: `ytd:0`, `ytd:-1`, `rolling:12:0`, `rolling:12:-1`, `quarter:0`, `quarter:-1`, `quarter:-4`, `month:0`,
    `year:0`, `fy:0`, `named_month:7`, `none` (a figure that is of no one period, such as a long-run average);
    `ytd_to:2` sets the month a year to date runs to.
    """

    label: str
    period: Period | None = None
    relative: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Found:
    """A period found in a text, with the slice it takes. `inner` holds words that stand inside the slice."""

    start: int
    end: int
    ref: PeriodRef
    inner: str = ""


_M = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_Y4 = r"(?:19|20)\d\d"
_Y = rf"(?:{_Y4}|['’]?\d\d(?![\d%/]))"
_SEP = r"\s*[-–—/ '’,]?\s*"
_TO = r"\s*(?:-|–|—|to|until|through)\s*"
_D = r"\d{1,2}\s*(?:st|nd|rd|th)?"
_FY = rf"(?:{_Y4}\s*[/–-]\s*(?:{_Y4}|\d\d)|\d\d/\d\d)(?![\d/])"
_ROLLING = r"(?:(?:rolling|latest|last|the)\s+)*(?:r(?=\s?\d))?\s*(?P<{0}>\d{{1,2}}|twelve|six|three)[\s-]*(?:months?|m)(?:\s+period)?\s+(?:to|ending|ended|up to)(?:\s+the end of)?(?:\s+end)?(?:\s+of)?"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w£.,])(?:{pattern})(?![\w])", re.IGNORECASE)


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("range_dates", _compile(rf"(?P<d1>{_D})\s*(?:of\s+)?(?P<m1>{_M}){_SEP}(?P<y1>{_Y4})?{_TO}(?P<d2>{_D})\s*(?:of\s+)?(?P<m2>{_M}){_SEP}(?P<y2>{_Y4})")),
    ("range_slashes", _compile(rf"(?P<a>\d\d?[/.]\d\d?[/.]{_Y4}){_TO}(?P<b>\d\d?[/.]\d\d?[/.]{_Y4})")),
    ("rolling_date", _compile(rf"{_ROLLING.format('n')}\s+(?P<d>{_D})\s*(?:of\s+)?(?P<m>{_M}){_SEP}(?P<y>{_Y})")),
    ("rolling", _compile(rf"{_ROLLING.format('n')}\s+(?P<m>{_M}){_SEP}(?P<y>{_Y})")),
    ("year_ending", _compile(rf"(?:the\s+)?year\s+(?:ending|ended|to|end)\s+(?:the\s+)?(?:end\s+of\s+)?(?:(?P<d>{_D})\s*(?:of\s+)?)?(?P<m>{_M}){_SEP}(?P<y>{_Y})")),
    ("range_months", _compile(rf"(?P<m1>{_M}){_SEP}(?P<y1>{_Y}){_TO}(?P<m2>{_M}){_SEP}(?P<y2>{_Y})")),
    ("range_months_one_year", _compile(rf"(?P<m1>{_M}){_TO}(?P<m2>{_M}){_SEP}(?P<y2>{_Y})")),
    ("quarter", _compile(rf"(?:q|qtr\.?\s*|quarter\s*)(?P<q>[1-4])\b(?P<gap>[^\d£%]{{0,24}}?)(?P<fy>{_FY})")),
    ("quarter_after", _compile(rf"(?P<fy>{_FY})\s*(?:q|qtr\.?\s*|quarter\s*)(?P<q>[1-4])")),
    ("ytd_year", _compile(rf"(?:ytd|year to date)\s*\(?\s*(?P<fy>{_FY})\s*\)?")),
    ("ytd_date", _compile(rf"(?:ytd|year to date)\s*\(?\s*(?:to|up to)\s+(?:end\s+(?:of\s+)?)?(?P<m>{_M}){_SEP}(?P<y>{_Y})\s*\)?")),
    ("ytd_to", _compile(rf"(?:ytd|year to date)\s*\(?\s*(?:to|up to)\s+(?:end\s+(?:of\s+)?)?(?P<m>{_M})\s*\)?")),
    ("partial_year", _compile(rf"(?P<y>{_Y4})\s+(?:up\s+)?to\s+(?:(?P<d>{_D})\s*(?:of\s+)?)?(?P<m>{_M})(?:\s+(?P=y))?")),
    ("day", _compile(rf"(?:as\s+at\s+|at\s+)?(?P<d>{_D})\s*(?:of\s+)?(?P<m>{_M}){_SEP}(?P<y>{_Y4}|\d\d(?![\d%]))")),
    ("slashes", _compile(rf"(?P<a>\d\d?[/.]\d\d?[/.](?:{_Y4}|\d\d))")),
    ("iso", _compile(rf"(?P<y>{_Y4})-(?P<m>\d\d)-(?P<d>\d\d)")),
    ("month", _compile(rf"(?P<m>{_M}){_SEP}(?P<y>{_Y})")),
    ("month_iso", _compile(rf"(?P<y>{_Y4})[-/](?P<m>0[1-9]|1[0-2])")),
    ("financial_year", _compile(rf"(?:fy\s*)?(?P<fy>{_FY})")),
    ("range_months_no_year", _compile(rf"(?P<m1>{_M}){_TO}(?P<m2>{_M})")),
    ("span_of_years", _compile(rf"{_Y4}{_TO}{_Y4}")),
    ("year", _compile(rf"(?P<y>{_Y4})")),
    ("named_month", _compile(rf"(?P<m>{_M})")),
    ("named_quarter", _compile(r"(?:q|qtr\.?\s*|quarter\s+)(?P<q>[1-9])")),
)  # fmt: skip


# What a text must hold for a pattern to have any chance; most texts are done with at a glance.
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("month", tuple(name for name in MONTHS if len(name) == 3)),
    ("century", ("19", "20")),
    ("to", ("to", "until", "through", "-", "–", "—")),
    ("ending", ("to", "end")),
    ("year", ("year",)),
    ("stroke", ("/", ".")),
    ("fy", ("/", "–", "-")),
    ("quarter", ("q",)),
    ("ytd", ("ytd", "year to date")),
)
_DIGIT = re.compile(r"\d")
_NEEDS: dict[str, tuple[str, ...]] = {
    "range_dates": ("digit", "month", "century", "to"), "range_slashes": ("century", "stroke", "to"),
    "rolling_date": ("digit", "month", "ending"), "rolling": ("digit", "month", "ending"),
    "year_ending": ("digit", "month", "year"), "range_months": ("digit", "month", "to"),
    "range_months_one_year": ("digit", "month", "to"), "quarter": ("digit", "quarter", "fy"),
    "quarter_after": ("digit", "quarter", "fy"), "ytd_year": ("digit", "ytd", "fy"),
    "ytd_date": ("digit", "month", "ytd"), "ytd_to": ("month", "ytd"), "partial_year": ("century", "month", "to"),
    "day": ("digit", "month"), "slashes": ("digit", "stroke"), "iso": ("century", "fy"), "month": ("digit", "month"),
    "month_iso": ("century", "fy"), "financial_year": ("digit", "fy"), "range_months_no_year": ("month", "to"),
    "span_of_years": ("century", "to"), "year": ("century",), "named_month": ("month",),
    "named_quarter": ("digit", "quarter"),
}  # fmt: skip


def find_periods(text: str) -> list[Found]:
    """All periods in `text`, left to right, the most specific reading of each stretch; never overlapping."""
    return list(_kept(text) if len(text) <= _SHORT else _find(text))


def _find(text: str) -> tuple[Found, ...]:
    signs = _signs_in(text)
    taken: list[Found] = []
    for name, pattern in _with_a_chance(signs):
        for match in pattern.finditer(text):
            if any(match.start() < f.end and f.start < match.end() for f in taken):
                continue
            ref = _interpret(name, match)
            if ref is not None:
                inner = match.groupdict().get("gap") or ""
                taken.append(Found(match.start(), match.end(), ref, inner.strip()))
    return tuple(sorted(taken, key=lambda f: f.start))


def _signs_in(text: str) -> frozenset[str]:
    folded = text.casefold()
    signs = [name for name, any_of in _SIGNS if any(sign in folded for sign in any_of)]
    return frozenset([*signs, "digit"] if _DIGIT.search(text) else signs)


@lru_cache(maxsize=1024)
def _with_a_chance(signs: frozenset[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, pattern) for name, pattern in _PATTERNS if signs.issuperset(_NEEDS[name]))


# Headings recur from table to table, and cells are looked at more than once; paragraphs are not.
_SHORT = 200
_kept = lru_cache(maxsize=8192)(_find)


def parse_period(text: str) -> PeriodRef | None:
    """The period that the whole of `text` states, or None where it states none or more than a period."""
    found = find_periods(text)
    if len(found) != 1 or text.lstrip()[:1] in "-+−–":  # -1912 is a fall by nineteen hundred and twelve
        return None
    rest = (text[: found[0].start] + text[found[0].end :]).strip(" ()[]:.,-–")
    return found[0].ref if not rest else None


def _interpret(name: str, match: re.Match[str]) -> PeriodRef | None:
    label = match[0].strip()
    try:
        return _READERS[name](label, match.groupdict())
    except ValueError:
        return None  # 31 February, month 13: not a date


def _absolute(label: str, start: date, end: date, kind: str) -> PeriodRef | None:
    return PeriodRef(label, Period(label, start, end, kind)) if start <= end else None


def _range_dates(label: str, g: dict[str, str]) -> PeriodRef | None:
    end = date(_year(g["y2"]), _month(g["m2"]), _day(g["d2"]))
    year = _year(g["y1"]) if g["y1"] else end.year - (_month(g["m1"]) > end.month)
    start = date(year, _month(g["m1"]), _day(g["d1"]))
    return _absolute(label, start, end, span_kind(start, end))


def _range_slashes(label: str, g: dict[str, str]) -> PeriodRef | None:
    start, end = _slash_date(g["a"]), _slash_date(g["b"])
    return _absolute(label, start, end, span_kind(start, end))


def _rolling(label: str, g: dict[str, str]) -> PeriodRef | None:
    words = {"twelve": 12, "six": 6, "three": 3}
    months = words.get(g["n"].casefold()) or int(g["n"])
    end = month_end(_year(g["y"]), _month(g["m"]))
    if not 1 <= months <= 36:
        return None
    return _absolute(label, months_before(end, months), end, rolling_kind(months))


def _year_ending(label: str, g: dict[str, str]) -> PeriodRef | None:
    end = month_end(_year(g["y"]), _month(g["m"]))
    return _absolute(label, months_before(end, 12), end, "rolling_12_months")


def _range_months(label: str, g: dict[str, str]) -> PeriodRef | None:
    end = month_end(_year(g["y2"]), _month(g["m2"]))
    if g.get("y1"):
        start = date(_year(g["y1"]), _month(g["m1"]), 1)
    else:
        start = date(end.year - (_month(g["m1"]) > end.month), _month(g["m1"]), 1)
    return _absolute(label, start, end, span_kind(start, end))


def _quarter(label: str, g: dict[str, str]) -> PeriodRef | None:
    start_year = _financial_year(g["fy"])
    if start_year is None:
        return None
    month = 4 + 3 * (int(g["q"]) - 1)
    start = date(start_year + (month > 12), (month - 1) % 12 + 1, 1)
    gap = g.get("gap") or ""
    found = label if not gap.strip() else f"Q{g['q']} {g['fy']}"
    return _absolute(found, start, month_end(start.year, start.month + 2), "quarter")


def _ytd_year(label: str, g: dict[str, str]) -> PeriodRef | None:
    year = _financial_year(g["fy"])
    return PeriodRef(label, relative=f"ytd_of:{year}") if year is not None else None


def _ytd_date(label: str, g: dict[str, str]) -> PeriodRef | None:
    end = month_end(_year(g["y"]), _month(g["m"]))
    return _absolute(label, financial_year_start(end), end, "year_to_date")


def _ytd_to(label: str, g: dict[str, str]) -> PeriodRef:
    return PeriodRef(label, relative=f"ytd_to:{_month(g['m'])}")


def _partial_year(label: str, g: dict[str, str]) -> PeriodRef | None:
    year, month = int(g["y"]), _month(g["m"])
    end = date(year, month, _day(g["d"])) if g["d"] else month_end(year, month)
    return _absolute(label, date(year, 1, 1), end, "year_to_date")


def _day_of(label: str, g: dict[str, str]) -> PeriodRef | None:
    day = date(_year(g["y"]), _month(g["m"]), _day(g["d"]))
    return _absolute(label, day, day, "point_in_time")


def _slashes(label: str, g: dict[str, str]) -> PeriodRef | None:
    day = _slash_date(g["a"])
    return _absolute(label, day, day, "point_in_time")


def _iso(label: str, g: dict[str, str]) -> PeriodRef | None:
    day = date(int(g["y"]), int(g["m"]), int(g["d"]))
    return _absolute(label, day, day, "point_in_time")


def _one_month(label: str, g: dict[str, str]) -> PeriodRef | None:
    month = int(g["m"]) if g["m"].isdigit() else _month(g["m"])
    year = _year(g["y"])
    return _absolute(label, date(year, month, 1), month_end(year, month), "month")


def _one_financial_year(label: str, g: dict[str, str]) -> PeriodRef | None:
    year = _financial_year(g["fy"])
    if year is None:
        return None
    return _absolute(label, date(year, 4, 1), date(year + 1, 3, 31), "financial_year")


def _no_year(label: str, g: dict[str, str]) -> PeriodRef:
    return PeriodRef(label, relative=f"named_months:{_month(g['m1'])}:{_month(g['m2'])}")


def _span_of_years(label: str, g: dict[str, str]) -> PeriodRef:
    return PeriodRef(label, relative="none")  # the life of a plan: no figure is of that period


def _calendar_year(label: str, g: dict[str, str]) -> PeriodRef | None:
    year = int(g["y"])
    return _absolute(label, date(year, 1, 1), date(year, 12, 31), "calendar_year")


def _named_quarter(label: str, g: dict[str, str]) -> PeriodRef:
    # a fifth quarter is one of some programme, not of a financial year
    return PeriodRef(label, relative=f"named_quarter:{g['q']}" if int(g["q"]) <= 4 else "none")


def _named_month(label: str, g: dict[str, str]) -> PeriodRef:
    return PeriodRef(label, relative=f"named_month:{_month(g['m'])}")


_READERS = {
    "range_dates": _range_dates, "range_slashes": _range_slashes, "rolling_date": _rolling, "rolling": _rolling,
    "year_ending": _year_ending, "range_months": _range_months, "range_months_one_year": _range_months,
    "quarter": _quarter, "quarter_after": _quarter, "ytd_year": _ytd_year, "ytd_date": _ytd_date, "ytd_to": _ytd_to,
    "partial_year": _partial_year, "day": _day_of, "slashes": _slashes, "iso": _iso, "month": _one_month,
    "month_iso": _one_month, "financial_year": _one_financial_year, "range_months_no_year": _no_year,
    "span_of_years": _span_of_years, "year": _calendar_year, "named_month": _named_month, "named_quarter": _named_quarter,
}  # fmt: skip


def _month(name: str) -> int:
    return MONTHS[name.casefold().rstrip(".")]


def _year(text: str) -> int:
    digits = text.strip("'’ ")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _slash_date(text: str) -> date:
    day, month, year = re.split(r"[/.]", text)
    return date(_year(year), int(month), int(day))


def _financial_year(text: str) -> int | None:
    """First calendar year of `2018/19`, `18/19` or `2018-2019`; None where the two years do not follow each other."""
    first, second = (part.strip() for part in re.split(r"[/–-]", text))
    year = _year(first)
    return year if int(second) % 100 == (year + 1) % 100 else None


def month_end(year: int, month: int) -> date:
    """Last day of a month; months past December run on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def months_before(end: date, months: int) -> date:
    """First day of the span of `months` whole months that ends with `end`'s month."""
    index = end.year * 12 + end.month - months
    return date(index // 12, index % 12 + 1, 1)


def shift_months(day: date, months: int) -> date:
    """`day` moved by whole months; the last day of a month stays the last day."""
    index = day.year * 12 + day.month - 1 + months
    last = month_end(index // 12, index % 12 + 1)
    if day == month_end(day.year, day.month):
        return last
    return last.replace(day=min(day.day, last.day))


def shift_period(period: Period, months: int, label: str) -> Period:
    """The period moved by whole months, with another label."""
    if period.start is None or period.end is None:
        return Period(label, None, None, period.kind)
    return Period(label, shift_months(period.start, months), shift_months(period.end, months), period.kind)


def financial_year_start(day: date) -> date:
    """1 April of the financial year that `day` falls in."""
    return date(day.year - (day.month < 4), 4, 1)


def rolling_kind(months: int) -> str:
    """`period_type` of a span of that many months."""
    return {1: "month", 3: "quarter", 12: "rolling_12_months"}.get(months, "undetermined")


def span_kind(start: date, end: date) -> str:
    """`period_type` of a span written as two ends: what its length and place in the year say."""
    whole = start.day == 1 and end == month_end(end.year, end.month)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start == end:
        return "point_in_time"
    if not whole:
        return "undetermined"
    if months == 12:
        return {4: "financial_year", 1: "calendar_year"}.get(start.month, "rolling_12_months")
    if months in (1, 3):
        return rolling_kind(months)
    if start.month == 4 and months < 12:
        return "year_to_date"
    return "undetermined"


def iter_months(start: date, end: date) -> Iterator[date]:
    """First days of the months from `start` to `end`."""
    day = start.replace(day=1)
    while day <= end:
        yield day
        day = month_end(day.year, day.month) + timedelta(days=1)
