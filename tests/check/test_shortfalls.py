"""Totals that their parts just fail to reach in every column."""

from printed import UNDATED, blamed, checked, messages, table

COLUMNS = [(area, {**UNDATED, "area": area}) for area in ("Force", "North", "South")]
PARTS = [
    ("Violence", "3,132", "1,208", "1,924"),
    ("Robbery", "105", "45", "60"),
    ("Burglary", "1,120", "451", "669"),
    ("Theft", "2,155", "902", "1,253"),
    ("Damage", "1,213", "477", "736"),
]  # 7,725, 3,083 and 4,642


def crimes(*totals, parts=PARTS):
    """Crimes by group and area, and their total."""
    return table(COLUMNS, *parts, ("Total Crime", *totals))


def test_a_total_that_its_parts_miss_by_a_little_everywhere_is_one_finding_that_blames_nobody():
    report = crimes("7,735", "3,087", "4,648")
    assert messages(report) == [
        "7,735 is printed, but 3,132 + 105 + 1,120 + 2,155 + 1,213 is 7,725, 10 less; the other totals of the line "
        "lack 4, 6; a part is left out, or one of them is too small."
    ]
    assert blamed(report) == []
    assert "failed" not in checked(report).verdicts.values()


def test_totals_of_a_list_of_some_parts_only_raise_no_alarm():
    assert messages(crimes("7,935", "3,187", "4,748")) == []  # 3% more: other groups are not listed


def test_a_blank_part_may_hold_what_lacks():
    blank = [*PARTS[:-1], ("Damage", "1,213", "477", "736"), ("Fraud", "", "", "")]
    assert messages(crimes("7,735", "3,087", "4,648", parts=[*blank[:-1], ("Fraud", "2", "", "")])) == []


def test_a_total_that_holds_somewhere_is_a_sum_and_its_failures_are_told_as_such():
    assert messages(crimes("7,725", "3,083", "4,642")) == []
    assert blamed(crimes("7,735", "3,083", "4,642")) == [("Total Crime", "Force", "7,735")]
