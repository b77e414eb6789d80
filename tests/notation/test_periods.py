"""Periods as police reports write them."""

from __future__ import annotations

import calendar
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.notation.periods import (
    financial_year_start,
    find_periods,
    month_end,
    months_before,
    parse_period,
    shift_months,
    span_kind,
)


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("Sept 17", "2017-09-01", "2017-09-30", "month"),
        ("Jul-17", "2017-07-01", "2017-07-31", "month"),
        ("Dec - 22", "2022-12-01", "2022-12-31", "month"),
        ("Mar’18", "2018-03-01", "2018-03-31", "month"),
        ("Apr-19 to Mar 20", "2019-04-01", "2020-03-31", "financial_year"),
        ("July 18 to June 19", "2018-07-01", "2019-06-30", "rolling_12_months"),
        ("Jul - Sep 2017", "2017-07-01", "2017-09-30", "quarter"),
        ("Q2 18/19", "2018-07-01", "2018-09-30", "quarter"),
        ("Q4 2017/18", "2018-01-01", "2018-03-31", "quarter"),
        ("R12 months to January 2018", "2017-02-01", "2018-01-31", "rolling_12_months"),
        ("2023 to 31 st March", "2023-01-01", "2023-03-31", "year_to_date"),
        ("Oct 21 to Sept 22", "2021-10-01", "2022-09-30", "rolling_12_months"),
        ("01/04/2022", "2022-04-01", "2022-04-01", "point_in_time"),
        ("31st May 2018", "2018-05-31", "2018-05-31", "point_in_time"),
        ("2022/23", "2022-04-01", "2023-03-31", "financial_year"),
        ("2016", "2016-01-01", "2016-12-31", "calendar_year"),
        ("year ending 31 March 2023", "2022-04-01", "2023-03-31", "rolling_12_months"),
        ("1ST JULY 2018 – 30TH SEPTEMBER 2018", "2018-07-01", "2018-09-30", "quarter"),
    ],
)
def test_absolute_periods(text: str, start: str, end: str, kind: str) -> None:
    ref = parse_period(text)
    assert ref is not None and ref.period is not None
    assert (str(ref.period.start), str(ref.period.end), ref.period.kind) == (start, end, kind)


@pytest.mark.parametrize(
    ("text", "relative"), [("YTD (to February)", "ytd_to:2"), ("Apr", "named_month:4"), ("Q3", "named_quarter:3")]
)
def test_periods_that_lean_on_the_reporting_period(text: str, relative: str) -> None:
    ref = parse_period(text)
    assert ref is not None and ref.period is None and ref.relative == relative


@pytest.mark.parametrize(
    "text", ["-1912", "26 of 36", "Outcome 16", "999", "per 1000 population", "2,016", "5-10 mins", "31 February 2018x"]
)
def test_figures_and_words_are_no_periods(text: str) -> None:
    assert parse_period(text) is None


def test_words_between_a_quarter_and_its_year_are_kept() -> None:
    (found,) = find_periods("Q2 Performance 18/19")
    assert found.inner == "Performance"


def test_the_life_of_a_plan_is_no_period_of_figures() -> None:
    (found,) = find_periods("Police and Crime Plan 2016 – 2021")
    assert found.ref.relative == "none"


@given(
    st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.sampled_from(["{:%b-%y}", "{:%B %Y}", "{:%b %y}", "{:%b - %y}"])
)
def test_a_month_is_read_however_it_is_written(day: date, form: str) -> None:
    ref = parse_period(form.format(day))
    assert ref is not None and ref.period is not None
    last = calendar.monthrange(day.year, day.month)[1]
    assert (ref.period.start, ref.period.end) == (day.replace(day=1), day.replace(day=last))


@given(st.integers(2000, 2048), st.integers(1, 4))
def test_financial_quarters_tile_the_financial_year(year: int, quarter: int) -> None:
    ref = parse_period(f"Q{quarter} {year}/{(year + 1) % 100:02d}")
    assert ref is not None and ref.period is not None and ref.period.start is not None and ref.period.end is not None
    assert financial_year_start(ref.period.start) == date(year, 4, 1)
    assert months_before(ref.period.end, 3) == ref.period.start


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(-60, 60))
def test_shifting_a_month_end_keeps_it_one(day: date, months: int) -> None:
    last = month_end(day.year, day.month)
    shifted = shift_months(last, months)
    assert shifted == month_end(shifted.year, shifted.month)


@given(st.text(max_size=60))
def test_finding_periods_never_raises_and_never_overlaps(text: str) -> None:
    found = find_periods(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.ref.period is None or f.ref.period.start <= f.ref.period.end for f in found)  # type: ignore[operator]


def test_kinds_of_spans() -> None:
    assert span_kind(date(2017, 4, 1), date(2018, 2, 28)) == "year_to_date"
    assert span_kind(date(2017, 4, 3), date(2018, 2, 28)) == "undetermined"
