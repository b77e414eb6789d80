"""When money is of: to date from 1 April, budgets and forecasts of the whole financial year."""

from __future__ import annotations

import pytest
from grids import by_labels, heading, observations

from extractor.model import Block, Observation

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
