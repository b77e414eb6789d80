"""Tables as word processors set them where their style draws neither rules nor shading.

Cells have padding, so that lines of one cell stand closer than rows; headings start at the left of their cells
whatever the figures do.
"""

from collections.abc import Sequence
from dataclasses import replace

from pages_by_hand import LEADING, PADDING, across, down, page, plain, rows, spans, text

from extractor.model import Box, Word
from extractor.tables import find_tables
from extractor.tables.aligned import aligned_grid
from extractor.tables.edges import Edge, find_edges
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


def middled(lefts: Sequence[float], top: float, table: Sequence[Sequence[str]], *, head: int = 1) -> list[Word]:
    """Cells as browsers set them: every cell in the middle of its row's height, figures and their headings right."""
    words: list[Word] = []
    for r, row in enumerate(table):
        cells = [cell.split("/") for cell in row]
        high = LEADING * max(len(lines) for lines in cells)
        for c, lines in enumerate(cells):
            y = top + PADDING + (high - LEADING * len(lines)) / 2
            for n, line in enumerate(lines):
                at, how = (lefts[c] + 5, "left") if c == 0 else (lefts[c + 1] - 5, "right")
                words += text(at, y + n * LEADING, line, bold=r < head, align=how)
        top += 2 * PADDING + high
    return words


MIDDLED = [
    ["Serious/violence/with/injury", "12/months", "Change/from the/base", "Rate"],
    ["Business/Robbery", "76", "113", "48.7%"],
    ["Less Serious/Violent Crime/with Injury", "6,542", "597", "62.0%"],
    ["Fraud", "18", "35", "-15.3%"],
]


def test_cells_set_in_the_middle_of_their_rows() -> None:
    found = read(middled([40, 160, 240, 320, 400], 100, MIDDLED))
    assert found == [[[cell.replace("/", " ") for cell in row] for row in MIDDLED]]


def test_a_first_label_of_three_lines_does_not_hide_the_headings_over_it() -> None:
    table = [MIDDLED[0], MIDDLED[2], MIDDLED[1], MIDDLED[3]]
    found = read(middled([40, 160, 240, 320, 400], 100, table))
    assert found == [[[cell.replace("/", " ") for cell in row] for row in table]]


def test_a_total_in_bold_right_under_the_headings_is_a_row() -> None:
    table = [["Offence", "Before", "After"], ["All", "1234", "1543"], ["Theft", "121", "153"], ["Fraud", "18", "35"]]
    assert read(plain([40, 200, 300, 400], 100, table, head=2)) == [table]


def test_a_rule_that_reaches_over_the_padding_closes_the_headings() -> None:
    words = middled([40, 160, 240, 320, 400], 100, [MIDDLED[0], *MIDDLED[2:]], head=0)
    tables = find_tables(page(words, [across(154, 36, 404)]))
    assert rows(tables[0])[0] == [cell.replace("/", " ") for cell in MIDDLED[0]]


def test_rules_under_two_boxheads_do_not_make_one_table_of_both() -> None:
    table = [["Offence", "Before", "After"], ["Theft", "121", "153"], ["Fraud", "18", "35"], ["Arson", "77", "91"]]
    words = plain([40, 200, 300, 400], 100, table) + text(45, 180, "Another heading", size=13, bold=True)
    words += plain([40, 200, 300, 400], 200, table)
    found = find_tables(page(words, [across(118, 40, 400), across(218, 40, 400)]))
    assert [rows(t) for t in found] == [table, table]


def test_headings_over_rounds_of_the_same_headings_head_a_round_each() -> None:
    table = [
        ["", "Share", "Rank", "Share", "Rank"],
        ["Here", "81.9", "8", "74.6", "7"],
        ["There", "73.3", "", "76.9", ""],
    ]
    words = [
        w for r, row in enumerate(table) for c, cell in enumerate(row) for w in text(50 + 100 * c, 122 + 18 * r, cell)
    ]
    for at in (145, 195):  # over the first column of each round, or where its second one starts
        over = text(at, 104, "March 2017") + text(at + 200, 104, "June 2017")
        found = find_tables(page(over + words))[0]
        assert spans(found) == {"March 2017": (0, 1, 1, 2), "June 2017": (0, 3, 1, 2)}


def test_headings_in_two_lines_over_rounds() -> None:
    table = [["", "Last", "Mean", "Last", "Mean", "Last", "Mean"], ["Theft", "11", "12", "13", "14", "15", "16"]]
    table += [["Arson", "21", "22", "23", "24", "25", "26"]]
    words = [
        w for r, row in enumerate(table) for c, cell in enumerate(row) for w in text(50 + 60 * c, 130 + 18 * r, cell)
    ]
    over = text(110, 106, "North") + text(230, 100, "South and") + text(230, 112, "East") + text(350, 106, "West")
    found = find_tables(page(over + words))[0]
    assert spans(found) == {"North": (0, 1, 1, 2), "South and East": (0, 3, 1, 2), "West": (0, 5, 1, 2)}


def test_a_second_boxhead_among_the_rows_starts_another_table() -> None:
    first = [["Assaults", "Before", "After", "Change"], ["All", "1216", "1480", "264"], ["Grave", "327", "468", "141"]]
    other = [["Command", "Harbour", "Roads", "City"], ["Before", "82", "155", "861"], ["After", "89", "131", "1106"]]
    words = plain([40, 160, 260, 360, 460], 100, first) + plain([40, 160, 260, 360, 460], 158, other)
    assert read(words) == [first, other]


def test_the_bold_title_of_a_group_starts_no_other_table() -> None:
    table = [["Offence", "Before", "After"], ["Theft", "12", "15"], ["Robbery", "7", "9"], ["Fraud", "", ""]]
    table += [["Cards", "18", "3"], ["Post", "4", "8"]]
    words = plain([40, 200, 300, 400], 100, table)
    words = [replace(word, bold=True) if word.text == "Fraud" else word for word in words]
    assert read(words) == [table]


def test_headings_that_break_before_a_figure_are_no_rows_with_headings_under_them() -> None:
    table = [
        ["Offence of/this/kind", "Difference/(12/months)", "% change/(12/months)", "Baseline/(July 18 to/June 19)"]
    ]
    table += [["Burglary", "406", "17.1%", "3,695"], ["Robbery", "201", "33.1%", "800"]]
    words = plain([40, 160, 280, 400, 520], 100, table)
    words = [replace(word, bold=word.box.bottom < 145) for word in words]
    assert read(words) == [[[cell.replace("/", " ") for cell in row] for row in table]]


def test_months_a_word_space_apart_are_columns_where_all_are_of_one_width() -> None:
    months = ["March/2017", "April 2017", "May 2017", "June/2017", "July/2017", "August/2017", "September/2017"]
    table = [["", *months, "October/2017", "Total"], ["North", "4", "2", "12", "4", "6", "3", "6", "4", "41"]]
    table += [["South", "0", "0", "8", "4", "5", "0", "4", "3", "24"]]
    words = plain([40, *(100 + 56 * n for n in range(10))], 100, table, align="right")
    assert read(words) == [[[cell.replace("/", " ") for cell in row] for row in table]]


def test_shading_that_leaves_the_corner_of_the_headings_out_parts_no_columns() -> None:
    lefts = [40, *(100 + 55 * n for n in range(9))]
    spanners = ["", "North", "", "", "", "South", "", "", ""]
    heads = ["", *["Last/quarter", "Average/quarter", "Share of/total", "Per/1000"] * 2]
    table = [spanners, heads, ["Theft", "1269", "1246", "13%", "2.0", "132", "130", "13%", "2.0"]]
    table += [["Fraud", "1777", "1836", "17%", "3.7", "185", "166", "17%", "3.0"]]
    table += [["Arson", "140", "130", "1%", "0.2", "20", "15", "4%", "0.3"]]
    words = plain(lefts, 100, table, head=2, align="right")
    low = max(w.box.bottom for w in words) + 4
    shading = [Edge(100, 116, 147, False)]
    grid = aligned_grid(words, Box(40, 98, 540, low), [Edge(116, 100, 540), Edge(147, 100, 540, False)], shading)
    assert grid is not None
    assert sorted((slot.c0, slot.c1) for slot in grid.slots if slot.r0 == 0) == [(0, 0), (1, 4), (5, 8)]
    assert len(grid.xs) == len(lefts)


def test_dates_pressed_together_are_headings_of_columns_and_their_years_are_put_together() -> None:
    days = [f"01/{month:02}/20" for month in (4, 3, 2, 1)]
    words = text(40, 100, "Open on")
    for n, day in enumerate(days):
        words += text(90 + 42 * n, 100, day, bold=True) + text(90 + 42 * n, 111, "24", bold=True)
        words += text(90 + 42 * n, 129, f"{481 + n}")
    words += text(40, 129, "Cases", bold=True)
    found = find_tables(page(words, [across(y, 35, 260) for y in (98, 125, 142)]))[0]
    assert rows(found) == [["Open on", *[day + "24" for day in days]], ["Cases", "481", "482", "483", "484"]]


def test_a_label_wider_than_its_column_is_put_together_where_the_page_has_it_whole() -> None:
    table = [["Area", "Before", "After"], ["North/Warwicksh/ire", "12", "15"], ["All", "7", "9"]]
    words = text(40, 60, "This is about Warwickshire.")
    found = read([*words, *plain([40, 96, 200, 300], 100, table)])
    assert [row[0] for row in found[0]] == ["Area", "North Warwickshire", "All"]
    apart = read(plain([40, 96, 200, 300], 100, table))
    assert [row[0] for row in apart[0]] == ["Area", "North Warwicksh ire", "All"]
