"""The day on which a document says that it was released, which is not the day of a meeting, a letter or a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from extractor.layouts.cues import cues
from extractor.layouts.passages import Passage
from extractor.notation.periods import find_periods
from extractor.notation.points import year_first


def released(passages: Sequence[Passage], american: bool, end: date | None) -> date | None:
    """The day that stands right after words of release (`Published on 12 June 2018`) on the front or in a running
    header; None where there is none, where there are several, and where the figures reach beyond it.

    A month alone (`Published June 2018`) names no day. `american` documents put the month before the day.
    """
    days = {day for p in passages if p.place in ("front", "running") and p.is_line for day in _days(p, american)}
    if len(days) != 1:
        return None
    (day,) = days
    return None if end is not None and day < end else day


def _days(passage: Passage, american: bool) -> Iterator[date]:
    if american:
        passage = replace(passage, text=year_first(passage.text))
    for found in find_periods(passage.text):
        period = found.ref.period
        if period is None or period.end is None or period.start != period.end:
            continue
        if cues().release.search(passage.text[: found.start]):
            yield period.end
