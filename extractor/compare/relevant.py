"""The rows of a dataset that bear on a question, picked before anything is looked at closely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.compare.rules import Combination, Rules
from extractor.compare.words import Pair, names_of

if TYPE_CHECKING:
    import pandas as pd


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


def understood(question: Question, frame: pd.DataFrame, rules: Rules) -> Question:
    """The question with what its words mean among the figures there are, and the sums that these are parts of."""
    if not question.words:
        return question
    return replace(question, pairs=names_of(rules).found(question.words, pairs_of(frame, rules)))


def pairs_of(frame: pd.DataFrame, rules: Rules) -> list[Pair]:
    """Measures and categories that have figures with a value, and those that are summed from them."""
    known = frame[frame["measure"].notna() & (frame["measure"] != "") & frame["value"].notna()]
    there = known[["measure", "category"]].drop_duplicates().itertuples(index=False)
    pairs = [(m, c if isinstance(c, str) else "") for m, c in there]
    wholes = [(m, r.whole) for m, c in pairs for r in _sums_with(c, rules.combinations) if m in r.measures]
    return list(dict.fromkeys((*pairs, *wholes)))


def relevant(frame: pd.DataFrame, question: Question, rules: Rules, *, areas: bool, change: bool) -> pd.DataFrame:
    """Usable rows for the question, for the parts of what it asks, and for the populations behind its rates.

    Levels, and where `change` asks for them changes; of forces as a whole, and where `areas` asks of all areas.
    """
    usable = frame["measure"].notna() & frame["force"].notna() & frame["value"].notna()
    usable &= True if change else frame["role"] == "level"
    usable &= True if areas else frame["area_type"] == "force"
    usable &= frame["measure"] != ""
    usable &= (
        frame.get("reader", "") != "chart"
    )  # the numbers behind a chart may differ from those printed, and are told apart
    frame = frame[usable]
    pairs = frame[["measure", "category"]].drop_duplicates()
    known = [(m, c if isinstance(c, str) else "") for m, c in pairs.itertuples(index=False)]
    wanted = {pair for pair in known if _bears_on(question, *pair, rules)}
    asked = (_text(frame, "measure") + "\n" + _text(frame, "category")).isin([f"{m}\n{c}" for m, c in wanted])
    return frame[asked | _behind_rates(frame)]


def _bears_on(question: Question, measure: str, category: str, rules: Rules) -> bool:
    """Whether the pair answers the question, or is a part of something that does."""
    wholes = (rule.whole for rule in _sums_with(category, rules.combinations) if measure in rule.measures)
    return any(question.covers(measure, c) for c in (category, *wholes))


def _sums_with(category: str, rules: Sequence[Combination]) -> Iterable[Combination]:
    for rule in rules:
        if category in rule.parts:
            yield rule
            yield from _sums_with(rule.whole, [r for r in rules if r is not rule])


def _behind_rates(frame: pd.DataFrame) -> pd.Series[bool]:
    """Rates of the population, and counts in the rows of the tables that print them."""
    rates = (frame["unit"] == "per_1000_population") & (frame["role"] == "level")
    place = _text(frame, "document_id") + "\n" + _text(frame, "table") + "\n" + _text(frame, "row_label")
    counts = (frame["statistic"] == "count") & (frame["role"] == "level")
    return rates | (counts & place.isin(place[rates].unique()))


def _text(frame: pd.DataFrame, column: str) -> pd.Series[str]:
    """A column as texts, empty where there is none: a column without any text has another type."""
    return frame[column].astype("string").fillna("")
