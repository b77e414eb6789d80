"""Two columns with one heading cannot both be what it says."""

from __future__ import annotations

from grids import heading, observations


def test_figures_of_one_row_under_the_same_heading_twice_are_open() -> None:
    found = observations(
        heading("Complaints"), "| 2016/17 Q1 | Q2 | 2017/18 Q1 | Q2\nGadget cases | 161 | 174 | 180 | 192"
    )
    assert {o.period_end for o in found if o.column_label == "Q2"} == {None}
