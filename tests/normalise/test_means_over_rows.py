"""Rows that say `Average` and no more: what they are means over, and what they are not."""

from __future__ import annotations

import pytest
from grids import by_labels, heading, observations, table

from extractor.model import Block

FRONT = (heading("Norfolk Constabulary"), Block("paragraph", "Data to 31 December 2023"))


@pytest.mark.parametrize("word", ["Average", "Mean", "Median"])
def test_an_average_that_stands_twice_is_not_of_the_row_above_it(word: str) -> None:
    grid = (
        f"Month in 2023 | Burglary\nJuly | 120\nAugust | 130\n{word} | 125\nOctober | 100\nNovember | 110\n{word} | 105"
    )
    found = [o for o in observations(heading("Recorded crime"), table(grid), front=FRONT) if o.row_label == word]
    assert {(o.value_text, o.period_start, o.period_end) for o in found} == {("125", None, None), ("105", None, None)}


@pytest.mark.parametrize("word", ["Average", "Mean", "Median"])
def test_an_average_over_districts_is_of_no_district_and_not_of_the_force(word: str) -> None:
    grid = f"District | 2022 | 2023\nNorwich | 300 | 310\nBreckland | 200 | 210\n{word} | 250 | 260"
    found = by_labels(heading("Recorded crime by district"), grid, front=FRONT)
    assert found[word, "2022"].area == "" and found["Norwich", "2022"].area == "Norwich"


def test_the_force_average_among_districts_is_of_the_force() -> None:
    grid = "District | 2022 | 2023\nNorwich | 300 | 310\nBreckland | 200 | 210\nForce average | 250 | 260"
    assert by_labels(heading("Recorded crime"), grid, front=FRONT)["Force average", "2022"].area == "Norfolk"


def test_an_average_over_offences_is_of_the_force() -> None:
    grid = "Offence | 2022 | 2023\nBurglary | 300 | 310\nRobbery | 20 | 22\nAverage | 160 | 166"
    assert by_labels(heading("Recorded crime"), grid, front=FRONT)["Average", "2022"].area == "Norfolk"


def test_the_change_of_an_average_is_one_of_means() -> None:
    grid = "District | 2022 | 2023 | Change\nNorwich | 300 | 310 | 10\nBreckland | 200 | 210 | 10\nAverage | 250 | 260 | 10"
    found = by_labels(heading("Recorded crime by district"), grid, front=FRONT)
    assert [found[row, "Change"].statistic for row in ("Norwich", "Average")] == ["count", "mean"]


def test_a_change_from_an_average_is_none_of_means() -> None:
    grid = "| 2023 | Change on 3-year average\nBurglary | 300 | 10\nRobbery | 20 | 2"
    found = by_labels(heading("Recorded crime"), grid, front=FRONT)
    assert found["Burglary", "Change on 3-year average"].statistic == "count"


def test_an_average_of_something_details_the_row_above_it() -> None:
    grid = "| 2022 | 2023\nArrests | 120 | 130\nAverage time (hours) | 8 | 9\nChildren | 12 | 13\nAverage time (hours) | 6 | 7"
    rows = {o.row_label for o in observations(heading("Custody"), table(grid), front=FRONT)}
    assert "Children > Average time (hours)" in rows
