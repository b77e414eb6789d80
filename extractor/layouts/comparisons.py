"""Headings that compare two periods: `2017 vs 2016`, `% change Sep-16 to Sep-17`, `vs Sep-16`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from extractor.facts import Compared
from extractor.notation.combine import combined
from extractor.notation.periods import Found, PeriodRef, find_periods, parse_period

_PLAIN = r"\bto\b|\band\b|[-–—→]|(?<=\d)/(?=\d)"  # these part a comparison as well as a span of time
_BESIDE = re.compile(r"[\s():;,.%]*")  # what may stand between a period and the word that compares it
_AFTER = re.compile(r"\s*(?:to\b|with\b)?\s*(?:the\b)?\s*", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_YEARS = ("calendar_year", "financial_year")
_TO_DATE = ("ytd", "fytd", "cytd", "ytd_of", "ytd_year", "cytd_of")
_DELTA = re.compile("[Δ∆]")
# `% on 2017`, `% up on last year`
_PER_CENT_ON = re.compile(r"\s*((?:%|per ?cent\b|percentage\b))\s*(?:up |down )?on (?:the )?", re.IGNORECASE)
_BASE = re.compile(r"(?:(?:\w+[- ]){0,2}(?:average|mean)|(?:last|previous|prior|same)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two periods that a heading compares, and what is left of its text without them."""

    periods: Compared
    rest: str
    in_words: bool


def comparison(text: str, words: Collection[str]) -> Comparison | None:
    """The comparison that a heading states, or None. `words` are those that compare: `vs`, `compared`."""
    if not any(c.isdigit() for c in text):
        return None
    in_words = _in_words(words)
    for match in chain(in_words.finditer(text), re.finditer(_PLAIN, text)):
        explicit = match.re is in_words
        end = match.end() + (len(_AFTER.match(text, match.end())[0]) if explicit else 0)  # type: ignore[index]
        first, second = find_periods(text[: match.start()]), find_periods(text[end:])
        if len(first) != 1 or len(second) != 1:
            continue
        before, after = first[0], second[0]
        near = _BESIDE.fullmatch(text[before.end : match.start()]) and _BESIDE.fullmatch(text[end : end + after.start])
        pair = _like_each_other(before.ref, after.ref) if near else None
        if match[0] == "/":  # 2019/2020 is a pair of years; 2020/2019 compares the first with the second
            if not (pair and _descends(*pair)):
                continue
            explicit = True
        if near and (pair or explicit):
            rest = f"{_LEAD.sub('', text[: before.start])} {text[end + after.end :]}"
            one, other = pair or (_open(before.ref), _open(after.ref))
            current, base = (one, other) if explicit else (other, one)
            sure = explicit or _no_span(one, other)
            return Comparison(Compared(*_in_order(current, base), sure), " ".join(rest.split()), explicit)
    return None


def _like_each_other(one: PeriodRef, other: PeriodRef) -> tuple[PeriodRef, PeriodRef] | None:
    """Two periods of one kind; of `FYTD 2022/23 vs 2023/24` the second is a year to date as well."""
    if _alike(one, other):
        return one, other
    if one.relative.split(":")[0] in _TO_DATE and other.period is not None and other.period.kind in _YEARS:
        again = parse_period(f"YTD {other.label}")
        return (one, again) if again is not None and _alike(one, again) else None
    return None


def _open(ref: PeriodRef) -> PeriodRef:
    return PeriodRef(ref.label, relative="open")


def within(compared: Compared, part: PeriodRef) -> Compared:
    """The part of both periods that is compared: of 2025 and 2026 the years to date. Open where it cannot be told."""
    return Compared(_part_of(part, compared.current), _part_of(part, compared.base), compared.sure)


def _part_of(part: PeriodRef, whole: PeriodRef) -> PeriodRef:
    label = f"{part.label} {whole.label}"
    if part.relative.split(":")[0] in _TO_DATE:
        return parse_period(f"YTD {whole.label}") or PeriodRef(label, relative="open")
    return combined(whole, part) or PeriodRef(label, relative="open")


def spelt_out(text: str, words: Collection[str]) -> str:
    """The heading with the signs of a change in words: `%Δ from 2016`, and `vs Sep-16`, where one period follows."""
    text = _DELTA.sub(" change ", text)
    on = _PER_CENT_ON.match(text)
    if on and (_BASE.match(text, on.end()) or any(not f.start for f in find_periods(text[on.end() :]))):
        return f"{on[1]} change from {text[on.end() :]}"
    match = _in_words(words).search(text)
    if match is None or find_periods(text[: match.start()]):
        return text
    end = match.end() + len(_AFTER.match(text, match.end())[0])  # type: ignore[index]
    found: list[Found] = find_periods(text[end:])
    if len(found) != 1 or found[0].start:
        return text
    return f"{text[: match.start()]} change from {text[end:]}"


def _in_words(words: Collection[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b\.?", re.IGNORECASE)


def _alike(one: PeriodRef, other: PeriodRef) -> bool:
    """Whether two periods are of one kind and not the same: only such can be compared."""
    if one.period is None or other.period is None:
        return one.period is other.period and one.relative.split(":")[0] == other.relative.split(":")[0] != ""
    return one.period.kind == other.period.kind and one.period.end != other.period.end


def _no_span(first: PeriodRef, last: PeriodRef) -> bool:
    """Whether two periods with no more than a dash between them are compared and make no span of time: years beside a
    word for a change, and the same month of two years."""
    a, b = first.period, last.period
    if a is None or b is None or a.end is None or b.end is None:
        return False
    return a.kind in _YEARS or (a.kind == "month" and a.end.month == b.end.month)


def _descends(first: PeriodRef, second: PeriodRef) -> bool:
    a, b = first.period, second.period
    return a is not None and b is not None and a.end is not None and b.end is not None and a.end > b.end


def _in_order(current: PeriodRef, base: PeriodRef) -> tuple[PeriodRef, PeriodRef]:
    """The later period first, where both say when they end; else as the words have them."""
    ends = [ref.period.end if ref.period is not None else None for ref in (current, base)]
    return (base, current) if ends[0] and ends[1] and ends[0] < ends[1] else (current, base)
