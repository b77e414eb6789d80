"""The front door of the room: a dataset and a question in, panels out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from extractor.codelists import schemas_dir
from extractor.compare.align import Denominators
from extractor.compare.choose import parse_when
from extractor.compare.combine import combined
from extractor.compare.lineup import Comparison, Figure, Panel
from extractor.compare.panels import Setting, lined_up, panels_of
from extractor.compare.published import Cell, cells_of, changes_of, figures_of, rows_of, values_of
from extractor.compare.relevant import Question, relevant
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
    when, question, rules = parse_when(period), Question(measures, categories, words or ""), load_rules(schemas)
    _check_ids(measures, categories, rules)
    editions, frame = _editions(data.documents), data.observations
    rows = rows_of(relevant(frame, question, rules, areas=areas, change=change))
    published = [f for f in figures_of(rows, editions) if areas or _whole_force(f, rules)]
    cells = cells_of(published, rules.preferences)
    cells += [Cell(f) for f in combined(cells, rules.combinations)]
    names = {force.id: force.name for force in rules.book.forces.values()}
    forces = sorted({f for f in (*values_of(data.documents, "force"), *frame["force"].dropna().unique()) if f})
    denominators = Denominators(cell.figure for cell in cells if not cell.figure.derived)
    changes = changes_of(rows, editions) if change else None
    setting = Setting(rules, when, denominators, names, forces, breakdowns, changes, statistic)
    panels: list[Panel] = []
    left: dict[str, None] = {}
    for (m, c), group in _asked(cells, question, rules):
        found = panels_of(m, c, group, setting)
        panels += found
        shown = {panel.subject.statistic for panel in found}
        left |= dict.fromkeys(sorted({lined_up(cell.figure.subject).statistic for cell in group} - shown))
    present = {entry.force for panel in panels for entry in panel.entries if entry.figure or entry.changes}
    absent = tuple(force for force in forces if force not in present)
    asked = " ".join(filter(None, (*measures, *categories, words)))
    files = dict(zip(*(values_of(data.documents, c) for c in ("document_id", "file")), strict=True))
    spelled = {f: names.get(f, f) for f in forces}
    return Comparison(asked, tuple(panels), absent, tuple(left), schema_version(), spelled, files)


def schema_version() -> str:
    """The version of the columns and codes that a comparison is written with."""
    descriptor = json.loads((schemas_dir() / "comparison.schema.json").read_text(encoding="utf-8"))
    return str(descriptor["version"])


def _listed(ids: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if ids is None else (ids,) if isinstance(ids, str) else tuple(ids)


def _editions(documents: pd.DataFrame) -> dict[str, date | None]:
    """The last day of each document's reporting period."""
    return dict(zip(values_of(documents, "document_id"), values_of(documents, "period_end"), strict=True))


def _whole_force(figure: Figure, rules: Rules) -> bool:
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


def _asked(cells: Iterable[Cell], question: Question, rules: Rules) -> list[tuple[tuple[str, str], list[Cell]]]:
    """Cells by measure and category, in the order of the vocabulary."""
    groups: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.figure.subject.measure, cell.figure.subject.category].append(cell)
    order_m, order_c = list(rules.book.measures), list(rules.book.categories)
    wanted = [key for key in groups if question.covers(*key, rules)]
    wanted.sort(key=lambda key: (_position(key[0], order_m), _position(key[1], order_c), key))
    return [(key, groups[key]) for key in wanted]


def _position(identifier: str, order: Sequence[str]) -> int:
    return order.index(identifier) if identifier in order else len(order)
