"""Which of a force's periods stands in a comparison."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractor.compare.lineup import Figure, Span
from extractor.errors import UsageError

_YEAR = 12
_WHEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class When:
    """The periods asked for: `latest`, `all`, or those that cover a time."""

    mode: str
    start: date | None = None
    end: date | None = None


def parse_when(text: str) -> When:
    """`latest`, `all`, `2018`, `2018-03` or `2018-03-31`. Raises UsageError for anything else."""
    if text in ("latest", "all"):
        return When(text)
    match = _WHEN.fullmatch(text)
    try:
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            first, last = month or 1, month or 12
            return When("at", date(year or 0, first, day or 1), date(year or 0, last, day or _days(year or 0, last)))
    except ValueError:
        pass
    raise UsageError(f"{text!r} is no period; write latest, all, or a time such as 2018, 2018-03 or 2018-03-31")


def _days(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def chosen(figures: Sequence[Figure], when: When) -> list[Figure]:
    """The figures of one force and subject that stand: one for a time, every one for `all`.

    Of several that would do, the one that ends last; of those the longest of at most twelve months, so that each
    season counts once. Where nothing covers the time, nothing is chosen.
    """
    if when.mode == "all":
        return sorted(figures, key=lambda f: _recency(f.span))
    fitting = [f for f in figures if when.mode == "latest" or _covers(f.span, when)]
    return [max(fitting, key=lambda f: (_recency(f.span), not f.derived))] if fitting else []


def _covers(span: Span, when: When) -> bool:
    if span.start is None or span.end is None or when.start is None or when.end is None:
        return False
    return span.start <= when.end and when.start <= span.end


def _recency(span: Span) -> tuple[bool, date, bool, int]:
    days = (span.end - span.start).days if span.start and span.end else 0
    months = span.months or 0
    return (span.known, span.end or date.min, months <= _YEAR, days if months <= _YEAR else -days)
