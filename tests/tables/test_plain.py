"""Tables as word processors set them where their style draws neither rules nor shading.

Cells have padding, so that lines of one cell stand closer than rows; headings start at the left of their cells
whatever the figures do.
"""

from collections.abc import Sequence

from pages_by_hand import across, down, page, plain, rows, text

from extractor.model import Word
from extractor.tables import find_tables
from extractor.tables.edges import find_edges
from extractor.tables.zones import chart_zones


def read(words: Sequence[Word]) -> list[list[list[str]]]:
    return [rows(table) for table in find_tables(page(words))]


def test_headings_set_left_over_figures_in_the_middle_share_their_columns() -> None:
    table = [["Area", "Count", "Change on year", "Rate"], ["North", "208426", "14965", "7.18"]]
    table += [["South", "8926", "965", "8.1"]]
    assert read(plain([40, 160, 290, 420, 550], 100, table)) == [table]


def test_a_last_column_without_figures_keeps_its_heading() -> None:
    table = [["Calls", "Previous", "Change", "Trend"], ["223391", "208426", "14965", ""], ["2391", "2426", "65", ""]]
    assert read(plain([40, 160, 290, 420, 550], 100, table)) == [table]


def test_headings_a_word_space_apart_are_two() -> None:
    table = [["", "Nuisance", "Environmental one", "All"], ["Before", "14743", "390", "27712"]]
    table += [["After", "12083", "279", "18982"], ["Change", "2660", "111", "8730"]]
    assert read(plain([40, 160, 260, 357, 480], 100, table)) == [table]


def test_the_last_line_of_the_first_heading_is_no_row() -> None:
    table = [["Offences of/this area and/their groups", "12 months/before", "Change", "Rate"]]
    table += [["Robbery", "235", "564", "44"], ["Theft", "847", "63", "32"]]
    found = read(plain([40, 160, 260, 357, 480], 100, table))
    assert found == [[[cell.replace("/", " ") for cell in row] for row in table]]


def test_a_heading_that_ends_in_a_number_is_no_row() -> None:
    table = [["", "Year to Sep/23", "Year to Sep/24", "Base to Mar/20"], ["Fined", "8909", "9911", "6895"]]
    table += [["Trained", "25402", "26712", "20650"]]
    found = read(plain([40, 160, 260, 357, 480], 100, table))
    assert found[0][0] == ["", "Year to Sep 23", "Year to Sep 24", "Base to Mar 20"]


def test_lines_of_a_label_stand_closer_than_rows() -> None:
    table = [["Offence", "Before", "After"], ["Theft From/Vehicles", "12", "15"], ["Rural/Crime", "7", "9"]]
    table += [["Drug Driving/Arrests", "18", "3"]]
    found = read(plain([40, 200, 300, 400], 100, table))
    assert found == [[[cell.replace("/", " ") for cell in row] for row in table]]


def test_the_title_of_a_group_is_as_far_from_the_rows_above_as_from_those_below() -> None:
    table = [["Offence", "Before", "After"], ["Theft", "12", "15"], ["Robbery", "7", "9"], ["Pay", "", ""]]
    table += [["Officers", "18", "3"], ["Staff", "4", "8"]]
    assert read(plain([40, 200, 300, 400], 100, table)) == [table]


def test_rows_of_headings_stand_as_far_apart_as_other_rows() -> None:
    table = [
        ["", "Share", "Rank", "Share", "Rank"],
        ["Here", "81.9", "8", "74.6", "7"],
        ["There", "73.3", "5", "76.9", "4"],
    ]
    words = text(200, 100, "March", align="centre") + text(400, 100, "June", align="centre")
    for r, row in enumerate(table):
        for c, cell in enumerate(row):
            words += text(50 + 100 * c, 122 + 22 * r, cell, align="centre" if c else "left") if cell else []
    assert [cell for cell in read(words)[0][0] if cell] == ["March", "June"]


def test_strokes_between_the_cells_of_a_low_row_are_no_ticks_of_a_chart() -> None:
    walls = [down(x, 100, 107) for x in range(50, 351, 60)]
    around = [across(100, 50, 350), across(107, 50, 350)]
    axis = find_edges(page([], [*walls, around[0]]), [])
    assert chart_zones(page([], [*walls, around[0]]), axis, [], [], [])
    row = find_edges(page([], [*walls, *around]), [])
    assert not chart_zones(page([], [*walls, *around]), row, [], [], [])


def test_a_label_of_four_lines_does_not_end_the_table() -> None:
    table = [["Custody", "Before", "After", "Change"], ["Arrests", "12", "15", "3"]]
    table += [["Average/Detention/Duration/(hours)", "16.9", "15.7", "-1.2"], ["Children/Held", "507", "748", "241"]]
    found = read(plain([40, 130, 230, 330, 430], 100, table))
    assert found == [[[cell.replace("/", " ") for cell in row] for row in table]]
