"""Rows that go on where shading, a gap or a panel seems to end the table, and cells that span as the page shows."""

from dataclasses import replace

from pages_by_hand import across, aligned, down, fill, page, rows, spans, text

from extractor.model import Box, Fill, Rule, Word
from extractor.tables import find_tables
from extractor.tables.aligned import aligned_grid
from extractor.tables.edges import Edge
from extractor.tables.years import with_years_parted

RIGHTS = [50.0, 200.0, 250.0, 300.0, 350.0]
BODY = [["Robbery", "7", "3", "33", "8"], ["Burglary", "14", "1", "51", "2"], ["Theft", "52", "5", "195", "8"]]


def test_rows_after_a_gap_of_blank_ones() -> None:
    late = ["Shots fired", "1", "0", "6", "5"]
    words = aligned(RIGHTS, 100, [["", "2024", "2023", "2024", "2023"], *BODY])
    words += aligned(RIGHTS, 100 + 4 * 14 + 20, [late])
    assert [rows(t)[-4:] for t in find_tables(page(words))] == [[*BODY, late]]


def test_the_title_after_a_table_is_no_end_of_its_last_label() -> None:
    words = aligned(RIGHTS, 100, [["", "2024", "2023", "2024", "2023"], *BODY]) + text(50, 155, "b. athletes", size=12)
    assert rows(find_tables(page(words))[0])[-1] == BODY[-1]


def test_a_last_row_that_is_ruled_but_not_shaded() -> None:
    xs = [50.0, 150.0, 200.0, 250.0]
    body = [["North", "12", "15"], ["South", "7", "9"], ["West", "3", "1"], ["East", "44", "52"]]
    words = [w for c, head in enumerate(["Area", "Before", "After"]) for w in text(xs[c] + 3, 103, head, bold=True)]
    words += [
        w for r, row in enumerate(body) for c, cell in enumerate(row) for w in text(xs[c] + 3, 119 + 16 * r, cell)
    ]
    fills = [
        fill(a, y, b, y + 16, c)
        for y, c in ((100, "#1f3864"), (132, "#eeeeff"))
        for a, b in ((50, 150), (150, 200), (200, 250))
    ]
    fills += [fill(a, 164, b, 164.5 + 15.5, "#eeeeff") for a, b in ((50, 150), (150, 200), (200, 250))]
    rules = [across(116 + 16 * r, 50, 250) for r in range(5)]
    fills = fills[:6]
    assert [rows(t)[1:] for t in find_tables(page(words, rules, fills))] == [body]


def test_the_title_of_a_group_takes_the_columns_whose_lines_leave_it_out() -> None:
    words = aligned(
        RIGHTS, 103, [["", "Mar", "Apr", "2024", "2025"], ["Part 1 crimes", "", "", "", ""], *BODY], pitch=16
    )
    rules = [across(100 + 16 * r, 46, 355) for r in range(6)]
    rules += [down(x, a, b) for x in (160, 210, 260, 310) for a, b in ((100, 116), (132, 180))]
    table = find_tables(page(words, rules))[0]
    assert spans(table) == {"Part 1 crimes": (1, 0, 1, 5)}


def test_the_title_of_a_group_in_a_table_whose_lattice_hangs_on_something_else() -> None:
    table = [["", "Mar", "Apr", "2024", "2025"], ["Part 1 crimes", "", "", "", ""], *BODY]
    walls = [Edge(x, a, b) for x in (160, 216, 266, 316) for a, b in ((100, 116), (132, 180))]
    levels = [Edge(100 + 16 * r, 46, 355) for r in range(6)]
    grid = aligned_grid(aligned(RIGHTS, 103, table, pitch=16), Box(46, 100, 355, 180), levels, walls)
    assert grid is not None
    assert [(s.r0, s.c0, s.c1) for s in grid.slots if s.c1 > s.c0] == [(1, 0, 4)]


def test_labels_span_the_rows_between_rules_that_take_them_in() -> None:
    groups = [
        ["Vale and Coast", "Board of Health"],
        ["Hills and Moor", "Board of Health"],
        ["Isles of the", "North Sea"],
    ]
    words = [
        w
        for g, lines in enumerate(groups)
        for n, line in enumerate(lines)
        for w in text(52, 118 + 30 * g + 10 * n, line, size=7)
    ]
    words += [w for r in range(9) for w in text(130, 118 + 10 * r, f"Place {'ABCDEFGHI'[r]}", size=7)]
    words += [w for r in range(9) for c in (1, 2) for w in text(130 + 70 * c, 118 + 10 * r, str(17 * r + c), size=7)]
    words += text(200, 105, "Cases", size=7, bold=True) + text(270, 105, "Tests", size=7, bold=True)
    rules = [across(116.5 + 30 * g, 50, 320) for g in range(4)]
    bands = [fill(125, 126.5 + 20 * n, 320, 136.5 + 20 * n, "#ddeeee") for n in range(4)]
    table = find_tables(page(words, rules, bands))[0]
    assert spans(table) == {" ".join(lines): (1 + 3 * g, 0, 3, 1) for g, lines in enumerate(groups)}


def test_years_that_touch_over_narrow_columns() -> None:
    words = [
        w
        for g in range(2)
        for n in range(3)
        for w in text(220 + 66 * g + 22 * n, 106, str(2017 + n), bold=True, align="centre")
    ]
    words += (
        text(242, 92, "On site", align="centre") + text(308, 92, "Off site", align="centre") + text(53, 106, "Offences")
    )
    body = [["Rape", *"100010"], ["Robbery", *"200101"], ["Burglary", *"432001"]]
    words += [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row[1:])
        for w in text(220 + 22 * n, 120 + 14 * r, cell, align="centre")
    ]
    words += [w for r, row in enumerate(body) for w in text(53, 120 + 14 * r, row[0])]
    rules = [across(89 + 14 * r, 50, 341) for r in (0, 1, 2, 3, 4, 5)] + [down(x, 89, 159) for x in (50, 209, 275, 341)]
    table = find_tables(page(words, rules))[0]
    assert rows(table)[1:] == [["Offences", "2017", "2018", "2019", "2017", "2018", "2019"], *body]
    assert spans(table) == {"On site": (0, 1, 1, 3), "Off site": (0, 4, 1, 3)}


def form(paper: bool = True) -> tuple[list[Word], list[Rule], list[Fill]]:
    """A panel with boxes for figures, line numbers and labels left of them and references right of them."""
    labels = ["Music recorded on any medium", "Talking books", "Videos", "Software", "Books lent", "Newspapers"]
    words = text(60, 72, "Section 3 of the form") + text(300, 100, "Number of items", align="right")
    rules = [across(y, 50, 400) for y in (66, 90, 300)] + [down(x, 66, 300) for x in (50, 400)]
    fills = (
        [fill(50, 90, 240, 300, "#e9ecff"), fill(310, 90, 400, 300, "#e9ecff"), fill(50, 66, 400, 90, "#666699")]
        if paper
        else []
    )
    for r, label in enumerate(labels):
        y = 118 + 24 * r
        words += text(56, y, str(41 + r)) + text(80, y, label) + text(305, y, str(7137 + 31 * r), align="right")
        words += text(320, y, str(72 + r))
        rules += [across(y + d, 240, 310) for d in (-4, 14)] + [down(x, y - 4, y + 14) for x in (240, 310)]
        fills += [fill(240, y - 4, 310, y + 14, "#ffffff")] if paper else []
    return words, rules, fills


def test_a_panel_is_no_table_and_the_form_in_it_is() -> None:
    for paper in (True, False):
        tables = find_tables(page(*form(paper)))
        assert len(tables) == 1
        found = rows(tables[0])
        assert found[-6] == ["41", "Music recorded on any medium", "7137", "72"]
        assert found[-1] == ["46", "Newspapers", "7292", "77"]


def test_white_cells_on_the_paper_of_a_panel() -> None:
    xs, ys = [70.0, 110.0, 250.0, 380.0], [120.0, 160.0, *(180.0 + 20 * r for r in range(6))]
    words = text(75, 125, "Point") + text(115, 125, "Name") + text(255, 125, "Kind")
    body = [[str(r + 1), f"Library {'ABCDEF'[r]}", ("Static", "Mobile")[r % 2]] for r in range(6)]
    words += [
        w for r, row in enumerate(body) for c, cell in enumerate(row) for w in text(xs[c] + 4, ys[r + 1] + 4, cell)
    ]
    words += text(70, 80, "Points open to the public")
    rules = [across(y, 50, 400) for y in (66, 300)] + [down(x, 66, 300) for x in (50, 400)]
    rules += [across(y, 70, 380) for y in (120, *ys[2:])] + [down(x, 120, 280) for x in xs]
    fills = [fill(50, 66, 400, 160, "#e9ecff"), fill(50, 160, 70, 300, "#e9ecff"), fill(380, 160, 400, 300, "#e9ecff")]
    fills += [fill(70, 280, 380, 300, "#e9ecff"), fill(70, 160, 380, 280, "#ffffff")]
    assert [rows(t) for t in find_tables(page(words, rules, fills))] == [[["Point", "Name", "Kind"], *body]]


def test_rows_evenly_further_apart_than_lines_of_a_table_are() -> None:
    table = [["10", "Constables", "2,647", "200"], ["11", "Sergeants", "796", "201"], ["12", "Inspectors", "88", "202"]]
    words = [
        w for r, row in enumerate(table) for c, cell in enumerate(row) for w in text(60 + 90 * c, 100 + 30 * r, cell)
    ]
    assert [rows(t) for t in find_tables(page(words))] == [table]


def test_years_without_a_blank_between_them() -> None:
    body = [["Rape", *"100010"], ["Robbery", *"200101"], ["Burglary", *"432001"]]
    words = [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row[1:])
        for w in text(220 + 20 * n, 120 + 14 * r, cell, align="centre")
    ]
    words += [w for r, row in enumerate(body) for w in text(53, 120 + 14 * r, row[0])] + text(53, 106, "Offences")
    words.append(replace(words[0], text="201720182019201720182019", box=Box(210, 106, 330, 116)))
    rules = [across(103 + 14 * r, 50, 331) for r in range(5)] + [down(x, 103, 159) for x in (50, 209, 270, 331)]
    assert rows(find_tables(page(words, rules))[0])[0] == ["Offences", "2017", "2018", "2019", "2017", "2018", "2019"]
    telephone = replace(words[0], text="20172019", box=Box(53, 300, 93, 310))
    assert with_years_parted([telephone]) == [telephone]


def test_labels_left_of_rules_that_leave_them_out() -> None:
    body = [
        ["Robbery", "4,201", "195"],
        ["Criminal damage and/arson", "4,942", "2,356"],
        ["Violence", "8,503", "2,788"],
    ]
    body += [["Theft from the/person", "5,366", "6,641"], ["Drug offences", "3,262", "7,069"]]
    words = [w for c, head in ((1, "2022"), (2, "2023")) for w in text((0, 200, 300)[c], 100, head, bold=True)]
    y, rules = 116.0, [across(113, 195, 400)]
    for label, *figures in body:
        words += [w for n, line in enumerate(label.split("/")) for w in text(50, y + 12 * n, line)]
        words += [w for n, cell in enumerate(figures) for w in text(200 + 100 * n, y, cell)]
        y += 12 * (1 + label.count("/")) + 2
        rules.append(across(y - 2, 195, 400))
    found = [row for row in rows(find_tables(page(words, rules))[0]) if row[1] != "2022"]
    assert found == [[row[0].replace("/", " "), *row[1:]] for row in body]


def test_a_group_line_over_labels_that_go_on_below_their_figures() -> None:
    table = [["Offence", "2021", "2022"], ["Acquisitive crime", "", ""], ["Robbery", "2,214", "8,144"]]
    words = aligned([50, 200, 260], 100, table, pitch=12, bold_rows=1)
    words += aligned(
        [50, 200, 260],
        136,
        [["Theft from the", "7,732", "4,518"], ["person", "", ""], ["Violence", "6,792", "6,277"]],
        pitch=12,
    )
    words += aligned([50, 200, 260], 172, [["Criminal damage", "8,101", "5,177"], ["and arson", "", ""]], pitch=12)
    rules = [across(y, 46, 264) for y in (98, 111.5, 196)] + [down(142, 98, 196)]
    found = rows(find_tables(page(words, rules))[0])
    assert found[1:4] == [
        ["Acquisitive crime", "", ""],
        ["Robbery", "2,214", "8,144"],
        ["Theft from the person", "7,732", "4,518"],
    ]


def test_no_row_comes_twice_where_rows_go_on_over_the_next_rules() -> None:
    table = [
        ["Offence", "2021", "2022"],
        ["Theft", "2,214", "8,144"],
        ["Fraud", "674", "1,060"],
        ["Crimes against", "", ""],
    ]
    table += [["Robbery", "3,230", "6,370"], ["Arson", "1,296", "6,915"]]
    words = aligned([50, 200, 260], 100, table, pitch=14, bold_rows=1)
    rules = [across(y, 46, 264) for y in (113, 127, 141, 155.5, 169.5, 184)]
    texts = [row[0] for t in find_tables(page(words, rules)) for row in rows(t)]
    assert sorted(texts) == sorted(row[0] for row in table)
