"""Of which period a rate is that stands behind counts of several, and says none itself."""

from __future__ import annotations

import pytest
from grids import by_labels, heading

from extractor.model import Block, Observation

FRONT = (heading("Surrey Police"), Block("paragraph", "Data to 31 March 2024"))
LATEST, EARLIER = "2023-04-01/2024-03-31", "2022-04-01/2023-03-31"


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("2022/23 | 2023/24 | Solved rate", LATEST),
        ("2023/24 | 2022/23 | Solved rate", "open/open"),
        ("2023/24 | 2022/23 | Change | Rate per 1,000", "open/open"),
        ("2022/23 | 2023/24 | Change | Rate per 1,000", LATEST),
        ("2021/22 | 2022/23 | 2023/24 | Rate per 1,000", LATEST),
        ("2023/24 | 2021/22 | 2022/23 | Rate per 1,000", "open/open"),
    ],
)
def test_a_rate_is_of_the_last_period_before_it_only_where_that_is_the_latest(columns: str, expected: str) -> None:
    figures = " | ".join(f"{4 + at}.1" if "ate" in name else str(90 + at) for at, name in enumerate(columns.split("|")))
    grid = f"Offence | {columns}\nBurglary | {figures}\nRobbery | {figures}"
    found = by_labels(heading("Recorded crime"), grid, front=FRONT)
    assert days(found["Burglary", columns.rpartition("| ")[2]]) == expected


def test_rates_that_take_turns_with_counts_are_each_of_the_period_before_them() -> None:
    grid = "Offence | 2023/24 | Solved rate | 2022/23 | Per 1,000\nBurglary | 90 | 8.1% | 80 | 7.1\nRobbery | 9 | 6.1% | 8 | 0.7"
    found = by_labels(heading("Recorded crime"), grid, front=FRONT)
    assert [days(found["Burglary", c]) for c in ("Solved rate", "Per 1,000")] == [LATEST, EARLIER]


def test_a_rate_behind_a_count_of_no_period_is_of_the_time_of_that_count() -> None:
    grid = (
        "Offence | Offences 2023/24 | Offences 2022/23 | Positive outcomes | Solved rate\n"
        "Burglary | 90 | 80 | 9 | 10.0%\nRobbery | 50 | 40 | 5 | 10.0%"
    )
    found = by_labels(heading("Detections, 2023/24"), grid, front=FRONT)
    assert [days(found["Burglary", c]) for c in ("Positive outcomes", "Solved rate")] == [LATEST, LATEST]
