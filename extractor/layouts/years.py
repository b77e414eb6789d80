"""In which month the quarters and years of a document begin, where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.layouts.cues import cues
from extractor.layouts.passages import Passage
from extractor.model import Table
from extractor.notation.periods import MONTHS

_HEADING_ROWS = 4
_MONTH = rf"(?P<{{0}}>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
_DAY = r"(?:\d{1,2}\s*(?:st|nd|rd|th)?\s+)?"
_QUARTER = r"(?<!\w)(?:q|qtr\.?\s*|quarter\s+)(?P<q>[1-4])\b"
_TO = r"\s*(?:-|–|—|to)\s*"
# `Quarter 2 (July to September)`, `Q1 Apr-Jun`, `Quarter 2 summary report 1st July 2018`.
_WITH_MONTHS = re.compile(
    rf"{_QUARTER}\W{{0,3}}(?:[\d/]+\W{{0,3}}|[a-z]+\W{{1,3}}){{0,2}}{_DAY}{_MONTH.format('m')}(?:\s+\d{{4}})?{_TO}{_DAY}"
    rf"(?:{'|'.join(MONTHS)})",
    re.IGNORECASE,
)
# `1 July to 30 September 2018 (Quarter 2)`.
_MONTHS_FIRST = re.compile(
    rf"(?<!\w){_MONTH.format('m')}(?:\s+\d{{4}})?{_TO}{_DAY}(?:{'|'.join(MONTHS)})\w*(?:\s+\d{{4}})?\W{{1,3}}{_QUARTER}",
    re.IGNORECASE,
)
# `Q3 2023/24`, `2023/24 Q3`: a quarter of a pair of years is one of the financial year.
_OF_A_PAIR = re.compile(
    rf"{_QUARTER}[^\d£%]{{0,24}}(?P<a>(?:20)?\d\d)[/–-](?P<b>(?:20)?\d\d)(?![\d/])|"
    rf"(?<![\d/])(?P<c>20\d\d)[/–-](?P<d>(?:20)?\d\d)\W{{1,3}}{_QUARTER.replace('<q>', '<q2>')}",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<![^\W\d_]){_MONTH.format('m')}", re.IGNORECASE)
_LEAST_MONTHS = 2  # beside a year to date, for the first of them to be the first month of the year
_SIGN = re.compile(r"q[1-4]|q\w*\.?\s+[1-4]", re.IGNORECASE)


def year_begins(passages: Sequence[Passage], tables: Sequence[Table], american: bool) -> int | None:
    """4 or 1; None where nothing says it, or both are said. Quarters with their months outweigh mere words."""
    headings = [heading_texts(table) for table in tables]
    texts = [*(p.text for p in passages), *(text for cells in headings for text in cells)]
    shown = {*_quarters(texts), *filter(None, map(_beside_year_to_date, headings))}
    if not shown:
        shown = set(_words(texts))
    if american:
        shown.add(1)
    return shown.pop() if len(shown) == 1 else None


def heading_texts(table: Table) -> list[str]:
    """What stands in the rows that head the columns of a table, from left to right."""
    rows = min(table.header_rows or _HEADING_ROWS, _HEADING_ROWS)
    cells = sorted((c for c in table.cells if c.row < rows and c.text), key=lambda c: (c.row, c.column))
    return [" ".join(cell.text.split()) for cell in cells]


def _quarters(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        if not _SIGN.search(text):
            continue
        for pattern in (_WITH_MONTHS, _MONTHS_FIRST):
            for match in pattern.finditer(text):
                yield from _first_month(int(match["q"]), MONTHS[match["m"].casefold()])
        for match in _OF_A_PAIR.finditer(text):
            if _follow(match["a"] or match["c"], match["b"] or match["d"]):
                yield 4


def _first_month(quarter: int, month: int) -> Iterator[int]:
    """The month that a year begins in whose quarter of that number begins in `month`; nothing where it is neither."""
    first = (month - 1 - 3 * (quarter - 1)) % 12 + 1
    if first in (1, 4):
        yield first


def _follow(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second) % 100


def _beside_year_to_date(headings: Sequence[str]) -> int | None:
    """The first of several months that stand as columns beside a year to date."""
    if not any(cues().year_to_date.search(text) for text in headings):
        return None
    months = [MONTHS[m["m"].casefold()] for text in headings for m in _NAMED.finditer(text)]
    follow = all((b - a) % 12 == 1 for a, b in pairwise(months))
    return months[0] if len(months) > _LEAST_MONTHS and follow and months[0] in (1, 4) else None


def _words(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        if cues().april.search(text):
            yield 4
        if cues().january.search(text) and cues().of_all.search(text):
            yield 1  # a table "by calendar year" is one that departs from the others
