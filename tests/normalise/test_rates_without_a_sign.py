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
