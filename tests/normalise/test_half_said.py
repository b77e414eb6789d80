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
    column = "| Average wait\nApr-20 | 03:51\nMay-20 | 40\nJun-20 | 12"
    assert durations(column) == {"03:51": "second", "40": "second", "12": ""}  # a sixth of it, and a twentieth
    days = "| Target | Apr-20 | May-20\nAverage days to finalise complaints | 30 days | 41 | 38"
    assert set(durations(days).values()) == {"day"}


def test_a_time_to_answer_with_decimals_and_no_unit_may_be_seconds_or_minutes() -> None:
    assert set(durations("| Average wait\nApr-20 | 3.5\nMay-20 | 2.9").values()) == {""}
    assert set(durations("| Average wait\nApr-20 | 35\nMay-20 | 29").values()) == {"second"}
    assert set(durations("| Average wait (minutes)\nApr-20 | 3.5\nMay-20 | 2.9").values()) == {"minute"}


def units(title: str, grid: str, *said: str) -> dict[str, tuple[str, str]]:
    """Value and unit of each figure by its text, under a title and after paragraphs."""
    paragraphs = [Block("paragraph", text) for text in said]
    return {o.value_text: (str(o.value), o.unit) for o in observations(heading(title), *paragraphs, grid, front=FRONT)}


@pytest.mark.parametrize("said", ["hours:mins", "h:mm", "hrs/mins", "hours and minutes"])
def test_times_in_hours_and_minutes_are_not_minutes_and_seconds(said: str) -> None:
    grid = f"| Apr-20 | May-20 | Change\nAverage detention time ({said}) | 13:24 | 14:06 | +0:42"
    found = units("Custody", grid)
    assert found == {"13:24": ("804", "minute"), "14:06": ("846", "minute"), "+0:42": ("42", "minute")}


def test_a_clock_of_what_takes_hours_is_not_read_unless_a_heading_says_how() -> None:
    assert units("Custody", "| Apr-20 | May-20\nAverage detention time | 13:24 | 14:06")["13:24"][0] == "None"
    assert units("Custody", "| Apr-20 | May-20\nAverage detention time (mm:ss) | 13:24 | 14:06")["13:24"][1] == "second"


def test_a_change_of_a_time_has_its_sign() -> None:
    grid = "| Apr-20 | May-20 | Change\nAverage time to answer 101 calls (mm:ss) | 3:41 | 1:57 | -1:44"
    assert units("Contact", grid)["-1:44"] == ("-104", "second")


def test_the_end_of_a_rolling_year_may_stand_in_the_line_below() -> None:
    grid = "| R12M to | R12M to | %\n| Sep-20 | Sep-19 | change\nRobbery | 40 | 50 | -20.0%\nRape | 4 | 5 | -20.0%"
    found = {o.value_text: o for o in observations(heading("Volumes"), table(grid), front=FRONT)}
    assert days(found["50"]) == "2018-10-01/2019-09-30"
    assert (found["-20.0%"].role, found["-20.0%"].statistic) == ("percent_change", "count")


def test_a_title_that_names_a_mean_beside_other_figures_makes_means_of_none_of_them() -> None:
    grid = "| 2015-17 average | 2018 | 2019\nKilled | 53 | 54 | 45\nSeriously injured | 450 | 451 | 372"
    found = by_labels(heading("Road casualties, 2015-17 average to 2019"), grid, front=FRONT)
    assert found["Killed", "2018"].statistic == "count"
    grid = "| Q1 2019/20 | Q1 2020/21 | Working time lost Q1 2020/21\nOfficers | 2.61 | 2.94 | 4.7%\nStaff | 2.2 | 2.3 | 3%"
    lost = by_labels(heading("Average working days lost to sickness per FTE"), grid, front=FRONT)
    assert lost["Officers", "Working time lost Q1 2020/21"].statistic == "share"


def test_a_signed_figure_under_no_heading_may_be_a_change() -> None:
    assert {o.role for o in observations(heading("Robbery"), "Havant | +21.3%\nGosport | -5.0%", front=FRONT)} == {""}


def test_percentages_of_what_is_counted_have_no_measure_unless_a_heading_says_share() -> None:
    grid = "| 2018/19 | 2019/20\nRobbery | 15.4% | 16.2%\nRape | 6.8% | 9.1%"
    assert {o.measure for o in observations(heading("Key messages"), grid, front=FRONT)} == {""}
    share = "| % of all crime\nRobbery | 15.4%\nRape | 6.8%"
    assert {o.measure for o in observations(heading("Crime"), share, front=FRONT)} == {"recorded_crime"}


@pytest.mark.parametrize(
    "said", ["All figures £000s.", "Amounts are in £'000.", "Monitoring at 31 May. Figures in £k."]
)
def test_a_paragraph_over_a_table_says_the_unit_of_its_money(said: str) -> None:
    grid = "Budget head | Revised budget 2020/21 | Actual | Variance\nOfficer pay | 820 | 834 | 14\nStaff pay | 80 | 70 | (10)"
    found = units("Finance", grid, said)
    assert found["820"] == ("820", "gbp_thousand") and found["(10)"] == ("-10", "gbp_thousand")
    assert units("Finance", grid, "An underspend of £2m was reported.")["820"] == ("820", "")


def test_a_count_half_understood_stays_a_count_and_a_measure_in_other_units_does_not() -> None:
    grid = "| Apr-20 | May-20\nArrests zorbled | 30 | 40\nAnswer time zorbled | 30 | 40"
    found = by_labels(heading("Demand"), grid, front=FRONT)
    assert found["Arrests zorbled", "Apr-20"].unit == "count"
    assert found["Answer time zorbled", "Apr-20"].unit == ""


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("ASB Apr-", "Sep 2020", "2020-04-01/2020-09-30"),
        ("12 months to", "Sep 2020", "2019-10-01/2020-09-30"),
        ("Robberies in", "Sep 2020", "2020-09-01/2020-09-30"),
    ],
)
def test_a_heading_that_a_line_break_cuts_is_read_as_one(upper: str, lower: str, expected: str) -> None:
    grid = f"| {upper} | {upper}\n| {lower} | {lower.replace('2020', '2019')}\nHavant | 40 | 50\nGosport | 4 | 5"
    found = {o.value_text: o for o in observations(heading("Volumes"), table(grid), front=FRONT)}
    assert days(found["40"]) == expected


def test_a_title_of_posts_in_fte_makes_no_counts_of_posts() -> None:
    grid = "| Strength | Vacancies\nOfficers | 138 | 24\nStaff | 129 | 5"
    found = by_labels(heading("Police officers and staff (FTE)"), grid, front=FRONT)
    assert found["Officers", "Vacancies"].unit == ""
    heads = by_labels(heading("Workforce (FTE)"), "| 31/03/2020\nSpecials (headcount) | 40", front=FRONT)
    assert heads["Specials (headcount)", "31/03/2020"].unit == "count"


def test_a_percentage_against_a_mean_is_no_mean_where_its_role_is_open() -> None:
    grid = "| 2018/19 | 2019/20 | 2019/20 zorbling 4 year average\nRobbery | 30 | 40 | +33%\nRape | 3 | 4 | +33%"
    found = by_labels(heading("Recorded crime"), grid, front=FRONT)
    assert found["Robbery", "2019/20 zorbling 4 year average"].statistic == ""


def test_a_title_and_a_note_say_that_clocks_are_times_taken() -> None:
    grid = "LPA | Apr-20 | May-20 | Change\nDudley | 9:31 | 9:02 | -0:29\nSolihull | 10:12 | 9:57 | -0:15"
    assert units("Response times by Local Policing Area", grid)["-0:29"] == ("-29", "second")
    assert units("Zorbling by Local Policing Area", grid)["9:31"] == ("None", "")


def test_a_change_under_a_spanner_is_of_the_levels_of_its_own_measure() -> None:
    grid = """| Last 12 months | ^ | 3 year average | ^ | Difference | ^
| Number of crimes | Solved rate | Number of crimes | Solved rate | Crimes (%) | Solved (pp)
Robbery | 214 | 19.2% | 231 | 17.8% | -7.4% | +1.4"""
    found = {o.value_text: o for o in observations(heading("Crime"), table(grid), front=FRONT)}
    assert (found["-7.4%"].role, found["-7.4%"].unit) == ("percent_change", "percent")
    assert (found["+1.4"].role, found["+1.4"].unit) == ("difference", "percentage_point")


def test_bare_years_that_a_change_names_are_those_beside_it() -> None:
    grid = (
        "| Jul 18-Jun 19 | Jul 19-Jun 20 | Change 2019-2020\nKilled | 41 | 49 | +19.5%\nSeriously injured | 4 | 5 | 25%"
    )
    change = by_labels(heading("Casualties"), grid, front=FRONT)["Killed", "Change 2019-2020"]
    assert days(change) == "2019-07-01/2020-06-30"
    assert str(change.base_period_start) == "2018-07-01"


def test_a_difference_from_peers_is_of_the_force() -> None:
    grid = "| Hampshire rate per 1,000 | MSG average | % difference from MSG\nRobbery | 8.8 | 9.4 | -6.4%\nRape | 1 | 2 | -50%"
    found = by_labels(heading("Crime 2019/20"), grid, front=FRONT)["Robbery", "% difference from MSG"]
    assert (found.area, found.statistic, found.base_period_end) == ("Hampshire", "rate", None)


def test_a_budget_of_posts_is_no_budget() -> None:
    grid = "| Budget | Actual\nOfficers | 1,345.0 | 1,302.4\nStaff | 742.4 | 710.0"
    found = by_labels(heading("Police officer and staff strength (FTE)"), grid, front=FRONT)["Officers", "Budget"]
    assert (found.measure, found.unit, found.statistic) == ("", "fte", "count")


def test_the_same_quarter_of_a_year_is_not_the_year() -> None:
    found = by_labels(heading("Calls"), "| Apr-20 | Same quarter 2019\nCalls | 3 | 4\nArrests | 5 | 6", front=FRONT)
    assert days(found["Calls", "Same quarter 2019"]) == "open/open"
