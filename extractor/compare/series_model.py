"""What a series is made of: points in the order of time, gaps between them, and breaks in how they are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from extractor.compare.lineup import Figure, LeftOut, Origin, Reason, Span, Subject

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["published", "derived", "disputed", "gap"]


@dataclass(frozen=True, slots=True)
class Break:
    """A day from which something is counted by another rule: figures before and after are not the same."""

    day: date
    kind: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series.

    `figure` is the latest that is published; None in a gap. `earlier` are the values that earlier editions printed,
    the newest first, and `rivals` those of the same edition that no rule decides between: the point is then
    `disputed`, and its figure only the first of them. `breaks` are those that part it from the point before.
    """

    span: Span
    status: Status
    figure: Figure | None = None
    earlier: tuple[Figure, ...] = ()
    rivals: tuple[Figure, ...] = ()
    aside: tuple[Figure, ...] = ()
    reasons: tuple[Reason, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def revised(self) -> bool:
        """Whether a later edition printed another value than an earlier one."""
        return bool(self.earlier)


@dataclass(frozen=True, slots=True)
class Series:
    """One force and area, one subject, one grain: no period twice, none overlapping unless the grain is rolling."""

    subject: Subject
    force: str
    area: str
    area_type: str
    grain: str
    title: str
    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = ()

    @property
    def published(self) -> int:
        """How many periods have a figure."""
        return sum(point.figure is not None for point in self.points)


@dataclass(frozen=True, slots=True)
class SeriesSet:
    """The answer to one question: series in the order of the vocabulary, then of the forces.

    `others` says what else is published and in which grains; `names` spells forces, `files` names documents' files,
    `see_also` the family of what is asked for. `left_out` are figures that a person excluded; `origins` say of
    documents where they are from, where that is known.
    """

    question: str
    series: tuple[Series, ...]
    others: tuple[str, ...] = ()
    schema_version: str = ""
    definitions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    see_also: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    origins: dict[str, Origin] = field(default_factory=dict)

    @property
    def figures(self) -> pd.DataFrame:
        """One row a period: the columns of schemas/series.schema.json as a data frame, ordered by series and time."""
        import pandas as pd

        from extractor.compare.series_rows import COLUMNS, rows_of_series

        frame = pd.DataFrame(rows_of_series(self), columns=list(COLUMNS))
        for name in ("value", "low", "high", "out_of"):
            frame[name] = frame[name].astype("float64")
        for name in ("period_start", "period_end", "edition"):
            frame[name] = pd.to_datetime(frame[name])
        return frame

    def wide(self) -> pd.DataFrame:
        """One row a series, one column a period in the order of time; empty where there is no single figure."""
        import pandas as pd

        from extractor.compare.series_rows import ABOUT, wide_heads, wide_rows

        frame = pd.DataFrame(wide_rows(self), columns=list(wide_heads(self)))
        return frame.astype(dict.fromkeys(frame.columns[len(ABOUT) :], "float64"))
