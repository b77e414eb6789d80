"""What each column is: labels, figures, their symbols, or numbers that only count the lines."""

from __future__ import annotations

import pytest
from grids import table

from extractor.facts import Anatomy
from extractor.heads import take_apart
from extractor.heads.looks import Knows


def parts_of(text: str, knows: Knows = lambda text: False) -> Anatomy:
    (anatomy,) = take_apart(table(text), knows)
    return anatomy


def rows(text: str, knows: Knows = lambda text: False) -> list[tuple[str, str, str]]:
    body = parts_of(text, knows).body
    return [(" > ".join(b.row_path), " > ".join(b.column_path), b.cell.text) for b in body]


# ---- labels that look like figures


def test_calls_to_999_and_101_label_their_rows() -> None:
    text = "Line | Calls | Answered\n999 | 40 | 38\n101 | 70 | 52"
    known = rows(text, lambda t: t in ("999", "101"))
    assert known[0] == ("999", "Calls", "40")
    assert [r[2] for r in rows(text)] == ["999", "40", "38", "101", "70", "52"], "what nobody knows may be a figure"


def test_years_down_the_side_label_rows_in_any_order_that_repeats() -> None:
    assert rows("Year | Area | Groups\n2016 | A | 40\n2016 | B | 41\n2018 | A | 52\n2018 | B | 53")[0][0] == "2016 > A"
    assert rows("Year | Groups\n2016 | 40\n2019 | 41")[0][0] == "2016"
    assert rows("Year | Groups\n2016 | 40\n2017 | 41\n2018 | 42")[2][0] == "2018"


def test_a_column_of_counts_like_years_is_read() -> None:
    text = "Offence | Count\nThefts | 1977\nFrauds | 2057\nArson | 1984"
    assert [r[2] for r in rows(text)] == ["1977", "2057", "1984"]


def test_a_word_among_years_that_label_rows_makes_no_figures_of_them() -> None:
    assert rows("Year | Groups\n2016 | 40\n2017 | 41\nTotal | 81")[2][0] == "Total"


def test_two_counts_like_years_among_others_do_not_hide_a_column() -> None:
    assert [r[2] for r in rows("Offence | Count\nThefts | 1977\nFrauds | 12\nArson | 1984")] == ["1977", "12", "1984"]


def test_a_word_among_counts_like_years_does_not_hide_the_column() -> None:
    text = "Offence | Count\nThefts | 1977\nFrauds | 2057\nArson | 1984\nRape | withheld"
    assert [r[2] for r in rows(text)] == ["1977", "2057", "1984", "withheld"]


def test_one_year_down_the_side_labels_its_row() -> None:
    assert rows("Year | Groups\n2016 | 40") == [("2016", "Groups", "40")]


# ---- numbers that count


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("1", "4", "16"), ("1.", "2.", "3."), ("1.1", "1.2", "2.1")])
def test_numbers_of_items_before_labels_are_no_figures(numbers: tuple[str, ...]) -> None:
    labels = ("Arson", "Theft", "Fraud")
    text = "\n".join(["No. | Aim | Done", *(f"{n} | {word} | 7" for n, word in zip(numbers, labels, strict=True))])
    assert {r[2] for r in rows(text)} == {"7"}
    assert parts_of(text).numbers == (0,)


def test_rising_figures_in_a_table_without_labels_are_read() -> None:
    assert [r[2] for r in rows("Calls | Visits\n10 | 40\n20 | 50\n30 | 45")] == ["10", "40", "20", "50", "30", "45"]


def test_a_single_column_of_rising_figures_is_read() -> None:
    assert [r[2] for r in rows("Calls\n1\n2\n3")] == ["1", "2", "3"]


def test_numbers_of_boxes_between_figures_are_no_figures() -> None:
    text = "Item | Count | | Cost\nPens | 40 | 1 | 30\nCars | 12 | 2 | 70\nVans | 31 | 3 | 20"
    assert [r[2] for r in rows(text)] == ["40", "30", "12", "70", "31", "20"]


def test_numbers_of_boxes_under_a_heading_merged_from_the_left_are_no_figures() -> None:
    text = "Item | Count | ^ | Cost\nPens | 40 | 1 | 30\nCars | 12 | 2 | 70\nVans | 31 | 3 | 20"
    assert "2" not in [r[2] for r in rows(text)]


def test_figures_that_rise_evenly_under_a_heading_of_their_own_are_read() -> None:
    text = "Item | Count | Rank | Cost\nPens | 40 | 1 | 30\nCars | 12 | 2 | 70\nVans | 31 | 3 | 20"
    assert "2" in [r[2] for r in rows(text)]


def test_figures_that_rise_evenly_under_a_shared_number_heading_are_read() -> None:
    text = "Item | Number | ^ | Cost\nPens | 40 | 1 | 30\nCars | 12 | 2 | 70\nVans | 31 | 3 | 20"
    assert "2" in [r[2] for r in rows(text)]


# ---- marks, symbols, targets


def test_a_pound_sign_in_a_column_of_its_own_belongs_to_the_figure_beside_it() -> None:
    (anatomy,) = take_apart(table("Item | | Cost\nPens | £ | 30\nCars | £ | 70"))
    assert [(b.row_path, b.symbol, b.cell.text) for b in anatomy.body] == [
        (("Pens",), "£", "30"),
        (("Cars",), "£", "70"),
    ]


def test_a_percent_sign_behind_a_figure_belongs_to_it_and_not_to_the_next() -> None:
    (anatomy,) = take_apart(table("Item | Share | | Count\nPens | 30 | % | 4\nCars | 70 | % | 5"))
    assert [(b.cell.text, b.symbol) for b in anatomy.body] == [("30", "%"), ("4", ""), ("70", "%"), ("5", "")]


def test_targets_of_which_some_are_a_word_are_read() -> None:
    text = "Aim | Target | Actual\nThefts | 40 | 38\nHate | Reduce | 5\nCalls | 95% | 96%\n"
    text += "Rape | Reduce | 7\nFraud | Reduce | 9"
    assert ("Hate", "Target", "Reduce") in rows(text) and ("Calls", "Target", "95%") in rows(text)


def test_remarks_among_two_figures_make_no_column_of_figures() -> None:
    text = "Aim | Actual | Remark\nA | 1 | good\nB | 2 | fair\nC | 3 | 40\nD | 4 | 50\nE | 5 | poor"
    assert "40" not in [r[2] for r in rows(text)]


def test_one_figure_among_a_recurring_word_makes_no_column_of_figures() -> None:
    text = "Aim | Actual | Remark\nA | 1 | good\nB | 2 | 40\nC | 3 | good"
    assert "40" not in [r[2] for r in rows(text)]


def test_a_stray_pair_of_figures_among_many_alike_words_makes_no_column_of_figures() -> None:
    lines = [f"{c} | {n * n} | {'good' if n > 2 else n}" for n, c in enumerate("ABCDEFGHIJ", 1)]
    assert "good" not in [r[2] for r in rows("\n".join(["Aim | Actual | Remark", *lines]))]


def test_a_column_of_marks_alone_holds_figures_that_are_not_there() -> None:
    assert ("Pens", "Cost", "n/a") in rows("Item | Count | Cost\nPens | 4 | n/a\nCars | 5 | -")


def test_marks_among_words_make_no_column_of_figures() -> None:
    assert {r[1] for r in rows("Item | Count | Note\nPens | 4 | n/a\nCars | 5 | n/a\nVans | 6 | sold")} == {"Count"}


# ---- side by side


def test_two_tables_side_by_side_in_one_grid_have_labels_of_their_own() -> None:
    text = "Crime | Count | Crime | Count\nArson | 4 | Theft | 6\nFraud | 5 | Rape | 7"
    assert rows(text)[:2] == [("Arson", "Count", "4"), ("Theft", "Count", "6")]


def test_a_second_table_beside_the_first_is_told_by_the_heading_of_its_labels_though_they_recur() -> None:
    text = "Crime | Count | Crime | Cost\nArson | 4 | Theft | 6\nFraud | 5 | Theft | 7"
    assert rows(text)[1] == ("Theft", "Cost", "6")


def test_accounts_side_by_side_with_pound_signs_in_cells_of_their_own_have_labels_of_their_own() -> None:
    text = "Crime | | Cost | Crime | | Cost\nArson | £ | 4 | Theft | £ | 6\nFraud | £ | 5 | Rape | £ | 7"
    assert rows(text)[1] == ("Theft", "Cost", "6")


def test_a_second_table_beside_the_first_is_told_by_its_repeated_column_heading() -> None:
    text = "Crime | Count | Area | Count\nArson | 4 | North | 6\nFraud | 5 | South | 7"
    assert rows(text)[1] == ("North", "Count", "6")


def test_a_second_table_beside_the_first_is_told_by_labels_that_nothing_heads() -> None:
    text = " | Count | | Cost\nArson | 4 | North | 6\nFraud | 5 | South | 7"
    assert rows(text)[1] == ("North", "Cost", "6")


def test_a_recurring_word_between_figures_is_a_remark_on_its_row() -> None:
    text = "Crime | Count | | Count\nArson | 4 | Green | 6\nFraud | 5 | Green | 7"
    assert rows(text)[1] == ("Arson", "Count", "6")


def test_long_remarks_between_figures_label_nothing() -> None:
    text = (
        "Crime | Count | | Count\nArson | 4 | it fell in the north of the county | 6\n"
        "Fraud | 5 | it rose in the south of the county | 7"
    )
    assert rows(text)[1][0] == "Arson"


def test_a_remark_under_a_heading_of_its_own_labels_nothing() -> None:
    assert rows("Crime | Count | Trend | Cost\nArson | 4 | Up | 6\nFraud | 5 | Down | 7")[1][0] == "Arson"


def test_one_remark_between_figures_labels_nothing() -> None:
    assert rows(" | Count | | Cost\nArson | 4 | Up | 6")[1][0] == "Arson"
    assert (
        rows(" | Count | | Cost\nArson | 4 | Up | 6\nFraud | 5 | | 7\nRape | 6 | | 8\nTheft | 7 | Down | 9")[1][0]
        == "Arson"
    )


def test_a_remark_at_the_end_of_a_row_starts_no_table() -> None:
    text = "Crime | Count | | Note | Count\nArson | 4 | Up | sold | 5\nFraud | 5 | Down | lost | 7"
    assert rows(text)[0] == ("Arson", "Count", "4")


def test_two_columns_of_labels_beside_a_first_table_label_its_second_together() -> None:
    text = "Crime | Count | Crime | Sex | Count\nArson | 4 | Theft | Men | 6\nFraud | 5 | Rape | Women | 7"
    assert rows(text)[1][0] == "Theft > Men"


# ---- pages and paragraphs


@pytest.mark.parametrize("heading", ["Page", "Ref.", "Para", "Slide"])
def test_a_column_of_pages_is_no_figure(heading: str) -> None:
    (anatomy,) = take_apart(table(f"Crime | Count | {heading}\nArson | 4 | 12\nFraud | 5 | 9"))
    assert [b.cell.text for b in anatomy.body] == ["4", "5"]
    assert [b.cell.text for b in anatomy.skipped] == ["12", "9"]


def test_a_figure_under_a_heading_that_merely_speaks_of_pages_is_read() -> None:
    assert len(parts_of("Crime | Count | Page views\nArson | 4 | 12\nFraud | 5 | 9").body) == 4


def test_a_list_of_five_rising_pages_without_headings_is_a_page_of_contents() -> None:
    lines = [f"Part {c} | {n}" for c, n in zip("ABCDE", (3, 4, 4, 9, 12), strict=True)]
    assert parts_of("\n".join(lines)).kind == "contents"
    assert parts_of("\n".join(lines[:4])).kind == "statistics", "four counts may rise by chance"
    assert parts_of("\n".join(["Area | Count", *lines])).kind == "statistics"


def test_one_page_number_that_is_wrong_makes_no_figures_of_a_page_of_contents() -> None:
    wrong_one = [f"Part {c} | {n}" for c, n in zip("ABCDEF", (3, 4, 9, 8, 12, 14), strict=True)]
    assert parts_of("\n".join(wrong_one)).kind == "contents"
    falls = [f"Part {c} | {n}" for c, n in zip("ABCDEF", (3, 4, 3, 8, 7, 14), strict=True)]
    assert parts_of("\n".join(falls)).kind == "statistics"


def test_shares_that_rise_are_no_pages() -> None:
    assert parts_of("\n".join(f"Part {c} | {n}.5%" for n, c in enumerate("ABCDE"))).kind == "statistics"


def test_figures_before_a_remark_under_a_boxhead_are_read() -> None:
    assert [b.cell.text for b in parts_of("Offence | Count | Remark\nArson | 12 | low\nTheft | 40 | high").body] == [
        "12",
        "40",
    ]


def test_figures_beside_a_blank_column_and_a_remark_are_read() -> None:
    assert [b.cell.text for b in parts_of(" | Count | Remark\n | 12 | low\n | 40 | high").body] == ["12", "40"]


PROSE = """
Topic   | Data                                | {0}                              | {1}
Hate    | Decrease on the quarter before      | {2}  | 8
Missing | Fewer reports than in the summer    | {3}  | 10
Rape    | Decrease on the quarter before      | {4}  | 13
"""


def test_rising_counts_beside_prose_are_read_where_they_are_headed_or_one_column_alone_is_prose() -> None:
    prose = ("Shared with the local commanders", "Nothing else of note to report", "Falls in both areas of the force")
    assert parts_of(PROSE.format("Commentary", "", *prose)).body == ()
    assert len(parts_of(PROSE.format("Commentary", "Count", *prose)).body) == 3
    assert len(parts_of(PROSE.format("Trend", "", "Down", "Level", "Up")).body) == 3


def test_rising_counts_that_nothing_heads_in_a_table_with_headings_are_read() -> None:
    lines = [f"Part {c} | fair | {n}" for c, n in zip("ABCDE", (3, 4, 4, 9, 12), strict=True)]
    assert parts_of("\n".join(["Area | Trend |", *lines])).kind == "statistics"
