"""What is known of one figure before it is settled how it measures: its marks, its headings, the figures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.codelists import Measure, Vocabulary, words_of
from extractor.facts import Facts
from extractor.normalise.subject import Headings
from extractor.notation.figures import Figure
from extractor.quick import quick

# Money is published in one unit, so that budgets line up: `£1.2m` is 1200 and `£57` is 0.057 thousand pounds.
THOUSANDS = {"gbp": Decimal("0.001"), "gbp_million": Decimal(1000), "gbp_billion": Decimal(1000000)}
MONEY = (*THOUSANDS, "gbp_thousand")
DURATIONS = ("second", "minute", "hour", "day")
_FAR = 8  # seconds for minutes, or minutes for hours, would be sixty times as many: the root of that


@quick
@dataclass(frozen=True, slots=True)
class Siblings:
    """Figures beside one: levels of its own series (`levels`), those of its measure (`alike`) and all of its own line
    (`line`), which share its heading. `lone` is true where no other column of figures stands in the table."""

    levels: Sequence[Figure]
    alike: Sequence[Figure]
    line: Sequence[Figure] = ()
    lone: bool = True

    def percent(self) -> bool | None:
        """True where the levels are percentages, False where they are not, None where there are none."""
        figures = [f for f in self.levels if f.value is not None and not f.out_of]
        if not figures:
            return None
        return sum(f.unit == "percent" for f in figures) * 2 > len(figures)

    def signed(self) -> bool:
        """True where any figure under the same heading carries a sign, an arrow or a minus."""
        return any(f.signed or f.arrow for f in self.line)

    def fractional(self) -> bool:
        """True where any figure under the same heading has decimals: none of them is a count then."""
        return any(f.decimals and not f.unit for f in self.line)

    def currency(self) -> str:
        """The currency of a column of money: its first and its last figure carry the sign, as accounts are set."""
        figures = [f for f in self.line if f.value is not None]
        if len(figures) < 2 or figures[0].unit not in MONEY or figures[-1].unit != figures[0].unit:
            return ""
        return figures[0].unit

    def lasts_like(self, figure: Figure, unit: str) -> bool:
        """Whether a figure without a unit may be a time in `unit`: not where those that print theirs are far off.

        Where none prints it, whole numbers may be; 3.5 may be seconds or minutes.
        """
        beside = [f for f in (*self.alike, *self.line, *self.levels) if f.unit in DURATIONS and f.value]
        if not beside or figure.value is None:
            return not (unit == "second" and figure.decimals)
        near = [f.value for f in beside if f.unit == unit and f.value is not None]
        return any(value < _FAR * figure.value and figure.value < _FAR * value for value in near)

    def mixed(self) -> bool:
        """True where some figures under the same heading carry a unit and others do not."""
        return len({f.unit for f in self.line if f.value is not None}) > 1


@quick
@dataclass(frozen=True, slots=True)
class Given:
    """One figure with all that says how it measures. `entry` is its measure, if the headings name one; `percent` says
    whether the levels beside it are percentages, None where nothing tells."""

    figure: Figure
    entry: Measure | None
    headings: Headings
    siblings: Siblings
    notes: Sequence[Facts]
    vocabulary: Vocabulary
    percent: bool | None

    @property
    def near(self) -> tuple[Facts, Facts]:
        """The facts of its row and of its column."""
        return self.headings.row, self.headings.column

    def stated(self, name: str) -> str:
        """What row, column, corner or title state of a dimension; headings farther out do not reach the figures.

        A column of its own kind (`Officers recruited`) in a table of money is not told its unit by the title, nor one
        of incidents by the time within which the row says they are to be attended (`Priority (60 minutes)`).
        """
        row, column = self.near
        own = column.unknown and column.counts
        bound = name == "unit" and row.unit in DURATIONS and (column.unit or column.statistic or column.counts)
        near = (*(() if bound else (row,)), column, *(() if own else self.headings.context[:2]))
        return next((v for f in near if (v := getattr(f, name))), "")

    def speaks_of(self, cue: str) -> bool:
        """Whether row or column hold a word of one of the vocabulary's lists."""
        words = {word for f in self.near for word in words_of(f.label)}
        return not words.isdisjoint(self.vocabulary.cues.get(cue, frozenset()))

    def unit_in_doubt(self) -> bool:
        """Whether row or column hold words that may say a unit or a statistic, and which one is not known."""
        return any({"unit", "statistic"} & f.doubts for f in self.near)

    def counts(self) -> bool:
        """Whether row or column say that something is counted."""
        return any(f.counts for f in self.near)

    def measured(self) -> bool:
        """Whether row or column name a measure that is no count, though together they leave open which one is meant."""
        return any(unit_of(f.measure, self.vocabulary) not in ("", "count") for f in self.near)


def unit_of(measure: str, vocabulary: Vocabulary) -> str:
    """The unit of a measure; empty for one that the vocabulary does not have."""
    entry = vocabulary.measures.get(measure)
    return entry.unit if entry is not None else ""
