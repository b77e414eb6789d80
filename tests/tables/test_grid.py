"""Grids hold each place once."""

from extractor.tables.figures import are_years, is_figure
from extractor.tables.grid import Grid, Slot, sound


def test_cells_over_each_other_are_parted_and_holes_filled() -> None:
    grid = sound(Grid([0, 1, 2, 3], [0, 1, 2], [Slot(0, 0, 0, 1), Slot(0, 1, 1, 2)]))
    places = [(r, c) for s in grid.slots for r in range(s.r0, s.r1 + 1) for c in range(s.c0, s.c1 + 1)]
    assert sorted(places) == [(r, c) for r in range(2) for c in range(3)]


def test_what_counts_as_a_figure() -> None:
    figures = ["12", "1,234", "1 649 692", "38 (24.7%)", "26 of 36", "5 of 8 *", "-2.3% pts", "<5", "n/a", "-", "£1.5m"]
    assert all(is_figure(text) for text in figures)
    assert not any(is_figure(text) for text in ["North", "Per 1,000 population", "Q2", "Table 3", "", "3 areas"])


def test_counts_between_1900_and_2100_are_not_years_when_far_apart() -> None:
    assert are_years(["2016", "2017"])
    assert are_years(["2016/17", "2017/18"])
    assert not are_years(["1977", "2057", "2079"])
