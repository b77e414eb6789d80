"""One place among other forces that is told twice, among more forces here than there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.check.figures import Figure
from extractor.check.subjects import Identity, identity
from extractor.model import Finding, Where

_NEAR = Decimal("0.1")  # of the forces: groups that differ by more are different groups


def places(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A finding where the same place of the same thing at the same time is one of 40 forces, and one of 41.

    Places that differ may be places by something else, such as numbers and rates; those that are the same are not.
    The number of forces that the document seldom gives for the measure is the doubtful one, else the later.
    """
    ranks = [f for f in figures if f.observation.statistic == "rank" and f.observation.out_of]
    usual = Counter((f.observation.measure, f.observation.out_of) for f in ranks)
    told: dict[tuple[Identity, float], Figure] = {}
    for figure in ranks:
        key = identity(figure)
        if key is None:
            continue
        first = told.setdefault((key, figure.value), figure)
        one, other = (f.observation.out_of or Decimal(0) for f in (first, figure))
        if one == other or abs(one - other) > _NEAR * max(one, other):
            continue
        seldom = min((figure, first), key=lambda f: usual[f.observation.measure, f.observation.out_of])
        yield _finding(seldom, first if seldom is figure else figure)


def _finding(figure: Figure, other: Figure) -> Finding:
    o, size, should = figure.observation, figure.observation.out_of, other.observation.out_of
    message = f'"{o.value_text}" is told as a place among {size} forces, and as one among {should} elsewhere'
    where = Where(o.document_id, o.page, o.table or None, o.row_label, o.column_label)
    found, expected = f"{figure.value:.0f} of {size}", f"{other.value:.0f} of {should}"
    return Finding("contradicting-words", "info", message, where, expected, found)
