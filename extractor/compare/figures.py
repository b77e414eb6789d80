"""The figures of a dataset, of which a question reads the rows and columns that it needs and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

from extractor.compare.lineup import Origin
from extractor.compare.rules import Combination, Rules
from extractor.compare.words import Pair
from extractor.reviewed import Review, review_of
from extractor.selection import Only, counted, only, picked

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Data(Protocol):
    """What can be compared: a result of `convert`, a dataset that was loaded, or any two such frames."""

    @property
    def observations(self) -> pd.DataFrame:
        """One row per published figure."""

    @property
    def documents(self) -> pd.DataFrame:
        """One row per file."""


class _Selective(Protocol):
    """Data that need not be read whole."""

    @property
    def is_parted(self) -> bool:
        """Whether the figures of one force can be read without those of the others."""

    def kinds(self) -> Iterator[tuple[Pair, str, bool]]:
        """Measure and category, force, and whether there are values, of each kind of figure where it is in parts."""

    def batches(self, table: str, columns: Sequence[str], where: Sequence[Only] = ()) -> Iterator[pa.Table]:
        """These columns of the rows that fit, a piece at a time."""


_ORIGIN = ("published", "source_url", "source_title", "licence")


@dataclass(frozen=True, slots=True)
class Document:
    """What a comparison says of a document: its force and file, the last day it covers, and where it is from."""

    force: str
    file: str
    edition: date | None
    origin: Origin


class Figures:
    """The figures of `data`. Whatever is asked for twice is read once."""

    def __init__(self, data: Data, rules: Rules) -> None:
        self._data = data
        self._source: _Selective = cast(Any, data) if hasattr(data, "batches") else _Framed(data)
        self._rules = rules
        self._texts: dict[str | None, str | None] = {}

    @property
    def is_parted(self) -> bool:
        """Whether the figures of one force can be read without those of the others."""
        return self._source.is_parted

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by their ids."""
        rows = self._rows("documents", ("document_id", "force", "file", "period_end", *_ORIGIN))
        return {
            row["document_id"]: Document(row["force"], row["file"], row["period_end"], _origin(row)) for row in rows
        }

    @cached_property
    def review(self) -> Review:
        """What people said of the figures."""
        return review_of(self._data)

    @cached_property
    def pairs(self) -> list[Pair]:
        """Measures and categories that have figures with a value, and those that are summed from them."""
        found = dict.fromkeys(pair for pair, _ in self._kinds if pair[0])
        wholes = [
            (m, rule.whole) for m, c in found for rule in sums_with(c, self._rules.combinations) if m in rule.measures
        ]
        return list(dict.fromkeys((*found, *wholes)))

    @cached_property
    def forces(self) -> list[str]:
        """The forces that have documents or figures, sorted."""
        return sorted({f for f in (*(d.force for d in self.documents.values()), *(f for _, f in self._kinds)) if f})

    @cached_property
    def _kinds(self) -> list[tuple[Pair, str]]:
        """Each measure, category and force that has figures with a value, in the order in which they come first; a
        force has a kind without a measure for all figures besides."""
        found: dict[tuple[Pair, str], None] = {}
        if self.is_parted:
            return [(pair if has else ("", ""), force) for pair, force, has in self._source.kinds()]
        for piece in self._source.batches("observations", ("measure", "category", "force", "value")):
            columns = [piece.column(name) for name in ("measure", "category", "force")]
            for (m, c, f, has), _ in counted([*columns, piece.column("value").is_valid()]):
                found[(m or "", c or "") if has else ("", ""), f or ""] = None
        return list(found)

    def rows(self, columns: Sequence[str], where: Sequence[Only] = ()) -> Iterator[dict[str, Any]]:
        """These columns of the figures that fit, as plain values: None for what is empty, dates as dates."""
        return self._rows("observations", columns, where)

    def _rows(self, table: str, columns: Sequence[str], where: Sequence[Only] = ()) -> Iterator[dict[str, Any]]:
        for piece in self._source.batches(table, columns, where):
            values = (self._plain(piece.column(name)) for name in columns)
            for row in zip(*values, strict=True):
                yield dict(zip(columns, row, strict=True))

    def _plain(self, column: pa.ChunkedArray) -> list[Any]:
        """A column as plain values; a text that stands in many rows is one object in all of them."""
        import pyarrow as pa

        if column.type != pa.string():
            values: list[Any] = column.to_pylist()
            return values
        coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        texts = [self._texts.setdefault(text, text) for text in coded.dictionary.to_pylist()]
        return [texts[place] for place in coded.indices.to_pylist()]

    def by_force(self, columns: Sequence[str], where: Sequence[Only] = ()) -> Iterator[tuple[str, list[pa.Table]]]:
        """The figures that fit of one force after the other."""
        if self.is_parted:
            for force in self.forces:
                yield force, list(self._source.batches("observations", columns, (*where, only("force", force))))
            return
        whole = list(self._source.batches("observations", (*columns, "force"), where))
        for force in self.forces:
            yield force, [picked(piece, columns, (only("force", force),)) for piece in whole]


def _origin(row: dict[str, Any]) -> Origin:
    day, *texts = (row[name] for name in _ORIGIN)
    return Origin(day, *(text or "" for text in texts))


class _Framed:
    """Frames as data of which a part can be read."""

    is_parted = False

    def __init__(self, data: Data) -> None:
        self._data = data

    def kinds(self) -> Iterator[tuple[Pair, str, bool]]:
        return iter(())

    def batches(self, table: str, columns: Sequence[str], where: Sequence[Only] = ()) -> Iterator[pa.Table]:
        import pyarrow as pa

        whole = pa.Table.from_pandas(getattr(self._data, table), preserve_index=False)
        fields = [
            f.with_type(
                pa.date32() if pa.types.is_timestamp(f.type) else pa.string() if f.type == pa.large_string() else f.type
            )
            for f in whole.schema
        ]
        yield picked(whole.cast(pa.schema(fields)), columns, where)


def sums_with(category: str, rules: Sequence[Combination]) -> Iterator[Combination]:
    """The sums that a category is a part of, and those that these are parts of."""
    for rule in rules:
        if category in rule.parts:
            yield rule
            yield from sums_with(rule.whole, [r for r in rules if r is not rule])
