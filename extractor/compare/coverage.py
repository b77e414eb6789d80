"""Which forces have figures on what: the list of measures of a dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from extractor.compare.figures import Data, Figures
from extractor.compare.lineup import Span
from extractor.compare.published import COLUMNS
from extractor.compare.relevant import Question, conditions, is_usable, understood
from extractor.compare.rules import load_rules
from extractor.compare.wording import period_text
from extractor.compare.words import Pair
from extractor.selection import Only, counted, mask, only

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Holding:
    """What one force publishes of a measure and category, as level figures of the force as a whole.

    `latest` words the last period that is determined, `periods` counts all that are; `areas` counts the areas
    below the force that have figures too, `left_out` the figures that a person excluded.
    """

    force: str
    figures: int
    periods: int
    latest: str
    statistics: tuple[str, ...]
    areas: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """One measure and category with the forces that publish it."""

    measure: str
    category: str
    measure_label: str
    category_label: str
    definition: str
    comparability: str
    holdings: tuple[Holding, ...]


def coverage(data: Data | Figures, words: str | None = None, *, schemas: str | None = None) -> list[Coverage]:
    """The measures and categories of a dataset that match all `words`, in the order of the vocabulary."""
    rules = load_rules(schemas)
    book = rules.book
    source = data if isinstance(data, Figures) else Figures(data, rules)
    question = understood(Question(words=words or ""), source, rules)
    asked = frozenset(pair for pair in source.pairs if question.covers(*pair))
    where = conditions(asked, areas=True, change=False)
    names = {f.id: f.name for f in book.forces.values()}
    held: dict[Pair, list[Holding]] = defaultdict(list)
    columns = (*_COLUMNS, *(("observation_id", "document_id") if source.review.excluded else ()))
    for force, pieces in source.by_force(columns, where) if asked else ():
        out = _left_out(source, pieces, where) if source.review.excluded else frozenset[str]()
        for pair, rows in _by_pair(pieces, out).items():
            if pair in asked:
                held[pair].append(_holding(force, rows, names.get(force)))
    measures, categories = list(book.measures), list(book.categories)

    def position(key: Pair) -> tuple[int, ...]:
        return tuple(order.index(i) if i in order else -1 for i, order in zip(key, (measures, categories), strict=True))

    found = []
    for measure, category in sorted(sorted(held), key=position):
        known, subject = book.measures.get(measure), book.categories.get(category)
        found.append(
            Coverage(
                measure, category, known.label if known else measure, subject.label if subject else category,
                known.definition if known else "", known.comparability if known else "",
                tuple(held[measure, category]),
            )
        )  # fmt: skip
    return found


class _Row(NamedTuple):
    """What many figures of a force have in common."""

    is_out: bool
    statistic: str | None
    area_type: str | None
    area: str | None
    start: date | None
    end: date | None
    figures: int


_ABOUT = ("measure", "category", "statistic", "area_type", "area", "period_start", "period_end")
_COLUMNS = (*_ABOUT, "value", "reader")
_ID = 16  # digits that the same figure has in its id in every format of a report


def _left_out(source: Figures, pieces: Sequence[pa.Table], where: Sequence[Only]) -> frozenset[str]:
    """The ids of those figures of a force that a person excluded, looked for in documents that may print one."""
    starts = {name[:_ID] for name in source.review.excluded}
    documents = {
        document
        for piece in pieces
        for name, document in zip(
            *(piece.column(c).to_pylist() for c in ("observation_id", "document_id")), strict=True
        )
        if name[:_ID] in starts
    }
    if not documents:
        return frozenset()
    rows = source.rows((*COLUMNS, "reader"), [*where, only("document_id", *documents)])
    return frozenset(row["observation_id"] for row, _ in source.review.split(filter(is_usable, rows))[1])


def _by_pair(pieces: Sequence[pa.Table], out: frozenset[str]) -> dict[Pair, list[_Row]]:
    """The figures of a force by measure and category, those told together that differ by value and place alone and by
    whether their ids are among those left `out`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    groups: dict[Pair, list[_Row]] = defaultdict(list)
    if not pieces:
        return groups
    table = pa.concat_tables(pieces)
    drawn = pc.match_like(table.column("reader"), "chart")
    table = table.filter(pc.and_not(table.column("value").is_valid(), pc.and_kleene(drawn, drawn.is_valid())))
    columns = [table.column(name) for name in _ABOUT]
    if out:
        columns.append(mask(table, [only("observation_id", *out)]))
    for (measure, category, *about), number in counted(columns):
        if measure:
            *about, is_out = about if out else (*about, False)
            groups[measure, category or ""].append(_Row._make((is_out, *about, number)))
    return groups


def _holding(force: str, rows: list[_Row], name: str | None) -> Holding:
    own = [row for row in rows if not row.is_out]
    whole = [row for row in own if row.area_type == "force" and row.area == (name or row.area)]
    spans = {Span("", row.start, row.end, "") for row in whole if row.start and row.end}
    latest = max(spans, key=lambda s: (s.end or date.min, s.months or 0), default=None)
    areas = {(row.area_type, row.area) for row in own} - {(row.area_type, row.area) for row in whole}
    statistics = tuple(sorted({row.statistic for row in whole if row.statistic}))  # it may be open
    word = period_text(latest) if latest else ""
    out = sum(row.figures for row in rows if row.is_out)
    figures = sum(row.figures for row in whole)
    return Holding(force, figures, len(spans), word, statistics, len(areas), out)
