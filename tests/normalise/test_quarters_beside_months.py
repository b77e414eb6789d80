"""A quarter that stands beside its three months is of them, whichever way its document counts quarters."""

from __future__ import annotations

import pytest
from grids import by_labels, heading, observations, table

from extractor.model import Block, Observation

FRONT = (heading("Kent Police"), Block("paragraph", "Data to 31 December 2023"))


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


@pytest.mark.parametrize(
    ("columns", "quarter", "expected"),
    [
        ("Jan 2023 | Feb 2023 | Mar 2023 | Q4", "Q4", "2023-01-01/2023-03-31"),
        ("Jan 2023 | Feb 2023 | Mar 2023 | Q1", "Q1", "2023-01-01/2023-03-31"),
        ("Oct 2023 | Nov 2023 | Dec 2023 | Quarter 3", "Quarter 3", "2023-10-01/2023-12-31"),
        ("Q2 | Jul 2023 | Aug 2023 | Sep 2023", "Q2", "2023-07-01/2023-09-30"),
        ("Jan 2023 | Feb 2023 | Mar 2023 | Q2", "Q2", "open/open"),  # neither way of counting makes it the second
        ("Feb 2023 | Mar 2023 | Apr 2023 | Q1", "Q1", "open/open"),
        ("Jan 2023 | Mar 2023 | Q4", "Q4", "open/open"),
        ("Jan 2022 | Feb 2022 | Mar 2023 | Q4", "Q4", "open/open"),
    ],
)
def test_the_months_beside_a_quarter_say_which_one_it_is(columns: str, quarter: str, expected: str) -> None:
    figures = " | ".join(str(40 + at) for at in range(columns.count("|") + 1))
    grid = f"Offence | {columns}\nBurglary | {figures}\nRobbery | {figures}"
    assert days(by_labels(heading("Recorded crime"), grid, front=FRONT)["Burglary", quarter]) == expected


def test_quarters_among_the_rows_of_a_year_are_of_the_months_above_them() -> None:
    months = ["Apr 2023", "May 2023", "Jun 2023", "Q1", "Jul 2023", "Aug 2023", "Sep 2023", "Q2"]
    grid = "Month | Burglary | Robbery\n" + "\n".join(f"{m} | {i + 30} | {i + 4}" for i, m in enumerate(months))
    found = observations(heading("Recorded crime"), table(grid), front=FRONT)
    shown = {o.row_label: days(o) for o in found if o.row_label.startswith("Q")}
    assert shown == {"Q1": "2023-04-01/2023-06-30", "Q2": "2023-07-01/2023-09-30"}
