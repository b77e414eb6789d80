"""Reports of American police: dates with the month first, years from January, and windows of days."""

from __future__ import annotations

import pytest
from grids import by_labels, heading

from extractor.model import Block, Observation

TITLE = Block("heading", "Rivermont Police Department", 1)
WEEK = Block("paragraph", "Week 32: Monday 08/03/26 00:01 to Sunday 08/09/26 24:00")


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


def of(grid: str, *labels: str, front: tuple[Block, ...] = (TITLE, WEEK)) -> dict[str, str]:
    found = by_labels(heading("Crime complaints"), grid, front=front)
    return {column: days(o) for (row, column), o in found.items() if row == "Robbery"}


def test_windows_of_days_end_with_the_week_of_the_report() -> None:
    grid = (
        "| 7 day Current | 7 day Previous | 28 day Current | YTD 2026\nRobbery | 3 | 4 | 9 | 70\nRape | 1 | 0 | 2 | 9"
    )
    assert of(grid) == {
        "7 day Current": "2026-08-03/2026-08-09",
        "7 day Previous": "2026-07-27/2026-08-02",
        "28 day Current": "2026-07-13/2026-08-09",
        "YTD 2026": "2026-01-01/2026-08-09",
    }


def test_a_window_of_days_over_a_year_is_the_same_days_of_that_year() -> None:
    grid = "| Last 7 days | ^ | Year to date | ^\n | 2026 | 2025 | 2026 | 2025\nRobbery | 3 | 4 | 9 | 70\nRape | 1 | 0 | 2 | 9"
    assert list(of(grid).values()) == [
        "2026-08-03/2026-08-09", "2025-08-03/2025-08-09", "2026-01-01/2026-08-09", "2025-01-01/2025-08-09",
    ]  # fmt: skip


def test_a_weekly_total_is_of_the_week_of_the_report() -> None:
    assert of("| Weekly total | YTD 2026\nRobbery | 3 | 70\nRape | 1 | 9")["Weekly total"] == "2026-08-03/2026-08-09"


def test_year_to_date_changes_of_two_years_are_of_the_part_that_has_passed() -> None:
    grid = "| YTD 2025 | YTD 2026 | YTD % change 2025 vs. 2026\nRobbery | 80 | 70 | -12.5%\nRape | 8 | 9 | 12.5%"
    change = by_labels(heading("Crime"), grid, front=(TITLE, WEEK))["Robbery", "YTD % change 2025 vs. 2026"]
    assert (days(change), change.base_period_end.isoformat() if change.base_period_end else "") == (
        "2026-01-01/2026-08-09",
        "2025-08-09",
    )


@pytest.mark.parametrize("label", ["Race/Ethnicity: Hispanic", "Hispanic, American Indian"])
def test_american_words_in_a_table_settle_the_year_of_its_quarters(label: str) -> None:
    grid = f"| Q2-2019 | Q2-2020\n{label} | 3 | 4\nRobbery | 5 | 6"
    assert of(grid, front=())["Q2-2019"] == "2019-04-01/2019-06-30"


def test_the_pair_of_years_of_an_american_document_is_not_the_british_financial_year() -> None:
    assert of("| 2017-18 | 2018-19\nRobbery | 3 | 4\nRape | 1 | 0", front=(TITLE,))["2017-18"] == "open/open"
