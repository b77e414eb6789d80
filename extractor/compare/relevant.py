"""The rows of a dataset that bear on a question, picked before anything is looked at closely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.compare.rules import Combination, Rules

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: measures and categories by id, or words in their names; empty means any."""

    measures: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    words: str = ""

    def covers(self, measure: str, category: str, rules: Rules) -> bool:
        """Whether a figure of this measure and category answers it."""
        if (self.measures and measure not in self.measures) or (self.categories and category not in self.categories):
            return False
        return not self.words or said(self.words, measure, category, rules)


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
    return any(question.covers(measure, c, rules) for c in (category, *wholes))


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
