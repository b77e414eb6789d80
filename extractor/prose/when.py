"""The times of a sentence: those of `times`, and the phrases of `schemas/sentences_times.csv`."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.codelists import code_rows
from extractor.notation.periods import find_periods
from extractor.prose.times import FoundTime, Time, find_times

__all__ = ["FoundTime", "find_when"]

_PARTS = regex.compile(r"(?P<mark>[\[\]{}|])|(?P<named>FINANCIAL_YEAR|YEAR)|(?P<word>[\w'-]+)")
_NAMED = {"FINANCIAL_YEAR": r"(?:20)?\d\d\s?[/-]\s?(?:20)?\d\d", "YEAR": r"20\d\d"}
_MARKS = {"[": "(?:", "]": ")?", "{": "(?:", "}": ")", "|": "|"}
_NEEDED = ("year", "quarter", "month", "period")  # what every phrase of the list holds one of
_BETWEEN = regex.compile(r"\b(?P<lead>between)(?= )[^.;,]{3,40}?(?P<and> and )", regex.IGNORECASE)


@lru_cache(maxsize=4096)
def find_when(text: str) -> tuple[FoundTime, ...]:
    """All times in a sentence, left to right. A phrase of the list goes before what else a stretch may be."""
    folded = text.casefold()
    phrases = _phrases() if any(word in folded for word in _NEEDED) else ()
    listed = [_found(m, kind, span) for kind, span, pattern in phrases for m in pattern.finditer(text)]
    compared = sorted((f for f in listed if f.time.kind != "report"), key=lambda f: f.start - f.end)
    reported = [f for f in listed if f.time.kind == "report"]  # `the year ending March 2024` says more
    taken: list[FoundTime] = []
    for found in (*compared, *find_times(_spanned(text)), *reported):
        if not any(found.start < t.end and t.start < found.end for t in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda f: f.start))


_OVER = {"over_year": "year_ago", "over_quarter": "previous", "over_month": "previous"}  # year on year, ...


def _found(match: regex.Match[str], kind: str, span: str) -> FoundTime:
    time = Time(" ".join(match[0].split()), _OVER.get(kind, kind), span)  # type: ignore[arg-type]
    return FoundTime(match.start(), match.end(), time, kind in _OVER)


def _spanned(text: str) -> str:
    """`between July and September` as the span that `July to September` is; as long as before."""
    for match in _BETWEEN.finditer(text):
        start, end = match.span("and")
        as_span = text[:start] + " to  " + text[end:]
        if any(f.start < start and end < f.end for f in find_periods(as_span)):
            text = as_span
    return text


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, str, regex.Pattern[str]], ...]:
    return tuple(
        (row["kind"], row["span"], regex.compile(rf"(?<![\w-]){_compiled(row['pattern'])}(?![\w-])", regex.IGNORECASE))
        for row in code_rows("sentences_times", ("pattern",))
    )


def _compiled(pattern: str) -> str:
    """The pattern of a phrase: what follows an optional word needs no blank of its own."""
    parts = []
    for match in _PARTS.finditer(pattern):
        if match["mark"]:
            parts.append(_MARKS[match["mark"]])
        else:
            word = _NAMED.get(match["named"] or "", regex.escape(match["word"] or ""))
            parts.append(rf"\b{word}\b\s*")
    return "".join(parts).removesuffix(r"\s*") + r"(?<!\s)"
