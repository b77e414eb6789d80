"""The figures of a dataset that bear on a question, picked before anything is looked at closely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.compare.figures import Figures, sums_with
from extractor.compare.rules import Rules
from extractor.compare.words import Pair, names_of
from extractor.selection import Only, only

_CHANGES = ("difference", "percent_change")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: measures and categories by id; empty means any. `pairs` are the measures and categories that
    the `words` mean in this dataset, None where no words are asked for."""

    measures: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    words: str = ""
    pairs: frozenset[Pair] | None = None

    def covers(self, measure: str, category: str) -> bool:
        """Whether a figure of this measure and category answers it."""
        if (self.measures and measure not in self.measures) or (self.categories and category not in self.categories):
            return False
        return self.pairs is None or (measure, category) in self.pairs


def understood(question: Question, figures: Figures, rules: Rules) -> Question:
    """The question with what its words mean among the figures there are, and the sums that these are parts of."""
    if not question.words:
        return question
    return replace(question, pairs=names_of(rules).found(question.words, figures.pairs))


def relevant(
    figures: Figures, columns: Sequence[str], question: Question, rules: Rules, *, areas: bool, change: bool,
    forces: Sequence[str] = (),
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Usable rows for the question, and for the parts of what it asks.

    Levels, and where `change` asks for them changes; of forces as a whole, and where `areas` asks of all areas; of all
    forces where none are named.
    """
    wanted = bearing(figures, question, rules)
    if not wanted:
        return
    where = conditions(wanted, areas=areas, change=change)
    where += [only("force", *forces)] if forces else []
    rows = figures.rows((*columns, *(name for name in ("reader",) if name not in columns)), where)
    yield from (row for row in rows if is_usable(row) and (row["measure"], row["category"] or "") in wanted)


def bearing(figures: Figures, question: Question, rules: Rules) -> frozenset[Pair]:
    """Measures and categories that answer the question or are parts of something that does."""
    return frozenset(pair for pair in figures.pairs if _bears_on(question, *pair, rules))


def conditions(pairs: frozenset[Pair], *, areas: bool, change: bool) -> list[Only]:
    """What rows must have to be among those of these measures and categories; not all that do are."""
    where = [only("measure", *(m for m, _ in pairs)), only("category", *(c for _, c in pairs))]
    where.append(only("role", "level", *(_CHANGES if change else ())))
    return where if areas else [*where, only("area_type", "force")]


def is_usable(row: Mapping[str, Any]) -> bool:
    """Whether a row is a printed figure with a value, a measure and a force."""
    # the numbers behind a chart may differ from those printed, and are told apart
    return bool(row["measure"] and row["force"]) and row["value"] is not None and row["reader"] != "chart"


def _bears_on(question: Question, measure: str, category: str, rules: Rules) -> bool:
    """Whether the pair answers the question, or is a part of something that does."""
    wholes = (rule.whole for rule in sums_with(category, rules.combinations) if measure in rule.measures)
    return any(question.covers(measure, c) for c in (category, *wholes))
