"""`Same period last year`: a year before what it stands beside, and open where that is not settled."""

from __future__ import annotations

from datetime import date

from grids import by_labels, heading

from extractor.model import Block, Observation

CRIME = heading("Recorded crime")
AUGUST = (
    heading("Hampshire Constabulary"),
    heading("Performance report"),
    Block("paragraph", "Data to 31 August 2024"),
)
FIVE_MONTHS = "2023-04-01/2023-08-31"


def _span(start: date | None, end: date | None) -> str:
    return f"{start or 'open'}/{end or 'open'}"


def days(o: Observation) -> str:
    return _span(o.period_start, o.period_end)


def base(o: Observation) -> str:
    return _span(o.base_period_start, o.base_period_end)


def of_column(found: dict[tuple[str, str], Observation], column: str) -> str:
    return days(found["Robbery", column])


def test_the_same_period_last_year_is_a_year_before_the_only_period_beside_it() -> None:
    grid = "| April to August 2024 | {} | % change\nRobbery | 10 | 20 | -50%\nRape | 3 | 4 | -25%"
    for words in ("Same period last year", "Corresponding period in the previous year", "This time last year", "SPLY"):
        found = by_labels(CRIME, grid.format(words), front=AUGUST)
        assert of_column(found, words) == FIVE_MONTHS
        assert base(found["Robbery", "% change"]) == FIVE_MONTHS


def test_beside_an_undated_column_the_same_period_last_year_is_open() -> None:
    found = by_labels(CRIME, "| Force | Same period last year\nRobbery | 10 | 20\nRape | 3 | 4", front=AUGUST)
    assert of_column(found, "Same period last year") == "open/open"
    grid = "| Quarter | Same period last year | Rolling 12 months\nRobbery | 10 | 20 | 50\nRape | 3 | 4 | 9"
    assert of_column(by_labels(CRIME, grid, front=AUGUST), "Same period last year") == "open/open"


def test_of_which_of_several_periods_the_same_one_last_year_is_open() -> None:
    grid = "| August 2024 | July 2024 | Same period last year\nRobbery | 10 | 20 | 50\nRape | 3 | 4 | 9"
    assert of_column(by_labels(CRIME, grid, front=AUGUST), "Same period last year") == "open/open"


def test_each_of_several_has_the_same_period_last_year_beside_it() -> None:
    grid = "| Aug 2024 | Same period last year | Apr-Aug 2024 | SPLY\nRobbery | 10 | 20 | 50 | 60\nRape | 3 | 4 | 9 | 8"
    found = by_labels(CRIME, grid, front=AUGUST)
    assert of_column(found, "Same period last year") == "2023-08-01/2023-08-31"
    assert of_column(found, "SPLY") == FIVE_MONTHS


def test_a_change_on_the_same_period_last_year_is_of_the_year_after_it() -> None:
    title = heading("Recorded crime, April to June 2024")
    grid = "| This year | Same period last year | % change\nRobbery | 10 | 20 | -50%\nRape | 3 | 4 | -25%"
    change = by_labels(title, grid, front=AUGUST)["Robbery", "% change"]
    assert (days(change), base(change)) == ("2024-04-01/2024-06-30", "2023-04-01/2023-06-30")


def test_a_change_between_a_dated_level_and_one_that_is_not_is_open() -> None:
    grid = "| This year | 2023 | % change\nRobbery | 10 | 20 | -50%\nRape | 3 | 4 | -25%"
    change = by_labels(CRIME, grid, front=AUGUST)["Robbery", "% change"]
    assert (days(change), base(change)) == ("open/open", "open/open")


def test_a_month_on_itself_is_compared_with_a_year_before_and_not_with_the_column_beside_it() -> None:
    front = (heading("Dorset Police"), Block("paragraph", "Data to 31 December 2024"))
    grid = "Question | Sep 23 | Dec 23 | Sep 24 | Dec 24 | pp change ({})\nConfident | 52% | 51% | 50% | 49% | -2"
    for label, expected in (("Dec on Dec", "2023-12-01/2023-12-31"), ("Sep on Sep", "open/open")):
        found = by_labels(heading("Public confidence"), grid.format(label), front=front)
        assert base(found["Confident", f"pp change ({label})"]) == expected
