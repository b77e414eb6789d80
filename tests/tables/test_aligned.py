"""Tables that rules frame in part or not at all."""

from dataclasses import replace

import pytest
from pages_by_hand import across, aligned, down, fill, page, rows, spans, text

from extractor.model import Box, Curve
from extractor.tables import find_tables
from extractor.tables.head_lines import head_lines
from extractor.tables.rows import Piece, RowLine

BODY = [["North", "12", "1,500"], ["South", "7", "900"], ["West", "103", "20"], ["East", "54", "311"]]
HEAD = ["Area", "2016", "Rate"]
XS = [50, 250, 350]


def test_columns_of_figures_without_any_rule() -> None:
    table = find_tables(page(aligned(XS, 100, [HEAD, *BODY], bold_rows=1)))[0]
    assert rows(table) == [HEAD, *BODY]
    assert table.header_rows == 1


def test_rules_above_and_below_the_heading_and_at_the_end() -> None:
    rules = [across(y, 48, 352) for y in (97, 112, 168)]
    table = find_tables(page(aligned(XS, 100, [HEAD, *BODY]), rules))[0]
    assert rows(table) == [HEAD, *BODY]


def test_total_under_the_last_rule_is_a_row() -> None:
    rules = [across(y, 48, 352) for y in (97, 112, 168)]
    words = aligned(XS, 100, [HEAD, *BODY, ["Total", "176", "2,731"]])
    assert rows(find_tables(page(words, rules))[0])[-1] == ["Total", "176", "2,731"]


def test_note_under_the_table_and_title_over_it_are_left_out() -> None:
    rules = [across(y, 48, 352) for y in (97, 112, 168)]
    words = text(50, 80, "Table 3: Offences by area") + aligned(XS, 100, [HEAD, *BODY])
    words += text(50, 171, "Source: our own count of all offences in the year")
    assert rows(find_tables(page(words, rules))[0]) == [HEAD, *BODY]


def test_one_vertical_rule_after_the_labels_does_not_hide_the_other_columns() -> None:
    rules = [across(y, 48, 352) for y in (97, 112, 168)] + [down(150, 97, 168)]
    assert rows(find_tables(page(aligned(XS, 100, [HEAD, *BODY]), rules))[0]) == [HEAD, *BODY]


def test_heading_over_two_columns_spans_them() -> None:
    words = text(300, 86, "Offences", align="centre") + aligned([50, 270, 350], 100, [HEAD, *BODY])
    words += []
    rules = [across(83, 48, 352), across(98, 200, 352), across(112, 48, 352), across(170, 48, 352)]
    table = find_tables(page(words, rules))[0]
    assert spans(table)["Offences"] == (0, 1, 1, 2)
    assert rows(table)[1][1:] == ["2016", "Rate"]


def test_heading_in_several_lines_is_one_cell() -> None:
    words = text(250, 88, "Per", align="right") + text(250, 100, "1,000", align="right")
    words += text(250, 112, "people", align="right") + text(350, 100, "Rank", align="right")
    words += aligned(XS, 130, BODY)
    rules = [across(85, 48, 352), across(125, 48, 352), across(190, 48, 352)]
    table = find_tables(page(words, rules))[0]
    assert rows(table)[0] == ["", "Per 1,000 people", "Rank"]
    assert rows(table)[1:] == BODY


def test_counts_that_look_like_years_are_no_heading() -> None:
    body = [["North", "1977", "2057"], ["South", "1673", "1709"], ["Force", "3650", "3766"]]
    words = aligned(XS, 100, [["", "July", "August"], *body], bold_rows=1)
    table = find_tables(page(words, [across(y, 48, 352) for y in (97, 112, 126, 140, 156)]))[0]
    assert rows(table)[1:] == body
    assert table.header_rows == 1


def test_wrapped_label_takes_the_figures_of_its_last_line() -> None:
    words = aligned(XS, 100, [HEAD, *BODY])
    words += text(50, 170, "Most serious offences") + aligned(XS, 182, [["against children", "1", "2"]])
    assert rows(find_tables(page(words))[0])[-1] == ["Most serious offences against children", "1", "2"]


def test_dot_leaders_do_not_hide_the_column() -> None:
    words = aligned([50, 350], 100, [["North " + "." * 30, "12"], ["South " + "." * 30, "7"], ["West ....", "103"]])
    assert rows(find_tables(page(words))[0]) == [["North", "12"], ["South", "7"], ["West", "103"]]


def test_title_of_a_group_on_a_shaded_band_spans_the_table() -> None:
    words = aligned(XS, 100, [HEAD, ["Violent crime"], *BODY])
    rules = [across(97 + 14 * i, 48, 352) for i in range(7)]
    table = find_tables(page(words, rules, [fill(48, 111, 352, 125, "#7d5a96")]))[0]
    assert spans(table) == {"Violent crime": (1, 0, 1, 3)}


def test_label_over_several_rows_parted_by_short_rules() -> None:
    words = aligned([50, 150, 250], 100, [["Year", "Sex", "Rate"]])
    for i, year in enumerate(("1991", "1996")):
        top = 114 + 42 * i
        words += text(50, top + 14, year)
        for j, sex in enumerate(("Men", "Women", "Both")):
            words += text(150, top + 14 * j, sex, align="right") + text(250, top + 14 * j, str(10 + j), align="right")
    rules = [across(y, 48, 252) for y in (97, 112, 154, 197)]
    rules += [across(y, 110, 252) for y in (126, 140, 168, 182)]
    table = find_tables(page(words, rules))[0]
    assert spans(table) == {"1991": (1, 0, 3, 1), "1996": (4, 0, 3, 1)}


def test_two_tables_with_a_title_between_are_two() -> None:
    words, rules = [], []
    for top in (100, 240):
        words += text(200, top - 20, "Frequency of illness by course", align="centre")
        words += aligned(XS, top, [HEAD, *BODY])
        rules += [across(y, 48, 352) for y in (top - 3, top + 12, top + 68)]
    found = find_tables(page(words, rules))
    assert [rows(t) for t in found] == [[HEAD, *BODY]] * 2


PROSE = "the force recorded more offences in the last year than in any other year before it and"


@pytest.mark.parametrize("columns", [1, 2])
def test_prose_is_no_table(columns: int) -> None:
    words = []
    for c in range(columns):
        for i in range(12):
            words += text(40 + 280 * c, 100 + 12 * i, PROSE[: 50 + i % 3] if columns == 2 else PROSE, size=9)
    assert find_tables(page(words)) == []


def test_a_list_of_numbered_paragraphs_is_no_table() -> None:
    words = []
    for i in range(6):
        words += text(50, 100 + 30 * i, f"1.{i + 1}") + text(
            90, 100 + 30 * i, "Calls rose by 5% in the quarter to June"
        )
    assert find_tables(page(words)) == []


def test_a_form_is_no_table() -> None:
    words = []
    for i, (label, value) in enumerate((("Name:", "A Person"), ("Date:", "3 May"), ("Telephone:", "0100"))):
        words += text(50, 100 + 16 * i, label, bold=True) + text(150, 100 + 16 * i, value)
    assert find_tables(page(words)) == []


def test_bold_labels_with_text_beside_them_are_a_table() -> None:
    words = []
    for i, (label, value) in enumerate((("Report of", "CHIEF CONSTABLE"), ("Subject", "CRIME"), ("Date", "MONDAY"))):
        words += text(50, 100 + 16 * i, label, bold=True) + text(150, 100 + 16 * i, value)
    assert rows(find_tables(page(words))[0])[1] == ["Subject", "CRIME"]


def test_legend_of_a_chart_over_the_heading_stays_out() -> None:
    words = text(280, 84, "2016/17", size=7) + text(320, 84, "2017/18", size=7)
    words += aligned(XS, 100, [HEAD, *BODY], bold_rows=1)
    assert rows(find_tables(page(words))[0]) == [HEAD, *BODY]


def test_one_row_of_figures_under_bold_headings() -> None:
    texts = [["Calls", "Last year", "This year", "Change"], ["999", "210", "227", "17"]]
    words = aligned([50, 200, 300, 400], 100, texts, bold_rows=1)
    assert rows(find_tables(page(words))[0]) == texts


def test_one_row_of_figures_under_plain_words_is_not_enough() -> None:
    words = aligned([50, 200, 300, 400], 100, [["Calls", "were", "fewer", "again"], ["999", "210", "227", "17"]])
    assert find_tables(page(words)) == []


def test_heading_over_two_groups_is_centred_over_each() -> None:
    words = text(270, 86, "Men", align="centre") + text(470, 86, "Women", align="centre")
    words += aligned([50, 240, 340, 440, 540], 100, [["Area", "2016", "2017", "2016", "2017"]])
    words += aligned(
        [50, 240, 340, 440, 540], 114, [["North", "120", "150", "110", "90"], ["South", "70", "90", "11", "33"]]
    )
    rules = [across(83, 48, 545), across(112, 48, 545), across(142, 48, 545)]
    assert spans(find_tables(page(words, rules))[0]) == {"Men": (0, 1, 1, 2), "Women": (0, 3, 1, 2)}


def test_months_broken_at_their_hyphen_stay_headings() -> None:
    words = text(270, 88, "Aug-", bold=True, align="right") + text(370, 88, "Sep-", bold=True, align="right")
    words += text(170, 94, "Jul-17", bold=True, align="right")
    words += text(270, 100, "17", bold=True, align="right") + text(370, 100, "17", bold=True, align="right")
    words += aligned(
        [30, 170, 270, 370], 116, [["North", "39", "53", "49"], ["South", "28", "30", "31"], ["All", "67", "83", "80"]]
    )
    assert rows(find_tables(page(words))[0])[:2] == [["", "Jul-17", "Aug-17", "Sep-17"], ["North", "39", "53", "49"]]


def test_trend_lines_in_the_cells_of_a_table_ruled_across_only() -> None:
    texts = [["Calls", "Last year", "This year", "Trend"], ["999", "210", "227", ""], ["101", "500", "450", ""]]
    words, curves = [], []
    for r, row in enumerate(texts):
        for x, cell in zip((50, 150, 250, 350), row, strict=True):
            words += text(x, 103 if r == 0 else 100 + 50 * r - 10, cell)
        if r:
            curves += [Curve(Box(350 + 10 * i, 130 + 50 * (r - 1), 360 + 10 * i, 150 + 50 * (r - 1))) for i in range(8)]
    rules = [across(y, 48, 452) for y in (97, 120, 170, 220)]
    made = replace(page(words, rules), curves=tuple(curves))
    assert rows(find_tables(made)[0]) == texts


def test_the_shading_of_a_wrapped_heading_is_no_table_of_its_own() -> None:
    upper, lower = ["Previous 12", "Last 12", "12 month %"], ["Months", "Months", "Change"]
    words = [
        w
        for x, a, b in zip((200, 280, 350), upper, lower, strict=True)
        for w in text(x, 100, a, bold=True) + text(x, 111, b, bold=True)
    ]
    words += aligned(
        [50, 200, 280, 350], 124, [["to court", "8.5%", "8.0%", "-0.5%"], ["convicted", "7.3%", "6.7%", "-0.6%"]]
    )
    (table,) = find_tables(page(words, [], [fill(46, 98, 420, 122)]))
    assert [row[0] for row in rows(table)] == ["", "to court", "convicted"]
    assert rows(table)[0][1:] == ["Previous 12 Months", "Last 12 Months", "12 month % Change"]


def test_long_totals_within_a_blank_of_each_other_stay_in_their_columns() -> None:
    xs = [50, 160, 204, 248, 292]
    body = [[f"Area {n}", f"{n}1,234", f"{n}2,345", f"{n}3,456", f"{n}4,567"] for n in range(1, 15)]
    total = ["All areas", "3,039,015", "3,068,550", "3,103,540", "3,100,510"]  # 40.5 points wide, 44 apart
    words = aligned(xs, 100, [["Area", "2016", "2017", "2018", "2019"], *body], bold_rows=1)
    words += [
        w
        for c, cell in enumerate(total)
        for w in text(xs[c], 100 + 15 * 14, cell, align="right" if c else "left", size=9)
    ]
    table = find_tables(page(words))[0]
    assert rows(table)[-1] == total
    assert rows(table)[1:-1] == body


def test_heading_over_several_columns_leaves_their_figures_apart() -> None:
    xs = [50, 200, 250, 300, 350]
    body = [[f"Area {n}", "23.2", "10.3", "27.0", "20.1"] for n in range(1, 7)]
    words = text(50, 86, "Area") + text(290, 86, "$10,000 to $14,999 by the borrower 7", align="centre")
    table = find_tables(page(words + aligned(xs, 100, body)))[0]
    assert rows(table)[-6:] == body


def test_rule_over_a_sum_in_the_last_columns_leaves_the_rows_beside_it_alone() -> None:
    xs = [50, 200, 260, 400]
    names = ["One year", "Two years", "Three years", "Four years"]
    body = [[name, "3,269", f"4{n} years", "2,375"] for n, name in enumerate(names)]
    words = aligned(xs, 100, [["Age", "People", "Age", "People"], *body, ["Five years", "871", "Total", "9,300"]])
    rules = [across(97, 48, 402), across(112, 48, 402), across(169, 230, 402), across(183, 48, 402)]
    table = find_tables(page(words, rules))[0]
    assert [row[:2] for row in rows(table)][1:] == [[n, "3,269"] for n in names] + [["Five years", "871"]]


def test_heading_set_larger_than_those_under_it_spans_them() -> None:
    words = text(300, 84, "All people", align="centre", size=12)
    for x, head in ((200, "Share"), (300, "Part"), (400, "Total")):
        words += text(x, 98, head, align="centre", size=8)
    body = [["North", "12", "7", "19"], ["South", "7", "4", "11"], ["West", "9", "1", "10"], ["East", "3", "5", "8"]]
    words += aligned([50, 205, 305, 405], 116, body)
    rules = [across(80, 48, 430), across(112, 48, 430), across(175, 48, 430)]
    assert spans(find_tables(page(words, rules))[0])["All people"] == (0, 1, 1, 3)


def test_ranges_are_one_figure() -> None:
    body = [[f"Area {n}", f"1.3{n} - 1.42", f"2.3{n} - 2.49"] for n in range(8)]
    words = aligned([50, 250, 350], 100, [["Area", "This week", "Last week"], *body], bold_rows=1)
    words = [replace(w, box=replace(w.box, x0=w.box.x0 - 2, x1=w.box.x1 - 2)) if w.text == "-" else w for w in words]
    assert rows(find_tables(page(words))[0])[1:] == body


def test_headings_a_blank_apart_belong_to_the_columns_of_the_lines_over_them() -> None:
    xs = [50, 200, 240, 280, 320]
    words = text(50, 84, "Method")
    for x, first in zip(xs[1:], ["Any", "Female", "Male", "Other"], strict=True):
        words += text(x - 13, 72, first, align="centre", size=10)
        words += text(x - 13, 84, "methods", align="centre", size=10.5)
    words += aligned(
        xs, 100, [["North", "12", "7", "19", "2"], ["South", "7", "4", "11", "3"], ["West", "9", "1", "10", "4"]]
    )
    rules = [across(69, 48, 345), across(97, 48, 345), across(141, 48, 345)]
    head = rows(find_tables(page(words, rules))[0])[0]
    assert head == ["Method", "Any methods", "Female methods", "Male methods", "Other methods"]


def test_rule_inside_a_frame_that_touches_nothing_shows_what_a_heading_spans() -> None:
    xs = [60, 200, 260, 320, 380]
    words = text(290, 104, "Modern", align="centre") + text(60, 120, "Area")
    for x, head in zip(xs[1:], ["All", "Old", "New", "Rest"], strict=True):
        words += text(x, 120, head, align="right")
    words += aligned(
        xs, 140, [["North", "12", "7", "19", "2"], ["South", "7", "4", "11", "3"], ["West", "9", "1", "10", "4"]]
    )
    frame = [across(98, 50, 400), across(185, 50, 400), down(50, 98, 185), down(400, 98, 185)]
    table = find_tables(page(words, [*frame, across(116, 230, 330), across(134, 54, 396)]))[0]
    assert spans(table)["Modern"] == (0, 2, 1, 2)


def test_rules_over_sums_that_leave_the_labels_out_belong_to_the_boxhead_over_them() -> None:
    xs = [50, 250, 310, 370]
    body = [["Defence", "699", "709", "700"], ["Other", "600", "610", "565"], ["Subtotal", "1,299", "1,319", "1,265"]]
    more = [["Medicare", "480", "478", "528"], ["Medicaid", "275", "255", "283"], ["Total", "2,054", "2,052", "2,076"]]
    words = aligned(xs, 100, [["", "2011", "2012", "2013"]], bold_rows=1) + text(50, 118, "Outlays: 2")
    words += aligned(xs, 130, body) + aligned(xs, 174, more)
    rules = [across(96, 48, 372), across(113, 48, 372)]
    rules += [across(y, 222, 372) for y in (157, 171, 201, 215)]
    table = find_tables(page(words, rules))
    assert [rows(t) for t in table] == [[["", "2011", "2012", "2013"], ["Outlays: 2", "", "", ""], *body, *more]]


def test_stripes_of_texts_over_a_row_of_figures_are_no_headings() -> None:
    words, fills = aligned([50, 250, 350, 450], 100, [["Topic", "Kept", "Said", "Page"]], bold_rows=1), []
    for r in range(9):
        row = [f"Topic {'ABCDEFGHI'[r]}", "monthly", "more" if r < 8 else "12", str(4 + r)]
        words += aligned([50, 250, 350, 450], 120 + 18 * r, [row])
        fills += [fill(45, 117 + 18 * r, 455, 135 + 18 * r)] if r % 2 else []
    rules = [across(97, 45, 455), across(117, 45, 455), across(279, 45, 455)]
    found = find_tables(page(words, rules, fills))[0]
    assert found.header_rows == 1
    assert [row[0] for row in rows(found)] == ["Topic", *(f"Topic {letter}" for letter in "ABCDEFGHI")]


def test_years_of_dates_cut_after_the_century_are_no_row_of_figures() -> None:
    """As where the labels run under the first date, so that no column of labels shows."""

    def line(top: float, *texts: str) -> RowLine:
        pieces = (Piece(n, n, tuple(text(60 + 50 * n, top, part, bold=top < 120))) for n, part in enumerate(texts))
        return RowLine(top, top + 8, tuple(pieces))

    body = line(131, "4728", "4319", "1189")
    assert head_lines([line(100, "01/05/20", "01/06/20", "01/01/20"), line(108, "23", "23", "24"), body], []) == 2
    assert head_lines([line(100, "Robbery", "Arson", "Rape"), line(108, "23", "23", "24"), body], []) == 1


def test_rules_that_meet_under_headings_each_say_how_far_one_reaches() -> None:
    heads = ["", "Plan", "Spent", "Left", "Revised", "Forecast", "Gap"]
    body = [[n, "1,120", "1,048", "72", "4,460", "4,240", "220"] for n in ("Pay", "Premises", "Transport")]
    xs = [50, 190, 240, 290, 350, 410, 470]
    words = text(290, 86, "Year to date", align="right") + text(470, 86, "Full year", align="right")
    words += aligned(xs, 100, [heads, *body])
    rules = [across(y, 48, 472) for y in (83, 112, 152)] + [across(97, 150, 293), across(97, 293, 472)]
    table = find_tables(page(words, rules))[0]
    assert spans(table)["Year to date"] == (0, 1, 1, 3)
    assert spans(table)["Full year"] == (0, 4, 1, 3)
