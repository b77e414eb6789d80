"""Tables side by side without rules whose rows are out of step."""

from __future__ import annotations

import pytest
from pages_by_hand import aligned, page, rows, text

from extractor.tables import find_tables

CRIME = [
    ["Crime", "2022", "2023", "Change"],
    ["Robbery", "915", "1,000", "9%"],
    ["Burglary", "5,480", "5,400", "-1%"],
    ["Arson", "122", "131", "7%"],
    ["Theft", "17,640", "19,547", "11%"],
    ["Total", "24,157", "26,078", "8%"],
]
SOLVED = [
    ["Solved crime", "Count", "Rate"],
    ["Robbery", "133", "13.3%"],
    ["Burglary", "843", "15.6%"],
    ["Arson", "36", "27.5%"],
    ["Theft", "1,687", "8.6%"],
]
LEFT, RIGHT = [40, 150, 210, 260], [310, 430, 500]


@pytest.mark.parametrize("lower", [9, 11])
def test_each_of_two_tables_keeps_its_own_rows(lower: float) -> None:
    words = aligned(LEFT, 100, CRIME, pitch=20, bold_rows=1) + aligned(
        RIGHT, 100 + lower, SOLVED, pitch=20, bold_rows=1
    )
    assert [rows(table) for table in find_tables(page(words))] == [CRIME, SOLVED]


def test_the_heading_of_one_table_may_take_two_lines() -> None:
    words = aligned(LEFT, 100, CRIME[:1], bold_rows=1) + aligned(LEFT, 121, CRIME[1:], pitch=21)
    words += text(430, 100, "Count of", bold=True, align="right") + text(500, 100, "Solved", bold=True, align="right")
    words += aligned(RIGHT, 112, [["Solved crime", "2023", "rate"]], bold_rows=1) + aligned(
        RIGHT, 131, SOLVED[1:], pitch=21
    )
    headed = [["Solved crime", "Count of 2023", "Solved rate"], *SOLVED[1:]]
    assert [rows(table) for table in find_tables(page(words))] == [CRIME, headed]


def test_rows_of_other_heights_take_turns_and_may_meet() -> None:
    words = aligned(LEFT, 100, CRIME, pitch=16, bold_rows=1) + aligned(RIGHT, 105, SOLVED, pitch=21, bold_rows=1)
    assert [rows(table) for table in find_tables(page(words))] == [CRIME, SOLVED]


def test_what_stands_above_and_below_both_is_of_neither() -> None:
    words = text(40, 60, "Recorded and solved crime from April to December, all districts of the force together")
    words += text(40, 86, "Recorded", bold=True) + text(310, 86, "Solved", bold=True)
    words += aligned(LEFT, 104, CRIME, pitch=18, bold_rows=1) + aligned(RIGHT, 113, SOLVED, pitch=18, bold_rows=1)
    calls = [["Calls", "May", "June", "July"], ["999", "410", "432", "444"], ["101", "979", "981", "902"]]
    words += aligned([40, 220, 330, 480], 250, calls, pitch=18, bold_rows=1)
    assert [rows(table) for table in find_tables(page(words))] == [CRIME, SOLVED, calls]
