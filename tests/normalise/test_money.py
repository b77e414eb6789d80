"""When money is of: to date from 1 April, budgets and forecasts of the whole financial year."""

from __future__ import annotations

from datetime import date

import pytest
from grids import by_labels, heading, observations

from extractor.model import Block, Observation, Period
from extractor.normalise.money import Reach, last_day, period_of, reach
from extractor.normalise.resolve import Reference

DECEMBER = (
    Block("heading", "Hampshire Constabulary", 1), Block("paragraph", "Data to 31 December 2017"),
)  # fmt: skip
TITLE = heading("Revenue budget monitoring (£000)")
ROWS = "\nPolice pay | 100 | 75 | 74 | -1\nPremises | 40 | 30 | 33 | 3"
TO_DECEMBER = "2017-04-01/2017-12-31"
YEAR = "2017-04-01/2018-03-31"


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


def test_what_is_to_date_begins_in_april_and_what_is_annual_ends_in_march() -> None:
    found = by_labels(TITLE, f"| Annual budget | Budget to date | Actual to date | Variance{ROWS}", front=DECEMBER)
    shown = [days(found["Premises", c]) for c in ("Annual budget", "Budget to date", "Actual to date", "Variance")]
    assert shown == [YEAR, TO_DECEMBER, TO_DECEMBER, TO_DECEMBER]


def test_the_day_of_the_table_goes_before_that_of_the_report() -> None:
    title = heading("Revenue budget monitoring 2017/18 at 31 October 2017 (£000)")
    found = by_labels(
        title, f"| Full year budget | Budget to date | Spend to date | Forecast outturn{ROWS}", front=DECEMBER
    )
    assert days(found["Premises", "Spend to date"]) == "2017-04-01/2017-10-31"
    assert days(found["Premises", "Forecast outturn"]) == YEAR


def test_a_heading_with_a_day_of_its_own_reaches_from_april_to_that_day() -> None:
    grid = f"| Annual budget 2017/18 | Budget to 30 November | Actual to 30 November | Variance to 30 November{ROWS}"
    found = by_labels(TITLE, grid, front=DECEMBER)
    assert {days(found["Premises", c]) for c in found_columns(grid)[1:]} == {"2017-04-01/2017-11-30"}
    assert days(found["Premises", "Annual budget 2017/18"]) == YEAR


def found_columns(grid: str) -> list[str]:
    return [c.strip() for c in grid.splitlines()[0].split("|")[1:]]


@pytest.mark.parametrize("column", ["Budget", "Actual", "Forecast", "Outturn"])
def test_money_whose_heading_does_not_say_how_far_it_reaches_stays_open(column: str) -> None:
    grid = f"| {column}\nPolice pay | 100\nPremises | 40"
    assert {o.period_start for o in observations(TITLE, grid, front=DECEMBER)} == {None}


def test_capital_schemes_to_date_may_have_begun_in_another_year() -> None:
    grid = "| Spend to date\nNew headquarters | 100\nVehicles | 40"
    found = observations(heading("Capital programme at 31 December 2017 (£000)"), grid, front=DECEMBER)
    assert "2017-04-01" not in {str(o.period_start) for o in found}


def test_rows_gathered_under_expenditure_keep_the_measure_of_their_column() -> None:
    grid = "| Annual budget 2017/18\nExpenditure | \nPolice officer pay | 100\nTransport | 40"
    assert {o.measure for o in observations(heading("Revenue monitoring (£000)"), grid, front=DECEMBER)} == {"budget"}


def test_at_the_end_of_the_year_an_outturn_is_of_it_and_so_is_the_budget_beside() -> None:
    march = (DECEMBER[0], Block("paragraph", "Data to 31 March 2018"))
    grid = "| Budget | Outturn | Variance\n| £'000 | £'000 | £'000\nPolice pay | 100 | 99 | (1)\nPremises | 40 | 41 | 1"
    found = observations(heading("Revenue budget"), grid, front=march)
    assert {days(o) for o in found} == {YEAR} and len(found) == 6


def test_years_that_begin_in_january_leave_money_to_date_open() -> None:
    front = (*DECEMBER, Block("paragraph", "All quarters and years to date are those of the calendar year."))
    found = observations(TITLE, "| Spend to date\nPolice pay | 100\nPremises | 40", front=front)
    assert {str(o.period_start) for o in found} == {"None"}


FY = Period("2017/18", date(2017, 4, 1), date(2018, 3, 31), "financial_year")
NOVEMBER = Period("November 2017", date(2017, 11, 1), date(2017, 11, 30), "month")


@pytest.mark.parametrize(
    ("around", "end", "day"),
    [
        (Period(""), date(2017, 12, 31), date(2017, 12, 31)),
        (Period("3rd quarter"), date(2017, 12, 31), None),  # what is not understood is not taken for the report's
        (FY, date(2017, 12, 31), date(2017, 12, 31)),
        (FY, date(2018, 6, 30), date(2018, 3, 31)),
        (FY, date(2017, 2, 28), date(2018, 3, 31)),
        (FY, None, date(2018, 3, 31)),
        (NOVEMBER, date(2017, 11, 15), date(2017, 11, 30)),
        (Period("2017/18", None, date(2018, 3, 31), "financial_year"), date(2017, 12, 31), date(2018, 3, 31)),
    ],
)
def test_the_day_that_money_reaches_to(around: Period, end: date | None, day: date | None) -> None:
    assert last_day(around, Reference(end)) == day


@pytest.mark.parametrize(
    ("reached", "around", "end", "days"),
    [
        ("to date", Period(""), date(2017, 12, 31), (date(2017, 4, 1), date(2017, 12, 31), "year_to_date")),
        ("to date", NOVEMBER, None, (date(2017, 4, 1), date(2017, 11, 30), "year_to_date")),
        ("to date", Period("", None, date(2018, 3, 31)), None, (FY.start, FY.end, "financial_year")),
        (
            "to date",
            FY,
            date(2018, 6, 30),
            (None, None, "undetermined"),
        ),  # up to when in a year that has ended is not said
        ("to date", FY, date(2017, 12, 31), (date(2017, 4, 1), date(2017, 12, 31), "year_to_date")),
        ("year", FY, date(2018, 6, 30), (FY.start, FY.end, "financial_year")),
        ("year", NOVEMBER, None, (FY.start, FY.end, "financial_year")),
        ("year", Period(""), None, (None, None, "undetermined")),
    ],
)
def test_the_days_that_money_is_of(
    reached: Reach, around: Period, end: date | None, days: tuple[date | None, date | None, str]
) -> None:
    found = period_of(reached, "as printed", around, Reference(end))
    assert (found.start, found.end, found.kind) == days


@pytest.mark.parametrize(
    ("labels", "end", "expected"),
    [
        (("Outturn",), date(2018, 3, 31), "year"),
        (("Outturn",), date(2017, 12, 31), ""),
        (("Outturn",), None, ""),
        (("Spend", "Forecast outturn"), None, "year"),
        (("Budget to date", "Annual"), None, "to date"),
    ],
)
def test_how_far_headings_say_that_money_reaches(labels: tuple[str, ...], end: date | None, expected: Reach) -> None:
    assert reach(labels, Period(""), Reference(end)) == expected


def test_a_budget_takes_the_reach_of_the_outturn_under_its_own_spanner_alone() -> None:
    grid = "| Pay | ^ | Overtime | ^\n| Budget | Full year outturn | Budget | Spend\nPay | 100 | 99 | 80 | 75\nRent | 9 | 8 | 7 | 6"
    found = observations(TITLE, grid, front=DECEMBER)
    shown = {o.column_label: days(o) for o in found if o.row_label == "Pay"}
    assert shown["Pay > Budget"] == YEAR and shown["Overtime > Budget"] != YEAR


def test_units_beneath_the_headings_keep_the_columns_of_a_spanner_together() -> None:
    grid = "| Police officers | ^\n| Budget | Full year outturn\n| £000 | £000\nPay | 100 | 99\nRent | 9 | 8"
    found = observations(heading("Revenue budget"), grid, front=DECEMBER)
    assert {days(o) for o in found} == {YEAR}


def test_what_stands_beside_an_outturn_and_is_no_budget_is_not_of_its_year() -> None:
    grid = "| Commitments | Full year outturn\nPay | 100 | 99\nRent | 9 | 8"
    found = by_labels(TITLE, grid, front=DECEMBER)
    assert days(found["Pay", "Commitments"]) != YEAR and days(found["Pay", "Full year outturn"]) == YEAR


def test_the_change_of_a_count_to_a_day_does_not_begin_in_april() -> None:
    grid = "| 2016 | 2017 | Change to 31 December\nBurglary | 100 | 90 | -10\nRobbery | 40 | 30 | -10"
    found = by_labels(heading("Recorded crime"), grid, front=DECEMBER)
    assert found["Burglary", "Change to 31 December"].period_start != date(2017, 4, 1)


@pytest.mark.parametrize(
    ("columns", "last"),
    [
        ("Annual budget | Actual to date | Variance", "open/2017-12-31"),  # between which of the two times?
        ("Budget to date | Actual to date | Variance", TO_DECEMBER),
        ("Annual budget | Forecast outturn | Variance", YEAR),
        ("Annual budget | Forecast outturn | Commitments", "open/2017-12-31"),
        ("Annual budget | Variance", "open/2017-12-31"),
        ("Variance | Annual budget", "2017-04-01/2018-03-31"),
    ],
)
def test_a_variance_is_of_the_time_of_the_two_amounts_before_it(columns: str, last: str) -> None:
    figures = " | ".join(str(90 + at) for at in range(columns.count("|") + 1))
    found = observations(TITLE, f"| {columns}\nPolice pay | {figures}\nPremises | {figures}", front=DECEMBER)
    assert days(found[-1]) == last


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Revenue budget monitoring 2017/18 at 31 October 2017 (£000)", "2017-04-01/2017-10-31"),
        ("Revenue budget monitoring 2017/18 (£000)", TO_DECEMBER),
        ("Revenue budget monitoring at 30 September 2016 and 31 October 2017 (£000)", "open/open"),
    ],
)
def test_of_a_year_and_a_day_in_the_title_the_day_counts(title: str, expected: str) -> None:
    found = observations(heading(title), "| Spend to date\nPolice pay | 100\nPremises | 40", front=DECEMBER)
    assert {days(o) for o in found} == {expected}


@pytest.mark.parametrize(
    ("title", "columns", "expected"),
    [
        ("Revenue, quarter 3 2017/18 (£000)", "Budget | Spend | Variance", "open/open"),
        ("Revenue, December 2017 (£000)", "Budget | Spend | Variance", "open/open"),
        ("Revenue 2016/17 (£000)", "Budget | Spend | Variance", "2016-04-01/2017-03-31"),
        ("Overtime spend, quarter 3 2017/18 (£000)", "Police | Staff | Total", "2017-10-01/2017-12-31"),
    ],
)
def test_a_quarter_in_the_title_does_not_date_a_budget(title: str, columns: str, expected: str) -> None:
    grid = f"| {columns}\nPolice pay | 100 | 75 | -25\nPremises | 40 | 30 | -10"
    assert days(observations(heading(title), grid, front=DECEMBER)[0]) == expected


@pytest.mark.parametrize(
    ("front", "note", "expected"),
    [
        ("Reporting period: October to December 2017", "", "open/open"),
        ("Reporting period: 2016/17", "", "2016-04-01/2017-03-31"),
        (
            "Reporting period: October to December 2017",
            "Figures are for April to December 2017.",
            "2017-04-01/2017-12-31",
        ),
    ],
)
def test_a_report_dates_money_whose_reach_is_not_said_only_where_it_is_of_a_year(
    front: str, note: str, expected: str
) -> None:
    said = (Block("paragraph", note),) if note else ()
    grid = "| Budget | Spend\nPolice pay | 100 | 75\nPremises | 40 | 30"
    found = observations(heading("Revenue budget (£000)"), *said, grid, front=(DECEMBER[0], Block("paragraph", front)))
    assert {days(o) for o in found} == {expected}
