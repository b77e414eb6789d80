"""Figures under each other's headings: one exchange that explains what fails."""

import pytest
from printed import (
    BASE,
    CHANGE,
    DIFFERENCE,
    LAST,
    PER_CENT,
    PREVIOUS,
    UNDATED,
    blamed,
    checked,
    messages,
    passed,
    table,
)

from extractor.check.rearranged import _MOST_PAIRS, _pairs

YEARS = [PREVIOUS, LAST, DIFFERENCE, PER_CENT]
RIGHT = [
    ("Robbery", "812", "934", "122", "15.0%"),
    ("Arson", "470", "423", "-47", "-10.0%"),
    ("Fraud", "6,300", "6,615", "315", "5.0%"),
    ("Rape", "1,310", "1,441", "131", "10.0%"),
]


def exchanged(rows: list[tuple[str, ...]], i: int, j: int) -> list[tuple[str, ...]]:
    """The rows with two of their cells in each other's places; 0 is the label."""
    made = []
    for row in rows:
        cells = list(row)
        cells[i], cells[j] = cells[j], cells[i]
        made.append(tuple(cells))
    return made


def test_nothing_is_exchanged_in_a_table_that_agrees():
    assert blamed(table(YEARS, *RIGHT)) == []


@pytest.mark.parametrize(("i", "j", "names"), [(1, 2, ("Previous 12 Months", "Last 12 Months"))])
def test_two_columns_of_levels_under_each_others_headings(i: int, j: int, names: tuple[str, str]):
    report = table(YEARS, *exchanged(RIGHT, i, j))
    assert {column for _, column, _ in blamed(report)} == set(names)
    assert "8 relations hold that fail as printed" in messages(report)[0]
    assert passed(report) == set()


def test_an_earlier_level_and_a_change_with_a_change_in_per_cent_that_tells_them_apart():
    report = table(YEARS, *[r for r in exchanged(RIGHT, 1, 3) if not r[1].startswith("-")])
    assert {column for _, column, _ in blamed(report)} == {"Previous 12 Months", "Difference"}
    assert not any("%" in text for _, _, text in blamed(report))


def test_a_later_level_and_a_change():
    report = table(YEARS[:3], *[r[:4] for r in exchanged(RIGHT, 2, 3) if not r[2].startswith("-")])
    assert {column for _, column, _ in blamed(report)} == {"Last 12 Months", "Difference"}


def test_two_levels_of_one_row():
    rows = [exchanged([row], 1, 2)[0] if row[0] == "Fraud" else row for row in RIGHT]
    report = table(YEARS, *rows)
    assert {(row, text) for row, _, text in blamed(report)} == {("Fraud", "6,615"), ("Fraud", "6,300")}


def test_a_single_misprint_is_no_exchange():
    rows = [("Robbery", "812", "943", "122", "15.0%"), *RIGHT[1:]]
    assert blamed(table(YEARS, *rows)) == [("Robbery", "Last 12 Months", "943")]


def test_two_cells_of_a_row_of_parts_whose_totals_show_it():
    columns = [(c, UNDATED) for c in ("North", "South", "West", "East")]
    rows = [("Robbery", "812", "934", "122", "450"), ("Arson", "470", "423", "147", "98")]
    total = ("Total", "1,282", "1,357", "269", "548")
    assert blamed(table(columns, *rows, total)) == []
    wrong = [("Robbery", "934", "812", "122", "450"), rows[1]]
    assert blamed(table(columns, *wrong, total)) == [("Robbery", "North", "934"), ("Robbery", "South", "812")]


def test_a_column_of_differences_without_signs_says_nothing_of_which_level_came_first():
    rows = [(r[0], r[1], r[2], r[3].lstrip("-")) for r in (*RIGHT, ("Theft", "905", "804", "-101"))]
    report = table(YEARS[:3], *rows)
    assert {text for _, _, text in blamed(report)} == {"47", "101"}
    assert messages(report)[0].startswith('"Difference" prints no signs')
    assert passed(report) == set()


def test_changes_between_other_levels_than_their_periods_say():
    variance = ("Variance", {**CHANGE, "role": "difference"})
    rows = [
        ("Pay", "900", "880", "120", "760"),
        ("Fleet", "412", "455", "77", "378"),
        ("IT", "310", "345", "12", "333"),
    ]
    report = table([PREVIOUS, LAST, variance, BASE], *rows)
    assert {column for _, column, _ in blamed(report)} == {"Variance"}
    assert '"Variance" is "Last 12 Months" less "Baseline"' in messages(report)[0]


def test_what_an_exchange_explains_is_a_finding_of_its_own():
    found = [f for f in checked(table(YEARS, *exchanged(RIGHT, 1, 2))).findings if f.code == "exchanged-figures"]
    assert [f.where.column_label for f in found] == ["Previous 12 Months / Last 12 Months"]


AREAS = ("North", "district"), ("South", "district"), ("Kent", "force")


def areas(*counts: tuple[str, ...], categories: tuple[str, ...] = ("arson", "robbery", "fraud")):
    """Counts of two districts and their force, a row for each, a column for each offence."""
    columns = [(name.title(), {"category": name, **dict([LAST][0][1])}) for name in categories]
    rows = [(name, {"area": name, "area_type": kind}, *row) for (name, kind), row in zip(AREAS, counts, strict=True)]
    return table(columns, *rows)


NORTH, SOUTH, FORCE = ("120", "311", "64"), ("98", "277", "53"), ("218", "588", "117")


def test_a_force_and_a_district_under_each_others_labels():
    assert blamed(areas(NORTH, SOUTH, FORCE)) == []
    report = areas(NORTH, FORCE, SOUTH)
    assert '"South" and "Kent" have each other\'s figures' in messages(report)[0]
    assert not passed(report)


def test_labels_of_three_rows_that_moved_by_one():
    report = areas(FORCE, NORTH, SOUTH)
    assert {row for row, _, _ in blamed(report)} >= {"North", "Kent"} and not passed(report)
    assert "have each other's figures" in messages(report)[0]


def test_a_total_that_has_the_figures_of_a_part():
    years = [PREVIOUS, LAST]
    right = ("Inside", "426", "411"), ("Outside", "1,108", "1,373"), ("Total", "1,534", "1,784")
    assert blamed(table(years, *right)) == []
    wrong = [(label, *row[1:]) for label, row in zip(("Inside", "Total", "Outside"), right, strict=True)]
    report = table(years, wrong[0], wrong[2], wrong[1])
    assert '"Outside" and "Total" have each other\'s figures' in messages(report)[0]
    grand = table(years, *right[:2], ("North > Total", "1,534", "1,784"), ("All areas", "3,068", "3,568"))
    assert blamed(grand) == []


def test_a_variance_that_may_be_taken_either_way_shows_no_headings():
    money = {"unit": "gbp_thousand", "statistic": "amount", **UNDATED}
    columns = [("Budget", money), ("Actual", money), ("Variance", {**money, "role": "difference"})]
    rows = ("Pay", "1,210", "1,185", "25"), ("Rent", "318", "342", "-24"), ("Fuel", "97", "81", "16")
    assert blamed(table(columns, *rows)) == [] and passed(table(columns, *rows)) == set()


def test_exchanges_that_explain_alike_are_all_named():
    shares = [("Sept", {"unit": "percent", **UNDATED}), ("Oct", {"unit": "percent", **UNDATED})]
    good = ("Met", "78.9%", "83.3%"), ("Not met", "21.1%", "16.7%")
    others = ("Met late", "61.2%", "70.4%"), ("Not met late", "38.8%", "29.6%")
    assert blamed(table(shares, *good, *others)) == []


def test_the_lines_of_a_long_table_are_tried_in_time_and_near_ones_first():
    tried = [tuple(sorted(moves)) for moves in _pairs(range(3000), 3000)]
    assert len(tried) <= _MOST_PAIRS and (0, 1) in tried and (2998, 2999) in tried
    assert len(list(_pairs(range(20), 20))) == 190  # all of them in an ordinary one
