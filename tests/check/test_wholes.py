"""Counts beside percentages of a whole that is not printed."""

import pytest
from printed import PERCENT, UNDATED, blamed, messages, shown, table

from extractor.check.intervals import Interval
from extractor.check.wholes import whole_of

MONTHS = [(month, UNDATED) for month in ("Aug", "Sept", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")]
GRANTS = {"category": "firearm_grant"}
LATE = ("Number late", GRANTS, "6", "5", "11", "4", "3", "5", "10", "10")
SHARES = ("28.6%", "25.0%", "36.7%", "21.1%", "16.7%", "29.4%", "37.0%", "27.8%")


def late(*shares):
    """Grants that were late in eight months, and the shares that they are of a number not printed."""
    return table(MONTHS, LATE, ("% late", GRANTS | PERCENT, *shares))


def test_counts_and_percentages_of_a_whole_number_prove_each_other():
    assert blamed(late(*SHARES)) == []
    assert shown(late(*SHARES)) >= {"28.6%", "29.4%", "11"}


def test_a_quarter_of_something_proves_no_count():
    assert shown(table(MONTHS, LATE, ("% late", GRANTS | PERCENT, *(["25.0%"] * 8)))) == set()


def test_a_percentage_that_no_whole_number_gives_is_found():
    counts = ("Number late", GRANTS, "7", "5", "11", "4", "3", "9", "10", "10")  # of 23, 17, 31, 19, 13, 29, 27 and ...
    shares = ("30.4%", "29.4%", "35.5%", "21.1%", "23.1%", "31.0%", "37.0%", "28.7%")
    assert messages(table(MONTHS, counts, ("% late", GRANTS | PERCENT, *shares))) == [
        "28.7% is printed, but 10 of 35 is 28.6%, and no other whole number comes nearer; unrounded it is 28.571%, "
        "so that the last digit is wrong."
    ]


def test_shares_of_something_else_raise_no_alarm_and_are_not_confirmed():
    other = ("28.1%", "24.7%", "36.0%", "21.6%", "16.1%", "29.0%", "37.9%", "27.2%")
    assert blamed(late(*other)) == []
    assert shown(late(*other)) == set()


def test_large_counts_fit_any_percentage_and_say_nothing():
    counts = ("Number late", GRANTS, *(str(n) for n in range(5201, 5209)))
    assert shown(table(MONTHS, counts, ("% late", GRANTS | PERCENT, *SHARES))) == set()


@pytest.mark.parametrize(
    ("low", "high", "count", "whole"), [(28.55, 28.65, 6, 21), (27.95, 28.05, 6, None), (99.95, 100.05, 9, 9)]
)
def test_the_whole_number_of_which_a_count_is_a_percentage(low, high, count, whole):
    assert whole_of(Interval(low, high), count) == whole
