"""The front door of the room: a dataset and a question in, panels out."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractor.codelists import schemas_dir
from extractor.compare.align import Denominators
from extractor.compare.behind import Behind
from extractor.compare.choose import parse_when
from extractor.compare.figures import Data, Figures
from extractor.compare.gather import STATISTICS, check_ids, dataset_of, force_ids, gathered, listed, with_remarks
from extractor.compare.lineup import Comparison, Figure, Panel
from extractor.compare.panels import Setting, lined_up, panels_of
from extractor.compare.published import Cell, changes_of
from extractor.compare.relevant import Question
from extractor.compare.rules import Rules, load_rules
from extractor.errors import UsageError


def compare(
    data: Data | str | os.PathLike[str],
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
    force: str | Sequence[str] | None = None,
) -> Comparison:
    """Forces side by side for measures and categories, by id or by the `words` in their names.

    `period` is `latest`, `all` or a time such as `2018-03`; `statistic` one of the dataset's, `all`, or `usual`: the
    measure's own and rates (`all` where `words` ask, else `usual`). Levels of the force as a whole are compared;
    `areas` adds the figures of its areas, its peers and the country, `breakdowns` those broken down further, and
    `change` says how each figure changed from earlier periods. `force` names the forces to compare, all where it names
    none. Raises UsageError for an id or a force that is not in the vocabulary and for a question that names nothing.
    """
    data = dataset_of(data)
    measures, categories = listed(measure), listed(category)
    if not (measures or categories or words):
        raise UsageError("nothing to compare: name a measure, a category or words; `extractor measures` lists them")
    statistic = statistic or ("all" if words else "usual")
    if statistic not in STATISTICS:
        raise UsageError(f"{statistic!r} is no statistic; choose from {', '.join(STATISTICS)}")
    when, question, rules = parse_when(period), Question(measures, categories, words or ""), load_rules(schemas)
    check_ids(measures, categories, rules)
    rules = with_remarks(rules, data)
    only = force_ids(listed(force), rules)
    source = Figures(data, rules)
    found = gathered(source, question, rules, areas=areas, change=change, forces=only)
    denominators = Denominators(Behind(source, found, rules, areas))
    changes = by_subject(changes_of(found.rows, found.editions)) if change else None
    setting = Setting(rules, when, denominators, found.names, found.forces, breakdowns, changes, statistic)
    panels: list[Panel] = []
    left: dict[str, None] = {}
    for (m, c), group in asked(found.cells, found.question, rules):
        made = panels_of(m, c, group, setting)
        panels += made
        shown = {panel.subject.statistic for panel in made}
        left |= dict.fromkeys(sorted({lined_up(cell.figure.subject).statistic for cell in group} - shown))
    present = {entry.force for panel in panels for entry in panel.entries if entry.figure or entry.changes}
    present |= {out.figure.force for out in found.left_out}
    absent = tuple(force for force in found.forces if force not in present)
    words_asked = " ".join(filter(None, (*measures, *categories, words)))
    spelled = {f: found.names.get(f, f) for f in found.forces}
    return Comparison(
        words_asked, tuple(panels), absent, tuple(left), schema_version("comparison"), spelled, found.files,
        found.see_also, found.left_out, found.origins,
    )  # fmt: skip


def by_subject(changes: Iterable[Figure]) -> dict[tuple[str, str, str], list[Figure]]:
    """Published changes by force, measure and category."""
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for change in changes:
        groups[change.force, change.subject.measure, change.subject.category].append(change)
    return groups


def schema_version(table: str) -> str:
    """The version of the columns and codes that a comparison or series is written with."""
    descriptor = json.loads((schemas_dir() / f"{table}.schema.json").read_text(encoding="utf-8"))
    return str(descriptor["version"])


def asked(cells: Iterable[Cell], question: Question, rules: Rules) -> list[tuple[tuple[str, str], list[Cell]]]:
    """Cells by measure and category, in the order of the vocabulary."""
    groups: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.figure.subject.measure, cell.figure.subject.category].append(cell)
    order_m, order_c = list(rules.book.measures), list(rules.book.categories)
    wanted = [key for key in groups if question.covers(*key)]
    wanted.sort(key=lambda key: (_position(key[0], order_m), _position(key[1], order_c), key))
    return [(key, groups[key]) for key in wanted]


def _position(identifier: str, order: Sequence[str]) -> int:
    return order.index(identifier) if identifier in order else len(order)
