"""Each layout of the five reports in miniature, and what its figures mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from grids import heading, observations

from extractor.model import Block, Observation

STAFFORDSHIRE = (Block("heading", "Staffordshire Police Public Performance Meeting Report", 1),
                 Block("paragraph", "Data to 31 March 2023"))  # fmt: skip
WARWICKSHIRE = (
    Block("heading", "Warwickshire Police", 1),
    Block("heading", "Performance Summary July - September 2017"),
)


def by_labels(found: list[Observation]) -> dict[tuple[str, str], Observation]:
    return {(o.row_label, o.column_label): o for o in found}


def test_previous_and_current_year_to_date_with_changes() -> None:
    found = by_labels(
        observations(
            heading("Robbery"),
            """
            Robbery            | Previous YTD | Current YTD | Change | % Change
            Crimes             | 936          | 1145        | 209    | 22.3%
            FAT outcome rate % | 11.3%        | 16.4%       |        | +5.1 % pt
            """,
        )
    )
    change = found["Crimes", "% Change"]
    assert (change.measure, change.category, change.role, change.unit) == (
        "recorded_crime", "robbery", "percent_change", "percent")  # fmt: skip
    assert (change.period_start, change.period_end) == (date(2017, 4, 1), date(2018, 3, 31))
    assert (change.base_period_start, change.base_period_end) == (date(2016, 4, 1), date(2017, 3, 31))
    points = found["FAT outcome rate %", "% Change"]
    assert (points.role, points.unit, points.value) == ("difference", "percentage_point", Decimal("5.1"))


def test_the_same_on_its_side_gives_points_for_percentages_without_a_mark() -> None:
    found = by_labels(
        observations(
            "999 calls    | Service Level | Volumes | Abandoned\n"
            "Previous YTD | 89.5%         | 226,868 | 2,353\n"
            "Current YTD  | 90.9%         | 239,229 | 2,270\n"
            "Difference   | 1.4%          | 12,361  | -83"
        )
    )
    service = found["Difference", "Service Level"]
    assert (service.measure, service.category, service.unit) == ("answered_in_target", "999", "percentage_point")
    assert found["Difference", "Volumes"].unit == "count"
    assert found["Previous YTD", "Abandoned"].period_end == date(2017, 3, 31)


def test_total_crime_beside_the_subject_of_the_heading_is_not_of_that_subject() -> None:
    beside = observations(
        heading("Online Crime"), "             | Current YTD\nOnline Crime | 1087\nTotal Crime  | 159971"
    )
    assert [(o.category, o.breakdown) for o in beside] == [("cyber_crime", "{}"), ("all_crime", "{}")]
    alone = observations(heading("Online Crime"), "            | Current YTD\nTotal Crime | 1087\nRobbery     | 12")
    assert [o.breakdown for o in alone] == ['{"subset": "cyber_crime"}'] * 2


def test_a_group_of_victims_under_a_heading_that_names_it_keeps_the_offence() -> None:
    found = observations(
        heading("Serious Sexual Offences - Rape"),
        "Rape Adult     | Current YTD\nCrimes - Adult | 1368\nFAT outcomes   | 49",
    )
    assert [(o.measure, o.category) for o in found] == [
        ("recorded_crime", "rape_adult"), ("action_taken_outcomes", "rape_adult")]  # fmt: skip


def test_most_similar_group_position_actual_and_average() -> None:
    found = by_labels(
        observations(
            heading("Total Crime"),
            """
            Total Crime  | Crimes | FAT Outcomes | Outcome 16
            MSG position | 7 of 8 | 4 of 8       | 5 of 8 *
            MSG actual   | 18.664 | 15.0%        | 16.1%
            MSG average  | 17.233 | 15.1%        | 16.3%
            """,
            Block("note", "Notes: Crimes per 1000 population, provided one month in arrears"),
        )
    )
    place = found["MSG position", "Outcome 16"]
    assert (place.value, place.out_of, place.unit, place.area) == (5, 8, "rank", "Hampshire")
    assert place.measure == "outcome_16_rate"
    average = found["MSG average", "Crimes"]
    assert (average.area, average.unit, average.statistic) == ("Most Similar Group", "per_1000_population", "rate")
    assert average.period_end is None
    assert found["MSG actual", "FAT Outcomes"].measure == "action_taken_rate"


def test_months_across_by_area_with_the_subject_in_the_heading() -> None:
    found = by_labels(
        observations(
            heading("Hate Crime"),
            " | Jul-17 | Aug-17\nNorth Warwickshire | 39 | 53\nWarwickshire | 67 | 81",
            front=WARWICKSHIRE,
        )
    )
    cell = found["North Warwickshire", "Aug-17"]
    assert (cell.measure, cell.category, cell.area, cell.area_type) == (
        "recorded_crime", "hate_crime", "North Warwickshire", "policing_area")  # fmt: skip
    assert (cell.period_type, cell.period_end) == ("month", date(2017, 8, 31))


def test_months_without_a_year_lie_in_the_reporting_year() -> None:
    found = observations(heading("Authorised DVPNs"), "Policing Area | Apr | Dec | Mar\nHampshire | 1 | 2 | 3")
    assert [o.period_end for o in found] == [date(2017, 4, 30), date(2017, 12, 31), date(2018, 3, 31)]


def test_out_of_column_beside_monthly_percentages() -> None:
    found = observations(
        heading("Firearms Licensing"),
        "FIREARMS LICENSING | Mar 18 | Mar 18 Number met SLA\nFirearm Grant | 72.2% | 26 of 36",
    )
    assert (found[1].value, found[1].out_of, found[1].unit, found[1].period_end) == (26, 36, "count", date(2018, 3, 31))


def test_four_statistics_under_each_area() -> None:
    text = """
         | Warwickshire | ^            | ^             | ^             | Rugby District | ^           | ^             | ^
         | Last Quarter | Quarter Avg  | % Total Crime | Per 1,000 pop | Last Quarter   | Quarter Avg | % Total Crime | Per 1,000 pop
    Rape | 125          | 132          | 1%            | 0.2           |                | 24          | 1%            | 0.2
    """
    found = by_labels(observations(heading("Crime by Type"), text, front=WARWICKSHIRE))
    rate = found["Rape", "Rugby District > Per 1,000 pop"]
    assert (rate.area, rate.unit, rate.period_start) == ("Rugby District", "per_1000_population", date(2017, 7, 1))
    mean = found["Rape", "Warwickshire > Quarter Avg"]
    assert (mean.statistic, mean.period_end, mean.period_type) == ("mean", None, "undetermined")
    assert found["Rape", "Warwickshire > % Total Crime"].statistic == "share"


def test_twelve_months_with_a_baseline_and_misprinted_percentages_kept() -> None:
    text = """
    Calls   | Previous 12 Months | Last 12 Months | 12 Month Difference | Baseline (Apr 19 to Mar 20) | Baseline Difference | % Change From Baseline
    Arson   | 401                | 494            | 93                  | 474                         | 20                  | 4.2%
    """
    found = by_labels(observations(heading("All Crime"), text, front=STAFFORDSHIRE))
    change = found["Arson", "% Change From Baseline"]
    assert (change.base_period_start, change.base_period_end) == (date(2019, 4, 1), date(2020, 3, 31))
    assert change.period_start == date(2022, 4, 1)
    assert found["Arson", "12 Month Difference"].base_period_end == date(2022, 3, 31)


def test_brackets_are_negative_for_money_and_unnamed_rows_are_subtotals() -> None:
    text = """
                           | 2022/23 Outturn | ^            | ^
                           | Budget £'000    | Actual £'000 | Variance £'000
    Pay                    |                 |              |
    Police Officer Pay Costs | 111,169       | 110,994      | (175)
                           | 111,169         | 110,994      | (175)
    """
    found = observations(heading("Finance Update"), text, front=STAFFORDSHIRE)
    assert [o.value for o in found[2:4]] == [Decimal(-175), Decimal(111169)]
    assert (found[2].unit, found[2].role, found[2].period_start) == ("gbp_thousand", "difference", date(2022, 4, 1))
    assert (found[3].row_label, found[3].category) == ("Pay", "pay")


def test_a_level_in_brackets_is_not_read_as_negative() -> None:
    found = observations(heading("Robbery"), "Robbery | Previous YTD | Current YTD\nCrimes | (936) | 1145")
    assert (found[0].value, found[0].value_text) == (None, "(936)")


def test_suppressed_headcounts_by_command_and_rank() -> None:
    text = """
    Command            | Category | Total     | BME
                       |          | Headcount | Headcount
    Contact Management | Officer  | 68        | <5
    Contact Management Total |    | 545       | <15
    Grand Total        |          | 5113      | 150
    """
    found = observations(heading("Equality data by command as at 31st May 2018"), text)
    first = found[1]
    assert (first.value, first.qualifier, first.area, first.area_type) == (5, "<", "Contact Management", "command")
    assert first.breakdown == '{"characteristic": "BME", "rank_group": "Officer"}'
    assert (first.period_end, first.period_type) == (date(2018, 5, 31), "point_in_time")
    assert found[4].area == "Hampshire"


def test_calendar_years_down_the_side_the_last_one_partial() -> None:
    text = "Year | Number of Active Groups\n2022 | 77\n2023 to 31 st March | 32"
    found = observations(heading("Community Speedwatch"), text, front=STAFFORDSHIRE)
    assert [(o.period_start, o.period_end, o.period_type) for o in found] == [
        (date(2022, 1, 1), date(2022, 12, 31), "calendar_year"),
        (date(2023, 1, 1), date(2023, 3, 31), "year_to_date"),
    ]


def test_survey_questions_are_rows_and_their_change_is_in_points() -> None:
    text = """
    Question | June 2022 | January 2023 | Change
    Q12 Taking everything into account, I have confidence in Staffordshire Police? (Agree) | 63% | 68% | +5%
    """
    found = observations(heading("Public Confidence Survey"), text, front=STAFFORDSHIRE)
    assert found[0].measure == "public_confidence"
    assert (found[2].role, found[2].unit, found[2].base_period_end) == (
        "difference",
        "percentage_point",
        date(2022, 6, 30),
    )


def test_a_rank_in_the_row_of_a_national_average_is_the_force_s_own() -> None:
    text = " | Sep-16 | ^\n | % | Rank\nNational Average | 78.4% | 21"
    found = observations(heading("Confidence in Police"), text, front=WARWICKSHIRE)
    assert (found[0].area, found[1].area) == ("England and Wales", "Warwickshire")


def test_an_unreadable_cell_is_a_row_with_its_text() -> None:
    found = observations(heading("Robbery"), "Robbery | Previous YTD | Current YTD\nCrimes | 1,2? | 1145")
    assert (found[0].value, found[0].value_text) == (None, "1,2?")


def test_a_dash_is_a_row_and_a_blank_is_none() -> None:
    found = observations(heading("Robbery"), "Robbery | Previous YTD | Current YTD | % Change\nCrimes | 936 | | -")
    assert [(o.value_text, o.value) for o in found] == [("936", Decimal(936)), ("-", None)]


def test_an_unknown_publisher_keeps_its_labels_without_a_force() -> None:
    front = (Block("heading", "Annual Accounts", 1),)
    found = observations("Widgets | Red | Blue\nLarge | 4 | 5\nSmall | 6 | 7", front=front)
    first = found[0]
    assert (first.force, first.measure, first.row_label, first.column_label) == ("", "", "Large", "Red")
    assert [o.value for o in found] == [4, 5, 6, 7]


def test_an_unknown_column_leaves_a_change_without_periods_instead_of_wrong_ones() -> None:
    found = by_labels(
        observations(heading("Robbery"), "Robbery | Previous YTD | Zorb | Change\nCrimes | 936 | 1145 | 209")
    )
    assert found["Crimes", "Change"].period_end is None


def test_new_areas_among_known_ones_keep_their_own_name() -> None:
    text = " | Jul-17\nNorth Warwickshire | 39\nEast Warks Rural | 7\nWarwickshire | 67"
    found = observations(heading("Hate Crime"), text, front=WARWICKSHIRE)
    assert (found[1].area, found[1].area_type) == ("East Warks Rural", "policing_area")


def test_areas_that_nobody_lists_are_left_open() -> None:
    text = " | Xtown | ^ | Ytown | ^\nOffence | Jul-17 | Aug-17 | Jul-17 | Aug-17\nRobbery | 3 | 4 | 5 | 6\nRape | 1 | 2 | 3 | 4"
    found = observations(heading("Crime by town"), text, front=WARWICKSHIRE)
    assert {o.area for o in found} == {""}


def test_a_change_beside_the_earlier_level_alone_starts_from_it() -> None:
    found = by_labels(observations(heading("Robbery"), "Robbery | Previous YTD | Change\nCrimes | 936 | 209"))
    change = found["Crimes", "Change"]
    assert (change.period_end, change.base_period_end) == (date(2018, 3, 31), date(2017, 3, 31))
