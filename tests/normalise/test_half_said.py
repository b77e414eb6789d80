"""What headings say only in part: units, kinds of year and categories that must not be guessed."""

from __future__ import annotations

import pytest
from grids import by_labels, heading, observations, table

from extractor.model import Block, Observation

FRONT = (heading("Hampshire Constabulary"), Block("paragraph", "Data to 30 September 2020"))


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


def test_a_row_and_a_column_of_money_in_a_unit_nobody_prints_make_no_count() -> None:
    grid = "| Annual budget 2020/21 | Variance\nExpenditure on transport | 6,020 | 185\nExpenditure on fuel | 410 | 12"
    found = by_labels(heading("Revenue monitoring"), grid, front=FRONT)
    assert {o.unit for o in found.values()} == {""}


def test_posts_printed_in_fte_are_no_head_count() -> None:
    grid = "| FTE | ^\n| 31.01.20 | 31.01.21\nPCSOs | 268.3 | 249.9\nPolice officers | 2,931.4 | 3,062.7"
    found = observations(heading("Workforce"), table(grid), front=FRONT)
    assert {(o.measure == "headcount", o.unit, o.statistic) for o in found} == {(False, "fte", "count")}


@pytest.mark.parametrize(
    "said",
    ["Academic years are shown.", "Counts by school year, from September.", "Figures are for academic years."],
)
def test_pairs_of_years_that_a_note_calls_academic_are_open(said: str) -> None:
    grid = "| 2018/19 | 2019/20 | Change\nRobbery | 30 | 40 | 10\nRape | 3 | 4 | 1"
    found = by_labels(heading("Crime"), Block("paragraph", said), grid, front=FRONT)
    assert {days(o) for o in found.values()} == {"open/open"}
    assert {o.base_period_end for o in found.values()} == {None}


def test_pairs_of_years_under_a_spanner_of_academic_years_are_open() -> None:
    grid = "| Academic year | ^\n| 2018/19 | 2019/20\nRobbery | 30 | 40\nRape | 3 | 4"
    assert {days(o) for o in observations(heading("Crime"), table(grid), front=FRONT)} == {"open/open"}


def test_a_change_between_periods_in_doubt_is_in_doubt() -> None:
    grid = "| 2018/19 season | 2019/20 season | Change\nRobbery | 30 | 40 | 33%\nRape | 3 | 4 | 33%"
    change = by_labels(heading("Crime"), grid, front=FRONT)["Robbery", "Change"]
    assert (days(change), change.base_period_end) == ("open/open", None)


def test_since_a_month_runs_to_the_last_day_of_the_report() -> None:
    grid = "| Same period last year | Since April | Change\nASB incidents | 30 | 40 | 33%\nRobbery | 3 | 4 | 33%"
    change = by_labels(heading("Demand"), grid, front=FRONT)["Robbery", "Change"]
    assert days(change) == "2020-04-01/2020-09-30"
    assert str(change.base_period_start) == "2019-04-01"


def test_over_and_under_beside_posts_is_no_variance_of_a_budget() -> None:
    grid = "| Establishment | Strength | Over / (under)\nOfficers | 30.0 | 40.0 | 10.0\nStaff | 5.0 | 4.0 | (1.0)"
    found = by_labels(heading("Establishment and strength"), grid, front=FRONT)["Staff", "Over / (under)"]
    assert (found.measure == "budget_variance", found.role, found.base_period_end) == (False, "difference", None)


def test_a_row_of_totals_and_averages_is_of_no_mean() -> None:
    grid = (
        "| Calls abandoned | Abandonment rate\nApril 2020 | 30 | 4.0%\nMay 2020 | 5 | 2.0%\nTotal / average | 35 | 3.0%"
    )
    found = by_labels(heading("101 calls"), grid, front=FRONT)
    assert found["Total / average", "Calls abandoned"].statistic == "count"
    assert found["Total / average", "Abandonment rate"].statistic == "share"


def test_the_usual_category_is_not_meant_where_a_title_half_understood_names_another() -> None:
    grid = "| Victims satisfied\n2018/19 | 85%\n2019/20 | 78%"
    named = observations(heading("What hate crime victims zorbled"), grid, front=FRONT)
    assert {o.category for o in named} == {""}
    assert {o.category for o in observations(heading("What victims zorbled"), grid, front=FRONT)} == {
        "whole_experience"
    }


def durations(grid: str) -> dict[str, str]:
    return {o.value_text: o.unit for o in observations(heading("Contact"), grid, front=FRONT)}


def test_a_bare_number_among_times_that_print_their_unit_is_of_that_unit_only_if_near() -> None:
    row = "| Target | Apr-20 | May-20 | Jun-20\n101 average wait | 3 mins | 4m 12s | 03:51 | 3.5"
    assert durations(row) == {"3 mins": "minute", "4m 12s": "second", "03:51": "second", "3.5": ""}
    column = "| Average wait\nApr-20 | 03:51\nMay-20 | 210\nJun-20 | 2.9"
    assert durations(column) == {"03:51": "second", "210": "second", "2.9": ""}
    days = "| Target | Apr-20 | May-20\nAverage days to finalise complaints | 30 days | 41 | 38"
    assert set(durations(days).values()) == {"day"}


def test_a_time_to_answer_with_decimals_and_no_unit_may_be_seconds_or_minutes() -> None:
    assert set(durations("| Average wait\nApr-20 | 3.5\nMay-20 | 2.9").values()) == {""}
    assert set(durations("| Average wait\nApr-20 | 35\nMay-20 | 29").values()) == {"second"}
    assert set(durations("| Average wait (minutes)\nApr-20 | 3.5\nMay-20 | 2.9").values()) == {"minute"}
