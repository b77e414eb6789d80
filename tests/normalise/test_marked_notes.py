"""Notes with a mark: what they say of time counts for the figures that bear it, and for no other."""

from __future__ import annotations

import pytest
from grids import by_labels, heading

from extractor.model import Block, Observation

FRONT = (heading("Kent Police"), Block("paragraph", "Data to 31 March 2024"))
GRID = "| 2021/22 | 2022/23 | Change\nBurglary | 389 | 402 | 13\nPeople killed ¹ | 27 | 31 | 4\nRobbery | 12 | 16* | 4"


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


def read(note: str) -> dict[tuple[str, str], Observation]:
    return by_labels(heading("Crime and casualties"), GRID, Block("note", note), front=FRONT)


@pytest.mark.parametrize(
    "note",
    [
        "▲ increase. ¹ Road figures are for calendar years 2021 and 2022; those for 2022 are provisional.",
        "¹ Calendar years.",
        "¹ Figures are for the 12 months to December 2022.",
        "Source: force data. ¹ Figures are for academic years",
    ],
)
def test_a_marked_note_of_other_times_opens_the_figures_that_bear_its_mark(note: str) -> None:
    found = read(note)
    assert days(found["People killed ¹", "2022/23"]) == "open/open"
    assert found["People killed ¹", "Change"].base_period_end is None
    assert days(found["Burglary", "2022/23"]) == "2022-04-01/2023-03-31"


def test_a_mark_on_a_figure_is_that_of_the_figure_alone() -> None:
    found = read("* Calendar year 2022.")
    assert days(found["Robbery", "2022/23"]) == "open/open"
    assert days(found["Robbery", "2021/22"]) == "2021-04-01/2022-03-31"


@pytest.mark.parametrize(
    "note", ["¹ Data for 2022/23 is provisional.", "¹ Includes deaths within 30 days.", "² Calendar years."]
)
def test_a_marked_note_that_says_no_other_time_of_its_figures_opens_none(note: str) -> None:
    found = read(note)
    assert days(found["People killed ¹", "2021/22"]) == "2021-04-01/2022-03-31"
    assert days(found["People killed ¹", "2022/23"]) == "2022-04-01/2023-03-31"
