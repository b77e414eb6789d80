"""What reading a period gives: a `PeriodRef`, either its days or what they are told from."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Period
from extractor.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class PeriodRef:
    """A period as read from words; `relative` says what its days are told from where the words do not settle them.

    Of the reporting period: `ytd:0`, `ytd:-1`, `ytd:0:2` (to February), `fytd:0`, `cytd:-1` (years to date from April
    and from January whatever the document does), `rolling:12:0`, `rolling:12:-1`, `quarter:0`, `quarter:-1`,
    `quarter:-4`, `month:0`, `year:0`, `fy:0`, `days:7:0` (the last seven), `days:28` (which 28 is open).
    Of a month or day without its year: `named_month:7`, `named_month:3:31`, `named_months:4:6`, `named_days:4:1:6:30`,
    `rolling_month:12:3` (twelve months to March), `ytd_to:2`, `week_to:1:14`, `week_from:1:8`.
    Of a year that is calendar or financial as the document settles it: `named_quarter:3`, `named_half:1`,
    `ytd_quarter:3` (to the end of the third), `quarter_of:1:2022`, `quarters_of:1:3:2022`, `ytd_quarters:2:2022`,
    `half_of:1:2023`, `ytd_year:2024`, `years:2018:2023`.
    Of a known year: `ytd_of:2017` (the financial year from April 2017), `cytd_of:2023`, `ytd_until:2023:12:31`.
    Of a year named by one of its two halves, which nothing here settles: `fy_named:2023`, `fytd_named:2023`,
    `quarter_named:1:2023`, `half_named:1:2023`; and `academic:2022`, `week_no:12`.
    Unfinished, a piece of a heading that was cut in two: `rolling_to:12`, `until:2019:6`, `until:2019:6:30`,
    `until_month:6`, `starting:2018:7`, `unfinished`. To date: `from:2023:4:1`, `from_month:4`.
    `same:-1`: a year before what it stands beside. `open`: a period whose words can be read in two ways. `none`: a
    figure that is of no one period, such as a long-run average or the life of a plan.

    A year to date with its own end has both: `period` is what it is where years begin in April.
    """

    label: str
    period: Period | None = None
    relative: str = ""

    @property
    def unfinished(self) -> bool:
        """True for a piece of a period: the other piece has to be found before any day is known."""
        return self.relative.partition(":")[0] in UNFINISHED


A_YEAR_BEFORE = "same:-1"
UNFINISHED = frozenset(("rolling_to", "until", "until_month", "starting", "unfinished"))


@quick
@dataclass(frozen=True, slots=True)
class Found:
    """A period found in a text, with the slice it takes. `inner` holds words that stand inside the slice."""

    start: int
    end: int
    ref: PeriodRef
    inner: str = ""
