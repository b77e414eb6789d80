"""Totals beside months: they are of the months they add up, and not of the whole year that heads their column."""

from __future__ import annotations

import pytest
from grids import by_labels, heading, observations

from extractor.model import Observation

CRIME = heading("Robbery")


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


def months(*names: str, last: str = "Total") -> str:
    rows = "".join(f"\n{name} | {n + 3} | {n + 5}" for n, name in enumerate((*names, last)))
    return f"| 2015/16 | 2016/17{rows}"


@pytest.mark.parametrize("label", ["Total", "Quarter", "All"])
def test_a_total_below_months_is_of_these_months(label: str) -> None:
    found = by_labels(CRIME, months("April", "May", "June", last=label))
    assert days(found[label, "2015/16"]) == "2015-04-01/2015-06-30"
    assert days(found[label, "2016/17"]) == "2016-04-01/2016-06-30"


def test_a_total_of_all_twelve_months_is_of_the_year() -> None:
    names = [
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "January",
        "February",
        "March",
    ]
    assert days(by_labels(CRIME, months(*names))["Total", "2016/17"]) == "2016-04-01/2017-03-31"


def test_a_total_of_months_with_a_gap_is_open() -> None:
    assert days(by_labels(CRIME, months("April", "June"))["Total", "2016/17"]) == "open/open"


def test_a_line_that_says_that_it_is_of_the_year_is() -> None:
    found = by_labels(CRIME, months("April", "May", "June", last="Full year"))
    assert days(found["Full year", "2016/17"]) == "2016-04-01/2017-03-31"


def test_a_change_of_totals_compares_the_months_of_both_years() -> None:
    grid = "| 2015 | 2016 | Change\nJanuary | 30 | 40 | 10\nFebruary | 50 | 55 | 5\nTotal | 80 | 95 | 15"
    found = by_labels(CRIME, grid)["Total", "Change"]
    assert days(found) == "2016-01-01/2016-02-29"
    assert (str(found.base_period_start), str(found.base_period_end)) == ("2015-01-01", "2015-02-28")


def test_quarters_make_a_total_as_months_do() -> None:
    grid = "| 2016/17\nQ1 | 30\nQ2 | 50\nQ3 | 20\nTotal | 100"
    assert days(by_labels(CRIME, grid)["Total", "2016/17"]) == "2016-04-01/2016-12-31"


def test_a_second_total_is_of_the_months_that_its_figures_add_up() -> None:
    rows = ["April | 30", "May | 50", "Sub-total | 80", "June | 20", "July | 45"]
    both, last = ("\n".join(("| 2016/17", *rows, f"{label} | {n}")) for label, n in (("Total", 145), ("Sub-total", 65)))
    assert days(by_labels(CRIME, both)["Total", "2016/17"]) == "2016-04-01/2016-07-31"
    found = [days(o) for o in observations(CRIME, last) if o.row_label == "Sub-total"]
    assert found == ["2016-04-01/2016-05-31", "2016-06-01/2016-07-31"]


def test_a_second_total_that_adds_up_to_neither_is_open() -> None:
    grid = "| 2016/17\nApril | 30\nMay | 50\nTotal | 80\nJune | 20\nJuly | 45\nTotal | 36"
    assert days(observations(CRIME, grid)[-1]) == "open/open"


def test_a_total_is_of_the_months_of_its_own_group_of_rows() -> None:
    grid = (
        "| 2015/16 | 2016/17\nNorth | ^ | ^\nApril | 3 | 5\nMay | 4 | 6\nTotal | 7 | 11\n"
        "South | ^ | ^\nJune | 5 | 7\nJuly | 6 | 8\nTotal | 11 | 15"
    )
    found = observations(CRIME, grid)
    shown = {days(o) for o in found if o.row_label.endswith("Total") and o.column_label == "2016/17"}
    assert shown <= {"2016-04-01/2016-05-31", "2016-06-01/2016-07-31", "open/open"}


def test_a_total_between_others_is_of_the_months_that_add_up_to_it() -> None:
    grid = (
        "| 2015/16 | 2016/17\nApril | 3 | 5\nMay | 4 | 6\nTotal | 7 | 11\nJune | 5 | 7\nJuly | 6 | 8\nTotal | 11 | 15"
    )
    found = [o for o in observations(CRIME, grid) if o.row_label.endswith("Total") and o.column_label == "2016/17"]
    assert [days(o) for o in found] == ["2016-04-01/2016-05-31", "2016-06-01/2016-07-31"]


def test_a_total_along_a_row_of_months_is_of_them() -> None:
    grid = "| April | May | Change | Total\n2015/16 | 3 | 5 | 2 | 8\n2016/17 | 4 | 7 | 3 | 11"
    found = by_labels(CRIME, grid)
    assert days(found["2016/17", "Total"]) == "2016-04-01/2016-05-31"


def test_totals_that_close_each_group_are_of_their_groups_and_the_last_one_of_all() -> None:
    grid = (
        "| 2016 | 2017\nNorth | ^ | ^\nArson | 3 | 5\nFraud | 4 | 6\nTotal | 7 | 11\n"
        "South | ^ | ^\nArson | 5 | 7\nFraud | 6 | 8\nTotal | 11 | 15\nTotal | 18 | 26"
    )
    rows = [o.row_label for o in observations(heading("Crime"), grid) if o.column_label == "2017"]
    assert [row for row in rows if "Total" in row] == ["North > Total", "South > Total", "Total"]


def test_one_total_behind_groups_is_of_all_of_them() -> None:
    grid = "| 2016 | 2017\nNorth | ^ | ^\nArson | 3 | 5\nSouth | ^ | ^\nArson | 5 | 7\nTotal | 8 | 12"
    rows = [o.row_label for o in observations(heading("Crime"), grid)]
    assert "Total" in rows and "South > Total" not in rows
