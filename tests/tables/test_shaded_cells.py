"""Cells shaded one by one under a shaded heading: the sides of the cells are the columns."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pages_by_hand import fill, page, rows, spans, text

from extractor.model import Box, Fill, Word
from extractor.tables import find_tables

DARK, PALE = "#1f3864", "#eeeeff"
XS = [50.0, 150.0, 200.0, 250.0, 300.0, 350.0]
ROWS = [["Theft", "121", "1.5", "32", "0.4"], ["Fraud", "188", "2.5", "35", "0.5"], ["Arson", "9", "0.1", "3", "0"]]
ROWS += [["Robbery", "77", "0.9", "17", "0.2"], ["Burglary", "64", "0.8", "21", "0.3"]]


def cells(top: float, bottom: float, xs: Sequence[float], colour: str) -> list[Fill]:
    return [fill(a, top, b, bottom, colour) for a, b in pairwise(xs)]


def browser(head: str = DARK) -> tuple[list[Word], list[Fill]]:
    """Two rows of dark headings, the labels' over both, then five rows of which the second and fourth are pale."""
    words = text(155, 103, "North") + text(255, 103, "South") + text(53, 112, "Offence")
    words += [w for n, head_text in enumerate(["No.", "Rate"] * 2) for w in text(XS[n + 1] + 3, 121, head_text)]
    fills = [fill(50, 100, 150, 136, head), *cells(100, 118, [150, 250, 350], head), *cells(118, 136, XS[1:], head)]
    for r, row in enumerate(ROWS):
        y = 136 + 18 * r
        words += [w for n, cell in enumerate(row) for w in text(XS[n] + 3, y + 3, cell)]
        fills += cells(y, y + 18, XS, PALE) if r % 2 else []
    return words, fills


def test_shaded_cells_are_the_columns_and_the_spans_of_the_headings() -> None:
    words, fills = browser()
    table = find_tables(page(words, (), fills))[0]
    assert rows(table)[2:] == ROWS
    assert spans(table) == {"North": (0, 1, 1, 2), "South": (0, 3, 1, 2), "Offence": (0, 0, 2, 1)}


def test_pale_rows_without_a_heading_of_another_colour_are_bands() -> None:
    words, fills = browser()
    pale = [f for f in fills if f.colour == PALE]
    assert [rows(t)[-4:] for t in find_tables(page(words, (), pale))] == [ROWS[1:]]


def test_a_text_that_runs_on_over_the_sides_of_an_unshaded_row_spans_them() -> None:
    words, fills = browser()
    words = [w for w in words if not 172 < w.box.top < 190] + text(55, 175, "All of the offences against persons")
    table = find_tables(page(words, (), fills))[0]
    assert spans(table)["All of the offences against persons"] == (4, 0, 1, 3)


def test_labels_shaded_like_the_heading_belong_to_pale_and_plain_rows() -> None:
    words, fills = browser()
    fills = [f for f in fills if f.colour == DARK or f.box.x0 > 50]
    fills += [fill(50, 136 + 18 * r, 150, 154 + 18 * r, DARK) for r in range(len(ROWS))]
    assert rows(find_tables(page(words, (), fills))[0])[2:] == ROWS


def test_two_such_tables_under_each_other_are_two() -> None:
    words, fills = browser()
    below = [replace(w, box=Box(w.box.x0, w.box.top + 150, w.box.x1, w.box.bottom + 150)) for w in words]
    more = [fill(f.box.x0, f.box.top + 150, f.box.x1, f.box.bottom + 150, f.colour) for f in fills]
    title = text(50, 234, "The next table")
    assert [rows(t)[2:] for t in find_tables(page(words + title + below, (), fills + more))] == [ROWS, ROWS]
