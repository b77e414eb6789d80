"""Which days a period is of, by what the document says of its own time; and what stays open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.normalise.resolve import Reference, resolve
from extractor.notation.periods import PeriodRef, parse_period

SEPTEMBER = date(2024, 9, 30)
APRIL = Reference(SEPTEMBER, None, 4)
JANUARY = Reference(SEPTEMBER, None, 1)
UNKNOWN = Reference(SEPTEMBER)


def _days(text: str, reference: Reference) -> str:
    period = resolve(parse_period(text), reference)
    return "open" if period.end is None else f"{period.start}/{period.end}"


@pytest.mark.parametrize(
    ("text", "april", "january", "unknown"),
    [
        ("Q1 2023", "2023-04-01/2023-06-30", "2023-01-01/2023-03-31", "open"),
        ("2023 Q3", "2023-10-01/2023-12-31", "2023-07-01/2023-09-30", "open"),
        ("Q1-Q3 2022", "2022-04-01/2022-12-31", "2022-01-01/2022-09-30", "open"),
        ("Q2 YTD 2023", "2023-04-01/2023-09-30", "2023-01-01/2023-06-30", "open"),
        ("H1 2023", "2023-04-01/2023-09-30", "2023-01-01/2023-06-30", "open"),
        ("Q2", "2024-07-01/2024-09-30", "2024-04-01/2024-06-30", "open"),
        ("Quarter 3", "2023-10-01/2023-12-31", "2024-07-01/2024-09-30", "open"),
        ("Q4", "2024-01-01/2024-03-31", "2023-10-01/2023-12-31", "open"),
        ("H1", "2024-04-01/2024-09-30", "2024-01-01/2024-06-30", "open"),
        ("Q3 YTD", "2023-04-01/2023-12-31", "2024-01-01/2024-09-30", "open"),
        ("YTD 2023", "2023-04-01/2023-09-30", "2023-01-01/2023-09-30", "open"),
        ("YTD 2024", "2024-04-01/2024-09-30", "2024-01-01/2024-09-30", "open"),
        ("2018-2023", "open", "2018-01-01/2023-12-31", "open"),
        ("YTD", "2024-04-01/2024-09-30", "2024-01-01/2024-09-30", "2024-04-01/2024-09-30"),
        ("Previous YTD", "2023-04-01/2023-09-30", "2023-01-01/2023-09-30", "2023-04-01/2023-09-30"),
        ("YTD to June 2024", "2024-04-01/2024-06-30", "2024-01-01/2024-06-30", "2024-04-01/2024-06-30"),
        ("YTD (to June)", "2024-04-01/2024-06-30", "2024-01-01/2024-06-30", "2024-04-01/2024-06-30"),
        ("FYTD", "2024-04-01/2024-09-30", "2024-04-01/2024-09-30", "2024-04-01/2024-09-30"),
        ("PFYTD", "2023-04-01/2023-09-30", "2023-04-01/2023-09-30", "2023-04-01/2023-09-30"),
        ("CYTD", "2024-01-01/2024-09-30", "2024-01-01/2024-09-30", "2024-01-01/2024-09-30"),
        ("CYTD 2023", "2023-01-01/2023-09-30", "2023-01-01/2023-09-30", "2023-01-01/2023-09-30"),
        ("FYTD 2022/23", "2022-04-01/2022-09-30", "2022-04-01/2022-09-30", "2022-04-01/2022-09-30"),
        ("12 months to March", "2023-04-01/2024-03-31", "2023-04-01/2024-03-31", "2023-04-01/2024-03-31"),
        ("last 7 days", "2024-09-24/2024-09-30", "2024-09-24/2024-09-30", "2024-09-24/2024-09-30"),
        ("1 April to 30 June", "2024-04-01/2024-06-30", "2024-04-01/2024-06-30", "2024-04-01/2024-06-30"),
        ("1 October to 31 March", "2023-10-01/2024-03-31", "2023-10-01/2024-03-31", "2023-10-01/2024-03-31"),
        ("w/e 14 Sept", "2024-09-08/2024-09-14", "2024-09-08/2024-09-14", "2024-09-08/2024-09-14"),
        ("w/c 28th September", "2023-09-28/2023-10-04", "2023-09-28/2023-10-04", "2023-09-28/2023-10-04"),
        ("31st March", "2024-03-31/2024-03-31", "2024-03-31/2024-03-31", "2024-03-31/2024-03-31"),
        ("April 2023 to date", "2023-04-01/2024-09-30", "2023-04-01/2024-09-30", "2023-04-01/2024-09-30"),
    ],
)
def test_days_by_the_month_in_which_the_documents_years_begin(
    text: str, april: str, january: str, unknown: str
) -> None:
    assert (_days(text, APRIL), _days(text, JANUARY), _days(text, UNKNOWN)) == (april, january, unknown)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Q1 2023", "quarter"), ("YTD 2024", "year_to_date"), ("H2 2023", "half_year"), ("FY23", "financial_year"),
        ("academic year 2022/23", "academic_year"), ("Q1 FY23", "quarter"), ("FYTD 2023", "year_to_date"),
        ("Week 12", "week"), ("2018-2023", "several_years"), ("previous 7 days", "week"), ("Q3", "quarter"),
        ("24-Jan", "undetermined"), ("12 months to", "undetermined"),
    ],
)  # fmt: skip
def test_what_stays_open_keeps_its_kind(text: str, kind: str) -> None:
    period = resolve(parse_period(text), UNKNOWN)
    assert (period.start, period.end, period.kind, period.label) == (None, None, kind, text)


def test_the_end_of_half_a_heading_is_known_and_its_beginning_is_not() -> None:
    period = resolve(parse_period("to June 19)"), APRIL)
    assert (period.start, period.end, period.kind) == (None, date(2019, 6, 30), "undetermined")


@pytest.mark.parametrize(
    ("end", "days"),
    [
        (date(2022, 9, 30), "2022-01-01/2022-03-31"),  # that of 2022/23 is still to come
        (date(2023, 3, 31), "open"),
        (date(2021, 12, 31), "open"),
    ],
)
def test_a_fourth_quarter_is_never_put_a_year_late(end: date, days: str) -> None:
    assert _days("Q4 2022", Reference(end, None, 4)) == days


def test_between_january_and_march_a_financial_year_goes_by_two_numbers() -> None:
    february = date(2024, 2, 29)
    assert _days("YTD 2024", Reference(february, None, 4)) == "open"
    assert _days("YTD 2024", Reference(february, None, 1)) == "2024-01-01/2024-02-29"


def test_nothing_ends_after_the_document() -> None:
    published = Reference(SEPTEMBER, date(2024, 9, 12), 4)
    assert _days("YTD", published) == "open"
    assert _days("Sep", published) == "open"
    assert _days("Aug", published) == "2024-08-01/2024-08-31"
    assert _days("March 31", published) == "open"  # read as a month of 2031


def test_budgets_are_of_years_to_come() -> None:
    published = Reference(SEPTEMBER, date(2024, 10, 12), 4)
    assert _days("2024/25 Q1 Forecast", published) == "2024-04-01/2025-03-31"
    assert _days("2025/26", published) == "2025-04-01/2026-03-31"
    assert _days("w/e 14 January 2031", published) == "open"


def test_without_a_reporting_period_only_what_is_written_has_days() -> None:
    nothing = Reference(None)
    assert _days("YTD", nothing) == "open"
    assert _days("last 7 days", nothing) == "open"
    assert _days("12 months to March 2023", nothing) == "2022-04-01/2023-03-31"
    assert _days("Q1 2023", Reference(None, None, 1)) == "2023-01-01/2023-03-31"


def test_a_day_that_a_year_does_not_have_stays_open() -> None:
    assert _days("29 February", Reference(date(2023, 6, 30))) == "open"
    assert _days("29 February", Reference(date(2024, 6, 30))) == "2024-02-29/2024-02-29"


_RELATIVE = st.sampled_from([
    "ytd:0", "ytd:-1", "ytd:0:2", "fytd:0", "cytd:-1", "rolling:12", "rolling:12:-1", "quarter:0", "quarter:-4", "month:-1",
    "fy:-1", "days:7:0", "days:28", "named_month:7", "named_month:3:31", "named_months:10:3", "named_days:4:1:6:30",
    "rolling_month:12:3", "ytd_to:2", "week_to:1:14", "week_from:1:8", "named_quarter:4", "named_half:2", "quarter_of:4:2022",
    "quarters_of:1:3:2022", "half_of:2:2023", "ytd_year:2024", "years:2018:2023", "ytd_of:2022", "cytd_of:2023", "academic:2022",
    "rolling_to:12", "until:2019:6", "until:2019:6:30", "until_month:6", "starting:2018:7", "unfinished", "from:2023:4:1", "open",
    "none", "no such rule:1",
])  # fmt: skip


@given(
    _RELATIVE,
    st.dates(date(2000, 1, 1), date(2040, 12, 31)) | st.none(),
    st.dates(date(2000, 1, 1), date(2040, 12, 31)) | st.none(),
    st.sampled_from([1, 4, None]),
)
def test_no_reference_ends_after_the_document_or_before_it_starts(
    relative: str, end: date | None, published: date | None, begins: int | None
) -> None:
    period = resolve(PeriodRef("label", relative=relative), Reference(end, published, begins))
    assert period.label == "label"
    if period.end is not None:
        assert period.start is None or period.start <= period.end
        assert published is None or period.end <= published
