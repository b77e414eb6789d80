"""Headings that compare two periods, and spans of time that look like them."""

from __future__ import annotations

import pytest
from grids import by_labels, heading

from extractor.model import Block, Observation

CRIME = heading("Recorded crime")
FRONT = (heading("Hampshire Constabulary"), Block("paragraph", "Data to 31 March 2021"))


def spans(label: str) -> tuple[str, str]:
    grid = f"| {label}\nRobbery | 5%\nRape | -3%"
    found: Observation = by_labels(CRIME, grid, front=FRONT)["Robbery", label]
    return f"{found.period_start}/{found.period_end}", f"{found.base_period_start}/{found.base_period_end}"


@pytest.mark.parametrize("label", ["% change 2018/19 to 2019/20", "% change 2018/19 - 2019/20"])
def test_two_years_beside_a_word_for_a_change_are_compared(label: str) -> None:
    assert spans(label) == ("2019-04-01/2020-03-31", "2018-04-01/2019-03-31")


def test_the_same_month_of_two_years_is_compared_and_two_months_may_be_a_span() -> None:
    assert spans("% change Sep-19 to Sep-20") == ("2020-09-01/2020-09-30", "2019-09-01/2019-09-30")
    assert spans("% change Aug-20 to Sep-20")[1] != "2020-08-01/2020-08-31"


def test_years_parted_by_a_stroke_are_compared_only_where_the_later_one_comes_first() -> None:
    assert spans("% change 2020/2019") == ("2020-01-01/2020-12-31", "2019-01-01/2019-12-31")
    assert spans("% change 2019/2020")[1] != "2019-01-01/2019-12-31"


def test_a_short_line_with_a_colon_over_a_table_dates_it_and_a_sentence_does_not() -> None:
    grid = "| Robbery | Rape\nHavant | 3 | 4\nGosport | 5 | 6"

    def end(text: str) -> str:
        found = by_labels(heading("Crime"), Block("paragraph", text), grid, front=FRONT)
        return str(found["Havant", "Robbery"].period_end)

    assert end("All of the districts: 12 months to June 2020.") == "2020-06-30"
    assert end("What the panel was told of the districts of the county: 12 months to June 2020.") == "None"
