"""Further forms of sentences: rows of periods, kinds of a whole, changes per day, comparisons with figures."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

from datetime import date

import pytest

QUARTER, BEFORE, YEAR_BEFORE = date(2017, 9, 30), date(2017, 6, 30), date(2016, 9, 30)


def test_a_figure_for_each_period_in_a_row(read):
    text = "In July, August and September 2017 there were 120, 180 and 240 stop searches respectively."
    found = read(text, "Stop and Search")[0]
    assert [(str(o.value), o.period_end) for o in found] == [
        ("120", date(2017, 7, 31)),
        ("180", date(2017, 8, 31)),
        ("240", QUARTER),
    ]


def test_a_row_with_more_periods_than_figures_is_left_alone(read):
    text = "In July, August and September 2017 there were 120 and 180 stop searches respectively."
    assert read(text, "Stop and Search") == ([], [])


def test_a_steady_rise_goes_one_way(read):
    text = "July, August and September 2017 saw a steady rise in stop and search with 120, 240 and 180 searches made respectively."
    _, findings = read(text, "Stop and Search")
    assert [(f.code, f.found) for f in findings] == [("contradicting-words", "180")]


def test_kinds_of_a_whole(read):
    text = "In September, 50% of ASB incidents were nuisance, 30% environmental and 20% personal."
    found = read(text, "Anti-Social Behaviour")[0]
    assert [(str(o.value), o.measure, o.category, o.statistic) for o in found] == [
        ("50", "asb_incidents", "nuisance", "share"),
        ("30", "asb_incidents", "environmental", "share"),
        ("20", "asb_incidents", "personal", "share"),
    ]


def test_what_a_part_makes_up(read):
    text = "Shoplifting accounted for 12% (300) of all recorded crime in the last quarter."
    share, count = read(text, "Shoplifting")[0]
    assert (share.category, share.breakdown, share.period_end) == ("all_crime", '{"part": "Shoplifting"}', QUARTER)
    assert (str(count.value), count.unit) == ("300", "count")


@pytest.mark.parametrize(
    "text",
    [
        "Operators took an average of 12 more 999 calls per day.",
        "999 call volume grew, an average of 12 calls extra per day.",
        "The number of 999 calls grew, with 12 more calls each day.",
    ],
)
def test_a_change_per_day(read, text):
    (found,) = read(text, "Calls")[0]
    assert (found.measure, found.category, found.role, found.statistic) == (
        "calls_received",
        "999",
        "difference",
        "mean",
    )
    assert (str(found.value), found.breakdown) == ("12", '{"per": "day"}')


COMPARED = {
    "then in brackets or not": (
        "Missing person reports fell to 90 in the last quarter from 96 in the same quarter last year.",
        [("90", QUARTER), ("96", YEAR_BEFORE)],
    ),
    "compared with": (
        "The force received 90 missing person reports in the last quarter, compared with 96 in the same quarter last year.",
        [("90", QUARTER), ("96", YEAR_BEFORE)],
    ),
    "on the figure recorded": (
        "Last quarter 90 missing person reports were received, a rise of 10 (13%) on the 80 received in the previous quarter.",
        [("90", QUARTER), ("10", QUARTER), ("13", QUARTER), ("80", BEFORE)],
    ),
    "up from": (
        "During the last quarter there were 90 missing person reports, up 13% from 80 in the previous quarter.",
        [("90", QUARTER), ("13", QUARTER), ("80", BEFORE)],
    ),
    "from and to behind the change": (
        "Missing person reports grew by 10 (13%) compared to the previous quarter, from 80 to 90.",
        [("10", QUARTER), ("13", QUARTER), ("80", BEFORE), ("90", QUARTER)],
    ),
    "down on": (
        "Missing person reports were down by 15 reports (2%) compared with the previous quarter.",
        [("-15", QUARTER), ("-2", QUARTER)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), COMPARED.values(), ids=COMPARED)
def test_comparisons_with_figures(read, text, figures):
    found = read(text, "Missing Persons")[0]
    assert [(str(o.value), o.period_end) for o in found] == figures
    assert {o.measure for o in found} == {"missing_person_reports"}
    assert {o.base_period_end for o in found if o.role != "level"} <= {BEFORE}


def test_what_makes_up_is_no_rise(read):
    assert all(o.role == "level" for o in read("Robbery makes up 3% of all crime.", "Robbery")[0])


def test_a_share_told_roughly_in_words(read):
    (share,) = read("Under half (45%) of missing person reports were of children last quarter.", "Missing Persons")[0]
    assert (str(share.value), share.unit, share.statistic) == ("45", "percent", "share")


def test_a_level_between_two_periods_is_of_neither(read):
    assert read("The number of arrests fell from 50 to 40 between Q1 and Q2 2017/18.", "Custody") == ([], [])


def test_fewer_with_its_percentage_in_brackets(read):
    text = "40 robbery offences were recorded last quarter, which is 10 fewer (-20%) than the previous quarter."
    found = read(text, "Robbery")[0]
    assert [(str(o.value), o.role) for o in found] == [
        ("40", "level"),
        ("-10", "difference"),
        ("-20", "percent_change"),
    ]


def test_a_share_of_the_same_measure_is_no_rate_of_it(read):
    (share,) = read("Almost a third (32%) of recorded crime in September was domestic abuse.", "Crime")[0]
    assert (share.measure, share.row_label) == ("", "recorded crime domestic abuse")
