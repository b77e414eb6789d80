"""Tables whose cells are walled off by rules or shading."""

import itertools

from pages_by_hand import across, down, fill, page, rows, ruled, spans, text

from extractor.model import Box, Curve, Page
from extractor.tables import find_tables

XS, YS = [50, 200, 300, 400], [100, 120, 140, 160]
TEXTS = [["Area", "2016", "2017"], ["North", "12", "15"], ["South", "7", "9"]]


def test_a_ruled_table_gives_its_cells() -> None:
    table = find_tables(page(*ruled(XS, YS, TEXTS, bold_rows=1)))[0]
    assert rows(table) == TEXTS
    assert table.header_rows == 1
    assert table.method == "ruled"


def test_cell_without_a_wall_between_is_one_cell_with_a_span() -> None:
    words, rules = ruled(XS, YS, [["Area", "", ""], ["North", "12", "15"], ["South", "7", "9"]])
    rules = [r for r in rules if r.box.x0 != 300 or r.horizontal] + [down(300, 120, 160)]
    words += text(350, 103, "Offences", align="centre")
    words = list(words)
    table = find_tables(page(words, rules))[0]
    assert spans(table) == {"Offences": (0, 1, 1, 2)}


def test_strokes_drawn_cell_by_cell_and_thick_borders_are_one_line() -> None:
    words, rules = ruled(XS, YS, TEXTS)
    pieces = [across(y, a, b) for y in YS for a, b in itertools.pairwise(XS)]
    pieces += [down(x + d, a, b) for x in XS for a, b in itertools.pairwise(YS) for d in (0, 1.5)]
    del rules
    assert rows(find_tables(page(words, pieces))[0]) == TEXTS


def test_open_sides_are_closed() -> None:
    words, rules = ruled(XS, YS, TEXTS)
    rules = [r for r in rules if r.horizontal or r.box.x0 not in (50, 400)]
    assert rows(find_tables(page(words, rules))[0]) == TEXTS


def test_shading_alone_walls_off_cells() -> None:
    words, _ = ruled(XS, YS, TEXTS)
    shades = ["#ccddee", "#eeeeee", "#dddddd"]
    fills = [
        fill(a, t, b - 2, u, shades[r])
        for r, (t, u) in enumerate(itertools.pairwise(YS))
        for a, b in itertools.pairwise(XS)
    ]
    assert rows(find_tables(page(words, fills=fills))[0]) == TEXTS


def test_rows_under_a_shaded_heading_belong_to_it() -> None:
    words, _ = ruled(XS, YS, TEXTS, bold_rows=1)
    fills = [fill(a, 100, b, 120, "#203864") for a, b in itertools.pairwise(XS)]
    words += text(50, 200, "This paragraph under the table tells what the figures in it mean to the reader.")
    table = find_tables(page(words, fills=fills))[0]
    assert rows(table) == TEXTS
    assert table.header_rows == 1


def test_shading_of_paragraphs_inside_a_cell_makes_no_rows() -> None:
    words, rules = ruled([50, 200, 300], [100, 130, 150], [["Area", ""], ["North", "12"]])
    words += text(205, 103, "to air") + text(205, 115, "kg a year")
    fills = [fill(202, 102, 298, 114, "#ffcc99"), fill(202, 114, 298, 126, "#ffcc99")]
    assert rows(find_tables(page(words, rules, fills))[0]) == [["Area", "to air kg a year"], ["North", "12"]]


def test_rows_without_rules_between_are_parted_by_their_figures() -> None:
    words, rules = ruled(
        [50, 200, 300, 400], [100, 120, 180], [["Area", "2016", "2017"], ["North", "12", "15"]], bold_rows=1
    )
    for r, row in enumerate([["South", "7", "9"], ["West", "3", "1"]], start=1):
        for x, cell in zip([50, 200, 300], row, strict=True):
            words += text(x + 3, 123 + 16 * r, cell)
    assert rows(find_tables(page(words, rules))[0]) == [
        ["Area", "2016", "2017"],
        ["North", "12", "15"],
        ["South", "7", "9"],
        ["West", "3", "1"],
    ]


def test_lines_of_a_wrapped_label_stay_one_row() -> None:
    words, rules = ruled([50, 200, 300], [100, 120, 150], [["Area", "2016"], ["North of the", "12"]])
    words += text(53, 135, "river")
    assert rows(find_tables(page(words, rules))[0]) == [["Area", "2016"], ["North of the river", "12"]]


def test_column_lines_drawn_in_the_heading_alone_part_the_body_too() -> None:
    words, rules = ruled(XS, YS, TEXTS)
    rules = [r for r in rules if r.horizontal] + [down(x, 100, 120) for x in XS]
    assert rows(find_tables(page(words, rules))[0]) == TEXTS


def test_two_tables_side_by_side_are_two() -> None:
    left = ruled([50, 150, 200], YS, [["Area", "2016"], ["North", "12"], ["South", "7"]])
    right = ruled([300, 400, 450], YS, [["Area", "2017"], ["North", "15"], ["South", "9"]])
    found = find_tables(page(left[0] + right[0], left[1] + right[1]))
    assert [rows(t)[0] for t in found] == [["Area", "2016"], ["Area", "2017"]]


def test_a_table_inside_a_frame_is_found_and_the_frame_is_not() -> None:
    words, rules = ruled(XS, YS, TEXTS)
    frame = [across(80, 30, 450), across(200, 30, 450), down(30, 80, 200), down(450, 80, 200)]
    found = find_tables(page(words, rules + frame))
    assert [rows(t) for t in found] == [TEXTS]


def test_a_box_around_text_is_no_table() -> None:
    words = text(55, 103, "Signs of improvement", bold=True) + text(55, 125, "fewer calls are lost")
    rules = [across(y, 50, 400) for y in (100, 120, 140)] + [down(x, 100, 140) for x in (50, 400)]
    assert find_tables(page(words, rules)) == []


def test_a_word_broken_for_want_of_room_is_put_together() -> None:
    words, rules = ruled([50, 200, 248], [100, 130, 150], [["Area", ""], ["North", "12"]])
    words += text(203, 103, "Satisfie") + text(203, 115, "d")
    assert rows(find_tables(page(words, rules))[0])[0] == ["Area", "Satisfied"]


def test_thousands_cut_at_the_comma_are_one_figure_and_two_figures_stay_two() -> None:
    words, rules = ruled([50, 200, 236, 260], [100, 130, 160], [["North", "", ""], ["South", "", ""]])
    words += text(203, 103, "110,99") + text(203, 115, "4")
    words += text(239, 103, "997") + text(239, 115, "998") + text(203, 135, "12") + text(239, 135, "13")
    table = find_tables(page(words, rules))[0]
    assert [c.text for c in table.cells if c.row == 0] == ["North", "110,994", "997\n998"]


def test_labels_of_a_small_chart_in_a_cell_are_left_out() -> None:
    words, rules = ruled([50, 200, 300, 400], [100, 120, 160], [["Area", "2016", "Trend"], ["North", "12", ""]])
    words += text(302, 122, "13,674", size=5) + text(302, 150, "Jul", size=5)
    curves = tuple(Curve(Box(310 + 10 * i, 130, 320 + 10 * i, 140)) for i in range(8))
    base = page(words, rules)
    with_chart = Page(base.number, base.width, base.height, base.words, base.rules, base.fills, curves)
    assert rows(find_tables(with_chart)[0])[1] == ["North", "12", ""]


def test_no_words_no_tables() -> None:
    assert find_tables(page([])) == []
    assert find_tables(page([], [across(100, 0, 500), down(50, 0, 500)])) == []


def test_labels_left_outside_the_rules_are_one_for_each_row() -> None:
    ys = [100, 120, 140, 160, 180, 200]
    words, rules = ruled([200, 300, 400], ys, [["2016", "2017"], ["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]])
    for y, label in zip(ys[1:], ["North", "South", "West", "East"], strict=False):
        words += text(50, y + 3, label)
    rules += [across(120, 48, 400)]
    table = find_tables(page(words, rules))[0]
    assert rows(table) == [
        ["", "2016", "2017"],
        ["North", "1", "2"],
        ["South", "3", "4"],
        ["West", "5", "6"],
        ["East", "7", "8"],
    ]


def test_footnote_mark_set_apart_from_its_figure_is_no_column() -> None:
    ys = [100, 120, 140, 160, 180]
    body = [["North", "10,000", ""], ["South", "7,000", ""], ["West", "300", ""]]
    words, rules = ruled([50, 200, 280], ys, [["Area", "Less"], *[row[:2] for row in body]])
    words += [w for y, mark in zip(ys[1:], ["(1)", "(2)", "(2)"], strict=False) for w in text(260, y + 3, mark)]
    assert rows(find_tables(page(words, rules))[0])[1:] == [
        ["North", "10,000 (1)"],
        ["South", "7,000 (2)"],
        ["West", "300 (2)"],
    ]


def test_labels_and_figures_side_by_side_in_one_ruled_cell_are_two_columns() -> None:
    words, rules = ruled([50, 200, 350], [100, 120, 220], [["", ""], ["", ""]])
    for x in (53, 203):
        words += text(x, 103, "Age") + text(x + 140, 103, "People", align="right")
        for n in range(7):
            words += text(x, 123 + 14 * n, f"Age {n + 20}") + text(x + 140, 123 + 14 * n, f"3,2{n}9", align="right")
    table = find_tables(page(words, rules))[0]
    assert rows(table)[0] == ["Age", "People", "Age", "People"]
    assert rows(table)[3] == ["Age 22", "3,229", "Age 22", "3,229"]


def test_blank_lines_through_labels_and_text_part_the_rows_of_one_frame() -> None:
    words, rules = ruled([50, 150, 400], [100, 120, 220], [["Source", "Definition"], ["", ""]])
    words += text(53, 124, "Mobile:", bold=True)
    for top, label, lines in (
        (146, "On-road", ["Vehicles normally", "operated on roads"]),
        (182, "Other", ["Engines and vessels", "operated off them"]),
    ):
        words += text(100, top, label)
        words += [w for n, line in enumerate(lines) for w in text(153, top + 11 * n, line)]
    assert rows(find_tables(page(words, rules))[0]) == [
        ["Source", "Definition"],
        ["Mobile:", ""],
        ["On-road", "Vehicles normally operated on roads"],
        ["Other", "Engines and vessels operated off them"],
    ]


def test_paragraphs_beside_one_label_stay_in_its_cell() -> None:
    words, rules = ruled([50, 150, 300, 450], [100, 120, 200], [["Firm", "1997", "1998"], ["Besnier", "", ""]])
    for x in (153, 303):
        words += text(x, 123, "Total 181") + text(x, 146, "Bridel 44 and") + text(x, 157, "others 137")
    assert len(rows(find_tables(page(words, rules))[0])) == 2


def test_bold_title_over_the_labels_of_one_frame_is_a_row() -> None:
    words, rules = ruled([50, 200, 300], [100, 120, 200], [["Group", "2016"], ["", ""]])
    words += text(53, 123, "Older children", bold=True)
    for top, label, figure in ((135, "Control group", "17.3%"), (147, "Other group", "82.7%")):
        words += text(60, top, label) + text(203, top, figure)
    words += text(53, 159, "Younger children", bold=True) + text(60, 171, "Control group") + text(203, 171, "13.9%")
    assert [row[0] for row in rows(find_tables(page(words, rules))[0])][1:] == [
        "Older children",
        "Control group",
        "Other group",
        "Younger children",
        "Control group",
    ]


def test_the_strip_between_two_lines_of_a_double_rule_is_no_row() -> None:
    words, rules = ruled(
        [50, 150, 250, 350], [100, 120, 140, 160], [["Area", "Before", "After"], ["North", "1", "2"]] * 2
    )
    rules += [across(124.5, 50, 350), across(95.5, 50, 350), down(45.5, 95.5, 160)]
    (table,) = find_tables(page([w for w in words if w.box.top < 160], rules))
    assert rows(table) == [["Area", "Before", "After"], ["North", "1", "2"], ["Area", "Before", "After"]]
