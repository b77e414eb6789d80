"""Find by arithmetic which two levels a change is between, where its place in the table does not settle it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from extractor.notation.figures import Figure

# One line of a table: figures of the levels by position, and the figure of the change.
Line = tuple[dict[int, Figure], Figure]

_MOST = 12  # levels: beyond that a heading says what it compares or nothing can
_SHARE = Decimal("0.8")  # of the lines that a pair has to explain


def proven_pair(lines: Sequence[Line], percent: bool) -> tuple[int, int] | None:
    """Positions (earlier, later) of the only two levels whose difference or % change the figures are, or None.

    `percent` asks for the percentage change instead of the difference. A pair must explain four lines in five, and
    no other pair as many; a single line proves nothing.
    """
    places = sorted({place for levels, _ in lines for place in levels})
    if len(lines) < 2 or not 2 < len(places) <= _MOST:
        return None
    scores = {pair: sum(_explains(line, pair, percent) for line in lines) for pair in permutations(places, 2)}
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, top), (_, second) = ranked[0], ranked[1]
    return best if top >= 2 and top >= _SHARE * len(lines) and top > second else None


def proves_change(lines: Sequence[Line], percent: bool) -> bool:
    """Whether the figures under one heading are the changes between the only two levels beside them, line by line.

    At least two lines must be explained, and all of them; a change of nothing explains nothing.
    """
    places = sorted({place for levels, _ in lines for place in levels})
    if len(places) != 2:
        return False
    telling = [line for line in lines if line[1].value]
    pair = (places[0], places[1])
    return len(telling) >= 2 and all(
        _explains(line, pair, percent) and (percent or _adds_up(line, pair)) for line in telling
    )


def _adds_up(line: Line, pair: tuple[int, int]) -> bool:
    """False where whole numbers miss by one: of rounded figures that says little, of small counts it proves nothing."""
    levels, change = line
    figures = (change, *(levels[place] for place in pair))
    if any(figure.decimals or figure.unit for figure in figures):
        return True
    known = [figure.value for figure in figures if figure.value is not None]
    return len(known) == 3 and known[0] == known[2] - known[1]


def _explains(line: Line, pair: tuple[int, int], percent: bool) -> bool:
    levels, change = line
    before, after = (levels.get(place) for place in pair)
    if before is None or after is None or before.value is None or after.value is None or change.value is None:
        return False
    tolerance = _step(change) * Decimal("0.51")
    if not percent:
        tolerance += (_step(before) + _step(after)) / 2
        return abs(change.value - (after.value - before.value)) <= tolerance
    if not before.value:
        return False
    relative = 100 * (after.value - before.value) / abs(before.value)
    return abs(change.value - relative) <= tolerance + _rounded(before, after) + Decimal("0.1")


def _rounded(before: Figure, after: Figure) -> Decimal:
    """By how many points in a hundred a percentage change may be off because the two figures were rounded.

    Whole counts are exact.
    """
    assert before.value and after.value is not None
    slack = [_step(figure) / 2 if figure.decimals else Decimal(0) for figure in (before, after)]
    return 100 * (slack[1] + slack[0] * abs(after.value / before.value)) / abs(before.value)


def _step(figure: Figure) -> Decimal:
    """The unit of the last printed digit."""
    return Decimal(1).scaleb(-figure.decimals)
