"""Figures that several editions print for the same period: both are kept, told apart, and the latest is marked."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.model import DocumentSummary
from extractor.publish.schema import TableSchema
from extractor.publish.tidy import Row

# What makes two prints the same figure.
_FIGURE = (
    "force", "area_type", "area", "measure", "category", "statistic", "role", "unit", "breakdown",
    "period_start", "period_end", "base_period_start", "base_period_end",
)  # fmt: skip
_NEEDED = ("force", "measure", "area", "period_start", "period_end", "value")
_LENGTH = 16  # of the name of a figure, as long as an observation's id


@dataclass(frozen=True, slots=True)
class _Print:
    edition: date
    observation_id: str
    document_id: str
    value: Any
    qualifier: str | None


class Vintages:
    """Rows of `vintages`, gathered force by force, so that no more than one force's figures are held."""

    def __init__(self, observations: TableSchema) -> None:
        self._index = {field.name: n for n, field in enumerate(observations.fields)}
        self._force = ""
        self._prints: dict[tuple[Any, ...], list[_Print]] = defaultdict(list)
        self._rows: dict[str, list[Row]] = defaultdict(list)

    def see(self, document: DocumentSummary, rows: Sequence[Row]) -> None:
        """Take note of one document's observations; documents come sorted by id, and so by force."""
        if document.force != self._force:
            self._flush()
            self._force = document.force
        if not document.force or document.period_end is None:
            return
        at = self._index
        figure, needed = ([at[name] for name in names] for names in (_FIGURE, _NEEDED))
        for row in rows:
            if all(row[n] is not None for n in needed):
                self._prints[tuple(row[n] for n in figure)].append(
                    _Print(
                        document.period_end, str(row[at["observation_id"]]), document.document_id,
                        row[at["value"]], row[at["qualifier"]],  # type: ignore[arg-type]
                    )
                )  # fmt: skip

    def rows(self) -> list[Row]:
        """Every print of a figure that more than one edition prints, by figure and edition."""
        return [row for rows in self.taken().values() for row in rows]

    def taken(self) -> dict[str, list[Row]]:
        """The same by force, after which they are forgotten."""
        self._flush()
        rows, self._rows = self._rows, defaultdict(list)
        return rows

    def _flush(self) -> None:
        several = {key: prints for key, prints in self._prints.items() if len({p.edition for p in prints}) > 1}
        named = sorted((_name(key), prints) for key, prints in several.items())
        self._rows[self._force] += [row for name, prints in named for row in _told_apart(name, prints)]
        self._prints.clear()


def _name(key: tuple[Any, ...]) -> str:
    return hashlib.sha256("\n".join(map(str, key)).encode("utf-8")).hexdigest()[:_LENGTH]


def _told_apart(name: str, prints: list[_Print]) -> list[Row]:
    editions = sorted({p.edition for p in prints})
    rows: list[Row] = []
    for p in sorted(prints, key=lambda p: (p.edition, p.document_id, p.observation_id)):
        place = editions.index(p.edition)
        before = {(q.value, q.qualifier) for q in prints if place and q.edition == editions[place - 1]}
        status = "first" if not before else "repeated" if (p.value, p.qualifier) in before else "revised"
        previous = next(iter(before))[0] if len(before) == 1 else None
        rows.append((
            name, p.observation_id, p.document_id, p.edition, p.value, p.qualifier, p.edition == editions[-1], status,
            previous,
        ))  # fmt: skip
    return rows
