"""Read periods as they are written in headings and sentences: `Jul-17`, `Q2 18/19`, `R12 months to January 2018`.

The forms stand in `schemas/periods.toml`, each with its examples. A police financial year runs from 1 April to
31 March; its quarters are numbered from April (Q1 is April to June). What the words alone do not settle (`Last
Quarter`, `Apr` without a year, `Q1 2022`, which may be of a calendar or a financial year) is returned as a relative
reference and resolved against what the document says of its own time, never guessed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from extractor.notation.days import (
    financial_year_start,
    iter_months,
    month_end,
    months_before,
    rolling_kind,
    shift_months,
    shift_period,
    span_kind,
)
from extractor.notation.forms import BESIDE, MONTHS, SECONDS, STATUS, Form, forms_with_a_chance, signs_in
from extractor.notation.readers import READERS
from extractor.notation.refs import Found, PeriodRef
from extractor.notation.siblings import read_among

__all__ = [
    "MONTHS", "Found", "PeriodRef", "financial_year_start", "find_periods", "iter_months", "join_periods", "month_end",
    "months_before", "parse_period", "rolling_kind", "shift_months", "shift_period", "span_kind",
]  # fmt: skip

_SHORT = 200  # characters: headings recur from table to table, and cells are looked at more than once; paragraphs not
_HEADING = 80  # characters: what is longer is more than a period
_TRIFLES = re.compile(
    rf"\[(?:note\s*)?\w{{1,3}}\]|\((?:{'|'.join(STATUS)}|note\s+\d+)\)|\b(?:{'|'.join(BESIDE)})\b|[\s()\[\]:;.,*†‡§#¹²³⁰⁴-⁹ᵃ-ᶻ–—-]",
    re.IGNORECASE,
)  # what may stand beside a period and say nothing: brackets, points, marks of notes


def find_periods(text: str) -> list[Found]:
    """All periods in `text`, left to right, the most specific reading of each stretch; never overlapping."""
    return list(_kept(text) if len(text) <= _SHORT else _find(text))


def parse_period(text: str, among: Sequence[str] = ()) -> PeriodRef | None:
    """The period that the whole of `text` states, or None where it states none or more than a period.

    `among` are the headings that stand beside it in the same row or column: `4/23` is a month only among months, and
    dates in figures that put the month first give the order to those that could be read either way.
    """
    if among:
        ref = read_among(text, among)
        if ref is not None:
            return ref
    return _parsed(text) if len(text) <= _SHORT else _parse(text)


def join_periods(first: str, second: str) -> PeriodRef | None:
    """The period that two pieces of a heading make together (`to June` over `19)`), where they are pieces of one."""
    a, b = parse_period(first), parse_period(second)
    if a is not None and b is not None and not (a.unfinished or b.unfinished):
        return None
    whole = parse_period(f"{first.rstrip()} {second.lstrip()}")
    both = a is not None and b is not None
    return None if whole is None or (both and whole.unfinished) else whole


def _find(text: str) -> tuple[Found, ...]:
    taken: list[Found] = []
    barred: list[tuple[int, int]] = []
    for form in forms_with_a_chance(signs_in(text), alone=False):
        for match in _matches(form, text):
            start, end = match.span()
            if any(start < f.end and f.start < end for f in taken) or any(start < e and s < end for s, e in barred):
                continue
            try:
                ref = READERS[form.reads](match[0].strip(), match.groupdict())
            except ValueError:
                barred.append((start, end))  # 31 February, month 13: no part of it is a period
                continue
            if ref is not None:
                taken.append(Found(start, end, ref, _inner(form, match)))
    return tuple(sorted(taken, key=lambda f: f.start))


def _matches(form: Form, text: str) -> Iterator[regex.Match[str]]:
    try:
        yield from form.pattern.finditer(text, timeout=SECONDS)
    except TimeoutError:
        return  # a text made to stop us; what it says of periods stays open


def _inner(form: Form, match: regex.Match[str]) -> str:
    return (match.groupdict().get("gap") or "").strip(" ,:(-\n\t")


def _parse(text: str) -> PeriodRef | None:
    whole = _parse_alone(text)
    if whole is not None:
        return whole
    found = find_periods(text)
    if len(found) != 1 or text.lstrip()[:1] in "-+−–":  # -1912 is a fall by nineteen hundred and twelve
        return None
    rest = text[: found[0].start] + " " + text[found[0].end :]
    return found[0].ref if not _TRIFLES.sub("", rest) else None


def _parse_alone(text: str) -> PeriodRef | None:
    plain = text.strip()
    if len(plain) > _HEADING:
        return None
    bare = plain.strip("()[]:.,; ")
    for form in forms_with_a_chance(signs_in(plain), alone=True):
        match = _whole(form, plain) or _whole(form, bare)
        if match is None:
            continue
        try:
            ref = READERS[form.reads](bare, match.groupdict())
        except ValueError:
            return None
        if ref is not None:
            return ref
    return None


def _whole(form: Form, text: str) -> regex.Match[str] | None:
    try:
        return form.pattern.fullmatch(text, timeout=SECONDS)
    except TimeoutError:
        return None


_kept = lru_cache(maxsize=8192)(_find)
_parsed = lru_cache(maxsize=8192)(_parse)
