"""Every row of figures is a row: labels and figures of several rows never share a cell."""

from pages_by_hand import across, aligned, down, page, rows, ruled, spans, text

from extractor.tables import find_tables

XS = [50.0, 250.0, 330.0, 410.0]
RIGHTS = [50.0, 300.0, 370.0, 440.0]


def test_a_rule_over_some_columns_stacks_no_rows() -> None:
    table = [["Group", "", "Count", "Share"], ["Age", "0 to 44", "760", "33%"], ["", "45 to 69", "856", "37%"]]
    table += [["", "70 and over", "722", "31%"], ["Sex", "Women", "1,357", "58%"], ["", "Men", "980", "42%"]]
    words = [w for r, row in enumerate(table) for w in text(50, 103 + 14 * r, row[0], bold=r == 0)]
    words += [w for r, row in enumerate(table) for w in text(120, 103 + 14 * r, row[1])]
    words += [
        w for r, row in enumerate(table) for c in (2, 3) for w in text(RIGHTS[c], 103 + 14 * r, row[c], align="right")
    ]
    rules = [across(y, 48, 445) for y in (100, 116, 186)] + [across(172, 118, 445)]
    assert rows(find_tables(page(words, rules))[0])[1:] == table[1:]


def test_rows_between_rules_that_leave_a_label_of_all_of_them_out() -> None:
    body = [["Men", "1,904", "21%"], ["Women", "2,010", "23%"], ["Men", "310", "4%"], ["Women", "290", "3%"]]
    words = text(50, 103, "Area", bold=True) + text(50, 120, "North")
    words += [w for c, cell in enumerate(["Sex", "Count", "Share"]) for w in text(120 + 80 * c, 103, cell, bold=True)]
    words += [
        w for r, row in enumerate(body) for c, cell in enumerate(row) for w in text(120 + 80 * c, 120 + 14 * r, cell)
    ]
    rules = [across(y, 48, 345) for y in (100, 116, 175)] + [across(146.5, 118, 345)]
    table = find_tables(page(words, rules))[0]
    assert [row[1:] for row in rows(table)[1:]] == body
    assert spans(table) == {"North": (1, 0, 4, 1)}


def walled(labels: list[list[str]], figures: list[list[str]]) -> list[list[list[str]]]:
    """A frame with figures walled off one by one and labels, over as many columns, that no rule parts."""
    xs = [50.0, 80.0, 200.0, 260.0, 320.0]
    ys = [100.0, 116.0, *(132.0 + 14 * r for r in range(len(figures)))]
    words = text(203, 103, "Before", bold=True) + text(263, 103, "After", bold=True)
    for r, (label, row) in enumerate(zip(labels, figures, strict=True)):
        words += [
            w for n, part in enumerate(label) for w in text((53, 83)[n] if len(label) > 1 else 53, 119 + 14 * r, part)
        ]
        words += [w for n, cell in enumerate(row) for w in text(xs[2 + n] + 3, 119 + 14 * r, cell)]
    ys = [100.0, *(116.0 + 14 * r for r in range(len(figures) + 1))]
    rules = [down(x, 100, ys[-1]) for x in (50, 200, 260, 320)] + [across(y, 200, 320) for y in ys]
    rules += [across(y, 50, 200) for y in (100, 116, ys[-1])]
    if all(len(label) > 1 for label in labels):
        rules.append(down(80, 116, ys[-1]))
    else:
        rules.append(down(80, 100, 116))
    return [rows(table) for table in find_tables(page(words, rules))]


def test_labels_over_two_columns_beside_walled_figures_are_parted() -> None:
    labels = [["Theft of cars"], ["Robbery of persons"], ["Arson and damage"], ["Fraud by false words"]]
    figures = [["12", "15"], ["7", "9"], ["3", "1"], ["44", "52"]]
    found = walled(labels, figures)[0]
    assert [row[-2:] for row in found[1:]] == figures
    assert [row[0] for row in found[1:]] == [label[0] for label in labels]


def test_line_numbers_part_two_rows_of_labels() -> None:
    found = walled([["16", "Closed in the year"], ["17", "Opened in the year"]], [["0", "2"], ["1", "3"]])[0]
    assert found[1:] == [["16", "Closed in the year", "0", "2"], ["17", "Opened in the year", "1", "3"]]


def test_a_band_of_rows_that_ends_without_figures_is_no_heading() -> None:
    table = [["Place", "This week", "Last week", "Year ago"], ["North", "1.35", "1.38", "1.27"]]
    table += [["South", "1.40", "1.44", "1.25"], ["East", "1.48", "1.49", "1.28"], ["West", "unq", "unq", "unq"]]
    table += [["Fuel", "2.85", "2.99", "2.07"], ["Oil", "3.47", "3.54", "2.95"]]
    words = aligned([50, 250, 330, 410], 103, table, bold_rows=1)
    rules = [across(y, 48, 412) for y in (100, 115, 171, 199)]
    assert rows(find_tables(page(words, rules))[0]) == table


def test_a_row_that_comes_again_over_the_next_rule_starts_no_table() -> None:
    table = [
        ["Place", "Week", "Month", "Year"],
        ["North", "30.50", "21.10", "20.50"],
        ["Chicago", "30.50", "unq", "all"],
    ]
    table += [
        ["South", "21.10", "20.50", "30.50"],
        ["Chicago", "unq", "34.50", "all"],
        ["East", "21.10", "34.50", "30.50"],
    ]
    table += [["Chicago", "21.10", "unq", "all"]]
    words = aligned([50, 250, 330, 410], 103, table, bold_rows=1)
    rules = [across(y, 48, 412) for y in (100, 115, 143, 171, 199)]
    assert [rows(t) for t in find_tables(page(words, rules))] == [table]


def test_titles_of_groups_have_one_width() -> None:
    title = "Tallow, inedible, of packers and bleachable, by weight"
    table = [["Place", "Week", "Year"], [title, "", ""], ["Chicago", "30.50", "28.00"], ["Omaha", "31.50", "26.10"]]
    table += [["Grease", "", ""], ["Chicago", "21.10", "20.50"], ["Minneapolis", "23.75", "24.50"]]
    words = aligned([50, 300, 380], 103, [row if row[0] != title else ["", "", ""] for row in table], bold_rows=1)
    words += text(50, 117, title, bold=True) + text(50, 159, "Grease", bold=True)
    words = [w for w in words if w.text != "Grease" or w.bold]
    rules = [across(y, 48, 384) for y in (100, 115, 157, 199)]
    found = find_tables(page(words, rules))[0]
    assert rows(found) == table
    assert not spans(found)


def test_cells_of_one_line_beside_some_that_wrap_are_one_row() -> None:
    xs, ys = [50, 110, 170, 270, 330, 390], [100, 130, 160]
    words, rules = ruled(
        xs, ys, [["23A0247", "5/30/202", "Rude or short", "L", "41"], ["23A0248", "6/04/202", "Loud and", "A", "12"]]
    )
    for r, (end, rest) in enumerate([("3", "manner"), ("3", "angry")]):
        words += text(113, 115 + 30 * r, end) + text(173, 115 + 30 * r, rest) + text(53, 115 + 30 * r, "F")
    assert [row[-2:] for row in rows(find_tables(page(words, rules))[0])] == [["L", "41"], ["A", "12"]]


def test_a_first_label_of_two_lines_beside_its_figure_is_no_heading() -> None:
    words = []
    labels = [
        ("North of the river and its", "island"),
        ("South of the river and its", "harbour"),
        ("Elsewhere in the", "county"),
    ]
    for r, (label, figure) in enumerate(zip(labels, ["242", "150", "9"], strict=True)):
        words += text(52, 103 + 26 * r, label[0], size=7) + text(52, 113 + 26 * r, label[1], size=7)
        words += text(240, 106 + 26 * r, figure, size=10)
    rules = [across(100 + 26 * r, 50, 300) for r in range(4)]
    found = find_tables(page(words, rules))[0]
    assert rows(found) == [[" ".join(label), figure] for label, figure in zip(labels, ["242", "150", "9"], strict=True)]
