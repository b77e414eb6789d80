"""Rows of rates whose figures carry no sign, in columns of counts: what their changes are in."""

from __future__ import annotations

from grids import by_labels, heading

GRID = (
    "| 2015/16 | 2016/17 | % difference\nDomestic abuse crimes | 8,100 | 8,400 | +3.7%\nArrest rate (%) | 41 | 43 | +2"
)


def test_a_change_between_rates_is_in_points_though_its_heading_says_per_cent() -> None:
    found = by_labels(heading("Domestic abuse"), f"{GRID}\nStop searches | 812 | 790 | -2.7%")
    change = found["Arrest rate (%)", "% difference"]
    assert (change.role, change.unit) == ("difference", "percentage_point")
    assert found["Stop searches", "% difference"].role == "percent_change"


def test_all_crime_under_a_title_of_percentages_is_its_rate_and_so_is_its_rank() -> None:
    grid = (
        "| 2016 | 2017 | National rank\nAll crime | 13.8 | 14.9 | 6\nRape | 6.1 | 7.4 | 8\nHate crime | 17.5 | 15.8 | 7"
    )
    found = by_labels(heading("Positive outcomes (%)"), grid)
    assert {o.measure for o in found.values()} == {"action_taken_rate"}
    assert {o.unit for o in found.values() if o.column_label == "National rank"} == {"rank"}


def test_a_count_beside_percentages_is_no_rate() -> None:
    grid = "| Number recorded | Rate\nAll crime | 138 | 14.9%\nRape | 61 | 7.4%"
    found = by_labels(heading("Positive outcomes (%)"), grid)
    assert found["All crime", "Number recorded"].unit == "count"
    assert found["All crime", "Number recorded"].measure != "action_taken_rate"
