"""The period that a document reports on, where its front says so in words: a sentence that names none is of it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.model import Block, Document, Period
from extractor.normalise.resolve import Reference
from extractor.notation.periods import find_periods, parse_period
from extractor.prose.passages import Passage
from extractor.prose.times import Time

_FRONT_BLOCKS = 12  # as recognition of the reporting period looks at
_LONGER = regex.compile(r"quarter|12 months|twelve months|year to date|ytd|rolling", regex.IGNORECASE)
_YEARS = ("financial_year", "rolling_12_months", "calendar_year")
_FITS = {
    "quarter": ("quarter",), "month": ("month",), "12 months": _YEARS, "year": _YEARS, "financial year": _YEARS,
    "": (*_YEARS, "quarter", "month", "year_to_date"), "period": (*_YEARS, "quarter", "month", "year_to_date"),
}  # fmt: skip


def reporting_period(document: Document, reference: Reference) -> Period | None:
    """The one span that the front of a document names and that ends where its figures end; None where two could be.

    A month may be the day of a meeting or the last of a quarter: it counts only where nothing in the document speaks
    of longer periods.
    """
    if reference.end is None:
        return None
    found = {p for p in _named(document) if p.end == reference.end and p.start is not None and p.start < reference.end}
    spans = {(p.start, p.end, p.kind) for p in found}
    longer = {s for s in spans if s[2] != "month"}
    if len(longer) > 1 or not spans:
        return None
    if not longer and any(_LONGER.search(item.text) for item in document.body if isinstance(item, Block)):
        return None
    start, end, kind = next(iter(longer or spans))
    return next(p for p in sorted(found, key=lambda p: p.label) if (p.start, p.end, p.kind) == (start, end, kind))


def contradicted(document: Document, reference: Reference) -> bool:
    """Whether the front names one period for what it reports on and the figures were taken to end on another day."""
    front = [item for item in document.body if isinstance(item, Block)][:_FRONT_BLOCKS]
    whole = (parse_period(block.text) for block in front)
    spans = {ref.period for ref in whole if ref is not None and ref.period is not None}
    ends = {p.end for p in spans if p.start != p.end}
    return len(ends) == 1 and reference.end is not None and reference.end not in ends


def _named(document: Document) -> Iterator[Period]:
    blocks = [item for item in document.body if isinstance(item, Block)][:_FRONT_BLOCKS]
    titles = [b.text for b in blocks if b.kind == "heading" or len(b.text) < _TITLE]
    for text in (*document.furniture, *titles):
        for found in find_periods(text):
            if found.ref.period is not None and found.ref.period.kind != "point_in_time":
                yield found.ref.period


_TITLE = 80  # characters: a line of its own on a front page is no longer


def fits(base: Time | None, stated: Period) -> bool:
    """Whether a comparison with `base` can be one of the reporting period: not a quarter's with a month."""
    if base is None or base.kind not in ("previous", "year_ago"):
        return True
    return stated.kind in _FITS.get(base.span, ())


def means(time: Time, stated: Period) -> bool:
    """Whether `the quarter` or `this year` can be the reporting period."""
    return stated.kind in _FITS.get(time.span, ())


def names_another(passage: Passage, stated: Period) -> bool:
    """Whether a heading that a passage stands under names a period other than the one reported on."""
    named = (found.ref.period for heading in passage.headings for found in find_periods(heading))
    return any(p is None or (p.start, p.end) != (stated.start, stated.end) for p in named)


def is_named_quarter(time: Time, stated: Period) -> bool:
    """Whether `Quarter 3` is the reporting period of a British force: its quarters are numbered from April."""
    relative = time.ref.relative if time.ref is not None else ""
    if stated.kind != "quarter" or stated.start is None:
        return False
    return relative == f"named_quarter:{(stated.start.month - 4) % 12 // 3 + 1}"
