"""Headings that stand outside the rules or bands of their table, or further above it than rows are apart."""

from itertools import pairwise

from pages_by_hand import across, aligned, down, fill, page, rows, ruled, spans, text

from extractor.tables import find_tables

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]


def test_headings_of_two_lines_over_a_lattice() -> None:
    body = [["North", "0.3", "12.9"], ["South", "0.8", "14.2"], ["West", "3.9", "4.7"]]
    words, rules = ruled([50, 200, 260, 320], [130, 150, 170, 190], body)
    words += [w for n, head in enumerate(["2019-", "2020-"]) for w in text(203 + 60 * n, 100, head)]
    words += [w for n, head in enumerate(["20", "21"]) for w in text(203 + 60 * n, 112, head)]
    assert rows(find_tables(page(words, rules))[0]) == [["", "2019-20", "2020-21"], *body]


def test_headings_set_alike_in_their_cells_over_figures_set_otherwise() -> None:
    xs = [50.0, 150.0, *(190.0 + 40 * n for n in range(6))]
    body = [[f"Area {r}", *(str(100 * r + n) for n in range(6))] for r in range(1, 5)]
    words, rules = ruled(xs, [120.0 + 16 * r for r in range(5)], [row[:1] + [""] * 6 for row in body])
    words += [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row[1:])
        for w in text(xs[n + 2] - 2, 123 + 16 * r, cell, align="right")
    ]
    words += [w for n, month in enumerate(MONTHS) for w in text(153 + 40 * n, 107, month)]
    assert rows(find_tables(page(words, rules))[0]) == [["", *MONTHS], *body]


def test_months_to_come_are_columns_and_blank_rows_part_groups() -> None:
    xs = [50.0, 170.0, *(200.0 + 30 * n for n in range(12))]
    heads = [*MONTHS, "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    ys = [100.0 + 12 * r for r in range(12)]
    texts = [[f"Theft {r}", "44", "37"] if r % 3 < 2 else ["", "", ""] for r in range(11)]
    words, rules = ruled(xs, ys, texts)
    words += [w for n, month in enumerate(heads) for w in text(185 + 30 * n, 88, month, align="centre")]
    found = find_tables(page(words, rules))
    assert [row[:3] for row in rows(found[0])] == [["", "Jan", "Feb"], *texts]


def test_totals_set_apart_are_the_last_column() -> None:
    body = [["North", "12", "15"], ["South", "7", "9"], ["West", "3", "1"], ["East", "44", "52"]]
    words, rules = ruled([50, 150, 210, 270], [100, 116, 132, 148, 164], body)
    words += [w for n, head in enumerate(["Before", "After"]) for w in text(153 + 60 * n, 88, head)]
    words += [
        w for r, total in enumerate(["27", "16", "4", "96"]) for w in text(300, 103 + 16 * r, total, align="right")
    ]
    words += text(300, 88, "All", align="right")
    totals = ["27", "16", "4", "96"]
    found = find_tables(page(words, rules))[0]
    assert rows(found) == [["", "Before", "After", "All"], *([*row, t] for row, t in zip(body, totals, strict=True))]


def test_headings_as_far_over_a_frame_as_its_rows_are_high() -> None:
    body = [["North", "12"], ["South", "7"], ["West", "3"], ["East", "44"]]
    words = [w for r, row in enumerate(body) for w in text(55, 127 + 30 * r, row[0])]
    words += [w for r, row in enumerate(body) for w in text(200, 127 + 30 * r, row[1], align="right")]
    words += text(55, 92, "Area of residence") + text(205, 92, "Deaths", align="right")
    rules = [across(118 + 30 * r, 50, 260) for r in range(5)] + [down(x, 118, 238) for x in (50, 260)]
    assert rows(find_tables(page(words, rules))[0]) == [["Area of residence", "Deaths"], *body]


def test_a_short_rule_over_the_headings_of_the_last_column() -> None:
    body = [["Votes for the first", "148"], ["Votes for the second", "348"], ["Votes for the third", "4"]]
    words = [w for r, row in enumerate(body) for w in text(52, 123 + 14 * r, row[0])]
    words += [w for r, row in enumerate(body) for w in text(298, 123 + 14 * r, row[1], align="right")]
    words += text(298, 107, "Total", align="right")
    rules = [across(120 + 14 * r, 50, 300) for r in range(4)] + [across(104, 250, 300)]
    assert rows(find_tables(page(words, rules))[0]) == [["", "Total"], *body]


def test_headings_one_for_each_column_two_steps_above_the_rows() -> None:
    table = [
        ["", "2024", "2023", "Change"],
        ["Murder", "0", "2", "-2"],
        ["Rape", "12", "11", "1"],
        ["Theft", "579", "570", "9"],
    ]
    words = aligned([50, 200, 260, 320], 120, table[1:], pitch=16) + aligned([50, 200, 260, 320], 92, table[:1])
    assert rows(find_tables(page(words))[0]) == table


def test_headings_over_others_may_be_somewhat_larger() -> None:
    body = [["Murder", "0", "2", "7", "9"], ["Rape", "2", "1", "12", "11"], ["Theft", "79", "70", "579", "570"]]
    words = [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row)
        for w in text((50, 180, 230, 280, 330)[n], 130 + 12 * r, cell, size=8, align="right" if n else "left")
    ]
    words += [w for n in range(4) for w in text(180 + 50 * n, 116, ("2024", "2023")[n % 2], size=8, align="right")]
    words += text(200, 103, "Last week", size=9, align="centre") + text(
        300, 103, "Year to date", size=9, align="centre"
    )
    found = find_tables(page(words))[0]
    assert spans(found) == {"Last week": (0, 1, 1, 2), "Year to date": (0, 3, 1, 2)}


def test_a_group_line_at_the_pitch_of_the_rows_under_the_headings() -> None:
    table = [
        ["Offence", "Before", "After", "Change"],
        ["Acquisitive crime", "", "", ""],
        ["Robbery", "310", "290", "-20"],
    ]
    table += [["Theft", "2,505", "2,640", "135"], ["Burglary", "411", "432", "21"]]
    assert rows(find_tables(page(aligned([50, 200, 280, 360], 100, table, pitch=17, bold_rows=1)))[0]) == table


def test_years_over_percent_and_rank_under_men_and_women() -> None:
    heads = text(120, 100, "Men") + text(280, 100, "Women")
    heads += [w for n in range(4) for w in text(120 + 80 * n, 112, ("2017", "Four years")[n % 2], bold=False)]
    heads += [w for n in range(8) for w in text(120 + 40 * n, 124, "N%"[n % 2])]
    body = [["Asian", *"01234567"], ["Black", *"76543210"], ["White", *"44556677"]]
    words = heads + [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row)
        for w in text(50 if n == 0 else 80 + 40 * n, 140 + 14 * r, cell)
    ]
    found = find_tables(page(words))[0]
    assert [row[:3] for row in rows(found)[:3]] == [["", "Men", ""], ["", "2017", ""], ["", "N", "%"]]
    assert spans(found)["Women"] == (0, 5, 1, 4)


def test_headings_of_one_and_two_lines_share_the_rule_under_them() -> None:
    xs = [(40, 136), (187, 218), (247, 278), (302, 334), (364, 389), (423, 444), (476, 500)]
    body = [
        ["Total crime", "748", "719", "-287", "-3.8", "124.6", "96.4"],
        ["Robbery", "561", "604", "43", "7.7", "1.0", "1.2"],
    ]
    body += [["Arson", "108", "97", "-11", "-9.1", "16.8", "13.5"]]
    words = [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row)
        for w in text(xs[n][1] if n else 40, 136 + 16 * r, cell, size=8, align="right" if n else "left")
    ]
    words += text(462, 101, "Rate for 1,000", size=8, align="centre") + text(462, 111, "people", size=8, align="centre")
    words += text(347, 106, "Change", size=8, align="centre")
    words += [
        w
        for n, head in ((3, "Number"), (4, "%"), (5, "Here"), (6, "Peers"))
        for w in text(sum(xs[n]) / 2, 122, head, size=8, align="centre")
    ]
    words += [
        w for n, head in ((1, "Before"), (2, "After")) for w in text(sum(xs[n]) / 2, 114, head, size=8, align="centre")
    ]
    rules = [across(98, 37, 503), across(120.5, 290, 503), *(across(133 + 16 * r, 37, 503) for r in range(4))]
    found = spans(find_tables(page(words, rules))[0])
    assert found["Change"][1::2] == (3, 2)
    assert found["Rate for 1,000 people"][1::2] == (5, 2)


def test_small_headings_in_one_box_with_a_large_one() -> None:
    body = [["Robbery", "7", "3", "33", "8"], ["Burglary", "14", "1", "51", "2"], ["Theft", "52", "0", "195", "8"]]
    xs, ys = [50.0, 150.0, 200.0, 250.0, 300.0, 350.0], [100.0, 128.0, 144.0, 160.0, 176.0]
    words, rules = ruled(xs, ys[1:], body)
    rules += [across(100, 50, 350), *(down(x, 100, 128) for x in (50, 150, 250, 350))]
    words += (
        text(53, 103, "Part 1")
        + text(200, 103, "This month", align="centre")
        + text(300, 103, "This year", align="centre")
    )
    words += [w for n in range(4) for w in text(153 + 50 * n, 116, ("All", "Closed")[n % 2])]
    found = find_tables(page(words, rules))[0]
    assert rows(found)[1] == ["", "All", "Closed", "All", "Closed"]
    assert spans(found) == {"Part 1": (0, 0, 2, 1), "This month": (0, 1, 1, 2), "This year": (0, 3, 1, 2)}


def test_a_large_heading_over_the_middle_one_of_three_small_ones() -> None:
    body = [["Robbery", "7", "3", "43%"], ["Burglary", "14", "1", "7%"], ["Theft", "52", "1", "2%"]]
    xs, ys = [50.0, 150.0, 210.0, 270.0, 330.0], [100.0, 128.0, 144.0, 160.0, 176.0]
    words, rules = ruled(xs, ys[1:], body)
    rules += [across(100, 50, 330), *(down(x, 100, 128) for x in (50, 150, 330))]
    words += text(53, 103, "Part 1") + text(240, 103, "This month", align="centre")
    words += [w for n, head in enumerate(["All", "Closed", "Share"]) for w in text(153 + 60 * n, 116, head)]
    found = find_tables(page(words, rules))[0]
    assert rows(found)[1] == ["", "All", "Closed", "Share"]
    assert spans(found) == {"Part 1": (0, 0, 2, 1), "This month": (0, 1, 1, 3)}


def test_a_shaded_boxhead_over_ruled_rows_is_no_table_of_its_own() -> None:
    xs = (50, 200, 260, 320)
    body = [
        ["Robbery", "7", "3", "33"],
        ["Burglary", "14", "1", "51"],
        ["Theft", "52", "0", "195"],
        ["Arson", "4", "2", "6"],
    ]
    heads = [
        ["Offence", "Before", "After", "Rate"],
        ["and its", "in all", "in all", "for 1,000"],
        ["group", "areas", "areas", "people"],
    ]
    words = [
        w
        for top, step, bold, table in ((106, 16, True, heads), (164, 16, False, body))
        for r, row in enumerate(table)
        for n, cell in enumerate(row)
        for w in text(xs[n], top + step * r, cell, bold=bold, align="right" if n else "left")
    ]
    rules = [across(161 + 16 * r, 46, 326) for r in range(5)]
    found = find_tables(page(words, rules, [fill(46, 102, 326, 161, "#1f3864")]))
    assert [rows(table)[-4:] for table in found] == [body]
    assert rows(found[0])[0] == [
        "Offence and its group",
        "Before in all areas",
        "After in all areas",
        "Rate for 1,000 people",
    ]


def test_labels_that_only_the_closing_rule_reaches_over() -> None:
    body = [
        ["Racist", "1,221", "1,353"],
        ["Sectarian", "1,238", "976"],
        ["Disability", "118", "109"],
        ["Faith", "55", "61"],
    ]
    words = [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row)
        for w in text((50, 230, 300)[n], 132 + 14 * r, cell, align="right" if n else "left")
    ]
    words += text(265, 103, "Incidents", align="centre") + [
        w for n, y in ((1, "2022"), (2, "2023")) for w in text((50, 230, 300)[n], 116, y, align="right")
    ]
    words += text(50, 110, "Motive")
    rules = [across(100, 180, 304), across(129, 180, 304), across(187, 46, 304)]
    assert rows(find_tables(page(words, rules))[0])[-4:] == body


def test_a_shaded_boxhead_with_a_rule_of_its_own_over_ruled_rows() -> None:
    xs = (50, 210, 270, 330, 390)
    body = [["Robbery", "561", "604", "43", "7.7%"], ["Burglary", "3,216", "2,867", "-349", "-10.9%"]]
    body += [["Theft", "5,814", "7,260", "1,446", "24.9%"], ["Arson", "108", "97", "-11", "-9.1%"]]
    words = [
        w
        for r, row in enumerate(body)
        for n, cell in enumerate(row)
        for w in text(xs[n], 164 + 16 * r, cell, align="right" if n else "left")
    ]
    words += text(90, 126, "Crime type", bold=True, align="centre") + text(
        352, 112, "Change", bold=True, align="centre"
    )
    for x, head in ((192, "Oct 21 –"), (258, "Oct 22 –")):
        words += text(x, 120, head, bold=True, align="centre") + text(x, 132, "Sep", bold=True, align="centre")
    words += text(318, 142, "Number", bold=True, align="centre") + text(375, 142, "%", bold=True, align="centre")
    rules = [across(161 + 16 * r, 46, 396) for r in range(5)] + [across(132, 290, 396)]
    found = find_tables(page(words, rules, [fill(46, 102, 396, 161, "#1f3864")]))
    assert [rows(table)[2:] for table in found] == [body]
    assert spans(found[0])["Change"] == (0, 3, 1, 2)


def test_headings_over_striped_rows_with_a_shaded_total_below_a_banner_and_cards() -> None:
    xs = [50.0, *(170.0 + 45 * n for n in range(6)), 440.0, 500.0]
    body = [[f"Offence {r}", *(str(100 * r + 7 * n) for n in range(6)), str(600 * r + 105)] for r in range(1, 9)]
    words = text(60, 35, "Monthly pack", size=14) + text(60, 75, "Offences") + text(60, 90, "79,188", size=14)
    words += text(55, 143, "Measure") + [
        w for x, m in zip(xs[2:], [*MONTHS, "Total"], strict=True) for w in text(x - 5, 143, m, align="right")
    ]
    words += [w for r, row in enumerate(body) for w in text(55, 159 + 14 * r, row[0])]
    words += [
        w
        for r, row in enumerate(body)
        for x, cell in zip(xs[2:], row[1:], strict=True)
        for w in text(x - 5, 159 + 14 * r, cell, align="right")
    ]
    fills = [fill(50, 30, 500, 60, "#006080")]
    fills += [fill(a, 170 + 28 * r, b, 184 + 28 * r, "#f4f4f4") for r in range(4) for a, b in pairwise(xs)]
    fills += [fill(440, 156 + 14 * r, 500, 170 + 14 * r, "#e0f0f0") for r in range(8)]
    found = find_tables(page(words, [across(155, 50, 500)], fills))
    assert rows(found[-1]) == [["Measure", *MONTHS, "Total"], *body]
