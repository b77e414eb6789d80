"""What stands behind the rates of a document: its rates of the population, and the counts in the rows that print them.

A comparison asks for it where a figure that stands has no official population, or is a rate that may be none of its
area's. It is read for the documents that matter alone, without what a person excluded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from extractor.compare.figures import Figures
from extractor.compare.gather import Gathered
from extractor.compare.lineup import Figure
from extractor.compare.published import COLUMNS, cells_of, figures_of
from extractor.compare.rules import Rules
from extractor.selection import Only, only

_RATE = "per_1000_population"
Row = Mapping[str, Any]


class Behind:
    """Called with a document, it gives for that one, or for all of the answer, the figures behind its rates."""

    def __init__(self, source: Figures, found: Gathered, rules: Rules, areas: bool) -> None:
        self._source, self._editions, self._preferences = source, found.editions, rules.preferences
        self._where = [only("role", "level"), *([] if areas else [only("area_type", "force")])]
        self._documents = sorted({p.document_id for c in found.cells for p in c.figure.places})

    def __call__(self, document: str) -> Mapping[str, Iterable[Figure]]:
        # where forces stand apart, one document is read quickly and all of them are not
        documents = [document] if self._source.is_parted else dict.fromkeys((document, *self._documents))
        found: dict[str, list[Row]] = {name: [] for name in documents}
        lines: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
        for row in self._standing(only("document_id", *documents), only("unit", _RATE)):
            found[row["document_id"]].append(row)
            lines[row["document_id"]].add(_line(row))
        for row in self._standing(only("statistic", "count"), *_among(lines)) if lines else ():
            if row["unit"] != _RATE and _line(row) in lines[row["document_id"]]:
                found[row["document_id"]].append(row)
        return {name: self._figures(rows) for name, rows in found.items()}

    def _standing(self, *where: Only) -> Iterable[Row]:
        """The printed figures that fit, without those that a person excluded."""
        rows = self._source.rows((*COLUMNS, "reader"), [*where, *self._where])
        return self._source.review.split(row for row in rows if row["reader"] != "chart")[0]

    def _figures(self, rows: Iterable[Row]) -> list[Figure]:
        return [cell.figure for cell in cells_of(figures_of(rows, self._editions), self._preferences)]


def _among(lines: Mapping[str, set[tuple[Any, ...]]]) -> list[Only]:
    """What figures have that stand in some of these rows of tables, by document; others may have it too."""
    tables, labels = zip(*(line for own in lines.values() for line in own), strict=True)
    where = [only("document_id", *lines), only("row_label", *labels)]
    return where if None in tables else [*where, only("table", *tables)]


def _line(row: Row) -> tuple[Any, ...]:
    """The row of a table in which a figure stands."""
    return (row["table"], row["row_label"] or "")
