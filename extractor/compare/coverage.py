"""Which forces have figures on what: the list of measures of a dataset."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extractor.compare.figures import Data, Figures
from extractor.compare.lineup import Span
from extractor.compare.published import COLUMNS
from extractor.compare.relevant import Question, conditions, is_usable, understood
from extractor.compare.rules import load_rules
from extractor.compare.wording import period_text
from extractor.compare.words import Pair
from extractor.selection import Only, counted, distinct, last_of_each, mask, only

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
        for pair, holding in _by_pair(pieces, out, force, names.get(force)).items():
            if pair in asked:
                held[pair].append(holding)
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


_PAIR = ("measure", "category")
_COLUMNS = (*_PAIR, "statistic", "area_type", "area", "period_start", "period_end", "value", "reader")
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


def _by_pair(pieces: Sequence[pa.Table], out: frozenset[str], force: str, name: str | None) -> dict[Pair, Holding]:
    """What a force has of each measure and category; `out` are the ids of figures that a person excluded, `name` is
    that of the force as an area, where it is known."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pieces:
        return {}
    table = pa.concat_tables(pieces)
    drawn = pc.match_like(table.column("reader"), "chart")
    table = table.filter(pc.and_not(table.column("value").is_valid(), pc.and_kleene(drawn, drawn.is_valid())))
    excluded: dict[Pair, int] = {}
    pairs = dict.fromkeys(_pair(key) for key in distinct(_columns(table, *_PAIR)) if key[0])
    if out:
        is_out = mask(table, [only("observation_id", *out)])
        excluded = {_pair(key): n for key, n in counted(_columns(table.filter(is_out), *_PAIR))}
        table = table.filter(pc.invert(is_out))
    is_whole = mask(table, [only("area_type", "force"), *([only("area", name)] if name else [])])
    whole, below = table.filter(is_whole), table.filter(pc.invert(is_whole))
    figures: dict[Pair, int] = defaultdict(int)
    statistics: dict[Pair, set[str]] = defaultdict(set)
    for (*key, statistic), number in counted(_columns(whole, *_PAIR, "statistic")):
        figures[_pair(key)] += number
        statistics[_pair(key)] |= {statistic} - {None}  # it may be open
    areas = Counter(_pair(key) for key in distinct(_columns(below, *_PAIR, "area_type", "area")))
    spans = _spans(whole)
    return {
        pair: Holding(
            force, figures[pair], *spans.get(pair, (0, "")), tuple(sorted(statistics[pair])), areas[pair],
            excluded.get(pair, 0),
        )
        for pair in pairs
    }  # fmt: skip


def _pair(key: Sequence[str | None]) -> Pair:
    return key[0] or "", key[1] or ""


def _columns(table: pa.Table, *names: str) -> list[pa.ChunkedArray]:
    return [table.column(name) for name in names]


def _spans(table: pa.Table) -> dict[Pair, tuple[int, str]]:
    """How many periods the figures of each measure and category have, and the last of them in words."""
    import pyarrow.compute as pc

    days = _columns(table, "period_start", "period_end")
    known = table.filter(pc.and_(*(day.is_valid() for day in days)))
    if not len(known):
        return {}
    periods = [Span("", start, end, "") for start, end in distinct(_columns(known, "period_start", "period_end"))]
    # the last, of those that end on one day the longest
    order = sorted(range(len(periods)), key=lambda n: _recency(periods[n]))
    found = last_of_each(_columns(known, *_PAIR), _columns(known, "period_start", "period_end"), order)
    return {_pair(key): (number, period_text(periods[last])) for key, number, last in found}


def _recency(span: Span) -> tuple[date, int, date]:
    return span.end or date.min, span.months or 0, span.start or date.min
