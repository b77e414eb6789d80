"""Role, unit and statistic: which figures settle them, and which leave them open rather than wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from grids import by_labels, findings, heading, observations

from extractor.model import Observation

CRIME = heading("Crime")


def last_column(title: str, first: str, second: str, about: str = "Crime", levels: str = "30 40 50 55") -> Observation:
    """The first figure of a column beside two months of Robbery and Burglary."""
    a, b, c, d = levels.split()
    text = f"| Jul-17 | Aug-17 | {title}\nRobbery | {a} | {b} | {first}\nBurglary | {c} | {d} | {second}"
    return by_labels(heading(about), text)["Robbery", title]


def how(o: Observation) -> tuple[str, str, str]:
    return o.role, o.unit, o.statistic


@pytest.mark.parametrize("title", ["Trend", "Net zorble", "Zorbles since then", "Zorble vs plan"])
def test_a_column_that_may_be_a_change_is_not_taken_for_levels(title: str) -> None:
    assert how(last_column(title, "12", "8")) == ("", "", "")


@pytest.mark.parametrize("title", ["Zorble", "%"])
def test_signed_figures_under_a_silent_heading_are_not_taken_for_levels(title: str) -> None:
    assert last_column(title, "12", "-8").role == ""


def test_an_arrow_beside_a_figure_makes_it_no_level() -> None:
    assert last_column("Zorble", "▲ 12", "8").role == ""
    assert last_column("Zorble", "12", "▲ 8").role == ""
    assert last_column("Offences", "▲ 12", "8").role == ""


def test_figures_below_a_lost_heading_are_not_taken_for_levels() -> None:
    assert how(last_column("", "12", "8")) == ("", "", "")


def test_the_only_column_of_figures_needs_no_heading() -> None:
    assert {o.role for o in observations(CRIME, "Robbery | 12\nBurglary | 8\nShoplifting | 9")} == {"level"}


def test_arithmetic_with_the_months_beside_it_tells_that_a_lost_heading_named_a_change() -> None:
    found = last_column("", "10", "5")
    assert (found.role, found.unit) == ("difference", "count")
    found = last_column("", "33.3%", "10.0%")
    assert (found.role, found.unit) == ("percent_change", "percent")


def test_changes_of_nothing_prove_no_change() -> None:
    assert last_column("", "0", "0", levels="30 30 50 50").role == ""


def test_one_line_alone_proves_no_change() -> None:
    found = by_labels(CRIME, "| Jul-17 | Aug-17 | \nRobbery | 30 | 40 | 10")
    assert found["Robbery", ""].role == ""


def test_one_line_that_does_not_add_up_proves_no_change() -> None:
    assert last_column("", "10", "6").role == ""
    assert last_column("", "33.3%", "14%").role == ""


@pytest.mark.parametrize("share", ["12.1%", "11%"])
def test_a_share_under_a_doubtful_heading_is_never_the_share_of_a_change(share: str) -> None:
    found = last_column("Zorble share since then", share, "9%")
    assert (found.role, found.statistic) == ("", "")


def test_percentages_under_a_change_are_no_shares() -> None:
    found = last_column("% change", "33.3%", "10.0%")
    assert how(found)[:2] == ("percent_change", "percent") and found.statistic != "share"


def test_changes_between_percentages_are_points_with_or_without_a_sign() -> None:
    for printed in ("10", "10%"):
        found = last_column("Change", printed, "5", "Victim satisfaction", "30% 40% 50% 55%")
        assert how(found)[:2] == ("difference", "percentage_point")


def test_a_percentage_under_change_of_counts_is_a_percent_change() -> None:
    assert how(last_column("Change", "33.3%", "10%"))[:2] == ("percent_change", "percent")


def unknowns(*column: str) -> list[Observation]:
    rows = "\n".join(f"Zonk {n} | {figure} | 40" for n, figure in enumerate(column))
    return [o for o in observations(heading("Zorbles"), "| Zork | Mork\n" + rows) if o.column_label == "Zork"]


def test_whole_figures_beside_fractions_under_one_heading_are_no_counts() -> None:
    assert [o.unit for o in unknowns("3.5", "4")] == ["", ""]
    assert [o.unit for o in unknowns("3", "4")] == ["count", "count"]


def test_plain_figures_among_percentages_are_no_counts() -> None:
    assert [o.unit for o in unknowns("3%", "4", "5")] == ["percent", "", ""]
    assert [o.unit for o in unknowns("3%", "4", "5%")] == ["percent", "", "percent"]


def test_a_column_that_says_it_counts_has_counts_beside_its_percentages() -> None:
    assert last_column("Number of zonks", "12", "8.5%").unit == "count"


def test_a_column_of_dashes_alone_is_read() -> None:
    assert [o.value for o in unknowns("-", "-")] == [None, None]


def test_a_fractional_count_of_crimes_is_no_count_and_said_to_be_none() -> None:
    text = "| Jul-17 | Aug-17\nRobbery | 3.5 | 40\nBurglary | 4 | 50"
    assert by_labels(CRIME, text)["Robbery", "Jul-17"].unit == ""
    assert "fractional-count" in {f.code for f in findings(CRIME, text)}


def test_money_is_signed_at_the_first_and_the_last_figure_of_a_column() -> None:
    assert [(o.value, o.unit) for o in unknowns("£300", "400", "£700")] == [
        (Decimal("0.300"), "gbp_thousand"), (Decimal("0.400"), "gbp_thousand"), (Decimal("0.700"), "gbp_thousand"),
    ]  # fmt: skip


@pytest.mark.parametrize("column", [("£300", "400", "700"), ("300", "400", "£700"), ("£300", "400", "£7m")])
def test_a_sign_at_one_end_of_a_column_makes_no_money_of_the_others(column: tuple[str, str, str]) -> None:
    assert unknowns(*column)[1].unit == ""


@pytest.mark.parametrize("printed", ["£m", "£ million"])
def test_millions_are_never_left_in_the_unit_of_thousands(printed: str) -> None:
    found = observations(heading("Spending"), f"| 2016/17 {printed} | 2017/18 £000\nPay | 3.2 | 400\nPremises | 1 | 2")
    assert [(o.value, o.unit) for o in found[:2]] == [(Decimal("3200"), "gbp_thousand"), (Decimal(400), "gbp_thousand")]


def test_money_whose_unit_nothing_prints_stays_open() -> None:
    found = observations(heading("Budget"), "| 2016/17 | 2017/18\nPay | 32 | 400\nPremises | 15 | 200")
    assert {(o.measure, o.unit) for o in found} == {("budget", "")}


def test_a_rate_whose_base_nothing_tells_is_no_count() -> None:
    assert how(last_column("Zorble rate", "4", "5")) == ("level", "", "")


@pytest.mark.parametrize("title", ["Zorble cost", "Zorble duration", "Zorble minutes"])
def test_a_word_for_another_unit_makes_no_count(title: str) -> None:
    assert last_column(title, "4", "5").unit != "count"


def test_a_rate_beside_counts_keeps_its_unit_whatever_the_measure_counts() -> None:
    assert how(last_column("Rate per 1,000 population", "4.1", "5.2")) == ("level", "per_1000_population", "rate")


def test_a_change_with_decimals_of_nothing_known_has_no_unit() -> None:
    found = by_labels(heading("Zorbles"), "| Jul-17 | Aug-17 | Change\nZonk | 1.5 | 2.5 | 1.0\nBonk | 2 | 3.5 | 1.5")
    assert (found["Zonk", "Change"].role, found["Zonk", "Change"].unit) == ("difference", "")


def test_a_change_of_an_average_is_no_average() -> None:
    assert last_column("Change from average", "4", "5").statistic != "mean"


def test_hours_within_which_calls_are_due_are_not_the_unit_of_their_number() -> None:
    text = "| Number of incidents | Other\nPriority (60 minutes) | 30 | 20\nScheduled (48 hours) | 50 | 10"
    found = by_labels(heading("Incidents attended"), text)
    assert found["Priority (60 minutes)", "Number of incidents"].unit == "count"


def test_a_number_before_a_unit_in_a_row_label_is_a_limit_and_no_unit() -> None:
    text = "| Jul-17 | Aug-17\nZorbles within 15 minutes | 30 | 20\nZorbles within 60 minutes | 50 | 10"
    assert "minute" not in {o.unit for o in observations(heading("Incidents"), text)}


def test_officers_in_a_table_of_money_are_not_thousands_of_pounds() -> None:
    text = "| 2016/17 | 2017/18\nPay | 300 | 400\nOfficers recruited | 15 | 20"
    found = by_labels(heading("Spending £'000"), text)
    assert found["Pay", "2016/17"].unit == "gbp_thousand"
    assert found["Officers recruited", "2016/17"].unit in ("count", "")


def test_a_share_over_a_hundred_is_a_count_of_something_else() -> None:
    found = by_labels(heading("Proportion of zorbles"), "| Share | Mork\nRobbery | 340 | 4\nBurglary | 20 | 6")
    assert found["Robbery", "Share"].unit in ("count", "")


@pytest.mark.parametrize(
    ("title", "first", "second", "unit"),
    [("Zorble £000", "12", "-8", "gbp_thousand"), ("Zorble %", "12", "-8", ""), ("Trend", "£12", "£8", "gbp_thousand"),
     ("Trend", "£12", "£8", "gbp_thousand"), ("Trend", "12%", "8", "percent")],
)  # fmt: skip
def test_a_figure_of_an_open_role_keeps_the_unit_that_is_printed(
    title: str, first: str, second: str, unit: str
) -> None:
    found = last_column(title, first, second)
    assert (found.role, found.unit) == ("", unit)


def test_a_column_of_money_keeps_its_unit_where_its_role_is_open() -> None:
    text = "| Jul-17 | Trend\nZonk | 3 | £300\nBonk | 4 | 400\nTonk | 7 | £700"
    assert by_labels(heading("Zorbles"), text)["Bonk", "Trend"].unit == "gbp_thousand"


def test_a_change_of_money_is_money_if_its_ends_are_signed() -> None:
    text = "| Jul-17 | Aug-17 | Change\nZonk | 3 | 4 | £300\nBonk | 4 | 5 | 400\nTonk | 7 | 9 | £700"
    assert by_labels(heading("Zorbles"), text)["Bonk", "Change"].unit == "gbp_thousand"


def test_a_change_between_averages_is_no_average() -> None:
    found = last_column("Average change", "10", "5")
    assert found.role == "difference" and found.statistic != "mean"


def test_a_mean_without_a_unit_states_no_statistic() -> None:
    assert how(last_column("Average zorble", "4.5", "5.5")) == ("level", "", "")


def test_a_percentage_that_arithmetic_shows_to_be_a_change_is_no_share() -> None:
    found = last_column("%", "+33.3%", "+10.0%")
    assert found.role == "percent_change" and found.statistic != "share"


def test_change_over_per_cent_is_a_percent_change_of_counts() -> None:
    text = (
        "| Jul-17 | Aug-17 | Change | ^\n | | | No. | %\nRobbery | 30 | 40 | 10 | 33.3\nBurglary | 50 | 55 | 5 | 10.0"
    )
    found = by_labels(CRIME, text)["Robbery", "Change > %"]
    assert (found.role, found.unit) == ("percent_change", "percent")


def test_a_change_of_a_row_of_percentages_without_signs_is_in_points() -> None:
    found = by_labels(heading("Zorbles"), "| Jul-17 | Aug-17 | Change\n% zonked | 30 | 40 | 10\n% borked | 50 | 55 | 5")
    assert found["% zonked", "Change"].unit == "percentage_point"


def test_a_percent_change_in_a_row_of_its_own_is_not_in_points() -> None:
    found = by_labels(CRIME, "| Robbery | Burglary\nJul-17 | 30 | 50\nAug-17 | 40 | 55\n% change | 33.3 | 10.0")
    assert found["% change", "Robbery"].unit == "percent"


def test_a_percent_change_between_percentages_is_in_points() -> None:
    found = last_column("% change", "10", "5", "Victim satisfaction", "30% 40% 50% 55%")
    assert (found.role, found.unit) == ("difference", "percentage_point")


def test_a_column_that_counts_something_unknown_in_a_table_of_money_is_no_money() -> None:
    found = by_labels(heading("Spending £'000"), "| Number of zonks | 2017/18\nPay | 3 | 400\nPremises | 5 | 20")
    assert found["Pay", "Number of zonks"].unit != "gbp_thousand"


def test_a_count_in_a_row_that_is_due_within_hours_is_no_time() -> None:
    found = by_labels(
        heading("Zorbles"), "| Number of incidents | Response\nGrade 2 (hours) | 30 | 2\nGrade 3 (hours) | 5 | 9"
    )
    assert found["Grade 2 (hours)", "Number of incidents"].unit == "count"


def test_a_change_in_a_row_of_unknown_costs_has_no_unit() -> None:
    found = by_labels(
        heading("Zorbles"), "| Jul-17 | Aug-17 | Change\nZonk costs | 30 | 40 | 10\nBork costs | 50 | 55 | 5"
    )
    assert found["Zonk costs", "Change"].unit == ""


def test_officers_with_decimals_in_a_table_of_money_have_no_unit() -> None:
    found = by_labels(heading("Spending £'000"), "| 2016/17 | 2017/18\nPay | 300 | 400\nOfficer strength | 15.5 | 20.5")
    assert found["Officer strength", "2016/17"].unit in ("fte", "")


def test_full_time_posts_are_no_count_of_the_measure_that_counts_heads() -> None:
    found = by_labels(heading("Workforce"), "| FTE | Headcount\nLeavers | 15.5 | 20\nJoiners | 3.5 | 4")
    assert (found["Leavers", "FTE"].unit, found["Leavers", "FTE"].measure) == ("fte", "")
    assert found["Leavers", "Headcount"].unit == "count"


def test_arithmetic_tells_a_relative_change_of_percentages_from_points() -> None:
    relative = last_column("% change", "-41.2%", "44.1%", levels="12.8% 7.5% 24.0% 34.6%")
    points = last_column("% change", "-5.3%", "10.6%", levels="12.8% 7.5% 24.0% 34.6%")
    assert how(relative)[:2] == ("percent_change", "percent")
    assert how(points)[:2] == ("difference", "percentage_point")


def test_a_percentage_under_a_spanner_of_changes_is_no_share() -> None:
    grid = "| 2016 | 2017 | Change | ^\n | | | Number | Percentage\nRobbery | 30 | 33 | 3 | 10.0%\nBurglary | 50 | 55 | 5 | 10.0%"
    change = by_labels(CRIME, grid)["Robbery", "Change > Percentage"]
    assert how(change) == ("percent_change", "percent", "count")


@pytest.mark.parametrize("title", ["+/–", "−/+", "+ / -"])
def test_plus_and_minus_are_a_change_with_any_dash(title: str) -> None:
    assert last_column(title, "10", "5").role == "difference"


def test_a_half_understood_measure_of_days_is_not_a_count() -> None:
    label = "Average number of working days to finalise a complaint with zorbles"
    o = by_labels(heading("Complaints"), f"| 2016 | 2017\n{label} | 30 | 33\nComplaints | 5 | 6")[label, "2016"]
    assert (o.unit, o.statistic) == ("", "")


def test_a_fund_for_change_is_no_change() -> None:
    grid = "| 31 March 2016 | 31 March 2017\nChange reserve | 3.9 | 2.8\nGeneral reserve | 5.1 | 5.2"
    assert by_labels(heading("Reserves (£m)"), grid)["Change reserve", "31 March 2016"].role != "difference"


def test_the_average_of_peers_is_measured_as_the_rate_before_it() -> None:
    grid = "| 2016 | Per 1,000 population | MSG average\nRobbery | 300 | 1.2 | 1.4\nBurglary | 500 | 2.2 | 2.1"
    found = by_labels(CRIME, grid)
    assert how(found["Robbery", "MSG average"]) == ("level", "per_1000_population", "rate")
    counts = by_labels(CRIME, "| 2016 | MSG average\nRobbery | 300 | 1.4\nBurglary | 500 | 2.1")
    assert counts["Robbery", "MSG average"].unit == ""


def test_a_change_is_of_what_the_columns_before_it_count() -> None:
    grid = """| All crime 2016 | All crime 2017 | % +/- | ASB 2016 | ASB 2017 | % +/-
Havant | 300 | 330 | 10.0% | 40 | 50 | 25.0%
Gosport | 200 | 220 | 10.0% | 20 | 30 | 50.0%"""
    found = [o for o in observations(heading("Districts"), grid) if o.role == "percent_change"]
    assert [(o.measure, o.category, o.statistic) for o in found[:2]] == [
        ("recorded_crime", "all_crime", "count"), ("asb_incidents", "all", "count"),
    ]  # fmt: skip


def test_a_change_of_what_nothing_names_has_the_statistic_of_its_levels() -> None:
    label = "Group 9: zorbles"
    found = by_labels(heading("Groups"), f"| PYTD | YTD | % change\n{label} | 300 | 330 | 10.0%\nGroup 8 | 3 | 4 | 33%")
    assert found[label, "% change"].statistic == found[label, "YTD"].statistic


def test_a_rate_over_100_leaves_open_what_it_counts_unless_its_column_counts() -> None:
    grid = "| 2016 | Number\nArrest rate | 400 | 400\nSolved rate | 12% | 30"
    found = by_labels(CRIME, grid)
    assert found["Arrest rate", "2016"].unit == ""
    assert found["Arrest rate", "Number"].unit == "count"


def test_hours_and_minutes_are_not_minutes_and_seconds() -> None:
    grid = "| Average detention (hh:mm) | Mean time to answer (m:ss)\nNorth | 15:24 | 0:05\nSouth | 14:02 | 0:07"
    found = by_labels(heading("Custody"), grid)
    assert found["North", "Average detention (hh:mm)"].unit == "minute"
    assert found["North", "Mean time to answer (m:ss)"].unit == "second"


def test_a_revised_figure_is_the_figure() -> None:
    assert by_labels(CRIME, "| 2016 | 2017\nRobbery | 588r | 590\nRape | 12 | 11r")["Robbery", "2016"].value == 588


def test_thousands_of_pounds_behind_a_number_in_a_title_hold_for_the_table() -> None:
    found = by_labels(
        heading("Finance at Month 6, £000s"), "| Annual Budget | YTD Actual\nPay | 100 | 50\nNon-pay | 50 | 26"
    )
    assert {o.unit for o in found.values()} == {"gbp_thousand"}


def test_a_place_among_others_in_the_row_of_a_rate_is_a_rank() -> None:
    grid = "| 2016 | 2017 | MSG position\nBurglary (per 1,000 households) | 0.6 | 0.7 | 3\nRobbery | 12 | 14 | 2"
    found = by_labels(CRIME, grid)
    shown = {(o.unit, o.statistic) for o in found.values() if o.column_label == "MSG position"}
    assert shown == {("rank", "rank")}
    assert found["Burglary (per 1,000 households)", "2017"].unit == "per_1000_households"
