"""Figures of several periods in a row: `April and May had 12 and 17 lost pets`.

As many figures as periods, in the same order; the words behind the last figure say of what they are.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from itertools import pairwise

from extractor.prose.claims import Claim, Comparison, Reading, Topic
from extractor.prose.heads import PLACED, Head
from extractor.prose.lexing import Signs

_TIMES = r"T (?:, T )*(?:(?:, )?and T )"
_FIGURES = r"N (?:, N )*(?:(?:, )?and N )"
_OF = rf"(?P<np>(?:{PLACED})+?)(?:(?:were|was|have been|being) )?(?:(?:recorded|reported|carried out|conducted|made|received) )?"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # in April and May there were 12 and 17 lost pets respectively
        rf"(?P<times>{_TIMES})(?P<between>(?:(?![NPQU] )[^ ]+ )*?)(?P<figures>{_FIGURES}){_OF}(?:respectively |(?=[.,;] | *$))",
        # 12 and 17 pets lost in April and May
        rf"(?P<figures>{_FIGURES}){_OF}(?:(?:respectively|in|during|over|for) )+(?P<times>{_TIMES})(?=[.,;)] | *$)",
    )
)
_STEADY = re.compile(r"(?:continual|continuous|continued|steady|sustained|consistent|month on month|year on year) M ")


def read_series(signs: Signs, reading: Reading) -> int:
    """The figure of each period; returns where the reading ends, 0 where there is no such row."""
    match = next((m for p in _FORMS if (m := p.search(signs.line))), None)
    if match is None:
        return 0
    head = Head(match, signs)
    times = [t for t in head.tokens("times") if t.time is not None]
    figures = [t for t in head.tokens("figures") if t.sign == "N"]
    if len(times) != len(figures) or any(f.sense for f in figures) or head.unclear_but_for_rows:
        return 0
    for time, figure in zip(times, figures, strict=True):
        topic = Topic(head.words("np"), time=time.time, figure=figure)
        reading.claims.append(Claim(figure, "level", topic, time.time, None, time.time.label if time.time else ""))
    _one_way(signs, reading)
    return match.end()


def _one_way(signs: Signs, reading: Reading) -> None:
    """`A steady rise` says that each figure is higher than the one before it."""
    steady = _STEADY.search(signs.line)
    if steady is None:
        return
    move = signs.tokens[signs.at(steady.end() - 2)]
    for before, now in pairwise(reading.claims):
        says = f"{move.text} from {before.says} to {now.says}"
        reading.comparisons.append(Comparison(now.figure, before.figure, move.sense, says, now.topic))
