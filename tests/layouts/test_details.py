"""Rows and columns that name no subject: whose rate or change they are, and where nothing tells."""

from __future__ import annotations

import pytest
from grids import heading, observations

CRIME = heading("Recorded crime")


def rows(text: str) -> list[tuple[str, str, str]]:
    """Measure and category of the first figure of each row, with its label."""
    first = {o.grid_row: o for o in reversed(observations(CRIME, f"| 2016 | 2017\n{text}"))}
    return [(o.row_label.split(" > ")[-1], o.measure, o.category) for _, o in sorted(first.items())]


def columns(heads: str) -> list[tuple[str, str]]:
    """Measure and category of each column of a table of districts."""
    figures = " | ".join(str(10 + n) for n in range(heads.count("|") + 1))
    found = observations(CRIME, f"| {heads}\nHavant | {figures}\nGosport | {figures}")
    return [(o.measure, o.category) for o in found if o.row_label == "Havant"]


def of(category: str) -> tuple[str, str]:
    return "recorded_crime", category


@pytest.mark.parametrize("detail", ["Rate per 1,000", "% change on last year", "Rank", "Average"])
def test_a_row_without_a_subject_details_the_row_above_where_others_follow(detail: str) -> None:
    found = rows(f"Robbery | 30 | 40\n{detail} | 3 | 4\nBurglary | 50 | 55\nShoplifting | 60 | 66")
    assert found[1] == (detail, *of("robbery"))


def test_after_the_last_of_several_things_a_rate_may_be_of_all_of_them() -> None:
    assert rows("Robbery | 30 | 40\nBurglary | 50 | 55\nRate per 1,000 | 3.1 | 4.2")[-1][1:] == ("", "")


def test_after_the_last_it_is_of_that_one_where_the_same_was_said_of_one_before() -> None:
    found = rows("Robbery | 30 | 40\nRate per 1,000 | 3.1 | 4.2\nBurglary | 50 | 55\nRate per 1,000 | 5.1 | 5.6")
    assert [row[1:] for row in found] == [of("robbery"), of("robbery"), of("burglary"), of("burglary")]
    found = rows("Robbery | 30 | 40\nRate per 1,000 | 3.1 | 4.2\nBurglary | 50 | 55\n% change on last year | 5 | 6")
    assert found[-1][1:] == of("burglary")


@pytest.mark.parametrize("whole", ["All crime", "Total"])
def test_a_rate_after_a_total_is_of_the_total(whole: str) -> None:
    found = rows(f"Robbery | 30 | 40\nBurglary | 50 | 55\n{whole} | 80 | 95\nRate per 1,000 | 3.1 | 4.2")
    assert found[-1][1:] == of("all_crime")


def test_a_rate_of_what_nothing_explains_is_open() -> None:
    after = "Burglary | 9 | 8\nShoplifting | 6 | 7"
    found = rows(f"Robbery | 30 | 40\nZorbling | 50 | 55\nRate per 1,000 | 3.1 | 4.2\n{after}")
    assert found[2] == ("Rate per 1,000", "", "")


def test_rows_of_one_thing_leave_the_subject_to_what_stands_around() -> None:
    found = rows("Offences | 30 | 40\nRate per 1,000 | 3.1 | 4.2\n% change on last year | 5 | 6")
    assert {row[1:] for row in found} == {of("all_crime")}


def test_columns_without_a_subject_detail_the_column_before() -> None:
    found = columns("Robbery | Rate per 1,000 | Burglary | Rate per 1,000")
    assert found == [of("robbery"), of("robbery"), of("burglary"), of("burglary")]
    assert columns("Robbery | Burglary | Rate per 1,000")[-1] == ("", "")


def test_a_target_or_an_earlier_year_said_again_and_again_is_of_the_column_before() -> None:
    for detail in ("Target", "2015/16"):
        found = columns(f"Robbery | {detail} | Burglary | {detail}")
        assert found == [of("robbery"), of("robbery"), of("burglary"), of("burglary")]


def test_a_detail_after_a_dated_heading_without_a_subject_is_not_of_one_before_that() -> None:
    found = columns("Rape 2016 | Robbery 2016 | Recorded 2017 | % change")
    assert found[:2] == [of("rape"), of("robbery")]
    assert found[3] != of("robbery")
