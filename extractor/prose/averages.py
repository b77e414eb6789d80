"""Averages that have moved: `The quarterly average for thefts fell from 9 to 4 per quarter`.

Of what the average is, the section says, or the sentence itself; of which area, this sentence or the one before it.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re

from extractor.prose.claims import Claim, Comparison, Reading, Topic
from extractor.prose.heads import Head
from extractor.prose.lexing import AREA, Signs, Token

_MOVED = re.compile(
    r"(?:^|(?<=[ ]))(?P<average>V) (?:volumes? )?(?:for (?P<np>(?:[a-z][^ ]* )+?))?(?:(?:has|have|had|now|subsequently|therefore|also) )*(?P<move>M) (?:in T )?(?:\( )?"
    r"from (?P<then>N) to (?P<now>N) (?P<of>(?:offences|crimes|incidents|reports|records|calls|/|and) )*(?:per month |per quarter |a month |each month |X )?(?:\) )?(?=[.,;] |$)"
)


def read_average(signs: Signs, place: Token | None, reading: Reading) -> int:
    """The average before and now; `place` is the one area that the sentence before this one is about."""
    match = _MOVED.search(signs.line)
    if match is None:
        return 0
    head = Head(match, signs)
    average, move, then, now = (head.token(name) for name in ("average", "move", "then", "now"))
    areas = {t.text.removesuffix("'s"): t for t in signs.tokens if t.sign == AREA}
    if average is None or average.time is None or move is None or then is None or now is None or len(areas) > 1:
        return 0
    if then.sense or now.sense:
        return 0
    goes_on = match.start() == 0  # nothing before it that could be about another area
    area = next(iter(areas.values()), place if goes_on else None)
    topic = Topic(head.words("np") or "offences", area=area, time=None, figure=now)
    says = f"{average.time.label} {move.text}"
    reading.claims.append(Claim(then, "earlier", topic, None, average.time, f"{says} from"))
    reading.claims.append(Claim(now, "earlier", topic, None, average.time, f"{says} to"))
    reading.comparisons.append(Comparison(now, then, move.sense, says, topic))
    return match.end()
