"""When a sentence speaks of: `last quarter`, `the same quarter last year`, `the quarter average`, `Apr - Jun 2017`."""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.model import Period
from extractor.normalise.resolve import Reference, resolve
from extractor.notation.periods import Found, PeriodRef, find_periods, shift_period
from extractor.quick import quick

Kind = Literal["current", "previous", "year_ago", "average", "baseline", "open", "report"]


@quick
@dataclass(frozen=True, slots=True)
class Time:
    """A period as a sentence names it.

    `report` is the reporting period itself (`this quarter`); `current` stands for itself (`ref`); `previous` and `year_ago` are told from the period they are compared with
    (`span`: quarter, month, 12 months, year, period); `average` and `baseline` are of no one period; `open` cannot
    be told.
    """

    label: str
    kind: Kind
    span: str = ""
    ref: PeriodRef | None = None


@quick
@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time and the slice of the sentence it takes. One that is `over` only says what a change is measured over."""

    start: int
    end: int
    time: Time
    over: bool = False


_FY = r"(?:20)?\d\d\s?[/-]\s?(?:20)?\d\d"
_OFF = r"(?:previous|preceding|prior|last)"
_N = {"twelve": 12, "six": 6, "three": 3}
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-]|\.\d)", re.IGNORECASE))
    for name, pattern in (
        (
            "baseline",
            rf"(?:the\s+)?(?:(?:national|beating\s+crime\s+plan|{_FY})\s+)*baseline(?:\s+(?:in\s+|of\s+)?{_FY})?"
            r"(?:\s*\((?P<inner>[^()]*)\))?",
        ),
        ("average", r"(?:the\s+)?(?:current\s+|overall\s+|usual\s+)?(?:quarter|quarterly|month|monthly|annual|yearly)\s+average"),
        (
            "year_ago",
            rf"(?:the\s+)?(?:same|corresponding|equivalent)\s+(?P<span>quarter|period|time|month)"
            rf"(?:\s+(?:of|in|during|from))?(?:\s+the)?\s+(?:{_OFF}\s+(?:financial\s+)?year|{_FY}|20\d\d)",
        ),
        (
            "previous",
            r"(?:the\s+|that\s+(?:of|in)\s+the\s+)?(?:previous|preceding|prior)\s+(?:rolling\s+)?"
            r"(?P<span>quarter|month|(?:12|twelve)[\s-]+months?|year|financial\s+year|(?:reporting\s+)?period)(?:\s+period)?",
        ),
        ("ytd", r"(?:the\s+)?(?:financial\s+)?year[\s-]to[\s-]date(?:\s*\(\s*to\s+(?:the\s+)?end\s+(?:of\s+)?(?P<inner>[^()]*)\))?"),
        (
            "rolling",
            r"(?:the\s+|this\s+|our\s+)?(?:last|latest|past|most\s+recent)\s+(?:rolling\s+)?(?P<n>12|twelve|six|6|three|3)"
            r"[\s-]+months?(?:\s+period)?(?:\s*\((?P<inner>[^()]*)\))?",
        ),
        ("quarter", r"(?:the\s+|this\s+)?(?:last|latest|current|most\s+recent)\s+quarter|(?:this|the)\s+quarter"),
        ("open", r"last\s+(?:year|month)|the\s+(?:last|past|previous|next)\s+(?:\w+\s+)?(?:months?|years?|weeks?|quarters?)"),
    )
)  # fmt: skip
# What a sentence must hold, one of them at least, for a pattern to have any chance.
_NEEDS = {
    "baseline": ("baseline",), "average": ("average",), "year_ago": ("same", "corresponding", "equivalent"),
    "previous": ("previous", "preceding", "prior"), "ytd": ("date",), "rolling": ("month",), "quarter": ("quarter",),
    "open": ("year", "month", "week", "quarter"),
}  # fmt: skip
_MONTH_THEN_FIGURE = re.compile(  # In December, 26 offences were recorded: no year stands there
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,\s*\d{1,2}(?!\d)", re.IGNORECASE
)
_RUNS_ON = re.compile(r",\d{3}|\.\d|[-/]\d")  # a usual quarter 1,130: the digit belongs to a figure
_MONTH_NAMED = re.compile(r"\b(?:in|of|during|since|and|from|to|for|between|until|by|-)\s*$", re.IGNORECASE)
_ENDS = re.compile(
    r"(?<!compared )(?<!compare )(?<!comparison )(?<!relative )\b(?:to|until|till)\s+(?:the\s+end\s+of\s+)?$",
    re.IGNORECASE,
)
_YEAR_NAMED = re.compile(r"\b(?:in|of|during|since|from|by|until|calendar|year)\s*$", re.IGNORECASE)


@lru_cache(maxsize=64)  # a sentence is asked for its times by the rules, and by the older patterns after them
def find_times(text: str) -> list[FoundTime]:
    """All times in a sentence, left to right, the longest reading of each stretch."""
    taken: list[FoundTime] = []
    text = _MONTH_THEN_FIGURE.sub(lambda m: m[0].replace(",", ";"), text)
    absolute = [
        FoundTime(f.start, f.end, Time(f.ref.label.rstrip(" .,;"), "current", "", f.ref))
        for f in find_periods(text)
        if _is_one(f, text)
    ]
    long = [f for f in absolute if re.search(r"\d\s*-?\s*months?", f.time.label)]
    for found in (*long, *_worded(text), *absolute):
        if not any(found.start < t.end and t.start < found.end for t in taken):
            taken.append(_ending(found, text))
    return sorted(taken, key=lambda f: f.start)


def _ending(found: FoundTime, text: str) -> FoundTime:
    """`to September 2022` says when a period ends, not how long it is."""
    ref = found.time.ref
    if ref is not None and ref.unfinished:
        return FoundTime(found.start, found.end, Time("", "open"))
    if ref is None or not _ENDS.search(text[: found.start]):
        return found
    point = ref.period.kind in ("month", "point_in_time") if ref.period else ref.relative.startswith("named_month:")
    return FoundTime(found.start, found.end, Time("", "open")) if point else found


def _worded(text: str) -> Iterator[FoundTime]:
    folded = text.casefold()
    for name, pattern in _PATTERNS:
        if not any(word in folded for word in _NEEDS[name]):
            continue
        for match in pattern.finditer(text):
            inner = match.groupdict().get("inner")
            end = match.end() if inner is None or _inner(inner) else match.start("inner") - 1
            yield FoundTime(match.start(), len(text[:end].rstrip()), _time(name, match))


def _time(name: str, match: re.Match[str]) -> Time:
    groups = match.groupdict()
    inner = _inner(groups.get("inner"))
    label = " ".join((match[0] if inner or not groups.get("inner") else match[0].partition("(")[0]).split())
    if name == "rolling":
        months = _N.get(groups["n"].casefold()) or int(groups["n"])
        return Time(label, "current", f"{months} months", inner or PeriodRef(label, relative=f"rolling:{months}:0"))
    if name == "ytd":
        return Time(label, "current", "year to date", _to_date(label, inner))
    if name == "quarter":
        return Time(label, "current", "quarter", PeriodRef(label, relative="quarter:0"))
    if name == "baseline":
        return Time(label, "baseline", "", inner)
    if name == "average":
        return Time(label, "average")
    if name == "open":
        return Time(label, "open")
    span = re.sub(r"[\s-]+", " ", (groups.get("span") or "").casefold()).replace("twelve", "12")
    return Time(label, "year_ago" if name == "year_ago" else "previous", "12 months" if span.startswith("12") else span)


def _inner(text: str | None) -> PeriodRef | None:
    """The period that stands in brackets behind a worded one, where it stands there alone."""
    found = find_periods(text) if text else []
    return found[0].ref if len(found) == 1 and found[0].ref.period is not None else None


def _to_date(label: str, to: PeriodRef | None) -> PeriodRef:
    month = f":{to.period.end.month}" if to is not None and to.period is not None and to.period.end else ""
    return PeriodRef(label, relative=f"ytd:0{month}")


def _is_one(found: Found, text: str) -> bool:
    """Leave out the verb `may` and numbers that only look like a year."""
    label, before = found.ref.label, text[: found.start]
    if _RUNS_ON.match(text, found.end):
        return False
    if label.casefold() in ("may", "mar", "jan", "dec", "sept", "march"):
        return label[0].isupper() and bool(_MONTH_NAMED.search(before))
    if label.isdigit():
        return bool(_YEAR_NAMED.search(before))
    return bool(label[0].isupper() or label[0].isdigit() or " " in label)


# ---- days


def current_days(time: Time | None, base: Time | None, reference: Reference) -> Period:
    """The days of the period that a figure is of; where none is named, what it is compared with may tell."""
    if time is not None:
        return _labelled(resolve(time.ref, reference), time.label) if time.kind == "current" else Period(time.label)
    if base is None or base.kind not in ("previous", "year_ago"):
        return Period("")
    relative = {"quarter": "quarter:0", "month": "month:0", "12 months": "rolling:12:0"}.get(base.span, "")
    if not relative or (base.kind == "year_ago" and base.span != "quarter"):
        return Period("")
    return resolve(PeriodRef("", relative=relative), reference)


def base_days(base: Time, current: Period, reference: Reference) -> Period:
    """The days of the period that a figure is compared with."""
    if base.kind in ("current", "baseline"):
        days = resolve(base.ref, reference)
        if days.end is not None and (days.start, days.end) == (current.start, current.end):
            days = _before(current, base.label)  # this quarter against the last one
        return _labelled(days, base.label)
    months = _BACK.get((base.kind, base.span, current.kind), 0)
    if base.kind == "year_ago" and current.kind in _SPANS:
        months = -12
    if not months or current.end is None:
        return Period(base.label)
    return _labelled(shift_period(current, months, base.label), base.label)


def _before(current: Period, label: str) -> Period:
    """The period of the same length right before, where `label` says last; otherwise nothing can be told."""
    months = {"quarter": -3, "month": -1, "rolling_12_months": -12}.get(current.kind, 0)
    if not months or not re.match(r"(?:the )?last\b", label, re.IGNORECASE):
        return Period(label)
    return shift_period(current, months, label)


_SPANS = ("quarter", "month", "year_to_date", "rolling_12_months", "financial_year")
_BACK = {
    ("previous", "quarter", "quarter"): -3,
    ("previous", "month", "month"): -1,
    ("previous", "12 months", "rolling_12_months"): -12,
    ("previous", "12 months", "financial_year"): -12,
    ("previous", "year", "rolling_12_months"): -12,
    ("previous", "year", "financial_year"): -12,
    ("previous", "year", "year_to_date"): -12,
    ("previous", "financial year", "financial_year"): -12,
}


def _labelled(period: Period, label: str) -> Period:
    return Period(label, period.start, period.end, period.kind)
