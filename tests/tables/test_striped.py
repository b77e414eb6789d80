"""Tables of browsers and spreadsheets that shade every other row cell by cell, without rules."""

from dataclasses import replace
from itertools import pairwise

import pytest
from pages_by_hand import across, aligned, down, fill, page, rows, spans, text

from extractor.model import Box, Curve, Fill, Word
from extractor.tables import find_tables

XS = [34.0, 94.0, 125.0, 157.0, 200.0, 240.0]
BODY = [
    ["Rape", "278", "251", "38", "31"],
    ["Robbery", "167", "143", "18", "11"],
    ["Theft", "1812", "1751", "160", "155"],
]


def striped(first: int) -> tuple[list[Word], list[Fill]]:
    """Two lines of headings and three rows, every second shaded from `first` on; figures nearly touch."""
    words = text(125.5, 100, "Here", align="centre") + text(198, 100, "There", align="centre")
    words += [
        w for n in range(4) for w in text((XS[n + 1] + XS[n + 2]) / 2, 118, ("Last", "All")[n % 2], align="centre")
    ]
    words += [w for r, row in enumerate(BODY) for w in text(36, 137 + 18 * r, row[0])]
    for r, row in enumerate(BODY):
        words += [
            w
            for n, cell in enumerate(row[1:])
            for w in text(XS[n + 2] - (1 if n % 2 == 0 else 8), 137 + 18 * r, cell, align="right")
        ]
    return words, [
        fill(a, 133 + 18 * r, b, 151 + 18 * r, "#eeeeee") for r in range(first, 4, 2) for a, b in pairwise(XS)
    ]


def test_stripes_agree_about_the_columns() -> None:
    words, fills = striped(0)
    table = find_tables(page(words, (), fills))[0]
    assert rows(table) == [["", "Here", "", "There", ""], ["", "Last", "All", "Last", "All"], *BODY]
    assert spans(table) == {"Here": (0, 1, 1, 2), "There": (0, 3, 1, 2)}


def test_the_row_over_the_first_stripe_is_no_heading() -> None:
    words, fills = striped(1)
    late = ["Arson", "12", "15", "3", "1"]
    words += text(36, 191, late[0]) + [
        w for n, cell in enumerate(late[1:]) for w in text(XS[n + 2] - 4, 191, cell, align="right")
    ]
    assert rows(find_tables(page(words, (), fills))[0])[2:] == [*BODY, late]


def test_a_last_row_with_a_label_of_several_lines() -> None:
    words, fills = striped(0)
    words += [
        w
        for n, line in enumerate(["Other", "crimes", "against", "all of", "society"])
        for w in text(36, 191 + 12 * n, line)
    ]
    words += [
        w
        for n, cell in enumerate(["2230", "2128", "346", "336"])
        for w in text(XS[n + 2] - 4, 215, cell, align="right")
    ]
    last = rows(find_tables(page(words, (), fills))[0])[-1]
    assert last == ["Other crimes against all of society", "2230", "2128", "346", "336"]


def test_a_group_line_under_the_rule_of_the_headings() -> None:
    table = [
        ["Offence", "Before", "After", "Change"],
        ["Acquisitive crime", "", "", ""],
        ["Robbery", "310", "290", "-20"],
    ]
    table += [["Theft", "2,505", "2,640", "135"], ["Burglary", "411", "432", "21"]]
    words = aligned([50, 200, 280, 360], 100, table, pitch=18, bold_rows=1)
    rules = [across(114 + 18 * r, 46, 364) for r in range(5)]
    assert rows(find_tables(page(words, rules))[0]) == table


def test_headings_of_groups_over_ruled_headings() -> None:
    body = [["Rape", "278", "251", "38", "31"], ["Theft", "167", "143", "18", "11"], ["Arson", "12", "51", "60", "55"]]
    words = text(175, 100, "West", align="centre") + text(275, 100, "North and East", align="centre")
    words += [w for n in range(4) for w in text(150 + 50 * n, 119, ("Last", "All")[n % 2], align="centre")]
    words += [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row)
        for w in text(150 + 50 * (n - 1) if n else 50, 138 + 18 * r, cell, align="centre" if n else "left")
    ]
    rules = [across(y, 46, 325) for y in (114, 133, 151, 169, 187)]
    table = find_tables(page(words, rules))[0]
    assert spans(table) == {"West": (0, 1, 1, 2), "North and East": (0, 3, 1, 2)}


def test_a_title_and_headings_without_a_label_between_rules_start_a_table() -> None:
    words: list[Word] = []
    rules = []
    for n, office in enumerate(["Members of the council", "Members of the board"]):
        y = 100 + 90 * n
        words += text(50, y, office) + text(300, y + 13, "Total", align="right")
        words += aligned(
            [50, 300],
            y + 28,
            [[f"{name} for the {office[11:]}", str(37 + 11 * n)] for name in ("First", "Second", "Third")],
        )
        rules += [across(y + 26 + 14 * r, 48, 302) for r in range(1, 4)]
        rules += [across(y + 11, 250, 302), across(y + 25, 250, 302)]
    assert [len(rows(t)) for t in find_tables(page(words, rules))] == [4, 4]


def test_a_filled_corner_with_an_outline_is_one_shape() -> None:
    body = [["Robbery", "7"], ["Burglary", "14"], ["Theft", "52"], ["Arson", "4"]]
    words = [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row)
        for w in text((55, 240)[n], 122 + 16 * r, cell, align="right" if n else "left")
    ]
    words += text(240, 103, "Total", align="right")
    rules = [across(y, 50, 250) for y in (100, 134, 150, 166, 182)] + [down(x, 100, 182) for x in (50, 180, 250)]
    corner = Box(50, 100, 200, 125)
    seen = replace(page(words, rules), curves=(Curve(corner, True), Curve(corner, False)))
    assert len(find_tables(seen)) == 1


def test_a_line_over_whole_headings_and_labels_is_a_title() -> None:
    body = [["Iowa", "1.35", "1.38"], ["Ohio", "1.40", "1.44"], ["Omaha", "1.48", "1.49"]]
    words = aligned([50, 230, 300], 118, body) + [
        w for n, head in ((1, "This week"), (2, "Last week")) for w in text((50, 230, 300)[n], 104, head, align="right")
    ]
    words += text(50, 91, "Prices") + text(200, 91, "Friday, 24 February")
    rules = [across(116 + 14 * r, 46, 304) for r in range(4)]
    assert rows(find_tables(page(words, rules))[0])[0] == ["", "This week", "Last week"]


RATED = [
    ("Burglary", "410", "390", "GREEN"),
    ("Robbery", "88", "99", "RED"),
    ("Theft", "1,204", "1,190", "GREEN"),
    ("Arson", "12", "11", "GREEN"),
    ("Fraud", "55", "61", "AMBER"),
]
COLOURS = {"GREEN": "#8fd19e", "RED": "#f28b82", "AMBER": "#ffd27f"}


def scorecard(
    groups: list[tuple[str, int]], pitch: float, first: int
) -> tuple[list[Word], list[Fill], list[list[str]]]:
    """A boxhead and rows, every second shaded from `first` on, under titles; each has a cell of a colour at the end."""
    words, fills = text(54, 103, "Measure", bold=True), [fill(50, 100, 500, 100 + pitch, "#0b5345")]
    for x, head in ((300, "2021"), (380, "2022"), (480, "RAG")):
        words += text(x, 103, head, bold=True, align="right")
    found, y = [["Measure", "2021", "2022", "RAG"]], 100 + pitch
    for title, count in groups:
        fills.append(fill(50, y, 500, y + pitch, "#c9d9cf"))
        words += text(54, y + 3, title, bold=True)
        found.append([title, "", "", ""])
        for n, row in enumerate(RATED[:count], 1):
            low = y + n * pitch
            fills += [fill(50, low, 430, low + pitch, "#f0f0f0")] if n % 2 == first else []
            fills.append(fill(430, low, 500, low + pitch, COLOURS[row[3]]))
            words += aligned([54, 300, 380], low + 3, [row[:3]]) + text(465, low + 3, row[3], align="centre")
            found.append(list(row))
        y += (count + 1) * pitch
    return words, fills, found


@pytest.mark.parametrize(("pitch", "first"), [(16, 1), (16, 0), (22, 1)])
def test_stripes_that_unshaded_rows_part_are_one_table(pitch: float, first: int) -> None:
    words, fills, found = scorecard([("Crime", 5), ("Calls", 2), ("Victims", 4)], pitch, first)
    assert [rows(table) for table in find_tables(page(words, (), fills))] == [found]


def shaded_table(xs: list[float], top: float, texts: list[list[str]], right: float) -> tuple[list[Word], list[Fill]]:
    """A boxhead and rows from x 50 to `right`, the first row and every second after it shaded in one colour."""
    bands = [fill(50, top + 14 * n - 2, right, top + 14 * n + 12, "#e8eef7") for n in range(0, len(texts), 2)]
    return aligned(xs, top, texts, bold_rows=1), bands


@pytest.mark.parametrize("rights", [(500, 420, 460), (360, 380, 520)])
def test_shaded_rows_of_tables_that_differ_in_width_are_no_bars_of_a_chart(rights: tuple[float, ...]) -> None:
    head = ["Offence", "2022", "2023", "Change"]
    calls = [head, ["Theft", "410", "390", "-20"], ["Arson", "12", "9", "-3"], ["Fraud", "88", "99", "+11"]]
    words, fills = [], []
    for n, right in enumerate(rights):
        more, bands = shaded_table([54, 200, 270, right - 10], 100 + 92 * n, calls, right)
        words, fills = words + more, fills + bands
    assert [rows(table) for table in find_tables(page(words, (), fills))] == [calls] * 3


def test_bars_with_their_figures_are_a_chart() -> None:
    words, fills = [], []
    for n, (label, count) in enumerate([("Theft", 410), ("Arson", 120), ("Fraud", 288), ("Drugs", 199)]):
        fills.append(fill(120, 100 + 20 * n, 120 + count / 2, 114 + 20 * n, "#1f3864"))
        words += text(112, 102 + 20 * n, label, align="right") + text(124, 102 + 20 * n, str(count))
    assert find_tables(page(words, (), fills)) == []
