"""The front door of the room: a dataset and a question in, panels out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from extractor.codelists import schemas_dir
from extractor.compare.align import Denominators
from extractor.compare.choose import parse_when
from extractor.compare.combine import combined
from extractor.compare.lineup import Comparison, Figure, Panel
from extractor.compare.panels import Setting, panels_of
from extractor.compare.published import Cell, cells_of, changes_of, figures_of, rows_of, values_of
from extractor.compare.rules import Rules, load_rules
from extractor.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd


STATISTICS = ("usual", "all", "count", "share", "rate", "mean", "median", "rank", "amount")


class Data(Protocol):
    """What can be compared: a result of `convert`, or a dataset that was loaded."""

    @property
    def observations(self) -> pd.DataFrame:
        """One row per published figure."""

    @property
    def documents(self) -> pd.DataFrame:
        """One row per file."""


@dataclass(frozen=True)
class Library:
    """All published levels of a dataset, gathered once for any number of questions."""

    cells: tuple[Cell, ...]
    changes: tuple[Figure, ...]
    forces: tuple[str, ...]
    rules: Rules


def library(data: Data, *, areas: bool = False, schemas: str | None = None) -> Library:
    """The published levels of a dataset: of the forces as a whole, or of every area where `areas` asks for it."""
    rules = load_rules(schemas)
    editions = _editions(data.documents)
    rows = rows_of(data.observations)
    figures = figures_of(rows, editions)
    forces = sorted({f for f in values_of(data.documents, "force") if f} | {f.force for f in figures})
    kept = [f for f in figures if _in_scope(f, rules, areas)]
    return Library(tuple(cells_of(kept, rules.preferences)), tuple(changes_of(rows, editions)), tuple(forces), rules)


def compare(
    data: Data,
    measure: str | Sequence[str] | None = None,
    *,
    category: str | Sequence[str] | None = None,
    words: str | None = None,
    period: str = "latest",
    statistic: str | None = None,
    areas: bool = False,
    breakdowns: bool = False,
    change: bool = False,
    schemas: str | None = None,
) -> Comparison:
    """Forces side by side for measures and categories, by id or by the `words` in their names.

    `period` is `latest`, `all` or a time such as `2018-03`; `statistic` one of the dataset's, `all`, or `usual`: the
    measure's own and rates (`all` where `words` ask, else `usual`). Levels of the force as a whole are compared;
    `areas` adds the figures of its areas, its peers and the country, `breakdowns` those broken down further, and
    `change` says how each figure changed from earlier periods. Raises UsageError for an id that is not in the
    vocabulary and for a question that names nothing.
    """
    measures, categories = _listed(measure), _listed(category)
    if not (measures or categories or words):
        raise UsageError("nothing to compare: name a measure, a category or words; `extractor measures` lists them")
    statistic = statistic or ("all" if words else "usual")
    if statistic not in STATISTICS:
        raise UsageError(f"{statistic!r} is no statistic; choose from {', '.join(STATISTICS)}")
    when = parse_when(period)
    shelf = library(data, areas=areas, schemas=schemas)
    _check_ids(measures, categories, shelf.rules)
    cells = [*shelf.cells, *(Cell(f) for f in combined(shelf.cells, shelf.rules.combinations))]
    names = {force.id: force.name for force in shelf.rules.book.forces.values()}
    denominators = Denominators(cell.figure for cell in shelf.cells)
    changes = shelf.changes if change else None
    setting = Setting(shelf.rules, when, denominators, names, shelf.forces, breakdowns, changes, statistic)
    panels: list[Panel] = []
    left: dict[str, None] = {}
    for (m, c), group in _asked(cells, measures, categories, words, shelf.rules):
        found = panels_of(m, c, group, setting)
        panels += found
        left |= dict.fromkeys(
            sorted({g.figure.subject.statistic for g in group} - {p.subject.statistic for p in found})
        )
    present = {entry.force for panel in panels for entry in panel.entries if entry.figure or entry.changes}
    absent = tuple(force for force in shelf.forces if force not in present)
    question = " ".join(filter(None, (*measures, *categories, words)))
    files = dict(zip(*(values_of(data.documents, c) for c in ("document_id", "file")), strict=True))
    spelled = {f: names.get(f, f) for f in shelf.forces}
    return Comparison(question, tuple(panels), absent, tuple(left), schema_version(), spelled, files)


def schema_version() -> str:
    """The version of the columns and codes that a comparison is written with."""
    descriptor = json.loads((schemas_dir() / "comparison.schema.json").read_text(encoding="utf-8"))
    return str(descriptor["version"])


def _listed(ids: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if ids is None else (ids,) if isinstance(ids, str) else tuple(ids)


def _editions(documents: pd.DataFrame) -> dict[str, date | None]:
    """The last day of each document's reporting period."""
    return dict(zip(values_of(documents, "document_id"), values_of(documents, "period_end"), strict=True))


def _in_scope(figure: Figure, rules: Rules, areas: bool) -> bool:
    if areas:
        return True
    force = rules.book.forces.get(figure.force)
    return figure.area_type == "force" and (force is None or figure.area == force.name)


def _check_ids(measures: Iterable[str], categories: Iterable[str], rules: Rules) -> None:
    for identifier in measures:
        if identifier not in rules.book.measures:
            raise UsageError(f"no measure is called {identifier!r}{_nearest(identifier, rules.book.measures)}")
    for identifier in categories:
        if identifier not in rules.book.categories:
            raise UsageError(f"no category is called {identifier!r}{_nearest(identifier, rules.book.categories)}")


def _nearest(identifier: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(identifier, list(known), 3)
    return f"; did you mean {' or '.join(close)}?" if close else "; `extractor measures` lists what there is"


def _asked(
    cells: Iterable[Cell], measures: Sequence[str], categories: Sequence[str], words: str | None, rules: Rules
) -> list[tuple[tuple[str, str], list[Cell]]]:
    """Cells by measure and category, in the order of the vocabulary."""
    groups: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        subject = cell.figure.subject
        if (measures and subject.measure not in measures) or (categories and subject.category not in categories):
            continue
        groups[subject.measure, subject.category].append(cell)
    wanted = [key for key in groups if not words or said(words, *key, rules)]
    order_m, order_c = list(rules.book.measures), list(rules.book.categories)
    wanted.sort(key=lambda key: (_position(key[0], order_m), _position(key[1], order_c), key))
    return [(key, groups[key]) for key in wanted]


def _position(identifier: str, order: Sequence[str]) -> int:
    return order.index(identifier) if identifier in order else len(order)


def said(words: str, measure: str, category: str, rules: Rules) -> bool:
    """Whether every word stands in the id, name or definition of the measure, or in the category or one above it."""
    texts = [measure, category]
    known = rules.measure(measure)
    if known:
        texts += [known.label, known.definition]
    at = rules.book.categories.get(category)
    while at:
        texts += [at.id, at.label]
        at = rules.book.categories.get(at.parent)
    there = _stems(" ".join(texts))
    return all(any(word.startswith(stem) for word in there) for stem in _stems(words))


def _stems(text: str) -> set[str]:
    """Words without their plural ending, so that `outcome` finds `outcomes` and the other way round."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("_", " "))
    return {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words}
