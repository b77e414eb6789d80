"""What a comparison is made of: figures, reasons, and panels in which forces stand side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractor.quick import quick

if TYPE_CHECKING:
    import pandas as pd

# What a value is: printed by the publisher, or worked out here from printed ones.
Footing = Literal[
    "published",
    "sum_of_parts",
    "sum_of_months",
    "monthly_mean",
    "monthly_rate",
    "per_head",
    "difference",
    "percent_change",
]
Vintage = Literal["only", "latest", "earlier"]


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Where a published figure stands. `edition` is the last day of the document's reporting period."""

    observation_id: str
    document_id: str
    edition: date | None
    page: int | None
    table: int | None
    table_title: str
    row_label: str
    column_label: str
    value_text: str

    def __str__(self) -> str:
        spot = [f"page {self.page}"] if self.page else []
        spot += [f"table {self.table}"] if self.table else ["text"]
        labels = " / ".join(filter(None, (self.row_label, self.column_label)))
        return ", ".join((self.document_id, *spot)) + (f": {labels}" if labels else "")


@quick
@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about. Figures of one subject differ in force, area and period alone."""

    measure: str
    category: str
    statistic: str
    unit: str
    breakdown: str = "{}"


@quick
@dataclass(frozen=True, slots=True)
class Span:
    """The days a figure covers, both ends inclusive; `kind` is the dataset's period_type."""

    label: str
    start: date | None
    end: date | None
    kind: str

    @property
    def known(self) -> bool:
        """Whether both ends are determined."""
        return self.start is not None and self.end is not None

    @property
    def months(self) -> int | None:
        """How many whole months are covered; None where the ends are no first and last days of months."""
        return None if self.start is None or self.end is None else _whole_months(self.start, self.end)

    def same_days(self, other: Span) -> bool:
        """Whether the two cover the same days, both of them determined."""
        return self.known and (self.start, self.end) == (other.start, other.end)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day; False where one of them is not determined."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.end and other.start <= self.end


@lru_cache(maxsize=4096)  # the figures of hundreds of reports are of the same few hundred periods
def _whole_months(start: date, end: date) -> int | None:
    if start.day != 1 or not _ends_month(end):
        return None
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _ends_month(day: date) -> bool:
    return (day.toordinal() + 1) == date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one force and area for one period.

    `footing` is `published` for a figure as printed; everything else is worked out, and then `formula` says how
    and `observation_ids` from what. `low` and `high` bound a value whose inputs are rounded. `places` are all
    places that print the value. `vintage` tells editions apart that print different values for one period.
    `role` is `level`, `difference` or `percent_change`; `base` the earlier period of a change.
    """

    subject: Subject
    force: str
    area: str
    area_type: str
    span: Span
    value: Decimal
    footing: Footing = "published"
    formula: str = ""
    observation_ids: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = ""
    out_of: Decimal | None = None
    check: str = "none"
    vintage: Vintage = "only"
    role: str = "level"
    base: Span | None = None

    @property
    def derived(self) -> bool:
        """Whether the value was worked out here."""
        return self.footing != "published"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure may not be set beside another. `blocks` is false for what need only be kept in mind."""

    code: str
    text: str
    blocks: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """How a force's figure changed from an earlier period: as published where it is, else worked out from levels.

    `rivals` are other changes printed for the same two periods that no rule decides between.
    """

    base: Span
    earlier: Figure | None
    difference: Figure | None
    percent: Figure | None
    rivals: tuple[Figure, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a panel: a force's figure, the same on the common footing, and what speaks against it.

    `figure` is None where the force has no figure that could stand here; the reasons then say why.
    `rivals` are other values for the same cell that no rule decides between, `aside` those that a rule put aside,
    `earlier` those that a later edition revised. `comparable_with` names the forces
    whose figure may be set beside this one; `rank` is the place among all that may be set beside one another, with
    `=` behind it where several share it.
    """

    force: str
    area: str
    figure: Figure | None
    aligned: tuple[Figure, ...] = ()
    rivals: tuple[Figure, ...] = ()
    earlier: tuple[Figure, ...] = ()
    aside: tuple[Figure, ...] = ()
    reasons: tuple[Reason, ...] = ()
    comparable_with: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Forces side by side for one subject.

    `verdict` says in a sentence or two what the figures may be used for; `definition` what they count and `mind`
    what makes two publications of the measure hard to compare, both from schemas/measures.csv.
    """

    subject: Subject
    title: str
    better: str
    entries: tuple[Entry, ...]
    verdict: str
    definition: str = ""
    mind: str = ""

    @property
    def forces(self) -> tuple[str, ...]:
        """Forces that have a figure here, each once, in order."""
        return tuple(dict.fromkeys(e.force for e in self.entries if e.figure))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A published figure that a person excluded, and why."""

    figure: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report is from, as far as that is known: when it was released, its address, title and licence."""

    published: date | None = None
    url: str = ""
    title: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer to one question: panels in reading order.

    `absent` names forces without any figure for it, `left` other statistics that are published; `names` spells
    forces, `files` names each document's file, `see_also` the family of what is asked for: kinds, wholes, neighbours.
    `left_out` are figures that a person excluded; `origins` say of documents where they are from, where that is known.
    """

    question: str
    panels: tuple[Panel, ...]
    absent: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    schema_version: str = ""
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    see_also: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    origins: dict[str, Origin] = field(default_factory=dict)

    @property
    def figures(self) -> pd.DataFrame:
        """One row per figure: the columns of schemas/comparison.schema.json as a data frame."""
        import pandas as pd

        from extractor.compare.rows import COLUMNS, rows_of_comparison

        frame = pd.DataFrame(rows_of_comparison(self), columns=list(COLUMNS))
        for name in ("value", "low", "high", "out_of"):
            frame[name] = frame[name].astype("float64")
        for name in ("period_start", "period_end", "base_period_start", "base_period_end"):
            frame[name] = pd.to_datetime(frame[name])
        return frame
