"""What headings say: partial sets of facts, how two become one, and the tables they are matched to.

Types handed from the layouts room to those after it; like the model they hold data and no verbs but `merge`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from extractor.model import Cell, Period, Table
from extractor.notation.combine import combined, rolling_end
from extractor.notation.periods import PeriodRef, months_before, rolling_kind
from extractor.quick import changed, quick

AVERAGES = frozenset(("mean", "median"))  # statistics that several figures are made one by
_NO_FACTS = ("unknown", "unknown_label", "label", "doubts", "counts", "lasts", "spans", "weeks", "compared", "named")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two periods that a heading compares. `sure` is false where they may also be the ends of one period: then the
    headings beside it decide."""

    current: PeriodRef
    base: PeriodRef
    sure: bool


@quick
@dataclass(frozen=True, slots=True)
class Facts:
    """Facts stated by one heading, or merged from several. Empty fields are unsaid.

    `area` is `force` where a heading means the force itself without naming it.
    `base` is `baseline` for changes measured from a baseline; `baseline` marks the baseline's own level.
    `total` says that the heading sums over the dimension it stands in.
    `unknown` keeps the words that no vocabulary explains, `unknown_label` the heading they stand in; `doubts` are the
    dimensions that these words may change, by the cue words among them. `label` is the text as published, `counts` true
    where its words say that things are counted (`Number of`, `offences`), `lasts` that something takes time (`Answer
    time`), `spans` that it is over years or months (`5 year mean`), `weeks` that days below it each begin a week.
    `snapshot` is true where it is of the last day of the period beside it (`Officers suspended at quarter end`).
    `compared` are the two periods that a change is between, where its heading names both. `named` are the categories
    that a heading names which is not understood as a whole.
    """

    measure: str = ""
    category: str = ""
    statistic: str = ""
    unit: str = ""
    role: str = ""
    area: str = ""
    area_type: str = ""
    base: str = ""
    context: str = ""
    period: PeriodRef | None = None
    baseline: bool = False
    total: bool = False
    breakdown: tuple[tuple[str, str], ...] = ()
    unknown: str = ""
    unknown_label: str = ""
    label: str = ""
    doubts: frozenset[str] = frozenset()
    counts: bool = False
    lasts: bool = False
    spans: bool = False
    weeks: bool = False
    compared: Compared | None = None
    snapshot: bool = False
    named: frozenset[str] = frozenset()

    @property
    def says_something(self) -> bool:
        """True where any fact at all is stated."""
        return any(getattr(self, f.name) for f in fields(self) if f.name not in _NO_FACTS)

    @property
    def averages(self) -> bool:
        """True where the figures are means or medians over others."""
        return self.statistic in AVERAGES

    @property
    def subjects(self) -> frozenset[str]:
        """The measure, category and context stated: what a bound term may be bound to."""
        return frozenset(s for s in (self.measure, self.category, self.context) if s)


NOTHING = Facts()
OPEN = "?"  # an area that cannot be told: a label that nothing explains may name it
UNLABELLED = "no label"  # what is unknown of a row that has none
SEVERAL = "several headings"  # what is unknown of a figure that stands in several rows or columns at once
ALL_DOUBTS = frozenset(("role", "statistic", "unit", "period"))


_NEARER = ("measure", "category", "statistic", "unit", "role", "base", "context")
_nearer = attrgetter(*_NEARER)


def merge(outer: Facts, inner: Facts) -> Facts:
    """Facts of a heading path: what the nearer heading says wins, the rest is taken from the farther one."""
    said: dict[str, Any] = {name: value for name, value in zip(_NEARER, _nearer(inner), strict=True) if value}
    if outer.compared is not None and inner.period is not None and not inner.role:
        outer = changed(outer, role="", compared=None)  # a level beneath the two years that others compare
    if outer.role and not inner.role and said.get("statistic") == "share" and inner.unit == "percent":
        said["role"] = "percent_change"  # `Percentage` under `Change`: no share of anything
        del said["statistic"]
    if (
        inner.role
        and outer.unit == "percent"
        and outer.statistic == "share"
        and not outer.measure
        and not outer.unknown
    ):
        outer = changed(outer, statistic="")  # `change` under `%`: no share of anything either
    if inner.area and not (inner.area == OPEN and inner.total and outer.area):
        said |= {"area": inner.area, "area_type": inner.area_type}
    return changed(
        outer,
        **said,
        period=nearer_period(outer.period, inner.period),
        baseline=outer.baseline or inner.baseline,
        total=inner.total,
        breakdown=tuple(sorted({**dict(outer.breakdown), **dict(inner.breakdown)}.items())),
        unknown=inner.unknown or outer.unknown,
        unknown_label=inner.unknown_label or outer.unknown_label,
        doubts=outer.doubts | inner.doubts,
        counts=outer.counts or inner.counts,
        lasts=outer.lasts or inner.lasts,
        spans=outer.spans or inner.spans,
        compared=inner.compared or outer.compared,
        snapshot=outer.snapshot or inner.snapshot,
        label=" > ".join(filter(None, (outer.label, inner.label))),
    )


def nearer_period(outer: PeriodRef | None, inner: PeriodRef | None) -> PeriodRef | None:
    """The period of a heading path: the nearer one, unless it leaves open what the farther one states."""
    if inner is None or (outer is not None and inner.relative == "none" and outer.period is not None):
        return outer
    together = (rolling_end(outer, inner) or combined(outer, inner)) if outer is not None else None
    if together is not None:
        return together
    if outer is not None and outer.relative.startswith("rolling_to:") and inner.period is not None:
        return _rolling_to(outer, inner)
    if outer is not None and outer.relative.startswith("ytd:") and inner.relative.startswith("ytd_to:"):
        return PeriodRef(outer.label, relative=f"{outer.relative}:{inner.relative.removeprefix('ytd_to:')}")
    return inner


def _rolling_to(outer: PeriodRef, inner: PeriodRef) -> PeriodRef:
    """`Year ending` over `December 2018`: the twelve months that end there."""
    months = int(outer.relative.removeprefix("rolling_to:"))
    end = inner.period.end if inner.period else None
    if end is None or inner.period is None or inner.period.kind not in ("month", "point_in_time"):
        return inner
    label = f"{outer.label} {inner.label}"
    return PeriodRef(label, Period(label, months_before(end, months), end, rolling_kind(months)))


@quick
@dataclass(frozen=True, slots=True)
class TimeNote:
    """A note about the time that figures cover.

    `months` is how many months end with each heading's month (`shown as a rolling 12 months`), 0 where the note does
    not say. `within` are periods that the note names: a figure of a longer one covers that part alone. `limits` is
    true where it says that a period it names is not covered whole. `part` is the part that is covered of each year,
    `whole` the period of all figures for which nothing else is said. `other_years` is true where it says that pairs of
    years are of another kind than the financial year, from a day that it does not say: academic years. `of_document` is
    true for what is said of a document and not of its figures. `base` is the period that changes are measured from.
    `mark` is that of a note which speaks of the figures alone whose labels bear it.
    """

    text: str
    months: int = 0
    within: tuple[Period, ...] = ()
    limits: bool = False
    ends: bool = False
    part: PeriodRef | None = None
    whole: PeriodRef | None = None
    other_years: bool = False
    of_document: bool = False
    base: PeriodRef | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A table and what stands around it. `headings` run from the nearest to the farthest; `leads` are the paragraphs
    between its heading and the table."""

    number: int
    table: Table
    title: str
    section: tuple[str, ...]
    headings: tuple[str, ...]
    notes: tuple[str, ...]
    leads: tuple[str, ...] = ()


@quick
@dataclass(frozen=True)
class BodyCell:
    """A cell of the body with the texts that head it, outermost first.

    `group` are those of `row_path` that group rows above it give. `unlabelled` marks a row without a label among rows
    that have one, `merged_rows` and `merged_columns` a figure that stands in several rows or columns at once. `symbol`
    is a currency or percent sign of the figure that stands in a cell of its own.
    """

    cell: Cell
    column: int
    row: int
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    group: tuple[str, ...] = ()
    symbol: str = ""
    unlabelled: bool = False
    merged_rows: bool = False
    merged_columns: bool = False


@dataclass(frozen=True)
class Anatomy:
    """A table taken apart. `kind` is `statistics`, or why it holds none: `words`, `contents`, `codes`.

    `first_row` is where its boxhead starts; `numbers` are columns that only count the lines, `stubs` those of labels.
    """

    kind: str
    titles: tuple[str, ...] = ()
    corner: tuple[str, ...] = ()
    header_rows: int = 0
    stub_columns: int = 0
    body: tuple[BodyCell, ...] = ()
    skipped: tuple[BodyCell, ...] = ()
    column_paths: dict[int, tuple[str, ...]] = field(default_factory=dict)
    first_row: int = 0
    numbers: tuple[int, ...] = ()
    stubs: tuple[int, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class MatchedCell:
    """A body cell with the facts of its row, its column and of what stands around the table."""

    body: BodyCell
    row: Facts
    column: Facts


@dataclass(frozen=True, slots=True)
class Match:
    """A table understood: `context` holds facts from nearest to farthest (corner, titles, headings);
    `columns` those of every column right of the stub."""

    around: Surroundings
    anatomy: Anatomy
    cells: tuple[MatchedCell, ...]
    columns: dict[int, Facts]
    context: tuple[Facts, ...]
    notes: tuple[Facts, ...]
    unknown: tuple[tuple[str, str], ...]  # (label, "row" or "column")
    times: tuple[TimeNote, ...] = ()
