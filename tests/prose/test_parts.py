"""Parts of a count that stands before them, with the whole that they are of."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

import pytest

PARTS = {
    "of these": (
        "In September, 300 victims of burglary were recorded. Of these, 45 (15%) have been victims before.",
        [("300", "None"), ("15", "None"), ("45", "300")],
    ),
    "so many per cent of these": (
        "1,250 calls were answered in September. 62.4% (780) of these were resolved at once.",
        [("1250", "None"), ("62.4", "None"), ("780", "1250")],
    ),
    "of which, in the same sentence": (
        "There were 40 burglaries of shops in the last quarter; of which, 25% (10) were at night.",
        [("40", "None"), ("25", "None"), ("10", "40")],
    ),
    "a list behind a dash": (
        "There were 12 road deaths last quarter - 6 drivers, 4 passengers and 2 pedestrians.",
        [("12", "None"), ("6", "12"), ("4", "12"), ("2", "12")],
    ),
    "areas in brackets": (
        "16 offences were reported last quarter (10 in North Warwickshire and 6 in South Warwickshire).",
        [("16", "None"), ("10", "16"), ("6", "16")],
    ),
    "numbers in words": (
        "There have been seven reviews - four of complaints, two of conduct and one of a death.",
        [("7", "None"), ("4", "7"), ("2", "7"), ("1", "7")],
    ),
    "what became of cases": (
        "Of these 40 cases, nine were investigated, 30 were closed and two did not meet the criteria.",
        [("9", "40"), ("30", "40"), ("2", "40")],
    ),
    "so many of so many": (
        "60 of the 150 addresses (40%) were seen at least twice.",
        [("40", "None"), ("60", "150")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), PARTS.values(), ids=PARTS)
def test_parts_keep_their_whole(read, text, figures):
    observations, _ = read(text, "Reviews")
    assert [(str(o.value), str(o.out_of)) for o in observations] == figures


NO_PARTS = {
    "figures that do not add up": "12 road deaths were recorded last quarter - 30 drivers, 14 passengers and 2 pedestrians.",
    "a part larger than the whole": "12 reviews were recorded last quarter. Of these, 45 (15%) have been closed.",
    "a list that leaves some out": "40 reviews were recorded last quarter, including 9 of complaints, 8 of conduct and 7 of deaths.",
}  # fmt: skip


@pytest.mark.parametrize("text", NO_PARTS.values(), ids=NO_PARTS)
def test_what_are_no_parts(read, text):
    observations, _ = read(text, "Reviews")
    assert all(o.out_of is None for o in observations)


def test_an_area_in_a_list_is_the_area_of_its_part(read):
    text = "16 offences were reported last quarter (10 in North Warwickshire and 6 in South Warwickshire)."
    _, north, south = read(text, "Robbery")[0]
    assert (north.area, south.area) == ("North Warwickshire", "South Warwickshire")


def test_a_share_and_its_count_without_a_name_keep_their_words(read):
    share, count = read("15% (120) of addresses have reported it more than once in the last 12 months.", "Repeats")[0]
    assert (share.measure, share.unit, share.statistic) == ("", "percent", "share")
    assert (count.measure, count.unit, count.row_label) == ("", "count", "addresses reported it more than once")


def test_shares_of_different_things_stand_in_no_row(read):
    text = "60% (30) of owners were tenants, and 45% (90) of thefts from them were of bicycles."
    assert not any("share 1 of" in o.column_label for o in read(text, "Victims")[0])


def test_what_is_said_of_the_first_share_may_come_last(read):
    text = "88% (88) of knife crimes and 12% (3) of gun crimes were solved in the last quarter."
    assert [str(o.value) for o in read(text, "Crime")[0]] == ["88", "88"]


@pytest.mark.parametrize(
    ("text", "all_told"),
    [
        ("60% (120) of owners were called once, 30% (60) of owners were called two or three times and 10% (20) of owners were called four or more times.", True),
        ("60% (120) of owners were called once, 30% (60) of owners were called twice and 10% (20) of owners were called four or more times.", False),
        ("60% (120) of owners were called once, 30% (60) of owners were called twice and 10% (20) of owners were called three times.", False),
        ("60% (120) of owners were tenants, 30% (60) of owners were landlords and 10% (20) of owners were neither.", False),
    ],
)  # fmt: skip
def test_shares_by_a_number_of_times_that_leaves_none_out(read, text, all_told):
    labels = [o.column_label for o in read(text, "Owners")[0]]
    assert len(labels) == 6 and all(("all told" in label) is all_told for label in labels)
